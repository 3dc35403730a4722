"""Where a request goes: the nearest fitting group, and the nearest unit with somebody who signs; then one level up.

Officials of the unit always see it, whether a group was found or not. What fits is decided in `core/dispatch.py`.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings

from hocvuso.core import dispatch
from hocvuso.core.dispatch import Need
from hocvuso.core.office_hours import Office
from hocvuso.groups import calling
from hocvuso.groups.help_desk.wish import Wish
from hocvuso.groups.models import HelpRequest
from hocvuso.people import queries as people
from hocvuso.plumbing import clock, outbox
from hocvuso.unions import access
from hocvuso.unions import queries as unions

DEEPEST = 12  # levels that a tree may have; only guards against a ring


@dataclass(frozen=True, slots=True)
class Place:
    """Whose queue a request joins; `home` is the learner's own unit, None when he belongs to none."""

    unit: uuid.UUID
    home: uuid.UUID | None


def office() -> Office:
    """Return when officials answer, as the operator has set it."""
    return Office(settings.HELP_FROM_HOUR, settings.HELP_UNTIL_HOUR, settings.HELP_DAYS_A_WEEK)


def due(now: datetime) -> datetime:
    """Return by when a request that waits from `now` on must be answered."""
    return office().due(now.astimezone(clock.VIETNAM), settings.HELP_RAISE_HOURS)


def place_of(person: uuid.UUID, day: date) -> Place | None:
    """Return where a person's request goes; None on a site without any unit."""
    ids = people.ids_of(person)
    homes = [each.unit.id for each in unions.units_of(ids, day)] or unions.full_time_units(ids, day)
    if homes:
        return Place(staffed(homes[0], day), homes[0])
    tops = unions.tops(day)
    return Place(next((top for top in tops if access.signers_of(top, day)), tops[0]), None) if tops else None


def above(unit: uuid.UUID, day: date) -> uuid.UUID | None:
    """Return the next unit above in which somebody signs, else the top; None when there is none above."""
    parent = unions.parents_on(day, [unit]).get(unit)
    return staffed(parent, day) if parent else None


def staffed(unit: uuid.UUID, day: date) -> uuid.UUID:
    """Return the unit itself or the first above it with somebody who signs; the top when there is nobody at all."""
    for _ in range(DEEPEST):
        parent = None if access.signers_of(unit, day) else unions.parents_on(day, [unit]).get(unit)
        if parent is None:
            break
        unit = parent
    return unit


def tell_office(unit: uuid.UUID, kind: str, *, key: str, about: uuid.UUID) -> None:
    """Tell whoever signs for a unit that somebody waits; never the person who asked."""
    day = clock.today()
    line = unions.unit(unit, day)
    facts = {"unit": line.code, "unit_name": line.name} if line else {}
    for official in access.signers_of(unit, day):
        if official != about:
            outbox.notify(official, kind, facts, key=key)


WITH_NUMBER = (dispatch.CALL, dispatch.MEET, dispatch.HOME)  # by choosing one the person gives his number
MOST_CALLED = 5  # decided: of a large group the most fitting ones hear of it, the rest see it on their page


@dataclass(frozen=True, slots=True)
class Sent:
    """The group that was found (None: none fits) and who of it is told."""

    group: uuid.UUID | None = None
    called: tuple[uuid.UUID, ...] = ()


def group_for(person: uuid.UUID, place: Place, wish: Wish, step: str, now: datetime) -> Sent:
    """Return the group for a new request: the one whose poster was read when it fits, else the nearest."""
    day = clock.day_of(now)
    unit = place.home or place.unit
    need = Need(
        str(person), _path(unit, day), calling.areas([unit], day).get(unit, frozenset()), skill_group(step), wish.way,
        wish.wants_woman,
    )  # fmt: skip
    teams = calling.teams(need, now, also=wish.group)
    if wish.group is not None:
        read = [each for each in teams if each.id == str(wish.group)]
        if read and (ready := dispatch.able(need, read[0])) and calling.may_go(need, read[0]):
            return Sent(wish.group, tuple(uuid.UUID(each.id) for each in ready)[:MOST_CALLED])
    return _sent(dispatch.nearest(need, [each for each in teams if each.id != str(wish.group)]))


def office_of(place: Place, sent: Sent, now: datetime) -> uuid.UUID:
    """Return the unit in whose queue a request stands: of somebody without a unit, the one of the group he found."""
    if place.home is not None or sent.group is None:
        return place.unit
    day = clock.day_of(now)
    return staffed(calling.unit_of(sent.group), day)


def group_above(row: HelpRequest, now: datetime) -> Sent:
    """Return the group for a request that has risen: the nearest to its new unit, but not the one that was silent."""
    day = clock.day_of(now)
    need = Need(
        str(row.person), _path(row.unit, day), frozenset(), skill_group(row.step), row.way, row.wants_woman
    )  # fmt: skip
    teams = calling.teams(need, now)
    return _sent(dispatch.nearest(need, [each for each in teams if each.id != str(row.group_id)]))


def skill_group(step: str) -> str:
    """Return the group of skills of a step: "4" for kns.4.3/three-questions#who-sent-it, "" for none."""
    skill = step.partition("/")[0].split(".")
    return skill[1] if len(skill) == 3 else ""


def tell_group(sent: Sent, *, key: str) -> None:
    """Tell the most fitting volunteers that somebody waits; what about stands on their page only."""
    for volunteer in sent.called:
        outbox.notify(volunteer, "group_help_waiting", {}, key=key)


def is_volunteer_of(person: uuid.UUID, group: uuid.UUID | None) -> bool:
    """Tell whether somebody helps as a member of the group and not as an official."""
    return group is not None and calling.is_member(person, group)


def _path(unit: uuid.UUID, day: date) -> tuple[str, ...]:
    path = unions.path_of(unit, day)
    return tuple(path[start : start + 32] for start in range(0, len(path), 32))


def _sent(fit: dispatch.Fit | None) -> Sent:
    if fit is None:
        return Sent()
    return Sent(uuid.UUID(fit.team), tuple(uuid.UUID(each) for each in fit.volunteers)[:MOST_CALLED])
