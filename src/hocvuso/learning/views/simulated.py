"""What a run of a simulator was worth, as the server scored it again from its log."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hocvuso.core.scenario import scoring
from hocvuso.core.scenario.content import Scenario
from hocvuso.core.scenario.variants import deal
from hocvuso.learning import queries
from hocvuso.people import tokens
from hocvuso.practice import queries as practice


@require_safe
def result(request: HttpRequest, event: str) -> HttpResponse:
    """Show one of a person's own runs: points, what was done carefully, what was not, what was lost."""
    learner: tokens.Token | None = request.learner  # type: ignore[attr-defined]
    answer = queries.answer(learner.person, event) if learner else None
    scenario = practice.scenario(answer.content_id, answer.version) if answer and answer.kind == "scenario" else None
    if learner is None or answer is None or scenario is None:
        return HttpResponseRedirect(reverse("practice:simulators"))
    easy = queries.choices(learner.person).easy
    return render(request, "learning/simulated.html", _page(scenario, answer, easy=easy))


def _page(scenario: Scenario, answer: queries.Answer, *, easy: bool) -> dict[str, Any]:
    found = answer.response["score"]
    dealt = deal(scenario, int(answer.variant))

    def said(rows: Any, ids: list[str], *, missed: bool = False) -> list[str]:
        return [dealt.text(row.easy if easy else row.text) for row in rows if (row.id in ids) is not missed]

    return {
        "scenario": scenario,
        "points": found["points"],
        "verdict": _verdict(found),
        "parts": [
            (_("What was lost"), "bad", said(scenario.dangers, found["dangers"])),
            (_("Done carefully"), "ok", said(scenario.checks, found["checks"])),
            (_("Next time also"), "again", said(scenario.checks, found["checks"], missed=True)),
            (_("Small slips"), "", said(scenario.mistakes, found["mistakes"])),
        ],
        "sums": [
            (_("The task itself"), scoring.GOAL * found["goal"], scoring.GOAL),
            (_("Safe checks"), sum(one.weight for one in scenario.checks if one.id in found["checks"]), scoring.CHECKS),
            (_("Straight way"), found["clean"], scoring.CLEAN),
        ],
        "is_capped": bool(found["dangers"]),
        "cap": scoring.CAP,
        "back": reverse("practice:simulators"),
    }


def _verdict(found: dict[str, Any]) -> str:
    if found["dangers"]:
        return _("Here something was lost. In practice it costs nothing.")
    if found["points"] >= scoring.PASS:
        return _("Done, and carefully.")
    return _("Done. Look at what can be safer.") if found["goal"] else _("Not done yet. Try once more.")
