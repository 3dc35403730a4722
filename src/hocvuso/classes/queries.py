"""Look-ups of classes: one's own and those open to him, those of a unit, who sits in one, who was there.

Names are given only of those whom `viewer` may see; of the others there are numbers.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Max, Min, Q, QuerySet

from hocvuso.classes import hours
from hocvuso.classes.hours import hours_in, hours_of, minutes_in
from hocvuso.classes.models import (
    CALLED_OFF,
    GONE,
    PLANNED,
    SEATED,
    WAITING,
    Attendance,
    Class,
    ClassSession,
    Course,
    Enrolment,
    Feed,
)
from hocvuso.core import meeting, vntext
from hocvuso.people import queries as people
from hocvuso.plumbing import clock
from hocvuso.unions import access
from hocvuso.unions import queries as unions

__all__ = ["SEATED", "hours_in", "hours_of", "minutes_in"]

ID = 32  # letters of one unit in a path
LISTED = 100  # classes on one list; older ones are in the history of their unit


@dataclass(frozen=True, slots=True)
class Line:
    """A class in a list: its next meeting, or its last one when it is over, and how many seats are taken."""

    id: uuid.UUID
    code: str
    name: str
    course: str
    unit: uuid.UUID
    place: str
    seats: int
    taken: int
    waiting: int
    first: datetime | None
    last: datetime | None
    next: ClassSession | None
    is_off: bool

    @property
    def is_full(self) -> bool:
        """Whether no seat is free."""
        return self.taken >= self.seats

    @property
    def is_over(self) -> bool:
        """Whether nothing of it lies ahead."""
        return self.next is None


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody in a class; `name` is "" for one whom the viewer may not see. `kinds` are by number of the meeting."""

    person: uuid.UUID
    name: str
    is_waiting: bool
    at: datetime
    kinds: dict[int, str]
    enrolment: uuid.UUID

    @property
    def came(self) -> int:
        """How many meetings he was at."""
        return sum(meeting.has_come(kind) for kind in self.kinds.values())


def by_code(code: str) -> Class | None:
    """Return the class with the code of a link, a card or a poster."""
    return Class.objects.select_related("course").filter(code=code.strip().lower()).first()


def one(number: uuid.UUID) -> Class | None:
    """Return a class."""
    return Class.objects.select_related("course").filter(id=number).first()


def session(number: uuid.UUID) -> ClassSession | None:
    """Return a meeting with its class."""
    return ClassSession.objects.select_related("of__course").filter(id=number).first()


def sessions(of: uuid.UUID) -> list[ClassSession]:
    """Return the meetings of a class in their order."""
    return list(ClassSession.objects.filter(of=of))


def meeting_now(of: uuid.UUID) -> ClassSession | None:
    """Return the meeting of a class to which one can sign in now."""
    now = clock.now()
    planned = ClassSession.objects.select_related("of").filter(of=of, state=PLANNED)
    return next((each for each in planned if meeting.presence(each.meeting, now)), None)


def standing(of: uuid.UUID, person: uuid.UUID) -> Enrolment | None:
    """Return somebody's seat or place in line, None when he has neither."""
    return Enrolment.objects.filter(of=of, person__in=people.ids_of(person)).exclude(state=GONE).first()


def courses(unit: uuid.UUID) -> list[Course]:
    """Return what a unit has taught, in alphabetical order."""
    return sorted(Course.objects.filter(unit=unit), key=lambda each: vntext.alphabet_key(each.name))


def of_units(units: unions.Ids, *, is_over: bool = False) -> list[Line]:
    """Return the classes of these units that lie ahead, the next first; or those that are over, the newest first."""
    return _lines(Class.objects.filter(unit__in=units), is_over=is_over)


def taught_by(viewer: uuid.UUID) -> list[Line]:
    """Return the classes that somebody teaches and that are not over, the next first."""
    return _lines(Class.objects.filter(trainer=viewer), is_over=False)


def mine(person: uuid.UUID) -> list[tuple[Line, str]]:
    """Return the classes ahead in which somebody has a seat or waits, with which of both."""
    rows = Enrolment.objects.filter(person__in=people.ids_of(person)).exclude(state=GONE)
    states = dict(rows.values_list("of", "state"))
    return [(line, states[line.id]) for line in _lines(Class.objects.filter(id__in=list(states)), is_over=False)]


def attended(person: uuid.UUID) -> list[Attendance]:
    """Return the meetings at which somebody was, the newest first."""
    rows = Attendance.objects.select_related("session__of").filter(person__in=people.ids_of(person))
    return list(rows.filter(kind__in=hours.CAME).order_by("-session__starts_at")[:LISTED])


def open_to(person: uuid.UUID, day: date) -> list[Line]:
    """Return the classes ahead of the units that somebody belongs to and of those above them, without his own."""
    own = [each.unit.id for each in unions.units_of([person], day)]
    if not own:
        return []
    paths = [unions.path_of(unit, day) for unit in own]
    reached = {uuid.UUID(path[at : at + ID]) for path in paths for at in range(0, len(path), ID)}
    rows = Class.objects.filter(unit__in=reached, state=PLANNED)
    held = Enrolment.objects.filter(person__in=people.ids_of(person)).exclude(state=GONE).values("of")
    return _lines(rows.exclude(id__in=held), is_over=False)


