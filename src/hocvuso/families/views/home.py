"""A family's own page, founding and leaving it, and asking for its recognition."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hocvuso.core import family
from hocvuso.curriculum import queries as curriculum
from hocvuso.families import agreeing, founding, joining, queries, recognising, sharing, words
from hocvuso.families.models import SUPPORTER, FamilyMember
from hocvuso.families.states import PROPOSED, RECOGNISED
from hocvuso.families.views.who import for_named, for_supporter, given_name, go_home, stands
from hocvuso.plumbing import clock
from hocvuso.plumbing.views import message

SHEETS = 3  # sheets of ten minutes on the page


@require_safe
@for_named
def home(request: HttpRequest, person: uuid.UUID) -> HttpResponse:
    """Show where somebody stands: no family yet, his own family, or the one he is a relative in."""
    held = founding.current(person)
    back = reverse("people:me")
    if held is None or (held.role == SUPPORTER and not stands(held)):
        return render(request, "families/none.html", {"back": back, "most": family.MOST_RELATIVES})
    if held.role == SUPPORTER:
        return render(request, "families/supporter.html", {**_supporter(held), "back": back})
    return render(request, "families/relative.html", {**_relative(held), "back": back})


def _supporter(held: FamilyMember) -> dict[str, Any]:
    today = clock.today()
    found = queries.of_supporter(held, today)
    live = queries.live(held.household_id)
    skills = curriculum.current().skills
    me = agreeing.agreed([held], today)
    return {
        "family": found,
        "kins": words.kins(),
        "has_room": len(found.relatives) < family.MOST_RELATIVES,
        "waiting": joining.open_invitations(held.household_id, today),
        "sheets": [(each, skills[each].title) for each in _sheets(found)[:SHEETS] if each in skills],
        "proposed": live if live and live.state == PROPOSED else None,
        "recognised": live if live and live.state == RECOGNISED else None,
        "answer": queries.last_answer(held.household_id),
        "is_named": bool(me and me[0].is_named),
        "unit_url": f"{reverse('unions:choose')}?ve={reverse('families:home')}",
    }


def _sheets(found: queries.Family) -> list[str]:
    """Return the skills that a family learns first together: those of the rule, then whatever is easiest."""
    return list(dict.fromkeys([*found.version.rule.skills, "kns.2.1", "kns.4.1"]))


def _relative(held: FamilyMember) -> dict[str, Any]:
    supporter = founding.supporter_of(held.household_id)
    me = agreeing.agreed([held], clock.today())
    return {
        "stands": bool(me),
        "supporter": given_name(supporter),
        "shares": words.shares(given_name(supporter))[held.shares],
        "has_own_phone": held.has_own_phone,
        "is_named": bool(me and me[0].is_named),
        "may_be_named": family.band(held.born_in, clock.today()) == family.ADULT,
    }


@require_http_methods(["GET", "HEAD", "POST"])
@for_named
def found(request: HttpRequest, person: uuid.UUID) -> HttpResponse:
    """Say what is recorded in a family and who sees it; yes founds it."""
    if request.method != "POST":
        return render(request, "families/found.html", {"back": reverse("families:home")})
    if request.POST.get("loi") == "co":
        try:
            founding.found(person, on=clock.today())
        except founding.InAnother:
            return in_another(request, person)
    return go_home()


def in_another(request: HttpRequest, person: uuid.UUID) -> HttpResponse:
    """Tell somebody that he is in a family already, and where he can leave it."""
    held = founding.current(person)
    name = given_name(founding.supporter_of(held.household_id)) if held else ""
    return message(
        request, _("You are in a family already"),
        _("You are in the family of %(name)s. One person is in one family. To come into another, leave this one first.")
        % {"name": name},
        status=409, button=_("Open my family"), to=reverse("families:home"),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@for_named
def leave(request: HttpRequest, person: uuid.UUID) -> HttpResponse:
    """Ask once more, then leave; a supporter closes the family with it."""
    held = founding.current(person)
    if held is None:
        return go_home()
    if request.method == "POST":
        founding.leave(person, on=clock.today())
        return go_home()
    page = {"is_supporter": held.role == SUPPORTER, "back": reverse("families:home")}
    return render(request, "families/leave.html", page)


@require_POST
@for_supporter
def take_out(request: HttpRequest, held: FamilyMember, member: uuid.UUID) -> HttpResponse:
    """Take a relative out of one's family."""
    founding.take_out(held.person, member, on=clock.today())
    return go_home()


@require_http_methods(["GET", "HEAD", "POST"])
@for_supporter
def propose(request: HttpRequest, held: FamilyMember) -> HttpResponse:
    """Say what the union sees, then propose the family; or take the proposal or the recognition back."""
    today = clock.today()
    if request.method == "POST" and request.POST.get("viec") == "rut":
        recognising.give_back(held.person, on=today)
        return go_home()
    shown = queries.of_supporter(held, today)
    if not shown.found.is_met or shown.unit is None or queries.live(held.household_id):
        return go_home()
    if request.method == "POST":
        recognising.propose(held.person, on=today)
        sharing.be_named(held.person, given=bool(request.POST.get("ten")))
        return go_home()
    page = {"family": shown, "back": reverse("families:home")}
    return render(request, "families/propose.html", page)
