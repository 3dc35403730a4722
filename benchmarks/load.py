"""A bounded load on 127.0.0.1 from one asyncio process: keep-alive connections, requests made beforehand."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Outcome:
    """Requests a second and percentiles in milliseconds."""

    requests: int
    errors: int
    per_second: float
    p50: float
    p95: float
    p99: float


async def _one(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes) -> bool:
    writer.write(request)
    await writer.drain()
    head = await reader.readuntil(b"\r\n\r\n")
    length = 0
    chunked = False
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            length = int(line.split(b":")[1])
        chunked = chunked or line == b"transfer-encoding: chunked"
    if chunked:
        while True:
            size = int(await reader.readline(), 16)
            await reader.readexactly(size + 2)
            if size == 0:
                break
    else:
        await reader.readexactly(length)
    return head.split(b" ", 2)[1] in {b"200", b"302"}


async def _client(port: int, make: Callable[[], bytes], until: float, times: list[float], errors: list[int]) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    while time.perf_counter() < until:
        request = make()
        began = time.perf_counter()
        try:
            good = await _one(reader, writer, request)
        except (asyncio.IncompleteReadError, ConnectionError):
            good = False
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
        times.append(time.perf_counter() - began)
        errors[0] += not good
    writer.close()


async def _run(port: int, makers: list[Callable[[], bytes]], seconds: float) -> tuple[list[float], int, float]:
    times: list[float] = []
    errors = [0]
    began = time.perf_counter()
    await asyncio.gather(*(_client(port, make, began + seconds, times, errors) for make in makers))
    return times, errors[0], time.perf_counter() - began


def run(port: int, makers: list[Callable[[], bytes]], seconds: float) -> Outcome:
    """Load the server with one connection per maker for some seconds."""
    times, errors, took = asyncio.run(_run(port, makers, seconds))
    ordered = sorted(times)

    def at(share: float) -> float:
        return round(ordered[min(int(len(ordered) * share), len(ordered) - 1)] * 1000, 1)

    return Outcome(len(times), errors, round(len(times) / took), at(0.5), at(0.95), at(0.99))
