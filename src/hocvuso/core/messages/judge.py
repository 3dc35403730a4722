"""The verdict on a message: the learned score decides, signs explain; classic pairs of signs may only raise it.

Bars and calibration come from written messages that were held out, whole templates at a time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from hocvuso.core.messages import sign_rules as rules
from hocvuso.core.messages.features import SIZE, Floats, Rows, features, rows_of
from hocvuso.core.messages.logistic import evidence, fit
from hocvuso.core.messages.reading import Message, read
from hocvuso.core.messages.signs import Sign, is_warning, signs_in

VERDICTS = ("scam", "suspicious", "no_sign")
PENALTY = 0.1  # measured: flat between 0.03 and 0.3 on held-out templates
_FOLDS = 5  # convention
_KEPT = np.float16  # half the bytes; scores move by less than a thousandth (measured)
# Share of honest held-out messages that may reach each bar (decided: a false "many signs" costs trust).
_FALSE_SCAM = 0.015
_FALSE_SUSPICIOUS = 0.05
# Messages near the bar are learnt with more weight: what everybody sees teaches little (as hard examples are mined,
# Shrivastava et al. 2016). On held-out templates recall rose from .891 to .904 and AUROC from .9884 to .9895; weights
# from 2 to 5 and shares from .15 to .3 are nearly as good (measured).
_NEAR_HONEST = 0.15  # share of honest messages with the highest scores
_BAR = 0.02  # share of honest messages above the bar that figures are given for
_NEAR_SCAM = (-2.0, 0.7)  # logits about that bar; what lies far below it would only be learnt by heart
_HONEST_WEIGHT, _SCAM_WEIGHT = 3.0, 2.5
_MOST_SIGNS = 5  # decided: as many as fit one screen of a phone


@dataclass(frozen=True, slots=True)
class Judge:
    """What was learnt; `scale` and `shift` turn a score into a probability (Platt 1999)."""

    weights: Floats
    bias: float
    scale: float
    shift: float
    scam_bar: float
    suspicious_bar: float

    def score(self, message: Message) -> float:
        """Return the score of a message, in logits before calibration."""
        places, values = features(message)
        return float((self.weights[places] * values).sum() + self.bias)

    def probability(self, score: float) -> float:
        """Return the calibrated probability of a trick."""
        return float(1.0 / (1.0 + np.exp(-(self.scale * score + self.shift))))


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is said about a message; `signs` is empty for `no_sign`."""

    verdict: str
    probability: float
    signs: tuple[Sign, ...]
    text: str  # the places of signs are places in it

    def quote(self, sign: Sign) -> str:
        """Return the words that show a sign."""
        end = sign.end
        while end < len(self.text) and self.text[end - 1].isalnum() and self.text[end].isalnum():
            end += 1  # never half a word
        return self.text[sign.start : end].strip(" ,.;:")


def learn(texts: Sequence[str], labels: Sequence[bool], templates: Sequence[str]) -> Judge:
    """Learn from written messages; no template stands on both sides of a fold."""
    return learn_rows(rows_of([read(text) for text in texts]), np.array(labels, np.bool_), templates)


def folds_of(templates: Sequence[str]) -> list[NDArray[np.intp]]:
    """Return the places of each fold; a template stands in one of them, kinds are spread over all."""
    folds = {name: place % _FOLDS for place, name in enumerate(sorted(set(templates)))}
    part = np.array([folds[name] for name in templates])
    return [found for fold in range(_FOLDS) if len(found := np.flatnonzero(part == fold))]


def learn_rows(rows: Rows, truth: NDArray[np.bool_], templates: Sequence[str]) -> Judge:
    """Learn from features that were made before; bars and calibration come from held-out templates."""
    worth = _near_the_bar(_held_out(rows, truth, templates, np.ones(len(truth), np.float32)), truth)
    held = _held_out(rows, truth, templates, worth)
    weights, bias = _fitted(rows, truth, worth)
    weights = weights.astype(_KEPT).astype(np.float32)  # as they are kept, so that a fresh judge and a kept one agree
    scale, shift = _platt(held, truth)
    honest = np.sort(held[~truth])[::-1]
    bars = [float(honest[int(share * len(honest))]) for share in (_FALSE_SCAM, _FALSE_SUSPICIOUS)]
    return Judge(weights, bias, scale, shift, bars[0], bars[1])


