"""Facts that changed: which lessons they concern, which steps tell those who learnt the old way, how many were told."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hocvuso.assistant.authoring.pages import frame
from hocvuso.assistant.authoring.shown import title, url
from hocvuso.core.content import Curriculum
from hocvuso.core.factual_changes import FactChange
from hocvuso.curriculum import history
from hocvuso.curriculum import queries as curriculum
from hocvuso.curriculum import render as content
from hocvuso.curriculum import updates as published
from hocvuso.learning import updating
from hocvuso.plumbing import clock
from hocvuso.unions.authors import for_authors


@require_safe
@for_authors
def page(request: HttpRequest, viewer: uuid.UUID) -> HttpResponse:
    """List the publications that changed a fact, and the updates with how many got them."""
    now = curriculum.current()
    counts = updating.counts()
    told = [_told(each, counts.get(name, (0, 0)), now) for name, each in published.of(now).by_id.items()]
    found = history.changes(now)
    context = {
        **frame(viewer, "studio:changes"),
        "publications": [(one, [_shown(change) for change in one.changes]) for one in found],
        "silent": sum(bool(change.silent) for one in found[:1] for change in one.changes),
        "told": told,
    }
    return render(request, "studio/changes.html", context)


def _shown(change: FactChange) -> dict[str, Any]:
    steps = [(title(name), url(name), name in change.silent) for name in change.uses.steps]
    return {"change": change, "steps": steps, "cards": [title(name) for name in change.uses.cards]}


def _told(told: published.Told, count: tuple[int, int], now: Curriculum) -> dict[str, Any]:
    new = content.fill(told.update.new, now.facts, clock.today())
    return {"told": told, "new": new, "url": url(told.step.id), "owed": count[0], "seen": count[1]}
