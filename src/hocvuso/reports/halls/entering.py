"""The quick grid of a paper quiz: a line for each person, letters as they stand on his sheet, or only counts."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from hocvuso.classes import queries as classes
from hocvuso.core import paper_quiz
from hocvuso.halls import paper
from hocvuso.plumbing import audit
from hocvuso.plumbing.ids import uuid7
from hocvuso.plumbing.paging import whole
from hocvuso.plumbing.views import act_of
from hocvuso.reports.halls.desk import on_quiz
from hocvuso.reports.halls.opening import number_of
from hocvuso.reports.views.desk import Desk, rail

Row = Any
Wrong = dict[uuid.UUID, str]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@on_quiz
def one(request: HttpRequest, desk: Desk, row: Row) -> HttpResponse:
    """Show a quiz with its grid, and do what its buttons say."""
    wrong: Wrong = {}
    if request.method == "POST":
        try:
            wrong = act_of(request, _ACTS)(request, desk, row)
        except paper.Refused:
            wrong = {}
        if not wrong:
            return HttpResponseRedirect(f"{desk.link('paper', row.id)}&xong={request.POST.get('viec', '')}")
    return render(request, "reports/halls/paper.html", _page(request, desk, row, wrong), status=422 if wrong else 200)


def _roll(desk: Desk, row: Row) -> list[classes.Seat]:
    """Return who has a seat in the class of a quiz and may be seen by name."""
    if row.class_id is None:
        return []
    seats = classes.roll(desk.viewer, row.class_id, desk.day)
    return [each for each in seats if each.name and not each.is_waiting]


def _page(request: HttpRequest, desk: Desk, row: Row, wrong: Wrong) -> dict[str, Any]:
    roll = [] if row.closed_at else _roll(desk, row)
    audit.record_reading(desk.viewer, [each.person for each in roll], "paper", desk.as_what)
    held, none = paper.entered(row), paper.Sheet("A", "")
    typed: Mapping[str, str] = request.POST if wrong else {}
    lines = []
    for each in roll:
        sheet = held.get(each.person, none)
        letters = typed.get(f"d-{each.person.hex}", sheet.letters.upper())
        form = typed.get(f"f-{each.person.hex}", sheet.form)
        lines.append((each, form, letters, wrong.get(each.person, "")))
    sheets, result = paper.result(row)
    of = classes.one(row.class_id) if row.class_id else None
    return {
        **rail(desk, "halls"), "back": desk.link("papers"), "row": row, "lines": lines, "wrong": bool(wrong),
        "many": len(result), "sheets": sheets, "result": result, "class_name": of.name if of else "",
        "here": desk.link("paper", row.id), "save": uuid7(), "can_undo": bool(row.last_save) and not row.closed_at,
        "print": lambda part, **query: desk.link("paper_print", row.id, part, **query),
        "done": request.GET.get("xong", "") if not wrong else "", "forms": paper_quiz.FORMS,
        "right": list(enumerate(row.right or [0] * len(result))),
    }  # fmt: skip


def _enter(request: HttpRequest, desk: Desk, row: Row) -> Wrong:
    """Read the grid; with one line that cannot be, nothing is kept and everything typed stays."""
    save = number_of(request.POST.get("luu", "")) or uuid7()
    all_forms, lines, wrong = paper.forms_of(row), {}, {}
    for each in _roll(desk, row):
        name = f"d-{each.person.hex}"
        if name not in request.POST:
            continue
        try:
            form = paper_quiz.form_of(all_forms, request.POST.get(f"f-{each.person.hex}", "A"))
            lines[each.person] = (form.letter, paper_quiz.read(request.POST.get(name, ""), form))
        except paper_quiz.BadLine as bad:
            wrong[each.person] = _why(bad.args[0], bad.args[1], len(row.exercise["questions"]))
    if not wrong:
        paper.enter(row.id, save, lines, by=desk.viewer)
    return wrong


def _why(kind: str, place: int, many: int) -> str:
    if kind == paper_quiz.TOO_MANY:
        return _("There are %(many)s questions only. Count the letters once more.") % {"many": many}
    if kind == paper_quiz.NO_FORM:
        return _("Choose A or B, as at the top of the sheet.")
    return _("Question %(place)s has no such answer. Type a letter of the sheet, or - for none.") % {"place": place}


def _undo(request: HttpRequest, desk: Desk, row: Row) -> Wrong:
    paper.undo(row.id, by=desk.viewer)
    return {}


def _count(request: HttpRequest, desk: Desk, row: Row) -> Wrong:
    places = range(len(row.exercise["questions"]))
    right = {at: whole(request.POST.get(f"q{at}", "").strip(), most=paper.MOST_SHEETS) for at in places}
    sheets = whole(request.POST.get("so-phieu", "").strip(), most=paper.MOST_SHEETS)
    paper.count_only(row.id, sheets, right, by=desk.viewer)
    return {}


def _close(request: HttpRequest, desk: Desk, row: Row) -> Wrong:
    paper.close(row.id, by=desk.viewer)
    return {}


_ACTS: dict[str, Callable[[HttpRequest, Desk, Row], Wrong]] = {
    "nhap": _enter, "hoan-tac": _undo, "dem": _count, "chot": _close,
}  # fmt: skip
