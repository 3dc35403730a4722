"""A change of the tree, as another installation is told of it: by codes, names and days, with its paper.

A division, a dissolution and a hand-over also say in which shares a unit goes on where, and (by their ids alone) who
went where; `again` makes an order of it on the other side.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from hocvuso.core.structure import SPELLS, SUCCESSIONS
from hocvuso.plumbing import clock
from hocvuso.unions import queries
from hocvuso.unions.models import Employment, Membership, StructureChange, StructureUnit, Succession, Unit

BY_EFFECT = ("found", "rename", "move", "merge", "split", "dissolve")  # seen by the tree; a hand-over only by its key
Row = Mapping[str, Any]


def changes_of(units: Collection[uuid.UUID], since: datetime) -> list[dict[str, Any]]:
    """Return the changes entered since a moment that turned rows of these units, the oldest first.

    Those of territories stay here. `about` is the unit in whose stream the change is told: the first that changed.
    """
    concerned = StructureUnit.objects.filter(unit__in=units, is_changed=True).values("change_id")
    rows = StructureChange.objects.filter(id__in=concerned, entered_at__gte=since).exclude(kind__startswith="t_")
    return [_portable(row) for row in rows.order_by("number")]


def _portable(change: StructureChange) -> dict[str, Any]:
    ids = list(change.units.filter(is_changed=True).order_by("id").values_list("unit", flat=True))
    units = {row.id: row for row in Unit.objects.filter(id__in=ids)}
    day = change.effective_on
    names = {line.id: line for line in queries.unit_lines(ids, day)}
    parents = queries.parents_on(day, ids)
    heirs = dict(Succession.objects.filter(change=change, heir__isnull=False).values_list("unit_id", "heir_id"))
    others = [each for each in (*parents.values(), *heirs.values()) if each is not None]
    codes = dict(Unit.objects.filter(id__in=[*ids, *others]).values_list("id", "code"))
    told = [
        {
            "code": codes[each], "name": names[each].name if each in names else units[each].name,
            "kind": units[each].kind, "parent": codes.get(parents.get(each) or each, "") if parents.get(each) else "",
            "is_new": units[each].founded_on == day, "ended": units[each].dissolved_on == day,
            "heir": codes.get(heirs[each], "") if each in heirs else "",
        }
        for each in sorted(units, key=lambda one: codes[one])
    ]  # fmt: skip
    return {
        "key": change.key, "kind": change.kind, "on": day.isoformat(), "decision": change.decision,
        "signer": change.signer, "reason": change.reason, "is_undone": change.undone_at is not None, "units": told,
        **_who_went_where(change),
    }  # fmt: skip


def _who_went_where(change: StructureChange) -> dict[str, Any]:
    """Return the shares and moves of a division, a dissolution, a hand-over; `persons` None: whoever is left."""
    if change.kind not in ("split", "dissolve", "handover"):
        return {}
    turned = [(row.table, row.key, row.before, row.after) for row in change.rows.order_by("id")]
    ends = [
        (after["unit"], after["heir"], *after["share"]) for table, _key, before, after in turned
        if table == SUCCESSIONS and before is None and after is not None
    ]  # fmt: skip
    spells = {key: (before, after) for table, key, before, after in turned if table == SPELLS}
    arrived: dict[tuple[str, str], list[str]] = {}
    for key, (before, after) in spells.items():
        left = before or spells.get((after or {}).get("copy_of") or "", ({}, None))[0] or {}
        if after and left and after["unit"] != left["unit"]:
            arrived.setdefault((left["unit"], after["unit"]), []).append(key)
    units = {unit for one, other, *_share in ends for unit in (one, other) if unit} | {
        unit for pair in arrived for unit in pair
    }
    codes = {each.hex: code for each, code in Unit.objects.filter(
        id__in=[uuid.UUID(unit) for unit in units]).values_list("id", "code")}  # fmt: skip
    left_over = _left_over(change, arrived)
    moves = [
        {"from": codes[one], "to": codes[other], "persons": None if (one, other) in left_over else _persons(keys)}
        for (one, other), keys in sorted(arrived.items(), key=lambda pair: [codes[each] for each in pair[0]])
    ]
    shares = [
        {"from": codes[one], "to": codes[other] if other else "", "part": part, "whole": whole}
        for one, other, part, whole in ends
    ]
    return {"shares": sorted(shares, key=lambda each: (each["from"], each["to"])), "moves": moves}


def _left_over(change: StructureChange, arrived: Mapping[tuple[str, str], list[str]]) -> set[tuple[str, str]]:
    """Return the ways of whoever is named for no other: the fullest from each unit that has nobody now."""
    found: dict[str, tuple[str, str]] = {}
    for way, keys in arrived.items():
        if way[0] not in found or len(keys) > len(arrived[found[way[0]]]):
            found[way[0]] = way
    day, units = change.effective_on, [uuid.UUID(unit) for unit in found]
    models: tuple[Any, ...] = (Membership, Employment)
    still = {
        unit.hex for model in models
        for unit in model.objects.filter(queries.in_force(day), unit_id__in=units).values_list("unit_id", flat=True)
    }  # fmt: skip
    return {way for unit, way in found.items() if unit not in still}


def _persons(spells: list[str]) -> list[str]:
    """Return whose spells these are."""
    found: set[uuid.UUID] = set()
    models: tuple[Any, ...] = (Membership, Employment)
    for start in range(0, len(spells), queries.AT_ONCE):
        ids = [uuid.UUID(each) for each in spells[start : start + queries.AT_ONCE]]
        for model in models:
            found |= set(model.objects.filter(id__in=ids).values_list("person_id", flat=True))
    return sorted(str(each) for each in found)


def about(row: Row) -> str:
    """Return the code of the unit in whose stream a change is told: one that ended, else the first."""
    units: Sequence[Row] = row["units"]
    ended = [each for each in units if each["ended"]]
    return str((ended or list(units))[0]["code"]) if units else ""


def is_here(row: Row) -> bool:
    """Tell whether a change is here already: the same order, or the tree as it would be after it."""
    same = StructureChange.objects.filter(key=row["key"]).first()
    if row["is_undone"]:
        return same is None or same.undone_at is not None
    if same is not None:
        return same.undone_at is None
    day = date.fromisoformat(row["on"])
    return row["kind"] in BY_EFFECT and all(_stands(each, day) for each in row["units"])


def _stands(unit: Row, day: date) -> bool:
    here = Unit.objects.filter(code=unit["code"]).first()
    if here is None:
        return False
    if unit["ended"]:
        heirs = Succession.objects.filter(unit=here, on__lte=clock.today(), heir__code=unit["heir"])
        return here.dissolved_on is not None and (not unit["heir"] or heirs.exists())
    line = queries.unit(here.id, max(day, here.founded_on))
    above = queries.parents_on(max(day, here.founded_on), [here.id]).get(here.id)
    parent = Unit.objects.filter(id=above).values_list("code", flat=True).first() if above else ""
    return line is not None and line.name == unit["name"] and parent in (unit["parent"], "")
