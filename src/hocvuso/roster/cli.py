"""`hocvuso members import`: a list from the operator's own machine; reading, rules and undo are those of the page."""

from __future__ import annotations

import argparse
import gc
import importlib
import json
import os
import sys
import time
import uuid
from pathlib import Path
from typing import Any

from hocvuso.plumbing.bar import Bar


def parser() -> argparse.ArgumentParser:
    """Return the reader of the command line."""
    top = argparse.ArgumentParser(prog="hocvuso members", description="Danh sách đoàn viên (members' lists).")
    verbs = top.add_subparsers(dest="verb", required=True)
    read = verbs.add_parser("import", help="nhập một danh sách từ Excel, ODS, CSV (import a list)")
    read.add_argument("file", type=Path, metavar="TỆP", help="danh sách: xlsx, xls, ods, csv, txt")
    read.add_argument("--unit", required=True, metavar="MÃ", help="mã đơn vị (code of the unit)")
    read.add_argument("--sheet", default="", help="tên trang tính, nếu tệp có nhiều trang (name of the sheet)")
    read.add_argument("--dry-run", action="store_true", help="chỉ đọc và kiểm tra, không nhập ai (only look)")
    read.add_argument("--failed", type=Path, metavar="LỖI.xlsx", help="ghi các dòng cần sửa vào tệp này (rows to mend)")
    back = verbs.add_parser("undo", help="hoàn tác một lần nhập, trong 24 giờ (take an import back)")
    back.add_argument("id", type=uuid.UUID, metavar="MÃ_LẦN_NHẬP", help="mã in ra khi nhập (id of the import)")
    for verb in (read, back):
        verb.add_argument("--json", action="store_true", help="in một đối tượng JSON (print one JSON object)")
        verb.add_argument("--data", type=Path, help="thư mục giữ dữ liệu (data folder)")
    return top


def run(argv: list[str]) -> int:
    """Run the command: 0 done, 1 rows are left to mend, 2 nothing could be done."""
    given = parser().parse_args(argv)
    if given.data:
        os.environ["HOCVUSO_DATA"] = str(given.data.resolve())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hocvuso.config.settings")
    importlib.import_module("django").setup()
    from django.utils import translation

    with translation.override("vi"):
        return _import(given) if given.verb == "import" else _undo(given)


def _import(given: argparse.Namespace) -> int:
    from hocvuso.plumbing import bulk, clock
    from hocvuso.roster import actions, queries, sentences, sources
    from hocvuso.roster.actions import Handed
    from hocvuso.roster.unreadable import Unreadable
    from hocvuso.unions import queries as unions

    unit = unions.unit_by_code(given.unit, clock.today())
    if unit is None:
        return _stop(given, f"Không có đơn vị nào mang mã “{given.unit}”.")
    if not given.file.is_file():
        return _stop(given, f"Không có tệp {given.file}.")
    bulk.keep_unmapped()
    gc.freeze()  # what is loaded by now stays: looked through again and again it took a sixth of the time
    began = time.monotonic()
    try:
        source = sources.of_file(given.file.read_bytes(), given.file.name)
        handed = Handed(unit.id, None, "command", given.file.name, given.sheet)
        with Bar("Đọc", "dòng", silent=given.json) as bar:
            found = actions.stage(handed, source, progress=bar.show)
    except Unreadable as problem:
        names = problem.facts.get("sheets", "")
        hint = f" {', '.join(names)}. Thêm --sheet TÊN." if isinstance(names, list) else ""
        return _stop(given, sentences.unreadable(problem) + hint)
    del source
    seen = queries.preview(found)
    failed = _write_failed(given.failed, found) if given.failed else 0
    done: dict[str, int] = {}
    if given.dry_run:
        actions.drop(found)
    else:
        with Bar("Nhập", "dòng", total=seen.rows, silent=given.json) as bar:
            done = actions.enter(found, progress=bar.show)
    told = {
        "unit": unit.code, "import": None if given.dry_run else str(found), "rows": seen.rows,
        "states": {state: count for state, count in seen.states.items() if count},
        "faults": seen.notes["faults"], "dropped": [heading for _, heading in seen.notes["dropped"]],
        "ignored": seen.notes["unknown"], "to_mend": seen.open, **done, "failed_written": failed,
        "seconds": round(time.monotonic() - began, 2),
    }  # fmt: skip
    print(json.dumps(told, ensure_ascii=False) if given.json else _told(given, told, unit.name))
    return 1 if seen.open else 0


def _write_failed(path: Path, found: uuid.UUID) -> int:
    from hocvuso.roster import failed, queries

    lines = list(queries.open_lines(found))
    path.write_bytes(failed.workbook(lines))
    return len(lines)


def _told(given: argparse.Namespace, told: dict[str, Any], unit: str) -> str:
    states = told["states"]
    lines = [f"{unit}: đọc được {told['rows']} dòng, {told['to_mend']} dòng cần sửa."]
    lines += [f"Cột “{heading}” không được nhập và đã bỏ." for heading in told["dropped"]]
    if given.dry_run:
        lines.append(
            f"Sẽ thêm {states.get('new', 0)} người; {states.get('same', 0)} người đã có; "
            f"{states.get('repeated', 0)} dòng lặp lại. Chưa lưu gì cả."
        )
    else:
        lines.append(
            f"Đã thêm {told['added']} người, cập nhật {told['updated']}, không đổi {told['unchanged']}. "
            f"Hoàn tác trong 24 giờ: hocvuso members undo {told['import']}"
        )
    if told["to_mend"] and not given.failed:
        lines.append("Lấy các dòng cần sửa ra tệp: thêm --failed loi.xlsx")
    return "\n".join(lines)


def _undo(given: argparse.Namespace) -> int:
    from hocvuso.roster import actions
    from hocvuso.roster.models import RosterImport

    try:
        undone = actions.undo(given.id, by=None)
    except RosterImport.DoesNotExist:
        return _stop(given, "Không có lần nhập nào mang mã này.")
    except actions.NotNow:
        return _stop(given, "Lần nhập này không hoàn tác được nữa: đã quá 24 giờ, hoặc chưa nhập.")
    print(
        json.dumps(undone)
        if given.json
        else f"Đã đưa {undone['removed']} người ra khỏi danh sách. Giữ lại {undone['kept']} người đã tự vào học."
    )
    return 0


def _stop(given: argparse.Namespace, sentence: str) -> int:
    if given.json:
        print(json.dumps({"error": sentence}, ensure_ascii=False))
    else:
        print(f"✋ {sentence}", file=sys.stderr)
    return 2
