"""`hocvuso curriculum check [DIR] [--complete] [--json]` for authors; `expiry`: what is due; `infographics`: to print.

Needs no Django and no database.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from itertools import groupby
from pathlib import Path
from typing import Any

from hocvuso.core import expiry
from hocvuso.core.content import Curriculum
from hocvuso.curriculum import expiry_cli
from hocvuso.curriculum.checks import findable
from hocvuso.curriculum.lint import check_folder
from hocvuso.curriculum.parse import Problem, Reading, content_folder, in_order, read_folder
from hocvuso.curriculum.reading.guides import Guides, track_minutes
from hocvuso.curriculum.reading.local import is_local_folder, is_of_local, own_parts
from hocvuso.plumbing.bar import Bar
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


def full_skills(reading: Reading) -> int:
    """Return how many skills have no error in their folder; of a reading with `--complete` those that are full."""
    broken = {one.file.split("/")[1] for one in reading.problems if one.severity == "error" and "/" in one.file}
    return sum(name not in broken for name in reading.curriculum.skills) if reading.curriculum else 0


def as_json(reading: Reading, *, complete: bool = False) -> dict[str, object]:
    """Return a reading as one JSON object."""
    errors = sum(one.severity == "error" for one in reading.problems)
    return {
        "ok": errors == 0,
        "errors": errors,
        "warnings": len(reading.problems) - errors,
        "counts": counts_of(reading.curriculum),
        "expiry": expiry.counted(expiry.records(reading.curriculum, today()), today()) if reading.curriculum else {},
        "version": reading.curriculum.version if reading.curriculum else "",
        "words": sum(len(file.model.word) for file in reading.guides.glossary),
        "track_minutes": dict(track_minutes(reading.guides, reading.library)),
        **({"full": full_skills(reading)} if complete else {}),
        "problems": [asdict(one) for one in reading.problems],
    }


def as_text(reading: Reading, *, complete: bool = False) -> str:
    """Return a reading as text for a person: errors under their files, then advice, then the counts."""
    errors = [one for one in reading.problems if one.severity == "error"]
    advice = [one for one in reading.problems if one.severity == "warning"]
    counted = ", ".join(f"{number} {_COUNTED[name]}" for name, number in counts_of(reading.curriculum).items())
    verdict = "Học liệu chưa đạt." if errors else "Học liệu đạt."
    return "\n".join(
        [
            *_listed("LỖI, phải sửa:", errors),
            *_listed("LỜI NHẮC, nên xem:", advice),
            f"{verdict} {len(errors)} lỗi, {len(advice)} lời nhắc.",
            f"Đã đọc: {counted}.",
            *([f"Đầy đủ: {full_skills(reading)}/{len(reading.library.skills)} kỹ năng."] if complete else []),
            *_due(reading),
            *_guides(reading),
        ]
    )


def _due(reading: Reading) -> list[str]:
    """Return the reminder of what waits for a check; nothing of a folder without anything dated."""
    found = expiry.records(reading.curriculum, today()) if reading.curriculum else ()
    return [expiry_cli.summary(found, today())] if found else []


def _guides(reading: Reading) -> list[str]:
    """Return how many words are explained and how long each track takes; nothing of a folder that has neither."""
    words = sum(len(file.model.word) for file in reading.guides.glossary)
    tracks = track_minutes(reading.guides, reading.library).items()
    hours = "; ".join(f"{name} {minutes // 60} giờ {minutes % 60} phút" for name, minutes in tracks)
    return [*([f"Từ giảng nghĩa: {words}."] if words else []), *([f"Lộ trình: {hours}."] if hours else [])]


def _listed(title: str, problems: Sequence[Problem]) -> list[str]:
    """Return a list of problems under their files; nothing when there are none."""
    lines = [title] if problems else []
    for file, group in groupby(problems, key=lambda one: one.file):
        lines += ["", file]
        for one in group:
            lines += [f"  dòng {one.line:>4}: {one.what}", f"             → {one.expected}"]
    return [*lines, ""] if lines else []


def parser() -> argparse.ArgumentParser:
    """Return the reader of the command line."""
    top = argparse.ArgumentParser(prog="hocvuso curriculum", description="Học liệu (curriculum).")
    verbs = top.add_subparsers(dest="verb", required=True, metavar="check|expiry|changes|infographics")
    _infographics_parser(verbs)
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
    check.add_argument(
        "--search", action="store_true", help="thử tìm từng cách hỏi, nửa phút (ask the search each wording, left out)"
    )
    due = verbs.add_parser(
        "expiry", help="mục có hạn: tổng đài, luật, màn hình (what expires)", description="Mục có hạn (dated records)."
    )
    due.add_argument("folder", nargs="?", type=Path, metavar="DIR", help="thư mục học liệu (content folder)")
    due.add_argument("--within", type=int, metavar="NGAY", help="chỉ mục tới hẹn trong số ngày này (days)")
    other = verbs.add_parser(
        "changes",
        help="dữ kiện nào khác bản đang dùng, bài nào liên quan (facts that changed)",
        description="Dữ kiện khác bản đang dùng trên trang này (facts that changed).",
    )
    other.add_argument("folder", nargs="?", type=Path, metavar="DIR", help="thư mục học liệu (content folder)")
    for verb in (check, due, other):
        verb.add_argument("--json", action="store_true", help="in một đối tượng JSON (print one JSON object)")
    return top


def _infographics_parser(verbs: Any) -> None:
    made = verbs.add_parser(
        "infographics",
        help="vẽ tờ một trang của kỹ năng (one page on each skill)",
        description="Vẽ tờ một trang: A4 PDF để treo, PNG để gửi (draw the page of a skill).",
    )
    made.add_argument("skills", nargs="*", metavar="SKILL", help="mã kỹ năng; để trống là tất cả (all when left out)")
    made.add_argument("--out", type=Path, required=True, metavar="DIR", help="thư mục để tệp (where the files go)")
    made.add_argument("--site", default=os.environ.get("SITE_URL", "http://127.0.0.1:8000"), metavar="URL",
                      help="trang mà mã vuông dẫn tới (site of the square code)")  # fmt: skip
    made.add_argument("--by", default=os.environ.get("OPERATOR_NAME", "Học Vụ Số"), metavar="NAME",
                      help="nơi mở trang (who runs the site)")  # fmt: skip
    made.add_argument("--json", action="store_true", help="in một đối tượng JSON (print one JSON object)")


def run(argv: list[str]) -> int:
    """Run the command; returns 0 when there is no error, 1 when there is one, 2 for a wrong call."""
    given = parser().parse_args(argv)
    if given.verb == "infographics":
        from hocvuso.curriculum.leaflet import command  # printing is loaded only here

        return command.run(given)
    folder = given.folder or content_folder()
    if not folder.is_dir():
        print(f"Không có thư mục {folder}.", file=sys.stderr)
        return 2
    if given.verb == "changes":
        # Needs the database of the site; loaded by name, so that checking needs no Django.
        compare = importlib.import_module("hocvuso.curriculum.changes_cli")
        code: int = compare.run(folder, as_object=given.json)
        return code
    if given.verb == "expiry":
        return _expiry(folder, given.within, as_object=given.json)
    if is_local_folder(folder):
        reading = _of_local(check_folder(content_folder(), today=today(), local=folder))
    else:
        reading = check_folder(folder, today=today(), complete=given.complete)
    if reading.curriculum is not None and given.search and not is_local_folder(folder):
        with Bar("Thử tìm từng cách hỏi", "lượt", silent=given.json) as bar:
            found = findable.check(reading.library, reading.curriculum, bar.show)
        reading = replace(reading, problems=in_order([*reading.problems, *found]))
    whole = given.complete and not is_local_folder(folder)
    told = as_json(reading, complete=whole) if given.json else as_text(reading, complete=whole)
    print(json.dumps(told, ensure_ascii=False) if given.json else told)
    return 1 if reading.is_broken else 0


def _of_local(reading: Reading) -> Reading:
    """Return what was read of a site's own folder: its problems and its parts, without what is shipped."""
    own = own_parts(reading.curriculum) if reading.curriculum else None
    return replace(reading, curriculum=own, problems=tuple(one for one in reading.problems if is_of_local(one)),
                   guides=Guides())  # fmt: skip


def _expiry(folder: Path, within: int | None, *, as_object: bool) -> int:
    found, day = expiry_cli.listed(read_folder(folder).curriculum, today(), within), today()
    print(expiry_cli.as_json(found, day) if as_object else expiry_cli.as_text(found, day))
    return 0
