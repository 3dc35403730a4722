"""The list of one meeting at the desk, and a learner's own square that whoever leads the class reads."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from hocvuso.classes import attending, gridding, queries, words
from hocvuso.plumbing import audit
from hocvuso.reports.classes.board import Row, on_class
from hocvuso.reports.classes.planning import link
from hocvuso.reports.views.desk import Desk, no_right, rail

SAID = "class-said"  # what the list has just done, for the page that follows


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@on_class
def grid(request: HttpRequest, desk: Desk, row: Row, may_sign: bool, session: uuid.UUID) -> HttpResponse:
    """Show the list of a meeting, and write down what was tapped."""
    if not (may_sign or row.trainer == desk.viewer):
        return no_right(request, has_role=True)
    held = meeting_of(row, session)
    seats = [each for each in queries.roll(desk.viewer, row.id, desk.day) if not each.is_waiting]
    here = link(desk, row.id, "class_grid", session)
    if request.method == "POST":
        request.session[SAID] = gridding.act(request, session, seats, by=desk.viewer)
        return HttpResponseRedirect(f"{here}&trang={request.GET.get('trang', '1')[:5]}")
    page = gridding.page(request, held, seats, request.session.pop(SAID, ""))
    audit.record_reading(desk.viewer, [each.person for each in page["lines"] if each.name], "class", desk.as_what)
    whole = {**rail(desk, "classes"), "back": link(desk, row.id), "row": row, "here": here, **page}
    return render(request, "reports/classes/grid.html", whole)


def meeting_of(row: Row, session: uuid.UUID) -> Any:
    """Return a meeting of this class, or answer that there is none."""
    held = queries.session(session)
    if held is None or held.of_id != row.id:
        raise Http404
    return held


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@on_class
def square(request: HttpRequest, desk: Desk, row: Row, may_sign: bool, enrolment: uuid.UUID) -> HttpResponse:
    """Show whose square was read, and write him down as having come to the meeting that takes place."""
    if not (may_sign or row.trainer == desk.viewer):
        return no_right(request, has_role=True)
    roll = queries.roll(desk.viewer, row.id, desk.day)
    seat = next((each for each in roll if each.enrolment == enrolment), None)
    if seat is None:
        raise Http404
    held = queries.meeting_now(row.id)
    if request.method == "POST" and held is not None:
        attending.let_in(held.id, seat.person, by=desk.viewer)
        return HttpResponseRedirect(request.get_full_path())
    audit.record_reading(desk.viewer, [seat.person] if seat.name else [], "class", desk.as_what)
    page = {
        **rail(desk, "classes"), "back": link(desk, row.id), "row": row, "seat": seat, "session": held,
        "when": words.when(held) if held else "", "is_here": bool(held and attending.came_to(held.id, seat.person)),
        "grid": link(desk, row.id, "class_grid", held.id) if held else "", "name": seat.name or _("(not shown to you)"),
    }  # fmt: skip
    return render(request, "reports/classes/square.html", page)
