"""The second tree as the core's frozen rows, and those rows as they are written into its tables.

A country has some 3,400 territories, 12,000 with those that ended in July 2025, so the whole tree is read at once.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Any

from hocvuso.core import structure, vntext
from hocvuso.core.planning import MEMBERSHIP
from hocvuso.core.structure import LINKS, LIVES, NAMES, SPELLS, SUCCESSIONS, Naming, Row, Spell, Turn, World
from hocvuso.core.succession import Succession as Share
from hocvuso.core.tree import Life, Link
from hocvuso.unions.models import (
    StructureChange,
    Territory,
    TerritoryLink,
    TerritoryName,
    TerritorySuccession,
    UnitTerritory,
)
from hocvuso.unions.structure.rows import BATCH, Particulars


def world() -> World:
    """Return the whole second tree: territories as units of the core, active units as persons of its spells."""
    return structure.world([*_lives(), *links(), *_names(), *_successions(), *_spells()])


def _lives() -> Iterator[Row]:
    for row in Territory.objects.values_list("id", "kind", "founded_on", "dissolved_on"):
        yield Life(row[0].hex, *row[1:])


def links() -> Iterator[Link]:
    """Yield where each territory lies and lay."""
    rows = TerritoryLink.objects.values_list("territory_id", "parent_id", "valid_from", "valid_to")
    for territory, parent, since, until in rows:
        yield Link(territory.hex, parent.hex if parent else None, since, until)


def _names() -> Iterator[Row]:
    for row in TerritoryName.objects.values_list("territory_id", "name", "valid_from", "valid_to"):
        yield Naming(row[0].hex, *row[1:])


def _successions() -> Iterator[Row]:
    for row in TerritorySuccession.objects.all():
        heir = row.heir_id.hex if row.heir_id else None
        yield Share(row.territory_id.hex, heir, row.on, Fraction(row.part, row.whole))


def _spells() -> Iterator[Row]:
    for row in UnitTerritory.objects.all():
        yield Spell(row.id.hex, MEMBERSHIP, row.unit_id.hex, row.territory_id.hex, row.valid_from, row.valid_to)


def units_of_spells(ids: Iterable[str]) -> dict[str, str]:
    """Return whose spells these are, as far as the rows are still there."""
    rows = UnitTerritory.objects.filter(id__in=[uuid.UUID(each) for each in ids])
    return {row.id.hex: row.unit_id.hex for row in rows}


def write(
    turns: Sequence[Turn], change: StructureChange | None, newcomers: dict[str, Particulars] | None = None
) -> None:
    """Write what the turns say; `change` is the one that made new rows, `newcomers` belong to founded territories."""
    by_table: dict[str, list[Turn]] = {
        table: [turn for turn in turns if turn.table == table] for table in structure.TABLES
    }
    called = {turn.after.unit: turn.after.name for turn in by_table[NAMES] if isinstance(turn.after, Naming)}
    for turn in by_table[LIVES]:
        _write_life(turn, called, newcomers or {})
    _write_dated(TerritoryLink, by_table[LINKS], change)
    _write_dated(TerritoryName, by_table[NAMES], change)
    for turn in by_table[SUCCESSIONS]:
        _write_succession(turn, change)
    for turn in by_table[SPELLS]:
        _write_spell(turn, change)
    for turn in by_table[LIVES]:
        if turn.after is None:
            Territory.objects.filter(id=uuid.UUID(turn.key[0])).delete()


def _write_life(turn: Turn, called: dict[str, str], newcomers: dict[str, Particulars]) -> None:
    life = turn.after
    if not isinstance(life, Life):
        return
    if turn.before is not None:
        Territory.objects.filter(id=life.unit).update(dissolved_on=life.until)
        return
    name, more = called[life.unit], newcomers[life.unit]
    Territory.objects.create(
        id=uuid.UUID(life.unit), code=more.code, kind=life.kind, founded_on=life.since, is_demo=more.is_demo,
        **_searchable(name),
    )  # fmt: skip


def _searchable(name: str) -> dict[str, str]:
    return {"name": name, "search": vntext.search_key(name)[:240], "sort_key": vntext.alphabet_key(name)[:600]}


def _write_dated(model: type[Any], turns: list[Turn], change: StructureChange | None) -> None:
    """Write links or names: one row a territory and first day."""
    made = []
    for turn in turns:
        row = turn.after or turn.before
        if not isinstance(row, Link | Naming):
            continue
        same = model._default_manager.filter(territory_id=uuid.UUID(row.unit), valid_from=row.since)
        own: dict[str, Any] = {"valid_to": row.until}
        if isinstance(row, Link):
            own["parent_id"] = uuid.UUID(row.parent) if row.parent else None
        else:
            own |= {"name": row.name, "search": vntext.search_key(row.name)[:240]}
        if turn.after is None:
            same.delete()
        elif turn.before is None:
            made.append(model(territory_id=uuid.UUID(row.unit), valid_from=row.since, change=change, **own))
        else:
            same.update(**own)
    model._default_manager.bulk_create(made, batch_size=BATCH)


def _write_succession(turn: Turn, change: StructureChange | None) -> None:
    row = turn.after or turn.before
    if not isinstance(row, Share):
        return
    own = {"territory_id": uuid.UUID(row.unit), "heir_id": uuid.UUID(row.heir) if row.heir else None, "on": row.on}
    if turn.after is None:
        TerritorySuccession.objects.filter(**own).delete()
    else:
        TerritorySuccession.objects.create(
            part=row.share.numerator, whole=row.share.denominator, change=change, **own
        )  # fmt: skip


def _write_spell(turn: Turn, change: StructureChange | None) -> None:
    row = turn.after
    if row is None:
        UnitTerritory.objects.filter(id=uuid.UUID(turn.key[0])).delete()
    elif isinstance(row, Spell) and turn.before is None:
        UnitTerritory.objects.create(
            id=uuid.UUID(row.id), unit_id=uuid.UUID(row.person), territory_id=uuid.UUID(row.unit),
            valid_from=row.since, valid_to=row.until, change=change,
        )  # fmt: skip
    elif isinstance(row, Spell):
        UnitTerritory.objects.filter(id=uuid.UUID(row.id)).update(
            territory_id=uuid.UUID(row.unit), valid_from=row.since, valid_to=row.until
        )
