"""`make bench-unions`: officials' pages, and what a tree of 5,000 units and 500,000 people costs a learner's answer.

Each figure stands beside its goal and beside a baseline of the same run: the same count written by hand, the site's
`ping`, an answer on a site without any tree. Small while trying: BENCH_UNITS=800 BENCH_PEOPLE=60000.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from benchmarks import load
from benchmarks.served import Site
from benchmarks.table import show
from benchmarks.union_data import Scale, Store, postgresql, sqlite
from benchmarks.union_desk import PATIENCE, Desk, at
from benchmarks.web import Learner, items

SCALE = Scale(int(os.environ.get("BENCH_UNITS", "5000")), int(os.environ.get("BENCH_PEOPLE", "500000")))
SECONDS = float(os.environ.get("BENCH_SECONDS", "5"))
PAGES, LIMIT = 120, SECONDS * 3  # pages opened for one row, and the seconds after which it is enough
NAMES = ("nguyen thi lan", "tran van", "hoa", "le ngoc mai", "pham", "do minh", "vo thi hong", "khanh huyen")
Row = list[object]


def inside(store: Store, *act: str) -> Any:
    """Run one act of `union_inside` in a process with the site's environment."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.union_inside", *act], env={**os.environ, **store.env}, check=True,
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    return json.loads(done.stdout.splitlines()[-1])


def pages(site: Site, store: Store, known: dict[str, Any]) -> list[Row]:
    """Measure the officials' pages, one request at a time, as one official after the other opens them."""
    desk = Desk(site.port, store.data, "thuan.demo")
    ward = Desk(site.port, store.data, "mien.demo")
    units = [f"/cb/?don-vi={code}" for code in known["codes"]]
    one = [f"/cb/nguoi?don-vi={known['codes'][0]}&tim={name.replace(' ', '+')}" for name in NAMES]
    big = f"đơn vị lớn nhất, {known['sizes'][0]} người"
    return [
        _row("ping (để so)", desk, ["/ping"], "-"),
        _row("trang đầu của một CĐCS", desk, units, "≤ 120"),
        _row("trang đầu của công đoàn phường", ward, ["/cb/"], "≤ 120"),
        _row(f"danh sách, {big}", desk, [f"/cb/nguoi?don-vi={known['codes'][0]}"], "≤ 120"),
        _row("tìm tên không dấu trong đơn vị đó", desk, one, "≤ 120"),
    ]


def province(site: Site, store: Store, known: dict[str, Any]) -> list[Row]:
    """Measure the pages of the top; last, because one that does not come keeps a thread of the server busy."""
    desk = Desk(site.port, store.data, "thuan.demo")
    search = [f"/cb/nguoi?don-vi=ST&tim={name.replace(' ', '+')}" for name in NAMES]
    rows = [
        _row("tìm tên không dấu trong cả tỉnh", desk, search, "≤ 300"),
        _row("danh sách cả tỉnh", desk, ["/cb/nguoi?don-vi=ST"], "≤ 300"),
        _row("trang đầu của tỉnh", desk, ["/cb/?don-vi=ST"], "≤ 300"),
    ]
    rows.append(["đếm cả tỉnh bằng một câu SQL viết tay (để so)", f"{known['by_hand_ms']:.0f}", "", "", "-", 1, ""])
    return rows


def _row(name: str, desk: Desk, paths: list[str], goal: str) -> Row:
    try:
        desk.get(paths[0])  # the first one warms what a process keeps
    except TimeoutError:
        return [name, f"> {PATIENCE * 1000:.0f}", "", "", goal, 0, ""]
    times = desk.milliseconds(paths, PAGES, LIMIT)
    kib = "" if paths == ["/ping"] else f"{desk.kib(paths[0]):.1f}"
    return [name, f"{at(times, 0.5):.0f}", f"{at(times, 0.95):.0f}", f"{at(times, 0.99):.0f}", goal, len(times), kib]