def _lines(rows: QuerySet[Class], *, is_over: bool) -> list[Line]:
    now = clock.now()
    ahead = Q(sessions__ends_at__gt=now, sessions__state=PLANNED)
    counted = rows.select_related("course").annotate(
        first=Min("sessions__starts_at"), last=Max("sessions__ends_at"), coming=Count("sessions", filter=ahead)
    )
    wanted = counted.filter(coming=0).order_by("-last") if is_over else counted.filter(coming__gt=0).order_by("first")
    found = [(row, row.first, row.last) for row in wanted[:LISTED]]
    return _with_counts(found, now)


def _with_counts(rows: Sequence[tuple[Class, datetime, datetime]], now: datetime) -> list[Line]:
    ids = [row.id for row, _first, _last in rows]
    following: dict[uuid.UUID, ClassSession] = {}
    for each in ClassSession.objects.filter(of__in=ids, ends_at__gt=now, state=PLANNED):
        following.setdefault(each.of_id, each)
    held = Enrolment.objects.filter(of__in=ids).values("of", "state").annotate(number=Count("id"))
    counts = {(each["of"], each["state"]): each["number"] for each in held}
    lines = [
        Line(
            row.id, row.code, row.name, row.course.name, row.unit, row.place, row.seats,
            counts.get((row.id, SEATED), 0), counts.get((row.id, WAITING), 0), first, last,
            following.get(row.id), row.state == CALLED_OFF,
        )
        for row, first, last in rows
    ]  # fmt: skip
    return sorted(lines, key=lambda line: line.next.starts_at) if following else lines  # type: ignore[union-attr]


def roll(viewer: uuid.UUID | None, of: uuid.UUID, day: date) -> list[Seat]:
    """Return who sits in a class and who waits, in alphabetical order of the names that `viewer` may see.

    None is whoever teaches this class without an account: he sees its names, and those of no other (`guests`).
    """
    rows = list(Enrolment.objects.filter(of=of).exclude(state=GONE).order_by("at", "id"))
    persons = [row.person for row in rows]
    names = _names(viewer, persons, day)
    kinds: dict[uuid.UUID, dict[int, str]] = {}
    for who, number, kind in Attendance.objects.filter(session__of=of).values_list("person", "session__number", "kind"):
        kinds.setdefault(who, {})[number] = kind
    seats = [
        Seat(row.person, names.get(row.person, ""), row.state == WAITING, row.at, kinds.get(row.person, {}), row.id)
        for row in rows
    ]
    return sorted(seats, key=lambda seat: (seat.is_waiting, not seat.name, vntext.alphabet_key(seat.name)))


def _names(viewer: uuid.UUID | None, persons: Iterable[uuid.UUID], day: date) -> dict[uuid.UUID, str]:
    shown = set(persons) if viewer is None else access.shown_among(viewer, persons, day)
    return {who: name.full for who, name in people.names(shown).items()}


def presences(of: uuid.UUID) -> dict[int, Counter[str]]:
    """Return for each meeting of a class, by its number, how many were what: present, late, excused, absent."""
    found: dict[int, Counter[str]] = {}
    rows = Attendance.objects.filter(session__of=of).values("session__number", "kind").annotate(number=Count("id"))
    for row in rows:
        found.setdefault(row["session__number"], Counter())[row["kind"]] = row["number"]
    return found


def came(number: uuid.UUID) -> int:
    """Return how many have signed in at a meeting."""
    return Attendance.objects.filter(session=number, kind__in=hours.CAME).count()


def held_in(units: unions.Ids | Collection[uuid.UUID], first: date, last: date) -> Mapping[uuid.UUID, int]:
    """Return how many classes of each of some units met in a period and are over by now; others are absent."""
    rows = hours.held(units, first, last).values("of__unit").annotate(many=Count("of", distinct=True)).order_by()
    return dict(rows.values_list("of__unit", "many"))


def meetings_in(units: unions.Ids | Collection[uuid.UUID], first: date, last: date) -> int:
    """Count the meetings of classes of some units that took place in a period."""
    return hours.held(units, first, last).count()


def came_in(units: unions.Ids | Collection[uuid.UUID], first: date, last: date) -> Mapping[uuid.UUID, int]:
    """Return how many people came to classes of each of some units in a period, each once; others are absent."""
    rows = Attendance.objects.filter(session__in=hours.held(units, first, last).values("id"), kind__in=hours.CAME)
    counted = rows.values("session__of__unit").annotate(many=Count("person", distinct=True))
    return dict(counted.values_list("session__of__unit", "many"))


def feed_of(secret: str) -> uuid.UUID | None:
    """Return whose calendar a secret address opens, None for one that was never dealt or was replaced."""
    return Feed.objects.filter(secret=secret).values_list("person", flat=True).first()


def calendar(person: uuid.UUID) -> list[ClassSession]:
    """Return every meeting of the classes in which somebody has a seat, also those that were called off."""
    rows = ClassSession.objects.select_related("of").filter(
        of__enrolments__person__in=people.ids_of(person), of__enrolments__state=SEATED
    )
    return list(rows.distinct())


def calendar_of_class(of: uuid.UUID) -> list[ClassSession]:
    """Return every meeting of a class, also those that were called off."""
    return list(ClassSession.objects.select_related("of").filter(of=of))
