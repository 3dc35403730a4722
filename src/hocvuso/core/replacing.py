"""Replace some passages in an index that stands: one lesson in some milliseconds, where building takes seconds.

Rows of changed passages go and come anew, lessons and skills above them are summed up again; the idf, mean lengths and
what words speak for (`core/affinity.py`) stay what they were, so this is for a tenth of the passages at most.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from hocvuso.core.indexing import (
    K1,
    B,
    Field,
    Index,
    as_wording,
    bag_of,
    digest,
    digest_of,
    fields_of,
    goal_rows_of,
    lists_of,
    owners_of,
    pair_counter,
    piece_weights,
    saturated,
    weighed,
)
from hocvuso.core.passages import TITLE, Parent, Passage
from hocvuso.core.postings import Postings, inverse_frequency, term_key
from hocvuso.core.prepared import Prepared, Terms, counted, prepare

# Of the passages; beyond, idf and affinity have drifted and the index is built anew (assumed).
MOST_REPLACED = 0.1

_Rows = NDArray[np.int64]
_Flags = NDArray[np.bool_]
_Value = TypeVar("_Value", np.float32, np.int32)


@dataclass(frozen=True, slots=True)
class _Place:
    """What became of the entries and terms of postings."""

    kept: _Flags  # which old entries stay
    fresh: _Flags  # which of the new entries came
    order: _Rows  # in which order they stand there
    held: _Flags  # which terms some old row still holds
    source: _Rows  # the old column of each new one, -1 if there was none

    def moved(self, old: NDArray[_Value], added: NDArray[_Value]) -> NDArray[_Value]:
        """Return values that stand beside the entries, with those that came among them."""
        found = np.empty(len(self.fresh), old.dtype)
        found[self.fresh] = added[self.order]
        found[~self.fresh] = old[self.kept]
        return found


@dataclass(frozen=True, slots=True)
class _Merged:
    postings: Postings
    place: _Place


@dataclass(frozen=True, slots=True)
class _Entries:
    """What new rows hold: key of the term, row, value."""

    keys: NDArray[np.uint64]
    rows: _Rows
    values: NDArray[np.float32]


def replaced(index: Index, passages: Sequence[Passage], parents: Iterable[Parent]) -> Index | None:
    """Return the index of these passages made from one of nearly the same; None where it has to be built anew."""
    texts = tuple(digest_of(passage) for passage in passages)
    stay = _stay(dict(zip(index.ids, index.ledger.passages, strict=True)), index.ids, passages, texts)
    fresh = sorted(set(range(len(passages))) - set(stay[stay >= 0].tolist()))
    touched = max(len(fresh), int((stay < 0).sum()))
    column_of = dict(zip(index.grandparents, index.affinity_rows.tolist(), strict=True))
    known = all(passage.grandparent in column_of for passage in passages)
    is_in_order = bool((np.diff(stay[stay >= 0]) > 0).all())
    too_many = index.ledger.replaced + touched > MOST_REPLACED * len(passages)
    if not known or not is_in_order or too_many or len(index.ledger.counts) != len(index.words.rows):
        return None
    read = [prepare(passages[row]) for row in fresh]
    plain = [fields_of(one, "plain") for one in read]
    words, counts = _words(index, stay, fresh, plain, len(passages))
    above = _parents(index, passages, {parent.id: parent.text for parent in parents}, stay, fresh, words, counts)
    if above is None:
        return None
    parent_words, parent_texts = above
    row_of = {name: row for row, (name, _) in enumerate(parent_texts)}
    marked = [saturated(weighed(fields_of(one, "marked"), index.ledger.lengths[1])) for one in read]
    wordings, affinity = _wordings(index, stay, fresh, read, passages)
    return Index(
        **lists_of(passages),
        goal_rows=goal_rows_of(passages),
        parent_rows=np.array([row_of.get(passage.parent, -1) for passage in passages], np.int32),
        grandparent_rows=np.array([row_of.get(passage.grandparent, -1) for passage in passages], np.int32),
        wording_owner=owners_of(passages),
        words=words,
        marked=_merged(index.marked, stay, len(passages), _entries(fresh, marked)).postings,
        parent_words=parent_words,
        pieces=_merged(
            index.pieces, stay, len(passages), _entries(fresh, map(piece_weights, read)), cosine=True
        ).postings,
        wordings=wordings,
        affinity=affinity,
        affinity_rows=np.array([column_of[passage.grandparent] for passage in passages], np.int32),
        lexicon=index.lexicon.changed_to(_known_words(index, words, plain), pair_counter(words)),
        ledger=replace(
            index.ledger, passages=texts, parents=parent_texts, counts=counts,
            replaced=index.ledger.replaced + touched,
        ),
    )  # fmt: skip


def _stay(old: dict[str, str], ids: Sequence[str], passages: Sequence[Passage], texts: Sequence[str]) -> _Rows:
    """Return the new row of each old passage, -1 for those that change or go."""
    row_of = {one.id: row for row, one in enumerate(passages) if old.get(one.id) == texts[row]}
    return np.array([row_of.get(name, -1) for name in ids], np.int64)


def _entries(rows: Iterable[int], terms: Iterable[Terms]) -> _Entries:
    keys: list[int] = []
    values: list[float] = []
    owners: list[int] = []
    sizes: list[int] = []
    for row, one in zip(rows, terms, strict=True):
        keys += map(term_key, one)
        values += one.values()
        owners.append(row)
        sizes.append(len(one))
    return _Entries(
        np.array(keys, np.uint64), np.repeat(np.array(owners, np.int64), sizes), np.array(values, np.float32)
    )


def _merged(postings: Postings, stay: _Rows, row_count: int, added: _Entries, *, cosine: bool = False) -> _Merged:
    """Return postings with rows moved and added; `added` holds values without idf, as `build_postings` gets them.

    Large arrays are touched as few times as can be: writing fresh memory is most of the cost (measured).
    """
    kept = (stay >= 0)[postings.rows]
    gone = np.flatnonzero(~kept)
    left = np.diff(postings.starts)
    left -= np.bincount(postings.starts.searchsorted(gone, side="right") - 1, minlength=len(left))
    held = left > 0
    keys, source = _joined(postings.keys, held, added.keys)
    is_old = source >= 0
    idf = np.full(len(keys), inverse_frequency(row_count, 1), np.float32)
    idf[is_old] = postings.idf[held]
    own_column = keys.searchsorted(added.keys)
    values = added.values * idf[own_column]
    if cosine:
        length = np.sqrt(np.bincount(added.rows, weights=values * values, minlength=row_count))
        values = values / np.where(length > 0.0, length, 1.0)[added.rows]
    order = np.lexsort((added.rows, own_column))
    per_column = np.zeros(len(keys), np.int64)
    per_column[is_old] = left[held]
    rows = postings.rows
    if (stay[stay >= 0] != np.flatnonzero(stay >= 0)).any():  # else every row that stays has the number it had
        rows = stay.astype(np.int32)[rows]
    where = _places(rows[kept], _starts(per_column), own_column[order], added.rows[order])
    fresh = np.zeros(int(per_column.sum()) + len(where), np.bool_)
    fresh[where + np.arange(len(where))] = True
    per_column += np.bincount(own_column, minlength=len(keys))
    place = _Place(kept, fresh, order, held, source)
    return _Merged(
        Postings(
            keys=keys,
            starts=_starts(per_column),
            rows=place.moved(rows, added.rows.astype(np.int32)),
            weights=place.moved(postings.weights, values.astype(np.float32)),
            idf=idf,
            row_count=row_count,
        ),
        place,
    )


def _starts(per_column: _Rows) -> _Rows:
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(per_column, dtype=np.int64)])


def _places(rows: NDArray[np.int32], starts: _Rows, columns: _Rows, wanted: _Rows) -> _Rows:
    """Return where each wanted row belongs among the sorted rows of its column: all halved at once."""
    low, high = starts[columns], starts[columns + 1]
    while (low < high).any():
        middle = (low + high) // 2
        is_open = low < high
        before = is_open & (rows[np.minimum(middle, len(rows) - 1)] < wanted)
        low = np.where(before, middle + 1, low)
        high = np.where(is_open & ~before, middle, high)
    return low


def _joined(old: NDArray[np.uint64], held: _Flags, added: NDArray[np.uint64]) -> tuple[NDArray[np.uint64], _Rows]:
    """Return the keys that are still held and the few that came, sorted, and the old column of each (-1: none)."""
    few = np.unique(added)
    at = old.searchsorted(few)
    known = np.minimum(at, max(0, len(old) - 1))
    is_new = (old[known] != few) | ~held[known] if len(old) else np.ones(len(few), np.bool_)
    columns = np.flatnonzero(held)
    source = np.insert(columns, columns.searchsorted(at[is_new]), -1)
    keys = old[source]
    keys[source < 0] = few[is_new]
    return keys, source


def _words(
    index: Index, stay: _Rows, fresh: Sequence[int], rows: Sequence[Sequence[Field]], row_count: int
) -> tuple[Postings, NDArray[np.float32]]:
    """Return the words of all passages and, beside them, what each gives to its parents."""
    added = _entries(fresh, [saturated(weighed(row, index.ledger.lengths[0])) for row in rows])
    merged = _merged(index.words, stay, row_count, added)
    # In the order of `added`: both sums walk over the same fields, so they meet the same terms in the same order.
    bags = np.array([count for row in rows for count in bag_of(row).values()], np.float32)
    return merged.postings, merged.place.moved(index.ledger.counts, bags)


def _parents(
    index: Index, passages: Sequence[Passage], own: dict[str, str], stay: _Rows, fresh: Sequence[int],
    words: Postings, counts: NDArray[np.float32],
) -> tuple[Postings, tuple[tuple[str, str], ...]] | None:  # fmt: skip
    """Return the words of lessons and skills; those above a change are summed up anew. None if their order changed."""
    names = list(dict.fromkeys(name for one in passages for name in (one.parent, one.grandparent) if name))
    texts = tuple((name, digest(own.get(name, ""))) for name in names)
    changed = {name for row in fresh for name in (passages[row].parent, passages[row].grandparent)}
    gone = np.flatnonzero(stay < 0).tolist()
    changed |= {name for row in gone for name in (index.parents[row], index.grandparents[row])}
    old = dict(index.ledger.parents)
    row_of = {name: row for row, (name, text) in enumerate(texts) if name not in changed and old.get(name) == text}
    moved = np.array([row_of.get(name, -1) for name, _ in index.ledger.parents], np.int64)
    if (np.diff(moved[moved >= 0]) <= 0).any():
        return None
    rows = [row for row, name in enumerate(names) if name not in row_of]
    sums = [_summed(words, counts, passages, names[row], own.get(names[row], "")) for row in rows]
    mean = index.ledger.lengths[2][0]
    values = [total / (1.0 - B + B * total.sum() / mean) for _, total in sums]
    added = _Entries(
        np.concatenate([keys for keys, _ in sums] or [np.zeros(0, np.uint64)]),
        np.repeat(np.array(rows, np.int64), [len(keys) for keys, _ in sums]),
        np.concatenate([(K1 + 1.0) * value / (K1 + value) for value in values] or [np.zeros(0)]).astype(np.float32),
    )
    return _merged(index.parent_words, moved, len(names), added).postings, texts


def _summed(
    words: Postings, counts: NDArray[np.float32], passages: Sequence[Passage], name: str, own: str
) -> tuple[NDArray[np.uint64], NDArray[np.float64]]:
    """Return the terms of a lesson or skill and their counts: of its passages and of its own words."""
    below = np.array([name in (one.parent, one.grandparent) for one in passages])
    at = np.flatnonzero(below[words.rows])
    keys = words.keys[words.starts.searchsorted(at, side="right") - 1]
    terms = counted(own).plain
    keys = np.concatenate([keys, np.array([term_key(term) for term in terms], np.uint64)])
    values = np.concatenate([counts[at], TITLE * np.array(list(terms.values()), np.float32)])
    found, place = np.unique(keys, return_inverse=True)
    return found, np.bincount(place, weights=values, minlength=len(found)).astype(np.float64)


def _wordings(
    index: Index, stay: _Rows, fresh: Sequence[int], read: Sequence[Prepared], passages: Sequence[Passage]
) -> tuple[Postings, NDArray[np.float32]]:
    """Return the single wordings and near-misses of all passages, and what each of their terms speaks for.

    A new term speaks for nothing yet.
    """
    owners = owners_of(passages)
    asked = len(owners) - sum(len(one.near_misses) for one in passages)
    moved = np.concatenate([
        _rows_of(index.wording_owner[: index.wording_count], owners[:asked], stay, 0),
        _rows_of(index.wording_owner[index.wording_count :], owners[asked:], stay, asked),
    ])  # fmt: skip
    rows, terms = [], []
    for own, first, kind in ((owners[:asked], 0, "questions"), (owners[asked:], asked, "near_misses")):
        for row, one in zip(fresh, read, strict=True):
            begin = first + int(own.searchsorted(row))
            for place, text in enumerate(getattr(one, kind)):
                rows.append(begin + place)
                terms.append(as_wording(text.plain))
    merged = _merged(index.wordings, moved, len(owners), _entries(rows, terms), cosine=True)
    affinity = index.affinity[merged.place.source]
    affinity[merged.place.source < 0] = 0.0
    return merged.postings, affinity


def _rows_of(before: NDArray[np.int32], after: NDArray[np.int32], stay: _Rows, first: int) -> _Rows:
    """Return the new row of each old wording, -1 for those of passages that changed; both lists are sorted."""
    place = np.arange(len(before)) - before.searchsorted(before)
    owner = stay[before]
    return np.where(owner >= 0, first + after.searchsorted(owner) + place, -1)


def _known_words(index: Index, words: Postings, rows: Sequence[Sequence[Field]]) -> dict[str, int]:
    """Return the words of all texts with the number of passages that hold each."""
    said = {term for row in rows for _, terms, _ in row for term in terms if term.isalnum()}
    names = list(dict.fromkeys((*index.lexicon.counts, *sorted(said))))
    columns = words.find(names)
    holding = np.where(columns >= 0, words.starts[columns + 1] - words.starts[columns], 0).tolist()
    return {name: count for name, count in zip(names, holding, strict=True) if count}
