"""Who sits before a page of this room: an official at a unit, or the operator, who sees counts only."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import Any, Concatenate
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from hocvuso.people import queries as people
from hocvuso.people.operators import is_operator, operators_only, viewer_of
from hocvuso.plumbing import clock
from hocvuso.plumbing.views import message
from hocvuso.reports import frame
from hocvuso.unions import access
from hocvuso.unions import queries as unions
from hocvuso.unions.queries import UnitLine
from hocvuso.unions.roles import Right


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody at work on one unit."""

    viewer: uuid.UUID
    name: str
    unit: UnitLine
    units: tuple[UnitLine, ...]
    rights: frozenset[Right]
    is_operator: bool
    day: date

    @property
    def may_take_out(self) -> bool:
        """Whether lists with persons may be taken out here."""
        return {Right.NAMES, Right.EXPORT} <= self.rights

    @property
    def may_edit(self) -> bool:
        """Whether mappings may be changed here: for the site by the operator, for a unit by who signs for it."""
        return self.is_operator or Right.CONFIRM in self.rights

    @property
    def form_unit(self) -> uuid.UUID | None:
        """For whom a mapping is saved here: the operator saves for the whole site."""
        return None if self.is_operator else self.unit.id

    @property
    def may_hand_in(self) -> bool:
        """Whether lists may be handed in for this very unit."""
        return access.may_act_for(self.viewer, self.unit.id, self.day)

    def link(self, name: str, *parts: object, **query: str) -> str:
        """Return the address of a page of this room for this unit."""
        return f"{reverse(f'partners:{name}', args=parts)}?{urlencode({'don-vi': self.unit.code, **query})}"


Page = Callable[Concatenate[HttpRequest, Seat, ...], HttpResponse]


def at_seat(page: Page) -> Callable[..., HttpResponse]:
    """Give a page its seat: an official with counts for the unit in the address, or the operator."""

    @login_required
    @wraps(page)
    def seated(request: HttpRequest, /, *args: Any, **kwargs: Any) -> HttpResponse:
        seat = _seat(request)
        return closed(request) if seat is None else page(request, seat, *args, **kwargs)

    return seated


def _seat(request: HttpRequest) -> Seat | None:
    viewer, day, code = viewer_of(request), clock.today(), request.GET.get("don-vi", "")
    operator = is_operator(request)
    seeing = [role.unit for role in access.roles_of(viewer, day) if Right.COUNTS in role.rights]
    held = unions.unit_lines(seeing or (unions.tops(day) if operator else ()), day)
    unit = unions.unit_by_code(code, day) if code else next(iter(held), None)
    rights = access.rights_for(viewer, unit.id, day) if unit else frozenset()
    rights |= {Right.COUNTS} if operator else frozenset()
    if unit is None or Right.COUNTS not in rights:
        return None
    name = people.names([viewer]).get(viewer)
    called = name.full if name else str(request.user.get_username())
    return Seat(viewer, called, unit, tuple(held), rights, operator, day)


def closed(request: HttpRequest, text: str = "") -> HttpResponse:
    """Say that this page is not for whoever asks, and whom to ask."""
    said = text or _("The level above you, or the operator of this site, grants the right.")
    return message(request, _("This page is not open to you yet"), said, status=403, button=_("Back"),
                   to=reverse("reports:today"))  # fmt: skip


for_operators = operators_only(closed)


def rail(seat: Seat) -> dict[str, Any]:
    """Return what the frame of each page shows."""
    if seat.is_operator:
        return {"seat": seat, **operator_rail()}
    return {"seat": seat, **frame.of_official(seat.viewer, seat.unit.code, "partners:home", seat.link("home"))}


def operator_rail() -> dict[str, Any]:
    """Return what the frame of the operator's pages shows."""
    ways = [
        (reverse("partners:home"), "send", _("Their forms")),
        (reverse("partners:keys"), "settings", _("Keys")),
        (reverse("partners:hooks"), "bell", _("Webhooks")),
    ]
    return frame.of_operator(ways, reverse("reports:today"))