def _held_out(rows: Rows, truth: NDArray[np.bool_], templates: Sequence[str], worth: Floats) -> NDArray[np.float64]:
    """Return the score of each message by a judge that did not learn its template."""
    held = np.zeros(len(truth))
    for unknown in folds_of(templates):
        known = np.setdiff1d(np.arange(len(truth)), unknown)
        weights, bias = _fitted(rows.take(known.tolist()), truth[known], worth[known])
        held[unknown] = rows.take(unknown.tolist()).times(weights) + bias
    return held


def _near_the_bar(held: NDArray[np.float64], truth: NDArray[np.bool_]) -> Floats:
    """Return how much each message weighs when it is learnt."""
    honest = np.sort(held[~truth])[::-1]
    bar, doubtful = (honest[int(share * len(honest))] for share in (_BAR, _NEAR_HONEST))
    lowest, highest = (bar + edge for edge in _NEAR_SCAM)
    worth = np.ones(len(truth), np.float32)
    worth[~truth & (held > doubtful)] = _HONEST_WEIGHT
    worth[truth & (held > lowest) & (held < highest)] = _SCAM_WEIGHT
    return worth


def _fitted(rows: Rows, truth: NDArray[np.bool_], worth: Floats) -> tuple[Floats, float]:
    factors = evidence(rows, truth, SIZE)
    weights, bias = fit(rows.scaled(factors), truth, worth, PENALTY, SIZE)
    return weights * factors, bias


def _platt(scores: NDArray[np.float64], truth: NDArray[np.bool_]) -> tuple[float, float]:
    """Fit slope and shift by Newton's method; twenty rounds are more than two parameters need."""
    point = np.array([1.0, 0.0])
    columns = np.stack([scores, np.ones_like(scores)], axis=1)
    for _ in range(20):
        chance = 1.0 / (1.0 + np.exp(-(columns * point).sum(axis=1)))
        slope = (columns * (chance - truth)[:, None]).sum(axis=0)
        bend = np.einsum("ni,n,nj->ij", columns, chance * (1.0 - chance), columns) + 1e-6 * np.eye(2)
        point = point - np.linalg.solve(bend, slope)
    return float(point[0]), float(point[1])


def judge(known: Judge, text: str) -> Verdict:
    """Judge one message. Never raises."""
    message = read(text)
    score = known.score(message)
    signs = signs_in(message)
    level = 2 if score > known.scam_bar else 1 if score > known.suspicious_bar else 0
    names = {sign.name for sign in signs}
    if not is_warning(message):
        if any(one in names and other in names for one, other in rules.CLASSIC) and level:
            level = 2
        elif names.intersection(rules.HARD):
            level = max(level, 1)
    shown = signs[:_MOST_SIGNS] if level else ()
    return Verdict(VERDICTS[2 - level], known.probability(score), shown, message.text)


def save(known: Judge, path: Path, made_of: str = "") -> None:
    """Write what was learnt to one file, with the name of what it was learnt from."""
    numbers = np.array([known.bias, known.scale, known.shift, known.scam_bar, known.suspicious_bar])
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new.npz")
    np.savez_compressed(fresh, weights=known.weights.astype(_KEPT), numbers=numbers, made_of=np.array(made_of))
    fresh.rename(path)  # atomic: a reader sees the whole file or none


def load(path: Path, made_of: str = "") -> Judge:
    """Read what was learnt. Raises OSError, ValueError or KeyError where there is none, or it is of something else."""
    with np.load(path) as kept:
        if str(kept["made_of"]) != made_of:
            raise ValueError(f"{path}: learnt from other messages or by other code")
        return Judge(kept["weights"].astype(np.float32), *(float(number) for number in kept["numbers"]))
