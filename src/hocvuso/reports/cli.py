"""`hocvuso report`: ready reports, monthly returns and folders of proof from the command line; counts, never names."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hocvuso.reports import cli_figures
from hocvuso.reports.cli_figures import Refused

if TYPE_CHECKING:
    from hocvuso.reports.documents.paper import Paper

FORMATS = ("text", "json", "csv", "xlsx", "docx", "pdf")
RETURN, EVIDENCE = "return", "evidence"
SAY_EVERY = 2000  # rows between two words about the progress


def run(argv: list[str]) -> int:
    """Carry out `hocvuso report …`; 0 when done, 1 when refused, 2 when mistyped."""
    parser = _parser()
    chosen = parser.parse_args(argv)
    if not chosen.act:
        parser.print_help()
        return 2
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hocvuso.config.settings")
    if getattr(chosen, "data", None):
        os.environ["HOCVUSO_DATA"] = str(chosen.data.resolve())
    import django

    django.setup()
    from django.db import OperationalError

    try:
        acts = {"list": _list, "show": _show, "open": _open, **cli_figures.ACTS}
        acts[chosen.act](chosen)
    except Refused as refused:
        print(f"✋ {refused}", file=sys.stderr)
        return 1
    except OperationalError:
        print("✋ Chưa có cơ sở dữ liệu ở đây. Chạy hocvuso up một lần, hoặc thêm --data THƯ_MỤC.", file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="hocvuso report", description="Báo cáo có sẵn, báo cáo tháng, hồ sơ minh chứng. Chỉ số đếm, không có tên."
    )
    acts = parser.add_subparsers(dest="act", metavar="VIỆC")
    listed = acts.add_parser("list", help="liệt kê các báo cáo")
    listed.add_argument("--json", action="store_true", help="in một đối tượng JSON")
    show = acts.add_parser("show", help="in hoặc ghi một báo cáo")
    show.add_argument("name", metavar="TÊN", help="tên trong “hocvuso report list”")
    show.add_argument("--unit", required=True, metavar="MÃ", help="mã đơn vị")
    show.add_argument("--period", metavar="2026-11", help="tháng (mặc định: tháng vừa hết)")
    show.add_argument("--target", default="workers", metavar="CHỈ_TIÊU", help="workers, full-time-officials…")
    show.add_argument("--search", default="", metavar="CHỮ", help="chỉ dòng có những chữ này, gõ không dấu cũng được")
    show.add_argument("--format", choices=FORMATS, default="", help="mặc định: theo đuôi của --out, hoặc text")
    show.add_argument("--out", type=Path, metavar="TỆP", help="ghi vào tệp thay vì in ra")
    show.add_argument("--json", action="store_true", help="như --format json")
    opened = acts.add_parser("open", help="mở báo cáo tháng cho mọi đơn vị chưa có")
    opened.add_argument("--period", metavar="2026-11", help="tháng đã hết (mặc định: tháng vừa hết)")
    opened.add_argument("--unit", metavar="MÃ", help="chỉ đơn vị này và các đơn vị dưới")
    opened.add_argument("--json", action="store_true", help="in một đối tượng JSON")
    figures = list(cli_figures.add(acts))
    for each in figures:
        each.add_argument("--json", action="store_true", help="in một đối tượng JSON")
    for each in (listed, show, opened, *figures):
        each.add_argument("--data", type=Path, metavar="THƯ_MỤC", help="thư mục dữ liệu của trang")
    return parser


def _list(chosen: argparse.Namespace) -> None:
    from hocvuso.reports.definitions import catalogue

    rows = [(each.name, each.title(), each.what()) for each in catalogue.all_of_them()]
    rows += [
        (RETURN, "Báo cáo tháng", "Báo cáo tháng của một đơn vị, bản đã chốt hoặc bản nháp"),
        (EVIDENCE, "Hồ sơ minh chứng", "Một tệp zip: quyết định, báo cáo, số liệu (cần --out)"),
    ]
    if chosen.json:
        _say_json({"reports": [{"name": name, "title": title, "what": what} for name, title, what in rows]})
        return
    for name, title, what in rows:
        print(f"  {name:<14} {title}: {what}")


def _open(chosen: argparse.Namespace) -> None:
    from hocvuso.core.returns import month_after
    from hocvuso.plumbing import clock
    from hocvuso.reports.returns import opening

    month, unit = _month(chosen.period), _unit(chosen.unit) if chosen.unit else None
    if month_after(month) > clock.today():
        raise Refused(f"Tháng {month:%m/%Y} chưa hết. Báo cáo mở từ ngày 1 tháng sau.")
    opened = opening.open_month(month, within=unit.id if unit else None)
    if chosen.json:
        _say_json({"period": f"{month:%Y-%m}", "opened": opened})
    else:
        print(f"Đã mở {opened} báo cáo của tháng {month:%m/%Y}.")


def _show(chosen: argparse.Namespace) -> None:
    ending = _ending(chosen)
    if chosen.name == EVIDENCE:
        _evidence(chosen)
        return
    paper = _return(chosen) if chosen.name == RETURN else _ready(chosen)
    if ending == "text":
        _say(paper, chosen.out)
    elif ending == "json":
        from hocvuso.reports.documents import plain

        _put(plain.as_json(paper) + "\n", chosen.out)
    elif ending == "csv":
        from hocvuso.reports.documents import plain

        table = next(part.table for part in paper.parts if part.table is not None)
        _put("".join(plain.lines(table)), chosen.out)
    else:
        _write(paper, ending, chosen)


def _ending(chosen: argparse.Namespace) -> str:
    if chosen.json:
        return "json"
    by_name = chosen.out.suffix.lstrip(".").lower() if chosen.out else ""
    ending: str = chosen.format or (by_name if by_name in FORMATS else "text")
    if ending in ("xlsx", "docx", "pdf") and not chosen.out:
        raise Refused(f"Tệp {ending} cần chỗ ghi: thêm --out baocao.{ending}")
    return ending


def _month(typed: str | None) -> Any:
    from hocvuso.core.returns import month_before, month_of, parse_month
    from hocvuso.plumbing import clock

    month = parse_month(typed) if typed else month_before(month_of(clock.today()))
    if month is None:
        raise Refused(f"Tháng viết như 2026-11, bạn ghi “{typed}”.")
    return month


def _unit(code: str) -> Any:
    from hocvuso.plumbing import clock
    from hocvuso.unions import queries as unions

    found = unions.unit_by_code(code, clock.today())
    if found is None:
        raise Refused(f"Không có đơn vị mang mã “{code}”.")
    return found


def _ready(chosen: argparse.Namespace) -> Paper:
    from hocvuso.plumbing import clock
    from hocvuso.reports import targets
    from hocvuso.reports.definitions import catalogue
    from hocvuso.reports.definitions.shape import Asked
    from hocvuso.reports.ready import papers

    definition = catalogue.named(chosen.name)
    if definition is None:
        names = ", ".join([each.name for each in catalogue.all_of_them()] + [RETURN, EVIDENCE])
        raise Refused(f"Không có báo cáo “{chosen.name}”. Có: {names}.")
    unit, day = _unit(chosen.unit), clock.today()
    target = next((each for each in targets.of_people(day, unit.id) if each.id == chosen.target), None)
    if target is None:
        raise Refused(f"Không có chỉ tiêu “{chosen.target}”.")
    asked = Asked(unit, day, target, _month(chosen.period), typed=chosen.search)
    return papers.paper(definition, asked, definition.make(asked))


def _return(chosen: argparse.Namespace) -> Paper:
    from hocvuso.reports.returns import printing, queries

    unit, month = _unit(chosen.unit), _month(chosen.period)
    row = queries.of_month(unit.id, month)
    if row is None:
        raise Refused(
            f"Chưa mở báo cáo tháng {month:%m/%Y} cho {unit.name}. Mở: hocvuso report open --unit {unit.code}"
        )
    return printing.paper(row, queries.frozen_version(row))


def _evidence(chosen: argparse.Namespace) -> None:
    from hocvuso.core.returns import last_day
    from hocvuso.plumbing import clock
    from hocvuso.reports.evidence import building, gathering

    if not chosen.out:
        raise Refused("Hồ sơ minh chứng là một tệp zip: thêm --out minhchung.zip")
    unit, month = _unit(chosen.unit), _month(chosen.period)
    period = (month.replace(month=1), min(last_day(month), clock.today()))
    target = gathering.target_of(chosen.target, unit.id, period[1])
    if target is None:
        raise Refused(f"Không có chỉ tiêu “{chosen.target}”.")
    print("Đang gom hồ sơ…", file=sys.stderr)
    made = building.make(unit.id, target, period, name="hocvuso report")
    chosen.out.write_bytes(building.file_of(made).read_bytes())
    if chosen.json:
        _say_json({"file": str(chosen.out), "sha256": made.checksum, "bytes": made.size})
    else:
        print(f"Đã ghi {chosen.out} ({made.size} byte, SHA-256 {made.checksum}).")


def _write(paper: Paper, ending: str, chosen: argparse.Namespace) -> None:
    from hocvuso.reports.documents import answers, pdf, sheet

    counted = replace(paper, parts=[_watched(part) for part in paper.parts])
    try:
        if ending == "xlsx" and chosen.name != RETURN:
            sheet.write(counted, chosen.out, table_first=True)
        else:
            answers.WRITERS[ending](counted, chosen.out)
    except pdf.NoPdf as missing:
        raise Refused(str(missing)) from None
    except OSError as problem:
        raise Refused(f"Không ghi được {chosen.out}: {problem.strerror}.") from None
    print(f"Đã ghi {chosen.out}.", file=sys.stderr)


def _watched(part: Any) -> Any:
    return replace(part, table=replace(part.table, rows=_counted(part.table.rows))) if part.table else part


def _counted(rows: Any) -> Iterator[Sequence[Any]]:
    for place, row in enumerate(rows, start=1):
        if place % SAY_EVERY == 0:
            print(f"\r{place} dòng…", end="", file=sys.stderr, flush=True)
        yield row


def _say(paper: Paper, out: Path | None) -> None:
    from hocvuso.reports.documents.paper import shown

    lines = [
        paper.title,
        f"{paper.unit} {paper.period}".strip(),
        *(f"{label}: {value}" for label, value in paper.facts),
    ]
    for part in paper.parts:
        lines += ["", part.heading]
        if part.table is not None:
            columns = part.table.columns
            rows = [[shown(value, column.kind) for column, value in zip(columns, row, strict=True)]
                    for row in part.table.rows]  # fmt: skip
            lines += _aligned([[column.title for column in columns], *rows], [column.is_number for column in columns])
            lines += [part.table.note] if part.table.note else []
        lines += part.sentences
    lines += ["", paper.made, *([f"*** {paper.watermark} ***"] if paper.watermark else [])]
    _put("\n".join(lines) + "\n", out)


def _aligned(rows: list[list[str]], is_number: list[bool]) -> list[str]:
    widths = [min(max(len(row[place]) for row in rows), 60) for place in range(len(is_number))]
    return [
        "  ".join(
            cell[:60].rjust(width) if number else cell[:60].ljust(width)
            for cell, width, number in zip(row, widths, is_number, strict=True)
        ).rstrip()
        for row in rows
    ]


def _put(text: str, out: Path | None) -> None:
    if out is None:
        print(text, end="")
        return
    try:
        out.write_text(text, encoding="utf-8", newline="")
    except OSError as problem:
        raise Refused(f"Không ghi được {out}: {problem.strerror}.") from None


def _say_json(content: Any) -> None:
    import json

    print(json.dumps(content, ensure_ascii=False))
