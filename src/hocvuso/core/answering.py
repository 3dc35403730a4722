"""Decide what to do with what was found: answer, ask back, offer, or hand over to a person.

Two probabilities, each a logistic function of the first hit's features: that it is the right step, and
that it is at least of the right skill. A wrong step costs a novice more than an honest "no lesson on
this" (design: five times), so the bar for answering straight away is high.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hocvuso.core import distress, off_topic
from hocvuso.core.retrieval import Features, Hit
from hocvuso.core.triage import Triage

KINDS = (
    "answer",
    "clarify",
    "suggest",
    "urgent",
    "check_message",
    "refuse",
    "hand_over",
    "own",
    "greeting",
    *distress.KINDS,
)
# The features that the models read, in the order of their weights. Others (the score itself, pairs, unknown words)
# add nothing beside these and got weights of the wrong sign (measured).
MODEL_FEATURES = ("coverage", "pieces", "margin", "skill_margin", "agreement", "title", "known", "rival")


@dataclass(frozen=True, slots=True)
class Model:
    """A logistic model on the raw features."""

    bias: float
    weights: tuple[float, ...]

    def probability(self, features: Features) -> float:
        """Between 0 and 1."""
        total = self.bias
        for name, weight in zip(MODEL_FEATURES, self.weights, strict=True):
            total += weight * getattr(features, name)
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


# Measured: fitted by `python -m hocvuso.assistant.calibration` on 6,576 wordings and the near-misses of 41
# skills, each held out of the index, and 546 questions that nothing answers, on 29 November 2026.
STEP_MODEL = Model(-6.374, (0.762, -0.278, 4.131, 1.500, 0.265, 1.503, 1.368, 3.944))
SKILL_MODEL = Model(-7.204, (1.230, -0.434, -1.697, 6.206, 0.992, 1.851, 1.763, 4.273))

# Bars, measured on the same wordings: straight answers on 56 % of them, 4.6 % of those of another skill than the
# author's (.82: 58 % and 4.9 %, .88: 50 % and 3.7 %).
ANSWER_SKILL, ANSWER_STEP = 0.84, 0.5
# Two hits closer than this share of the score are a tie: of such first hits only 44 % were right (measured).
TIE = 0.05
# Below this the honest thing is to say that there is no lesson (assumed; few wordings fall below).
OFFER = 0.25
# An untaught skill or a topic that is not ours that wins the search is believed from here on (assumed).
RECOGNISED = 0.3
# A wording that is nearly the question itself, word for word, needs no model (assumed).
SAME_QUESTION = 0.8
# Hits that reach this share of the first one's score are offered beside it (assumed).
CLOSE, OFFERED = 0.88, 0.5
# Two skills that tie over a question near a wording are offered (measured on a handful of such questions).
RELATED_WORDS, RELATED_QUESTION = 1.5, 0.4
# A topic that is not ours that reaches this share of our best names the reason for having no lesson (assumed).
NEARLY = 0.7
MOST_BUTTONS = 4
SUGGESTIONS = 3


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do. `hits` are those to show: one for an answer, two to four as buttons, else none."""

    kind: str
    hits: tuple[Hit, ...] = ()
    confidence: float = 0.0  # probability that the first hit is of the right skill
    reason: str = ""  # for hand_over: no_match off_topic untaught person asked_for; else the rule
    topic: str = ""  # the untaught skill or the topic that was recognised


def decide(hits: Sequence[Hit], triage: Triage, *, clarified: bool = False) -> Decision:
    """Choose the kind of reply. `clarified`: this question has been asked back once already."""
    sure = confidence(hits)
    if triage.kind in ("urgent", "refuse", "check_message", "own", "greeting", *distress.KINDS):
        # What is refused is nobody's lesson.
        return Decision(triage.kind, (), 0.0 if triage.kind == "refuse" else 1.0, triage.reason)
    if triage.kind == "human":
        return Decision("hand_over", (), 1.0, "asked_for")
    if not hits:
        return Decision("hand_over", (), 0.0, "no_match")
    first = hits[0]
    aside = _not_for_a_lesson(first, sure)
    if aside:
        return Decision("hand_over", (), sure, aside, first.id)
    if _is_answer(first, sure):
        return Decision("answer", (first,), sure)
    if clarified or (sure < OFFER and not _is_related(first)):
        return _nothing(hits, sure)
    return ask_back(hits, sure)


