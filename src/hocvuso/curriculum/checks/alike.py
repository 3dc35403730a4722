"""Wordings and items that say the same: refused within the site when nearly equal, warned within a step.

Likeness is the share of folded syllables and neighbouring pairs that two texts have in common: twice the
common ones over all (Dice 1945). Nearly equal texts are found by their rarest features: of n features at
least t·n / (2 − t) must be common for a likeness t, so two such texts share one of the rarest n minus that,
plus one, of either (prefix filter; Chaudhuri, Ganti, Kaushik 2006).
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Any

from hocvuso.core.content import REGISTERS
from hocvuso.core.vntext import search_key
from hocvuso.curriculum.reading.convert import items_of
from hocvuso.curriculum.reading.files import Parsed
from hocvuso.curriculum.reading.library import Library
from hocvuso.curriculum.reading.lines import Path
from hocvuso.curriculum.reading.problem import Problem

REFUSED = 0.8  # published: brief of the checker; assumed there, see docs/adr
WARNED = 0.5  # published: content format, section 4


@dataclass(frozen=True, slots=True)
class Told:
    """One wording or item: where it stands, the step or card it belongs to, its features."""

    file: Parsed[Any]
    path: Path
    owner: str
    text: str
    features: frozenset[str]

    @property
    def place(self) -> str:
        """Return file and line."""
        return f"{self.file.file} dòng {self.file.lines.at(self.path)}"


def features_of(text: str) -> frozenset[str]:
    """Return the folded syllables of a text and its neighbouring pairs."""
    words = search_key(text).split()
    return frozenset(words) | {f"{before} {after}" for before, after in pairwise(words)}


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the share (0…1) of features in common; two empty texts are not alike."""
    both = len(one) + len(other)
    return 2 * len(one & other) / both if both else 0.0


def _told(file: Parsed[Any], path: Path, owner: str, text: str) -> Told:
    return Told(file, path, owner, text, features_of(text))


def wordings_of(library: Library) -> Iterator[Told]:
    """Yield every wording of the site, steps first."""
    for file in library.lessons:
        for index, row in enumerate(file.model.wordings):
            owner = f"{file.model.id}#{row.step}"
            for register in REGISTERS:
                for at, text in enumerate(getattr(row, register)):
                    yield _told(file, ("wordings", index, register, at), owner, text)
    for card in library.cards:
        for register in REGISTERS:
            for at, text in enumerate(getattr(card.model.wordings, register)):
                yield _told(card, ("wordings", register, at), card.model.id, text)


def items_told(library: Library) -> Iterator[Told]:
    """Yield every item: its prompt with everything that can be chosen in it."""
    for file in library.items:
        for index, item in enumerate(items_of(file.model)):
            parts = [item.prompt, item.exhibit, *(one.text for one in item.choices)]
            parts += [f"{pair.left} {pair.right}" for pair in item.pairs]
            parts += [segment.text for segment in item.segments]
            yield _told(file, ("item", index, "prompt"), item.step, " ".join(parts))


def near_pairs(told: Sequence[Told], share: float) -> Iterator[tuple[Told, Told]]:
    """Yield (later, earlier) of every two texts that are alike by `share` or more."""
    rarity = Counter(feature for one in told for feature in one.features)
    seen: dict[str, list[int]] = defaultdict(list)
    for index, one in enumerate(told):
        ranked = sorted(one.features, key=lambda feature: (rarity[feature], feature))
        # the small number keeps a product that is whole from being rounded upwards
        common = math.ceil(share / (2 - share) * len(ranked) - 1e-9)
        prefix = ranked[: len(ranked) - common + 1]
        met = {earlier for feature in prefix for earlier in seen[feature]}
        yield from (
            (one, told[earlier]) for earlier in sorted(met) if likeness(one.features, told[earlier].features) >= share
        )
        for feature in prefix:
            seen[feature].append(index)


def check(library: Library) -> Iterator[Problem]:
    """Yield wordings and items that are alike."""
    yield from _alike(list(wordings_of(library)), "Cách hỏi", "Viết một câu khác hẳn.")
    yield from _alike(list(items_told(library)), "Câu hỏi", "Viết một câu hỏi khác, hoặc bỏ một trong hai.")


def _alike(told: Sequence[Told], name: str, expected: str) -> Iterator[Problem]:
    refused: set[tuple[int, int]] = set()
    for later, earlier in near_pairs(told, REFUSED):
        refused.add((id(later), id(earlier)))
        what = f"{name} “{_short(later.text)}” gần như trùng với “{_short(earlier.text)}” ({earlier.place})."
        yield later.file.problem(later.path, what, expected, code="near-duplicate")
    for earlier, later in _within_owners(told):
        if (id(later), id(earlier)) in refused or likeness(later.features, earlier.features) < WARNED:
            continue
        what = f"{name} “{_short(later.text)}” khá giống “{_short(earlier.text)}”."
        yield later.file.problem(later.path, what, expected, code="alike", severity="warning")


def _within_owners(told: Iterable[Told]) -> Iterator[tuple[Told, Told]]:
    owners: dict[str, list[Told]] = defaultdict(list)
    for one in told:
        owners[one.owner].append(one)
    for group in owners.values():
        yield from combinations(group, 2)


def _short(text: str) -> str:
    words = text.split()
    return " ".join(words[:12]) + ("…" if len(words) > 12 else "")
