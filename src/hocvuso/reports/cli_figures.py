"""The part of `hocvuso report` about figures: count them anew from the log, or print those of a unit."""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hocvuso.reports.figures import Figure


class Refused(Exception):
    """The command cannot do this; the sentence says what to type instead."""


def add(acts: Any) -> Iterator[argparse.ArgumentParser]:
    """Add the two acts to the command's parser and yield theirs."""
    yield acts.add_parser("rebuild", help="đếm lại mọi số liệu từ nhật ký, chốt kỳ, ghi điều chỉnh")
    shown = acts.add_parser("figures", help="in các chỉ tiêu của một đơn vị")
    shown.add_argument("--unit", required=True, metavar="MÃ", help="mã đơn vị")
    shown.add_argument("--day", type=date.fromisoformat, help="ngày, như 2026-10-31 (mặc định hôm nay)")
    yield shown


def _rebuild(chosen: argparse.Namespace) -> None:
    from hocvuso.reports import tasks
    from hocvuso.reports.rollups.counting import Busy

    began = time.monotonic()
    if not chosen.json:
        print("Đang đếm lại từ nhật ký …", flush=True)
    try:
        done = tasks.count_anew()
    except Busy:
        raise Refused("Trang đang tự đếm. Đợi vài giây rồi chạy lại.") from None
    result = done.tallies
    seconds = round(time.monotonic() - began, 1)
    found = {
        "measures": result.measures, "rows": result.rows, "written": result.written, "closed_periods": done.closed,
        "corrections": done.corrections, "seconds": seconds,
    }  # fmt: skip
    if chosen.json:
        print(json.dumps(found))
    else:
        print(
            f"{result.measures} cách đếm, {result.rows} dòng, {result.written} dòng khác trước; chốt {done.closed} kỳ, "
            f"{done.corrections} điều chỉnh ({seconds} giây)"
        )


def _figures(chosen: argparse.Namespace) -> None:
    from hocvuso.plumbing import clock
    from hocvuso.reports import figures, targets
    from hocvuso.unions import queries as unions

    day = chosen.day or clock.today()
    unit = unions.unit_by_code(chosen.unit, day)
    if unit is None:
        raise Refused(f"Không có đơn vị mã {chosen.unit}.")
    rows = [_line(figure) for figure in figures.of_units(unit.id, targets.on(day, unit.id), day)]
    if chosen.json:
        print(json.dumps({"unit": unit.code, "day": str(day), "targets": rows}, ensure_ascii=False))
        return
    print(f"{unit.name}, {day:%d/%m/%Y}")
    for row in rows:
        share = "chưa biết" if row["share"] is None else f"{row['share']:.0%}"
        print(f"  {row['title']}: {share} ({row['reached']}/{row['people']}), mục tiêu {row['target']:.0%}")


def _line(figure: Figure) -> dict[str, Any]:
    hidden = figure.is_hidden
    return {
        "id": figure.target.id, "title": figure.target.titles[0], "target": figure.target.share,
        "share": None if hidden else figure.share.share, "reached": None if hidden else figure.share.reached,
        "people": figure.share.people, "needed": None if hidden else figure.needed,
        "unknown_units": len(figure.share.unknown), "as_of": figure.at.isoformat(timespec="seconds"),
    }  # fmt: skip


ACTS = {"rebuild": _rebuild, "figures": _figures}
