"""Lookups of wifi points: those that everybody may see, and those of an official's units."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from hocvuso.core import hotspot, vntext
from hocvuso.hotspots.models import Hotspot, HotspotStep, HotspotTrouble
from hocvuso.unions import queries as unions

NEAR_KM = 2.0  # decided: half an hour on foot; whoever looks farther does not walk there after a shift
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


def working_on(units: Collection[uuid.UUID], day: date) -> dict[uuid.UUID, int]:
    """Return how many points of each of some units were working on a day, by their steps; others are absent."""
    steps = HotspotStep.objects.filter(hotspot__unit__in=list(units), on__lte=day, is_check=False).order_by("at", "id")
    last = {point: (unit, state) for point, unit, state in steps.values_list("hotspot", "hotspot__unit", "state")}
    return dict(Counter(unit for unit, state in last.values() if state == hotspot.WORKING))


def units_without(units: unions.Ids, day: date) -> unions.Ids:
    """Return the ids of the unions with people of their own among `units` that have no working point, by name.

    A query set: pages count it and cut their part out of it.
    """
    covered = Hotspot.objects.filter(state=hotspot.WORKING).values_list("unit_id", flat=True)
    return unions.grassroots_besides(units, covered, day)


@dataclass(frozen=True, slots=True)
class Near:
    """A working point and how far it is."""

    point: Point
    km: float


def nearest_working(point: Point, day: date) -> Near | None:
    """Return the working point that lies nearest to another one, within NEAR_KM; None where no place is known.

    A box of degrees chooses who may come into question, so that the table is not read as a whole.
    """
    if point.place is None:
        return None
    up, right = point.place
    high, wide = hotspot.box(up, NEAR_KM)
    rows = Hotspot.objects.filter(
        state=hotspot.WORKING, latitude__range=(up - high, up + high), longitude__range=(right - wide, right + wide)
    ).exclude(id=point.id)
    near = [Near(each, hotspot.distance_km(point.place, each.place)) for each in _points(rows, day) if each.place]
    return min((each for each in near if each.km <= NEAR_KM), key=lambda each: (each.km, each.point.code), default=None)


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
