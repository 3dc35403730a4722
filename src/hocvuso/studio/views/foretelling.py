"""Do predictions hold? The reliability curve of the model on this site's own log; nobody stands behind a point."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hocvuso.assistant.authoring.pages import frame
from hocvuso.core import reliability, switching
from hocvuso.core.reliability import Curve
from hocvuso.core.switching import Decision, Why
from hocvuso.learning.foretelling import deciding
from hocvuso.learning.foretelling import nightly as foretelling
from hocvuso.learning.foretelling.deciding import Decided
from hocvuso.learning.foretelling.nightly import Measured
from hocvuso.unions.authors import for_authors

# The square of the curve: chances from 0 to 1 on so many points.
LEFT, TOP, SIDE = 38, 10, 208
OVER = 1.5  # assumed: beyond that many times what chance does, it is no chance any more


@require_safe
@for_authors
def page(request: HttpRequest, viewer: uuid.UUID) -> HttpResponse:
    """Show the latest measuring that says anything, and how it was before."""
    every = foretelling.measured()
    told = next((each for each in every if each.curve), None)
    context = {
        **frame(viewer, "studio:foretelling"),
        "latest": every[0] if every else None,
        "told": _shown(told, told.curve) if told and told.curve else None,
        "before": [_line(each) for each in every if each.curve and each is not told],
        "nights": [_night(each) for each in deciding.decided()],
        "enough": {"answers": reliability.ENOUGH_ANSWERS, "learners": reliability.ENOUGH_LEARNERS},
    }
    return render(request, "studio/foretelling.html", context)


def _line(each: Measured) -> dict[str, Any]:
    return {"at": each.at, "answers": each.answers, "curve": each.curve}


def _night(each: Decided) -> dict[str, Any]:
    return {
        "at": each.at, "decision": each.decision, "is_other": each.is_other, "sentence": _sentence(each.decision),
    }  # fmt: skip


def _sentence(decision: Decision) -> str:
    """Say what a night decided on the read-out, and why."""
    sentences = {
        Why.FEW: _("Off: %(learners)s learners have given %(fewest)s answers or more, it takes %(wanted)s. The site is "
                   "too small for it, so it changes nothing here.") % {
            "learners": decision.learners, "fewest": switching.FEWEST_ANSWERS, "wanted": switching.FEWEST_LEARNERS,
        },
        Why.WORSE: _("Off: for learners whom it had not met it foretold no better."),
        Why.UNSURE: _("Off: it foretold a little better, but that may be chance."),
        Why.STILL: _("Still on: it foretells a little better, though not surely."),
        Why.BETTER: _("On: for learners whom it had not met it foretold surely better."),
    }  # fmt: skip
    return sentences[decision.why]


def _shown(told: Measured, curve: Curve) -> dict[str, Any]:
    return {
        "at": told.at,
        "answers": told.answers,
        "learners": told.learners,
        "by_readout": told.by_readout,
        "curve": curve,
        "verdict": _verdict(curve),
        "points": [
            {"x": _x(each.expected), "y": _y(each.came), "low": _y(each.low), "high": _y(each.high)}
            for each in curve.bins
        ],
        "line": "M" + "L".join(f"{_x(each.expected)} {_y(each.came)}" for each in curve.bins),
        "marks": [(round(value * 100), _x(value), _y(value)) for value in (0.0, 0.25, 0.5, 0.75, 1.0)],
        "left": LEFT, "top": TOP, "right": LEFT + SIDE, "foot": TOP + SIDE,
    }  # fmt: skip


def _x(value: float) -> float:
    return round(LEFT + SIDE * value, 1)


def _y(value: float) -> float:
    return round(TOP + SIDE * (1.0 - value), 1)


def _verdict(curve: Curve) -> str:
    """Say in one sentence what the curve means; what chance alone explains is no fault of the model."""
    if curve.ece <= OVER * curve.by_chance:
        return _("Predictions hold: they are off by no more than chance explains.")
    off = sum((each.came - each.expected) * each.count for each in curve.bins) / sum(each.count for each in curve.bins)
    if off > curve.ece / 2:
        return _("The model expects too little: learners are right more often than it says.")
    if off < -curve.ece / 2:
        return _("The model expects too much: learners are right less often than it says.")
    return _("Predictions are off in places: look at which points lie away from the line.")
