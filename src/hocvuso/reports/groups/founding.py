"""Founding a group in one sitting: who, where, when; everything is filled in as far as the site knows it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hocvuso.groups import founding, joining, queries
from hocvuso.groups.founding import Refused, Wanted
from hocvuso.groups.help_desk import words
from hocvuso.learning import queries as learning
from hocvuso.people import queries as people
from hocvuso.people.officials import names_shown
from hocvuso.plumbing import audit, clock
from hocvuso.plumbing.paging import whole
from hocvuso.reports import members
from hocvuso.reports.views.desk import Desk, at_desk, no_right, rail
from hocvuso.reports.views.today import target_of
from hocvuso.unions import access
from hocvuso.unions import queries as unions
from hocvuso.unions.roles import Right

FIRST = 5  # members proposed without a tap, decided: four to five are usual (design, vietnam.md 2.5)
FOUND = 8  # names shown for a search
COUNTED = "count"
ROLE_FIELD = "vai-"  # vai-<person>=head|deputy|member


def problem(why: str) -> str:
    """Return what stands against founding in one sentence."""
    said = {
        "name": _("Give the group a name."),
        "taken": _("The unit has a group of this name already."),
        "few": _("A group has two members or more, so that nobody has to go alone."),
        "many": _("At most %(most)s members.") % {"most": founding.MOST},
        "head": _("Choose one head of the group."),
        "turn": _("Somebody here is no longer in the group. Look at the roster again, then choose."),
        "days": _("Choose one day of duty or more."),
        "hours": _("Duty begins before it ends and takes four hours at most."),
        "decision": _("Type the number and the signer of the decision."),
        "day": _("The day of the decision lies between 01/01/2020 and today."),
    }
    return said[why]


@require_http_methods(["GET", "HEAD", "POST"])
@names_shown
@at_desk
def found(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the form with what is known filled in; sent, the group with its roster is there and members are asked."""
    if not (desk.may(Right.CONFIRM) and desk.sees_names):
        return no_right(request, has_role=True)
    error = ""
    if request.method == "POST" and request.POST.get("viec") != "tim":
        try:
            group = founding.prepare(desk.unit.id, wanted(request, desk), by=desk.viewer, now=clock.now())
            return HttpResponseRedirect(desk.link("group", group.pk))
        except Refused as refused:
            error = problem(refused.args[0])
    return render(request, "reports/groups/found.html", _page(request, desk, error), status=422 if error else 200)


def _chosen(request: HttpRequest, desk: Desk) -> dict[uuid.UUID, str]:
    """Return who was chosen with which role, of those whom the official may see."""
    typed: dict[uuid.UUID, str] = {}
    for name, role in request.POST.items():
        if name.startswith(ROLE_FIELD) and role in founding.ROLES:
            try:
                typed[uuid.UUID(name.removeprefix(ROLE_FIELD))] = role
            except ValueError:
                continue
    seen = access.among(desk.viewer, Right.NAMES, typed, desk.day)
    return {person: role for person, role in typed.items() if person in seen}


def wanted(request: HttpRequest, desk: Desk) -> Wanted:
    """Return what the form of a group says; of members only those whom the official may see."""
    days = [int(each) for each in request.POST.getlist("ngay") if each in {"0", "1", "2", "3", "4", "5", "6"}]
    return Wanted(
        request.POST.get("ten", "").strip(), request.POST.get("dia-ban", "").strip()[: founding.LONGEST_AREA],
        _chosen(request, desk), days, whole(request.POST.get("tu", ""), most=24),
        whole(request.POST.get("den", ""), most=24),
    )  # fmt: skip


def _page(request: HttpRequest, desk: Desk, error: str) -> dict[str, Any]:
    suggested = queries.suggested(desk.viewer, desk.unit.id, desk.day)
    audit.record_reading(desk.viewer, [each.person for each in suggested], "group_suggested", desk.as_what)
    able = learning.reached_ids(target_of(desk).skills, [each.person for each in suggested])
    suggested.sort(key=lambda each: each.person not in able)
    chosen = _chosen(request, desk) if request.method == "POST" else _proposed([each.person for each in suggested])
    others = _others(request, desk, chosen, {each.person for each in suggested})
    typed: Mapping[str, Any] = request.POST
    return {
        **rail(desk, "groups"),
        "back": desk.link("groups"),
        "suggested": [(each, each.person in able, joining.SHIFT_WORDS.get(each.shift, "")) for each in suggested],
        "others": others,
        "chosen": chosen,
        "roles": words.roles(),
        "could_be_asked": _could_be_asked(desk),
        "invitation": f"{settings.SITE_URL}{reverse('groups:offer')}",
        "name": typed.get("ten") or _("Community Digital Technology Group, %(unit)s") % {"unit": desk.unit.name},
        "area": typed.get("dia-ban", ""),
        "days": [(number, words.weekday(number)) for number in range(7)],
        "on_days": request.POST.getlist("ngay") or ["1", "3"],
        "from_hour": typed.get("tu", "17"), "until_hour": typed.get("den", "19"),
        "typed": typed.get("tim", ""),
        "error": error,
        "longest_name": founding.LONGEST_NAME, "longest_area": founding.LONGEST_AREA,
    }  # fmt: skip


def _proposed(persons: list[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Return a first choice: the most able one leads, the next ones are members."""
    head, deputy, member = founding.ROLES
    return {person: (head, deputy)[at] if at < 2 else member for at, person in enumerate(persons[:FIRST])}


def _others(
    request: HttpRequest, desk: Desk, chosen: Mapping[uuid.UUID, str], known: set[uuid.UUID]
) -> list[people.Listed]:  # fmt: skip
    """Return who was chosen or found beside those who offered: by name, of those whom the official may see."""
    ids = {each for each in chosen if each not in known}
    typed = request.POST.get("tim", "").strip()[:80]
    if typed:
        visible = members.visible_ids(desk.viewer, desk.unit.id, desk.day)
        ids |= set(people.matching(visible, typed)[:FOUND]) - known
    audit.record_reading(desk.viewer, sorted(ids), "group", desk.as_what)
    return people.listed(ids)


def _could_be_asked(desk: Desk) -> int:
    """Return how many know the essential skills and have not offered help; 0 for a group too small to be told."""
    everybody = unions.people_ids(unions.subtree_ids(desk.unit.id, desk.day), desk.day)
    agreed = people.agreed_ids(COUNTED, among=everybody)
    reached = learning.reached(target_of(desk).skills, agreed)
    count = reached - len(learning.reached_ids(target_of(desk).skills, list(queries.offered_among(agreed))))
    return 0 if count <= 0 or access.is_hidden(count) else count
