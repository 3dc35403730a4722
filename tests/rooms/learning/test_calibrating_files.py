"""Polars and Spark over Parquet count as NumPy and SQL do; in environments of their own, so at night.

`make .venv-batch .venv-spark` makes them; Spark wants Java (`apt-get install default-jre-headless`).
"""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).resolve().parents[3]
PYTHON, SPARK = ROOT / ".venv-batch/bin/python", ROOT / ".venv-spark/bin/python"
pytestmark = pytest.mark.nightly


def run(*arguments: str, python: Path = PYTHON, **more: str) -> str:
    """Run Python of an environment, usually of that with Polars."""
    assert python.exists(), f"run: make {python.parents[1].name}"
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src"), **more}
    done = subprocess.run([python, "-m", *arguments], cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True, check=True)
    return done.stdout


def test_three_ways_count_the_same() -> None:
    found = json.loads(run("benchmarks.batch", "--rows", "600000", "--json"))
    assert found["equal"] == {"polars": True, "sqlite": True}
    assert found["fit"]["rmse_b"] < 0.5 * found["fit"]["rmse_expert"]


def test_the_same_text_counts_the_same_on_spark(tmp_path: Path) -> None:
    given = ("benchmarks.batch", "--folder", str(tmp_path), "--rows", "200000")
    run(*given, "--write")
    for way, python in (("polars", PYTHON), ("sqlite", PYTHON), ("numpy", PYTHON), ("spark", SPARK)):
        run(*given, "--way", way, python=python)
    found = {way: np.load(tmp_path / f"{way}-200000.npy") for way in ("polars", "sqlite", "numpy", "spark")}
    assert found["spark"][:, 1].sum() == 200_000
    for way in ("polars", "sqlite", "numpy"):
        assert np.array_equal(found["spark"], found[way]), way


def test_a_site_counts_the_same_from_its_files_as_from_its_events(tmp_path: Path) -> None:
    more = {"HOCVUSO_DATA": str(tmp_path), "HOCVUSO_CALIBRATION_ROWS": str(tmp_path / "rows"), "DATABASE_URL": ""}
    run("hocvuso", "up", "--demo", "--prepare-only", "--data", str(tmp_path), **more)

    def cells() -> list[tuple[object, ...]]:
        with sqlite3.connect(tmp_path / "hocvuso.sqlite3") as database:
            columns = "item, meaning, cohort, bin, answers, score, centre, spread, placed, begun"
            return sorted(database.execute(f"SELECT {columns} FROM learning_itemcell"))

    said = json.loads(run("hocvuso", "calibrate", "--json", **more))
    from_events = cells()
    assert said["added"] > 100 and len(from_events) > 50
    again = json.loads(run("hocvuso", "calibrate", "--from-rows", str(tmp_path / "rows"), "--json", **more))
    assert again == {**said, "set": None}, "the model was told the first time"
    assert cells() == from_events
