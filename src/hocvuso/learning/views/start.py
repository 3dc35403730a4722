"""The first minutes: poster, first task at once, its consequence, the goal."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hocvuso.core.placement import Finding
from hocvuso.core.scenario.content import Scenario
from hocvuso.curriculum import queries as curriculum
from hocvuso.learning import actions, diagnosis, goals, playing, posters, queries, skillmap
from hocvuso.learning.views import arrivals
from hocvuso.learning.ways import Way
from hocvuso.people import came_by, tokens
from hocvuso.plumbing import clock
from hocvuso.plumbing.ids import uuid7
from hocvuso.practice import queries as practice

SIMULATOR_KB = 40  # measured: page, player and scenario, cold, 37 (foundations.md 3 allows 90)
SHOWN = 5  # skills of a group; the others are one tap away


@require_safe
def landing(request: HttpRequest) -> HttpResponse:
    """Open today's page for a learner, the poster for everybody else."""
    if request.learner:  # type: ignore[attr-defined]
        return HttpResponseRedirect(reverse("learning:today"))
    return poster(request, posters.DEFAULT)


@require_safe
def poster(request: HttpRequest, code: str) -> HttpResponse:
    """Show a poster's topic and one button: no sign-up. Every simulator has its poster, by its own name."""
    simulator = practice.current().get(code)
    if simulator is not None and code not in posters.POSTERS:
        return _simulator_poster(request, simulator)
    found = _poster(code)
    start = reverse("learning:first_task", kwargs={"code": found.code})
    size = _("2 minutes · 40 KB")
    page = {"title": found.title(), "sentence": found.sentence(), "is_content": False, "start": start, "size": size}
    return render(request, "learning/poster.html", {"poster": page})


def _simulator_poster(request: HttpRequest, simulator: Scenario) -> HttpResponse:
    """Show the poster of a simulator; a run makes an anonymous learner, as the first task of any poster does."""
    start = reverse("practice:simulator", kwargs={"slug": simulator.id})
    page = {
        "title": simulator.title, "sentence": simulator.summary, "is_content": True,
        "start": f"{start}?{urlencode({'ve': reverse('people:save')})}",
        "size": _("%(n)s minutes · %(kb)s KB") % {"n": simulator.minutes, "kb": SIMULATOR_KB},
    }  # fmt: skip
    response = render(request, "learning/poster.html", {"poster": page})
    if request.learner is None and not came_by.read(request):  # type: ignore[attr-defined]
        came_by.note(response, simulator.id)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def first_task(request: HttpRequest, code: str) -> HttpResponse:
    """Show one message and two buttons; the answer makes an anonymous learner."""
    found = _poster(code)
    item = posters.first_item(curriculum.current(), found)
    if item is None:
        return HttpResponseRedirect(reverse("learning:today"))
    error = ""
    if request.method == "POST":
        result, token, is_new = arrivals.submit(
            request, "first_task", item.id, version=item.version, context="", source=found.code
        )
        if result.status != "refused":
            address = reverse("learning:consequence", kwargs={"code": code, "event": result.id})
            return arrivals.keep(HttpResponseRedirect(address), token, is_new=is_new)
        error = arrivals.refusal(result.reason)
    page = {
        "item": item, "code": code, "event_id": uuid7(), "question": _("What about this message?"), "error": error,
        "nothing_chosen": _("Nothing chosen yet. Tap one."), "refused": arrivals.refusal(""),
        "way": Way(after=reverse("people:save")),
    }  # fmt: skip
    return render(request, "learning/first_task.html", page, status=422 if error else 200)


