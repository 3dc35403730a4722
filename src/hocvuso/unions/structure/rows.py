"""Rows of the core as they are kept in a journal, and as they are written into the tables."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Model, QuerySet

from hocvuso.core import vntext
from hocvuso.core.planning import MEMBERSHIP
from hocvuso.core.structure import LINKS, LIVES, NAMES, SPELLS, SUCCESSIONS, Naming, Row, Spell, Turn
from hocvuso.core.succession import Succession as Share
from hocvuso.core.tree import Life, Link
from hocvuso.plumbing import changes
from hocvuso.unions.models import (
    Employment,
    Membership,
    StructureChange,
    StructureRow,
    Succession,
    Unit,
    UnitLink,
    UnitName,
)
from hocvuso.unions.structure.blocking import Settled

BATCH = 500


@dataclass(frozen=True, slots=True)
class Particulars:
    """What a new unit has besides its place and name."""

    code: str
    join_code: str | None = None
    is_demo: bool = False


def pack(row: Row | None) -> dict[str, Any] | None:
    """Return a row as JSON; of a spell only what the tree knows: the person is found by its id while he is there."""
    match row:
        case None:
            return None
        case Life(unit, kind, since, until):
            return {"unit": unit, "kind": kind, **_period(since, until)}
        case Link(unit, parent, since, until):
            return {"unit": unit, "parent": parent, **_period(since, until)}
        case Naming(unit, name, since, until):
            return {"unit": unit, "name": name, **_period(since, until)}
        case Share(unit, heir, on, share):
            return {"unit": unit, "heir": heir, "on": str(on), "share": [share.numerator, share.denominator]}
        case Spell(_, sort, _, unit, since, until, copy_of):
            return {"sort": sort, "unit": unit, "copy_of": copy_of, **_period(since, until)}


def _period(since: date, until: date | None) -> dict[str, str | None]:
    return {"since": str(since), "until": str(until) if until else None}


def unpack(table: str, kept: Mapping[str, Any] | None, key: Sequence[str], persons: Mapping[str, str]) -> Row | None:
    """Return a row from its JSON; `persons` gives back whose spell it is."""
    if kept is None:
        return None
    if table == SUCCESSIONS:
        return Share(kept["unit"], kept["heir"], date.fromisoformat(kept["on"]), Fraction(*kept["share"]))
    since = date.fromisoformat(kept["since"])
    until = date.fromisoformat(kept["until"]) if kept["until"] else None
    if table == LIVES:
        return Life(kept["unit"], kept["kind"], since, until)
    if table == LINKS:
        return Link(kept["unit"], kept["parent"], since, until)
    if table == NAMES:
        return Naming(kept["unit"], kept["name"], since, until)
    return Spell(key[0], kept["sort"], persons.get(key[0], ""), kept["unit"], since, until, kept["copy_of"])


def keep(change: StructureChange, turns: Iterable[Turn]) -> None:
    """Write the journal of a change."""
    StructureRow.objects.bulk_create(
        (
            StructureRow(
                change=change,
                table=turn.table,
                key="|".join(turn.key),
                before=pack(turn.before),
                after=pack(turn.after),
            )
            for turn in turns
        ),
        batch_size=BATCH,
    )


def write(
    turns: Sequence[Turn], change: StructureChange | None, newcomers: Mapping[str, Particulars] | None = None
) -> None:
    """Write what the turns say; `change` is the one that made new rows, `newcomers` belong to founded units."""
    by_table: dict[str, list[Turn]] = defaultdict(list)
    for turn in turns:
        by_table[turn.table].append(turn)
    _write_lives(by_table[LIVES], by_table[NAMES], newcomers or {})
    _write_links(by_table[LINKS], change)
    _write_names(by_table[NAMES], change)
    _write_successions(by_table[SUCCESSIONS], change)
    _write_spells(by_table[SPELLS])


def _write_lives(turns: list[Turn], names: list[Turn], newcomers: Mapping[str, Particulars]) -> None:
    called = {turn.after.unit: turn.after.name for turn in names if isinstance(turn.after, Naming)}
    made = []
    for turn in turns:
        if not isinstance(turn.after, Life):
            continue
        life = turn.after
        if turn.before is None:
            made.append(_unit(life, called[life.unit], newcomers[life.unit]))
        else:
            Unit.objects.filter(id=life.unit).update(dissolved_on=life.until)
    Unit.objects.bulk_create(made, batch_size=BATCH)


def _unit(life: Life, name: str, more: Particulars) -> Unit:
    return Unit(
        id=uuid.UUID(life.unit),
        code=more.code,
        name=name,
        kind=life.kind,
        search=vntext.search_key(name)[:240],
        sort_key=vntext.alphabet_key(name)[:600],
        join_code=more.join_code,
        founded_on=life.since,
        is_demo=more.is_demo,
    )


def drop_units(turns: Iterable[Turn]) -> None:
    """Delete the units that are no longer founded; the caller has seen to it that nothing hangs on them.

    Raises Settled where the database keeps what a room above has closed of one of them.
    """
    gone = [uuid.UUID(turn.key[0]) for turn in turns if turn.table == LIVES and turn.after is None]
    for at in range(0, len(gone), BATCH):
        part = gone[at : at + BATCH]
        try:
            with transaction.atomic():
                Unit.objects.filter(id__in=part).delete()
        except IntegrityError:
            unit, name = Unit.objects.filter(id__in=part).order_by("sort_key").values_list("id", "name")[0]
            raise Settled(unit, name) from None


def _write_links(turns: list[Turn], change: StructureChange | None) -> None:
    made = []
    for turn in turns:
        row = turn.after
        if isinstance(row, Link) and turn.before is None:
            made.append(
                UnitLink(
                    unit_id=row.unit, parent_id=row.parent, valid_from=row.since, valid_to=row.until, change=change
                )
            )
        elif isinstance(row, Link):
            UnitLink.objects.filter(unit_id=row.unit, valid_from=row.since).update(
                parent_id=row.parent, valid_to=row.until
            )
        elif isinstance(turn.before, Link):
            UnitLink.objects.filter(unit_id=turn.before.unit, valid_from=turn.before.since).delete()
    UnitLink.objects.bulk_create(made, batch_size=BATCH)


def _write_names(turns: list[Turn], change: StructureChange | None) -> None:
    made = []
    for turn in turns:
        row = turn.after
        if isinstance(row, Naming):
            made.append(
                UnitName(
                    unit_id=row.unit, name=row.name, search=vntext.search_key(row.name)[:240], valid_from=row.since,
                    valid_to=row.until, change=change if turn.before is None else None,
                )
            )  # fmt: skip
        elif isinstance(turn.before, Naming):
            UnitName.objects.filter(unit_id=turn.before.unit, valid_from=turn.before.since).delete()
    # One statement for new and for changed ones; a name that nobody wrote down by period gets its row now.
    UnitName.objects.bulk_create(
        made, batch_size=BATCH, update_conflicts=True, unique_fields=["unit", "valid_from"],
        update_fields=["name", "search", "valid_to"],
    )  # fmt: skip


def _write_successions(turns: list[Turn], change: StructureChange | None) -> None:
    made = []
    for turn in turns:
        if isinstance(turn.after, Share):
            row = turn.after
            made.append(
                Succession(unit_id=row.unit, heir_id=row.heir, on=row.on, part=row.share.numerator,
                           whole=row.share.denominator, change=change)
            )  # fmt: skip
        elif isinstance(turn.before, Share):
            gone = turn.before
            Succession.objects.filter(
                unit_id=gone.unit, on=gone.on, heir_id=uuid.UUID(gone.heir) if gone.heir else None
            ).delete()
    Succession.objects.bulk_create(made, batch_size=BATCH)


def _write_spells(turns: list[Turn]) -> None:
    """Write spells in few statements: those that get the same unit and end go together."""
    touched = {row.unit for turn in turns for row in (turn.before, turn.after) if isinstance(row, Spell)}
    changes.tell(changes.UNITS, [uuid.UUID(unit) for unit in touched])
    for model, own in ((Membership, _of_sort(turns, True)), (Employment, _of_sort(turns, False))):
        changed: dict[tuple[str, date | None], list[str]] = defaultdict(list)
        made: list[Spell] = []
        gone: list[str] = []
        for turn in own:
            if turn.after is None:
                gone.append(turn.key[0])
            elif isinstance(turn.after, Spell) and turn.before is None:
                made.append(turn.after)
            elif isinstance(turn.after, Spell):
                changed[turn.after.unit, turn.after.until].append(turn.key[0])
        manager = model._default_manager
        _copy(model, made)
        for (unit, until), ids in changed.items():
            for at in range(0, len(ids), BATCH):
                manager.filter(id__in=ids[at : at + BATCH]).update(unit_id=unit, valid_to=until)
        for at in range(0, len(gone), BATCH):
            manager.filter(id__in=gone[at : at + BATCH]).delete()


def _of_sort(turns: list[Turn], membership: bool) -> list[Turn]:
    return [
        turn
        for turn in turns
        if isinstance(row := turn.after or turn.before, Spell) and (row.sort == MEMBERSHIP) == membership
    ]


def _copy(model: type[Any], spells: list[Spell]) -> None:
    """Create spells that go on from others: everything but unit and dates stays as it was."""
    for at in range(0, len(spells), BATCH):
        part = spells[at : at + BATCH]
        old = _by_id(model._default_manager.filter(id__in=[each.copy_of for each in part]))
        made = []
        for spell in part:
            kept = old[spell.copy_of]
            values = {each.attname: getattr(kept, each.attname) for each in model._meta.concrete_fields}
            changed = {
                "id": uuid.UUID(spell.id), "unit_id": uuid.UUID(spell.unit), "valid_from": spell.since,
                "valid_to": spell.until,
            }  # fmt: skip
            made.append(model(**(values | changed)))
        model._default_manager.bulk_create(made)


def _by_id(found: QuerySet[Any]) -> dict[str, Model]:
    return {row.id.hex: row for row in found}
