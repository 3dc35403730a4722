"""The board of a class while it runs: who is on which step, who is stuck, who asked for a person.

By name it is for the trainer alone, by the grant that enrolment gives (foundations, 5), and only while one can sign in
to the meeting. Without names anybody in the room may see it.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from hocvuso.classes.hours import CAME
from hocvuso.classes.models import SEATED, Attendance, ClassSession, Enrolment
from hocvuso.core import classroom, vntext
from hocvuso.core.classroom import Standing
from hocvuso.core.indicators import SMALLEST_GROUP
from hocvuso.curriculum import queries as curriculum
from hocvuso.groups.help_desk import queries as desk
from hocvuso.learning import at_work
from hocvuso.people import queries as people
from hocvuso.plumbing import clock
from hocvuso.unions import granting


@dataclass(frozen=True, slots=True)
class Line:
    """Somebody in the room: where he stands, the title of his step, whether he asked for a person and has signed in."""

    person: uuid.UUID
    name: str
    standing: Standing
    title: str
    asks: bool
    is_here: bool

    @property
    def needs(self) -> bool:
        """Whether somebody should go to him."""
        return self.asks or self.standing.state == classroom.STUCK


@dataclass(frozen=True, slots=True)
class Whole:
    """The room without names: how many are at work, stuck, asking, and on which step; None where they are too few."""

    here: int
    working: int
    stuck: int | None
    asking: int | None
    steps: Sequence[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Sums:
    """How many of some lines ask for a person, are stuck, quiet, at work, and have signed in."""

    asking: int
    stuck: int
    quiet: int
    working: int
    here: int


def sums(found: Sequence[Line]) -> Sums:
    """Return what the lines of a board come to; whoever is stuck is not at work as well."""
    states = Counter(line.standing.state for line in found)
    return Sums(
        sum(line.asks for line in found), states[classroom.STUCK], states[classroom.QUIET], states[classroom.WORKING],
        sum(line.is_here for line in found),
    )  # fmt: skip


def is_open(session: ClassSession) -> bool:
    """Tell whether the board of a meeting is open now."""
    return session.state == "planned" and session.meeting.opens <= clock.now() <= session.meeting.closes


def lines(viewer: uuid.UUID, session: ClassSession, day: date) -> list[Line]:
    """Return who is in the room, whoever needs somebody first; nobody whom no grant shows to `viewer`."""
    seats = dict(Enrolment.objects.filter(of=session.of_id, state=SEATED).values_list("id", "person"))
    granted = granting.granted_by(viewer, list(seats), on=day)
    return _lines(session, [who for seat, who in seats.items() if seat in granted], with_names=True)


def _lines(session: ClassSession, persons: Sequence[uuid.UUID], *, with_names: bool) -> list[Line]:
    now = clock.now()
    done = at_work.since(persons, session.meeting.opens)
    asking = set(desk.asking_ids().filter(person__in=list(persons)))
    here = set(Attendance.objects.filter(session=session, kind__in=CAME).values_list("person", flat=True))
    names = people.names(persons) if with_names else {}
    steps = curriculum.current().steps
    found = []
    for who in persons:
        stands = classroom.standing(done.get(who, []), now)
        title = steps[stands.step].title if stands.step in steps else ""
        name = names[who].full if who in names else ""
        found.append(Line(who, name, stands, title, who in asking, who in here))
    return sorted(found, key=lambda line: (not line.needs, not line.standing.step, vntext.alphabet_key(line.name)))


def whole(session: ClassSession) -> Whole:
    """Return the room without names. Of fewer than five at work nothing is told but how many they are."""
    seated = Enrolment.objects.filter(of=session.of_id, state=SEATED).values_list("person", flat=True)
    found = _lines(session, list(seated), with_names=False)
    working = [line for line in found if line.standing.step]
    here = sum(line.is_here for line in found)
    if len(working) < SMALLEST_GROUP:
        return Whole(here, len(working), None, None, ())
    titles = {line.standing.step: line.title for line in working}
    steps = [(titles[step], number) for step, number in classroom.by_step(line.standing for line in working)]
    stuck = sum(line.standing.state == classroom.STUCK for line in working)
    return Whole(here, len(working), stuck, sum(line.asks for line in found), steps)
