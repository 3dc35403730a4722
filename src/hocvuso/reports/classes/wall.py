"""What the projector shows: the square and six digits that change every half minute, and how many have signed in."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from hocvuso.classes import seats, words
from hocvuso.classes import wall as on_wall
from hocvuso.reports import cards
from hocvuso.reports.classes.board import Row, on_class
from hocvuso.reports.classes.grid import meeting_of
from hocvuso.reports.classes.planning import link
from hocvuso.reports.views.desk import Desk, no_right, rail


@never_cache
@require_safe
@on_class
def wall(request: HttpRequest, desk: Desk, row: Row, may_sign: bool, session: uuid.UUID) -> HttpResponse:
    """Show the wall of a meeting; no name stands on it."""
    if not (may_sign or row.trainer == desk.viewer):
        return no_right(request, has_role=True)
    held = meeting_of(row, session)
    page = {
        **rail(desk, "classes"), "back": link(desk, row.id), "row": row, "when": words.when(held),
        **on_wall.shown(row, held),
        "fresh": link(desk, row.id, "class_wall_now", session), "seats": seats.taken(row.id),
        "short": f"{cards.site()}/lop/{row.code}",
    }  # fmt: skip
    return render(request, "reports/classes/wall.html", page)


@never_cache
@require_safe
@on_class
def now(request: HttpRequest, desk: Desk, row: Row, may_sign: bool, session: uuid.UUID) -> Any:
    """Give the script of the wall what stands on it now."""
    if not (may_sign or row.trainer == desk.viewer):
        return no_right(request, has_role=True)
    return JsonResponse(on_wall.shown(row, meeting_of(row, session)))
