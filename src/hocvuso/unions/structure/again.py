"""A change that another installation tells of, as an order of ours: what it would do here, and doing it.

A division, a dissolution and a hand-over say by their journal who went where; persons keep their ids everywhere, and
whoever is not here is passed over: the lists that follow bring him.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import lcm
from typing import Any

from hocvuso.core.orders import Dissolve, HandOver, Move, Order, Rename
from hocvuso.core.structure import Refused
from hocvuso.unions.models import StructureChange, Unit
from hocvuso.unions.structure import verbs
from hocvuso.unions.structure.changes import Decree, enter, preview
from hocvuso.unions.structure.rows import Particulars

Row = Mapping[str, Any]
Ordered = tuple[Order, Mapping[str, Particulars]]
WITH_PEOPLE = ("split", "handover")  # cannot be done without knowing who went where


@dataclass(frozen=True, slots=True)
class Effect:
    """What doing a change here would do: about which units, where to, with how many units and members."""

    about: tuple[str, ...]
    to: tuple[str, ...]
    units: int
    members: int
    concerned: frozenset[uuid.UUID]  # whoever does it needs the right to change each of them


def may_be_done(row: Row) -> bool:
    """Tell whether a change says enough to be done here by a button."""
    return row["kind"] in _ORDERS and not row["is_undone"] and (row["kind"] not in WITH_PEOPLE or "moves" in row)


def would_do(row: Row) -> Effect:
    """Return what a change would do here, and write nothing. Raises Refused."""
    order, newcomers = _order(row)
    seen = preview(order, on=date.fromisoformat(row["on"]), newcomers=newcomers)
    facts: Mapping[str, Any] = seen.facts
    return Effect(
        tuple(name for _code, name in facts["about"]), tuple(name for _code, name in facts["to"]), facts["units"],
        facts["members"], frozenset(seen.seen),
    )  # fmt: skip


def do_again(row: Row, *, by: uuid.UUID | None) -> StructureChange:
    """Carry a change out here as it was carried out there, under the same key. Raises Refused, ChangedMeanwhile."""
    order, newcomers = _order(row)
    decree = Decree(row["decision"], row["signer"], row["reason"], by=by, key=row["key"])
    return enter(order, on=date.fromisoformat(row["on"]), decree=decree, newcomers=newcomers)


class _Ids:
    """Ids of units by their codes. Raises Refused for a code that is not here."""

    def __init__(self, row: Row) -> None:
        units: Sequence[Row] = row["units"]
        told = {code for each in units for code in (each["code"], each["parent"], each["heir"])}
        told |= {each[end] for name in ("moves", "shares") for each in row.get(name, ()) for end in ("from", "to")}
        self.by_code = dict(Unit.objects.filter(code__in=told - {""}).values_list("code", "id"))

    def __getitem__(self, code: str) -> uuid.UUID:
        if code not in self.by_code:
            raise Refused("unknown_unit", code)
        return self.by_code[code]

    def __contains__(self, code: str) -> bool:
        return code in self.by_code

    def new(self, unit: Row, batch: frozenset[str] = frozenset()) -> verbs.NewUnit:
        """Return a unit to be founded; its parent is here, or founded in the same batch."""
        above: uuid.UUID | str | None = unit["parent"] or None
        if isinstance(above, str) and above not in batch:
            above = self[above]
        return verbs.NewUnit(unit["code"], unit["name"], unit["kind"], above)


def _order(row: Row) -> Ordered:
    return _ORDERS[row["kind"]](row, _Ids(row))


def _found(row: Row, ids: _Ids) -> Ordered:
    new = [each for each in row["units"] if each["code"] not in ids]
    batch = frozenset(each["code"] for each in new)
    return verbs.found_order([ids.new(each, batch) for each in new])


def _rename(row: Row, ids: _Ids) -> Ordered:
    return Rename(ids[row["units"][0]["code"]].hex, row["units"][0]["name"]), {}


def _move(row: Row, ids: _Ids) -> Ordered:
    parent = row["units"][0]["parent"]
    return Move(tuple(ids[each["code"]].hex for each in row["units"]), ids[parent].hex if parent else None), {}


def _merge(row: Row, ids: _Ids) -> Ordered:
    ended = [each for each in row["units"] if each["ended"]]
    heir = ended[0]["heir"]
    fresh = next((each for each in row["units"] if each["code"] == heir and heir not in ids), None)
    return verbs.merge_order([ids[each["code"]] for each in ended], ids[heir] if fresh is None else ids.new(fresh))


def _split(row: Row, ids: _Ids) -> Ordered:
    code = row["shares"][0]["from"]
    ends = any(each["ended"] and each["code"] == code for each in row["units"])
    people = {each["to"]: each["persons"] for each in row["moves"]}
    weights = _weights(row)
    parts = [
        verbs.NewPart(
            ids.new(each),
            tuple(ids[below["code"]] for below in row["units"] if below["parent"] == each["code"]),
            _persons(people.get(each["code"], ())),
            weights.get(each["code"], 0),
        )
        for each in row["units"] if each["is_new"]
    ]  # fmt: skip
    return verbs.split_order(ids[code], parts, ends=ends, stays=weights[""])


def _weights(row: Row) -> dict[str, int]:
    """Return whole numbers that stand to each other as the shares do; "" for what stays."""
    shares = {each["to"]: Fraction(each["part"], each["whole"]) for each in row["shares"]}
    whole = lcm(*(share.denominator for share in shares.values()))
    found = {code: int(share * whole) for code, share in shares.items()}
    return found | {"": whole - sum(found.values())}


def _dissolve(row: Row, ids: _Ids) -> Ordered:
    ended = {each["code"] for each in row["units"] if each["ended"]}
    moved = {each["parent"] for each in row["units"] if each["code"] not in ended and each["parent"]}
    if len(moved) > 1:
        raise Refused("too_few")
    members = {each["to"] for each in row.get("moves", ())} or {
        each["to"] for each in row.get("shares", ()) if each["to"] and each["part"] == each["whole"]
    }
    heirs = {
        ids[code].hex: tuple(
            (ids[each["to"]].hex, Fraction(each["part"], each["whole"]))
            for each in row.get("shares", ()) if each["from"] == code and each["to"]
        )
        for code in ended
    }  # fmt: skip
    return Dissolve(
        tuple(ids[code].hex for code in sorted(ended)), ids[min(members)].hex if len(members) == 1 else None,
        ids[min(moved)].hex if moved else None, heirs,
    ), {}  # fmt: skip


def _hand_over(row: Row, ids: _Ids) -> Ordered:
    (move,) = row["moves"]
    people = _persons(move["persons"])
    named = None if people is None else frozenset(person.hex for person in people)
    return HandOver(ids[move["from"]].hex, ids[move["to"]].hex, named), {}


def _persons(told: Sequence[str] | None) -> tuple[uuid.UUID, ...] | None:
    return None if told is None else tuple(uuid.UUID(each) for each in told)


_ORDERS = {
    "found": _found, "rename": _rename, "move": _move, "merge": _merge, "split": _split, "dissolve": _dissolve,
    "handover": _hand_over,
}  # fmt: skip
