"""The second tree: provinces, communes, wards, special zones, dated; and which units are active where.

A unit and a territory are joined many to many: a commune union is no commune, it may cover several of them, and some
grassroots unions stand directly under the province whatever commune they work in.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from hocvuso.core import tree, vntext
from hocvuso.core.structure import Refused
from hocvuso.core.tree import DayTree, Link
from hocvuso.plumbing import audit
from hocvuso.unions.models import Territory, TerritoryLink, Unit, UnitTerritory
from hocvuso.unions.queries import in_force

# Decided: the words of the two levels of administration since 01/07/2025.
KINDS = ("province", "commune", "ward", "special_zone")


@dataclass(frozen=True, slots=True)
class NewTerritory:
    """A territory to be entered; `parent` is the code of another one, or empty: at the top."""

    code: str
    name: str
    kind: str
    parent: str = ""
    is_demo: bool = False


@dataclass(frozen=True, slots=True)
class TerritoryLine:
    """A territory as shown in lists."""

    id: uuid.UUID
    code: str
    name: str
    kind: str


@transaction.atomic
def enter(rows: Sequence[NewTerritory], *, on: date) -> dict[str, uuid.UUID]:
    """Enter territories that exist from `on`; those that are there already keep their id. Returns ids by code."""
    wrong = [row.code for row in rows if row.kind not in KINDS]
    if wrong:
        raise Refused("unknown_kind", *wrong)
    ids = dict(Territory.objects.values_list("code", "id"))
    made = [
        Territory(
            code=row.code, name=vntext.clean(row.name), kind=row.kind, search=vntext.search_key(row.name)[:240],
            sort_key=vntext.alphabet_key(row.name)[:600], is_demo=row.is_demo,
        )
        for row in rows
        if row.code not in ids
    ]  # fmt: skip
    Territory.objects.bulk_create(made, batch_size=500)
    fresh = {each.code: each.id for each in made}
    ids |= fresh
    lost = sorted({row.parent for row in rows if row.parent and row.parent not in ids})
    if lost:
        raise Refused("unknown_unit", *lost)
    links = [
        TerritoryLink(territory_id=ids[row.code], parent_id=ids.get(row.parent), valid_from=on)
        for row in rows
        if row.code in fresh
    ]
    _sound([*_links(), *(_link(each) for each in links)])
    TerritoryLink.objects.bulk_create(links, batch_size=500)
    return {row.code: ids[row.code] for row in rows}


@transaction.atomic
def end(territory: uuid.UUID, *, on: date) -> None:
    """Let a territory end: its place and the units active there end that day."""
    TerritoryLink.objects.filter(in_force(on), territory_id=territory).update(valid_to=on)
    UnitTerritory.objects.filter(in_force(on), territory_id=territory).update(valid_to=on)


@transaction.atomic
def move(territory: uuid.UUID, parent: uuid.UUID | None, *, on: date) -> None:
    """Let a territory lie in another from a day on. Raises Refused ("ring") when it would lie in itself."""
    held = TerritoryLink.objects.filter(in_force(on), territory_id=territory).first()
    if held is None:
        raise Refused("not_there", territory.hex, day=on)
    until = held.valid_to
    if held.valid_from == on:
        held.parent_id = parent
        held.save(update_fields=["parent"])
    else:
        TerritoryLink.objects.filter(id=held.id).update(valid_to=on)
        TerritoryLink.objects.create(territory_id=territory, parent_id=parent, valid_from=on, valid_to=until)
    _sound(_links())


@transaction.atomic
def place(unit: uuid.UUID, territories: Iterable[uuid.UUID], *, on: date, by: uuid.UUID | None = None) -> None:
    """Say in which territories a unit is active from `on`; said twice it is one fact, others end that day."""
    wanted = set(territories)
    held = UnitTerritory.objects.filter(in_force(on), unit_id=unit)
    held.filter(valid_from=on).exclude(territory_id__in=wanted).delete()
    held.exclude(territory_id__in=wanted).update(valid_to=on)
    present = set(held.values_list("territory_id", flat=True))
    UnitTerritory.objects.bulk_create(
        UnitTerritory(unit_id=unit, territory_id=each, valid_from=on) for each in sorted(wanted - present)
    )
    audit.record("place unit", actor=by, what=str(unit), facts={"territories": len(wanted)})


def on_day(day: date) -> DayTree:
    """Return the tree of territories as of a day, by their ids in hexadecimal."""
    return tree.on_day(_links(), day)


def of_unit(unit: uuid.UUID, day: date) -> list[TerritoryLine]:
    """Return the territories in which a unit is active on a day."""
    rows = Territory.objects.filter(
        id__in=UnitTerritory.objects.filter(in_force(day), unit_id=unit).values("territory")
    )
    return [_line(row) for row in rows.order_by("sort_key")]


def units_in(territory: uuid.UUID, day: date) -> list[uuid.UUID]:
    """Return the units that are active in a territory or in anything within it on a day, each once."""
    inside = [uuid.UUID(each) for each in on_day(day).below(territory.hex)]
    held = UnitTerritory.objects.filter(in_force(day), territory_id__in=inside).values("unit_id")
    return list(Unit.objects.filter(id__in=held).order_by("sort_key").values_list("id", flat=True))


def search(typed: str, day: date, limit: int = 20) -> list[TerritoryLine]:
    """Return territories that exist on a day and whose name holds every typed word; marks do not matter."""
    rows = Territory.objects.filter(id__in=TerritoryLink.objects.filter(in_force(day)).values("territory"))
    for word in vntext.search_key(typed).split():
        rows = rows.filter(search__contains=word)
    return [_line(row) for row in rows.order_by("sort_key")[:limit]]


def _line(row: Territory) -> TerritoryLine:
    return TerritoryLine(row.id, row.code, row.name, row.kind)


def _link(row: TerritoryLink) -> Link:
    return Link(row.territory_id.hex, row.parent_id.hex if row.parent_id else None, row.valid_from, row.valid_to)


def _links() -> list[Link]:
    return [_link(row) for row in TerritoryLink.objects.all()]


def _sound(links: list[Link]) -> None:
    ringed = tree.in_rings(links, tree.stretches(links))
    if ringed:
        raise Refused("ring", *sorted(ringed))
