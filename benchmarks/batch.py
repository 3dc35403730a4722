"""The night's count and fit on invented answers: rows per CPU second, memory, and how near the true difficulties.

    python -m benchmarks.batch [--rows 2000000 20000000 60000000]

Three ways count the same rows by the same definition: Polars streams over the files that the product writes, NumPy
counts night by night as a small site does, SQLite runs the very text of the query (on 2 million rows at most). Spark
runs it only in a test at night (`--way spark`). Each runs in a process of its own; CPU seconds are those of all its
threads, without imports and without making the rows. A row read is one answer with all its five numbers.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import fields
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.table import show
from hocvuso.core import item_fit
from hocvuso.core.item_cells import BEGUN, BINS, QUERY, WIDTH, Cells, Rows, added, cell_of, reduced
from hocvuso.learning.calibrating import files
from hocvuso.learning.calibrating.codes import Codes

ITEMS, KINDS = 1000, 6
A_NIGHT = 500_000
A_WEEK = 7  # nights counted before they are added up
FIRST = date(2026, 1, 1)
SQL_ROWS = 2_000_000
SLIP = 0.03
GOAL_RATE, GOAL_RMSE, GOAL_MB = 15.0, 0.06, 300.0


def world() -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return of each item: true b and a, guess, and what its author expects."""
    draw = np.random.default_rng(20261129)
    b, a = draw.normal(0.0, 1.0, ITEMS), np.exp(draw.normal(0.0, 0.3, ITEMS))
    return b, a, np.array([0.0, 0.25, 0.33, 0.5])[np.arange(ITEMS) % 4], b + draw.normal(0.0, 0.7, ITEMS)


def nights(rows: int) -> Iterator[Rows]:
    """Yield the answers night by night; abilities are drawn about what was foreseen, so the counts know only that."""
    b, a, guess, _ = world()
    for night, start in enumerate(range(0, rows, A_NIGHT)):
        draw, count = np.random.default_rng(night), min(A_NIGHT, rows - start)
        item = draw.integers(0, ITEMS, count)
        centre, spread = draw.normal(0.0, 1.0, count), draw.uniform(0.15, 0.8, count)
        able = centre + np.sqrt(spread) * draw.normal(0.0, 1.0, count)
        p = guess[item] + (1.0 - guess[item] - SLIP) / (1.0 + np.exp(-a[item] * (able - b[item])))
        cohort = draw.integers(0, KINDS, count)
        place = np.clip(np.rint(centre / WIDTH) + BINS // 2, 0, BINS - 1).astype(np.int64)
        yield Rows(
            cell=cell_of(item, cohort, place),
            score=1000 * (draw.random(count) < p),
            centre=np.rint(1000 * centre).astype(np.int64),
            spread=np.rint(1000 * spread).astype(np.int64),
            asked=(draw.random(count) < 0.2).astype(np.int64) + BEGUN * (draw.random(count) < 0.02),
        )


def write(rows: int, folder: Path) -> None:
    """Write the files as the product does, one or more a night."""
    codes = Codes()
    for number in range(ITEMS):
        codes.item(f"bench/i{number}", 1)
    for number in range(KINDS):
        codes.cohort(f"c{number}/full")
    for night, each in enumerate(nights(rows)):
        day = FIRST + timedelta(days=night)
        keeper = files.Keeper(str(folder), day if night else None, day, codes)
        keeper.keep(each)
        keeper.end()


class Spent:
    """CPU and wall seconds of what runs inside `with`."""

    cpu = wall = 0.0

    def __enter__(self) -> Spent:
        self._cpu, self._wall = time.process_time(), time.perf_counter()
        return self

    def __exit__(self, *_: object) -> None:
        self.cpu += time.process_time() - self._cpu
        self.wall += time.perf_counter() - self._wall


def by_polars(rows: int, folder: Path, spent: Spent) -> Cells:
    """Count with Polars what the files hold."""
    import polars  # noqa: F401 - its import is not what is measured

    with spent:
        return files.reduced(folder)[0]


def by_numpy(rows: int, folder: Path, spent: Spent) -> Cells:
    """Count night by night and add up."""
    parts = [Cells.of([])]
    for each in nights(rows):
        with spent:
            parts.append(reduced(each))
            parts = [added(parts)] if len(parts) > A_WEEK else parts
    with spent:
        return added(parts)


def by_sql(rows: int, folder: Path, spent: Spent) -> Cells:
    """Count with SQLite what a table holds; filling it is not measured."""
    names = [each.name for each in fields(Rows)]
    database = sqlite3.connect(folder / "answers.sqlite3")
    database.execute(f"CREATE TABLE answers ({', '.join(f'{name} INTEGER' for name in names)})")
    for each in nights(rows):
        table = zip(*(getattr(each, name).tolist() for name in names), strict=True)
        database.executemany(f"INSERT INTO answers VALUES ({', '.join('?' * len(names))})", table)
    database.commit()
    with spent:
        return Cells.counted(database.execute(QUERY).fetchall())


def by_spark(rows: int, folder: Path, spent: Spent) -> Cells:
    """Count with Spark in local mode what the files hold; what its Java spends is not measured."""
    from pyspark.sql import SparkSession

    quiet = {"spark.ui.enabled": "false", "spark.sql.shuffle.partitions": "4", "spark.log.level": "ERROR"}
    spark = SparkSession.builder.master("local[2]").config(map=quiet).getOrCreate()
    try:
        spark.read.parquet(*map(str, sorted(folder.glob("answers_*.parquet")))).createOrReplaceTempView("answers")
        with spent:
            return Cells.counted(spark.sql(QUERY).collect())
    finally:
        spark.stop()


WAYS: dict[str, Callable[[int, Path, Spent], Cells]] = {
    "polars": by_polars, "numpy": by_numpy, "sqlite": by_sql, "spark": by_spark,
}  # fmt: skip


def one(way: str, rows: int, folder: Path) -> None:
    """Run one way in this process and print its figures; its cells go to a file."""
    spent = Spent()
    cells = WAYS[way](rows, folder, spent)
    np.save(folder / f"{way}-{rows}.npy", np.column_stack([getattr(cells, each.name) for each in fields(Cells)]))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"cpu": spent.cpu, "wall": spent.wall, "mb": peak, "cells": len(cells.item)}))


