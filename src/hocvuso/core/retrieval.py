"""Find the step or card that answers a question.

A passage's score is a sum of parts, each divided by what the question could reach, so that scores of
different questions compare: BM25F over its weighted fields, the same with marks if the question has
them, its lesson's and skill's own score, likeness of three-letter pieces, the nearest single wording, and
what all wordings together say of the skill that is meant (`core/affinity.py`).
Near-misses (questions that look alike and belong elsewhere) pull their step down and push their goal up.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hocvuso.core.indexing import Index, as_wording, build, build_from, load, pieces, save
from hocvuso.core.postings import Postings, inverse_frequency
from hocvuso.core.question import Question
from hocvuso.core.reading import read
from hocvuso.core.vntext import tokens

__all__ = ("Features", "Hit", "Index", "build", "build_from", "load", "save", "search")

# Weights of the parts of the score (measured on the wordings of the curriculum, each held out in turn,
# and on XQuAD-vi; the best values are flat, so round ones were taken).
MARKED, PARENT, GRANDPARENT, PIECES = 0.7, 0.3, 0.4, 0.8
# What all wordings say of the skill (measured: +2.4 points of right skills first on questions of other people and +1.2
# of right steps on wordings held out; flat from 1 to 2, but above 1 the right one is lost from the first three).
AFFINITY = 1.2
# The nearest single wording helps only when it is nearly the question itself (measured: below, it misleads).
# A near-miss is somebody's correction, so it weighs more than one wording (assumed: double).
NEAREST, NEAR_MISS, NEAR_ENOUGH = 1.5, 3.0, 0.5
# A passage whose variant was written for the asker's device, or that he has open, wins ties (assumed).
DEVICE_BOOST = 0.02
CURRENT_BOOST = 0.05

# How far down the ranking a rival of another skill is looked for (assumed; a skill has up to 15 steps).
_LOOK_BACK = 40
_FIRST = 5

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Features:
    """What tells how far a hit can be trusted; shares and cosines from 0 to 1, `bm25` up to about 2."""

    bm25: float  # score of folded words and pairs over the sum of their idf
    coverage: float  # share of the question's idf that the passage holds, by marked word if typed so
    pairs: float  # the same for pairs of neighbouring words
    pieces: float  # cosine of three-letter pieces
    nearest: float  # cosine with the nearest single wording
    near_miss: float  # cosine with the nearest near-miss of this passage
    margin: float  # lead over the best other passage, as a share of the own score; negative if behind
    skill_margin: float  # the same over the best passage of another skill
    agreement: float  # share of the first five hits that are of the same skill
    title: float  # share of the title's words that the question holds
    unknown: float  # share of the question's words that no text of the site holds
    known: float  # share of the question's idf that any passage of ours holds, topics that are not ours left out
    rival: float  # lead over the best topic that is not ours, as a share of the own score
    repaired: float  # share of the question that had to be mended


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found, with its place in the curriculum."""

    id: str
    skill: str  # "" for a topic that is not ours
    lesson: str  # "" for a card
    score: float
    features: Features
    near_goal: str  # where its nearest near-miss belongs, "" if it has none


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of the score, float32[passages] each, divided by what the question could reach."""

    bm25: Floats
    marked: Floats
    parent: Floats
    grandparent: Floats
    pieces: Floats
    nearest: Floats
    near_miss: Floats
    pushed: Floats  # likeness of near-misses of other passages that belong to this one
    wordings: Floats  # cosine with every wording and near-miss, by their rows
    affinity: Floats  # what all wordings together say of the passage's skill

    def total(self) -> Floats:
        """The score that ranks."""
        total = self.bm25 + MARKED * self.marked + PARENT * self.parent + GRANDPARENT * self.grandparent
        total += PIECES * self.pieces
        total += NEAREST * np.maximum(0.0, self.nearest - NEAR_ENOUGH)
        # A near-miss that is nearer than every wording speaks against its own step and for its goal.
        against = np.where(self.near_miss > self.nearest, self.near_miss, 0.0)
        total -= NEAR_MISS * np.maximum(0.0, against - NEAR_ENOUGH)
        total += NEAR_MISS * np.maximum(0.0, self.pushed - NEAR_ENOUGH) + AFFINITY * self.affinity
        return np.asarray(total, np.float32)


def search(index: Index, question: Question | str, k: int = 5, device: str = "", current_step: str = "") -> list[Hit]:
    """The k best passages for a question, best first; none if the question holds no word.

    `device` (android, iphone, pc) and `current_step` (what he has open) only break near ties.
    """
    asked = read(question, index.lexicon) if isinstance(question, str) else question
    terms = asked.terms()
    if not terms or not index.ids:
        return []
    parts = score_parts(index, asked)
    total = parts.total()
    for row, devices in enumerate(index.devices) if device else ():
        total[row] += DEVICE_BOOST if device in devices else 0.0
    if current_step in index.ids:
        total[index.ids.index(current_step)] += CURRENT_BOOST
    # Ties go to the earlier passage, so that the same question always gets the same answer.
    order = np.argsort(-total, kind="stable")
    look = _look_up(index, asked, order)
    return [_hit(index, look, parts, total, int(row), marked=asked.marked) for row in order[:k]]


def score_parts(index: Index, asked: Question) -> Parts:
    """Every part of the score for every passage."""
    bm25 = _normalised(index.words, asked.terms())
    marked = _normalised(index.marked, asked.marked_terms()) if asked.marked else np.zeros_like(bm25)
    above = np.append(_normalised(index.parent_words, asked.terms()), np.float32(0.0))
    columns, weights = _unit(index.wordings, as_wording(asked.terms()))
    cosines = index.wordings.scores(columns, weights)
    known = columns >= 0
    skills = np.asarray(weights, np.float32)[known] @ index.affinity[columns[known]]
    wordings, near_misses = np.split(cosines, [index.wording_count])
    owners, near_owners = np.split(index.wording_owner, [index.wording_count])
    has_goal = index.goal_rows >= 0
    return Parts(
        bm25=bm25,
        marked=marked,
        parent=above[index.parent_rows],
        grandparent=above[index.grandparent_rows],
        pieces=index.pieces.scores(*_unit(index.pieces, _counts(pieces(asked.words())))),
        nearest=_best(len(index.ids), owners, wordings),
        near_miss=_best(len(index.ids), near_owners, near_misses),
        pushed=_best(len(index.ids), index.goal_rows[has_goal], near_misses[has_goal]),
        wordings=cosines,
        affinity=skills[index.affinity_rows],
    )


def _best(count: int, owners: NDArray[np.int32], cosines: Floats) -> Floats:
    """The highest cosine of each owner's rows, 0 for those without."""
    best = np.zeros(count, np.float32)
    np.maximum.at(best, owners, cosines)
    return best


