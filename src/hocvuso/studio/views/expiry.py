"""What expires, on one page: facts, skills, lessons, cards, the most pressing first."""

from __future__ import annotations

import uuid
from typing import cast
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hocvuso.assistant.authoring.pages import frame, page_of
from hocvuso.assistant.authoring.shown import title
from hocvuso.core import expiry
from hocvuso.curriculum import queries as curriculum
from hocvuso.plumbing import clock
from hocvuso.reports.documents import answers
from hocvuso.studio import expiring
from hocvuso.unions.authors import for_authors


@require_safe
@for_authors
def page(request: HttpRequest, viewer: uuid.UUID) -> HttpResponse:
    """List the records that the address asks for, or send them as a spreadsheet."""
    now, today = curriculum.current(), clock.today()
    every = expiry.records(now, today)
    asked = expiring.Filter.of(request.GET, now)
    found = [one for one in every if asked.takes(one, today)]
    if request.GET.get("tai") == "xlsx":
        name = answers.file_name("het-han", f"{today:%Y-%m-%d}", ending="xlsx")
        sent = answers.answer(expiring.paper(found, today), "xlsx", name, table_first=True)
        return cast(HttpResponse, sent)  # a streamed one has no class in common with it that the doors know
    kept = {name: str(value) for name, value in request.GET.items() if name not in ("trang", "tai")}
    counts = expiry.counted(every, today)
    states = expiring.state_words()
    context = {
        **frame(viewer, "studio:expiry"),
        **page_of(request, found),
        "asked": asked,
        "chips": [
            (states[state], counts[state], _address(request, kept, state, asked.state), state == asked.state)
            for state in (*expiry.STATES, expiring.UNVERIFIED)
        ],
        "overdue": counts[expiry.EXPIRED] + counts[expiry.OVERDUE],
        "total": len(found),
        "kinds": expiring.kind_words().items(),
        "owners": expiring.owners_of(now),
        "skills": [(name, title(name)) for name in now.skills],
        "download": f"{request.path}?{urlencode({**kept, 'tai': 'xlsx'})}",
        "most": expiring.MOST_LETTERS,
    }
    context["rows"] = [expiring.shown(one, today) for one in context["rows"]]
    return render(request, "studio/expiry.html", context)


def _address(request: HttpRequest, kept: dict[str, str], state: str, chosen: str) -> str:
    """Return this page with one state chosen, or let go of where it was, and with all other filters as they are."""
    others = {name: value for name, value in kept.items() if name != "hen"}
    return f"{request.path}?{urlencode(others if state == chosen else {**others, 'hen': state})}"
