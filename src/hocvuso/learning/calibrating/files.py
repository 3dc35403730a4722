"""Answers as rows in Parquet files, one or more a counted night, for sites with very many: reduced by Polars.

A row holds codes of question and cohort and whole numbers, nobody's id and no time. Polars is the extra `batch`.
"""

from __future__ import annotations

import importlib
import json
import os
from dataclasses import fields
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from hocvuso.core.item_cells import QUERY, Cells, Rows
from hocvuso.core.parameters import MODEL_VERSION
from hocvuso.learning.calibrating.codes import Codes

NAMES = "names.json"
SINCE_EVER = "0000"  # in a file's name: of the night that counted everybody
AGAIN = "Đặt HOCVUSO_CALIBRATION_ROWS rồi chạy hocvuso calibrate --anew."
# What each column needs: a file is read as fast as it is small.
TYPES = {
    "cell": "Int32", "score": "Int16", "centre": "Int16", "spread": "Int16", "asked": "Int32",
}  # fmt: skip
LAYOUT = 2  # 1 had question, cohort and bin in columns of their own


class Unusable(Exception):
    """The files cannot be written or read; the text says why and what to do."""


class Keeper:
    """Keeps the rows of one night as files, in a folder that holds all nights before; "" keeps nothing.

    Codes go on from those in the folder. A night that is counted once more takes the place of what it had left.
    Raises Unusable where nights before are missing.
    """

    def __init__(self, folder: str, first: date | None, last: date, codes: Codes) -> None:
        self._place, self._last, self._codes = Path(folder) if folder else None, last, codes
        self._night, self._written = f"answers_{first or SINCE_EVER}_{last}", 0
        if self._place is None:
            return
        self._frames = _polars()
        self._place.mkdir(parents=True, exist_ok=True)
        if first is not None and _read_names(self._place, codes) < first - timedelta(days=1):
            raise Unusable(f"Trong {folder} thiếu những đêm trước. {AGAIN}")
        for old in self._place.glob(f"answers_{first}_*" if first else "answers_*"):
            old.unlink()

    def keep(self, rows: Rows) -> None:
        """Write one file."""
        if self._place is None:
            return
        table = self._frames.DataFrame({each.name: getattr(rows, each.name) for each in fields(Rows)})
        part = self._place / f"{self._night}-{self._written}.part"
        narrow = table.cast({name: getattr(self._frames, kind) for name, kind in TYPES.items()})
        # In the order of cells a file is a third smaller and counted a fifth faster.
        narrow.sort("cell").write_parquet(part)
        part.rename(part.with_suffix(".parquet"))
        self._written += 1

    def end(self) -> None:
        """Write down that the night is whole."""
        if self._place is None:
            return
        names = {
            "layout": LAYOUT,
            "model": MODEL_VERSION,
            "to": str(self._last),
            "items": list(self._codes.items),
            "cohorts": list(self._codes.cohorts),
        }
        fresh = self._place / f"{NAMES}.new"
        fresh.write_text(json.dumps(names), "utf-8")
        fresh.replace(self._place / NAMES)


def reduced(folder: Path) -> tuple[Cells, Codes, date]:
    """Return the counts of all files of a folder, the codes in them, and the last day they reach.

    Raises Unusable, also where an older model foresaw the abilities in them.
    """
    frames, codes = _polars(), Codes()
    last, found = _read_names(folder, codes), sorted(folder.glob("answers_*.parquet"))
    if not found:
        return Cells.of([]), codes, last
    counted = frames.SQLContext(answers=frames.scan_parquet(found)).execute(QUERY).collect(engine="streaming")
    return Cells.counted(counted.to_numpy()), codes, last


def _polars() -> Any:
    # One part of a file ahead of the count, not many: with 20 million rows 200 to 260 MB instead of 280 to 330.
    os.environ.setdefault("POLARS_ROW_GROUP_PREFETCH_SIZE", "1")
    try:
        return importlib.import_module("polars")
    except ImportError as absent:
        raise Unusable(
            "Tệp Parquet cần Polars. Hãy chạy: pip install --require-hashes -r requirements-batch.lock"
        ) from absent


def _read_names(folder: Path, codes: Codes) -> date:
    """Take over the codes of a folder and return to which day its files reach."""
    try:
        names = json.loads((folder / NAMES).read_text("utf-8"))
    except FileNotFoundError as absent:
        raise Unusable(f"Trong {folder} thiếu {NAMES}. {AGAIN}") from absent
    if names.get("layout") != LAYOUT:
        raise Unusable(f"Các tệp trong {folder} do bản cũ của phần mềm viết, nay đọc không đúng nữa. {AGAIN}")
    if names["model"] != MODEL_VERSION:
        raise Unusable(f"Các tệp trong {folder} thuộc bản mô hình cũ. {AGAIN}")
    for item, meaning in names["items"]:
        codes.item(item, meaning)
    for cohort in names["cohorts"]:
        codes.cohort(cohort)
    return date.fromisoformat(names["to"])
