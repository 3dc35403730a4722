"""The ways of learning as a learner meets them: the tracks that are shipped, and the desk's programmes beside them.

A programme is offered from its day on, if the desk shows it, and not before the official table begins that it follows.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from hocvuso.curriculum.tracks import Track, tracks
from hocvuso.frameworks.models import FrameworkVersion, TrainingProgramme
from hocvuso.learning.goals import Followed
from hocvuso.plumbing import clock


@dataclass(frozen=True, slots=True)
class Way:
    """One way: a track with its practice, or a programme (`is_programme`) with its declared minutes and its table."""

    id: str
    title: str
    audience: str
    skills: tuple[str, ...]
    is_programme: bool = False
    for_whom: str = ""
    practice_minutes: int = 0
    practice: str = ""
    status: str = ""
    checked_on: date | None = None
    declared_minutes: int = 0
    since: date | None = None
    table: FrameworkVersion | None = None


def ways(day: date) -> list[Way]:
    """Return what there is to follow on a day: the programmes by title, then the tracks."""
    return [*map(_of_programme, _shown(day)), *map(_of_track, tracks().values())]


def way(way_id: str, day: date) -> Way | None:
    """Return one way that is offered on a day."""
    shipped = tracks().get(way_id)
    if shipped is not None:
        return _of_track(shipped)
    found = _programme(way_id, day)
    return _of_programme(found) if found else None


def followed(way_id: str) -> Followed | None:
    """Return a programme of today as the planner follows it; learning asks for it."""
    found = _programme(way_id, clock.today())
    return Followed(found.title, tuple(found.skills)) if found else None


def is_offered(programme: TrainingProgramme, day: date) -> bool:
    """Tell whether learners see this version of a programme on a day."""
    return _shown(day).filter(id=programme.id).exists()


def _shown(day: date) -> QuerySet[TrainingProgramme]:
    holds = Q(from_on__lte=day) & (Q(to_on=None) | Q(to_on__gt=day))
    has_table = Q(table=None) | Q(table__from_on__lte=day)
    return TrainingProgramme.objects.filter(holds & has_table, is_shown=True).select_related("table").order_by("title")


def _programme(way_id: str, day: date) -> TrainingProgramme | None:
    """Look a programme up by the short form of its id, which fits beside the word "track:" into a goal."""
    try:
        wanted = uuid.UUID(hex=way_id)
    except ValueError:
        return None
    return _shown(day).filter(programme=wanted).first() if wanted.hex == way_id else None


def _of_track(track: Track) -> Way:
    return Way(
        track.id, track.title, track.audience, track.skills, for_whom=track.for_whom, practice=track.practice,
        practice_minutes=track.practice_minutes, status=track.status, checked_on=track.checked_on,
    )  # fmt: skip


def _of_programme(row: TrainingProgramme) -> Way:
    return Way(
        row.programme.hex, row.title, row.audience, tuple(row.skills), is_programme=True,
        declared_minutes=row.declared_minutes, since=row.from_on, table=row.table,
    )  # fmt: skip
