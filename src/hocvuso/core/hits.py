"""What is found: hits with their place in the curriculum, and what tells how far each can be trusted."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from hocvuso.core.indexing import Index
from hocvuso.core.postings import Postings, inverse_frequency
from hocvuso.core.question import Question, Reading
from hocvuso.core.scoring import Floats, Parts
from hocvuso.core.vntext import tokens

# How far down the ranking a rival of another skill is looked for (assumed; a skill has up to 15 steps).
_LOOK_BACK = 40
_FIRST = 5


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
class _Shares:
    """What a question shares with each of the hits, and what it is in itself."""

    coverage: list[float]
    pairs: list[float]
    words: frozenset[str]
    unknown: float
    known: float
    repaired: float


@dataclass(frozen=True, slots=True)
class _Places:
    """The idf of a question's places: worth and, for each word of each reading that is known, place, idf and column."""

    worth: list[float]
    place: list[int]
    idf: list[float]
    columns: list[int]


def hits_of(index: Index, asked: Question, parts: Parts, total: Floats, order: NDArray[np.intp], k: int) -> list[Hit]:
    """Return the first k rows of a ranking as hits."""
    rows = order[:k]
    shares, race = _shares(index, asked, rows), _race(index, total, order)
    return [_hit(index, parts, total, int(row), place, shares, race) for place, row in enumerate(rows)]


def _shares(index: Index, asked: Question, rows: NDArray[np.intp]) -> _Shares:
    postings = index.marked if asked.marked else index.words
    places = _places(postings, asked)
    return _Shares(
        coverage=_coverage(postings, places, rows),
        pairs=_pairs(index.words, asked, rows),
        words=frozenset(asked.words()),
        unknown=_unknown_share(asked, index),
        known=_known_share(index, postings, places),
        repaired=asked.repaired_share,
    )


def _places(postings: Postings, asked: Question) -> _Places:
    highest = inverse_frequency(postings.row_count, 0)
    found = _Places([], [], [], [])
    words = [sorted({word for one in slot.readings for word in _words(one, asked)}) for slot in asked.slots]
    columns = iter(postings.find([word for those in words for word in those]).tolist())
    for those in filter(None, words):
        known = [column for column in (next(columns) for _ in those) if column >= 0]
        idf = postings.idf[known].tolist()
        found.place.extend([len(found.worth)] * len(known))
        found.worth.append(max(idf, default=highest))
        found.idf.extend(idf)
        found.columns.extend(known)
    return found


def _words(reading: Reading, asked: Question) -> tuple[str, ...]:
    return reading.marked if asked.marked else reading.words


def _coverage(postings: Postings, places: _Places, rows: NDArray[np.intp]) -> list[float]:
    """Share of the idf of the question's places that each row holds in any of their readings."""
    best = np.zeros((len(places.worth), len(rows)))
    held = postings.held(np.array(places.columns, np.int64), rows)
    np.maximum.at(best, places.place, held * np.array(places.idf)[:, None])
    return list((best.sum(axis=0) / (sum(places.worth) or 1.0)).tolist())


def _known_share(index: Index, postings: Postings, places: _Places) -> float:
    """Share of the idf of the question's places that any passage with a skill holds.

    Topics that are not ours stand after all others in the index, so the first row of a term tells.
    """
    best = np.zeros(len(places.worth))
    ours = index.is_ours[postings.first_rows(np.array(places.columns, np.int64))]
    np.maximum.at(best, places.place, ours * np.array(places.idf))
    return float(best.sum() / (sum(places.worth) or 1.0))


def _pairs(words: Postings, asked: Question, rows: NDArray[np.intp]) -> list[float]:
    """Share of the worth of the question's pairs (weight times idf, the highest if unknown) that each row holds."""
    weights = {term: weight for term, weight in asked.terms().items() if " " in term}
    columns = words.find(list(weights))
    idf = np.where(columns >= 0, words.idf[columns], inverse_frequency(words.row_count, 0))
    worth = np.array(list(weights.values())) * idf
    return list((worth @ words.held(columns, rows) / (worth.sum() or 1.0)).tolist())


def _unknown_share(asked: Question, index: Index) -> float:
    """Share of the main readings that no text of the site holds, mended words counted as unknown."""
    slots = [slot for slot in asked.slots if slot.readings[0].words]
    if not slots:
        return 1.0
    if asked.marked:
        return float(np.mean(index.marked.find([slot.readings[0].marked[0] for slot in slots]) < 0))
    return sum(slot.mended or slot.readings[0].words[0] not in index.lexicon for slot in slots) / len(slots)


@dataclass(frozen=True, slots=True)
class _Race:
    """The best of a ranking: skills of the first few, the scores that a hit has to beat."""

    first: list[str]
    best: list[tuple[int, float]]  # the first two rows
    skills: list[tuple[str, float]]  # the first rows of the first two skills
    foreign: list[tuple[int, float]]  # topics that are not ours, the first one


def _race(index: Index, total: Floats, order: NDArray[np.intp]) -> _Race:
    ranking = order[: _LOOK_BACK + 1].tolist()
    leaders = {index.grandparents[row]: row for row in reversed(ranking)}
    first_of_skills = sorted(leaders.items(), key=lambda pair: ranking.index(pair[1]))[:2]
    strangers = np.flatnonzero(~index.is_ours)
    foreign = [int(strangers[np.argmax(total[strangers])])] if len(strangers) else []
    return _Race(
        first=[index.grandparents[row] for row in ranking[:_FIRST]],
        best=[(row, float(total[row])) for row in ranking[:2]],
        skills=[(skill, float(total[row])) for skill, row in first_of_skills],
        foreign=[(row, float(total[row])) for row in foreign],
    )


def _hit(index: Index, parts: Parts, total: Floats, row: int, place: int, shares: _Shares, race: _Race) -> Hit:
    skill, own = index.grandparents[row], float(total[row])
    features = Features(
        bm25=float(parts.bm25[row]),
        coverage=shares.coverage[place],
        pairs=shares.pairs[place],
        pieces=float(parts.pieces[row]),
        nearest=float(parts.nearest[row]),
        near_miss=float(parts.near_miss[row]),
        margin=_lead(own, [score for other, score in race.best if other != row]),
        skill_margin=_lead(own, [score for other, score in race.skills if other != skill]),
        agreement=race.first.count(skill) / len(race.first),
        title=_title_share(index.titles[row], shares.words),
        unknown=shares.unknown,
        known=shares.known,
        rival=_lead(own, [score for _, score in race.foreign]),
        repaired=shares.repaired,
    )
    return Hit(index.ids[row], skill, index.parents[row], round(own, 6), features, _near_goal(index, parts, row))


def _near_goal(index: Index, parts: Parts, row: int) -> str:
    # Near-misses stand after all wordings, in the order of their passages.
    begin, end = index.wording_owner[index.wording_count :].searchsorted([row, row + 1]).tolist()
    if begin == end:
        return ""
    nearest = int(np.argmax(parts.wordings[index.wording_count :][begin:end]))
    return index.goes_to[int(begin) + nearest]


def _lead(own: float, others: list[float]) -> float:
    """Lead over the best of the others as a share of the own score; 1 if there is none, below 0 if behind."""
    if own <= 0.0:
        return 0.0
    return (own - others[0]) / own if others else 1.0


def _title_share(title: str, words: frozenset[str]) -> float:
    titled = _title_words(title)
    return len(titled & words) / len(titled) if titled else 0.0


@lru_cache(maxsize=4096)  # assumed: as many titles as a large site has steps
def _title_words(title: str) -> frozenset[str]:
    return frozenset(tokens(title))
