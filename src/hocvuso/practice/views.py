"""Pages of practice: the list, and one simulator to play or to read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from hocvuso.core.scenario import weekly
from hocvuso.core.scenario.content import Scenario
from hocvuso.core.scenario.variants import MOST_SEED
from hocvuso.people import tokens
from hocvuso.plumbing import clock, paging
from hocvuso.practice import onward, queries, simulator_page, wording


def _is_easy(request: HttpRequest) -> bool:
    learner: tokens.Token | None = request.learner  # type: ignore[attr-defined]
    return wording.is_easy(learner.person if learner else None)


@require_safe
def simulators(request: HttpRequest) -> HttpResponse:
    """List the simulators, the easiest first; on top the story of this week, the same for everybody."""
    scenarios = queries.current()
    page = {"scenarios": list(scenarios.values()), "week": _this_week(scenarios), "back": "/hom-nay"}
    return render(request, "practice/simulators.html", page)


def _this_week(scenarios: Mapping[str, Scenario]) -> dict[str, Any] | None:
    """Return the story of the week: its simulator, and the seed that deals it."""
    told = weekly.stories(scenarios.values())
    if not told:
        return None
    story = weekly.story_of(weekly.number(clock.today()), told)
    return {"scenario": scenarios[story.scenario], "place": story.place}


@require_safe
def simulator(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one simulator: four ways to play it, and without JavaScript its steps as pictures with text."""
    scenario = queries.scenario(slug)
    if scenario is None:
        raise Http404(slug)
    asked = request.GET
    seed = paging.whole(asked["so"], most=MOST_SEED) if "so" in asked else None
    page = simulator_page.page(
        scenario, seed, gettext, easy=_is_easy(request), way=asked.get("cach", ""), is_only="chi" in asked
    )
    page |= {"further": onward.of(request), "back": reverse("practice:simulators")}
    return render(request, "practice/simulator.html", page)


@require_safe
def at_step(request: HttpRequest, slug: str, step: str) -> HttpResponse:
    """Take note that a player stands before a step; nothing is kept here. Who lets somebody look along is seen above.

    `step` is an id of the scenario, never anything that was typed; "het" after the last one.
    """
    if queries.scenario(slug) is None:
        raise Http404(slug)
    return HttpResponse(status=204)
