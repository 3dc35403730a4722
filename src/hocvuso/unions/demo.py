"""Invented units in bulk, who belongs to them, what they declare, and their removal; for the demonstration only.

Nothing of this can be reached from a page. The tree that results is the same as if each act had been done alone.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from hocvuso.core import vntext
from hocvuso.plumbing import bulk
from hocvuso.unions.actions import rebuild_paths
from hocvuso.unions.models import (
    Employment,
    Headcount,
    Membership,
    Role,
    StructureChange,
    StructureUnit,
    Territory,
    Unit,
    UnitLink,
    UnitName,
)


@dataclass(frozen=True, slots=True)
class Stood:
    """Under whom a unit stood (a code, empty at the top), from and to which day; no paper, so nobody can undo it."""

    parent: str
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Founded:
    """An invented unit with all its places in the tree, oldest first."""

    id: uuid.UUID
    code: str
    name: str
    kind: str
    stood: tuple[Stood, ...]
    join_code: str = ""

    @property
    def dissolved_on(self) -> date | None:
        """The day from which the unit is no more."""
        return self.stood[-1].until


@dataclass(frozen=True, slots=True)
class Belongs:
    """A person works at a unit, or is a member of one, for some time; `audience` is empty for a membership."""

    id: uuid.UUID
    person: uuid.UUID
    unit: uuid.UUID
    since: date
    until: date | None = None
    audience: str = ""


@dataclass(frozen=True, slots=True)
class Holds:
    """A person holds a role for a unit for some time."""

    id: uuid.UUID
    person: uuid.UUID
    unit: uuid.UUID
    name: str
    since: date
    until: date | None = None
    is_employer_side: bool = False


@dataclass(frozen=True, slots=True)
class Signed:
    """A headcount that somebody signed; an earlier one ends where the next begins."""

    id: uuid.UUID
    unit: uuid.UUID
    audience: str
    count: int
    signed_by: str
    since: date
    until: date | None = None


def found(units: Sequence[Founded]) -> dict[str, uuid.UUID]:
    """Found those of `units` that are not there yet and return the ids of all by code; one transaction."""
    with transaction.atomic():
        ids = ids_of([each.code for each in units])
        missing = [each for each in units if each.code not in ids]
        if not missing:
            return ids
        ids |= {each.code: each.id for each in missing}
        _write(missing, ids)
        rebuild_paths()
    return ids


def _write(units: Sequence[Founded], ids: dict[str, uuid.UUID]) -> None:
    taken = {"", *Unit.objects.exclude(join_code=None).values_list("join_code", flat=True)}
    bulk.insert(
        Unit,
        ("id", "code", "name", "kind", "search", "sort_key", "join_code", "founded_on", "dissolved_on"),
        (
            (each.id, each.code, each.name, each.kind, vntext.search_key(each.name)[:240],
             vntext.alphabet_key(each.name)[:600], None if each.join_code in taken else each.join_code,
             each.stood[0].since, each.dissolved_on)
            for each in units
        ),
        is_demo=True,
    )  # fmt: skip
    bulk.insert(
        UnitLink,
        ("id", "unit_id", "parent_id", "valid_from", "valid_to"),
        (
            (uuid.uuid5(ids[each.code], place.since.isoformat()), ids[each.code],
             ids[place.parent] if place.parent else None, place.since, place.until)
            for each in units
            for place in each.stood
        ),
    )  # fmt: skip
    bulk.insert(
        UnitName,
        ("id", "unit_id", "name", "search", "valid_from", "valid_to"),
        (
            (uuid.uuid5(ids[each.code], "name"), ids[each.code], each.name, vntext.search_key(each.name)[:240],
             each.stood[0].since, each.dissolved_on)
            for each in units
        ),
    )  # fmt: skip


def ids_of(codes: Collection[str]) -> dict[str, uuid.UUID]:
    """Return the ids of those codes that there are as invented units."""
    wanted = set(codes)
    rows = Unit.objects.filter(is_demo=True).values_list("code", "id")
    return {code: row for code, row in rows if code in wanted}


def filled(unit_ids: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    """Return which of these units have people, so that a broken run goes on where it stopped."""
    return set(Employment.objects.filter(unit_id__in=list(unit_ids)).values_list("unit_id", flat=True).distinct())


def enter(
    *, works: Iterable[Belongs], members: Iterable[Belongs], roles: Iterable[Holds], signed: Iterable[Signed]
) -> None:
    """Write who belongs where, holds what, and what was declared; call it inside a transaction."""
    dated = ("id", "person_id", "unit_id", "valid_from", "valid_to")
    bulk.insert(
        Employment, (*dated, "audience"),
        ((each.id, each.person, each.unit, each.since, each.until, each.audience) for each in works),
    )  # fmt: skip
    bulk.insert(
        Membership, dated, ((each.id, each.person, each.unit, each.since, each.until) for each in members),
    )  # fmt: skip
    bulk.insert(
        Role, (*dated, "name", "is_employer_side"),
        (
            (each.id, each.person, each.unit, each.since, each.until, each.name, each.is_employer_side)
            for each in roles
        ),
    )  # fmt: skip
    bulk.insert(
        Headcount, ("id", "unit_id", "audience", "count", "signed_by", "signed_on", "valid_from", "valid_to"),
        (
            (each.id, each.unit, each.audience, each.count, each.signed_by, each.since, each.since, each.until)
            for each in signed
        ),
    )  # fmt: skip


@transaction.atomic
def remove() -> int:
    """Take the invented units away with everything dated that hangs on them; return how many."""
    demo = Unit.objects.filter(is_demo=True)
    number = demo.count()
    concerned = StructureUnit.objects.filter(unit__in=demo).values("change_id")
    real = StructureUnit.objects.filter(change_id__in=concerned).exclude(unit__in=demo).values("change_id")
    alone = StructureChange.objects.filter(id__in=concerned).exclude(id__in=real).values_list("id", flat=True)
    # Read out: what names these changes goes first, and with it the statement would find nothing any more.
    bulk.delete(StructureChange.objects.filter(id__in=list(alone)))
    bulk.delete(demo)
    bulk.delete(Territory.objects.filter(is_demo=True))
    rebuild_paths()
    return number
