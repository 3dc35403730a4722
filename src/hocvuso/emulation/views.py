"""Pages of drives for whoever may take part: the list, pledging, one's own progress, leaving, those commended."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hocvuso.core import emulation
from hocvuso.core.emulation import GROUP, PERSON, Criterion
from hocvuso.emulation import counting, drives, pledging, public, queries, recognising, words
from hocvuso.emulation.drives import Refused
from hocvuso.emulation.models import Drive, DrivePledge
from hocvuso.groups import queries as groups
from hocvuso.people import named
from hocvuso.plumbing import clock
from hocvuso.plumbing.paging import whole
from hocvuso.plumbing.views import message
from hocvuso.unions import queries as unions

for_named = named.for_named(
    lambda: _("A drive counts what you do under your name. Save your results with a card or your number first.")
)


@require_safe
@for_named
def home(request: HttpRequest, person: uuid.UUID) -> HttpResponse:
    """List the drives that somebody may take part in, his own first."""
    day = clock.today()
    found = sorted(queries.open_to(person, day), key=lambda each: each.pledge is None)
    page = {
        "drives": [(each, words.phase(each.drive, day)) for each in found],
        "has_unit": bool(found) or queries.home(person, day) is not None,
        "unit_url": f"{reverse('unions:choose')}?ve={reverse('emulation:home')}",
        "back": reverse("people:me"),
    }
    return render(request, "emulation/home.html", page)


def _found(number: uuid.UUID, person: uuid.UUID) -> Drive:
    row = queries.shown(number)
    if row is None or not queries.is_open_to(row, person, clock.today()):
        raise Http404
    return row


@require_safe
@for_named
def one(request: HttpRequest, person: uuid.UUID, number: uuid.UUID) -> HttpResponse:
    """Show how far somebody is in a drive; whoever takes no part is asked whether he wants to."""
    row = _found(number, person)
    pledge = queries.pledge_of(number, PERSON, person)
    if pledge is None:
        return _asked(request, row, person, {}, {})
    day = clock.today()
    held = [each for each in queries.commendations(number) if each.subject == pledge.subject and each.who == PERSON]
    page = {
        **_about(row, person), "pledge": pledge, "lines": [(each, words.criterion(each.criterion))
                                                   for each in queries.progress(row, pledge, day)],
        "is_over": row.ends_on < day, "has_begun": row.starts_on <= day,
        "is_awarded": any(each.state == "awarded" for each in held),
        "is_proposed": any(each.state == "proposed" for each in held),
        "has_list": public.has_list(number), "certificate": recognising.of_person(number, person),
    }  # fmt: skip
    return render(request, "emulation/mine.html", page)


def _about(row: Drive, person: uuid.UUID) -> dict[str, Any]:
    """Return what both pages of a drive say of it."""
    day = clock.today()
    unit = unions.unit(row.unit_id, day)
    changes = [
        (rules.valid_from, rules.reason, [words.asked(each) for each in drives.read(rules).of(PERSON)])
        for rules in row.rules.all()
        if rules.reason
    ]
    led = groups.led_by(person)
    return {
        "drive": row, "unit": unit.name if unit else "", "phase": words.phase(row, day), "changes": changes,
        "groups": led if counting.asked_of(row, GROUP, day) else (), "back": reverse("emulation:home"),
    }  # fmt: skip


def _asked(
    request: HttpRequest, row: Drive, person: uuid.UUID, typed: Mapping[str, str], wrong: Mapping[str, str]
) -> HttpResponse:
    day = clock.today()
    asked = counting.asked_of(row, PERSON, max(day, row.starts_on))
    pledge = queries.pledge_of(row.pk, PERSON, person)
    page = {
        **_about(row, person), "fields": _fields(asked, pledge, typed), "wrong": wrong, "pledge": pledge,
        "is_named": bool(typed.get("ten")) if typed else bool(pledge and pledge.is_named),
        "has_home": queries.home(person, day) is not None,
        "is_over": row.ends_on < day, "is_asked": bool(asked), "has_list": public.has_list(row.pk),
    }  # fmt: skip
    return render(request, "emulation/asked.html", page, status=422 if wrong else 200)


def _fields(
    asked: tuple[Criterion, ...], pledge: DrivePledge | None, typed: Mapping[str, str]
) -> list[tuple[str, str, str, str]]:
    """Return for each thing asked: name of the field, its words, what stands in it, what the drive asks."""
    own = pledge.goals if pledge else {}
    return [
        (f"g{at}", words.criterion(each), typed.get(f"g{at}", str(own.get(each.key, each.goal))), words.asked(each))
        for at, each in enumerate(asked)
    ]


def _goals(asked: tuple[Criterion, ...], sent: Mapping[str, str]) -> tuple[dict[str, int], dict[str, str]]:
    """Return the goals typed by criterion, and what is wrong by field; an empty field is what the drive asks."""
    goals, wrong = {}, {}
    for at, each in enumerate(asked):
        typed = sent.get(f"g{at}", "").strip() or str(each.goal)
        goals[each.key] = whole(typed, most=emulation.MOST_GOAL + 1)
        if not 1 <= goals[each.key] <= emulation.MOST_GOAL:
            wrong[f"g{at}"] = words.refused("goal")
    return goals, wrong


@require_http_methods(["GET", "HEAD", "POST"])
@for_named
def pledge(request: HttpRequest, person: uuid.UUID, number: uuid.UUID) -> HttpResponse:
    """Keep somebody's pledge, or a change of his goals; the form shows itself once more with what is wrong."""
    row = _found(number, person)
    if request.method != "POST":
        return _asked(request, row, person, {}, {})
    day = clock.today()
    asked = counting.asked_of(row, PERSON, max(day, row.starts_on))
    goals, wrong = _goals(asked, request.POST)
    unit = queries.home(person, day)
    if wrong or unit is None:
        return _asked(request, row, person, request.POST.dict(), wrong or {"g0": _("Say first where you work.")})
    try:
        pledging.pledge(
            number, PERSON, person, unit, goals=goals, is_named=bool(request.POST.get("ten")), on=day
        )  # fmt: skip
    except Refused as refused:
        return _refused(request, refused)
    return HttpResponseRedirect(reverse("emulation:one", args=[number]))


