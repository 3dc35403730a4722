"""Lookups of wifi points: those that everybody may see, and those of an official's units."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from hocvuso.core import hotspot, vntext
from hocvuso.hotspots.models import Hotspot, HotspotStep, HotspotTrouble
from hocvuso.unions import queries as unions

LISTED = 200  # points on one page of the public list; more are found by their name


@dataclass(frozen=True, slots=True)
class Point:
    """A point as everybody may see it."""

    id: uuid.UUID
    code: str
    name: str
    address: str
    hours: str
    joining: str
    owner: str
    place: tuple[float, float] | None
    state: str
    since: date
    checked_on: date | None
    unit: uuid.UUID
    is_due: bool
    is_doubted: bool

    @property
    def is_working(self) -> bool:
        """Whether it was working when it was last looked at."""
        return self.state == hotspot.WORKING


@dataclass(frozen=True, slots=True)
class Known:
    """A point as its officials see it: also whom to talk to, its steps, and what people could not do this fortnight."""

    point: Point
    contact: str
    steps: tuple[HotspotStep, ...]
    troubles: dict[str, int]


def public(typed: str, day: date) -> list[Point]:
    """Return the points that are open to all, found by name or address without marks, in alphabetical order."""
    found = Hotspot.objects.filter(state__in=hotspot.OPEN)
    for word in vntext.search_key(typed).split():
        found = found.filter(search__contains=word)
    points = _points(found.order_by("search")[:LISTED], day)
    return sorted(points, key=lambda each: vntext.alphabet_key(each.name))


def by_code(code: str, day: date) -> Point | None:
    """Return a point that is open to all by the code on its card."""
    return next(iter(_points(Hotspot.objects.filter(code=code.lower(), state__in=hotspot.OPEN), day)), None)


def in_units(units: unions.Ids, day: date) -> list[Point]:
    """Return every point of these units that is not closed, those that need something first."""
    points = _points(Hotspot.objects.filter(unit__in=units).exclude(state=hotspot.CLOSED), day)
    return sorted(points, key=lambda each: (not each.is_due, hotspot.STATES.index(each.state), each.since))


def closed_in(units: unions.Ids, day: date) -> list[Point]:
    """Return the closed points of these units, the newest first."""
    return _points(Hotspot.objects.filter(unit__in=units, state=hotspot.CLOSED).order_by("-since")[:50], day)


def known(point: uuid.UUID, day: date) -> Known | None:
    """Return all that is known of one point."""
    row = Hotspot.objects.filter(id=point).first()
    if row is None:
        return None
    since = day - timedelta(days=hotspot.TROUBLE_DAYS)
    kinds = HotspotTrouble.objects.filter(hotspot=row, on__gte=since).values_list("kind", flat=True)
    return Known(_points([row], day)[0], row.contact, tuple(row.steps.all()), dict(Counter(kinds)))


def counts(units: unions.Ids) -> Counter[str]:
    """Count the points of these units by state."""
    return Counter(Hotspot.objects.filter(unit__in=units).values_list("state", flat=True))


def units_with_point(units: unions.Ids) -> set[uuid.UUID]:
    """Return which of these units have a working point."""
    working = Hotspot.objects.filter(unit__in=units, state=hotspot.WORKING)
    return set(working.values_list("unit_id", flat=True))


def units_without(units: unions.Ids, day: date) -> list[unions.UnitLine]:
    """Return the unions with people of their own among `units` that have no working point, in alphabetical order."""
    covered = units_with_point(units)
    return [line for line in unions.unit_lines(units, day) if line.is_grassroots and line.id not in covered]


def _points(rows: QuerySet[Hotspot] | Sequence[Hotspot], day: date) -> list[Point]:
    rows = list(rows)
    troubles = _troubles([row.id for row in rows], day)
    return [_point(row, troubles.get(row.id, []), day) for row in rows]


def _troubles(points: Iterable[uuid.UUID], day: date) -> dict[uuid.UUID, list[date]]:
    since = day - timedelta(days=hotspot.TROUBLE_DAYS)
    found: dict[uuid.UUID, list[date]] = {}
    rows = HotspotTrouble.objects.filter(hotspot__in=list(points), on__gte=since)
    for point, on in rows.values_list("hotspot_id", "on"):
        found.setdefault(point, []).append(on)
    return found


def _point(row: Hotspot, troubles: Sequence[date], day: date) -> Point:
    place = None if row.latitude is None or row.longitude is None else (row.latitude, row.longitude)
    looked = hotspot.Looked(row.state, row.checked_on, troubles)
    return Point(
        row.id, row.code, row.name, row.address, row.hours, row.joining, row.owner, place, row.state, row.since,
        row.checked_on, row.unit_id, looked.is_due(day), looked.is_doubted(day),
    )  # fmt: skip
