"""The page "Học với trợ lý": one bubble, its buttons, and the way to a person. Plain forms; no script is needed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from hocvuso.assistant import tutor as tutoring
from hocvuso.core.talking import Reply
from hocvuso.curriculum import queries as curriculum
from hocvuso.learning import picturing
from hocvuso.people import tokens
from hocvuso.plumbing import clock

LONGEST = 300  # as many characters as an exercise takes


@require_http_methods(["GET", "HEAD", "POST"])
def tutor(request: HttpRequest) -> HttpResponse:
    """Show the bubble that waits; a reply is taken in and leads back here, so that a reload repeats nothing."""
    learner: tokens.Token | None = request.learner  # type: ignore[attr-defined]
    if learner is None:
        return HttpResponseRedirect(reverse("learning:home"))
    now = clock.now()
    if request.method == "POST":
        sent = request.POST
        reply = Reply(sent.get("chu", "")[:LONGEST], sent.get("nut", ""), sent.get("luot", ""))
        tutoring.take(learner.person, learner.device, reply, now)
        return HttpResponseRedirect(reverse("assistant:tutor"))
    turn = tutoring.current(learner.person, now)
    step = curriculum.step(turn.step) if any(role == "do" for role, _text in turn.shown.lines) else None
    page = {
        "turn": turn, "shown": turn.shown, "ask_about": turn.step, "longest": LONGEST,
        "picture": picturing.shown(request, step) if step else None,
    }  # fmt: skip
    return render(request, "assistant/tutor.html", page)
