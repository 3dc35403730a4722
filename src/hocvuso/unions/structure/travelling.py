"""A change of the tree, as another installation is told of it: by codes, names and days, with its paper.

What can be done again there by a button: found, rename, move, merge. A division, a dissolution and a hand-over name
people; whoever reads of one enters it by hand with the same decision.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from hocvuso.plumbing import clock
from hocvuso.unions import queries
from hocvuso.unions.models import StructureChange, StructureUnit, Succession, Unit
from hocvuso.unions.structure import verbs
from hocvuso.unions.structure.changes import Decree

AGAIN = ("found", "rename", "move", "merge")
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
    }  # fmt: skip


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
    return row["kind"] in AGAIN and all(_stands(each, day) for each in row["units"])


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


def do_again(row: Row, *, by: uuid.UUID | None) -> StructureChange | None:
    """Carry a change out here as it was carried out there, under the same key. Raises Refused, KeyError for a code."""
    day = date.fromisoformat(row["on"])
    decree = Decree(row["decision"], row["signer"], row["reason"], by=by, key=row["key"])
    ids = dict(Unit.objects.filter(code__in=_codes(row)).values_list("code", "id"))
    units: Sequence[Row] = row["units"]
    if row["kind"] == "found":
        new = [_new(each, ids) for each in units if each["code"] not in ids]
        verbs.found_many(new, on=day, decree=decree)
        return StructureChange.objects.filter(key=row["key"]).first()
    if row["kind"] == "rename":
        return verbs.rename(ids[units[0]["code"]], units[0]["name"], on=day, decree=decree)
    if row["kind"] == "move":
        parent = units[0]["parent"]
        return verbs.move([ids[each["code"]] for each in units], ids[parent] if parent else None, on=day, decree=decree)
    ended = [each for each in units if each["ended"]]
    heir = ended[0]["heir"]
    fresh = next((each for each in units if each["code"] == heir and each["code"] not in ids), None)
    into = _new(fresh, ids) if fresh is not None else ids[heir]
    return verbs.merge([ids[each["code"]] for each in ended], into, on=day, decree=decree)


def _codes(row: Row) -> set[str]:
    units: Sequence[Row] = row["units"]
    return {code for each in units for code in (each["code"], each["parent"], each["heir"]) if code}


def _new(unit: Row, ids: Mapping[str, uuid.UUID]) -> verbs.NewUnit:
    parent = unit["parent"]
    return verbs.NewUnit(unit["code"], unit["name"], unit["kind"], ids.get(parent, parent) or None)
