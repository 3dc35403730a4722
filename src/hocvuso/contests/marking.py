"""What a paper is worth: its questions in the versions that were drawn, marked by the core."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from hocvuso.contests.models import Entry, Round
from hocvuso.core import items as item_kinds
from hocvuso.core.content import Item
from hocvuso.core.contest import papers, seeds
from hocvuso.core.contest.papers import Key, Question
from hocvuso.core.contest.timing import Attempt
from hocvuso.curriculum import queries as curriculum
from hocvuso.learning import runs

FULL = 1.0 - 1e-9  # of an item: only the whole answer is a point
TRIAL_QUESTIONS = 5  # decided: enough to know what will be asked for, done in three minutes


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a round draws from; the same as long as the print of its pool is."""

    contest: str
    round: int
    seed: str
    pool: tuple[Question, ...]
    void: frozenset[str]


def drawn_of(row: Round) -> Drawn:
    """Return what a round draws from."""
    return Drawn(row.of.code, row.number, row.seed, tuple(Question(*each) for each in row.pool), frozenset(row.void))


@lru_cache(maxsize=64)
def remembered(row: uuid.UUID, _print: str) -> Drawn:
    """Return what a round draws from, read once by each process; voids are not looked at (`settling` does)."""
    return drawn_of(Round.objects.select_related("of").get(id=row))


def trial_seed(drawn: Drawn) -> str:
    """Return the seed of trials, which anybody may know."""
    return f"{seeds.number('', drawn.contest, drawn.round, papers.TRIAL):064x}"


def key_of(drawn: Drawn, entrant: int, attempt: int, *, is_trial: bool) -> tuple[str, Key]:
    """Return the seed and the words with which the paper of somebody is drawn."""
    seed = trial_seed(drawn) if is_trial else drawn.seed
    return seed, Key(drawn.contest, drawn.round, entrant, papers.TRIAL if is_trial else attempt)


def item(question: Question) -> Item | None:
    """Return the item of a question as it was drawn."""
    return curriculum.item(question.id, question.version)


def is_right(question: Question, response: Mapping[str, Any]) -> bool:
    """Tell whether an answer in its stored form is wholly right."""
    found = item(question)
    if found is None:
        return False
    score = item_kinds.mark(found, item_kinds.read_json(found, response)).score
    return score is not None and score >= FULL


def points(
    drawn: Drawn, places: Sequence[int], answers: Mapping[str, Sequence[Any]], played: frozenset[str] = frozenset()
) -> frozenset[str]:
    """Return the ids of the questions that count as right: answered wholly right, played safely, or voided."""
    found = set(played)
    for number, place in enumerate(places):
        question, given = drawn.pool[place], answers.get(str(number))
        if question.id in drawn.void or (given is not None and question.kind == papers.ITEM
                                         and is_right(question, given[2])):  # fmt: skip
            found.add(question.id)
    return frozenset(found)


def has_plays(drawn: Drawn, places: Sequence[int]) -> bool:
    """Tell whether a simulator is among the questions."""
    return any(drawn.pool[place].kind == papers.SIMULATOR for place in places)


def played(drawn: Drawn, entry: Entry, number: int) -> dict[str, bool]:
    """Return the simulators of a paper that were played in its time and whether they were passed; the first counts."""
    return played_of(drawn, entry.person, entry.span, entry.drawn, key_of(
        drawn, number, entry.attempt, is_trial=entry.is_trial))  # fmt: skip


def played_of(
    drawn: Drawn, person: uuid.UUID, span: Attempt, places: Sequence[int], key: tuple[str, Key]
) -> dict[str, bool]:
    """Return as `played`, of a paper given by its parts."""
    found = {}
    for place in places:
        question = drawn.pool[place]
        if question.kind != papers.SIMULATOR:
            continue
        run = runs.dealt(person, question.id, papers.play_seed(*key, question), span.starts, span.settled)
        if run is not None:
            found[question.id] = run
    return found
