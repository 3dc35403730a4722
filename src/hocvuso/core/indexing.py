"""Build the search index: everything `core/retrieval.py` needs, computed once.

Terms are folded words and pairs of neighbouring words; pairs do the work of a word segmenter and survive
missing marks (design, measured: 0.876 to 0.919 R@1 on XQuAD-vi).
"""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hocvuso.core import affinity, off_topic
from hocvuso.core.content import Curriculum
from hocvuso.core.passages import QUESTIONS, TITLE, Parent, Passage, parents_of, passages_of
from hocvuso.core.postings import Postings, build_postings, term_key
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
class Ledger:
    """What an index was made of, so that one lesson can be replaced in it (`core/replacing.py`)."""

    passages: tuple[str, ...]  # digest of each passage
    parents: tuple[tuple[str, str], ...]  # id and digest of the own words of each row of `parent_words`
    lengths: tuple[tuple[float, ...], ...]  # mean length of each field of `words`, `marked`, `parent_words`
    counts: NDArray[np.float32]  # what each passage gives to its parents, beside `words.weights`
    replaced: int = 0  # passages replaced since idf and affinity were computed


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
    ledger: Ledger

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
    own_texts = {parent.id: parent.text for parent in parents}
    plain, marked = [fields_of(one, "plain") for one in prepared], [fields_of(one, "marked") for one in prepared]
    above = _parent_terms(passages, own_texts, plain)
    parent_fields: list[list[Field]] = [[(1.0, terms, _size(terms))] for terms in above.values()]
    lengths = (_mean_lengths(plain), _mean_lengths(marked), _mean_lengths(parent_fields))
    words = build_postings([saturated(weighed(row, lengths[0])) for row in plain])
    above_row = {parent_id: row for row, parent_id in enumerate(above)}
    wordings = build_postings(
        [as_wording(text.plain) for one in prepared for text in one.questions]
        + [as_wording(text.plain) for one in prepared for text in one.near_misses],
        cosine=True,
    )
    skills = sorted({passage.grandparent for passage in passages} | {""})
    return Index(
        **lists_of(passages),
        goal_rows=goal_rows_of(passages),
        parent_rows=np.array([above_row.get(passage.parent, -1) for passage in passages], np.int32),
        grandparent_rows=np.array([above_row.get(passage.grandparent, -1) for passage in passages], np.int32),
        wording_owner=owners_of(passages),
        words=words,
        marked=build_postings([saturated(weighed(row, lengths[1])) for row in marked]),
        parent_words=build_postings([saturated(weighed(row, lengths[2])) for row in parent_fields]),
        pieces=build_postings([piece_weights(one) for one in prepared], cosine=True),
        wordings=wordings,
        affinity=affinity.fit(wordings, _skills_meant(passages, skills), skills),
        affinity_rows=np.array([skills.index(passage.grandparent) for passage in passages], np.int32),
        lexicon=Lexicon(_frequencies(plain), pair_counter(words)),
        ledger=Ledger(
            tuple(digest_of(passage) for passage in passages),
            tuple((name, digest(own_texts.get(name, ""))) for name in above),
            lengths,
            _beside([bag_of(row) for row in plain]),
        ),
    )


def lists_of(passages: Sequence[Passage]) -> dict[str, Any]:
    """Return what an index holds of each passage as it is."""
    return {
        "ids": tuple(passage.id for passage in passages),
        "titles": tuple(passage.title for passage in passages),
        "parents": tuple(passage.parent for passage in passages),
        "grandparents": tuple(passage.grandparent for passage in passages),
        "devices": tuple(passage.devices for passage in passages),
        "goes_to": tuple(goal for passage in passages for _, goal in passage.near_misses),
    }


def goal_rows_of(passages: Sequence[Passage]) -> NDArray[np.int32]:
    """Return the row of each near-miss's goal, -1 where that is no passage."""
    own_row = {passage.id: row for row, passage in enumerate(passages)}
    return np.array([own_row.get(goal, -1) for one in passages for _, goal in one.near_misses], np.int32)


def owners_of(passages: Sequence[Passage]) -> NDArray[np.int32]:
    """Return the row of the passage of each wording and, after them, of each near-miss."""
    counts = [len(one.questions) for one in passages] + [len(one.near_misses) for one in passages]
    return np.repeat(np.arange(len(counts), dtype=np.int32) % max(1, len(passages)), counts)


