"""How a hall stands now, read once a second by each process however many phones look."""

from __future__ import annotations

import threading
import time
import uuid
from dataclasses import dataclass, field

from django.db.models import Sum

from hocvuso.core import hall as rules
from hocvuso.core.hall import Counted, Exercise
from hocvuso.halls import results
from hocvuso.halls.models import Hall, HallPhone

FRESH_SECONDS = 0.8  # decided: with a look of the wall every second an answer stands there within two
MOST_KEPT = 64  # halls that one process watches at a time; more are read anew


@dataclass(frozen=True, slots=True)
class Now:
    """A hall at one moment. `counted` is of the question that the step is about, None while the hall fills."""

    id: uuid.UUID
    code: str
    step: int
    phones: int
    people: int
    exercise: Exercise
    counted: Counted | None = None

    @property
    def stage(self) -> str:
        """What the step is."""
        return rules.stage(self.step, len(self.exercise.questions))

    @property
    def question(self) -> int | None:
        """Which question the step is about, from 0."""
        return rules.question_at(self.step, len(self.exercise.questions))

    @property
    def pause_ms(self) -> int:
        """After how many milliseconds a phone looks again."""
        return rules.pause_ms(self.phones)


@dataclass(slots=True)
class _Kept:
    """What a process knows: by code, when it was read, and its lock, so that one thread reads for all."""

    found: dict[str, tuple[float, Now]] = field(default_factory=dict)
    turn: threading.Lock = field(default_factory=threading.Lock)


_kept = _Kept()


def now(code: str) -> Now | None:
    """Return how the hall with a code stands, at most FRESH_SECONDS old; None for a code that is not there."""
    held = _kept.found.get(code)
    if held and time.monotonic() - held[0] < FRESH_SECONDS:
        return held[1]
    with _kept.turn:
        held = _kept.found.get(code)
        if held and time.monotonic() - held[0] < FRESH_SECONDS:
            return held[1]
        at, read = time.monotonic(), _read(code, held[1].exercise if held else None)
        if read is None:
            _kept.found.pop(code, None)
            return None
        if len(_kept.found) >= MOST_KEPT and code not in _kept.found:
            _kept.found.pop(min(_kept.found, key=lambda each: _kept.found[each][0]))
        _kept.found[code] = (at, read)
        return read


def forget(number: uuid.UUID | None = None) -> None:
    """Read a hall anew at the next look of this process, or all of them."""
    for code, (_at, each) in list(_kept.found.items()):
        if number is None or each.id == number:
            _kept.found.pop(code, None)


def _read(code: str, known: Exercise | None) -> Now | None:
    """Read a hall; its exercise never changes, so one that is known is not read again."""
    row = Hall.objects.filter(code=code).defer("exercise" if known else "result").first()
    if row is None:
        return None
    exercise = known or results.exercise_of(row)
    sums = HallPhone.objects.filter(hall=row.id).aggregate(people=Sum("people"))
    phones = HallPhone.objects.filter(hall=row.id).count()
    question = rules.question_at(row.step, len(exercise.questions))
    counted = (
        results.counts(row.id, question, len(exercise.questions[question].options)) if question is not None else None
    )
    return Now(row.id, row.code, row.step, phones, sums["people"] or 0, exercise, counted)
