"""Polars over Parquet counts as NumPy and SQL do; in an environment of its own (`make .venv-batch`), so at night."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
PYTHON = ROOT / ".venv-batch/bin/python"
pytestmark = pytest.mark.nightly


def run(*arguments: str, **more: str) -> str:
    """Run Python of the environment with Polars."""
    assert PYTHON.exists(), "run: make .venv-batch"
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src"), **more}
    done = subprocess.run([PYTHON, "-m", *arguments], cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True, check=True)
    return done.stdout


def test_three_ways_count_the_same() -> None:
    found = json.loads(run("benchmarks.batch", "--rows", "600000", "--json"))
    assert found["equal"] == {"polars": True, "sqlite": True}
    assert found["fit"]["rmse_b"] < 0.5 * found["fit"]["rmse_expert"]


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
    assert again == said
    assert cells() == from_events
