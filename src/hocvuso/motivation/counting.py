"""Counting: somebody's rhythm and badges, at night and on his own page; challenges of units."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from hocvuso.core import rhythm
from hocvuso.core.rhythm import Pause, Rhythm
from hocvuso.learning import queries as learning
from hocvuso.learning import regularity
from hocvuso.motivation import badges
from hocvuso.motivation.models import (
    LESSONS,
    EarnedBadge,
    MotivationChoice,
    RhythmKept,
    RhythmPause,
    UnitChallenge,
)
from hocvuso.people import queries as people
from hocvuso.plumbing import clock
from hocvuso.unions import queries as unions

AT_ONCE = 500  # persons counted by one round of statements
LOOKED_BACK = timedelta(weeks=53)  # decided: a rhythm is told up to a year
MOST_WEEKS = 52
KEPT = ["week", "weeks", "badge", "badge_on", "counted_at"]
ACTIVE = timedelta(hours=36)  # decided: the job runs each day; what one run missed the next one finds


def choices_of(persons: Collection[uuid.UUID]) -> dict[uuid.UUID, MotivationChoice]:
    """Return what some persons switched off; who switched nothing off is absent."""
    return {row.person: row for row in MotivationChoice.objects.filter(person__in=list(persons))}


def pauses_of(persons: Collection[uuid.UUID]) -> dict[uuid.UUID, list[Pause]]:
    """Return the pauses of some persons."""
    found: dict[uuid.UUID, list[Pause]] = defaultdict(list)
    for row in RhythmPause.objects.filter(person__in=list(persons)):
        found[row.person].append(Pause(row.since, row.until))
    return found


def refresh(persons: Sequence[uuid.UUID], day: date) -> dict[uuid.UUID, Rhythm]:
    """Count rhythm and badges of some persons (AT_ONCE at most) and keep them; return the rhythms.

    Seven statements, however many they are. What somebody switched off is not looked at.
    """
    off = choices_of(persons)
    with_rhythm = [each for each in persons if each not in off or off[each].rhythm]
    with_badges = [each for each in persons if each not in off or off[each].badges]
    days = regularity.study_days(with_rhythm, rhythm.monday(day) - LOOKED_BACK, day) if with_rhythm else {}
    pauses = pauses_of(with_rhythm)
    rhythms = {each: rhythm.rhythm(days.get(each, ()), pauses.get(each, ()), day) for each in with_rhythm}
    newest = _award(with_badges, rhythms, day)
    now, week = clock.now(), rhythm.monday(day)
    rows = []
    for each in with_rhythm:
        badge, badge_on = newest.get(each, ("", None))
        weeks = min(rhythms[each].weeks, MOST_WEEKS)
        rows.append(RhythmKept(person=each, week=week, weeks=weeks, badge=badge, badge_on=badge_on, counted_at=now))
    RhythmKept.objects.bulk_create(rows, update_conflicts=True, unique_fields=["person"], update_fields=KEPT)
    return rhythms


def _award(
    persons: Sequence[uuid.UUID], rhythms: dict[uuid.UUID, Rhythm], day: date
) -> dict[uuid.UUID, tuple[str, date | None]]:
    """Give badges that were earned, and return the newest one of each person with its day."""
    if not persons:
        return {}
    mastered: dict[uuid.UUID, set[str]] = defaultdict(set)
    for person, skill in learning.mastered_by(people.those(persons), badges.skills()):
        mastered[person].add(skill)
    held: dict[uuid.UUID, dict[str, date]] = defaultdict(dict)
    for row in EarnedBadge.objects.filter(person__in=list(persons)).order_by("earned_on", "id"):
        held[row.person][row.badge] = row.earned_on
    fresh = []
    for person in persons:
        weeks = rhythms[person].weeks if person in rhythms else 0
        for name, rule_from in badges.earned(mastered[person], weeks, day).items():
            if name not in held[person]:
                fresh.append(EarnedBadge(person=person, badge=name, earned_on=day, rule_from=rule_from))
                held[person][name] = day
    EarnedBadge.objects.bulk_create(fresh, ignore_conflicts=True)
    return {person: list(own.items())[-1] for person, own in held.items() if own}


def refresh_active(now: datetime) -> int:
    """Count for every person with a name who learnt lately; return for how many."""
    learners = regularity.active_since(now - ACTIVE)
    day, done = clock.day_of(now), 0
    some = list(learners)
    for begin in range(0, len(some), AT_ONCE):
        part = some[begin : begin + AT_ONCE]
        behind = people.canonical_of(part)
        persons = list(people.names({behind.get(each, each) for each in part}))
        refresh(persons, day)
        done += len(persons)
    return done


# --- challenges


def left_out() -> QuerySet[MotivationChoice, uuid.UUID]:
    """Return who is in no challenge, as a sub-select."""
    return MotivationChoice.objects.filter(challenges=False).values_list("person", flat=True)


def refresh_challenge(row: UnitChallenge, day: date) -> None:
    """Count what the people of a unit and those below did together since a challenge began."""
    until = min(day, row.ends_on)
    if until >= row.starts_on:
        persons = unions.people_ids(unions.subtree_ids(row.unit_id, day), day)
        count = regularity.lessons_among if row.what == LESSONS else regularity.skills_gained_among
        row.people, row.done = count(persons, row.starts_on, until, without=left_out())
    row.counted_at = clock.now()
    row.save(update_fields=["people", "done", "counted_at"])


def refresh_challenges(day: date) -> int:
    """Count for every challenge that runs; return for how many."""
    rows = list(UnitChallenge.objects.filter(removed_at=None, starts_on__lte=day, ends_on__gte=day))
    for row in rows:
        refresh_challenge(row, day)
    return len(rows)