def fitted(cells: Cells) -> dict[str, float]:
    """Fit the cells and compare with the truth."""
    b, a, guess, expert = world()
    spent = Spent()
    with spent:
        found = item_fit.fit(cells, expert, guess)
    error = found.difficulty - b
    return {
        "cpu": spent.cpu,
        "rmse_b": float(np.sqrt(np.mean(error**2))),
        "rmse_b_guess_0": float(np.sqrt(np.mean(error[guess == 0.0] ** 2))),
        "rmse_a": float(np.sqrt(np.mean((found.scale - a) ** 2))),
        "correlation": float(np.corrcoef(found.difficulty, b)[0, 1]),
        "rmse_expert": float(np.sqrt(np.mean((expert - b) ** 2))),
    }


def measure(rows: int, folder: Path) -> dict[str, Any]:
    """Run all ways, each in its own process, and compare what they counted."""

    def apart(*arguments: str) -> str:
        command = [sys.executable, "-m", "benchmarks.batch", "--folder", str(folder), *arguments]
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=os.environ)
        return done.stdout

    def counted(way: str, count: int) -> Cells:
        return Cells(*np.load(folder / f"{way}-{count}.npy").T)

    few = min(rows, SQL_ROWS)
    apart("--write", "--rows", str(rows))
    runs = [("polars", rows), ("numpy", rows), ("sqlite", few), *([("numpy", few)] if few < rows else [])]
    found = {f"{way} {count}": json.loads(apart("--way", way, "--rows", str(count))) for way, count in runs}
    whole = counted("numpy", rows)
    equal = {
        "polars": _same(counted("polars", rows), whole),
        "sqlite": _same(counted("sqlite", few), counted("numpy", few)),
    }
    return {"rows": rows, "ways": found, "equal": equal, "fit": fitted(whole)}


def _same(one: Cells, other: Cells) -> bool:
    return all(np.array_equal(getattr(one, each.name), getattr(other, each.name)) for each in fields(Cells))


def tell(found: dict[str, Any]) -> None:
    """Print the figures beside what was aimed at."""
    rates = {name: int(name.split()[1]) / max(each["cpu"], 1e-9) / 1e6 for name, each in found["ways"].items()}
    show(
        f"counting {found['rows']:,} answers by item, cohort and bin",
        ["way, rows", "M rows per CPU s", "CPU s", "wall s", "peak MB", "cells"],
        [
            [
                name,
                f"{rates[name]:.1f}",
                f"{each['cpu']:.2f}",
                f"{each['wall']:.2f}",
                f"{each['mb']:.0f}",
                each["cells"],
            ]
            for name, each in found["ways"].items()
        ],
    )
    print(f"  equal counts: {found['equal']}")
    fit = found["fit"]
    show(
        f"fit of {ITEMS} items",
        ["CPU s", "RMSE(b)", "of items without guessing", "RMSE(a)", "correlation of b", "RMSE of authors"],
        [[f"{fit[name]:.3f}" for name in ("cpu", "rmse_b", "rmse_b_guess_0", "rmse_a", "correlation", "rmse_expert")]],
    )
    polars = next(name for name in rates if name.startswith("polars"))
    memory = found["ways"][polars]["mb"]
    for said, holds in (
        (f"aim: at least {GOAL_RATE:.0f} M rows per CPU second with Polars", rates[polars] >= GOAL_RATE),
        (f"aim: at most {GOAL_MB:.0f} MB", memory <= GOAL_MB),
        (f"aim at 20 M rows: RMSE(b) at most {GOAL_RMSE}", fit["rmse_b"] <= GOAL_RMSE),
    ):
        print(f"  {'met' if holds else 'NOT met'}: {said}")


def main() -> int:
    """Measure; 1 when two ways counted differently."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, nargs="+", default=[20_000_000])
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--way", choices=WAYS, help=argparse.SUPPRESS)
    parser.add_argument("--write", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.way:
        one(chosen.way, chosen.rows[0], chosen.folder)
        return 0
    if chosen.write:
        write(chosen.rows[0], chosen.folder)
        return 0
    are_equal = True
    for rows in chosen.rows:
        with tempfile.TemporaryDirectory() as folder:
            found = measure(rows, Path(folder))
        if chosen.json:
            print(json.dumps(found))
        else:
            tell(found)
        are_equal &= all(found["equal"].values())
    return 0 if are_equal else 1


if __name__ == "__main__":
    sys.exit(main())
