"""`hocvuso report`: count the figures of officials anew, or print those of a unit."""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hocvuso.reports.figures import Figure


def run(argv: list[str]) -> int:
    """Run one of the acts; each says what it did, with --json as one object."""
    parser = argparse.ArgumentParser(prog="hocvuso report", description="Số liệu của cán bộ.")
    acts = parser.add_subparsers(dest="act", required=True)
    anew = acts.add_parser("rebuild", help="đếm lại mọi số liệu từ nhật ký, chốt kỳ, ghi điều chỉnh")
    shown = acts.add_parser("figures", help="in các chỉ tiêu của một đơn vị")
    shown.add_argument("--unit", required=True, help="mã đơn vị")
    shown.add_argument("--day", type=date.fromisoformat, help="ngày, như 2026-10-31 (mặc định hôm nay)")
    for each in (anew, shown):
        each.add_argument("--json", action="store_true", help="in một đối tượng JSON")
    chosen = parser.parse_args(argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hocvuso.config.settings")
    import django

    django.setup()
    return _rebuild(as_json=chosen.json) if chosen.act == "rebuild" else _figures(chosen)


def _rebuild(*, as_json: bool) -> int:
    from hocvuso.plumbing import clock
    from hocvuso.reports import tasks
    from hocvuso.reports.rollups import closing, counting

    began = time.monotonic()
    if not as_json:
        print("Đang đếm lại từ nhật ký …", flush=True)
    try:
        result = counting.rebuild()
    except counting.Busy:
        print("✋ Trang đang tự đếm. Đợi vài giây rồi chạy lại.", file=sys.stderr)
        return 1
    closed = tasks.close_periods()
    corrected = closing.correct(clock.today())
    seconds = round(time.monotonic() - began, 1)
    found = {
        "measures": result.measures, "rows": result.rows, "written": result.written, "closed_periods": closed,
        "corrections": corrected, "seconds": seconds,
    }  # fmt: skip
    if as_json:
        print(json.dumps(found))
    else:
        print(
            f"{result.measures} cách đếm, {result.rows} dòng, {result.written} dòng khác trước; chốt {closed} kỳ, "
            f"{corrected} điều chỉnh ({seconds} giây)"
        )
    return 0


def _figures(chosen: argparse.Namespace) -> int:
    from hocvuso.plumbing import clock
    from hocvuso.reports import figures, targets
    from hocvuso.unions import queries as unions

    day = chosen.day or clock.today()
    unit = unions.unit_by_code(chosen.unit, day)
    if unit is None:
        print(f"✋ Không có đơn vị mã {chosen.unit}.", file=sys.stderr)
        return 1
    rows = [_line(figure) for figure in figures.of_units(unit.id, targets.on(day, unit.id), day)]
    if chosen.json:
        print(json.dumps({"unit": unit.code, "day": str(day), "targets": rows}, ensure_ascii=False))
        return 0
    print(f"{unit.name}, {day:%d/%m/%Y}")
    for row in rows:
        share = "chưa biết" if row["share"] is None else f"{row['share']:.0%}"
        print(f"  {row['title']}: {share} ({row['reached']}/{row['people']}), mục tiêu {row['target']:.0%}")
    return 0


def _line(figure: Figure) -> dict[str, Any]:
    hidden = figure.is_hidden
    return {
        "id": figure.target.id, "title": figure.target.titles[0], "target": figure.target.share,
        "share": None if hidden else figure.share.share, "reached": None if hidden else figure.share.reached,
        "people": figure.share.people, "needed": None if hidden else figure.needed,
        "unknown_units": len(figure.share.unknown), "as_of": figure.at.isoformat(timespec="seconds"),
    }  # fmt: skip
