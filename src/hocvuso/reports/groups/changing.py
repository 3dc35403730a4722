"""Changing a group: its name, area, duty and roles in one form, and the roster turn by turn, a week at a time."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from hocvuso.core.duty import OnCall, Turn, can_take
from hocvuso.groups import changing, founding, queries
from hocvuso.groups.founding import Refused
from hocvuso.groups.help_desk import words
from hocvuso.people.officials import names_shown
from hocvuso.plumbing import audit, clock
from hocvuso.plumbing.paging import whole
from hocvuso.reports.groups.founding import problem, wanted
from hocvuso.reports.groups.group import group_at, link
from hocvuso.reports.views.desk import Desk, at_desk, rail

WEEKS = 4
TURN_FIELD = "luot-"  # luot-<turn>=<person>, "" leaves it open


@require_http_methods(["GET", "HEAD", "POST"])
@names_shown
@at_desk
def change(request: HttpRequest, desk: Desk, group_id: uuid.UUID) -> HttpResponse:
    """Show what can be changed with what holds now; sent, it holds from now on."""
    group, error = group_at(desk, group_id), ""
    if request.method == "POST":
        try:
            changing.change(group_id, wanted(request, desk), by=desk.viewer, now=clock.now())
            return HttpResponseRedirect(link(desk, group_id))
        except Refused as refused:
            error = problem(refused.args[0])
    members = [each for each in queries.members(desk.viewer, group_id, desk.day) if each.name]
    audit.record_reading(desk.viewer, [each.person for each in members], "group", desk.as_what)
    typed = request.POST
    page = {
        **rail(desk, "groups"),
        "back": link(desk, group_id), "here": link(desk, group_id, "group_change"), "group": group,
        "members": members, "roles": words.roles(), "error": error,
        "chosen": {each.person: typed.get(f"vai-{each.person}", each.role) for each in members},
        "name": typed.get("ten", group.name), "area": typed.get("dia-ban", group.area),
        "days": [(number, words.weekday(number)) for number in range(7)],
        "on_days": typed.getlist("ngay") if typed else [str(each) for each in group.duty_days],
        "from_hour": typed.get("tu", group.duty_from), "until_hour": typed.get("den", group.duty_until),
        "longest_name": founding.LONGEST_NAME, "longest_area": founding.LONGEST_AREA,
    }  # fmt: skip
    return render(request, "reports/groups/change.html", page, status=422 if error else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@names_shown
@at_desk
def turns(request: HttpRequest, desk: Desk, group_id: uuid.UUID) -> HttpResponse:
    """Show the turns of one week, each with who has it; sent, the turns are given as chosen."""
    group, error = group_at(desk, group_id), ""
    week = whole(request.GET.get("tuan", ""), most=WEEKS - 1)
    here = f"{link(desk, group_id, 'group_turns')}&tuan={week}"
    if request.method == "POST":
        try:
            changing.give_turns(group_id, _given(request), by=desk.viewer, now=clock.now())
            return HttpResponseRedirect(here)
        except Refused as refused:
            error = problem(refused.args[0])
    first = desk.day + timedelta(days=7 * week)
    members = [each for each in queries.members(desk.viewer, group_id, desk.day) if each.name]
    audit.record_reading(desk.viewer, [each.person for each in members], "group", desk.as_what)
    roster = queries.roster(desk.viewer, group_id, first, until=first + timedelta(days=7))
    page = {
        **rail(desk, "groups"),
        "back": link(desk, group_id), "here": here, "group": group, "error": error,
        "turns": [(each, words.weekday(each.on.weekday()), _able(each, members)) for each in roster],
        "weeks": [
            (number, desk.day + timedelta(days=7 * number),
             f"{link(desk, group_id, 'group_turns')}&tuan={number}") for number in range(WEEKS)
        ],
        "week": week,
    }  # fmt: skip
    return render(request, "reports/groups/turns.html", page, status=422 if error else 200)


def _able(turn: queries.OnDuty, members: list[queries.Member]) -> list[tuple[uuid.UUID, str, bool]]:
    """Return (person, name, whether his shift allows it) of those who may be given a turn."""
    wanted_turn = Turn(turn.on, turn.from_hour, turn.until_hour)
    return [
        (each.person, each.name, can_take(OnCall(str(each.person), each.shift), wanted_turn))
        for each in members
        if not each.is_suspended
    ]


def _given(request: HttpRequest) -> dict[uuid.UUID, uuid.UUID | None]:
    found: dict[uuid.UUID, uuid.UUID | None] = {}
    for name, person in request.POST.items():
        if name.startswith(TURN_FIELD):
            found[_id(name.removeprefix(TURN_FIELD))] = _id(person) if person else None
    return found


def _id(typed: Any) -> uuid.UUID:
    try:
        return uuid.UUID(str(typed))
    except ValueError:
        raise Http404 from None
