"""The log of changes for other member software: who joined, left, moved since a place, as Excel, CSV or JSON."""

from __future__ import annotations

import io
import uuid
from datetime import datetime
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hocvuso.core.mapping import delimited
from hocvuso.partners import changes, own_data
from hocvuso.partners.forms.making import TYPES
from hocvuso.partners.seat import Seat, at_seat, closed, rail
from hocvuso.people import departures
from hocvuso.people.officials import names_shown
from hocvuso.plumbing import audit, clock
from hocvuso.plumbing.templating import full_time
from hocvuso.unions import access
from hocvuso.unions import queries as unions

SHOWN, MOST = 20, 20_000
FIELDS = ("number", "kind", "ref", "name", "member_number", "unit", "from_unit", "is_member", "fields", "found_at")


def _scope(seat: Seat) -> set[uuid.UUID]:
    """Return the units of which lists may be taken out here."""
    allowed = unions.subtree_ids(seat.unit.id, seat.day)
    for right in (access.Right.NAMES, access.Right.EXPORT):
        allowed = allowed.filter(unit_id__in=access.units_where(seat.viewer, right, seat.day))
    return set(allowed)


def _since(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0


def _items(seat: Seat, since: int, limit: int) -> tuple[list[dict[str, Any]], int]:
    """Return changes, and the place behind them."""
    units = _scope(seat)
    rows = changes.since(units, since, limit)
    persons = {row.person for row in rows}
    return changes.told(rows, persons, units), rows[-1].id if rows else since


def words() -> dict[str, str]:
    """Return what the kinds of change are called."""
    return {
        changes.JOINED: _("joined"), changes.LEFT: _("left"), changes.MOVED: _("moved"),
        changes.CORRECTED: _("put right"), changes.ERASED: _("erased"),
    }  # fmt: skip


@require_safe
@at_seat
def show(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Show the next changes before anything is taken out."""
    if not seat.may_take_out:
        return closed(request)
    return names_shown(lambda asked: _show(asked, seat))(request)


def _show(request: HttpRequest, seat: Seat) -> HttpResponse:
    since = _since(request.GET.get("tu", ""))
    items, _last = _items(seat, since, SHOWN)
    shown = {uuid.UUID(each["ref"]) for each in items if each["name"]}
    if request.method == "GET":
        as_what = access.as_what(seat.viewer, seat.unit.id, seat.unit.name, seat.day)
        audit.record_reading(seat.viewer, shown, "member changes", as_what)
    page = {
        **rail(seat), "items": items, "words": words(), "since": since, "back": seat.link("home"),
        "file": seat.link("changes_file"), "here": seat.link("changes"),
    }  # fmt: skip
    return render(request, "partners/changes.html", page)


@require_POST
@at_seat
def file(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Give the changes since a place as a file; each person in it sees that it was taken out."""
    form = request.POST.get("dang", "xlsx")
    if form not in TYPES:
        raise Http404
    if not seat.may_take_out:
        return closed(request)
    return names_shown(lambda asked: _file(asked, seat, form))(request)


@transaction.atomic
def _file(request: HttpRequest, seat: Seat, form: str) -> HttpResponse:
    since = _since(request.POST.get("tu", ""))
    items, last = _items(seat, since, MOST)
    persons = {uuid.UUID(each["ref"]) for each in items if each["name"]}
    to = " ".join(request.POST.get("noi", "").split())[:120] or _("Other member software")
    audit.record("export", actor=seat.viewer, what="member changes", facts={"unit": seat.unit.code, "rows": len(items)})
    as_what = access.as_what(seat.viewer, seat.unit.id, seat.unit.name, seat.day)
    audit.record_reading(seat.viewer, persons, "member changes", as_what)
    if persons:
        departures.record(persons, kind=own_data.BY_LOG, to=to)
    response = HttpResponse(_written(items, form), content_type=TYPES[form])
    name = f"thay-doi-{seat.unit.code.lower()}-{since}-{last}-{clock.today():%Y%m%d}.{form}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _written(items: list[dict[str, Any]], form: str) -> bytes:
    if form == "json":
        return delimited.as_json({**each, "found_at": each["found_at"].isoformat()} for each in items)
    rows = [[_cell(each[name]) for name in FIELDS] for each in items]
    return delimited.as_csv(FIELDS, rows) if form == "csv" else _workbook(rows)


def _cell(value: object) -> str | int:
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, int):
        return value
    if isinstance(value, datetime):
        return full_time(value)
    return " ".join(value) if isinstance(value, list) else str(value or "")


def _workbook(rows: list[list[str | int]]) -> bytes:
    import xlsxwriter  # 2 MiB that no page needs

    out = io.BytesIO()
    plain = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, plain)
    sheet = book.add_worksheet("Thay đổi")
    bold = book.add_format({"bold": True})
    for place, word in enumerate(FIELDS):
        sheet.write_string(0, place, word, bold)
    for number, row in enumerate(rows, 1):
        for place, value in enumerate(row):
            sheet.write_number(number, place, value) if isinstance(value, int) else sheet.write_string(
                number, place, value
            )
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(FIELDS) - 1, 16)
    book.close()
    return out.getvalue()
