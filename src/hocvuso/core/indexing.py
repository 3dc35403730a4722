"""Build, save and map the search index: everything `core/retrieval.py` needs, computed once.

Terms are folded words and pairs of neighbouring words; pairs do the work of a word segmenter and survive
missing marks (design, measured: 0.876 to 0.919 R@1 on XQuAD-vi).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from hocvuso.core.content import Curriculum
from hocvuso.core.passages import QUESTIONS, TITLE, Parent, Passage, parents_of, passages_of
from hocvuso.core.postings import Postings, build_postings, load_postings
from hocvuso.core.question import read_text
from hocvuso.core.repair import Lexicon

# BM25's usual constants (Robertson and Zaragoza 2009: k1 1.2 to 2, b 0.5 to 0.8).
K1 = 1.5
B = 0.75
# Length of the character pieces (design: 3).
_PIECE = 3
_FORM = 1  # raised when the files of a saved index change shape
_POSTINGS = ("words", "marked", "parent_words", "pieces", "wordings")
_ARRAYS = ("parent_rows", "grandparent_rows", "goal_rows", "wording_owner")

Terms = dict[str, float]


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
    lexicon: Lexicon

    @property
    def wording_count(self) -> int:
        """Number of wordings; rows of `wordings` from here on are near-misses."""
        return len(self.wording_owner) - len(self.goes_to)


def build(curriculum: Curriculum) -> Index:
    """Index of everything in a curriculum that can be asked for."""
    return build_from(passages_of(curriculum), parents_of(curriculum))


def build_from(passages: Sequence[Passage], parents: Iterable[Parent] = ()) -> Index:
    """Index of any passages. Parents get their own words and those of all passages below them."""
    fields = [_field_terms(passage) for passage in passages]
    words = build_postings(_saturated([plain for plain, _ in fields]))
    parent_ids, parent_terms = _parent_terms(passages, parents, fields)
    parent_place = {parent_id: row for row, parent_id in enumerate(parent_ids)}
    passage_place = {passage.id: row for row, passage in enumerate(passages)}
    wordings = [(row, text) for row, passage in enumerate(passages) for text in passage.questions]
    near = [(row, text, goal) for row, passage in enumerate(passages) for text, goal in passage.near_misses]
    rows = [text for _, text in wordings] + [text for _, text, _ in near]
    return Index(
        ids=tuple(passage.id for passage in passages),
        titles=tuple(passage.title for passage in passages),
        parents=tuple(passage.parent for passage in passages),
        grandparents=tuple(passage.grandparent for passage in passages),
        devices=tuple(passage.devices for passage in passages),
        goes_to=tuple(goal for _, _, goal in near),
        parent_rows=np.array([parent_place.get(passage.parent, -1) for passage in passages], np.int32),
        grandparent_rows=np.array([parent_place.get(passage.grandparent, -1) for passage in passages], np.int32),
        goal_rows=np.array([passage_place.get(goal, -1) for _, _, goal in near], np.int32),
        wording_owner=np.array([row for row, _ in wordings] + [row for row, _, _ in near], np.int32),
        words=words,
        marked=build_postings(_saturated([marked for _, marked in fields])),
        parent_words=build_postings(_saturated(parent_terms)),
        pieces=build_postings([_piece_weights(passage) for passage in passages], cosine=True),
        wordings=build_postings([read_text(text).terms() for text in rows], cosine=True),
        lexicon=Lexicon(_frequencies(fields), _pair_counter(words)),
    )


# A field's terms: its weight, its terms with their counts, its number of terms.
_Field = tuple[float, Terms, float]


def _field_terms(passage: Passage) -> tuple[list[_Field], list[_Field]]:
    """Terms of each field of a passage, without and with marks."""
    plain: list[_Field] = []
    marked: list[_Field] = []
    for weight, text in (*passage.fields, (QUESTIONS, "\n".join(passage.questions))):
        counts: Terms = {}
        marked_counts: Terms = {}
        for line in text.splitlines():
            said = read_text(line)
            said.add_counts(counts)
            said.add_counts(marked_counts, marked=True)
        plain.append((weight, counts, sum(counts.values())))
        marked.append((weight, marked_counts, sum(marked_counts.values())))
    return plain, marked


def _saturated(rows: Sequence[Sequence[_Field]]) -> list[Terms]:
    """BM25F: weighted, length-normalised counts of all fields, then saturated (Zaragoza et al. 2004)."""
    width = max((len(row) for row in rows), default=0)
    mean = [sum(row[place][2] for row in rows if place < len(row)) / max(1, len(rows)) or 1.0 for place in range(width)]
    saturated: list[Terms] = []
    for row in rows:
        total: Terms = {}
        for place, (weight, terms, length) in enumerate(row):
            norm = 1.0 - B + B * length / mean[place]
            for term, count in terms.items():
                total[term] = total.get(term, 0.0) + weight * count / norm
        saturated.append({term: (K1 + 1.0) * count / (K1 + count) for term, count in total.items()})
    return saturated


def _parent_terms(
    passages: Sequence[Passage],
    parents: Iterable[Parent],
    fields: Sequence[tuple[list[_Field], list[_Field]]],
) -> tuple[list[str], list[list[_Field]]]:
    """One field a parent: its own text and all fields of its passages, summed with their weights."""
    merged: dict[str, Terms] = {}
    for passage, (plain, _) in zip(passages, fields, strict=True):
        for parent in (passage.parent, passage.grandparent):
            if parent:
                counts = merged.setdefault(parent, {})
                for weight, terms, _length in plain:
                    for term, count in terms.items():
                        counts[term] = counts.get(term, 0.0) + weight * count
    for own in parents:
        if own.id in merged:
            for line in own.text.splitlines():
                read_text(line).add_counts(merged[own.id], weight=TITLE)
    return list(merged), [[(1.0, counts, sum(counts.values()))] for counts in merged.values()]


def _piece_weights(passage: Passage) -> Terms:
    """Character pieces of title and questions (of the whole text if there are none), damped counts."""
    texts = [passage.title, *passage.questions] if passage.questions else [text for _, text in passage.fields]
    counts: Counter[str] = Counter()
    for text in texts:
        for line in text.splitlines():
            counts.update(pieces(read_text(line).words()))
    return {piece: 1.0 + float(np.log(count)) for piece, count in counts.items()}


def pieces(words: Sequence[str]) -> list[str]:
    """All runs of three characters of folded words, word ends included; none for no words."""
    text = f" {' '.join(words)} "
    return [text[place : place + _PIECE] for place in range(len(text) - _PIECE + 1)] if words else []


def _frequencies(fields: Sequence[tuple[list[_Field], list[_Field]]]) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for plain, _ in fields:
        counts.update({term for _, terms, _ in plain for term in terms if " " not in term})
    return dict(counts)


def _pair_counter(words: Postings) -> Callable[[str, str], float]:
    def count(left: str, right: str) -> float:
        return float(words.frequency(f"{left} {right}"))

    return count


def save(index: Index, folder: Path) -> None:
    """Write the index: `.npy` files to be mapped and one JSON of ids and vocabulary."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in _POSTINGS:
        getattr(index, name).save(folder, name)
    for name in _ARRAYS:
        np.save(folder / f"{name}.npy", getattr(index, name))
    lists = {name: getattr(index, name) for name in ("ids", "titles", "parents", "grandparents", "devices", "goes_to")}
    counts = {name: getattr(index, name).row_count for name in _POSTINGS}
    text = json.dumps({"form": _FORM, "lists": lists, "rows": counts, "words": index.lexicon.counts})
    (folder / "index.json").write_text(text, encoding="utf-8")


def load(folder: Path) -> Index:
    """Map a saved index. Raises FileNotFoundError if there is none, ValueError if it is of another form."""
    data = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    if data.get("form") != _FORM:
        raise ValueError(f"{folder}: index of form {data.get('form')}, expected {_FORM}")
    parts = {name: load_postings(folder, name, data["rows"][name]) for name in _POSTINGS}
    arrays = {name: np.load(folder / f"{name}.npy", mmap_mode="r") for name in _ARRAYS}
    lists = data["lists"]
    return Index(
        ids=tuple(lists["ids"]),
        titles=tuple(lists["titles"]),
        parents=tuple(lists["parents"]),
        grandparents=tuple(lists["grandparents"]),
        devices=tuple(tuple(devices) for devices in lists["devices"]),
        goes_to=tuple(lists["goes_to"]),
        parent_rows=arrays["parent_rows"],
        grandparent_rows=arrays["grandparent_rows"],
        goal_rows=arrays["goal_rows"],
        wording_owner=arrays["wording_owner"],
        lexicon=Lexicon(data["words"], _pair_counter(parts["words"])),
        **parts,
    )
