"""`make bench-assistant`: the first useful text with 20 people at once, without a model and with a dead one.

The page with its answer is what counts: a model's words only ever come after it. Ping and the empty page are measured
in the same run, so that a busy machine is seen. `BENCH_SECONDS` (5) a row.
"""

from __future__ import annotations

import itertools
import json
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from benchmarks import load
from benchmarks.served import Site
from benchmarks.table import show
from benchmarks.web import SECONDS, Learner, items

PEOPLE = 20
GOAL_MS = 300  # p95 (design: assistant.md 3.6)
# Each may ask 30 times a minute; so each of the 20 holds some phones in turn, as a queue at a stand does.
PHONES_EACH = 4
DEAD = {"LLM_BASE_URL": "http://127.0.0.1:9/v1", "LLM_MODEL": "khong-co"}


def questions() -> list[str]:
    """Return the shipped questions, as typed and without marks."""
    from hocvuso.core.vntext import fold
    from hocvuso.curriculum.parse import content_folder

    text = (content_folder() / "evaluation/skills.jsonl").read_text("utf-8")
    asked = [json.loads(line)["text"] for line in text.splitlines()]
    return [one if number % 2 else " ".join(fold(one).split()) for number, one in enumerate(asked)]


def asking(phones: list[Learner], asked: list[str]) -> Callable[[], bytes]:
    """Return a maker of questions, one phone after the other."""
    turn, pool = itertools.cycle(phones), itertools.cycle(asked)
    return lambda: next(turn).get(f"/hoi?q={quote(next(pool))}")()


def row(site: Site, name: str, makers: list[Callable[[], bytes]], goal: str) -> list[object]:
    """Load one door and return its row."""
    load.run(site.port, makers, 1.0)
    before = site.cpu_seconds()
    found = load.run(site.port, makers, SECONDS)
    cpu = (site.cpu_seconds() - before) / max(found.requests, 1) * 1000
    return [name, f"{cpu:.2f}", found.per_second, found.p50, found.p95, goal, found.p99, found.errors]


def measured(site: Site, name: str) -> list[list[object]]:
    """Return the rows of one site: ping, the empty page, the answer."""
    pool, asked = items(site)[:PEOPLE], questions()
    crowd = [[Learner(site, pool) for _ in range(PHONES_EACH)] for _ in range(PEOPLE)]
    answers = [asking(phones, asked[number::PEOPLE]) for number, phones in enumerate(crowd)]
    return [
        row(site, f"{name}: ping", [phones[0].get("/ping") for phones in crowd], "-"),
        row(site, f"{name}: trang trống /hoi", [phones[0].get("/hoi") for phones in crowd], "-"),
        row(site, f"{name}: trang có câu trả lời", answers, f"≤ {GOAL_MS}"),
    ]


def main() -> None:
    """Measure both sites and print one table."""
    rows: list[list[object]] = []
    with tempfile.TemporaryDirectory(prefix="hocvuso-bench-") as folder:  # one database for both, prepared once
        for name, env in (("không mô hình", {}), ("mô hình chết", DEAD)):
            with Site(data=Path(folder), env=env) as site:
                rows += measured(site, name)
    head = ["cửa", "CPU ms", "yêu cầu/s", "p50 ms", "p95", "đích p95", "p99", "lỗi"]
    busy = " ".join(f"{one:.1f}" for one in os.getloadavg())
    show(f"{PEOPLE} người cùng hỏi, {os.cpu_count()} nhân, tải máy lúc cuối {busy}", head, rows)


if __name__ == "__main__":
    main()
