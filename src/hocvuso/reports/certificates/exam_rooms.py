"""Rooms with a proctor: planned, the wall with the changing code, who sits there. Never what somebody answered."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from hocvuso.certificates import rooms, rules, sitting
from hocvuso.certificates import words as said
from hocvuso.core import meeting, vntext
from hocvuso.people import queries as people
from hocvuso.people.officials import names_shown
from hocvuso.plumbing import audit, clock, squares
from hocvuso.plumbing.ids import uuid7
from hocvuso.reports import cards
from hocvuso.reports.certificates.overview import as_id, page_of, units_of
from hocvuso.reports.classes import form
from hocvuso.reports.views.desk import Desk, at_desk, no_right, rail
from hocvuso.unions import access

Room = Any  # a row of the room of certificates, whose tables are its own
TRACE = "sitting"


@require_safe
@at_desk
def listing(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the rooms that lie ahead or were lately; numbers only."""
    versions = rules.on(desk.day, desk.unit.id)
    lines = [
        (row, said.when(row), versions[row.rule].title if row.rule in versions else row.rule,
         desk.link("exam_room", row.pk))
        for row in rooms.of_units(units_of(desk))
    ]  # fmt: skip
    return render(request, "reports/certificates/rooms.html", page_of(desk, "certificates", lines=lines))


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def plan(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Ask which rule, where and when; sent, the room is there with its wall."""
    if not desk.may_sign:
        return no_right(request, has_role=True)
    choices = [each for each in rules.on(desk.day, desk.unit.id).values() if each.rule.proctored]
    typed = {"ngay": f"{desk.day:%d/%m/%Y}", "tu": "", "den": "", "noi": "", "quy-tac": "", "nguoi-coi": desk.name}
    wrong: dict[str, str] = {}
    if request.method == "POST":
        typed = {name: vntext.clean(request.POST.get(name, ""))[:160] for name in typed}
        made, wrong = _planned(desk, typed, request.POST)
        if made is not None:
            return HttpResponseRedirect(desk.link("exam_room", made.pk))
    page = page_of(
        desk, "exam_rooms", typed=typed, wrong=wrong, choices=choices, number=request.POST.get("so") or uuid7()
    )
    return render(request, "reports/certificates/room_form.html", page, status=422 if wrong else 200)


def _planned(desk: Desk, typed: Mapping[str, str], posted: Mapping[str, str]) -> tuple[Room | None, dict[str, str]]:
    held, error = form.one_meeting(typed)
    wrong = {} if held else {"ngay": error}
    if not typed["noi"]:
        wrong["noi"] = _("Write where it is: people must find it.")
    if not typed["nguoi-coi"]:
        wrong["nguoi-coi"] = _("Write who watches: the name stands on the door.")
    if wrong or held is None:
        return None, wrong
    proctor = desk.viewer if typed["nguoi-coi"] == desk.name else None
    details = rooms.Details(typed["quy-tac"], typed["noi"], proctor, typed["nguoi-coi"])
    try:
        return rooms.plan(as_id(posted.get("so", "")) or uuid7(), desk.unit.id, details, held, by=desk.viewer), {}
    except rooms.Refused as refused:
        said_of = {"rule": {"quy-tac": _("Choose a rule that asks for a room.")}}
        return None, said_of.get(refused.args[0], {"ngay": _("This time has gone by. Choose a later one.")})


def _room(desk: Desk, number: uuid.UUID) -> Room | None:
    found = rooms.find(number)
    return found if found and units_of(desk).filter(unit_id=found.unit).exists() else None


def _may_watch(desk: Desk, row: Room) -> bool:
    return bool(row.proctor == desk.viewer or access.may_act_for(desk.viewer, row.unit, desk.day))


@require_http_methods(["GET", "HEAD", "POST"])
@names_shown
@at_desk
def one(request: HttpRequest, desk: Desk, number: uuid.UUID) -> HttpResponse:
    """Show a room and who sits in it: working, done; a room in which nobody began can be called off."""
    row = _room(desk, number)
    if row is None or not desk.sees_names:
        return no_right(request, has_role=True)
    may_watch = _may_watch(desk, row)
    if request.method == "POST":
        if not may_watch:
            return no_right(request, has_role=True)
        rooms.call_off(row.pk, by=desk.viewer)
        return HttpResponseRedirect(desk.link("exam_rooms"))
    now, sat = clock.now(), rooms.sat_in(row)
    visible = access.shown_among(desk.viewer, [each.person for each in sat], desk.day)
    names = people.names(visible)
    audit.record_reading(desk.viewer, names, TRACE, desk.as_what)
    version = rooms.version_of(row)
    page = page_of(
        desk, "exam_rooms", row=row, when=said.when(row), version=version, may_watch=may_watch,
        lines=[
            (names[each.person].full if each.person in names else _("somebody of another unit"),
             sitting.state_of(each, now), len(each.given), len(each.asked))
            for each in sat
        ],
        wall=desk.link("exam_wall", row.pk), give=desk.link("certificates_give", row.rule),
    )  # fmt: skip
    return render(request, "reports/certificates/room.html", page)


@never_cache
@require_safe
@at_desk
def wall(request: HttpRequest, desk: Desk, number: uuid.UUID) -> HttpResponse:
    """Show the wall of a room; no name stands on it."""
    row = _room(desk, number)
    if row is None or not _may_watch(desk, row):
        return no_right(request, has_role=True)
    version = rooms.version_of(row)
    page = {
        **rail(desk, "certificates"), "back": desk.link("exam_room", row.pk), "row": row, "when": said.when(row),
        "title": version.title if version else "", **_now(row), "fresh": desk.link("exam_wall_now", row.pk),
        "short": f"{cards.site()}{reverse('certificates:door', args=[row.code])}",
    }  # fmt: skip
    return render(request, "reports/certificates/wall.html", page)


@never_cache
@require_safe
@at_desk
def wall_now(request: HttpRequest, desk: Desk, number: uuid.UUID) -> Any:
    """Give the script of the wall what stands on it now."""
    row = _room(desk, number)
    if row is None or not _may_watch(desk, row):
        return no_right(request, has_role=True)
    return JsonResponse(_now(row))


def _now(row: Room) -> dict[str, Any]:
    at = clock.now()
    digits, counts = rooms.digits(row, at), sitting.figures(row)
    address = f"{settings.SITE_URL}{reverse('certificates:door', args=[row.code])}?m={digits}"
    return {
        "digits": digits, "square": str(squares.square(address)) if digits else "", "came": counts["begun"],
        "done": counts["done"], "left": meeting.SLOT - int(at.timestamp()) % meeting.SLOT,
    }  # fmt: skip
