"""What left this site about a person: to whom, of what kind, when; he sees it in "Dữ liệu của tôi".

Whoever sends or hands out data with persons in it records it here, in the transaction that lets it go. Rooms above
register the words of their kinds, and what they do when somebody whose data they gave away is erased.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from hocvuso.people import own_data
from hocvuso.people.models import Departure
from hocvuso.people.queries import AT_ONCE
from hocvuso.plumbing import clock

Words = Callable[[], str]
_kinds: dict[str, Words] = {}
_told: list[Callable[[own_data.Ids], None]] = []


@dataclass(frozen=True, slots=True)
class Left:
    """One kind of data that went to one receiver, as a person reads it."""

    what: str
    to: str
    times: int
    first_at: datetime
    last_at: datetime


def words_for(kinds: dict[str, Words]) -> None:
    """Register what kinds of data are called: "your name, your unit"; a kind has 24 characters at most."""
    _kinds.update(kinds)


def before_erasing(act: Callable[[own_data.Ids], None]) -> None:
    """Register what is done, in the same transaction, before what is held of persons is erased."""
    if act not in _told:
        _told.append(act)


@transaction.atomic
def record(persons: Iterable[uuid.UUID], *, kind: str, to: str, at: datetime | None = None) -> None:
    """Note that data of `kind` about these persons went to `to`; one line a person, kind and receiver.

    Called once for each giving: a sending that is only repeated is not recorded again. Any number of persons.
    """
    at, to = at or clock.now(), to[:120]
    everybody = sorted(set(persons))
    for start in range(0, len(everybody), AT_ONCE):
        some = everybody[start : start + AT_ONCE]
        mine = Departure.objects.filter(kind=kind, to=to, person__in=some)
        known = set(mine.values_list("person", flat=True))
        mine.update(times=F("times") + 1, last_at=at)
        fresh = [Departure(person=one, kind=kind, to=to, first_at=at, last_at=at) for one in some if one not in known]
        Departure.objects.bulk_create(fresh, batch_size=AT_ONCE, ignore_conflicts=True)


def of_person(ids: Sequence[uuid.UUID]) -> list[Left]:
    """Return what left about one person (all his ids), the latest first."""
    rows = Departure.objects.filter(person__in=ids).order_by("-last_at", "-id")
    return [Left(_name(row.kind), row.to, row.times, row.first_at, row.last_at) for row in rows]


def receivers(ids: own_data.Ids, *, kinds: Collection[str]) -> dict[str, set[uuid.UUID]]:
    """Return who got data of these kinds, each with the ids that it was about."""
    found: dict[str, set[uuid.UUID]] = {}
    rows = Departure.objects.filter(person__in=ids, kind__in=kinds)
    for to, person in rows.values_list("to", "person"):
        found.setdefault(to, set()).add(person)
    return found


def _name(kind: str) -> str:
    return _kinds[kind]() if kind in _kinds else kind


def _count(ids: Sequence[uuid.UUID]) -> int:
    return Departure.objects.filter(person__in=ids).count()


def _export(ids: Sequence[uuid.UUID]) -> Any:
    rows = Departure.objects.filter(person__in=ids).order_by("first_at", "id")
    return list(rows.values("kind", "to", "times", "first_at", "last_at"))


def _erase(ids: own_data.Ids) -> int:
    """Let rooms above ask the receivers to forget; then the lines go too."""
    for act in _told:
        act(ids)
    return Departure.objects.filter(person__in=ids).delete()[0]


def register() -> None:
    """Register this part of the room with the page of own data.

    Nothing moves in a merge: lines are found under every id of a person, and stay with the id under which they went.
    """
    own_data.register(own_data.Holder("departures", lambda: _("What was sent elsewhere"), _count, _export, _erase))
