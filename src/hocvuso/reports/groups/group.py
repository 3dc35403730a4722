"""One group: decision, members, duty, what it does, thanks. The official signs for its unit or for one above it."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hocvuso.groups import founding, joining, queries, worklog
from hocvuso.groups.founding import Paper, Refused
from hocvuso.groups.help_desk import words
from hocvuso.people import queries as people
from hocvuso.people.officials import names_shown
from hocvuso.plumbing import audit, clock, squares
from hocvuso.plumbing.views import act_of
from hocvuso.reports import members
from hocvuso.reports.groups.founding import FOUND, problem
from hocvuso.reports.persons.words import typed_day
from hocvuso.reports.views.desk import Desk, at_desk, rail
from hocvuso.unions import access
from hocvuso.unions.roles import Right

Group = Any


def group_at(desk: Desk, group_id: uuid.UUID, right: Right = Right.CONFIRM) -> Group:
    """Return a group for whose unit the official has a right; whoever has not finds nothing here."""
    group = queries.group(group_id)
    if group is None or not access.may(desk.viewer, right, group.unit, desk.day):
        raise Http404
    return group


def link(desk: Desk, group_id: uuid.UUID, name: str = "group", *more: object) -> str:
    """Return the address of a page of one group, seen from this desk."""
    return desk.link(name, group_id, *more)


@require_http_methods(["GET", "HEAD", "POST"])
@names_shown
@at_desk
def one(request: HttpRequest, desk: Desk, group_id: uuid.UUID) -> HttpResponse:
    """Show a group, and do what its buttons say."""
    group, error = group_at(desk, group_id), ""
    if request.method == "POST":
        act = act_of(request, _ACTS)
        error = act(request, desk, group_id)
        if not error:
            gone = queries.group(group_id) is None
            return HttpResponseRedirect(desk.link("groups") if gone else link(desk, group_id))
        group = group_at(desk, group_id)
    seen = queries.members(desk.viewer, group_id, desk.day)
    audit.record_reading(desk.viewer, [each.person for each in seen if each.name], "group", desk.as_what)
    since = date(desk.day.year, 1, 1)
    hours = {each.person: each for each in worklog.hours(group_id, since, desk.day)}
    roster = queries.roster(desk.viewer, group_id, desk.day)
    found = _found(request, desk, {each.person for each in seen})
    roles = words.roles()
    page = {
        **rail(desk, "groups"),
        "back": desk.link("groups"),
        "group": group,
        "members": [
            (each, roles[each.role], joining.SHIFT_WORDS.get(each.shift, ""), hours.get(each.person)) for each in seen
        ],
        "thanked": worklog.thanked(group_id),
        "agreed": sum(each.has_joined for each in seen),
        "roles": roles,
        "duration": words.duration,
        "roster": roster,
        "open_turns": sum(each.person is None for each in roster),
        "days": ", ".join(words.weekday(each) for each in group.duty_days),
        "kinds": [(worklog.KINDS[kind], done) for kind, done in worklog.by_kind(group_id, since, desk.day).items()],
        "year": desk.day.year,
        "found": found, "typed": request.POST, "searched": request.GET.get("tim", ""),
        "here": link(desk, group_id),
        "paper": lambda name, *more: link(desk, group_id, name, *more),
        "error": error,
    }  # fmt: skip
    return render(request, "reports/groups/group.html", page, status=422 if error else 200)


def _found(request: HttpRequest, desk: Desk, known: set[uuid.UUID]) -> list[people.Listed]:
    typed = request.GET.get("tim", "").strip()[:80]
    if not typed:
        return []
    visible = members.visible_ids(desk.viewer, desk.unit.id, desk.day)
    ids = set(people.matching(visible, typed)[:FOUND]) - known
    audit.record_reading(desk.viewer, sorted(ids), "group", desk.as_what)
    return people.listed(ids)


def _person(request: HttpRequest, desk: Desk) -> uuid.UUID:
    try:
        person = uuid.UUID(request.POST.get("nguoi", ""))
    except ValueError:
        raise Http404 from None
    if not access.among(desk.viewer, Right.NAMES, [person], desk.day):
        raise Http404
    return person


def _decision(request: HttpRequest, desk: Desk, group_id: uuid.UUID) -> str:
    day, error = typed_day(request.POST.get("ngay", ""))
    if error or day is None:
        return error
    paper = Paper(request.POST.get("so", ""), request.POST.get("ky", ""), day)
    try:
        founding.enter_decision(group_id, paper, by=desk.viewer, now=clock.now())
    except Refused as refused:
        return problem(refused.args[0])
    return ""


def _propose(request: HttpRequest, desk: Desk, group_id: uuid.UUID) -> str:
    try:
        founding.propose(group_id, _person(request, desk), request.POST.get("vai", ""), by=desk.viewer, now=clock.now())
    except Refused as refused:
        return problem(refused.args[0])
    return ""


def _take_out(request: HttpRequest, desk: Desk, group_id: uuid.UUID) -> str:
    founding.take_out(group_id, _person(request, desk), by=desk.viewer, now=clock.now())
    return ""


def _duty(request: HttpRequest, desk: Desk, group_id: uuid.UUID) -> str:
    founding.make_duty(group_id, by=desk.viewer, now=clock.now())
    return ""


def _thank(request: HttpRequest, desk: Desk, group_id: uuid.UUID) -> str:
    made = worklog.thank(group_id, _person(request, desk), by=desk.viewer, now=clock.now())
    return "" if made else _("There is nothing in the log yet to thank for.")


def _close(request: HttpRequest, desk: Desk, group_id: uuid.UUID) -> str:
    founding.close(group_id, by=desk.viewer, now=clock.now())
    return ""


_ACTS: dict[str, Callable[[HttpRequest, Desk, uuid.UUID], str]] = {
    "quyet-dinh": _decision, "them": _propose, "bot": _take_out, "truc": _duty, "cam-on": _thank, "dong": _close,
}  # fmt: skip


@require_safe
@at_desk
def poster(request: HttpRequest, desk: Desk, group_id: uuid.UUID) -> HttpResponse:
    """Show the poster of a group to print: its name, area, duty, and the square code that leads to it."""
    group = group_at(desk, group_id, Right.COUNTS)
    address = f"{settings.SITE_URL}{reverse('groups:poster', args=[group.code])}"
    page = {
        **rail(desk, "groups"), "back": link(desk, group_id) if desk.sees_names else desk.link("groups"),
        "group": group, "address": address, "square": squares.square(address),
        "days": ", ".join(words.weekday(each) for each in group.duty_days),
    }  # fmt: skip
    return render(request, "reports/groups/poster.html", page)
