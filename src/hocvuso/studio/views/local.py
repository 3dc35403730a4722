"""Lessons of this site: what is published of them, and what is wrong with the files that are not."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hocvuso.assistant.authoring.pages import frame
from hocvuso.assistant.authoring.shown import title
from hocvuso.core.local_ids import is_local
from hocvuso.curriculum import local_content
from hocvuso.curriculum import queries as curriculum
from hocvuso.learning import ways
from hocvuso.unions.authors import for_authors


@require_safe
@for_authors
def page(request: HttpRequest, viewer: uuid.UUID) -> HttpResponse:
    """Show what stands beside the shipped lessons."""
    now, noted = curriculum.current(), local_content.noted()
    lessons = [one for one in now.lessons.values() if is_local(one.id)]
    context = {
        **frame(viewer, "studio:local"),
        "folder": settings.CONTENT_LOCAL.name,  # where on the machine it lies is the operator's business
        "noted": noted,
        "errors": [one for one in noted.problems if one.severity == "error"] if noted else [],
        "advice": [one for one in noted.problems if one.severity != "error"] if noted else [],
        "lessons": [
            (one, title(one.skill), ways.step_url(one.steps[0].id), sum(i.step in {s.id for s in one.steps}
             for i in now.items.values()))
            for one in lessons
        ],
        "cards": [one.title for one in now.cards.values() if is_local(one.id)],
        "facts": sum(is_local(name) for name in now.facts),
    }  # fmt: skip
    return render(request, "studio/local.html", context)
