"""Who may lead a hall or enter a paper quiz: whoever signs for the unit, teaches there, or opened it himself."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest

from hocvuso.classes import queries as classes
from hocvuso.halls import paper, queries
from hocvuso.people.officials import names_shown
from hocvuso.reports.views.desk import Desk, at_desk, no_right
from hocvuso.unions import access
from hocvuso.unions import queries as unions
from hocvuso.unions.roles import GROUP_LEAD, TRAINER, TRAINER_LEAD

LEADING = frozenset({TRAINER, TRAINER_LEAD, GROUP_LEAD})
Page = Callable[..., Any]


def may_open(desk: Desk, unit: uuid.UUID) -> bool:
    """Tell whether an official may open a hall for a unit: he signs for it, or teaches or leads a group there."""
    if access.stands_for_employer(desk.viewer, unit, desk.day):
        return False
    if access.may_act_for(desk.viewer, unit, desk.day):
        return True
    path = unions.path_of(unit, desk.day)
    return any(role.name in LEADING and role.unit.hex in path for role in access.roles_of(desk.viewer, desk.day))


def _teaches(desk: Desk, class_id: uuid.UUID | None) -> bool:
    row = classes.one(class_id) if class_id else None
    return row is not None and row.trainer == desk.viewer


def on_hall(page: Page) -> Page:
    """Give a page the hall named in its address; others are told whom to ask."""

    @at_desk
    @wraps(page)
    def found(request: HttpRequest, desk: Desk, number: uuid.UUID, *args: Any, **kwargs: Any) -> Any:
        row = queries.hall(number)
        if row is None:
            raise Http404
        session = classes.session(row.session) if row.session else None
        if not (may_open(desk, row.unit) or _teaches(desk, session.of_id if session else None)):
            return no_right(request, has_role=True)
        return page(request, desk, row, *args, **kwargs)

    return found


def on_quiz(page: Page) -> Page:
    """Give a page the quiz named in its address; names stand there, so the second factor is asked for."""

    @names_shown
    @at_desk
    @wraps(page)
    def found(request: HttpRequest, desk: Desk, number: uuid.UUID, *args: Any, **kwargs: Any) -> Any:
        row = paper.one(number)
        if row is None:
            raise Http404
        if not (may_open(desk, row.unit) or _teaches(desk, row.class_id)):
            return no_right(request, has_role=True)
        return page(request, desk, row, *args, **kwargs)

    return found
