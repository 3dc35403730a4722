"""The log of bands and of spaced checks: written with the answer, read by the rooms above to count and to count anew.

One statement more for an answer that changes a band, none for the others. What is read is who and when, by skill;
never what somebody answered.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from hocvuso.learning.models import BandChange, SpacedCheck
from hocvuso.learning.store import Changed
from hocvuso.plumbing import clock
from hocvuso.plumbing.driver import as_moment, key, moment, run, run_each
from hocvuso.plumbing.raw import DayNumber, text_id

MASTERED, STARTED = "mastered", "started"
RAW = (text_id("person"), DayNumber("at", of_moment=True))
INSERT_CHANGE = "INSERT INTO learning_bandchange (person, skill, band, at, is_new) VALUES (%s, %s, %s, %s, %s)"
INSERT_CHECK = (
    "INSERT INTO learning_spacedcheck (person, skill, passed, at) VALUES (%s, %s, %s, %s) "
    "ON CONFLICT (person, skill) DO NOTHING"
)


@dataclass(frozen=True, slots=True)
class Check:
    """The first unaided answer to a skill long after it was mastered."""

    skill: str
    passed: bool


def write(
    person: uuid.UUID, changed: Sequence[Changed], checks: Sequence[Check], now: datetime, *, is_first: bool
) -> None:
    """Log the bands that changed and the checks made; call it in the transaction of the answer."""
    who, at = key(person), moment(now)
    rows = [(who, each.skill, each.band, at, True) for each in changed if each.is_other_band]
    if is_first:
        rows.append((who, "", STARTED, at, True))
    if rows:
        run_each(INSERT_CHANGE, rows)
    if checks:
        run_each(INSERT_CHECK, [(who, each.skill, each.passed, at) for each in checks])


def unchecked(person: uuid.UUID) -> dict[str, int]:
    """Return, for each skill that was mastered and not checked since, the day on which it was."""
    rows = run(
        "SELECT skill, MAX(at) FROM learning_bandchange WHERE person = %s AND band = %s AND skill NOT IN "
        "(SELECT skill FROM learning_spacedcheck WHERE person = %s) GROUP BY skill",
        [key(person), MASTERED, key(person)],
    )
    return {skill: clock.day_number(as_moment(at)) for skill, at in rows}


def new_changes(limit: int, skills: Collection[str]) -> tuple[list[int], set[uuid.UUID]]:
    """Return ids of the oldest rows that nobody has taken in yet, and the persons of those about one of the skills.

    First answers are about every skill.
    """
    # In order of time, for that is what the index of the new ones holds; by id all of the log would be looked through.
    rows = list(BandChange.objects.filter(is_new=True).order_by("at").values_list("id", "person", "skill")[:limit])
    return [row[0] for row in rows], {person for _, person, skill in rows if not skill or skill in skills}


def taken(ids: Sequence[int]) -> None:
    """Note that these rows have been taken in."""
    BandChange.objects.filter(id__in=ids).update(is_new=False)


def take_all() -> None:
    """Note that everything has been taken in: after counting anew."""
    BandChange.objects.filter(is_new=True).update(is_new=False)


def oldest_new() -> datetime | None:
    """Return the moment of the oldest row that nobody has taken in yet."""
    return BandChange.objects.filter(is_new=True).order_by("at").values_list("at", flat=True).first()


def starts(persons: QuerySet[Any, Any] | None) -> QuerySet[Any, Any]:
    """Return (person, day) of first answers, of these persons or (None) of all; ids as text, days as numbers."""
    return _of(BandChange.objects.filter(skill=""), persons).order_by("id").values_list(*RAW)


def mastery_words(skills: Sequence[str], persons: QuerySet[Any, Any] | None) -> QuerySet[Any, Any]:
    """Return (person, day, skill, band) in order of writing, of these persons or (None) of all."""
    # Of beginners too: to look for who has ever mastered a skill takes longer than to read who has not.
    return _of(BandChange.objects.filter(skill__in=skills), persons).order_by("id").values_list(*RAW, "skill", "band")


def checks(skills: Sequence[str], persons: QuerySet[Any, Any] | None) -> QuerySet[Any, Any]:
    """Return (person, day, skill, passed) of spaced checks."""
    rows = SpacedCheck.objects.filter(skill__in=skills)
    return _of(rows, persons).order_by("id").values_list(*RAW, "skill", "passed")


def _of(rows: QuerySet[Any, Any], persons: QuerySet[Any, Any] | None) -> QuerySet[Any, Any]:
    return rows if persons is None else rows.filter(person__in=persons)
