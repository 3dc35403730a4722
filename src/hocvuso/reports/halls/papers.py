"""Quizzes on paper: those of a unit, making one, and its sheets and key for the printer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hocvuso.classes import queries as classes
from hocvuso.core.hall import Exercise
from hocvuso.core.paper_quiz import LETTERS
from hocvuso.halls import exercises, paper, queries
from hocvuso.plumbing.ids import uuid7, uuid_of
from hocvuso.plumbing.views import message
from hocvuso.reports import cards
from hocvuso.reports.documents import pdf
from hocvuso.reports.halls.desk import may_open, on_quiz
from hocvuso.reports.halls.opening import number_of
from hocvuso.reports.views.desk import Desk, at_desk, no_right, rail
from hocvuso.unions import queries as unions

PARTS = ("de", "dap-an")  # the sheets, the key
OVER = 12  # classes that are over and are offered, decided: those of this season
STYLE = cards.STYLE.with_name("quiz.css")


@require_safe
@at_desk
def listing(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the quizzes of a unit, or of one class of it; lead to the one whose code was typed off a sheet."""
    typed, error = request.GET.get("ma", "")[:20], ""
    if typed.strip():
        found = paper.by_code(typed)
        if found is not None:
            return HttpResponseRedirect(desk.link("paper", found.id))
        error = _("No quiz has this code. It stands at the top right of each sheet: five signs, then A or B.")
    of, units = _asked_class(request.GET), unions.subtree_ids(desk.unit.id, desk.day)
    if of is not None and of.trainer != desk.viewer and of.unit not in set(units):
        of = None  # of another unit: not even its name is told
    rows = queries.quizzes_of_class(of.id) if of else queries.quizzes_of(units)
    page = {
        **rail(desk, "halls"), "back": desk.link("class", of.id) if of else desk.link("classes"), "typed": typed,
        "error": error, "shown": [(row, desk.link("paper", row.id)) for row in rows], "here": desk.link("papers"),
        "may_open": may_open(desk, desk.unit.id), "of": of.name if of else "", "all": desk.link("papers"),
        "make": desk.link("paper_make", **({"lop": str(of.id)} if of else {})),
    }  # fmt: skip
    return render(request, "reports/halls/papers.html", page, status=404 if error else 200)


def _asked_class(asked: Mapping[str, str]) -> Any:
    """Return the class to whose quizzes a link leads, None for all of the unit."""
    number = uuid_of(asked.get("lop", ""))
    return classes.one(number) if number else None


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def make(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Ask which questions and for which class, and make the quiz."""
    if not may_open(desk, desk.unit.id):
        return no_right(request, has_role=True)
    typed = request.POST if request.method == "POST" else request.GET
    error, lines = "", _classes(desk)
    if request.method == "POST":
        of = _line(lines, request.POST.get("lop"))
        source, number = request.POST.get("bai", "")[:160], number_of(request.POST.get("so", ""))
        exercise = _taught(of) if source == exercises.CLASS else exercises.by_source(source)
        if exercise is not None and number is not None:
            row = paper.make(number, desk.unit.id, exercise, by=desk.viewer, class_id=of.id if of else None)
            return HttpResponseRedirect(desk.link("paper", row.id))
        error = _("Choose an exercise from the list.")
        if source == exercises.CLASS:
            error = _("Choose a class whose skills have three questions or more, or another exercise.")
    searched = request.GET.get("tim", "")[:80]
    page: dict[str, Any] = {
        **rail(desk, "halls"), "back": desk.link("papers"), "error": error, "number": uuid7(), "classes": lines,
        "chosen": typed.get("lop", ""), "week": exercises.of_week(), "taught": bool(lines),
        "source": typed.get("bai", exercises.CLASS if _line(lines, typed.get("lop")) else exercises.WEEK),
        "simulators": exercises.simulators(), "searched": searched, "lessons": exercises.lessons(searched),
        "to": desk.link("paper_make"),
    }  # fmt: skip
    return render(request, "reports/halls/paper_make.html", page, status=422 if error else 200)


def _line(lines: Iterable[classes.Line], typed: str | None) -> classes.Line | None:
    return next((line for line in lines if str(line.id) == typed), None)


def _taught(line: classes.Line | None) -> Exercise | None:
    row = classes.one(line.id) if line else None
    return exercises.of_class(row.id, row.name, row.course.skills) if row else None


def _classes(desk: Desk) -> list[classes.Line]:
    units = unions.subtree_ids(desk.unit.id, desk.day)
    found = [*classes.taught_by(desk.viewer), *classes.of_units(units), *classes.of_units(units, is_over=True)[:OVER]]
    return list({line.id: line for line in found if not line.is_off}.values())


@require_safe
@on_quiz
def sheets(request: HttpRequest, desk: Desk, row: Any, part: str) -> HttpResponse:
    """Give the sheets ("de") or the key ("dap-an"): as a page that the browser prints, or as PDF."""
    if part not in PARTS:
        raise Http404(part)
    is_pdf = request.GET.get("as") == "pdf"
    try:
        if is_pdf:
            pdf.ready()
    except pdf.NoPdf as missing:
        return message(
            request, _("This site cannot make PDF files yet"), str(missing), status=501, button=_("Back"),
            to=desk.link("paper", row.id),
        )  # fmt: skip
    if not is_pdf:
        return HttpResponse(_printed(request, desk, row, part, is_pdf=False))
    response = HttpResponse(part_pdf(request, desk, row, part), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{part}-{row.code}.pdf"'
    return response


def part_pdf(request: HttpRequest, desk: Desk, row: Any, part: str) -> bytes:
    """Return the sheets ("de") or the key ("dap-an") of a quiz as PDF. Raises NoPdf."""
    return pdf.drawn(_printed(request, desk, row, part, is_pdf=True), STYLE)


def _printed(request: HttpRequest, desk: Desk, row: Any, part: str, *, is_pdf: bool) -> str:
    exercise = paper.exercise_of(row)
    unit = unions.unit(row.unit, desk.day) or desk.unit
    of = classes.one(row.class_id) if row.class_id else None
    page = {
        "row": row, "unit": unit.name, "of": of.name if of and of.name != row.title else "", "part": part,
        "forms": [(each.letter, each.printed(exercise), each.key(exercise).upper()) for each in paper.forms_of(row)],
        "letters": LETTERS.upper(), "is_pdf": is_pdf, "language": translation.get_language(),
        "back": desk.link("paper", row.id),
    }  # fmt: skip
    return render_to_string("reports/halls/quiz.html", page, request)
