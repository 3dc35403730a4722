"""The page on which one asks, from every screen, with the current step as context."""

from __future__ import annotations

import contextlib
import uuid
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hocvuso.assistant import actions, asker, queries, refusing, rewordings
from hocvuso.assistant import person_views as help_requests
from hocvuso.assistant.compose import Button
from hocvuso.assistant.limits import limited
from hocvuso.assistant.own import answering
from hocvuso.assistant.own.registry import Asker
from hocvuso.core.content import Curriculum, Step
from hocvuso.core.local_ids import is_local
from hocvuso.curriculum import queries as curriculum
from hocvuso.learning import playing, ways
from hocvuso.people import queries as people
from hocvuso.people import tokens
from hocvuso.plumbing import clock
from hocvuso.plumbing.views import YEAR_SECONDS


def _learner(request: HttpRequest) -> tokens.Token | None:
    token: tokens.Token | None = request.learner  # type: ignore[attr-defined]
    return token


@require_http_methods(["GET", "HEAD", "POST"])
@limited
def ask(request: HttpRequest) -> HttpResponse:
    """Show the question box and, after a question, its answer. A GET with `q` answers too: chips are links."""
    silence = help_requests.silenced(request)
    if silence is not None:
        return silence
    step = curriculum.current().steps.get(request.POST.get("buoc") or request.GET.get("buoc", ""))
    page: dict[str, Any] = {"turn": None, "error": "", "step": step, "typed": "", "context_url": ""}
    page |= {
        "reword_url": "",
        "model": settings.LLM_MODEL,
        "has_ai": rewordings.is_on(),
        "has_service": rewordings.has_service(),
        "wants_ai": rewordings.has_service() and _wants_ai(request),
        "help_url": help_requests.open_url(request),
        "has_thread": False,
    }
    if step is not None:
        page["context_url"] = ways.step_url(step.id)
    typed = request.POST.get("q", "") if request.method == "POST" else request.GET.get("q", "")
    status = 200
    if request.method == "POST" or typed:
        page |= _answered(request, typed, step)
        status = 422 if page["error"] else 200
    if page["turn"] is None:
        learner = _learner(request)
        page["has_thread"] = learner is not None and queries.has_asked(learner.person)
    page["examples"] = [] if page["turn"] else _examples(request, step)
    return render(request, "assistant/ask.html", page, status=status)


def _examples(request: HttpRequest, step: Step | None) -> list[str]:
    """Return questions to begin with: about the step, for an official about his unit, else two and one's own."""
    office = asker.office_of(request)
    own = answering.examples(Asker(clock.now(), office=office))
    if step is not None:
        return queries.examples(step)
    return own if office else [own[0], *queries.examples(None)[: queries.EXAMPLES - 1]]


def _answered(request: HttpRequest, typed: str, step: Step | None) -> dict[str, Any]:
    learner = _learner(request)
    turn = actions.ask(
        typed,
        now=clock.now(),
        person=learner.person if learner else None,
        office=asker.office_of(request),
        device=asker.in_hand(request),
        current_step=step.id if step else request.POST.get("sau", ""),
        language=get_language() or "vi",
        may_leave=learner is not None and _may_leave(request, learner),
    )
    if turn is None:
        return {"error": _("Type your question first. A few words are enough, marks are not needed.")}
    return of_answer(request, turn, learner, step.id if step else "")


def of_answer(request: HttpRequest, turn: actions.Turn, learner: tokens.Token | None, step: str) -> dict[str, Any]:
    """Return what a page shows of an answer; `step` is where it was asked, "" where that is no step."""
    answer, now = turn.answer, curriculum.current()
    cited = [each for each in answer.citations if each.step in now.steps]
    return {
        "turn": turn,
        "answer": answer,
        "citations": [
            {
                "title": each.title,
                "url": ways.step_url(each.step),
                "checked_on": each.checked_on,
                "lesson": now.lessons[each.lesson].title,
                "is_local": is_local(each.step),
            }
            for each in cited
        ]
        + [{"title": each.title, "url": each.page} for each in answer.citations if each.page],
        "practise_url": _practise_url(now, cited[0].step) if cited else "",
        "buttons": [
            {"label": each.label, "url": _button_url(each, turn)}
            for each in answer.buttons
            if each.kind in {"choose", "topic", "open", "ask"}
        ],
        "reword_url": _reword_url(request, turn, learner) if learner else "",
        "step_for_person": cited[0].step if cited else step,
        "leans_on": cited[0].step if cited and answer.kind == "answer" else "",
    }


def _practise_url(now: Curriculum, step: str) -> str:
    """Return where what a step tells can be done: its simulator and from there back, else a question about it."""
    simulator = playing.simulator_of(now.lessons[now.steps[step].lesson])
    if simulator is not None:
        back = urlencode({"ve": reverse("assistant:ask")})
        return f"{reverse('practice:simulator', kwargs={'slug': simulator.id})}?{back}"
    exercise = next((item for item in now.items.values() if item.step == step), None)
    return ways.item_url(exercise.id) if exercise else ""


def _wants_ai(request: HttpRequest) -> bool:
    """Tell whether neither this phone nor who learns on it has the language model off."""
    learner = _learner(request)
    return not _is_off_here(request) and (learner is None or not refusing.is_refused(learner.person))


