"""Pages of practice: the list, and one simulator to play or to read."""

from __future__ import annotations

import json
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hocvuso.core.scenario.variants import MOST_SEED, deal
from hocvuso.people import tokens
from hocvuso.plumbing import paging
from hocvuso.practice import onward, queries, showing, wording
from hocvuso.practice.bundle import bundle_bytes


def _is_easy(request: HttpRequest) -> bool:
    learner: tokens.Token | None = request.learner  # type: ignore[attr-defined]
    return wording.is_easy(learner.person if learner else None)


@require_safe
def simulators(request: HttpRequest) -> HttpResponse:
    """List the simulators, the easiest first."""
    return render(
        request, "practice/simulators.html", {"scenarios": list(queries.current().values()), "back": "/hom-nay"}
    )


@require_safe
def simulator(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one simulator: four ways to play it, and without JavaScript its steps as pictures with text."""
    scenario = queries.scenario(slug)
    if scenario is None:
        raise Http404(slug)
    easy = _is_easy(request)
    asked = "so" in request.GET
    seed = paging.whole(request.GET.get("so", ""), most=MOST_SEED)
    dealt = deal(scenario, seed)
    further = onward.of(request)
    page = {
        "scenario": scenario,
        "ways": _ways(request.GET.get("cach", "")),
        "further": further,
        "bundle": bundle_bytes(scenario).decode(),
        "words": json.dumps(_words(), ensure_ascii=False),
        "easy": easy,
        "seed": seed if asked else "",
        "task": dealt.text(scenario.task_easy if easy else scenario.task),
        "steps": showing.steps(scenario, seed, easy=easy),
        "back": "/thuc-hanh",
    }
    return render(request, "practice/simulator.html", page)


def _ways(asked: str) -> list[tuple[str, str]]:
    """Return the ways of playing in words, first the one that a link asks for, else with guidance."""
    named = {
        "guided": _("With guidance"),
        "watch": _("Watch first"),
        "alone": _("On your own"),
        "surprise": _("Surprise: another look"),
    }
    return sorted(named.items(), key=lambda pair: pair[0] != asked)


def _words() -> dict[str, Any]:
    """Return what the player says by itself."""
    return {
        "watch": _("Watching"),
        "guided": _("With guidance"),
        "alone": _("On your own"),
        "surprise": _("Surprise"),
        "back": _("Back"),
        "hold": _("Look closer"),
        "on": _("On"),
        "off": _("Off"),
        "pause": _("Pause"),
        "go": _("Go on"),
        "watched": _("You have seen the whole way. Now try it yourself."),
        "passed": _("Done, and carefully."),
        "reached": _("Done. Look at what can be safer."),
        "lost": _("Here something was lost. In practice it costs nothing."),
        "unfinished": _("Not done yet. Try once more."),
        "points": _("{n} of 100 points"),
        "kept": _("Kept on this phone. It goes when there is a network."),
        "saved": _("Saved."),
        "refused": _("This try could not be counted. Your next one will be."),
        "real_identity": _("This looks like a real identity number. Practice never needs yours, so it was removed."),
        "real_card": _("This looks like a real card number. Practice never needs yours, so it was removed."),
        "real_phone": _("This looks like a real phone number. Use the one of the exercise; yours was removed."),
    }
