"""What can be done with a unit: the operations, their words, and how their forms are read into orders."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.http import QueryDict
from django.utils.translation import gettext as _

from hocvuso.core import vntext
from hocvuso.core.orders import Dissolve, Found, HandOver, Merge, Move, Newcomer, Order, Rename
from hocvuso.plumbing.ids import uuid7
from hocvuso.reports.views.desk import Desk
from hocvuso.reports.views.structure import chosen
from hocvuso.reports.views.structure.frame import link
from hocvuso.unions import access, kinds
from hocvuso.unions import queries as unions
from hocvuso.unions.actions import NewPart, NewUnit
from hocvuso.unions.queries import UnitLine
from hocvuso.unions.structure import queries
from hocvuso.unions.structure.rows import Particulars
from hocvuso.unions.structure.verbs import split_order

FOUND, RENAME, MOVE, ASSIGN, MERGE, SPLIT, DISSOLVE, HAND_OVER = (
    "lap", "doi-ten", "chuyen", "chuyen-duoi", "gop", "tach", "giai-the", "giao-nguoi",
)  # fmt: skip
PARTS = 3  # new units in the form of a division; more by dividing again
LONGEST_CODE = 32


@dataclass(frozen=True, slots=True)
class Read:
    """What a form says: the order, or what is missing, and where several units are meant."""

    order: Order | None
    newcomers: Mapping[str, Particulars] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    choices: Mapping[str, tuple[UnitLine, ...]] = field(default_factory=dict)


def words() -> dict[str, tuple[str, str]]:
    """Return for each operation what the link says and what the button says."""
    return {
        FOUND: (_("Found a lower unit"), _("Found the unit")),
        RENAME: (_("Rename"), _("Rename the unit")),
        MOVE: (_("Move elsewhere"), _("Move the unit")),
        ASSIGN: (_("Move lower units"), _("Move the units")),
        MERGE: (_("Merge"), _("Merge the units")),
        SPLIT: (_("Divide"), _("Divide the unit")),
        DISSOLVE: (_("Dissolve"), _("Dissolve the unit")),
        HAND_OVER: (_("Hand over members"), _("Hand over")),
    }


def open_to(desk: Desk, unit: UnitLine) -> list[tuple[str, str]]:
    """Return (address, word) of what this official may begin with a unit."""
    above = queries.parent_id(unit.id, desk.day)
    own = access.may_change(desk.viewer, [unit.id], desk.day)
    with_above = own and access.may_change(desk.viewer, [unit.id, *([above] if above else [])], desk.day)
    has_lower = bool(queries.children(unit.id, desk.day))
    may_found = any(unit.kind in kind.under for kind in kinds.current().values())
    shown = {
        FOUND: own and may_found,
        RENAME: own,
        ASSIGN: own and has_lower,
        HAND_OVER: own,
        MOVE: with_above and above is not None,
        MERGE: with_above,
        SPLIT: with_above,
        DISSOLVE: with_above,
    }
    return [(link(desk, "structure_order", unit.code, each), words()[each][0]) for each in shown if shown[each]]


class _Form:
    """A form while it is read: errors and choices gather by the name of the field."""

    def __init__(self, fields: QueryDict, desk: Desk, unit: UnitLine, on: date) -> None:
        self.fields, self.desk, self.unit, self.on = fields, desk, unit, on
        self.errors: dict[str, str] = {}
        self.choices: dict[str, tuple[UnitLine, ...]] = {}
        self.newcomers: dict[str, Particulars] = {}

    def text(self, name: str, longest: int = 200) -> str:
        return vntext.clean(self.fields.get(name, ""))[:longest]

    def needed(self, name: str, sentence: str, longest: int = 200) -> str:
        typed = self.text(name, longest)
        if not typed:
            self.errors[name] = sentence
        return typed

    def target(self, name: str, *, needed: bool = True) -> uuid.UUID | None:
        """Return the unit meant by a code or a part of a name; several meant become a choice."""
        typed = self.text(name)
        if not typed:
            if needed:
                self.errors[name] = _("Type the code or a part of the name of the unit.")
            return None
        exact = queries.any_unit(typed, self.on)
        if exact is not None:
            return exact.id
        found = [line for root in self.desk.units for line in queries.search(root.id, typed, self.on, 20)]
        lines = tuple({line.id: line for line in found if line.id != self.unit.id}.values())
        if len(lines) == 1:
            return lines[0].id
        if lines:
            self.choices[name] = lines
            self.errors[name] = _("%(count)d units are called so. Choose one.") % {"count": len(lines)}
        else:
            self.errors[name] = _("No unit in your charge is called “%(typed)s”.") % {"typed": typed}
        return None

    def chosen(self, name: str) -> tuple[str, ...]:
        """Return the ticked units that stand right under this one or beside it, by their codes."""
        codes = self.fields.getlist(name)
        lines = [queries.any_unit(code, self.on) for code in codes[:2000]]
        return tuple(line.id.hex for line in lines if line)

    def newcomer(self, suffix: str, parent: uuid.UUID | None, kind: str) -> Newcomer:
        """Read a new unit; its fields end in `suffix`."""
        name = self.needed(f"ten{suffix}", _("The name is missing."))
        code = self.needed(f"ma{suffix}", _("The code is missing."), LONGEST_CODE).upper()
        if "/" in code or "," in code:
            self.errors[f"ma{suffix}"] = _("A code has letters, digits and hyphens only.")
        unit = uuid7().hex
        self.newcomers[unit] = Particulars(code)
        return Newcomer(unit, name, kind, parent.hex if parent else None)


def read(operation: str, fields: QueryDict, desk: Desk, unit: UnitLine, on: date) -> Read:
    """Read a form into an order."""
    form = _Form(fields, desk, unit, on)
    order = READERS[operation](form)
    return Read(None if form.errors else order, form.newcomers, form.errors, form.choices)


def _found(form: _Form) -> Order:
    return Found((form.newcomer("", form.unit.id, form.text("loai")),))


def _rename(form: _Form) -> Order:
    return Rename(form.unit.id.hex, form.needed("ten", _("The name is missing.")))


def _move(form: _Form) -> Order | None:
    to = form.target("vao")
    return Move((form.unit.id.hex,), to.hex) if to else None


def _assign(form: _Form) -> Order | None:
    to, units = form.target("vao"), form.chosen("chon")
    if not units:
        form.errors["chon"] = _("Tick at least one unit.")
    return Move(units, to.hex) if to and units else None


def _merge(form: _Form) -> Order | None:
    units = (form.unit.id.hex, *form.chosen("chon"))
    if form.text("cach") == "moi":
        newcomer = form.newcomer("", queries.parent_id(form.unit.id, form.on), form.unit.kind)
        if len(units) < 2:
            form.errors["chon"] = _("Tick at least one unit to merge with.")
        return Merge(units, newcomer.unit, newcomer)
    to = form.target("vao")
    return Merge(units, to.hex) if to else None


def _split(form: _Form) -> Order | None:
    above = queries.parent_id(form.unit.id, form.on)
    lower = {line.code: line.id for line in queries.children(form.unit.id, form.on)}
    own_to = form.text("nguoi")
    parts = []
    for index in range(1, PARTS + 1):
        if index > 1 and not (form.text(f"ten{index}") or form.text(f"ma{index}")):
            continue
        new = form.newcomer(str(index), above, form.unit.kind)
        children = [unit for code, unit in lower.items() if form.text(f"duoi-{code}") == str(index)]
        code = form.newcomers[new.unit].code
        weight = _members(children, form.on) + (_own_members(form) if own_to == str(index) else 0)
        people: tuple[uuid.UUID, ...] | None = None if own_to == str(index) else ()
        parts.append(NewPart(NewUnit(code, new.name, new.kind, above), children, people, weight))
    ends = bool(form.text("het"))
    staying = [unit for code, unit in lower.items() if not form.text(f"duoi-{code}").isdigit()]
    stays = _members(staying, form.on) + (0 if own_to.isdigit() else _own_members(form))
    order, form.newcomers = split_order(form.unit.id, parts, ends=ends, stays=stays)
    return order


def _members(units: list[uuid.UUID], on: date) -> int:
    return sum(unions.member_count(unit, on) for unit in units)


def _own_members(form: _Form) -> int:
    return unions.own_member_count(form.unit.id, form.on)


def _dissolve(form: _Form) -> Order:
    members, lower = form.target("nguoi-ve", needed=False), form.target("duoi-ve", needed=False)
    return Dissolve((form.unit.id.hex,), members.hex if members else None, lower.hex if lower else None)


def _hand_over(form: _Form) -> Order | None:
    to = form.target("vao")
    people = None
    if chosen.KEPT in form.fields:
        people = frozenset(each.hex for each in chosen.chosen(form.desk, form.unit, form.fields))
        if not people:
            form.errors[chosen.KEPT] = _("Nobody is chosen. Choose at least one person.")
    return HandOver(form.unit.id.hex, to.hex, people) if to else None


READERS: dict[str, Callable[[_Form], Order | None]] = {
    FOUND: _found,
    RENAME: _rename,
    MOVE: _move,
    ASSIGN: _assign,
    MERGE: _merge,
    SPLIT: _split,
    DISSOLVE: _dissolve,
    HAND_OVER: _hand_over,
}
