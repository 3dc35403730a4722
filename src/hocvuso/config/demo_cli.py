"""`hocvuso demo`: the invented province, made by one command and taken away by another."""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from dataclasses import asdict
from pathlib import Path

from hocvuso.plumbing.bar import Bar

UNITS, PEOPLE = 800, 60_000
LARGE_UNITS, LARGE_PEOPLE = 5_000, 500_000


def run(argv: list[str]) -> int:
    """Add the small demonstration, make the whole province, or remove both."""
    chosen = _parser().parse_args(argv)
    if chosen.data:
        os.environ["HOCVUSO_DATA"] = str(chosen.data.resolve())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hocvuso.config.settings")
    from hocvuso.config import prepare

    try:
        prepare.database_and_lessons()
    except prepare.Unprepared as problem:
        return _stop(str(problem))
    return {"add": _add, "make": _make, "remove": _remove}[chosen.act](chosen)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="hocvuso demo",
        description="Dữ liệu mẫu: một tỉnh bịa, có đánh dấu. Dừng giữa chừng thì chạy lại là làm tiếp.",
    )
    parser.add_argument(
        "act", choices=["add", "make", "remove"],
        help="add: bản nhỏ, khoảng 120 người · make: cả tỉnh · remove: xoá hết dữ liệu mẫu",
    )  # fmt: skip
    parser.add_argument("--units", type=int, help=f"số đơn vị (mặc định {UNITS})")
    parser.add_argument("--people", type=int, help=f"số người (mặc định {PEOPLE})")
    parser.add_argument(
        "--large", action="store_true", help=f"{LARGE_UNITS} đơn vị, {LARGE_PEOPLE} người, để đo tốc độ"
    )
    parser.add_argument("--seed", type=int, help="hạt giống: cùng số thì cùng dữ liệu")
    parser.add_argument(
        "--whole-log", action="store_true", help="ghi từng câu trả lời của mọi người, không chỉ một phần tư"
    )
    parser.add_argument("--data", type=Path, help="thư mục giữ dữ liệu (mặc định var/ trong bản sao)")
    parser.add_argument("--json", action="store_true", help="in kết quả thành một đối tượng JSON")
    return parser


def _add(chosen: argparse.Namespace) -> int:
    from hocvuso.config import demo, prepare
    from hocvuso.plumbing import clock

    people = demo.seed(clock.now())
    prepare.counts()
    _say(chosen, {"people": people}, f"Có {people} người mẫu.")
    return 0


def _make(chosen: argparse.Namespace) -> int:
    from hocvuso.config import demo
    from hocvuso.plumbing import clock

    units, people = (LARGE_UNITS, LARGE_PEOPLE) if chosen.large else (UNITS, PEOPLE)
    logged = 1.0 if chosen.whole_log else demo.LOGGED
    size = demo.Size(chosen.units or units, chosen.people or people, chosen.seed or demo.SEED, logged)
    began = time.monotonic()
    try:
        with Bar(unit="người", silent=chosen.json) as bar:
            made = demo.make(size, clock.now(), bar.show)
    except demo.OtherDemo as problem:
        return _stop(f"Đang có dữ liệu mẫu khác ({problem}). Xoá trước: hocvuso demo remove")
    except ValueError:
        return _stop("Một tỉnh có ít nhất 60 đơn vị, và 15 người cho mỗi đơn vị. Sửa --units hoặc --people.")
    except KeyboardInterrupt:
        return _stop("Dừng giữa chừng, phần đã ghi còn nguyên. Làm tiếp: chạy lại đúng lệnh này.")
    if made.written and not _counted_anew():
        return 1
    took = time.monotonic() - began
    _say(
        chosen,
        {**asdict(made), "seed": size.seed, "seconds": round(took, 1)},
        f"Tỉnh mẫu có {made.units} đơn vị, {made.people} người (bịa, có đánh dấu). Mới ghi {made.written} người, "
        f"{made.events} việc học trong {took:.1f} giây.\nMở trang với dữ liệu mẫu: hocvuso up --demo",
    )
    return 0


def _remove(chosen: argparse.Namespace) -> int:
    from hocvuso.config import demo

    try:
        with Bar(unit="người", silent=chosen.json) as bar:
            gone = demo.remove(bar.show)
    except KeyboardInterrupt:
        return _stop("Dừng giữa chừng. Chạy lại để xoá nốt.")
    if gone and not _counted_anew():
        return 1
    _say(chosen, {"removed": gone}, f"Đã xoá dữ liệu mẫu: {gone} người và đơn vị.")
    return 0


def _counted_anew() -> bool:
    """Count officials' figures anew; where the running site is counting at this moment, say what is left to do."""
    from hocvuso.plumbing import clock
    from hocvuso.reports import tasks
    from hocvuso.reports.rollups import gaps
    from hocvuso.reports.rollups.counting import Busy

    try:
        tasks.count_anew()
    except Busy:
        _stop("Dữ liệu đã xong, nhưng trang đang tự đếm. Đợi vài giây rồi chạy: hocvuso report rebuild")
        return False
    gaps.count(gaps.last_day(clock.today()))
    return True


def _say(chosen: argparse.Namespace, facts: dict[str, object], sentence: str) -> None:
    print(json.dumps(facts) if chosen.json else sentence)


def _stop(sentence: str) -> int:
    print(f"✋ {sentence}", file=sys.stderr)
    return 1
