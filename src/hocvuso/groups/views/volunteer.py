"""A volunteer's own page: who waits, whom he helps, when he is on duty, what he did; and whether something is new."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from hocvuso.curriculum import queries as curriculum
from hocvuso.groups import calling, joining, papers, queries, reporting, volunteering, worklog
from hocvuso.groups.help_desk import queries as desk
from hocvuso.groups.help_desk import words
from hocvuso.groups.views.who import for_named
from hocvuso.people import queries as people
from hocvuso.people import tokens
from hocvuso.plumbing import clock
from hocvuso.plumbing.paging import whole
from hocvuso.unions import queries as unions


@require_safe
@for_named
def home(request: HttpRequest, person: uuid.UUID) -> HttpResponse:
    """Show what waits and what is going on; for who is in no group, how to get into one."""
    return _home(request, person)


def _home(request: HttpRequest, person: uuid.UUID, *, error: str = "") -> HttpResponse:
    now = clock.now()
    held = queries.memberships(person)
    groups = calling.member_groups(person)
    mine = [_helped_line(each.pk, person, now) for each in volunteering.mine(person)]
    page = {
        "held": held,
        "may_help": bool(groups),
        "has_signed": joining.has_signed(person),
        "suspended": reporting.suspended_since(person),
        "offer": queries.offer_of(person),
        "waiting": [(each, _shown(each)) for each in volunteering.waiting(person)],
        "mine": [each for each in mine if each is not None],
        "turns": queries.next_turns(person, now, clock.day_of(now)),
        "on_duty": any(who == person for _group, who in calling.on_duty(groups, now)),
        "given": words.duration(worklog.own_minutes(person)),
        "works": [(each, worklog.KINDS.get(each.kind, each.kind)) for each in worklog.own(person)[:10]],
        "kinds": [(kind, worklog.KINDS[kind]) for kind in worklog.BY_HAND],
        "letters": worklog.letters_to(person),
        "decision": _decision(held),
        "stamp": volunteering.stamp(person),
        "back": reverse("people:me"),
        "error": error,
        "typed": request.POST,
        "today": clock.today(),
    }
    return render(request, "groups/home.html", page, status=422 if error else 200)


def _decision(held: list[Any]) -> str:
    """Return where the decision of the group stands as a file, "" while it is not founded or not joined."""
    own = next((each for each in held if each.joined_at and each.group.founded_on), None)
    return reverse("groups:paper", args=[papers.DECISION, own.group_id]) if own else ""


def _helped_line(request_id: uuid.UUID, person: uuid.UUID, now: datetime) -> tuple[uuid.UUID, str, str] | None:
    """Return (request, the person's name, about what) of one that is being helped with, None when the grant is over."""
    asked = desk.helped_by(person, request_id, clock.day_of(now))
    if asked is None:
        return None
    return asked.id, asked.name or _("Somebody without a name yet"), _title(asked.step)


def as_id(text: str) -> uuid.UUID | None:
    """Return the id in a text, None where there is none."""
    try:
        return uuid.UUID(text) if text else None
    except ValueError:
        return None


def _title(step_id: str) -> str:
    step = curriculum.current().steps.get(step_id)
    return step.title if step else _("Not about a lesson")


def _shown(each: volunteering.Waiting) -> dict[str, Any]:
    return {
        "step": _title(each.step), "device": words.DEVICES.get(each.device, ""),
        "way": words.WAYS_SHORT.get(each.way, ""), "due": words.moment(each.due_at) if each.due_at else "",
    }  # fmt: skip


@never_cache
@require_safe
def fresh(request: HttpRequest) -> JsonResponse:
    """Say whether something is new, in a few bytes; the page's script asks every four seconds while it is looked at.

    `viec` names one request that the volunteer helps with; without it his whole page is asked about.
    """
    learner: tokens.Token | None = request.learner  # type: ignore[attr-defined]
    if learner is None or not learner.name:  # a name in the token: nobody without one is in a group
        return JsonResponse({"stamp": ""}, status=403)
    person = people.canonical(learner.person)
    asked = as_id(request.GET.get("viec", ""))
    if asked is None:
        return JsonResponse({"stamp": volunteering.stamp(person)})
    helped = desk.helped_by(person, asked, clock.today())
    return JsonResponse({"stamp": desk.stamp(asked) if helped else ""})


@require_POST
@for_named
def log(request: HttpRequest, person: uuid.UUID) -> HttpResponse:
    """Enter work that no request tells of: a class, a round through the workshop."""
    group = next((each for each in calling.member_groups(person) if str(each) == request.POST.get("to")), None)
    minutes = whole(request.POST.get("phut", ""), most=worklog.MOST_MINUTES + 1)
    helped = whole(request.POST.get("nguoi", ""), most=worklog.MOST_PEOPLE + 1)
    if group is None:
        raise Http404
    now = clock.now()
    kind, note = request.POST.get("viec", ""), request.POST.get("ghi", "")
    if not worklog.enter(group, person, kind, minutes, helped, note, on=clock.day_of(now), now=now):
        return _home(request, person, error=_("Choose the work and type its minutes, 1 to 720."))
    return HttpResponseRedirect(reverse("groups:home") + "#nhat-ky")


@require_safe
@for_named
def paper(request: HttpRequest, person: uuid.UUID, kind: str, about: uuid.UUID) -> HttpResponseBase:
    """Give a paper of one's own as a Word file: the decision of the group, a letter of thanks."""
    found = papers.written(kind, person, about, clock.today())
    if found is None:
        raise Http404
    return found


@require_safe
@for_named
def letter(request: HttpRequest, person: uuid.UUID, thanks: uuid.UUID) -> HttpResponse:
    """Show a letter of thanks to whom it was written, and to nobody else."""
    found = worklog.letter(thanks)
    if found is None or found.person not in people.ids_of(person):
        raise Http404
    name = people.names([person]).get(person)
    unit = unions.unit(found.unit, found.until)
    page = {
        "letter": found,
        "given": words.duration(found.minutes), "name": name.full if name else "", "unit": unit.name if unit else "",
        "back": reverse("groups:home"), "as_file": reverse("groups:paper", args=[papers.THANKS, found.id]),
    }  # fmt: skip
    return render(request, "groups/letter.html", page)
