"""Members who joined, left, moved, were corrected: found by comparing lists, kept in order, told from a place on.

Two looks at the lists are compared, so nothing is missed whichever way a list was changed. Kept are fingerprints
(keyed, so that nobody reads a name out of them); names are read at the moment in which they are told.
"""

from __future__ import annotations

import hashlib
import hmac
import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from hocvuso.partners.models import MemberChange, MemberState
from hocvuso.people import queries as people
from hocvuso.plumbing import clock
from hocvuso.roster import queries as roster
from hocvuso.unions import queries as unions
from hocvuso.unions import rosters
from hocvuso.unions.queries import Ids

JOINED, LEFT, MOVED, CORRECTED, ERASED = "joined", "left", "moved", "corrected", "erased"
CHUNK = 2000
Place = tuple[uuid.UUID, uuid.UUID]  # person, unit
Prints = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Compared:
    """What two looks at the lists differ by."""

    kind: str
    person: uuid.UUID
    unit: uuid.UUID
    other_unit: uuid.UUID | None = None
    fields: tuple[str, ...] = ()


def compared(before: Mapping[Place, Prints], now: Mapping[Place, Prints]) -> list[Compared]:
    """Return what changed: whoever left one unit and is new at another has moved; the rest joined, left, differs."""
    gone: dict[uuid.UUID, list[uuid.UUID]] = {}
    for person, unit in sorted(before.keys() - now.keys()):
        gone.setdefault(person, []).append(unit)
    found = []
    for person, unit in sorted(now.keys() - before.keys()):
        left = gone.get(person)
        if left:
            found.append(Compared(MOVED, person, unit, left.pop(0)))
        else:
            found.append(Compared(JOINED, person, unit))
    found += [Compared(LEFT, person, unit) for person, units in sorted(gone.items()) for unit in units]
    for place in sorted(before.keys() & now.keys()):
        fields = tuple(sorted(name for name, text in now[place].items() if before[place].get(name) != text))
        if fields:
            found.append(Compared(CORRECTED, *place, fields=fields))
    return found


@transaction.atomic
def look(units: Collection[uuid.UUID] | None = None) -> int:
    """Compare the lists of the whole site, or of some units, with the last look; return how many changes were found.

    The first finds all who are there, as joined: whoever begins to read begins with the whole list.
    """
    day = clock.today()
    everywhere = unions.subtrees_ids(unions.tops(day), day)
    if units is not None:
        everywhere = everywhere.filter(unit_id__in=units)
    now = _now(everywhere, day)
    before: dict[Place, Prints] = {}
    ids: dict[Place, uuid.UUID] = {}
    rows = MemberState.objects.select_for_update().order_by("id")
    if units is not None:
        rows = rows.filter(unit__in=everywhere)
    for row in rows.iterator(chunk_size=CHUNK):
        before[row.person, row.unit], ids[row.person, row.unit] = row.prints, row.id
    found, at = compared(before, now), clock.now()
    MemberChange.objects.bulk_create(
        [
            MemberChange(person=each.person, unit=each.unit, other_unit=each.other_unit, kind=each.kind,
                         fields=list(each.fields), found_at=at)
            for each in found
        ],
        batch_size=CHUNK,
    )  # fmt: skip
    _keep(before, now, ids)
    return len(found)


def _keep(before: Mapping[Place, Prints], now: Mapping[Place, Prints], ids: Mapping[Place, uuid.UUID]) -> None:
    over = [ids[place] for place in before.keys() - now.keys()]
    for start in range(0, len(over), CHUNK):
        MemberState.objects.filter(id__in=over[start : start + CHUNK]).delete()
    fresh = now.keys() - before.keys()
    MemberState.objects.bulk_create(
        [MemberState(person=person, unit=unit, prints=now[person, unit]) for person, unit in sorted(fresh)],
        batch_size=CHUNK,
    )
    differing = [place for place in before.keys() & now.keys() if before[place] != now[place]]
    MemberState.objects.bulk_update(
        [MemberState(id=ids[place], prints=now[place]) for place in differing], ["prints"], batch_size=CHUNK
    )