def _is_off_here(request: HttpRequest) -> bool:
    """Tell whether this phone has it off, or its owner while he learns on it under an id that is not his yet."""
    if request.COOKIES.get(rewordings.OFF_COOKIE) == "0":
        return True
    learner = _learner(request)
    if learner is None or not rewordings.has_service():
        return False
    owner = people.owner_of(learner)
    return owner != learner.person and refusing.is_refused(owner)


def _may_leave(request: HttpRequest, learner: tokens.Token) -> bool:
    return not _is_off_here(request) and rewordings.may_leave(learner.person, clock.today())


def _reword_url(request: HttpRequest, turn: actions.Turn, learner: tokens.Token) -> str:
    """Return where the answer comes in other words, "" where no model may be asked."""
    if (
        _is_off_here(request)
        or turn.answer.kind != "answer"
        or any(each.page for each in turn.answer.citations)  # a model rewords lessons, not the words explained
        or not rewordings.is_on_for(learner.person, clock.today())
    ):
        return ""
    return reverse("assistant:reword", kwargs={"question": turn.id})


def _button_url(button: Button, turn: actions.Turn) -> str:
    """Return where a button leads: a page of one's own, another question, or what was offered, noting the choice."""
    if button.kind == "open":
        return button.target
    if button.kind == "ask":
        return f"{reverse('assistant:ask')}?{urlencode({'q': button.target})}"
    chosen = reverse("assistant:choose", kwargs={"question": turn.id})
    return f"{chosen}?{urlencode({'toi': button.target})}"


@require_safe
def choose(request: HttpRequest, question: uuid.UUID) -> HttpResponse:
    """Lead to what was offered and keep that it was chosen; asked twice it is the same."""
    learner, target = _learner(request), request.GET.get("toi", "")
    actions.chose(question, learner.person if learner else None, target)
    return HttpResponseRedirect(_target_url(target, curriculum.current()))


def _target_url(target: str, now: Curriculum) -> str:
    """Return where a choice leads: a step, a skill, or for a card the question that it answers."""
    if target in now.steps:
        return ways.step_url(target)
    if target in now.skills:
        return reverse("learning:skill", kwargs={"skill": target})
    card = now.cards.get(target)
    return f"{reverse('assistant:ask')}?{urlencode({'q': card.title})}" if card else reverse("learning:map")


@require_POST
def rate(request: HttpRequest, question: uuid.UUID) -> HttpResponse:
    """Keep whether an answer helped; thanks either way."""
    learner = _learner(request)
    yes = request.POST.get("yes") == "1"
    actions.helped(question, learner.person if learner else None, yes=yes)
    return render(request, "assistant/rated.html", {"yes": yes})


@require_safe
def thread(request: HttpRequest) -> HttpResponse:
    """Show what I asked, with what answered it; kept for 30 days unless I delete it."""
    learner = _learner(request)
    rows = queries.thread(learner.person) if learner else []
    page = {"rows": [(each, ways.step_url(each.step) if each.step else "") for each in rows]}
    return render(request, "assistant/thread.html", page)


@require_POST
def forget(request: HttpRequest) -> HttpResponse:
    """Delete one of my questions (`cau`), or all of them."""
    learner, one = _learner(request), request.POST.get("cau")
    if learner is not None:
        with contextlib.suppress(ValueError):  # no question has such an id
            actions.forget(learner.person, uuid.UUID(one) if one is not None else None)
    return HttpResponseRedirect(reverse("assistant:thread"))


@require_safe
def reword(request: HttpRequest, question: uuid.UUID) -> HttpResponseBase:
    """Stream my answer in a model's words, sentence by sentence; 204 tells a browser not to ask again."""
    learner = _learner(request)
    row = None
    if learner is not None and not _is_off_here(request):
        row = rewordings.wanted(question, learner.person, clock.now())
    if row is None or learner is None:
        return HttpResponse(status=204)
    # The language is told now: while the answer streams no request is active.
    told = rewordings.events(row, learner.person, get_language() or "vi")
    response = StreamingHttpResponse(told, content_type="text/event-stream")
    response["Cache-Control"] = "no-store"
    response["X-Accel-Buffering"] = "no"  # a proxy in front must not collect the sentences
    response["Content-Encoding"] = "identity"  # nor may our own compression
    return response


@require_POST
def choose_ai(request: HttpRequest) -> HttpResponse:
    """Switch the language model on or off: for who learns here on all his phones, for who does not on this one.

    A cookie from before he learnt goes: on a phone of two it would speak for the other too.
    """
    learner, is_off = _learner(request), request.POST.get("on") == "0"
    response = HttpResponseRedirect(reverse("assistant:ask"))
    if learner is None and is_off:
        response.set_cookie(
            rewordings.OFF_COOKIE, "0", max_age=YEAR_SECONDS, samesite="Lax", secure=settings.IS_SECURE_SITE
        )
    else:
        response.delete_cookie(rewordings.OFF_COOKIE, samesite="Lax")
    if learner is not None:
        if is_off:
            refusing.refuse(learner.person)
        else:
            refusing.allow(learner.person, people.owner_of(learner))
    return response