def _normalised(postings: Postings, terms: dict[str, float]) -> Floats:
    """Score over the sum of the idf of all terms; unknown words count, unknown pairs do not.

    Nearly every question holds pairs that no text holds, so they would only measure its length.
    """
    names = list(terms)
    columns = postings.find(names)
    unknown = inverse_frequency(postings.row_count, 0)
    reach = 0.0
    for name, column in zip(names, columns.tolist(), strict=True):
        if column >= 0:
            reach += terms[name] * float(postings.idf[column])
        elif " " not in name:
            reach += terms[name] * unknown
    scores = postings.scores(columns, [terms[name] for name in names])
    return scores / np.float32(reach or 1.0)


def _unit(postings: Postings, terms: dict[str, float]) -> tuple[NDArray[np.int64], list[float]]:
    """Columns and weights of a question at length 1; terms that no row holds count with the highest idf."""
    names = list(terms)
    columns = postings.find(names)
    unknown = inverse_frequency(postings.row_count, 0)
    weights = [
        terms[name] * (float(postings.idf[column]) if column >= 0 else unknown)
        for name, column in zip(names, columns.tolist(), strict=True)
    ]
    length = float(np.sqrt(sum(weight * weight for weight in weights))) or 1.0
    return columns, [weight / length for weight in weights]


def _counts(names: list[str]) -> dict[str, float]:
    counts: dict[str, float] = {}
    for name in names:
        counts[name] = counts.get(name, 0.0) + 1.0
    return counts


_Places = list[tuple[float, list[tuple[float, int]]]]


@dataclass(frozen=True, slots=True)
class _Lookup:
    """What every hit's features need of the question, looked up once."""

    places: _Places  # worth of each slot; idf and column of its words
    pairs: list[tuple[float, int]]  # worth and column of each pair of neighbours
    words: set[str]
    unknown: float
    known: float
    repaired: float
    ranking: list[int]  # the best rows, best first
    foreign: list[int]  # of those that are no passage of ours the best, none if there is none


