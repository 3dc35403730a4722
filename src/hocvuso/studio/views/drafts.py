"""Drafts of a language model: asked for by an author, each approved or thrown away by an author."""

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

from hocvuso.assistant.authoring import shown
from hocvuso.assistant.authoring.checks import FEWEST_WORDS, MOST_LETTERS
from hocvuso.assistant.authoring.pages import frame, page_of
from hocvuso.curriculum import queries as curriculum
from hocvuso.plumbing import clock, jobs
from hocvuso.studio import tasks
from hocvuso.studio.drafting import as_toml, making
from hocvuso.studio.drafting.checking import KINDS
from hocvuso.studio.models import ModelDraft
from hocvuso.unions.authors import for_authors


@require_safe
@for_authors
def page(request: HttpRequest, viewer: uuid.UUID) -> HttpResponse:
    """List what waits for a decision, or what was approved."""
    state = making.APPROVED if request.GET.get("loc") == making.APPROVED else making.WAITING
    problem = making.last_problem()
    context = {
        **frame(viewer, "studio:drafts"),
        **page_of(request, making.listed(state)),
        "is_on": making.is_on(),
        "state": state,
        "kinds": _kinds().items(),
        "steps": [shown.place(name) for name in curriculum.current().steps],
        "is_asked": request.GET.get("chay") == "1",
        "refused": request.GET.get("ly-do", "")[:300],
        "problem": _problems().get(problem.problem, _("The model gave nothing that may be used.")) if problem else "",
    }
    context["rows"] = [_shown(row) for row in context["rows"]]
    return render(request, "studio/drafts.html", context)


def _kinds() -> dict[str, str]:
    return {"wording": _("Wordings"), "easy": _("Easy variant"), "item": _("Questions")}


def _problems() -> dict[str, str]:
    return {
        "json": _("The model's answer could not be read."),
        "nothing": _("Nothing of the model's answer is supported by the step, short enough and new."),
        "busy": _("The model is busy. Ask again in a minute."),
        "budget": _("The day's share of calls is used up."),
    }


def _shown(row: ModelDraft) -> dict[str, Any]:
    step = curriculum.current().steps.get(row.step)
    toml = as_toml.toml_of(row.kind, row.body, step, row.id.hex[-6:]) if step and row.state == making.APPROVED else ""
    named = {"title": shown.title(row.step), "url": shown.url(row.step), "kind": _kinds()[row.kind]}
    return {**named, "draft": row, "toml": toml}


@require_POST
@for_authors
def ask(request: HttpRequest, viewer: uuid.UUID) -> HttpResponse:
    """Have drafts made in the background."""
    step, kind = shown.goal_of(request.POST.get("buoc", "")), request.POST.get("loai", "")
    told = {}
    if making.is_on() and kind in KINDS and step in curriculum.current().steps:
        jobs.later(tasks.draft, asked_by=viewer, once=f"draft {kind} {step}", step=step, kind=kind, by=str(viewer))
        told = {"chay": "1"}
    return HttpResponseRedirect(f"{reverse('studio:drafts')}?{urlencode(told)}")


@require_POST
@for_authors
def decide(request: HttpRequest, viewer: uuid.UUID) -> HttpResponse:
    """Approve a draft or throw it away."""
    told = {}
    with suppress(ValueError):  # not an id: there is nothing to decide
        draft = uuid.UUID(request.POST.get("so", ""))
        if request.POST.get("viec") == "duyet":
            verdict = making.approve(draft, by=viewer, now=clock.now())
            if verdict.problem:
                told = {"ly-do": shown.problem(verdict, FEWEST_WORDS, MOST_LETTERS)}
        else:
            making.reject(draft, by=viewer, now=clock.now())
    return HttpResponseRedirect(f"{reverse('studio:drafts')}?{urlencode(told)}")
