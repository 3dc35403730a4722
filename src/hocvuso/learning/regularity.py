"""On which days somebody learnt, which skills and lessons are new in a period: counts for the rooms above, no answers.

When something happened says the phone, because what is done without a link comes in later; a clock that is off by more
than LATE is not believed, then it counts when it came in.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import DateTimeField, F, Func, Min, QuerySet

from hocvuso.core import rhythm
from hocvuso.core.quiet_hours import Shift
from hocvuso.learning.bandlog import MASTERED
from hocvuso.learning.models import BandChange, Event
from hocvuso.learning.queries import TRIED
from hocvuso.people import queries as people
from hocvuso.people import several
from hocvuso.plumbing import clock, raw
from hocvuso.plumbing.raw import DayNumber, text_id

LEARNT = (*TRIED, "step_done", "update_done")  # kinds of event that make a day one on which somebody learnt
LATE = timedelta(days=7)  # decided: so long a phone may keep what was done before it sends it
AT_ONCE = 2000  # persons asked about by one statement
EPOCH = date(1970, 1, 1)
Shifts = Callable[[Collection[uuid.UUID]], Mapping[uuid.UUID, Shift]]

_shifts: list[Shifts] = []


class _Happened(Func):
    """The moment of an event: what the phone says, unless its clock cannot be right."""

    output_field = DateTimeField()

    def __init__(self) -> None:
        super().__init__(F("client_at"), F("received_at"))

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> tuple[str, Any]:
        return self._written(compiler, connection, f"julianday(%s) - julianday(%s) <= {LATE.days}")

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> tuple[str, Any]:
        return self._written(compiler, connection, f"%s - %s <= INTERVAL '{LATE.days} days'")

    def _written(self, compiler: Any, connection: Any, near: str) -> tuple[str, Any]:
        (told, _none), (came, _none) = (compiler.compile(each) for each in self.source_expressions)
        return f"CASE WHEN {near % (came, told)} AND {told} <= {came} THEN {told} ELSE {came} END", ()


def shifts_from(look_up: Shifts) -> None:
    """Let the room above that knows people's shifts tell them."""
    _shifts.append(look_up)


def shifts_of(persons: Collection[uuid.UUID]) -> dict[uuid.UUID, Shift]:
    """Return the shift of those of a few persons who told it."""
    return {person: shift for look_up in _shifts for person, shift in look_up(persons).items()}


def study_days(persons: Collection[uuid.UUID], since: date, until: date) -> dict[uuid.UUID, set[date]]:
    """Return on which days of a period (both included) each of some persons learnt; who did not is absent.

    For whoever works at night a day lasts until he goes to bed (`core.rhythm.study_day`).
    """
    found: dict[uuid.UUID, set[date]] = {}
    for some in _parts(list(persons)):
        owners = several.all_ids_of(some)
        shifts = {each: shift for each, shift in shifts_of(some).items() if shift.work[0] > shift.work[1]}
        by_day = {learner: person for learner, person in owners.items() if person not in shifts}
        for person, day in _days(by_day, since, until):
            found.setdefault(person, set()).add(day)
        at_night = {learner: person for learner, person in owners.items() if person in shifts}
        for person, moment in _moments(at_night, since, until + timedelta(days=1)):
            here = moment.astimezone(clock.VIETNAM)
            day = rhythm.study_day(here.date(), here.hour * 60 + here.minute, shifts[person])
            if since <= day <= until:
                found.setdefault(person, set()).add(day)
    return found


def _parts(persons: Sequence[uuid.UUID]) -> Iterator[Sequence[uuid.UUID]]:
    for begin in range(0, len(persons), AT_ONCE):
        yield persons[begin : begin + AT_ONCE]


def _learnt(learners: Collection[uuid.UUID], since: date) -> QuerySet[Event]:
    begins = int(_start(since).timestamp() * 1_000_000)
    rows = Event.objects.filter(learner__in=list(learners), kind__in=LEARNT, batch__gte=begins)
    return rows.annotate(happened=_Happened()).order_by()


def _days(owners: Mapping[uuid.UUID, uuid.UUID], since: date, until: date) -> Iterator[tuple[uuid.UUID, date]]:
    if not owners:
        return
    by_text = {learner.hex: person for learner, person in owners.items()}
    rows = _learnt(owners, since).values_list(text_id("learner"), DayNumber("happened", of_moment=True)).distinct()
    for learners, days in raw.columns(rows):
        for learner, number in zip(learners, days, strict=True):
            day = EPOCH + timedelta(days=number)
            if since <= day <= until:
                yield by_text[learner.replace("-", "")], day


def _moments(owners: Mapping[uuid.UUID, uuid.UUID], since: date, until: date) -> Iterator[tuple[uuid.UUID, datetime]]:
    if not owners:
        return
    rows = _learnt(owners, since).values_list("learner", "client_at", "received_at")
    for learner, told, came in rows:
        moment = told if timedelta(0) <= came - told <= LATE else came
        if since <= clock.day_of(moment) <= until:
            yield owners[learner], moment


def _start(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=clock.VIETNAM)


def skills_gained(persons: Collection[uuid.UUID], since: date, until: date) -> Counter[uuid.UUID]:
    """Return how many skills each of some persons mastered for the first time in a period."""
    found: Counter[uuid.UUID] = Counter()
    for some in _parts(list(persons)):
        rows = _first_mastered(BandChange.objects.filter(person__in=some), since, until)
        found.update(rows.values_list("person", flat=True))
    return found


def skills_gained_among(
    persons: QuerySet[Any, uuid.UUID], since: date, until: date, *, without: QuerySet[Any, uuid.UUID]
) -> tuple[int, int]:
    """Return (how many of a set of persons mastered a skill for the first time in a period, how many skills in all)."""
    some = BandChange.objects.filter(person__in=persons).exclude(person__in=without)
    rows = _first_mastered(some, since, until)
    counted = Counter(rows.values_list("person", flat=True))
    return len(counted), counted.total()


def _first_mastered(rows: QuerySet[BandChange], since: date, until: date) -> QuerySet[Any, Any]:
    first = rows.filter(band=MASTERED).exclude(skill="").order_by().values("person", "skill").annotate(first=Min("at"))
    return first.filter(first__gte=_start(since), first__lt=_start(until + timedelta(days=1)))


def lessons_among(
    persons: QuerySet[Any, uuid.UUID], since: date, until: date, *, without: QuerySet[Any, uuid.UUID]
) -> tuple[int, int]:
    """Return (how many of a set of persons read a step of a lesson in a period, how many lessons in all)."""
    found: set[tuple[uuid.UUID, str]] = set()
    for learners in (persons, people.alias_ids(persons)):
        rows = Event.objects.filter(learner__in=learners, kind="step_done").order_by()
        seen = rows.filter(received_at__gte=_start(since), received_at__lt=_start(until + timedelta(days=1)))
        found |= {(each, step.partition("#")[0]) for each, step in seen.values_list("learner", "content_id").distinct()}
    people_ = people.canonical_of({learner for learner, _lesson in found})
    pairs = {(people_.get(learner, learner), lesson) for learner, lesson in found}
    left_out = set(without) if pairs else set()
    pairs = {pair for pair in pairs if pair[0] not in left_out}
    return len({person for person, _lesson in pairs}), len(pairs)


def active_since(moment: datetime) -> set[uuid.UUID]:
    """Return the ids under which somebody learnt since a moment."""
    begins = int(moment.timestamp() * 1_000_000)
    rows = Event.objects.filter(batch__gte=begins, kind__in=LEARNT).order_by()
    return set(rows.values_list("learner", flat=True).distinct())