@require_safe
def consequence(request: HttpRequest, code: str, event: str) -> HttpResponse:
    """Show the clues of the message and what a thief would have got."""
    found = _poster(code)
    learner: tokens.Token | None = request.learner  # type: ignore[attr-defined]
    answer = queries.answer(learner.person, event) if learner else None
    item = curriculum.item(answer.content_id, answer.version) if answer else None
    if answer is None or item is None:
        return HttpResponseRedirect(reverse("learning:first_task", kwargs={"code": found.code}))
    numbers: list[Any] = []
    for segment in item.segments:
        numbers.append(1 + sum(1 for one in numbers if one) if segment.sign else 0)
    page = {
        "item": item, "right": answer.score == 1.0, "numbers": numbers,
        "heading": _heading(answer), "sentence": _sentence(answer, item.explain), "next": reverse("people:save"),
    }  # fmt: skip
    return render(request, "learning/consequence.html", page)


def _heading(answer: queries.Answer) -> str:
    if answer.score == 1.0:
        return _("You saw it")
    return _("That's fine") if answer.dont_know else _("Not safe yet")


def _sentence(answer: queries.Answer, explain: str) -> str:
    if answer.score == 1.0:
        return _("You looked at the message before doing anything. This is what gives it away:")
    if answer.dont_know:
        return _("Nobody knows this at first sight. Look at these parts of the message:")
    return _("In real life somebody could now have your card and your code. This is practice, nothing is lost.")


@require_http_methods(["GET", "HEAD", "POST"])
def goal(request: HttpRequest) -> HttpResponse:
    """Ask what the learner wants first; it orders what comes, and can be skipped."""
    learner: tokens.Token | None = request.learner  # type: ignore[attr-defined]
    if learner is None:
        return HttpResponseRedirect(reverse("learning:home"))
    if request.method == "POST":
        chosen = request.POST.get("goal", "")
        if chosen in goals.GOALS or not chosen:
            actions.choose(learner.person, now=clock.now(), goal=chosen)
            return HttpResponseRedirect(reverse("people:consent"))
    listed = [{"id": one.id, "title": one.title(), "icon": one.icon} for one in goals.GOALS.values()]
    return render(request, "learning/goal.html", {"goals": listed, "chosen": queries.choices(learner.person).goal})


@require_safe
def found(request: HttpRequest) -> HttpResponse:
    """Show what is known of each skill after the entry test, and of which too little is known to say."""
    learner: tokens.Token | None = request.learner  # type: ignore[attr-defined]
    if learner is None:
        return HttpResponseRedirect(reverse("learning:home"))
    now, outcome = curriculum.current(), diagnosis.outcome(learner.person, now=clock.now())
    groups: dict[str, list[dict[str, str]]] = {"known": [], "unknown": [], "open": [], "little": []}
    for each in outcome.findings:
        skill = now.skills[each.standing.skill]
        row = {"title": skillmap.title_of(skill), "url": reverse("learning:skill", kwargs={"skill": skill.id})}
        simulator = playing.of_skill(skill.id)
        if simulator is not None:  # a run says as much as a question, and shows it by doing
            alone = urlencode({"cach": "alone", "ve": reverse("learning:found")})
            row["try"] = f"{reverse('practice:simulator', kwargs={'slug': simulator.id})}?{alone}"
        groups[_group(each)].append(row)
    words = {
        "known": _("You seem to know this"),
        "unknown": _("Not learnt yet"),
        "open": _("Not clear: one way or the other"),
        "little": _("Too little data to say"),
    }
    page = {
        "groups": [
            {"words": words[name], "rows": rows, "shown": 0 if name == "little" else SHOWN,
             "tries": name in ("open", "little")}
            for name, rows in groups.items()
            if rows
        ],
        "little": len(groups["little"]), "all": len(outcome.findings), "asked": outcome.asked,
        "may_go_on": outcome.is_full_open,
    }  # fmt: skip
    return render(request, "learning/found.html", page)


def _group(finding: Finding) -> str:
    if not finding.enough:
        return "little"
    return {True: "known", False: "unknown", None: "open"}[finding.said]


def _poster(code: str) -> posters.Poster:
    if code not in posters.POSTERS:
        raise Http404(code)
    return posters.POSTERS[code]