def digest(text: str) -> str:
    """Return what tells a text from any other."""
    # UTF-16 is how such texts lie in memory, so that nothing has to be computed (measured: half the time of UTF-8).
    return hashlib.blake2b(text.encode("utf-16-le", "surrogatepass"), digest_size=8).hexdigest()


def digest_of(passage: Passage) -> str:
    """Return what tells a passage from any other, also from one whose texts are split elsewhere."""
    near = [text for pair in passage.near_misses for text in pair]
    shape = f"{len(passage.devices)} {len(passage.questions)} {len(near)} {[weight for weight, _ in passage.fields]}"
    texts = (passage.title, *passage.devices, *passage.questions, *near, *(text for _, text in passage.fields))
    return digest("\x1f".join((passage.id, passage.parent, passage.grandparent, shape, *texts)))


def _beside(bags: Sequence[Terms]) -> NDArray[np.float32]:
    """Return the counts of the rows in the order of the postings, which sort terms by their keys and then rows."""
    counted = sorted((term_key(name), row, count) for row, bag in enumerate(bags) for name, count in bag.items())
    return np.array([count for _, _, count in counted], np.float32)


def _skills_meant(passages: Sequence[Passage], skills: Sequence[str]) -> list[str]:
    """The skill of each wording and, after them, of each near-miss's goal; "" for what is nobody's lesson."""
    skill_of = {passage.id: passage.grandparent for passage in passages} | {skill: skill for skill in skills}
    own = [passage.grandparent for passage in passages for _ in passage.questions]
    return own + [skill_of.get(goal, "") for passage in passages for _, goal in passage.near_misses]


# A field as it is scored: its weight, its terms with their counts, its number of terms.
Field = tuple[float, Terms, float]


def fields_of(one: Prepared, kind: str) -> list[Field]:
    """Return the fields of a passage, its questions last; `kind`: plain or marked."""
    own: list[Field] = [(weight, terms := getattr(counted, kind), _size(terms)) for weight, counted in one.fields]
    return [*own, _joined(one.questions, kind)]


def _joined(questions: Sequence[Counted], kind: str) -> Field:
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


def _mean_lengths(rows: Sequence[Sequence[Field]]) -> tuple[float, ...]:
    """Return the mean length of each field; the fields of all rows stand in the same order."""
    width = max((len(row) for row in rows), default=0)
    return tuple(
        sum(row[place][2] for row in rows if place < len(row)) / max(1, len(rows)) or 1.0 for place in range(width)
    )


def weighed(row: Sequence[Field], lengths: Sequence[float]) -> Terms:
    """BM25F: the weighted, length-normalised counts of all fields of a row (Zaragoza et al. 2004)."""
    total: Terms = {}
    for (weight, terms, length), mean in zip(row, lengths, strict=False):
        add(total, terms, weight / (1.0 - B + B * length / mean))
    return total


def bag_of(row: Sequence[Field]) -> Terms:
    """Return what a passage gives to its lesson and skill: the weighted counts of all its fields."""
    total: Terms = {}
    for weight, terms, _ in row:
        add(total, terms, weight)
    return total


def saturated(total: Terms) -> Terms:
    """What more of the same term is worth less and less."""
    return {term: (K1 + 1.0) * count / (K1 + count) for term, count in total.items()}


def _parent_terms(
    passages: Sequence[Passage], own_texts: Mapping[str, str], fields: Sequence[Sequence[Field]]
) -> dict[str, Terms]:
    """One field a parent: its own text and all fields of its passages, with their weights."""
    merged: dict[str, Terms] = {}
    for passage, row in zip(passages, fields, strict=True):
        for parent in (passage.parent, passage.grandparent):
            if parent:
                add(merged.setdefault(parent, {}), bag_of(row))
    for name, text in own_texts.items():
        if name in merged:
            add(merged[name], counted(text).plain, TITLE)
    return merged


def piece_weights(prepared: Prepared) -> Terms:
    """Character pieces of title and questions (of the whole text if there are none), damped counts."""
    total: Terms = {}
    texts = (prepared.title, *prepared.questions)
    for text in texts if prepared.questions else [field for _, field in prepared.fields]:
        add(total, text.pieces)
    return {piece: 1.0 + math.log(count) for piece, count in total.items()}


def _frequencies(rows: Sequence[Sequence[Field]]) -> dict[str, int]:
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
