"""What can be done with a territory: the operations, their words, and how their forms are read into orders."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.http import QueryDict
from django.utils.translation import gettext as _

from hocvuso.core import unit_kinds, vntext
from hocvuso.core.orders import Dissolve, Move, Rename
from hocvuso.core.territories import TerritoryOrder
from hocvuso.unions import kinds
from hocvuso.unions.structure import territories, territory_changes
from hocvuso.unions.structure.rows import Particulars
from hocvuso.unions.structure.territories import TerritoryLine
from hocvuso.unions.structure.territory_changes import NewTerritory

FOUND, RENAME, MOVE, MERGE, END = "lap", "doi-ten", "chuyen", "gop", "het"
JOIN, LEAVE = "gan", "thoi"
LONGEST_CODE = 32
CODE = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-"


@dataclass(frozen=True, slots=True)
class Read:
    """What a form says: the order, or what is missing, and where several territories are meant."""

    order: TerritoryOrder | None
    newcomers: dict[str, Particulars] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    choices: Mapping[str, tuple[TerritoryLine, ...]] = field(default_factory=dict)


def words() -> dict[str, tuple[str, str]]:
    """Return for each operation what the link says and what the button says."""
    return {
        FOUND: (_("Found a territory"), _("Found the territory")),
        RENAME: (_("Rename"), _("Rename the territory")),
        MOVE: (_("Move into another territory"), _("Move the territory")),
        MERGE: (_("Merge"), _("Merge the territories")),
        END: (_("End it"), _("End the territory")),
        JOIN: (_("Add a territory"), _("Add the territory")),
        LEAVE: (_("No more active here"), _("End it on that day")),
    }


def kinds_in(kind: str | None, day: date) -> list[tuple[str, str]]:
    """Return (code, word) of the kinds that may be founded in a territory of a kind (None: at the top) on a day.

    Those that ended since are offered too: somebody may enter what was.
    """
    table = kinds.of_territories()
    found = [each for each in table.values() if unit_kinds.may_stand(table, each.code, kind)]
    found.sort(key=lambda one: not one.exists_on(day))
    return [(each.code, kinds.territory_word(each.code)) for each in found]


class Form:
    """A form about a territory while it is read: errors and choices gather by the name of the field."""

    def __init__(self, fields: QueryDict, territory: TerritoryLine | None, on: date) -> None:
        self.fields, self.territory, self.on = fields, territory, on
        self.errors: dict[str, str] = {}
        self.choices: dict[str, tuple[TerritoryLine, ...]] = {}

    def said(self, order: TerritoryOrder | None, newcomers: dict[str, Particulars] | None = None) -> Read:
        """Return what the form says; with an error there is no order."""
        return Read(None if self.errors else order, newcomers or {}, self.errors, self.choices)

    def needed(self, name: str, sentence: str, longest: int = 200) -> str:
        """Return a text that may not be missing."""
        typed = vntext.clean(self.fields.get(name, ""))[:longest]
        if not typed:
            self.errors[name] = sentence
        return typed

    def target(self, name: str, *, needed: bool = True) -> uuid.UUID | None:
        """Return the territory meant by a code or a part of a name; several meant become a choice."""
        typed = vntext.clean(self.fields.get(name, ""))[:200]
        if not typed:
            if needed:
                self.errors[name] = _("Type the code or a part of the name of the territory.")
            return None
        exact = territories.by_code(typed, self.on)
        if exact is not None:
            return exact.id
        own = self.territory.id if self.territory else None
        lines = tuple(line for line in territories.search(typed, self.on) if line.id != own)
        if len(lines) == 1:
            return lines[0].id
        if lines:
            self.choices[name] = lines
            self.errors[name] = _("%(count)d territories are called so. Choose one.") % {"count": len(lines)}
        else:
            self.errors[name] = _("No territory is called “%(typed)s” on that day.") % {"typed": typed}
        return None

    def newcomer(self, kind: str, parent: uuid.UUID | None) -> NewTerritory:
        """Read a new territory."""
        name = self.needed("ten", _("The name is missing."))
        code = self.needed("ma", _("The code is missing."), LONGEST_CODE).upper()
        if set(code) - set(CODE):
            self.errors["ma"] = _("A code has letters, digits and hyphens only.")
        return NewTerritory(code, name, kind, parent)


def _own(form: Form) -> uuid.UUID:
    assert form.territory is not None  # noqa: S101 - only founding at the top has none
    return form.territory.id


def _found(form: Form) -> Read:
    parent = form.territory.id if form.territory else None
    new = form.newcomer(form.fields.get("loai", "")[:24], parent)
    return form.said(*territory_changes.found_order([new]))


def _rename(form: Form) -> Read:
    return form.said(Rename(_own(form).hex, form.needed("ten", _("The name is missing."))))


def _move(form: Form) -> Read:
    to = form.target("vao")
    return form.said(Move((_own(form).hex,), to.hex) if to else None)


def _merge(form: Form) -> Read:
    lines = [territories.by_code(code, form.on) for code in form.fields.getlist("chon")[:200]]
    own = [_own(form), *(line.id for line in lines if line)]
    if form.fields.get("cach") == "moi":
        new = form.newcomer(form.fields.get("loai", "")[:24], territories.parent_id(own[0], form.on))
        if len(own) < 2:
            form.errors["chon"] = _("Tick at least one territory to merge with.")
        return form.said(*territory_changes.merge_order(own, new))
    to = form.target("vao")
    return form.said(territory_changes.merge_order(own, to)[0] if to else None)


def _end(form: Form) -> Read:
    to = form.target("duoi-ve", needed=False)
    return form.said(Dissolve((_own(form).hex,), None, to.hex if to else None))


READERS: dict[str, Callable[[Form], Read]] = {
    FOUND: _found, RENAME: _rename, MOVE: _move, MERGE: _merge, END: _end,
}  # fmt: skip
