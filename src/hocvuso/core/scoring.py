"""How well every passage fits a question.

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

from hocvuso.core.indexing import Index, as_wording
from hocvuso.core.postings import Postings, inverse_frequency
from hocvuso.core.prepared import pieces
from hocvuso.core.question import Question

# Weights of the parts of the score (measured on the wordings of the curriculum, each held out in turn,
# and on XQuAD-vi; the best values are flat, so round ones were taken).
MARKED, PARENT, GRANDPARENT, PIECES = 0.7, 0.3, 0.4, 0.8
# Where words had to be mended, pieces say more: with slips 1.1 finds .4 points more right skills (wordings held out);
# where none had, .8 finds .2 to .6 points more right passages than 1.0 (XQuAD-vi).
PIECES_MENDED = 1.1
# What all wordings say of the skill (measured: +2.4 points of right skills first on questions of other people and +1.2
# of right steps on wordings held out; flat from 1 to 2, but above 1 the right one is lost from the first three).
AFFINITY = 1.2
# The nearest single wording helps only when it is nearly the question itself (measured: below, it misleads).
# A near-miss is somebody's correction, so it weighs more than one wording (assumed: double).
NEAREST, NEAR_MISS, NEAR_ENOUGH = 1.5, 3.0, 0.5

Floats = NDArray[np.float32]


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
    pieces_weight: float = PIECES

    def total(self) -> Floats:
        """The score that ranks."""
        total = self.bm25 + MARKED * self.marked + PARENT * self.parent + GRANDPARENT * self.grandparent
        total += self.pieces_weight * self.pieces
        total += NEAREST * np.maximum(0.0, self.nearest - NEAR_ENOUGH)
        # A near-miss that is nearer than every wording speaks against its own step and for its goal.
        against = np.where(self.near_miss > self.nearest, self.near_miss, 0.0)
        total -= NEAR_MISS * np.maximum(0.0, against - NEAR_ENOUGH)
        total += NEAR_MISS * np.maximum(0.0, self.pushed - NEAR_ENOUGH) + AFFINITY * self.affinity
        return np.asarray(total, np.float32)


def score_parts(index: Index, asked: Question) -> Parts:
    """Every part of the score for every passage."""
    terms = asked.terms()
    bm25 = _normalised(index.words, terms)
    marked = _normalised(index.marked, asked.marked_terms()) if asked.marked else np.zeros_like(bm25)
    above = np.append(_normalised(index.parent_words, terms), np.float32(0.0))
    columns, weights = _unit(index.wordings, as_wording(terms))
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
        pieces_weight=PIECES_MENDED if asked.repaired else PIECES,
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
