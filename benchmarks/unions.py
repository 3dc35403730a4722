"""Roll-ups at the size of a large province: counting anew, catching up, pages; beside counting without roll-ups.

`python -m benchmarks.unions [--units 5000] [--people 500000] [--answers 5000000]` makes a database of its own in a
temporary folder, or uses DATABASE_URL. Figures of an answer's cost: `python -m benchmarks.unions answer`.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.table import show


def main(argv: list[str]) -> int:
    """Fill a province, then measure."""
    parser = argparse.ArgumentParser(prog="benchmarks.unions", description=__doc__)
    parser.add_argument("--units", type=int, default=5000)
    parser.add_argument("--people", type=int, default=500_000)
    parser.add_argument("--answers", type=int, default=5_000_000)
    parser.add_argument("--keep", type=Path, help="data folder that stays; used again when it is there")
    chosen = parser.parse_args(argv)
    data = chosen.keep or Path(tempfile.mkdtemp(prefix="hocvuso-unions-"))
    os.environ["HOCVUSO_DATA"] = str(data)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hocvuso.config.settings")
    import django

    django.setup()
    try:
        _measure(chosen, is_filled=(data / "filled").exists())
        (data / "filled").touch()
    finally:
        if not chosen.keep:
            shutil.rmtree(data, ignore_errors=True)
    return 0


def _measure(chosen: argparse.Namespace, *, is_filled: bool) -> None:
    from benchmarks import union_rows
    from hocvuso.reports.rollups import closing, counting

    rows: list[tuple[str, str]] = []
    if not is_filled:
        seconds, filled = _timed(lambda: union_rows.fill(chosen.units, chosen.people, chosen.answers))
        rows.append((f"fill: {filled}", f"{seconds:.1f} s"))
    place = union_rows.place()
    seconds, result = _timed(counting.rebuild)
    rows.append((f"count everything anew (first), {result.rows:,} rows of tallies", f"{seconds:.1f} s"))
    seconds, result = _timed(counting.rebuild)
    rows.append((f"count everything anew (again), {result.written} rows written", f"{seconds:.1f} s"))
    seconds, _ = _timed(lambda: closing.close_periods(place.day))
    rows.append(("close nine weeks and a month, all units", f"{seconds:.1f} s"))
    for count in (1, 100, 1000):
        union_rows.change_bands(place, count)
        seconds, units = _timed(counting.catch_up)
        rows.append((f"catch up after {count} band changes, {units} units", f"{seconds * 1000:.0f} ms"))
    show("Roll-ups", ("what", "CPU time"), rows)
    _pages(place)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\n  peak memory of this process: {peak:.0f} MiB")


def _pages(place: object) -> None:
    from benchmarks import union_rows
    from hocvuso.reports import figures, targets
    from hocvuso.unions import queries as unions

    target = targets.of_workers()
    rows = []
    for name, unit in (("province", place.top), ("upper union", place.upper), ("grassroots", place.leaf)):  # type: ignore[attr-defined]
        every = targets.on(place.day, unit)  # type: ignore[attr-defined]
        rows.append((name, "four figures", *_spread(lambda u=unit, e=every: figures.of_units(u, e, place.day))))  # type: ignore[misc, attr-defined]
        rows.append(
            (
                name,
                "units below",
                *_spread(lambda u=unit: figures.by_unit(u, target, place.day, level=figures.CHILDREN)),
            )
        )  # type: ignore[misc, attr-defined]
        rows.append((name, "counts of people", *_spread(lambda u=unit: figures.counts(u, place.day))))  # type: ignore[misc, attr-defined]
        rows.append(
            (
                name,
                "baseline: one figure counted directly",
                *_spread(lambda u=unit: union_rows.directly(u, target, place.day), times=1),
            )
        )  # type: ignore[misc, attr-defined]
    show("Reading", ("unit", "what", "p50 CPU ms", "p95 CPU ms"), rows)
    del unions


def _spread(act: Callable[[], object], times: int = 20) -> tuple[str, str]:
    taken = []
    for _ in range(times):
        seconds, _result = _timed(act)
        taken.append(seconds * 1000)
    taken.sort()
    return f"{statistics.median(taken):.1f}", f"{taken[min(int(len(taken) * 0.95), len(taken) - 1)]:.1f}"


def _timed(act: Callable[[], Any]) -> tuple[float, Any]:
    """Return CPU seconds and the result: others may be at work on the machine, and wall time would be theirs too."""
    began = time.process_time()
    result = act()
    return time.process_time() - began, result


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
