"""A one-minute update: what was so, what is so now, what to do. One tap ends it, and nothing waits for it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from hocvuso.core.updates import id_of
from hocvuso.curriculum import queries as curriculum
from hocvuso.curriculum import render as content
from hocvuso.learning import updating, ways
from hocvuso.learning.views import arrivals
from hocvuso.plumbing import clock
from hocvuso.plumbing.ids import uuid7


@require_http_methods(["GET", "HEAD", "POST"])
def update(request: HttpRequest, skill: str, lesson: str, step: str, since: int) -> HttpResponse:
    """Show what changed in a step; "Đã rõ" notes that it was read and goes on."""
    name = id_of(f"{skill}/{lesson}#{step}", since)
    told = updating.find(name)
    if told is None:
        raise Http404(name)
    way = ways.read(request, curriculum.current())
    if request.method == "POST":
        _result, token, is_new = arrivals.submit(
            request, updating.DONE, name, version=told.step.version, context="lesson", plan=way.plan
        )
        return arrivals.keep(HttpResponseRedirect(way.after), token, is_new=is_new)
    page = {
        "name": name,
        "update": told.update,
        "new": content.fill(told.update.new, curriculum.current().facts, clock.today()),
        "do": content.fill(told.update.do, curriculum.current().facts, clock.today()),
        "step": told.step,
        "step_url": ways.step_url(told.step.id),
        "way": way,
        "version": told.step.version,
        "event_id": uuid7(),
        "ask_about": told.step.id,
        "refused": arrivals.refusal(""),
        "error": "",
    }
    return render(request, "learning/update.html", page)
