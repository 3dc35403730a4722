"""Reporting that a step or a question is not right, and reading what was answered."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hocvuso.curriculum import queries as curriculum
from hocvuso.learning import ways
from hocvuso.learning.intake import REPORT, Incoming, Refused
from hocvuso.learning.problems import reporting, words
from hocvuso.learning.views import arrivals
from hocvuso.people import tokens
from hocvuso.plumbing import clock, origin
from hocvuso.plumbing.ids import uuid7
from hocvuso.plumbing.rates import Rate
from hocvuso.plumbing.views import message, on_this_site, too_many

# Assumed: a hall of 300 phones behind one address; from one that is known a day has its own limit.
FROM_AN_ADDRESS = Rate(60, 3600.0)


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """Ask what is not right, and keep it; works without a link to anybody too."""
    given = request.POST if request.method == "POST" else request.GET
    content_id = given.get("noi", "")[:120]
    step = curriculum.current().steps.get(reporting.step_of(content_id))
    if step is None:
        raise Http404(content_id)
    error = ""
    if request.method == "POST":
        if not FROM_AN_ADDRESS.allows(origin.client_address(request)):
            return too_many(request, FROM_AN_ADDRESS.wait())
        token: tokens.Token | None = request.learner  # type: ignore[attr-defined]
        try:
            return _kept(request, token, content_id)
        except Refused as refused:
            error = words.refusal(refused.reason)
    page = {
        "content": content_id,
        "version": given.get("version", "")[:16],
        "title": step.title,
        "reasons": words.REASONS,
        "typed": given.get("loi", "")[: reporting.MOST_LETTERS],
        "event_id": uuid7(),
        "back": on_this_site(given.get("ve", ""), ways.step_url(step.id)),
        "error": error,
        "most": reporting.MOST_LETTERS,
        "can_hear": request.learner is not None,  # type: ignore[attr-defined]
    }
    return render(request, "learning/report.html", page, status=422 if error else 200)


def _kept(request: HttpRequest, token: tokens.Token | None, content_id: str) -> HttpResponse:
    now, sent = clock.now(), request.POST
    incoming = Incoming(
        id=arrivals.as_id(sent.get("id", "")) or uuid7(), kind=REPORT, content_id=content_id,
        device=token.device if token else uuid.UUID(int=0), counter=None, client_at=now,
        version=sent.get("version", "")[:16], response={"form": {name: sent.getlist(name) for name in sent}},
    )  # fmt: skip
    reporting.take(token.person if token else None, incoming, now=now)
    back = on_this_site(sent.get("ve", ""), "/")
    if token is None:
        sentence = _("Authors will look at it. You have not begun here yet, so no answer can reach you.")
        return message(request, _("Thank you, it is noted"), sentence, status=200, button=_("Go on"), to=back)
    return HttpResponseRedirect(reverse("learning:reported", kwargs={"report": incoming.id}) + f"?ve={back}")


@require_safe
def reported(request: HttpRequest, report: uuid.UUID) -> HttpResponse:
    """Show one's own report and what was answered."""
    token: tokens.Token | None = request.learner  # type: ignore[attr-defined]
    mine = reporting.own(token.person, report) if token else None
    if mine is None:
        raise Http404
    step = curriculum.current().steps.get(mine.step)
    page: dict[str, Any] = {
        "mine": mine,
        "title": step.title if step else "",
        "reason": words.reason(mine.reason),
        "heading": words.heading(mine),
        "sentence": words.sentence(mine),
        "step_url": ways.step_url(step.id) if step else "",
        "back": on_this_site(request.GET.get("ve", ""), reverse("learning:today")),
    }
    return render(request, "learning/reported.html", page)