def _nothing(hits: Sequence[Hit], sure: float) -> Decision:
    """Say that there is no lesson; or why: a foreign topic is nearly as near as our best."""
    topic = next((hit for hit in hits if hit.id.startswith(off_topic.PREFIX)), None)
    if topic is not None and sure < OFFER and topic.score >= NEARLY * hits[0].score:
        return Decision("hand_over", (), sure, "off_topic", topic.id)
    return Decision("hand_over", (), sure, "no_match")


def confidence(hits: Sequence[Hit]) -> float:
    """Probability that the first hit is of the right skill; low if it is none of ours."""
    if not hits:
        return 0.0
    first = hits[0]
    if first.id.startswith(off_topic.PREFIX) or first.features.bm25 == 0.0:
        return 0.0  # not ours, or not a word in common: the other features then mean nothing
    probability = SKILL_MODEL.probability(first.features)
    return max(probability, first.features.nearest) if first.features.nearest >= SAME_QUESTION else probability


def _not_for_a_lesson(first: Hit, sure: float) -> str:
    """Why the first hit cannot be answered with a lesson, "" if it can."""
    if first.id.startswith(off_topic.PREFIX):
        return "off_topic"
    near = first.features.near_miss
    if near >= SAME_QUESTION and near > first.features.nearest and first.near_goal in ("person", "none"):
        return "person"
    if first.id == first.skill and sure >= RECOGNISED:
        return "untaught"
    return ""


def _is_answer(first: Hit, sure: float) -> bool:
    if first.id == first.skill:
        return False
    features = first.features
    if features.near_miss >= SAME_QUESTION and features.near_miss > features.nearest:
        return False  # asked nearly word for word, and known to belong elsewhere
    if features.nearest >= SAME_QUESTION:
        return True
    if features.margin < TIE:
        return False
    return sure >= ANSWER_SKILL and STEP_MODEL.probability(features) >= ANSWER_STEP


def _is_related(first: Hit) -> bool:
    """Tell whether something of ours is near although two skills tie, which makes each of them look unsure."""
    return first.features.bm25 >= RELATED_WORDS and first.features.nearest >= RELATED_QUESTION


def ask_back(hits: Sequence[Hit], sure: float) -> Decision:
    """Ask which of two to four close ones is meant, or offer up to three.

    `sure` is the probability that the first hit is of the right skill.
    """
    ours = [hit for hit in hits if not hit.id.startswith(off_topic.PREFIX) and hit.id != hit.skill]
    if not ours:
        return Decision("hand_over", (), sure, "no_match")
    best = max(hit.score for hit in ours)
    close = [hit for hit in ours if hit.score >= CLOSE * best]
    if len(close) > 1 and sure >= (OFFER + ANSWER_SKILL) / 2:
        return Decision("clarify", tuple(varied(close)[:MOST_BUTTONS]), sure)
    offered = [hit for hit in ours if hit.score >= OFFERED * best]
    return Decision("suggest", tuple(varied(offered)[:SUGGESTIONS]), sure)


def varied(hits: Sequence[Hit]) -> list[Hit]:
    """The best hit of each skill first, then the others; three steps of one skill are one guess, not three."""
    leaders = {hit.skill: hit.id for hit in reversed(hits)}
    return sorted(hits, key=lambda hit: leaders[hit.skill] != hit.id)


def feature_row(features: Features) -> list[float]:
    """The features that the models read, in their order."""
    return [float(getattr(features, name)) for name in MODEL_FEATURES]


def fit(rows: NDArray[np.float64], right: NDArray[np.float64], weights: NDArray[np.float64]) -> Model:
    """Logistic regression by Newton's method with an L2 penalty of 1 on standardised features.

    `rows` float64[n, len(MODEL_FEATURES)], `right` 0 or 1 and `weights` >= 0, both float64[n].
    """
    mean, spread = rows.mean(axis=0), rows.std(axis=0)
    spread[spread == 0.0] = 1.0
    design = np.column_stack([np.ones(len(rows)), (rows - mean) / spread])
    penalty = np.ones(design.shape[1])
    penalty[0] = 0.0
    beta = np.zeros(design.shape[1])
    for _ in range(50):  # Newton steps; it stands still after about ten
        chance = 1.0 / (1.0 + np.exp(-design @ beta))
        gradient = design.T @ (weights * (chance - right)) + penalty * beta
        curvature = (design.T * (weights * chance * (1.0 - chance))) @ design + np.diag(penalty + 1e-9)
        beta -= np.linalg.solve(curvature, gradient)
    raw = beta[1:] / spread
    return Model(float(beta[0] - raw @ mean), tuple(float(weight) for weight in raw))
