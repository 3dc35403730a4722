"""Build the search index: everything `core/retrieval.py` needs, computed once.

Terms are folded words and pairs of neighbouring words; pairs do the work of a word segmenter and survive
missing marks (design, measured: 0.876 to 0.919 R@1 on XQuAD-vi).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hocvuso.core import affinity, off_topic
from hocvuso.core.content import Curriculum
from hocvuso.core.passages import QUESTIONS, TITLE, Parent, Passage, parents_of, passages_of
from hocvuso.core.postings import Postings, build_postings
from hocvuso.core.prepared import Counted, Prepared, Terms, add, counted, prepare
from hocvuso.core.repair import Lexicon

# BM25's constants, within the published range (Robertson and Zaragoza 2009: k1 1.2 to 2, b 0.5 to 0.8);
# of that range the best on XQuAD-vi chunks and equal on our wordings (measured).
K1 = 2.0
B = 0.5
# Between two single sentences one added word breaks two pairs, so pairs say less there than in a passage
# (measured on wordings held out).
PAIR_SHARE = 0.3


@dataclass(frozen=True, slots=True)
class Index:
    """Everything that a search needs. Row numbers of `ids` are the rows of `words`, `marked`, `pieces`."""

    ids: tuple[str, ...]
    titles: tuple[str, ...]
    parents: tuple[str, ...]  # lesson, "" for a card
    grandparents: tuple[str, ...]  # skill
    devices: tuple[tuple[str, ...], ...]
    goes_to: tuple[str, ...]  # where each near-miss belongs
    goal_rows: NDArray[np.int32]  # its row if that is a passage, else -1
    parent_rows: NDArray[np.int32]  # row in `parent_words`, -1 if none
    grandparent_rows: NDArray[np.int32]
    wording_owner: NDArray[np.int32]  # row of the passage of each wording and, after them, near-miss
    words: Postings
    marked: Postings
    parent_words: Postings
    pieces: Postings
    wordings: Postings  # one row a wording; the last len(goes_to) rows are the near-misses
    affinity: NDArray[np.float32]  # what each term of `wordings` speaks for, a column a skill
    affinity_rows: NDArray[np.int32]  # column of each passage's skill
    lexicon: Lexicon

    @property
    def is_ours(self) -> NDArray[np.bool_]:
        """Whether each passage belongs to a skill; the others are topics that are not ours."""
        return self.affinity_rows > 0  # skills are sorted, so "" comes first

    @property
    def wording_count(self) -> int:
        """Number of wordings; rows of `wordings` from here on are near-misses."""
        return len(self.wording_owner) - len(self.goes_to)


def build(curriculum: Curriculum) -> Index:
    """Index of everything in a curriculum that can be asked for, and of the topics that are not ours."""
    return build_from(passages_of(curriculum) + off_topic.passages(), parents_of(curriculum))


def build_from(passages: Sequence[Passage], parents: Iterable[Parent] = ()) -> Index:
    """Index of any passages. Parents get their own words and those of all passages below them."""
    return assemble([prepare(passage) for passage in passages], parents)


def assemble(prepared: Sequence[Prepared], parents: Iterable[Parent] = ()) -> Index:
    """Index of passages that were read before."""
    passages = [one.passage for one in prepared]
    plain = [[*_weighted(one.fields, "plain"), _joined(one.questions, "plain")] for one in prepared]
    marked = [[*_weighted(one.fields, "marked"), _joined(one.questions, "marked")] for one in prepared]
    words = build_postings(_saturated(plain))
    above = _parent_terms(passages, parents, plain)
    above_row = {parent_id: row for row, parent_id in enumerate(above)}
    own_row = {passage.id: row for row, passage in enumerate(passages)}
    goals = [goal for passage in passages for _, goal in passage.near_misses]
    wordings = build_postings(
        [as_wording(text.plain) for one in prepared for text in one.questions]
        + [as_wording(text.plain) for one in prepared for text in one.near_misses],
        cosine=True,
    )
    skills = sorted({passage.grandparent for passage in passages} | {""})
    return Index(
        ids=tuple(passage.id for passage in passages),
        titles=tuple(passage.title for passage in passages),
        parents=tuple(passage.parent for passage in passages),
        grandparents=tuple(passage.grandparent for passage in passages),
        devices=tuple(passage.devices for passage in passages),
        goes_to=tuple(goals),
        goal_rows=np.array([own_row.get(goal, -1) for goal in goals], np.int32),
        parent_rows=np.array([above_row.get(passage.parent, -1) for passage in passages], np.int32),
        grandparent_rows=np.array([above_row.get(passage.grandparent, -1) for passage in passages], np.int32),
        wording_owner=np.array(
            [row for row, one in enumerate(prepared) for _ in one.questions]
            + [row for row, one in enumerate(prepared) for _ in one.near_misses],
            np.int32,
        ),
        words=words,
        marked=build_postings(_saturated(marked)),
        parent_words=build_postings(_saturated([[(1.0, terms, _size(terms))] for terms in above.values()])),
        pieces=build_postings([_piece_weights(one) for one in prepared], cosine=True),
        wordings=wordings,
        affinity=affinity.fit(wordings, _skills_meant(passages, skills), skills),
        affinity_rows=np.array([skills.index(passage.grandparent) for passage in passages], np.int32),
        lexicon=Lexicon(_frequencies(plain), pair_counter(words)),
    )


def _skills_meant(passages: Sequence[Passage], skills: Sequence[str]) -> list[str]:
    """The skill of each wording and, after them, of each near-miss's goal; "" for what is nobody's lesson."""
    skill_of = {passage.id: passage.grandparent for passage in passages} | {skill: skill for skill in skills}
    own = [passage.grandparent for passage in passages for _ in passage.questions]
    return own + [skill_of.get(goal, "") for passage in passages for _, goal in passage.near_misses]


# A field as it is scored: its weight, its terms with their counts, its number of terms.
_Field = tuple[float, Terms, float]


def _weighted(fields: Sequence[tuple[float, Counted]], kind: str) -> list[_Field]:
    return [(weight, terms := getattr(counted, kind), _size(terms)) for weight, counted in fields]


def _joined(questions: Sequence[Counted], kind: str) -> _Field:
    """All questions of a passage as one field: better than rows of their own (design, measured)."""
    total: Terms = {}
    for question in questions:
        add(total, getattr(question, kind))
    return QUESTIONS, total, _size(total)


def _size(terms: Terms) -> float:
    return float(sum(terms.values()))


def as_wording(terms: Terms) -> Terms:
    """Terms as single sentences are compared: each at most once, pairs at part of their weight."""
    return {term: min(1.0, count) * (PAIR_SHARE if " " in term else 1.0) for term, count in terms.items()}


def _saturated(rows: Sequence[Sequence[_Field]]) -> list[Terms]:
    """BM25F: weighted, length-normalised counts of all fields, then saturated (Zaragoza et al. 2004).

    The fields of all rows stand in the same order.
    """
    width = max((len(row) for row in rows), default=0)
    mean = [sum(row[place][2] for row in rows if place < len(row)) / max(1, len(rows)) or 1.0 for place in range(width)]
    saturated: list[Terms] = []
    for row in rows:
        total: Terms = {}
        for place, (weight, terms, length) in enumerate(row):
            add(total, terms, weight / (1.0 - B + B * length / mean[place]))
        saturated.append({term: (K1 + 1.0) * count / (K1 + count) for term, count in total.items()})
    return saturated


def _parent_terms(
    passages: Sequence[Passage], parents: Iterable[Parent], fields: Sequence[Sequence[_Field]]
) -> dict[str, Terms]:
    """One field a parent: its own text and all fields of its passages, with their weights."""
    merged: dict[str, Terms] = {}
    for passage, row in zip(passages, fields, strict=True):
        for parent in (passage.parent, passage.grandparent):
            if parent:
                for weight, terms, _ in row:
                    add(merged.setdefault(parent, {}), terms, weight)
    for own in parents:
        if own.id in merged:
            add(merged[own.id], counted(own.text).plain, TITLE)
    return merged


def _piece_weights(prepared: Prepared) -> Terms:
    """Character pieces of title and questions (of the whole text if there are none), damped counts."""
    total: Terms = {}
    texts = (prepared.title, *prepared.questions)
    for text in texts if prepared.questions else [field for _, field in prepared.fields]:
        add(total, text.pieces)
    return {piece: 1.0 + math.log(count) for piece, count in total.items()}


def _frequencies(rows: Sequence[Sequence[_Field]]) -> dict[str, int]:
    """Number of passages that hold each word."""
    counts: Counter[str] = Counter()
    for row in rows:
        counts.update({term for _, terms, _ in row for term in terms if term.isalnum()})
    return dict(counts)


def pair_counter(words: Postings) -> Callable[[str, str], float]:
    """Tell how many passages hold two words side by side."""

    def count(left: str, right: str) -> float:
        return float(words.frequency(f"{left} {right}"))

    return count
