"""`hocvuso calibrate`: what the job does at night, by hand."""

from __future__ import annotations

import argparse
import importlib
import json
import os
import sys
from pathlib import Path


def run(argv: list[str]) -> int:
    """Count and fit; 0 done, 1 the files cannot be used."""
    parser = argparse.ArgumentParser(
        prog="hocvuso calibrate",
        description="Đếm câu trả lời đầu tiên, không gợi ý, rồi tính lại độ khó từng câu hỏi cho tác giả và mô hình.",
    )
    ways = parser.add_mutually_exclusive_group()
    ways.add_argument("--anew", action="store_true", help="bỏ số đếm cũ, đếm lại từ đầu mọi câu trả lời")
    ways.add_argument(
        "--from-rows", type=Path, metavar="DIR", help="đếm lại từ các tệp Parquet đã giữ (cần requirements-batch.lock)"
    )
    parser.add_argument("--json", action="store_true", help="in một đối tượng JSON")
    chosen = parser.parse_args(argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hocvuso.config.settings")
    importlib.import_module("django").setup()
    from hocvuso.learning.calibrating import announcing, counting, files, fitting

    try:
        added = counting.count_files(chosen.from_rows) if chosen.from_rows else counting.count_up(anew=chosen.anew)
    except files.Unusable as problem:
        print(f"✋ {problem}", file=sys.stderr)
        return 1
    fitted, day, announced = fitting.fit_up(), counting.counted_to(), announcing.announce()
    if chosen.json:
        print(json.dumps({"added": added, "fitted": fitted, "counted_to": str(day), "set": announced}))
    else:
        print(f"Thêm {added} câu trả lời, đã đếm đến hết ngày {day}. {fitted} câu hỏi có số liệu.")
        if announced:
            print(f"Mười phút nữa mô hình người học dùng bộ độ khó số {announced}.")
    return 0
