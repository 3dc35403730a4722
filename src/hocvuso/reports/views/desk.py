"""Whose desk this is: the official, the units he has a role for, and the one he is looking at."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from hocvuso.people import queries as people
from hocvuso.plumbing import clock
from hocvuso.plumbing.views import message
from hocvuso.unions import access
from hocvuso.unions import queries as unions
from hocvuso.unions.queries import UnitLine
from hocvuso.unions.roles import Right

P = ParamSpec("P")


@dataclass(frozen=True, slots=True)
class Desk:
    """An official at work on one unit."""

    viewer: uuid.UUID
    name: str  # full name, under what he signs
    polite: str  # "Chị Hạnh", at the top of each page
    unit: UnitLine
    units: tuple[UnitLine, ...]  # those he has a role for
    sees_names: bool
    may_sign: bool
    day: date
    rights: frozenset[Right] = frozenset()

    @property
    def as_what(self) -> dict[str, str]:
        """In which role and for which unit the official looks; stands in the trace that the person sees."""
        return access.as_what(self.viewer, self.unit.id, self.unit.name, self.day)

    def may(self, right: str) -> bool:
        """Tell whether the official has a right for this unit."""
        return right in self.rights

    def link(self, name: str, *parts: object, **query: str) -> str:
        """Return the address of an officials' page for this unit; `parts` stand in it, `query` behind it."""
        return f"{reverse(f'reports:{name}', args=parts)}?{urlencode({'don-vi': self.unit.code, **query})}"

    @property
    def is_grassroots(self) -> bool:
        """Whether the unit itself declares headcounts."""
        return self.unit.is_grassroots


Page = Callable[Concatenate[HttpRequest, Desk, P], HttpResponse]


def at_desk(page: Page[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Give a page the desk it works on; the unit stands in the address as `don-vi`.

    Somebody without a role, and a unit outside his subtree, get one sentence that says whom to ask.
    """

    @login_required
    @wraps(page)
    def seated(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        day, called = clock.today(), str(request.user.get_username())
        viewer = uuid.UUID(str(request.user.pk))
        desk, has_role = desk_of(viewer, request.GET.get("don-vi", ""), day, called)
        if desk is None and not has_role and access.is_author(viewer, day):
            return HttpResponseRedirect(reverse("assistant:authoring"))
        if desk is None:
            return no_right(request, has_role=has_role)
        return page(request, desk, *args, **kwargs)

    return seated


def desk_of(viewer: uuid.UUID, code: str, day: date, called: str = "") -> tuple[Desk | None, bool]:
    """Return the desk for a unit (by default the first of his own), None where he may not see its counts; and whether
    he has a role at all. `called` stands for somebody without a name.
    """
    seeing = [role.unit for role in access.roles_of(viewer, day) if access.Right.COUNTS in role.rights]
    held = unions.unit_lines(seeing, day)
    unit = unions.unit_by_code(code, day) if code else next(iter(held), None)
    rights = access.rights_for(viewer, unit.id, day) if unit else frozenset()
    if unit is None or Right.COUNTS not in rights:
        return None, bool(held)
    name = people.names([viewer]).get(viewer)
    polite = name.polite if name else called
    desk = Desk(
        viewer,
        name.full if name else polite,
        polite[:1].upper() + polite[1:],
        unit,
        tuple(held),
        Right.NAMES in rights,
        access.may_act_for(viewer, unit.id, day),
        day,
        rights,
    )
    return desk, True


def no_right(request: HttpRequest, *, has_role: bool) -> HttpResponse:
    """Say that this page is not for this official, and whom he can ask."""
    sentence = (
        _("This unit is not in your charge. The level above it grants the right.")
        if has_role
        else _("No unit has been given to you yet. The level above you grants the right.")
    )
    to = reverse("reports:today") if has_role else "/"
    return message(request, _("This page is not open to you yet"), sentence, status=403, button=_("Back"), to=to)


@dataclass(frozen=True, slots=True)
class Way:
    """One entry of the frame: a page of officials."""

    name: str
    icon: str
    word: str
    address: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class Ways:
    """Entries that belong together; `title` "" for those that are always in sight, the others are folded."""

    title: str
    ways: tuple[Way, ...]
    is_open: bool = True


def rail(desk: Desk, here: str) -> dict[str, Any]:
    """Return what the frame of each officials' page shows."""
    daily = [("today", "home", _("Today")), ("units", "tree", _("Units"))]
    if desk.sees_names:
        daily.append(("members", "people", _("List of people")))
    if Right.HELP in desk.rights:
        daily.append(("help_queue", "message", _("Help")))
    with_people = [
        ("classes", "calendar", _("Classes")),
        ("halls", "people", _("Halls")),
        ("drives", "flag", _("Drives")),
        ("contests", "clock", _("Contests")),
        ("certificates", "check", _("Certificates")),
        ("groups", "people", _("Groups")),
        ("families", "home", _("Families")),
        ("campaigns", "send", _("Awareness")),
        ("hotspots", "flag", _("Free wifi")),
        ("invite", "send", _("Invitations")),
    ]
    on_paper = [
        ("returns", "calendar", _("Reports")),
        ("targets", "flag", _("Targets")),
        ("programmes", "calendar", _("Programme")),
        ("draft", "message", _("Draft a paper")),
        ("partners:home", "source", _("Forms of others")),
    ]
    if desk.may_sign:
        on_paper.append(("exchange:partners", "send", _("Exchange")))
    seldom = [("own_learning", "skills", _("My own learning")), ("structure", "tree", _("Structure"))]
    if desk.may_sign:
        seldom.append(("roster", "tree", _("Import a list")))
    if Right.CHANGE in desk.rights:
        seldom.append(("duplicates", "person", _("Same person?")))
    if Right.ROLES in desk.rights:
        seldom.append(("roles", "settings", _("Roles")))
    groups = [("", daily), (_("Movement"), with_people), (_("Figures and papers"), on_paper), (_("Books"), seldom)]
    return {
        "desk": desk,
        "rail": [_ways(desk, title, entries, here) for title, entries in groups],
        "back": None if here == "today" else desk.link("today"),
    }


def _ways(desk: Desk, title: str, entries: list[tuple[str, str, str]], here: str) -> Ways:
    ways = tuple(Way(name, icon, word, _address(desk, name), name == here) for name, icon, word in entries)
    return Ways(title, ways, not title or any(each.is_here for each in ways))


def _address(desk: Desk, name: str) -> str:
    """Return the address of a page of ours, or of a room above, whose name has a colon."""
    return f"{reverse(name)}?{urlencode({'don-vi': desk.unit.code})}" if ":" in name else desk.link(name)