def _now(units: Ids, day: date) -> dict[Place, Prints]:
    """Return the fingerprints of everybody who is at one of these units on a day."""
    places = rosters.places(units, day)
    persons = {person for person, _unit in places}
    names = {each: name.full for each, name in _names(persons).items()}
    numbers = roster.numbers(persons)
    found: dict[Place, Prints] = {}
    for place, held in places.items():
        known = numbers.get(place)
        said = {
            "name": names.get(held.person, ""), "is_member": str(held.is_member), "audience": held.audience,
            "member_number": known.member if known else "",
        }  # fmt: skip
        found[place] = {field: _print(text) for field, text in said.items()}
    return found


def _names(persons: Collection[uuid.UUID]) -> dict[uuid.UUID, people.Name]:
    listed, found = list(persons), {}
    for start in range(0, len(listed), people.AT_ONCE):
        found.update(people.names(listed[start : start + people.AT_ONCE]))
    return found


def _print(text: str) -> str:
    key = settings.SECRET_KEY.encode()
    return hmac.new(key, b"partners.changes:" + text.encode(), hashlib.sha256).hexdigest()[:12]


def since(units: Ids | Iterable[uuid.UUID], number: int, limit: int) -> list[MemberChange]:
    """Return the changes of some units behind a place, in their order."""
    rows = MemberChange.objects.filter(unit__in=units) | MemberChange.objects.filter(other_unit__in=units)
    return list(rows.filter(id__gt=number).order_by("id")[:limit])


def told(
    rows: Sequence[MemberChange], persons: Collection[uuid.UUID], units: Collection[uuid.UUID]
) -> list[dict[str, Any]]:
    """Return changes with the names of those `persons` who may be told of; of an erased one nothing but a reference.

    A unit outside `units` is not named: whoever moved away has left, whoever came from there has joined.
    """
    names, numbers = _names(persons), roster.numbers(persons)
    codes = {line.id: line.code for line in unions.unit_lines(set(units) & _mentioned(rows), clock.today())}
    found = []
    for row in rows:
        is_erased = row.kind == ERASED
        if not is_erased and row.person not in persons:
            continue
        kind, unit, other = _seen_from(row, set(codes))
        name, number = names.get(row.person), numbers.get((row.person, unit))
        found.append(
            {
                "number": row.id, "kind": kind, "ref": str(row.person), "unit": None if is_erased else codes.get(unit),
                "from_unit": codes.get(other) if other else None, "name": None if is_erased or not name else name.full,
                "member_number": number.member or None if number and not is_erased else None,
                "is_member": None if is_erased else kind != LEFT, "fields": row.fields, "found_at": row.found_at,
            }
        )  # fmt: skip
    return found


def _mentioned(rows: Sequence[MemberChange]) -> set[uuid.UUID]:
    return {unit for row in rows for unit in (row.unit, row.other_unit) if unit is not None}


def _seen_from(row: MemberChange, units: set[uuid.UUID]) -> tuple[str, uuid.UUID, uuid.UUID | None]:
    if row.kind != MOVED or row.other_unit is None:
        return row.kind, row.unit, None
    if row.unit not in units:
        return LEFT, row.other_unit, None
    return (MOVED, row.unit, row.other_unit) if row.other_unit in units else (JOINED, row.unit, None)


def forget(ids: Collection[uuid.UUID], at: datetime) -> int:
    """Leave of erased persons nothing but that a reference is to be forgotten, for whoever was told of it before."""
    rows = MemberChange.objects.filter(person__in=ids)
    last = dict(rows.order_by("id").values_list("person", "unit"))
    gone = rows.exclude(kind=ERASED).delete()[0] + MemberState.objects.filter(person__in=ids).delete()[0]
    known = set(MemberChange.objects.filter(person__in=ids, kind=ERASED).values_list("person", flat=True))
    MemberChange.objects.bulk_create(
        MemberChange(person=person, unit=unit, kind=ERASED, found_at=at)
        for person, unit in last.items()
        if person not in known
    )
    return gone
