"""A hall in the hand of whoever leads it: a step on or back, raised hands, questions, the recording, the papers."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from hocvuso.classes import queries as classes
from hocvuso.classes import words as class_words
from hocvuso.core import hall as rules
from hocvuso.halls import asking, queries, results, running
from hocvuso.plumbing import squares
from hocvuso.plumbing.paging import whole
from hocvuso.plumbing.views import act_of
from hocvuso.reports import cards
from hocvuso.reports.halls.desk import on_hall
from hocvuso.reports.halls.opening import states
from hocvuso.reports.views.desk import Desk, rail

Row = Any


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@on_hall
def one(request: HttpRequest, desk: Desk, row: Row) -> HttpResponse:
    """Show a hall to whoever leads it, and do what its buttons say."""
    error = ""
    if request.method == "POST":
        error = act_of(request, _ACTS)(request, desk, row)
        if not error:
            to = "hall_wall" if request.POST.get("tu") == "man-hinh" else "hall"
            return HttpResponseRedirect(desk.link(to, row.id))
    row = queries.hall(row.id)
    return render(request, "reports/halls/one.html", _page(desk, row, error, request), status=422 if error else 200)


def _page(desk: Desk, row: Row, error: str, request: HttpRequest) -> dict[str, Any]:
    found, exercise = results.of(row), results.exercise_of(row)
    many = len(exercise.questions)
    at = rules.question_at(row.step, many)
    hands = queries.hands(row.id, at) if at is not None else {}
    session = classes.session(row.session) if row.session else None
    return {
        **rail(desk, "halls"), "back": desk.link("halls"), "row": row, "found": found, "many": many, "at": at,
        "asked": exercise.questions[at] if at is not None else None, "stage": rules.stage(row.step, many),
        "state": states()[rules.stage(row.step, many)], "here": desk.link("hall", row.id),
        "wall": desk.link("hall_wall", row.id), "next": next_word(row.step, many), "hands": hands,
        "answered": found.questions[at][1].answered if at is not None else 0, "lines": found.lines(),
        "queue": asking.queue(row.id) if row.takes_questions else [], "address": address(row),
        "short": f"{cards.site()}/h", "square": squares.square(address(row)), "error": error,
        "typed": request.POST.get("lien-ket", row.recording) if error else row.recording,
        "minutes": [(ending, desk.link("hall_minutes", row.id, ending)) for ending in ("docx", "pdf")],
        "class_name": session.of.name if session else "", "when": class_words.when(session) if session else "",
        "roll": desk.link("class", session.of_id) if session else "",
    }  # fmt: skip


def address(row: Row) -> str:
    """Return the address that the square of a hall opens."""
    return f"{settings.SITE_URL}{reverse('halls:room', args=[row.code])}"


def next_word(step: int, many: int) -> str:
    """Return the word of the button that goes one step on, "" at the end."""
    stage = rules.stage(step, many)
    if stage == rules.FILLS:
        return _("Ask the first question")
    if stage == rules.ASKED:
        return _("Close it and show the answers")
    if stage == rules.SHOWN:
        return _("Ask the next question") if step + 1 < rules.last_step(many) else _("End the exercise")
    return ""


def _on(request: HttpRequest, desk: Desk, row: Row) -> str:
    return _moved(request, row, 1)


def _back(request: HttpRequest, desk: Desk, row: Row) -> str:
    return _moved(request, row, -1)


def _moved(request: HttpRequest, row: Row, by: int) -> str:
    running.move(row.id, whole(request.POST.get("buoc", ""), most=99), by)
    return ""


def _hands(request: HttpRequest, desk: Desk, row: Row) -> str:
    question = whole(request.POST.get("cau", ""), most=99)
    places = [name[1:] for name in request.POST if name.startswith("t") and len(name) < 4 and name[1:].isdigit()]
    counts = {int(at): whole(request.POST.get(f"t{at}", "").strip(), most=running.MOST_HANDS) for at in places}
    running.raise_hands(row.id, question, counts)
    return ""


def _put(request: HttpRequest, desk: Desk, row: Row) -> str:
    state, _colon, number = request.POST.get("hoi", "").partition(":")
    try:
        asking.put(row.id, uuid.UUID(number), state)
    except ValueError:
        return ""
    return ""


def _recording(request: HttpRequest, desk: Desk, row: Row) -> str:
    link = request.POST.get("lien-ket", "").strip()[:300]
    if link and not link.startswith(("https://", "http://")):
        return _("A link begins with https://")
    running.keep_recording(row.id, link, by=desk.viewer)
    return ""


_ACTS: dict[str, Callable[[HttpRequest, Desk, Row], str]] = {
    "tiep": _on, "lui": _back, "gio-tay": _hands, "cau-hoi": _put, "ghi-hinh": _recording,
}  # fmt: skip