def _look_up(index: Index, asked: Question, order: NDArray[np.intp]) -> _Lookup:
    postings = index.marked if asked.marked else index.words
    highest = inverse_frequency(postings.row_count, 0)
    places: _Places = []
    for slot in asked.slots:
        readings = [reading.marked if asked.marked else reading.words for reading in slot.readings]
        columns = postings.find(sorted({word for words in readings for word in words})).tolist()
        if columns:
            known = [(float(postings.idf[column]), column) for column in columns if column >= 0]
            places.append((max((idf for idf, _ in known), default=highest), known))
    return _Lookup(
        places=places,
        pairs=_pair_columns(index, asked),
        words=set(asked.words()),
        unknown=_unknown_share(asked, index),
        known=_known_share(index, postings, places),
        repaired=asked.repaired_share,
        ranking=order[: _LOOK_BACK + 1].tolist(),
        foreign=[row for row in order.tolist() if not index.grandparents[row]][:1],
    )


def _known_share(index: Index, postings: Postings, places: _Places) -> float:
    """Share of the idf of the question's places that any passage with a skill holds.

    Topics that are not ours stand after all others in the index, so the first row of a term tells.
    """
    reach = sum(worth for worth, _ in places)
    found = sum(
        max((idf for idf, column in known if index.grandparents[int(postings.first_row(column))]), default=0.0)
        for _, known in places
    )
    return found / reach if reach else 0.0


def _pair_columns(index: Index, asked: Question) -> list[tuple[float, int]]:
    """Worth (weight times idf, the highest if unknown) and column of each pair of the question."""
    weights = {term: weight for term, weight in asked.terms().items() if " " in term}
    highest = inverse_frequency(index.words.row_count, 0)
    return [
        (weight * (float(index.words.idf[column]) if column >= 0 else highest), column)
        for weight, column in zip(weights.values(), index.words.find(list(weights)).tolist(), strict=True)
    ]


def _unknown_share(asked: Question, index: Index) -> float:
    """Share of the main readings that no text of the site holds, mended words counted as unknown."""
    slots = [slot for slot in asked.slots if slot.readings[0].words]
    if not slots:
        return 1.0
    if asked.marked:
        return float(np.mean(index.marked.find([slot.readings[0].marked[0] for slot in slots]) < 0))
    return sum(slot.mended or slot.readings[0].words[0] not in index.lexicon for slot in slots) / len(slots)


def _hit(index: Index, look: _Lookup, parts: Parts, total: Floats, row: int, *, marked: bool) -> Hit:
    others = [other for other in look.ranking if other != row]
    skill = index.grandparents[row]
    strangers = [other for other in others if index.grandparents[other] != skill]
    first = [index.grandparents[other] == skill for other in look.ranking[:_FIRST]]
    own = float(total[row])
    features = Features(
        bm25=float(parts.bm25[row]),
        coverage=_coverage(index.marked if marked else index.words, look, row),
        pairs=_held_share(index.words, look.pairs, row),
        pieces=float(parts.pieces[row]),
        nearest=float(parts.nearest[row]),
        near_miss=float(parts.near_miss[row]),
        margin=_lead(own, total, others),
        skill_margin=_lead(own, total, strangers),
        agreement=sum(first) / len(first),
        title=_title_share(index.titles[row], look.words),
        unknown=look.unknown,
        known=look.known,
        rival=_lead(own, total, look.foreign),
        repaired=look.repaired,
    )
    return Hit(index.ids[row], skill, index.parents[row], round(own, 6), features, _near_goal(index, parts, row))


def _near_goal(index: Index, parts: Parts, row: int) -> str:
    own = np.flatnonzero(index.wording_owner[index.wording_count :] == row)
    if not len(own):
        return ""
    return index.goes_to[int(own[np.argmax(parts.wordings[index.wording_count + own])])]


def _lead(own: float, total: Floats, others: list[int]) -> float:
    """Lead over the best of the others as a share of the own score; 1 if there is none, below 0 if behind."""
    if own <= 0.0:
        return 0.0
    # `others` stand in the order of the ranking: the first is the best.
    return (own - float(total[others[0]])) / own if others else 1.0


def _coverage(postings: Postings, look: _Lookup, row: int) -> float:
    """Share of the idf of the question's places that the passage holds in any of their readings."""
    reach = sum(worth for worth, _ in look.places)
    found = sum(
        max((idf for idf, column in known if postings.holds(column, row)), default=0.0) for _, known in look.places
    )
    return found / reach if reach else 0.0


def _held_share(postings: Postings, pairs: list[tuple[float, int]], row: int) -> float:
    reach = sum(worth for worth, _ in pairs)
    return sum(worth for worth, column in pairs if postings.holds(column, row)) / reach if reach else 0.0


def _title_share(title: str, words: set[str]) -> float:
    titled = set(tokens(title))
    return len(titled & words) / len(titled) if titled else 0.0
