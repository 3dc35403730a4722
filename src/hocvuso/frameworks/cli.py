"""`hocvuso framework check FILE` says what a file holds and what is wrong with it; `list` says what is loaded here."""

from __future__ import annotations

import argparse
import importlib
import json
import os
import sys
from pathlib import Path
from typing import Any


def parser() -> argparse.ArgumentParser:
    """Return the reader of the command line."""
    top = argparse.ArgumentParser(prog="hocvuso framework", description="Bảng kỹ năng chính thức (official tables).")
    verbs = top.add_subparsers(dest="verb", required=True)
    check = verbs.add_parser("check", help="đọc thử một bảng, không lưu gì (read a table, keep nothing)")
    check.add_argument("file", type=Path, metavar="TỆP", help="bảng: xlsx, docx, toml")
    check.add_argument("--propose", action="store_true", help="gợi ý kỹ năng cho từng hàng (propose our skills)")
    listed = verbs.add_parser("list", help="các bảng đã nạp ở trang này (tables of this site)")
    listed.add_argument("--data", type=Path, help="thư mục giữ dữ liệu (data folder)")
    for verb in (check, listed):
        verb.add_argument("--json", action="store_true", help="in một đối tượng JSON (print one JSON object)")
    return top


def run(argv: list[str]) -> int:
    """Run the command: 0 as it should be, 1 the table has errors, 2 nothing could be read."""
    given = parser().parse_args(argv)
    if getattr(given, "data", None):
        os.environ["HOCVUSO_DATA"] = str(given.data.resolve())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hocvuso.config.settings")
    importlib.import_module("django").setup()
    from django.utils import translation

    with translation.override("vi"):
        return _check(given) if given.verb == "check" else _list(given)


def _check(given: argparse.Namespace) -> int:
    from hocvuso.frameworks import sentences, sources
    from hocvuso.roster.unreadable import Unreadable

    if not given.file.is_file():
        return _stop(given, f"Không có tệp {given.file}.")
    try:
        handed = sources.of_file(given.file.read_bytes())
    except Unreadable as problem:
        return _stop(given, sentences.unreadable(problem))
    reading = handed.reading
    told: dict[str, Any] = {
        "ok": not reading.errors,
        "file": given.file.name,
        "rows": len(reading.rows),
        "declared_minutes": sum(row.minutes or 0 for row in reading.rows),
        "errors": [_fault(each) for each in reading.errors],
        "notes": [_fault(each) for each in reading.faults if each not in reading.errors],
    }
    if given.propose:
        told["proposals"] = _proposals(reading.rows)
    print(json.dumps(told, ensure_ascii=False) if given.json else _as_text(told))
    return 0 if told["ok"] else 1


def _fault(fault: Any) -> dict[str, Any]:
    from hocvuso.frameworks import sentences

    at = fault.place
    return {"sheet": at.sheet, "row": at.row, "column": at.column, "code": fault.code, "value": fault.value,
            "where": sentences.place(at), "why": sentences.why(fault)}  # fmt: skip


def _proposals(rows: Any) -> list[dict[str, Any]]:
    """Return, for each row, the skills of the shipped content that it may mean."""
    from hocvuso.curriculum.parse import content_folder, read_folder
    from hocvuso.frameworks.profiles import proposals

    curriculum = read_folder(content_folder()).curriculum
    if curriculum is None:
        return []
    return [
        {
            "code": row.code, "title": row.title,
            "skills": [{"skill": each.skill, "score": each.score, "sureness": each.sureness, "words": each.words}
                       for each in proposals(row.title, row.detail, row.area, curriculum)],
        }
        for row in rows
    ]  # fmt: skip


def _as_text(told: dict[str, Any]) -> str:
    lines = [f"{told['file']}: {told['rows']} hàng, {len(told['errors'])} chỗ cần sửa."]
    lines += [f"  {each['where']}: {each['why']} {each['value']}".rstrip() for each in told["errors"]]
    lines += [f"  (lưu ý) {each['where']}: {each['why']}" for each in told["notes"]]
    for each in told.get("proposals", []):
        found = "; ".join(f"{one['skill']} ({one['sureness']})" for one in each["skills"]) or "chưa có kỹ năng giống"
        lines.append(f"  {each['code']} {each['title']}: {found}")
    return "\n".join(lines)


def _list(given: argparse.Namespace) -> int:
    from django.db import DatabaseError

    from hocvuso.frameworks import queries
    from hocvuso.plumbing import clock

    try:
        listed = queries.versions(clock.today())
    except DatabaseError:
        return _stop(given, "Chưa có cơ sở dữ liệu ở đây. Chạy: hocvuso prepare")
    told = [
        {
            "id": str(each.version.id), "framework": each.version.framework, "title": each.version.title,
            "state": each.state, "from_on": str(each.version.from_on or ""), "decision": each.version.decision,
            "is_invented": each.version.is_invented, "rows": each.progress.rows, "decided": each.progress.decided,
            "without_lesson": each.progress.none,
        }
        for each in listed
    ]  # fmt: skip
    if given.json:
        print(json.dumps({"tables": told}, ensure_ascii=False))
    else:
        lines = [f"{one['title']}: {one['state']}, {one['decided']}/{one['rows']} hàng đã quyết" for one in told]
        print("\n".join(lines) or "Chưa nạp bảng chính thức nào.")
    return 0


def _stop(given: argparse.Namespace, sentence: str) -> int:
    if given.json:
        print(json.dumps({"ok": False, "error": sentence}, ensure_ascii=False))
    else:
        print(f"✋ {sentence}", file=sys.stderr)
    return 2
