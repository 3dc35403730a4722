"""May a wording be added to a step? It stands nowhere else, and takes no question away from another step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from hocvuso.core import retrieval, scoring
from hocvuso.core.content import Card, Curriculum, Step
from hocvuso.core.extending import Added, extended
from hocvuso.core.indexing import Index
from hocvuso.core.masking import mask
from hocvuso.core.reading import read
from hocvuso.curriculum.checks.alike import REFUSED, features_of, likeness

FEWEST_WORDS, MOST_LETTERS = 2, 200  # decided: one word is a keyword; a longer text is a story
COMPARED = 60  # assumed: of all wordings, those most like the new one; others share too little to be moved


@dataclass(frozen=True, slots=True)
class Moved:
    """A question of another step whose first answer would change to the step that is added to."""

    text: str
    owner: str  # where it belongs
    found: str  # what it finds now

    @property
    def does_harm(self) -> bool:
        """Whether it finds the right place now."""
        return self.found == self.owner


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check found: `problem` is "" or short secret hidden unknown same elsewhere weak moves."""

    problem: str = ""
    stands: str = ""  # the wording that it is like
    owner: str = ""  # and whose that is
    moved: tuple[Moved, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """A wording, its step or card, and its features."""

    owner: str
    text: str
    features: frozenset[str]


def check(
    curriculum: Curriculum, index: Index, added: tuple[Added, ...], new: Added, firsts: Mapping[str, tuple[str, float]]
) -> Verdict:
    """Check a wording. `index` holds `added`; `firsts`: what each wording found while it was left out, if measured."""
    problem = _of_text(curriculum, new)
    if problem:
        return Verdict(problem)
    mine = features_of(new.text)
    for told in (*_told(curriculum), *(Told(one.goal, one.text, features_of(one.text)) for one in added)):
        if likeness(mine, told.features) >= REFUSED:
            return Verdict("same" if told.owner == new.goal else "elsewhere", told.text, told.owner)
    first, _ = _first(extended(index, [new]), new.text)
    if first != new.goal:
        return Verdict("weak", owner=first)
    moved = tuple(_moved(curriculum, index, added, new, firsts))
    return Verdict("moves" if any(each.does_harm for each in moved) else "", moved=moved)


def _of_text(curriculum: Curriculum, new: Added) -> str:
    if new.goal not in curriculum.steps and new.goal not in curriculum.cards:
        return "unknown"
    if "…" in new.text:
        return "hidden"
    if mask(new.text).kinds:
        return "secret"
    return "" if len(new.text.split()) >= FEWEST_WORDS and len(new.text) <= MOST_LETTERS else "short"


@lru_cache(maxsize=1)  # of the curriculum in force
def _told(curriculum: Curriculum) -> tuple[Told, ...]:
    parts: list[Step | Card] = [*curriculum.steps.values(), *curriculum.cards.values()]
    return tuple(Told(part.id, text, features_of(text)) for part in parts for text in part.wordings.all)


def _moved(
    curriculum: Curriculum, index: Index, added: tuple[Added, ...], new: Added, firsts: Mapping[str, tuple[str, float]]
) -> list[Moved]:
    after = extended(index, [new])
    if new.goal not in after.ids:
        return []
    row = after.ids.index(new.goal)
    moved: list[Moved] = []
    for owner, text in _nearest(curriculum, added, new):
        found, score = firsts.get(text) or _first(index, text)
        gained = float(scoring.score_parts(after, read(text, after.lexicon)).total()[row])
        if found != new.goal and gained > score:
            moved.append(Moved(text, owner, found))
    return moved


def _first(index: Index, text: str) -> tuple[str, float]:
    """Return what a wording finds now, where it has not been measured yet; its own place then has an advantage."""
    hits = retrieval.search(index, text, 1)
    return (hits[0].id, hits[0].score) if hits else ("", 0.0)


def _nearest(curriculum: Curriculum, added: tuple[Added, ...], new: Added) -> list[tuple[str, str]]:
    """Return the wordings of other steps that are most like the new one."""
    mine = features_of(new.text)
    told = [(one.owner, one.text, one.features) for one in _told(curriculum) if one.owner != new.goal]
    told += [(one.goal, one.text, features_of(one.text)) for one in added if one.goal != new.goal]
    alike = np.array([likeness(mine, features) for _, _, features in told])
    order = np.argsort(-alike, kind="stable")[:COMPARED]
    return [told[place][:2] for place in order.tolist() if alike[place] > 0.0]