def band(site: Site, store: Store) -> list[Row]:
    """Measure how long it takes from a changed band until the unit's page counts one person more."""
    worker = inside(store, "nearly")
    desk = Desk(site.port, store.data, "thuan.demo")
    path = f"/cb/?don-vi={worker['unit']}"
    before = _reached(desk.get(path))
    changed = inside(store, "band", worker["person"])
    while (after := _reached(desk.get(path))) == before and time.time() - changed["at"] < 60:
        time.sleep(0.05)
    seconds = time.time() - changed["at"] if after != before else None
    return [["đổi mức → trang đơn vị", f"{seconds:.2f} s" if seconds is not None else "không thấy", "≤ 5 s"]]


def _reached(page: bytes) -> bytes:
    """Return how many of how many the page says; it changes with every person."""
    found = re.search(rb">([\d.]+/[\d.]+)<", page)
    return found[1] if found else b""


def answers(sites: dict[str, tuple[Site, list[Learner]]]) -> list[Row]:
    """Measure one answer on several sites in turns, so that what else the machine does hits them alike."""
    found: dict[str, list[float]] = {name: [] for name in sites}
    rates: dict[str, list[load.Outcome]] = {name: [] for name in sites}
    for turn in range(4):
        for name, (site, crowd) in sites.items():
            makers = [one.post(1) for one in crowd]
            before = site.cpu_seconds()
            outcome = load.run(site.port, makers, SECONDS / 2 if turn else 1.0)
            if turn:
                found[name].append((site.cpu_seconds() - before) / max(outcome.requests, 1) * 1000)
                rates[name].append(outcome)
    base = min(found["không có cây"])
    return [
        [name, f"{min(found[name]):.2f}", f"{min(found[name]) / base - 1:+.0%}" if name != "không có cây" else "để so",
         "≤ +20%" if name != "không có cây" else "-", max(each.per_second for each in rates[name]),
         min(each.p95 for each in rates[name]), sum(each.errors for each in rates[name])]
        for name in sites
    ]  # fmt: skip


class Worker(Learner):
    """A learner of the province, who has a unit and a history."""

    def __init__(self, site: Site, pool: list[dict[str, Any]], known: dict[str, str]) -> None:
        super().__init__(site, pool)
        self.cookie, self.device = known["cookie"], known["device"]


def measure(store: Store) -> None:
    """Print the tables of one database."""
    known = inside(store, "units")
    title = f"{store.name}, {SCALE.units} đơn vị, {SCALE.people} người, {known['reached']} người đạt"
    with Site("--demo", data=store.data, env=store.env) as site:
        if store.made_seconds:
            print(f"\nTạo dữ liệu: {store.made_seconds:.0f} s, mở trang: {site.ready_seconds:.1f} s")
        head = ["trang", "p50 ms", "p95", "p99", "mục tiêu p95", "lần mở", "KiB lần đầu (≤ 60)"]
        show(title, head, pages(site, store, known))
        show("Từ câu trả lời đến trang cán bộ", ["gì", "đo được", "mục tiêu"], band(site, store))
        pool = items(site)
        workers = [Worker(site, pool, each) for each in inside(store, "tokens")]
        with _empty(store) as other:
            crowd = [Learner(other, pool) for _ in workers]
            rows = answers({"không có cây": (other, crowd), "có cây, người trong đơn vị": (site, workers)})
        show(
            f"Một câu trả lời, {len(workers)} kết nối",
            ["ở đâu", "CPU ms", "so với không có cây", "mục tiêu", "yêu cầu/s", "p95 ms", "lỗi"],
            rows,
        )
        show("Trang của tỉnh", head, province(site, store, known))


def _empty(store: Store) -> Site:
    """Return a site of the same kind without any unit; on PostgreSQL in a database of its own."""
    return Site(env={"DATABASE_URL": store.empty_url, "HOCVUSO_DEMO": ""})


def main() -> None:
    """Measure on SQLite, then on PostgreSQL where it is installed."""
    measure(sqlite(SCALE))
    if any(Path("/usr/lib/postgresql").glob("*/bin")) and os.environ.get("BENCH_SQLITE_ONLY") != "1":
        with postgresql(SCALE) as store:
            measure(store)
    elif not shutil.which("postgres"):
        print("\nKhông có PostgreSQL trên máy: chưa đo (apt-get install postgresql).")


if __name__ == "__main__":
    main()
