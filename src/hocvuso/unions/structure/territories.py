"""What pages ask about the second tree: provinces, communes and wards on a day; which units are active where.

A unit and a territory are joined many to many: a commune union is no commune, it may cover several of them, and some
grassroots unions stand directly under the province whatever commune they work in.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db.models import F

from hocvuso.core import tree, vntext
from hocvuso.core.tree import DayTree
from hocvuso.unions.models import (
    StructureTerritory,
    Territory,
    TerritoryLink,
    TerritoryName,
    TerritorySuccession,
    Unit,
    UnitTerritory,
)
from hocvuso.unions.queries import Ids, existing_on, in_force
from hocvuso.unions.structure import territory_rows
from hocvuso.unions.structure.queries import JOINING, Change, History, Kin, Stay, listed, paper


@dataclass(frozen=True, slots=True)
class TerritoryLine:
    """A territory as shown in lists; `parent` is the name of what it lies in on that day, or empty."""

    id: uuid.UUID
    code: str
    name: str
    kind: str
    parent: str = ""


@dataclass(frozen=True, slots=True)
class TerritoryRow:
    """One line of the tree on a day: how many lie right in it, how many units are active in it and below."""

    territory: TerritoryLine
    level: int
    lower: int
    units: int
    is_open: bool


@dataclass(frozen=True, slots=True)
class Active:
    """A unit is active in a territory in a period."""

    territory: TerritoryLine
    since: date
    until: date | None
    decision: str


def on_day(day: date) -> DayTree:
    """Return the tree of territories as of a day, by their ids in hexadecimal."""
    return tree.on_day(list(territory_rows.links()), day)


def rows(day: date, opened: Iterable[str], units: Iterable[uuid.UUID]) -> list[TerritoryRow]:
    """Return the second tree on a day; lower levels only of those whose codes are `opened`.

    `units` are those that may be counted: whoever asks sees none but his own.
    """
    drawn = on_day(day)
    lines = {line.id.hex: line for line in _lines(map(uuid.UUID, drawn.parents), day)}
    own = _active(day, units)
    wanted = set(opened)
    found: list[TerritoryRow] = []

    def add(territory: str, level: int) -> None:
        line, under = lines[territory], set(drawn.children.get(territory, ()))
        is_open = line.code in wanted and bool(under)
        inside = set().union(*(own.get(each, set()) for each in drawn.below(territory)))
        found.append(TerritoryRow(line, level, len(under), len(inside), is_open))
        if is_open:
            for each in lines:
                if each in under:
                    add(each, level + 1)

    tops = set(drawn.children.get(None, ()))
    for each in lines:
        if each in tops:
            add(each, 0)
    return found


def _active(day: date, units: Iterable[uuid.UUID]) -> dict[str, set[uuid.UUID]]:
    """Return which of these units are active right in each territory."""
    existing = Unit.objects.filter(existing_on(day), id__in=units)
    held = UnitTerritory.objects.filter(in_force(day), unit__in=existing)
    found: dict[str, set[uuid.UUID]] = {}
    for territory, unit in held.values_list("territory_id", "unit_id"):
        found.setdefault(territory.hex, set()).add(unit)
    return found


def units_right_in(territory: uuid.UUID, day: date, among: Iterable[uuid.UUID] | Ids) -> list[uuid.UUID]:
    """Return which of these units are active right in a territory on a day, in alphabetical order."""
    held = UnitTerritory.objects.filter(in_force(day), territory_id=territory, unit_id__in=among).values("unit_id")
    found = Unit.objects.filter(existing_on(day), id__in=held).order_by("sort_key")
    return list(found.values_list("id", flat=True))


def units_in(territory: uuid.UUID, day: date) -> list[uuid.UUID]:
    """Return the units that are active in a territory or in anything within it on a day, each once."""
    inside = [uuid.UUID(each) for each in on_day(day).below(territory.hex)]
    held = UnitTerritory.objects.filter(in_force(day), territory_id__in=inside).values("unit_id")
    return list(Unit.objects.filter(existing_on(day), id__in=held).order_by("sort_key").values_list("id", flat=True))


def of_unit(unit: uuid.UUID, day: date) -> list[TerritoryLine]:
    """Return the territories in which a unit is active on a day."""
    held = UnitTerritory.objects.filter(in_force(day), unit_id=unit)
    return _lines(held.values_list("territory_id", flat=True), day)


def past_of_unit(unit: uuid.UUID, day: date) -> list[Active]:
    """Return where a unit is, was and will be active, the newest first; what ended on its first day never was."""
    held = UnitTerritory.objects.filter(unit_id=unit).exclude(valid_to=F("valid_from")).select_related("change")
    lines = {line.id: line for line in _lines(held.values_list("territory_id", flat=True), day)}
    return [
        Active(lines[row.territory_id], row.valid_from, row.valid_to, paper(row.change))
        for row in held.order_by("-valid_from", "territory__sort_key")
    ]


def by_code(code: str, day: date) -> TerritoryLine | None:
    """Return the territory with this code, also one that has ended; capital letters do not matter."""
    found = Territory.objects.filter(code__iexact=code.strip()).values_list("id", flat=True)
    return next(iter(_lines(found[:1], day)), None)


def line(territory: uuid.UUID | None, day: date) -> TerritoryLine | None:
    """Return one territory, or None."""
    return next(iter(_lines([territory], day)), None) if territory else None


def right_in(territory: uuid.UUID, day: date) -> list[TerritoryLine]:
    """Return what lies right in a territory on a day."""
    held = TerritoryLink.objects.filter(in_force(day), parent_id=territory)
    return _lines(held.values_list("territory_id", flat=True), day)


def parent_id(territory: uuid.UUID, day: date) -> uuid.UUID | None:
    """Return what a territory lies in on a day; for one that has ended, what it lay in at last."""
    held = TerritoryLink.objects.filter(territory_id=territory).order_by("-valid_from")
    link = held.filter(in_force(day)).first() or held.first()
    return link.parent_id if link else None


def search(typed: str, day: date, limit: int = 20) -> list[TerritoryLine]:
    """Return territories that exist on a day and whose name, now or once, holds every typed word, marks or not."""
    found = Territory.objects.filter(id__in=TerritoryLink.objects.filter(in_force(day)).values("territory"))
    named, once = found, TerritoryName.objects.all()
    for word in vntext.search_key(typed).split():
        named, once = named.filter(search__contains=word), once.filter(search__contains=word)
    either = named | found.filter(id__in=once.values("territory"))
    return _lines(either.order_by("sort_key").values_list("id", flat=True)[:limit], day)


def history(territory_id: uuid.UUID) -> History:
    """Return the names and places of a territory with their dates and papers, where it came from and went to."""
    own = Territory.objects.get(id=territory_id)
    names = TerritoryName.objects.filter(territory=own).select_related("change").order_by("valid_from")
    links = TerritoryLink.objects.filter(territory=own).select_related("change", "parent").order_by("valid_from")
    away = TerritorySuccession.objects.filter(territory=own, heir__isnull=False).select_related("heir").order_by("on")
    others = TerritorySuccession.objects.filter(heir=own).select_related("territory").order_by("on")
    return History(
        own.founded_on,
        own.dissolved_on,
        tuple(Stay(row.name, "", row.valid_from, row.valid_to, paper(row.change)) for row in names),
        tuple(
            Stay(
                row.parent.name if row.parent else "", row.parent.code if row.parent else "", row.valid_from,
                row.valid_to, paper(row.change),
            )
            for row in links
        ),
        tuple(Kin(row.territory.code, row.territory.name, row.on, Fraction(row.part, row.whole)) for row in others),
        tuple(Kin(row.heir.code, row.heir.name, row.on, Fraction(row.part, row.whole)) for row in away if row.heir),
        Fraction(0),
    )  # fmt: skip


def changes_of(territory: uuid.UUID, *, limit: int) -> list[Change]:
    """Return what was decided about a territory itself, the newest entry first; not which units are active there."""
    concerned = StructureTerritory.objects.filter(territory=territory)
    return listed(concerned.exclude(change__kind__in=JOINING).values("change_id"), limit, 0)


def counts(day: date) -> Counter[str]:
    """Return how many territories of each kind there are on a day."""
    held = TerritoryLink.objects.filter(in_force(day)).values_list("territory__kind", flat=True)
    return Counter(held)


def _lines(ids: Iterable[uuid.UUID], day: date) -> list[TerritoryLine]:
    """Return territories in alphabetical order, with the names of a day."""
    found = list(Territory.objects.filter(id__in=list(ids)))
    above = TerritoryLink.objects.filter(in_force(day), territory__in=found, parent__isnull=False)
    parents = {link.territory_id: link.parent for link in above.select_related("parent") if link.parent}
    named = TerritoryName.objects.filter(in_force(day)).exclude(name=F("territory__name"))
    called = dict(named.values_list("territory_id", "name"))
    lines = [
        TerritoryLine(
            row.id, row.code, called.get(row.id, row.name), row.kind,
            called.get(parents[row.id].id, parents[row.id].name) if row.id in parents else "",
        )
        for row in found
    ]  # fmt: skip
    return sorted(lines, key=lambda line: (vntext.alphabet_key(line.name), line.code))
