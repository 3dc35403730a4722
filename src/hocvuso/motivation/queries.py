"""Look-ups of motivation: one's own page, the quiet line, challenges of one's units and of those of an official."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hocvuso.core import rhythm
from hocvuso.core.indicators import SMALLEST_GROUP
from hocvuso.core.rhythm import Rhythm
from hocvuso.learning.quiet_line import Line
from hocvuso.motivation import badges, counting
from hocvuso.motivation.badges import Badge
from hocvuso.motivation.models import EarnedBadge, MotivationChoice, RhythmKept, RhythmPause
from hocvuso.motivation.models import UnitChallenge as UnitChallenge
from hocvuso.people import queries as people
from hocvuso.plumbing import clock
from hocvuso.unions import queries as unions

ID = 32  # letters of one unit in a path
FRESH = timedelta(days=7)  # decided: so long a badge is news
LISTED = 30


def choice(person: uuid.UUID) -> MotivationChoice:
    """Return what somebody switched off."""
    return MotivationChoice.objects.filter(person=person).first() or MotivationChoice(person=person)


@dataclass(frozen=True, slots=True)
class Shared:
    """A challenge as everybody of the unit sees it; `is_few`: fewer than five did something, so no number is told."""

    row: UnitChallenge
    unit: str
    is_few: bool

    @property
    def share(self) -> float:
        """Return which part of the goal is reached, in 0…1."""
        return min(self.row.done / self.row.goal, 1.0)


@dataclass(frozen=True, slots=True)
class Own:
    """What somebody sees of himself; parts that he switched off are empty."""

    choice: MotivationChoice
    rhythm: Rhythm | None
    pauses: tuple[RhythmPause, ...]
    badges: tuple[tuple[Badge, date], ...]
    challenges: tuple[Shared, ...]


def own(person: uuid.UUID, day: date) -> Own:
    """Return somebody's page, counted at this moment."""
    chosen = choice(person)
    rhythms = counting.refresh([person], day) if chosen.rhythm or chosen.badges else {}
    held = EarnedBadge.objects.filter(person=person).order_by("-earned_on", "-id") if chosen.badges else ()
    shipped = badges.shipped()
    pauses = RhythmPause.objects.filter(person=person, until__gte=day - timedelta(days=rhythm.LOOK_BACK))
    return Own(
        chosen,
        rhythms.get(person),
        tuple(pauses.order_by("since")) if chosen.rhythm else (),
        tuple((shipped[row.badge], row.earned_on) for row in held if row.badge in shipped),
        tuple(_of_person(person, day)) if chosen.challenges else (),
    )


def _of_person(person: uuid.UUID, day: date) -> list[Shared]:
    units = [each.unit.id for each in unions.units_of(people.ids_of(person), day)]
    paths = [unions.path_of(unit, day) for unit in units]
    reached = {uuid.UUID(path[at : at + ID]) for path in paths for at in range(0, len(path), ID)}
    rows = UnitChallenge.objects.filter(removed_at=None, unit__in=reached, starts_on__lte=day, ends_on__gte=day)
    return shared(list(rows.order_by("ends_on", "id")[:LISTED]), day)


def shared(rows: Collection[UnitChallenge], day: date) -> list[Shared]:
    """Return challenges with the names of their units, in the given order."""
    names = {line.id: line.name for line in unions.unit_lines({row.unit_id for row in rows}, day)}
    return [Shared(row, names.get(row.unit_id, ""), row.people < SMALLEST_GROUP) for row in rows]


def of_unit(unit: uuid.UUID, day: date) -> list[Shared]:
    """Return the challenges of a unit, the newest first; removed ones too."""
    return shared(list(UnitChallenge.objects.filter(unit=unit).order_by("-starts_on", "-id")[:LISTED]), day)


def challenge(number: uuid.UUID) -> UnitChallenge | None:
    """Return one challenge."""
    return UnitChallenge.objects.filter(pk=number).first()


def quiet_line(person: uuid.UUID) -> Line | None:
    """Return the one line for the page "today": a new badge, or the weeks in a row; one query by key."""
    kept = RhythmKept.objects.filter(person=person).first()
    day = clock.today()
    if kept is None or kept.week < rhythm.monday(day) - rhythm.WEEK:
        return None
    badge = badges.shipped().get(kept.badge)
    if badge is not None and kept.badge_on is not None and day - kept.badge_on < FRESH:
        return Line(_("New: %(badge)s") % {"badge": badge.title}, reverse("motivation:home"))
    if not kept.weeks:
        return None
    told = ngettext("Your rhythm: %(count)s week", "Your rhythm: %(count)s weeks in a row", kept.weeks)
    return Line(told % {"count": kept.weeks}, reverse("motivation:home"))
