"""Undoing a structure change: exactly its rows go back, or it is refused and says what stands in the way.

Rows of the tree must be as the change left them. Of a person only his unit goes back: if he has left since, he stays
gone; if he was erased, nothing comes back.
"""

from __future__ import annotations

import uuid
from dataclasses import replace

from django.db import transaction

from hocvuso.core import structure
from hocvuso.core.structure import LIVES, SPELLS, Refused, Spell, Turn
from hocvuso.plumbing import audit, clock
from hocvuso.unions.models import Employment, Membership, StructureChange, StructureRow, StructureUnit, Unit, UnitPath
from hocvuso.unions.structure import adding_up, changes, excerpt, rows, territory_undoing
from hocvuso.unions.structure.blocking import InUse, StandsOn, blockers, later, newest_first
from hocvuso.unions.structure.queries import OF_TERRITORIES

BATCH = 500


@transaction.atomic
def undo(change_id: uuid.UUID, *, by: uuid.UUID | None) -> StructureChange:
    """Take a change back; undone twice is undone once.

    Raises StandsOn with the later changes, InUse, or Refused when the change is not known.
    """
    changes.take_turn()
    change = StructureChange.objects.filter(id=change_id).first()
    if change is None:
        raise Refused("unknown_change")
    if change.undone_at is not None:
        return change
    if change.kind.startswith(OF_TERRITORIES):
        territory_undoing.put_back(change)
    else:
        _put_back(change, by)
    change.undone_by, change.undone_at = by, clock.now()
    change.save(update_fields=["undone_by", "undone_at"])
    audit.record("structure undo", actor=by, what=str(change.id), facts={"number": change.number})
    return change


def _put_back(change: StructureChange, by: uuid.UUID | None) -> None:
    turns = _kept(change)
    in_the_way = blockers(change, turns)
    if in_the_way:
        raise StandsOn(in_the_way)
    back = _back(turns)
    changed, _ = structure.touched(turns)
    adding_up.take_back(change)
    rows.write(back, None)
    _nothing_hangs_on(structure.founded(turns))
    _fits(change, turns)
    gone = structure.founded(turns)
    rows.drop_units(back)
    changes.settle(back, changed - gone, by)


def _kept(change: StructureChange) -> list[Turn]:
    """Return the turns of a change from its journal, with the persons who are still there."""
    kept = list(StructureRow.objects.filter(change=change, table__in=structure.TABLES).order_by("id"))
    spells = [uuid.UUID(row.key) for row in kept if row.table == SPELLS]
    persons: dict[str, str] = {}
    for at in range(0, len(spells), BATCH):
        for model in (Membership, Employment):
            found = model._default_manager.filter(id__in=spells[at : at + BATCH]).values_list("id", "person_id")
            persons |= {spell.hex: person.hex for spell, person in found}
    turns = []
    for row in kept:
        key = tuple(row.key.split("|"))
        before, after = (rows.unpack(row.table, each, key, persons) for each in (row.before, row.after))
        turns.append(Turn(row.table, key, before, after))
    return turns


def _back(turns: list[Turn]) -> list[Turn]:
    """Return the turns backwards. Spells go back as they are now: who has left since stays gone."""
    back = [Turn(turn.table, turn.key, turn.after, turn.before) for turn in reversed(turns) if turn.table != SPELLS]
    spells = [turn for turn in turns if turn.table == SPELLS]
    now = excerpt.world_of((), [turn.key[0] for turn in spells]).table(SPELLS)
    copies: dict[str, Spell] = {}
    for turn in spells:
        row = now.get(turn.key)
        if turn.before is None and isinstance(turn.after, Spell) and isinstance(row, Spell):
            copies[turn.after.copy_of] = row
            back.append(Turn(SPELLS, turn.key, row, None))
    for turn in spells:
        row = now.get(turn.key)
        if isinstance(turn.before, Spell) and isinstance(turn.after, Spell) and isinstance(row, Spell):
            back += _spell_back(turn.before, turn.after, row, copies.get(row.id))
    return back


def _spell_back(before: Spell, after: Spell, row: Spell, copy: Spell | None) -> list[Turn]:
    if row.unit != after.unit or (copy is None and row.until != after.until and before.unit == after.unit):
        return []  # somebody has changed it since; what he said stands
    until = before.until
    if copy is not None:
        until = copy.until
    elif row.until != after.until:
        until = row.until
    return [Turn(SPELLS, (row.id,), row, replace(row, unit=before.unit, until=until))]


def _nothing_hangs_on(units: frozenset[str]) -> None:
    """Refuse while anything of any room, but for the paths, refers to a unit that is about to go."""
    for relation in Unit._meta.related_objects:
        model = relation.related_model
        if model is UnitPath or not units:
            continue
        name = relation.field.name
        found = model._default_manager.filter(**{f"{name}__in": [uuid.UUID(each) for each in units]})
        used = found.values_list(f"{name}__id", f"{name}__name").first()
        if used is not None:
            raise InUse(*used)


def _fits(change: StructureChange, turns: list[Turn]) -> None:
    changed, leans = structure.touched(turns)
    gone = structure.founded(turns)
    fitting = [turn for turn in turns if turn.table != LIVES]
    in_the_way = structure.misfits(excerpt.world_of((changed | leans) - gone), fitting)
    if in_the_way:
        concerned = StructureUnit.objects.filter(
            unit__in=[uuid.UUID(each) for each in in_the_way], is_changed=True, change__in=later(change)
        )
        raise StandsOn(newest_first(concerned.values_list("change_id", flat=True)))
