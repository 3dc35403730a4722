"""The checker on messages that it has not learnt: whole templates are held out, bars are chosen without them.

Each fold is judged by a judge that saw nothing of it, neither for its weights nor for its bars nor for its
calibration (those come from folds within what is left). So the figures do not flatter by a choice made on the fold;
that the messages and the features were written by the same people, they cannot tell.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hocvuso.core.messages import judge as judging
from hocvuso.core.messages import sign_rules
from hocvuso.core.messages.features import rows_of
from hocvuso.core.messages.reading import read
from hocvuso.core.messages.signs import signs_in
from hocvuso.curriculum.reading.messages import Written
from hocvuso.evaluation.measuring import false_alarm_bar, measures

_DRAWS = 1000  # convention
_SEED = 20261128  # any; fixed, so that two runs agree


@dataclass(frozen=True, slots=True)
class Held:
    """A message, its calibrated score and its verdict by a judge that had not learnt it."""

    written: Written
    score: float
    verdict: str


def judged(written: list[Written], say: Callable[[str], None]) -> list[Held]:
    """Judge every message by a judge that did not learn its template."""
    rows = rows_of([read(one.text) for one in written])
    truth = np.array([one.is_scam for one in written], np.bool_)
    templates = [one.template for one in written]
    found: dict[int, Held] = {}
    folds = judging.folds_of(templates)
    for number, unknown in enumerate(folds, start=1):
        say(f"phần {number}/{len(folds)}")
        rest = np.setdiff1d(np.arange(len(written)), unknown)
        known = judging.learn_rows(rows.take(rest.tolist()), truth[rest], [templates[at] for at in rest])
        for at in unknown.tolist():
            verdict = judging.judge(known, written[at].text)
            score = known.scale * known.score(read(written[at].text)) + known.shift
            found[at] = Held(written[at], score, verdict.verdict)
    return [found[at] for at in range(len(written))]


def report(held: list[Held]) -> dict[str, Any]:
    """Return the figures of held-out messages, with 95 % intervals by drawing whole templates again."""
    scores = np.array([one.score for one in held])
    truth = np.array([one.written.is_scam for one in held], np.bool_)
    bar = false_alarm_bar(scores, truth)
    return {
        "messages": len(held),
        "templates": len({one.written.template for one in held}),
        "ours": {**measures(scores, truth), **_intervals(held, scores, truth)},
        "verdicts": {
            name: dict(Counter(one.verdict for one in held if one.written.is_scam == is_scam))
            for name, is_scam in (("scam", True), ("legit", False))
        },
        "kinds": _kinds(held, bar),
        "classic_called_no_sign": [
            one.written.text for one in held if one.verdict == "no_sign" and one.written.is_scam and is_classic(one)
        ],
    }


def is_classic(one: Held) -> bool:
    """Whether a message shows a pair of signs that classic tricks are made of."""
    names = {sign.name for sign in signs_in(read(one.written.text))}
    return any(first in names and second in names for first, second in sign_rules.CLASSIC)


def _kinds(held: list[Held], bar: float) -> dict[str, dict[str, float]]:
    """For kinds of scam the share that is found, for honest kinds the share of alarms."""
    grouped: dict[str, list[Held]] = defaultdict(list)
    for one in held:
        grouped[one.written.template.rpartition("/")[0]].append(one)
    return {
        name: {
            "messages": len(group),
            "over_bar_at_2": round(sum(one.score > bar for one in group) / len(group), 3),
            "not_no_sign": round(sum(one.verdict != "no_sign" for one in group) / len(group), 3),
        }
        for name, group in sorted(grouped.items())
    }


def _intervals(held: list[Held], scores: NDArray[np.float64], truth: NDArray[np.bool_]) -> dict[str, list[float]]:
    names = [one.written.template for one in held]
    places = [np.array([at for at, name in enumerate(names) if name == one]) for one in sorted(set(names))]
    chance = np.random.default_rng(_SEED)
    drawn: dict[str, list[float]] = {"auroc": [], "recall_at_2": []}
    for _ in range(_DRAWS):
        picked = np.concatenate([places[at] for at in chance.integers(0, len(places), len(places))])
        for name, value in measures(scores[picked], truth[picked]).items():
            drawn[name].append(value)
    return {
        f"{name}_interval": [round(float(edge), 4) for edge in np.quantile(values, (0.025, 0.975))]
        for name, values in drawn.items()
    }
