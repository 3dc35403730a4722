"""Training programmes: each change is a new version from a day on, what held before stays readable."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q

from hocvuso.frameworks.actions.signing import By, NotNow
from hocvuso.frameworks.models import FrameworkVersion, TrainingProgramme
from hocvuso.plumbing import audit, clock
from hocvuso.plumbing.ids import uuid7


@dataclass(frozen=True, slots=True)
class Planned:
    """What a programme says, which official table it follows, and whether learners are to see it."""

    title: str
    audience: str
    skills: tuple[str, ...]
    declared_minutes: int
    track: str = ""
    table: uuid.UUID | None = None
    is_shown: bool = False


@transaction.atomic
def keep_programme(planned: Planned, *, programme: uuid.UUID | None = None, on: date, by: By) -> TrainingProgramme:
    """Let a programme, new or changed, hold from a day on; the same words again change nothing.

    Raises NotNow for a day that has passed, and for a table that is a draft or was withdrawn.
    """
    if on < clock.today():
        raise NotNow("past")
    key = programme or uuid7()
    newest = TrainingProgramme.objects.filter(programme=key, to_on=None).order_by("-from_on").first()
    if newest is not None and _said(newest) == planned:
        return newest
    if planned.table is not None and (newest is None or newest.table_id != planned.table):
        _published(planned.table)
    _end(key, on)
    made = TrainingProgramme.objects.create(
        programme=key, title=planned.title, audience=planned.audience, skills=list(planned.skills),
        declared_minutes=planned.declared_minutes, track=planned.track, table_id=planned.table,
        is_shown=planned.is_shown, from_on=on, made_by=by.id, made_name=by.name, made_at=clock.now(),
    )  # fmt: skip
    audit.record(
        "keep programme",
        actor=by.id,
        what=str(key),
        facts={"minutes": planned.declared_minutes, "shown": planned.is_shown},
    )
    return made


@transaction.atomic
def end_programme(programme: uuid.UUID, *, on: date, by: By) -> None:
    """Let a programme end on a day; a version that begins then or later never holds."""
    if _end(programme, on):
        audit.record("end programme", actor=by.id, what=str(programme))


def _said(row: TrainingProgramme) -> Planned:
    return Planned(
        row.title, row.audience, tuple(row.skills), row.declared_minutes, row.track, row.table_id, row.is_shown
    )


def _published(table: uuid.UUID) -> None:
    """Refuse a table that no programme can follow now; one that is withdrawn later stays named as such."""
    if not FrameworkVersion.objects.filter(id=table, withdrawn_from=None).exclude(from_on=None).exists():
        raise NotNow("no_table")


def _end(programme: uuid.UUID, on: date) -> int:
    """End what holds; a version that began the same day or begins later never held and goes."""
    same = TrainingProgramme.objects.filter(programme=programme)
    gone, _by_model = same.filter(from_on__gte=on).delete()
    return gone + same.filter(Q(to_on=None) | Q(to_on__gt=on)).update(to_on=on)
