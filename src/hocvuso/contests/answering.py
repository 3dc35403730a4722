"""The hot door: answers that arrive one by one or all at once, and handing in. Repeatable in every part.

Statements are written out and answers that arrive together are written together, as in `learning` (ADR 0011, 0067):
when a round closes, thousands hand in within a minute.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import orjson
from django.db import connection, transaction

from hocvuso.contests import marking
from hocvuso.contests.marking import Drawn
from hocvuso.core import items as item_kinds
from hocvuso.core.contest import papers, timing
from hocvuso.core.contest.timing import Attempt
from hocvuso.learning import intake
from hocvuso.people import queries as people
from hocvuso.plumbing.driver import as_moment, as_uuid, is_sqlite, key, moment, run
from hocvuso.plumbing.turns import Turns

STORED, DUPLICATE, OLDER, REFUSED = "stored", "duplicate", "older", "refused"
UNKNOWN, BAD, TOO_LATE, HANDED_IN = "unknown_question", "bad_response", "too_late", "handed_in"
MOST_GUESS = 1_000_000
MOST_BYTES = 4000  # assumed: of one answer in its stored form; the largest kind takes 300

READ = (
    "SELECT e.of_id, e.person, e.starts_at, e.ends_at, e.drawn, e.answers, e.guess, e.handed_in_at, e.points, e.late, "
    "e.attempt, e.is_trial, n.number, r.pool_print, e.by_itself FROM contests_entry e "
    "JOIN contests_round r ON r.id = e.of_id JOIN contests_entrant n ON n.id = e.entrant_id WHERE e.id = %s"
)
WRITE = (
    "UPDATE contests_entry SET answers = %s, guess = %s, handed_in_at = %s, points = %s, late = %s, by_itself = %s "
    "WHERE id = %s"
)


@dataclass(frozen=True, slots=True)
class Given:
    """One answer as it arrived: its id and moment made by the phone, the place of the question, the response."""

    id: str
    place: int
    ms: int | None
    response: Any


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one answer, and why it was refused."""

    id: str
    status: str
    reason: str = ""


@dataclass(slots=True)
class Asked:
    """What one request wants; afterwards what became of it. `is_found` False: there is no such paper of this person."""

    entry: uuid.UUID
    person: uuid.UUID
    answers: Sequence[Given]
    now: datetime
    hands_in: bool = False
    ms: int | None = None  # when handing in was pressed, by the phone's count
    guess: int | None = None
    results: list[Result] = field(default_factory=list)
    is_found: bool = False
    handed_in_at: datetime | None = None
    left_ms: int = 0
    answered: int = 0


@dataclass(slots=True)
class _Paper:
    """A paper as it is read, and what it becomes."""

    drawn: Drawn
    person: uuid.UUID
    span: Attempt
    places: list[int]
    answers: dict[str, list[Any]]
    guess: int | None
    handed_in_at: datetime | None
    points: int | None
    late: int
    key: tuple[str, papers.Key]
    by_itself: bool
    is_changed: bool = False


def take(asked: Asked) -> Asked:
    """Save answers and, if asked for, hand in; nothing is lost, doubled or made older by sending it again."""
    if is_sqlite() and not connection.in_atomic_block:
        _turns.take(asked)
    else:
        _carry_out([asked])
    return asked


def _carry_out(group: Sequence[Asked]) -> None:
    with transaction.atomic():
        for each in group:
            _one(each)


_turns = Turns(_carry_out)


def _one(asked: Asked) -> None:
    asked.results = []
    paper = _read(asked)
    if paper is None:
        return
    asked.is_found = True
    for each in asked.answers:
        asked.results.append(_take_answer(paper, each, asked.now))
    if asked.hands_in or asked.now > paper.span.settled:
        _hand_in(paper, asked)
    if paper.is_changed:
        run(WRITE, [
            orjson.dumps(paper.answers).decode(), paper.guess,
            None if paper.handed_in_at is None else moment(paper.handed_in_at), paper.points, paper.late,
            paper.by_itself, key(asked.entry),
        ])  # fmt: skip
    asked.handed_in_at, asked.left_ms = paper.handed_in_at, paper.span.left_ms(asked.now)
    asked.answered = len(paper.answers)


def _read(asked: Asked) -> _Paper | None:
    rows = run(READ if is_sqlite() else f"{READ} FOR UPDATE OF e", [key(asked.entry)])
    if not rows:
        return None
    (of, person, starts, ends, places, answers, guess, handed, points, late, attempt, is_trial, number, print_,
     by_itself) = rows[0]  # fmt: skip
    owner = as_uuid(person)
    if owner != asked.person and owner not in people.ids_of(asked.person):
        return None
    drawn = marking.remembered(as_uuid(of), print_)
    return _Paper(
        drawn, owner, Attempt(as_moment(starts), as_moment(ends)), _decoded(places), _decoded(answers), guess,
        None if handed is None else as_moment(handed), points, late,
        marking.key_of(drawn, number, attempt, is_trial=bool(is_trial)), bool(by_itself),
    )  # fmt: skip


def _decoded(value: Any) -> Any:
    return orjson.loads(value) if isinstance(value, str | bytes) else value


def _take_answer(paper: _Paper, given: Given, now: datetime) -> Result:
    name = str(given.place)
    held = paper.answers.get(name)
    if held is not None and held[0] == given.id:
        return Result(given.id, DUPLICATE)
    if paper.handed_in_at is not None:
        return Result(given.id, REFUSED, HANDED_IN)
    verdict = timing.judged(paper.span, now, given.ms)
    if verdict == timing.TOO_LATE:
        return Result(given.id, REFUSED, TOO_LATE)
    response, why = read(paper.drawn, paper.places, given)
    if why:
        return Result(given.id, REFUSED, why)
    made = timing.order_ms(paper.span, now, given.ms)
    if held is not None and held[1] > made:
        return Result(given.id, OLDER)
    paper.answers[name] = [given.id, made, response]
    paper.late += verdict == timing.LATE
    paper.is_changed = True
    return Result(given.id, STORED)


def read(drawn: Drawn, places: Sequence[int], given: Given) -> tuple[Mapping[str, Any], str]:
    """Return an answer in its stored form, or why it cannot be taken."""
    if not 0 <= given.place < len(places):
        return {}, UNKNOWN
    question = drawn.pool[places[given.place]]
    item = marking.item(question) if question.kind == papers.ITEM else None
    if item is None:
        return {}, UNKNOWN
    try:
        response = intake.read(item, given.response).to_json()
    except item_kinds.BadResponse:
        return {}, BAD
    return (response, "") if len(orjson.dumps(response)) <= MOST_BYTES else ({}, BAD)


def _hand_in(paper: _Paper, asked: Asked) -> None:
    if paper.handed_in_at is not None:
        return
    verdict = timing.judged(paper.span, asked.now, asked.ms)
    paper.by_itself = verdict == timing.TOO_LATE
    if not paper.by_itself and asked.guess is not None:
        paper.guess = min(max(asked.guess, 0), MOST_GUESS)
    paper.handed_in_at = min(asked.now, paper.span.ends)
    runs = frozenset[str]()
    if marking.has_plays(paper.drawn, paper.places):
        found = marking.played_of(paper.drawn, paper.person, paper.span, paper.places, paper.key)
        runs = frozenset(name for name, is_passed in found.items() if is_passed)
    paper.points = len(marking.points(paper.drawn, paper.places, paper.answers, runs))
    paper.is_changed = True
