"""Add wordings to an index that stands, in a few milliseconds; building it anew takes seconds.

A wording counts like one more question of its passage: its terms are added to the passage's own, it becomes a row of
the single wordings, and its words become known. The idf, the lengths of fields, lessons' words and three-letter
pieces stay what they were: one sentence moves them by less than can be seen. So no other passage gains anything, and a
question that changes its first answer changes it to the passage that was added to.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from hocvuso.core.indexing import K1, Index, as_wording, pair_counter
from hocvuso.core.passages import QUESTIONS, Passage
from hocvuso.core.postings import Postings, inverse_frequency, term_key
from hocvuso.core.prepared import Prepared, Terms, prepare
from hocvuso.core.repair import Lexicon

# Term, row, weight; an entry of a row that holds the term already takes the place of what stood there.
_Entry = tuple[str, int, float]


@dataclass(frozen=True, slots=True)
class Added:
    """A wording and the step or card that answers it."""

    goal: str
    text: str


def extended(index: Index, added: Sequence[Added]) -> Index:
    """Return an index that also knows these wordings; those of passages that it does not hold are left out."""
    row_of = {name: row for row, name in enumerate(index.ids)}
    kept = [(row_of[one.goal], _counted(one.text)) for one in added if one.goal in row_of]
    kept = [(row, counted) for row, counted in kept if counted.questions[0].plain]
    if not kept:
        return index
    plain = [(row, counted.questions[0].plain) for row, counted in kept]
    marked = [(row, counted.questions[0].marked) for row, counted in kept]
    words = _put(index.words, _stronger(index.words, plain))
    wordings = _with_rows(index.wordings, index.wording_count, [terms for _, terms in plain])
    return replace(
        index,
        words=words,
        marked=_put(index.marked, _stronger(index.marked, marked)),
        wordings=wordings,
        affinity=_with_terms(index.affinity, index.wordings, wordings),
        wording_owner=np.insert(
            index.wording_owner, index.wording_count, np.array([row for row, _ in plain], np.int32)
        ),
        lexicon=_with_words(index.lexicon, words, plain),
    )


@lru_cache(maxsize=1024)  # a site adds some hundred; taking one back reads none of the others again
def _counted(text: str) -> Prepared:
    return prepare(Passage(id="", fields=(), questions=(text,)))


def _stronger(postings: Postings, added: Iterable[tuple[int, Terms]]) -> list[_Entry]:
    """Return what rows hold of the terms once these are added, saturated as `indexing` does.

    Saturation can be taken back: s = (K1 + 1) c / (K1 + c), so c = K1 s / (K1 + 1 - s).
    """
    counts: dict[tuple[str, int], float] = {}
    for row, terms in added:
        for term, count in terms.items():
            counts[term, row] = counts.get((term, row), 0.0) + QUESTIONS * count
    names = sorted({term for term, _ in counts})
    column_of = dict(zip(names, postings.find(names).tolist(), strict=True))
    entries: list[_Entry] = []
    for (term, row), count in counts.items():
        column = column_of[term]
        idf = float(postings.idf[column]) if column >= 0 else inverse_frequency(postings.row_count, 1)
        stored = _stored(postings, column, row) / idf
        total = count + K1 * stored / (K1 + 1.0 - stored)
        entries.append((term, row, (K1 + 1.0) * total / (K1 + total) * idf))
    return entries


def _stored(postings: Postings, column: int, row: int) -> float:
    if not postings.holds(column, row):
        return 0.0
    begin, end = int(postings.starts[column]), int(postings.starts[column + 1])
    return float(postings.weights[begin + int(postings.rows[begin:end].searchsorted(row))])


def _with_rows(postings: Postings, first: int, rows: Sequence[Terms]) -> Postings:
    """Return postings with new rows of single wordings from number `first` on; later rows move up."""
    names = sorted({term for row in rows for term in row})
    columns = postings.find(names).tolist()
    unknown = inverse_frequency(postings.row_count, 1)
    idf = {name: float(postings.idf[at]) if at >= 0 else unknown for name, at in zip(names, columns, strict=True)}
    entries: list[_Entry] = []
    for number, row in enumerate(rows, start=first):
        weights = {term: weight * idf[term] for term, weight in as_wording(row).items()}
        length = float(np.sqrt(sum(weight * weight for weight in weights.values()))) or 1.0
        entries += [(term, number, weight / length) for term, weight in weights.items()]
    moved = postings.rows + np.where(postings.rows >= first, len(rows), 0).astype(np.int32)
    return _put(replace(postings, rows=moved, row_count=postings.row_count + len(rows)), entries)


def _put(postings: Postings, entries: Sequence[_Entry]) -> Postings:
    """Return postings with these entries: rows within a term and keys stay sorted."""
    weights = np.array(postings.weights)
    fresh: list[tuple[int, int, int, float, int]] = []  # place, key, row, weight, column (-1: a new term)
    columns = postings.find([term for term, _, _ in entries]).tolist()
    for (term, row, weight), column in zip(entries, columns, strict=True):
        key = term_key(term)
        if column < 0:
            place = int(postings.keys.searchsorted(np.uint64(key)))
            fresh.append((int(postings.starts[place]), key, row, weight, -1))
            continue
        begin, end = int(postings.starts[column]), int(postings.starts[column + 1])
        place = begin + int(postings.rows[begin:end].searchsorted(row))
        if place < end and postings.rows[place] == row:
            weights[place] = weight
        else:
            fresh.append((place, key, row, weight, column))
    fresh.sort()
    places = [one[0] for one in fresh]
    counts = np.diff(postings.starts)
    np.add.at(counts, [one[4] for one in fresh if one[4] >= 0], 1)
    new_keys, new_counts = np.unique(np.array([one[1] for one in fresh if one[4] < 0], np.uint64), return_counts=True)
    at = postings.keys.searchsorted(new_keys)
    counts = np.insert(counts, at, new_counts)
    return Postings(
        keys=np.insert(postings.keys, at, new_keys),
        starts=np.concatenate([np.zeros(1, np.int64), np.cumsum(counts, dtype=np.int64)]),
        rows=np.insert(postings.rows, places, np.array([one[2] for one in fresh], np.int32)),
        weights=np.insert(weights, places, np.array([one[3] for one in fresh], np.float32)),
        idf=np.insert(postings.idf, at, np.float32(inverse_frequency(postings.row_count, 1))),
        row_count=postings.row_count,
    )


def _with_terms(affinity: NDArray[np.float32], before: Postings, after: Postings) -> NDArray[np.float32]:
    """Return what each term speaks for; a new term speaks for nothing yet."""
    grown = np.zeros((len(after.keys), affinity.shape[1]), np.float32)
    grown[after.keys.searchsorted(before.keys)] = affinity
    return grown


def _with_words(lexicon: Lexicon, words: Postings, added: Iterable[tuple[int, Terms]]) -> Lexicon:
    """Return the lexicon itself where every word is known: making its neighbours anew takes longer than the rest."""
    fresh = {term for _, terms in added for term in terms if term.isalnum() and term not in lexicon}
    return Lexicon({**lexicon.counts, **dict.fromkeys(fresh, 1)}, pair_counter(words)) if fresh else lexicon
