"""`make bench-web`: the served site. CPU per request and latency beside `ping`, start, memory, weight on a slow link.

The figures to trust are CPU milliseconds per request (user and system time of the server's process tree): they
hardly move with what else the machine does. Published peer figures come from the design's own measurements.
"""

from __future__ import annotations

import itertools
import json
import os
import shutil
import tempfile
import time
import urllib.request
import uuid
from collections.abc import Callable
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

from benchmarks import load, slowlink
from benchmarks.served import Site
from benchmarks.table import show

SECONDS = float(os.environ.get("BENCH_SECONDS", "5"))
PEER = "Kolibri 0.19.5 (đo ở thiết kế)"


def fdatasync_ms() -> float:
    """Return the median time of one small durable write on this disk."""
    times = []
    with tempfile.NamedTemporaryFile(dir=Path.cwd()) as file:
        for _ in range(50):
            file.write(b"x" * 4096)
            file.flush()
            began = time.perf_counter()
            os.fdatasync(file.fileno())
            times.append(time.perf_counter() - began)
    return sorted(times)[25] * 1000


def items(site: Site) -> list[dict[str, Any]]:
    """Return the items of the shipped content with a right response each, as phones send them."""
    from hocvuso.core import items as item_kinds
    from hocvuso.curriculum.parse import content_folder, read_folder

    curriculum = read_folder(content_folder()).curriculum
    if curriculum is None:
        raise SystemExit("content/ không đọc được")
    return [
        {"content_id": item.id, "version": item.version, "response": item_kinds.right_response(item).to_json()}
        for item in curriculum.items.values()
    ]


class Learner:
    """One phone: a device of its own, a cookie, and requests made one after the other."""

    def __init__(self, site: Site, pool: list[dict[str, Any]]) -> None:
        self.port, self.pool = site.port, itertools.cycle(pool)
        self.device, self.counter = str(uuid.uuid4()), itertools.count(1)
        request = urllib.request.Request(
            f"http://127.0.0.1:{site.port}/api/v1/events", self.body(1),
            {"Content-Type": "application/json", "Origin": f"http://127.0.0.1:{site.port}"},
        )  # fmt: skip
        with urllib.request.urlopen(request) as answer:
            cookie = SimpleCookie(answer.headers["Set-Cookie"])
        self.cookie = f"hvs_device={cookie['hvs_device'].value}"

    def body(self, count: int) -> bytes:
        """Return a batch of `count` answers."""
        at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        events = [
            {**next(self.pool), "id": str(uuid.uuid4()), "kind": "answer", "device": self.device,
             "counter": next(self.counter), "client_at": at, "context": "practice", "ms": 20000}
            for _ in range(count)
        ]  # fmt: skip
        return json.dumps({"events": events}).encode()

    def get(self, path: str) -> Callable[[], bytes]:
        """Return a maker of one GET."""
        request = (
            f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nCookie: {self.cookie}\r\n"
            "Accept-Encoding: gzip\r\n\r\n"
        ).encode()
        return lambda: request

    def post(self, count: int) -> Callable[[], bytes]:
        """Return a maker of batches, each new."""

        def make() -> bytes:
            body = self.body(count)
            head = (
                f"POST /api/v1/events HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nCookie: {self.cookie}\r\n"
                f"Origin: http://127.0.0.1:{self.port}\r\nContent-Type: application/json\r\n"
                f"Content-Length: {len(body)}\r\n\r\n"
            )
            return head.encode() + body

        return make


def measure(site: Site, name: str, makers: list[Callable[[], bytes]], goal: str, peer: str) -> list[object]:
    """Load one door and return its row."""
    load.run(site.port, makers, 1.0)
    before = site.cpu_seconds()
    found = load.run(site.port, makers, SECONDS)
    cpu = (site.cpu_seconds() - before) / max(found.requests, 1) * 1000
    return [name, f"{cpu:.2f}", goal, found.per_second, found.p50, found.p95, found.p99, found.errors, peer]


def main() -> None:
    """Measure everything and print the tables."""
    with Site() as site:
        pool = items(site)
        crowd = [Learner(site, pool) for _ in range(32)]
        rows = [
            measure(site, "ping", [one.get("/ping") for one in crowd], "-", "-"),
            measure(site, "kế hoạch (hôm nay, HTML)", [one.get("/hom-nay") for one in crowd], "≤ 0.7", "1.8–2.0"),
            measure(site, "một câu trả lời", [one.post(1) for one in crowd], "≤ 1.2", "10.2–12.0"),
            measure(site, "lô 10 câu", [one.post(10) for one in crowd], "≤ 3", "-"),
            measure(site, "bước bài học (HTML)", [
                one.get("/bai/kns.4.3/three-questions/who-sent-it") for one in crowd], "-", "4.4"),
        ]  # fmt: skip
        head = ["cửa", "CPU ms", "mục tiêu", "yêu cầu/s", "p50 ms", "p95", "p99", "lỗi", f"CPU ms của {PEER}"]
        show(f"32 kết nối, SQLite synchronous=FULL, fdatasync p50 {fdatasync_ms():.2f} ms", head, rows)
        memory, ready = site.memory_mib(), site.ready_seconds
    with Site("--small") as small:
        crowd = [Learner(small, pool)]
        load.run(small.port, [crowd[0].get("/hom-nay")], 1.0)
        small_memory = small.memory_mib()
    show(
        "Khởi động và bộ nhớ",
        ["gì", "đo được", "mục tiêu", PEER],
        [
            ["khởi động trên dữ liệu đã chuẩn bị", f"{ready:.2f} s", "≤ 2 s", "3.6 s"],
            ["bộ nhớ sau tải (PSS cộng lại)", f"{memory:.0f} MiB", "≤ 250", "231–242 (RSS)"],
            ["bộ nhớ --small", f"{small_memory:.0f} MiB", "≤ 160", "-"],
        ],
    )
    chromium = shutil.which("chromium")
    if chromium:
        with Site("--demo") as site:
            slowlink.report(site, chromium)
            slowlink.simulators(site, chromium)
    else:
        print("\nKhông có chromium: chưa đo trang trên mạng chậm (apt-get install chromium).")


if __name__ == "__main__":
    main()
