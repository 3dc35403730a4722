"""`hocvuso curriculum check [DIR] [--complete] [--json]`: what authors run before they hand in.

Needs no Django and no database.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from dataclasses import asdict
from itertools import groupby
from pathlib import Path

from hocvuso.core.content import Curriculum
from hocvuso.curriculum.lint import check_folder
from hocvuso.curriculum.parse import Reading, content_folder
from hocvuso.plumbing.clock import today

_COUNTED: Mapping[str, str] = {
    "skills": "kỹ năng",
    "lessons": "bài",
    "steps": "bước",
    "items": "câu hỏi",
    "wordings": "cách hỏi",
    "cards": "thẻ trả lời",
    "facts": "sự kiện",
}
_SEVERITY = {"error": "LỖI", "warning": "nhắc"}


def counts_of(curriculum: Curriculum | None) -> dict[str, int]:
    """Return how many skills, lessons, steps, items, wordings, cards and facts there are."""
    if curriculum is None:
        return dict.fromkeys(_COUNTED, 0)
    wordings = [one.wordings for one in curriculum.steps.values()]
    wordings += [one.wordings for one in curriculum.cards.values()]
    return {
        "skills": len(curriculum.skills),
        "lessons": len(curriculum.lessons),
        "steps": len(curriculum.steps),
        "items": len(curriculum.items),
        "wordings": sum(len(one.all) for one in wordings),
        "cards": len(curriculum.cards),
        "facts": len(curriculum.facts),
    }


def as_json(reading: Reading) -> dict[str, object]:
    """Return a reading as one JSON object."""
    errors = sum(one.severity == "error" for one in reading.problems)
    return {
        "ok": errors == 0,
        "errors": errors,
        "warnings": len(reading.problems) - errors,
        "counts": counts_of(reading.curriculum),
        "version": reading.curriculum.version if reading.curriculum else "",
        "problems": [asdict(one) for one in reading.problems],
    }


def as_text(reading: Reading) -> str:
    """Return a reading as text for a person: problems under their file, then one line of counts."""
    lines: list[str] = []
    for file, problems in groupby(reading.problems, key=lambda one: one.file):
        lines += ["", file]
        for one in problems:
            lines.append(f"  dòng {one.line:>4}  {_SEVERITY[one.severity]}: {one.what}")
            lines.append(f"             → {one.expected}")
    errors = sum(one.severity == "error" for one in reading.problems)
    counted = ", ".join(f"{number} {_COUNTED[name]}" for name, number in counts_of(reading.curriculum).items())
    verdict = "Học liệu đạt." if not errors else "Học liệu chưa đạt."
    return "\n".join(
        [
            *lines,
            "",
            f"{verdict} {errors} lỗi, {len(reading.problems) - errors} lời nhắc.",
            f"Đã đọc: {counted}.",
        ]
    ).lstrip("\n")


def parser() -> argparse.ArgumentParser:
    """Return the reader of the command line."""
    top = argparse.ArgumentParser(prog="hocvuso curriculum", description="Học liệu (curriculum).")
    verbs = top.add_subparsers(dest="verb", required=True, metavar="check")
    check = verbs.add_parser(
        "check",
        help="kiểm tra học liệu (check content files)",
        description="Kiểm tra học liệu (check content).",
    )
    check.add_argument("folder", nargs="?", type=Path, metavar="DIR", help="thư mục học liệu (content folder)")
    check.add_argument(
        "--complete",
        action="store_true",
        help="đòi đủ bài và câu hỏi cho mọi kỹ năng (every skill must be full)",
    )
    check.add_argument("--json", action="store_true", help="in một đối tượng JSON (print one JSON object)")
    return top


def run(argv: list[str]) -> int:
    """Run the command; returns 0 when there is no error, 1 when there is one, 2 for a wrong call."""
    given = parser().parse_args(argv)
    folder = given.folder or content_folder()
    if not folder.is_dir():
        print(f"Không có thư mục {folder}.", file=sys.stderr)
        return 2
    reading = check_folder(folder, today=today(), complete=given.complete)
    print(json.dumps(as_json(reading), ensure_ascii=False) if given.json else as_text(reading))
    return 1 if reading.is_broken else 0
