"""How each question of a round does, and what voiding one would change: counts and numbers, nobody's answers."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hocvuso.contests import jury, marking, settling
from hocvuso.contests.models import Correction, Entry, Round
from hocvuso.core import items as item_kinds
from hocvuso.core.contest import papers, places
from hocvuso.core.contest.papers import Question
from hocvuso.curriculum import queries as curriculum
from hocvuso.practice import queries as practice

LONGEST = 140  # letters of a question in a list
ENOUGH = 5  # decided: papers that had a question before its share of right answers says something
FIRST = 10  # places that are compared where there are fewer prizes


@dataclass(frozen=True, slots=True)
class Line:
    """A question of a round: on how many papers it stood, on how many it was right (None for a simulator)."""

    id: str
    text: str
    skill: str
    had: int
    right: int | None
    is_void: bool

    @property
    def share(self) -> float | None:
        """Share of right answers, None where too few had it."""
        return None if self.right is None or self.had < ENOUGH else self.right / self.had


@dataclass(frozen=True, slots=True)
class Effect:
    """What voiding changes: papers that had the question, those that gain a point, first places before and after."""

    had: int
    gains: int
    moved: tuple[tuple[int, int, int | None], ...]  # number of the entrant, place now, place then (None: not first)
    places: int  # how many first places were compared


def text_of(question: Question) -> str:
    """Return what a question asks, cut to a line; of a simulator its title."""
    if question.kind == papers.SIMULATOR:
        scenario = practice.scenario(question.id, question.version)
        return scenario.title if scenario else question.id
    item = marking.item(question)
    if item is None:
        return question.id
    whole = " ".join((f"{item.prompt} “{item.exhibit}”" if item.exhibit else item.prompt).split())
    return whole if len(whole) <= LONGEST else f"{whole[:LONGEST].rpartition(' ')[0]}…"


def text_in(row: Round, question: str) -> str:
    """Return what the question with an id asks in a round."""
    found = next((Question(*each) for each in row.pool if each[1] == question), None)
    return text_of(found) if found else question


def corrected(one: Correction) -> str:
    """Return what a correction is about: of a voided question what it asks, else its own words."""
    if one.kind != jury.VOID:
        return one.what
    return text_in(Round.objects.get(of=one.of_id, number=one.round), one.what)


def lines_of(question: Question) -> list[tuple[str, bool]]:
    """Return the lines that one may choose and whether each is right, for who judges the question."""
    item = marking.item(question) if question.kind == papers.ITEM else None
    if item is None:
        return []
    return [(each.text, each.right) for each in item_kinds.mark(item, item_kinds.right_response(item)).lines]


class _Marks:
    """Marks of answers, each different one once: thousands chose one of four lines."""

    def __init__(self, drawn: marking.Drawn) -> None:
        self.drawn = drawn
        self.known: dict[tuple[int, str], bool] = {}

    def is_right(self, where: int, given: Mapping[str, Any] | None) -> bool:
        """Tell whether an answer to the question at a place of the pool is right; voids are not looked at."""
        if given is None:
            return False
        key = where, repr(given)
        if key not in self.known:
            self.known[key] = marking.is_right(self.drawn.pool[where], given)
        return self.known[key]


def of_round(row: Round) -> list[Line]:
    """Return every question of a round's pool, those that were right least often first, then those that few had."""
    drawn = marking.drawn_of(row)
    marks, had, right = _Marks(drawn), [0] * len(drawn.pool), [0] * len(drawn.pool)
    for stood, answers in _papers(row).values_list("drawn", "answers"):
        for number, where in enumerate(stood):
            had[where] += 1
            held = answers.get(str(number))
            right[where] += marks.is_right(where, held[2] if held else None)
    skills = curriculum.current().skills
    found = [
        Line(
            each.id, text_of(each), skills[each.skill].title if each.skill in skills else "", had[at],
            None if each.kind == papers.SIMULATOR else right[at], each.id in drawn.void,
        )
        for at, each in enumerate(drawn.pool)
    ]  # fmt: skip
    return sorted(found, key=lambda each: (each.share is None, each.share or 0.0, -each.had, each.id))


def _papers(row: Round) -> Any:
    return Entry.objects.filter(of=row, is_trial=False).exclude(handed_in_at=None)


def effect(row: Round, question: str) -> Effect:
    """Return what voiding a question of a round would change as papers stand now; nothing is changed.

    Raises LookupError for a question that is not in the pool.
    """
    drawn = marking.drawn_of(row)
    where = next((at for at, each in enumerate(drawn.pool) if each.id == question), None)
    if where is None:
        raise LookupError(question)
    had, gaining = 0, set[uuid.UUID]()
    for entry in _papers(row).select_related("entrant"):
        if where in entry.drawn:
            had += 1
            if question not in settling.right_in(drawn, entry, entry.entrant.number):
                gaining.add(entry.id)
    before = places.placed(settling.sheets(row.of_id))
    after = places.placed(settling.sheets(row.of_id, gaining=frozenset(gaining)))
    first = max(FIRST, sum(each["number"] for each in row.of.prizes))
    then = {each.entrant: each.place for each in after[:first]}
    now = {each.entrant: each.place for each in before[:first]}
    moved = [(number, place, then.get(number)) for number, place in now.items() if then.get(number) != place]
    return Effect(had, len(gaining), tuple(moved), min(first, len(before)))
