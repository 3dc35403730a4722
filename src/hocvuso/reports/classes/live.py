"""The board of a class at the trainer's desk, and the same without names for the projector; open while it runs."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from hocvuso.classes import live, words
from hocvuso.plumbing import audit
from hocvuso.plumbing.views import message
from hocvuso.reports.classes.board import Row, on_class
from hocvuso.reports.classes.grid import meeting_of
from hocvuso.reports.classes.planning import link
from hocvuso.reports.views.desk import Desk, no_right, rail

TRACED = "class-board"  # whose reading this browser has left a trace of, for one meeting


@never_cache
@require_safe
@on_class
def board(request: HttpRequest, desk: Desk, row: Row, may_sign: bool, session: uuid.UUID) -> HttpResponse:
    """Show the trainer who is on which step; each opening leaves a trace."""
    return _board(request, desk, row, session, "reports/classes/live.html", is_opening=True)


@never_cache
@require_safe
@on_class
def now(request: HttpRequest, desk: Desk, row: Row, may_sign: bool, session: uuid.UUID) -> HttpResponse:
    """Give the script of the board what stands on it now."""
    return _board(request, desk, row, session, "classes/live_lines.html", is_opening=False)


def _board(
    request: HttpRequest, desk: Desk, row: Row, session: uuid.UUID, template: str, *, is_opening: bool
) -> HttpResponse:  # fmt: skip
    held = meeting_of(row, session)
    if (
        row.trainer != desk.viewer
    ):  # what somebody learns is shown to who teaches him, not to who signs (foundations, 5)
        return no_right(request, has_role=True)
    if not live.is_open(held):
        return _closed(request, link(desk, row.id))
    found = live.lines(desk.viewer, held, desk.day)
    _leave_traces(request, desk, session, [line.person for line in found], is_opening=is_opening)
    page = {**_frame(desk, row, held), "lines": found, "sums": live.sums(found),
            "fresh": link(desk, row.id, "class_live_now", session),
            "to_wall": link(desk, row.id, "class_live_wall", session)}  # fmt: skip
    return render(request, template, page)


def _leave_traces(
    request: HttpRequest, desk: Desk, session: uuid.UUID, persons: list[uuid.UUID], *, is_opening: bool
) -> None:  # fmt: skip
    """Leave a trace for each opening; of a board that is kept open, one for whoever came in since."""
    kept = request.session.get(TRACED) or {}
    known = set(kept.get("persons", ())) if kept.get("session") == session.hex and not is_opening else set()
    fresh = [each for each in persons if each.hex not in known]
    audit.record_reading(desk.viewer, fresh, "class_board", desk.as_what)
    if fresh or is_opening:
        request.session[TRACED] = {"session": session.hex, "persons": sorted(known | {each.hex for each in persons})}


@never_cache
@require_safe
@on_class
def wall(request: HttpRequest, desk: Desk, row: Row, may_sign: bool, session: uuid.UUID) -> HttpResponse:
    """Show the same on the wall, without a name."""
    return _wall(request, desk, row, session, "reports/classes/live_wall.html", may_sign=may_sign)


@never_cache
@require_safe
@on_class
def wall_now(request: HttpRequest, desk: Desk, row: Row, may_sign: bool, session: uuid.UUID) -> HttpResponse:
    """Give the script of the wall what stands on it now."""
    return _wall(request, desk, row, session, "classes/live_whole.html", may_sign=may_sign)


def _wall(
    request: HttpRequest, desk: Desk, row: Row, session: uuid.UUID, template: str, *, may_sign: bool
) -> HttpResponse:  # fmt: skip
    held = meeting_of(row, session)
    if not (may_sign or row.trainer == desk.viewer):
        return no_right(request, has_role=True)
    if not live.is_open(held):
        return _closed(request, link(desk, row.id))
    fresh = link(desk, row.id, "class_live_wall_now", session)
    return render(request, template, {**_frame(desk, row, held), "whole": live.whole(held), "fresh": fresh})


def _frame(desk: Desk, row: Row, held: Any) -> dict[str, Any]:
    return {**rail(desk, "classes"), "back": link(desk, row.id), "row": row, "when": words.when(held)}


def _closed(request: HttpRequest, back: str) -> HttpResponse:
    return message(
        request, _("The board is closed"), _("It is open while the class runs, from half an hour before until half an "
        "hour after. What somebody learns is nobody's business after that."), status=409, button=_("To the class"),
        to=back,
    )  # fmt: skip
