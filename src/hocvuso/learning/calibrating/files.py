"""Answers as rows in Parquet files, one or more a counted night, for sites with very many: reduced by Polars.

A row holds codes of question and cohort and whole numbers, nobody's id and no time. Polars is the extra `batch`.
"""

from __future__ import annotations

import importlib
import json
from collections.abc import Callable
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

from hocvuso.core.item_cells import QUERY, Cells, Rows
from hocvuso.learning.calibrating.codes import Codes

NAMES = "names.json"
SINCE_EVER = "0000"  # in a file's name: of the night that counted everybody
# What each column needs: a file is read as fast as it is small.
TYPES = {
    "item": "Int32", "cohort": "Int16", "bin": "Int8", "score": "Int16", "centre": "Int16", "spread": "Int16",
    "placed": "Int8", "begun": "Int8",
}  # fmt: skip


class Unusable(Exception):
    """The files cannot be written or read; the text says why and what to do."""


def keeper(folder: str, first: date | None, last: date, codes: Codes) -> Callable[[Rows], None]:
    """Return what keeps rows as files of this night; without a folder it does nothing.

    Codes go on from those in the folder. A night that is counted twice writes the same files twice.
    """
    if not folder:
        return lambda rows: None
    frames, place = _polars(), Path(folder)
    place.mkdir(parents=True, exist_ok=True)
    if first is None:
        for old in [*place.glob("*.parquet"), *place.glob(NAMES)]:
            old.unlink()
    _read_names(place, codes)
    night = f"{first or SINCE_EVER}_{last}"
    written = 0

    def keep(rows: Rows) -> None:
        nonlocal written
        _write_names(place, codes)
        table = frames.DataFrame(
            {each.name: getattr(rows, each.name) for each in fields(Rows)},
        ).cast({name: getattr(frames, kind) for name, kind in TYPES.items()})
        part = place / f"{night}-{written}.part"
        table.write_parquet(part)
        part.rename(part.with_suffix(".parquet"))
        written += 1

    return keep


def reduced(folder: Path) -> tuple[Cells, Codes, date]:
    """Return the counts of all files of a folder, the codes in them, and the last day they reach. Raises Unusable."""
    frames = _polars()
    found = sorted(folder.glob("*.parquet"))
    if not found:
        raise Unusable(f"Trong {folder} không có tệp .parquet nào. Đặt HOCVUSO_CALIBRATION_ROWS rồi đếm lại từ đầu.")
    codes = Codes()
    _read_names(folder, codes)
    last = max(date.fromisoformat(path.name.split("_")[1][:10]) for path in found)
    counted = frames.SQLContext(answers=frames.scan_parquet(found)).execute(QUERY).collect(engine="streaming")
    return Cells.of(counted.select(each.name for each in fields(Cells)).rows()), codes, last


def _polars() -> Any:
    try:
        return importlib.import_module("polars")
    except ImportError as absent:
        raise Unusable(
            "Tệp Parquet cần Polars. Hãy chạy: pip install --require-hashes -r requirements-batch.lock"
        ) from absent


def _read_names(folder: Path, codes: Codes) -> None:
    path = folder / NAMES
    if not path.exists():
        return
    names = json.loads(path.read_text("utf-8"))
    for item, meaning in names["items"]:
        codes.item(item, meaning)
    for cohort in names["cohorts"]:
        codes.cohort(cohort)


def _write_names(folder: Path, codes: Codes) -> None:
    fresh = folder / f"{NAMES}.new"
    fresh.write_text(json.dumps({"items": list(codes.items), "cohorts": list(codes.cohorts)}), "utf-8")
    fresh.replace(folder / NAMES)
