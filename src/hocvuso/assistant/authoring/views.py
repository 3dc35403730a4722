"""Pages of whoever writes lessons: questions asked in vain, how well steps are found, wordings added here."""

from __future__ import annotations

import uuid
from contextlib import suppress
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hocvuso.assistant import desk
from hocvuso.assistant.authoring import groups, measures, shown, tasks, wordings
from hocvuso.assistant.authoring.checks import FEWEST_WORDS, MOST_LETTERS
from hocvuso.assistant.authoring.pages import frame, page_of, reminders
from hocvuso.curriculum import queries as curriculum
from hocvuso.groups.help_desk import queries as help_requests
from hocvuso.people import queries as people
from hocvuso.plumbing import clock
from hocvuso.unions.authors import for_authors


@require_safe
@for_authors
def groups_page(request: HttpRequest, viewer: uuid.UUID) -> HttpResponse:
    """List groups of questions, those of most people first."""
    kind = request.GET.get("loc", "")
    kind = kind if kind in groups.KINDS else groups.UNANSWERED
    typed = request.GET.get("q", "")[:MOST_LETTERS]
    everything = groups.listed(kind)
    found = groups.listed(kind, typed) if typed.strip() else everything
    page = {
        **frame(viewer, "assistant:authoring"),
        **page_of(request, found),
        "kind": kind,
        "kinds": [(groups.UNANSWERED, _("Not answered")), (groups.UNCLEAR, _("Not clear"))],
        "typed": typed,
        "total": len(found),
        "too_few": groups.too_few(kind, everything),
        "made_at": groups.made_at(),
        "is_asked": request.GET.get("chay") == "1",
        "done": _done(request),
        "reminders": reminders(),
        "steps": shown.choices(),
        "most": MOST_LETTERS,
    }
    return render(request, "assistant/authoring/groups.html", page)


def _done(request: HttpRequest) -> dict[str, Any] | None:
    """Return what was just added or set aside, for the line with the button that takes it back."""
    try:
        row = wordings.one(uuid.UUID(request.GET.get("moi", "")))
    except ValueError:
        return None
    return shown.wording(row) if row else None


@require_POST
@for_authors
def add(request: HttpRequest, viewer: uuid.UUID) -> HttpResponse:
    """Add a wording to a step, or say why not and which questions would go astray."""
    text, goal = request.POST.get("cau", "")[: MOST_LETTERS * 2], shown.goal_of(request.POST.get("buoc", ""))
    group = _group(request)
    row, verdict = wordings.add(text, goal, people=group.people if group else 0, by=viewer, now=clock.now())
    if row is not None:
        return _back(request, row)
    page = {
        **frame(viewer, "assistant:authoring"),
        "text": text,
        "goal_title": shown.title(goal) if goal else "",
        "chosen": shown.place(goal) if verdict.problem != "unknown" else "",
        "group": group,
        "kind": request.POST.get("loc", ""),
        "problem": shown.problem(verdict, FEWEST_WORDS, MOST_LETTERS),
        "stands": verdict.stands,
        "owner": shown.title(verdict.owner) if verdict.owner else "",
        "moved": [(each, shown.title(each.owner), shown.title(each.found)) for each in verdict.moved],
        "steps": shown.choices(),
        "near": groups.nearest(desk.library(), text),
        "most": MOST_LETTERS,
    }
    return render(request, "assistant/authoring/refused.html", page, status=422)


def _group(request: HttpRequest) -> groups.Shown | None:
    try:
        return groups.one(uuid.UUID(request.POST.get("nhom", "")))
    except ValueError:
        return None


def _back(request: HttpRequest, row: uuid.UUID) -> HttpResponse:
    kind = request.POST.get("loc", "")
    kept = {"loc": kind} if kind in groups.KINDS else {}
    return HttpResponseRedirect(f"{reverse('assistant:authoring')}?{urlencode({**kept, 'moi': row})}")


@require_POST
@for_authors
def set_aside(request: HttpRequest, viewer: uuid.UUID) -> HttpResponse:
    """Mark a group as none of ours."""
    group = _group(request)
    if group is None:
        return HttpResponseRedirect(reverse("assistant:authoring"))
    text = group.wording or group.examples[0]
    return _back(request, wordings.set_aside(text, people=group.people, by=viewer, now=clock.now()))


@require_POST
@for_authors
def take_back(request: HttpRequest, viewer: uuid.UUID) -> HttpResponse:
    """Take back what was added or set aside."""
    with suppress(ValueError):  # not an id: there is nothing to take back
        wordings.take_back(uuid.UUID(request.POST.get("so", "")), by=viewer, now=clock.now())
    return HttpResponseRedirect(reverse("assistant:authoring_added"))


@require_safe
@for_authors
def added_page(request: HttpRequest, viewer: uuid.UUID) -> HttpResponse:
    """List what was added and set aside: what, where, who, when."""
    typed = request.GET.get("q", "")[:MOST_LETTERS]
    page = {**frame(viewer, "assistant:authoring_added"), **page_of(request, wordings.listed(typed)), "typed": typed}
    names = people.names({row.added_by for row in page["rows"] if row.added_by})
    page["rows"] = [(shown.wording(row), names.get(row.added_by)) for row in page["rows"]]
    return render(request, "assistant/authoring/added.html", page)


@require_safe
@for_authors
def drafts_page(request: HttpRequest, viewer: uuid.UUID) -> HttpResponse:
    """List what officials kept of their answers; reviewed by nobody yet."""
    steps = curriculum.current().steps
    kept = [(each, steps.get(each.step), shown.url(each.step)) for each in help_requests.drafts()]
    page = {**frame(viewer, "assistant:authoring_drafts"), "drafts": kept}
    return render(request, "assistant/authoring/drafts.html", page)


@require_safe
@for_authors
def steps_page(request: HttpRequest, viewer: uuid.UUID) -> HttpResponse:
    """Show how well each step is found by wordings that were left out, the worst first."""
    measured, typed = measures.last(), request.GET.get("q", "")[:MOST_LETTERS]
    rows = shown.standings(measured.rows, typed) if measured else []
    page = {
        **frame(viewer, "assistant:authoring_steps"),
        **page_of(request, rows),
        "measured": measured,
        "is_stale": measures.is_stale(measured),
        "typed": typed,
        "is_asked": request.GET.get("chay") == "1",
    }
    return render(request, "assistant/authoring/steps.html", page)


@require_POST
@for_authors
def run(request: HttpRequest, viewer: uuid.UUID) -> HttpResponse:
    """Group questions or measure steps now, in the background."""
    what = "measure" if request.POST.get("viec") == "do" else "group"
    tasks.ask_for(what, viewer)
    to = reverse("assistant:authoring_steps" if what == "measure" else "assistant:authoring")
    return HttpResponseRedirect(f"{to}?chay=1")