def _refused(request: HttpRequest, refused: Refused) -> HttpResponse:
    return message(
        request, _("Not possible now"), words.refused(refused.args[0]), status=409, button=_("Back"),
        to=reverse("emulation:home"),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@for_named
def leave(request: HttpRequest, person: uuid.UUID, number: uuid.UUID) -> HttpResponse:
    """Ask once more, then take the pledge away with everything counted for it."""
    row = queries.one(number)
    pledge = queries.pledge_of(number, PERSON, person)
    if row is None or pledge is None:
        return HttpResponseRedirect(reverse("emulation:home"))
    if request.method == "POST":
        pledging.withdraw(number, PERSON, pledge.subject)
        if request.POST.get("giay") == "1":
            recognising.give_back(number, person)
        return HttpResponseRedirect(reverse("emulation:home"))
    page = {
        "drive": row, "back": reverse("emulation:one", args=[number]),
        "certificate": recognising.of_person(number, person),
    }  # fmt: skip
    return render(request, "emulation/leave.html", page)


@require_POST
@for_named
def be_named(request: HttpRequest, person: uuid.UUID, number: uuid.UUID) -> HttpResponse:
    """Agree to be named when commended, or take that back."""
    pledge = queries.pledge_of(number, PERSON, person)
    if pledge is not None:
        pledging.be_named(number, pledge.subject, given=request.POST.get("ten") == "1")
    return HttpResponseRedirect(reverse("emulation:one", args=[number]))


@require_http_methods(["GET", "HEAD", "POST"])
@for_named
def for_group(request: HttpRequest, person: uuid.UUID, number: uuid.UUID, group: uuid.UUID) -> HttpResponse:
    """Let whoever leads a digital group pledge for it, see how far it is, and leave."""
    row = _found(number, person)
    led = next((each for each in groups.led_by(person) if each.pk == group), None)
    if led is None:
        raise Http404
    day, here = clock.today(), HttpResponseRedirect(reverse("emulation:group", args=[number, group]))
    asked = counting.asked_of(row, GROUP, max(day, row.starts_on))
    wrong: dict[str, str] = {}
    if request.method == "POST" and request.POST.get("viec") == "rut":
        pledging.withdraw(number, GROUP, group)
        return here
    if request.method == "POST":
        goals, wrong = _goals(asked, request.POST)
        if not wrong:
            try:
                pledging.pledge(number, GROUP, group, led.unit, goals=goals, is_named=True, on=day)
            except Refused as refused:
                return _refused(request, refused)
            return here
    pledge = queries.pledge_of(number, GROUP, group)
    page = {
        "drive": row, "group": led, "pledge": pledge, "wrong": wrong,
        "fields": _fields(asked, pledge, request.POST.dict() if wrong else {}),
        "lines": [(each, words.criterion(each.criterion)) for each in queries.progress(row, pledge, day)]
        if pledge else (), "is_over": row.ends_on < day, "back": reverse("emulation:one", args=[number]),
    }  # fmt: skip
    return render(request, "emulation/group.html", page, status=422 if wrong else 200)


@require_safe
@never_cache
def commended(request: HttpRequest, number: uuid.UUID) -> HttpResponse:
    """Show everybody who was commended and agreed to be named, and the upper half of the units; open to all."""
    row = queries.shown(number)
    found = public.page(row, clock.today()) if row is not None else None
    if row is None or found is None:
        raise Http404
    return render(request, "emulation/commended.html", {"drive": row, "found": found, "back": "/"})
