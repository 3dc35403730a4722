"""Which unit a line belongs to: the unit of the list, or one under it that a column names."""

from __future__ import annotations

import difflib
import uuid
from dataclasses import dataclass, field
from datetime import date

from hocvuso.core.roster import fields
from hocvuso.core.roster.fields import Fault, Line
from hocvuso.core.vntext import search_key
from hocvuso.unions import access
from hocvuso.unions import queries as unions

_CLOSE = 0.6  # of difflib: below it a suggestion would rather mislead (tried on names of grassroots unions)


@dataclass(frozen=True, slots=True)
class Places:
    """The units that a list may speak of, by code and by name."""

    unit: uuid.UUID
    by_key: dict[str, str]  # folded code or name → code
    ids: dict[str, uuid.UUID]  # code → id
    names: dict[str, str]  # code → name
    asked: dict[str, str] = field(default_factory=dict)  # folded text → nearest name

    @classmethod
    def of(cls, unit: uuid.UUID, viewer: uuid.UUID | None, day: date) -> Places:
        """Return the units under `unit` that `viewer` may see by name; an operator (None) speaks of all of them."""
        under = unions.subtree_ids(unit, day)
        if viewer is not None:
            under = under.filter(unit_id__in=access.named_units(viewer, day))
        lines = unions.unit_lines(under, day)
        by_key = {search_key(line.name): line.code for line in lines} | {
            search_key(line.code): line.code for line in lines
        }
        return cls(unit, by_key, {line.code: line.id for line in lines}, {line.code: line.name for line in lines})

    def placed(self, line: Line) -> Line:
        """Return the line with its unit's code (empty: the unit of the list), or with a fault that suggests one."""
        if line.unit and len(self.ids) == 1:  # a single unit calls itself as it likes
            return line._replace(unit="")
        if line.unit:
            code = self.by_key.get(search_key(line.unit))
            if code is None:
                fault = Fault(fields.UNIT, "unit_unknown", line.unit, self._nearest(search_key(line.unit)))
                return line._replace(faults=(*line.faults, fault))
            return line._replace(unit="" if self.ids[code] == self.unit else code)
        if line.team and len(self.ids) > 1:  # a team may be a section of the tree
            code = self.by_key.get(search_key(line.team))
            return line._replace(unit=code) if code and self.ids[code] != self.unit else line
        return line

    def id_of(self, line: Line) -> uuid.UUID:
        """Return the unit of a line that `placed` has settled."""
        return self.ids.get(line.unit, self.unit) if line.unit else self.unit

    def _nearest(self, text: str) -> str:
        if text not in self.asked:
            near = difflib.get_close_matches(text, list(self.by_key), n=1, cutoff=_CLOSE)
            self.asked[text] = self.names[self.by_key[near[0]]] if near else ""
        return self.asked[text]
