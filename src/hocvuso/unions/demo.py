"""Invented units in bulk, who belongs to them, what they declare, and their removal; for the demonstration only.

Nothing of this can be reached from a page. The tree that results is the same as if each act had been done alone.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from hocvuso.core import vntext
from hocvuso.plumbing import bulk, clock
from hocvuso.unions.actions import rebuild_paths
from hocvuso.unions.models import (
    Employment,
    Headcount,
    Membership,
    Role,
    StructureChange,
    StructureTerritory,
    StructureUnit,
    Territory,
    Unit,
    UnitLink,
    UnitName,
)
from hocvuso.unions.structure.changes import next_number, take_turn
from hocvuso.unions.structure.facts import SHOWN


@dataclass(frozen=True, slots=True)
class Stood:
    """Under whom a unit stood (a code, empty at the top), from and to which day."""

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


@dataclass(frozen=True, slots=True)
class Paper:
    """The paper behind an invented change of the tree; it says itself that it is invented."""

    decision: str
    signer: str
    reason: str


PaperOf = Callable[[str, date, int], Paper]  # kind of change, its day, its number
Act = tuple[str, date, str]  # kind of change, its day, the code of the unit above


def found(units: Sequence[Founded], papers: PaperOf) -> dict[str, uuid.UUID]:
    """Found those of `units` that are not there yet and return the ids of all by code; one transaction.

    What happened on one day under one unit is one change with its paper. It keeps no rows, so nobody can undo it.
    """
    with transaction.atomic():
        ids = ids_of([each.code for each in units])
        missing = [each for each in units if each.code not in ids]
        if not missing:
            return ids
        ids |= {each.code: each.id for each in missing}
        _write(missing, ids, _record(missing, ids, papers))
        rebuild_paths()
    return ids


def _acts(unit: Founded) -> Iterator[Act]:
    for number, place in enumerate(unit.stood):
        yield "move" if number else "found", place.since, place.parent
    if unit.dissolved_on is not None:
        yield "dissolve", unit.dissolved_on, ""


def _record(units: Sequence[Founded], ids: dict[str, uuid.UUID], papers: PaperOf) -> dict[Act, uuid.UUID]:
    """Write down the changes that made these units what they are, oldest first; return them by what they did."""
    concerned: dict[Act, list[Founded]] = {}
    for unit in units:
        for act in _acts(unit):
            concerned.setdefault(act, []).append(unit)
    take_turn()
    first, made = next_number(), {}
    called = dict(Unit.objects.filter(code__in={act[2] for act in concerned}).values_list("code", "name"))
    called |= {unit.code: unit.name for unit in units}
    for number, act in enumerate(sorted(concerned, key=lambda one: (one[1], one)), start=first):
        kind, day, above = act
        own, paper = concerned[act], papers(kind, day, number)
        known = uuid.uuid5(ids[own[0].code], f"{kind} {day}")
        made[act] = StructureChange(
            id=known, number=number, key=f"demo-{known.hex}", kind=kind, effective_on=day,
            decision=paper.decision, signer=paper.signer, reason=paper.reason, entered_at=clock.now(),
            facts={
                "about": [[unit.code, unit.name] for unit in own[:SHOWN]], "count": len(own),
                "to": [[above, called[above]]] if above else [], "units": 0, "members": 0,
            },
        )  # fmt: skip
    StructureChange.objects.bulk_create(made.values(), batch_size=500)
    StructureUnit.objects.bulk_create(
        (
            StructureUnit(change=made[act], unit=ids[unit.code], is_changed=True)
            for act, own in concerned.items()
            for unit in own
        ),
        batch_size=500,
    )
    return {act: change.id for act, change in made.items()}


def _write(units: Sequence[Founded], ids: dict[str, uuid.UUID], changes: dict[Act, uuid.UUID]) -> None:
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
        ("id", "unit_id", "parent_id", "valid_from", "valid_to", "change_id"),
        (
            (uuid.uuid5(ids[each.code], place.since.isoformat()), ids[each.code],
             ids[place.parent] if place.parent else None, place.since, place.until,
             changes["move" if number else "found", place.since, place.parent])
            for each in units
            for number, place in enumerate(each.stood)
        ),
    )  # fmt: skip
    bulk.insert(
        UnitName,
        ("id", "unit_id", "name", "search", "valid_from", "valid_to", "change_id"),
        (
            (uuid.uuid5(ids[each.code], "name"), ids[each.code], each.name, vntext.search_key(each.name)[:240],
             each.stood[0].since, each.dissolved_on, changes["found", each.stood[0].since, each.stood[0].parent])
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
    _remove_territories()
    bulk.delete(demo)
    rebuild_paths()
    return number


def _remove_territories() -> None:
    demo = Territory.objects.filter(is_demo=True)
    concerned = StructureTerritory.objects.filter(territory__in=demo).values("change_id")
    real = StructureTerritory.objects.filter(change_id__in=concerned).exclude(territory__in=demo).values("change_id")
    alone = StructureChange.objects.filter(id__in=concerned).exclude(id__in=real).values_list("id", flat=True)
    bulk.delete(StructureChange.objects.filter(id__in=list(alone)))
    bulk.delete(demo)
