"""The page "Học với trợ lý": one bubble, its buttons, and the way to a person. Plain forms; no script is needed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from hocvuso.assistant import actions, asker, limits, views
from hocvuso.assistant import tutor as tutoring
from hocvuso.assistant.asides import Channel
from hocvuso.core.reading import MAX_CHARACTERS
from hocvuso.core.talking import ASK, Reply
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
        reply = _reply(request)
        if reply.text and (waits := limits.turned_away(request)) is not None:
            return waits
        channel = Channel(get_language() or "vi", asker.in_hand(request))
        turn = tutoring.take(learner.person, learner.device, reply, now, channel)
        if turn.aside is not None:
            return _beside(request, learner, turn)
        return HttpResponseRedirect(reverse("assistant:tutor"))
    turn = tutoring.current(learner.person, now)
    step = curriculum.step(turn.step) if any(role == "do" for role, _text in turn.shown.lines) else None
    page = {
        "turn": turn, "shown": turn.shown, "ask_about": turn.step, "longest": LONGEST, "most": MAX_CHARACTERS,
        "picture": picturing.shown(request, step) if step else None,
    }  # fmt: skip
    return render(request, "assistant/tutor.html", page)


def _reply(request: HttpRequest) -> Reply:
    """Return what a form sent; words in the box for questions are one, whatever else was tapped."""
    sent = request.POST
    if "hoi" in sent:
        return Reply(sent["hoi"][: actions.MOST_TYPED], ASK, sent.get("luot", ""))
    return Reply(sent.get("chu", "")[:LONGEST], sent.get("nut", ""), sent.get("luot", ""))


def _beside(request: HttpRequest, learner: tokens.Token, turn: tutoring.Turn) -> HttpResponse:
    """Show the answer to a question in between; the lesson waits where it was."""
    page = {"turn": turn, "shown": turn.shown, "ask_about": turn.step, "most": MAX_CHARACTERS, "is_aside": True}
    asked = turn.aside.turn if turn.aside else None
    if asked is not None:
        page |= views.of_answer(request, asked, learner, turn.step)
    page["turn"] = turn
    return render(request, "assistant/aside.html", page)
