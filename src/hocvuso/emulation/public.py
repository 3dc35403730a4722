"""What everybody may see of a drive: who was commended and agreed to be named, and the upper half of the units.

There is no list of the others anywhere, and nothing here before a decision is written down.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from hocvuso.core import emulation
from hocvuso.core.emulation import GROUP, PERSON, UNIT
from hocvuso.emulation import queries
from hocvuso.emulation.models import Commendation, Drive
from hocvuso.groups import queries as groups
from hocvuso.people import queries as people
from hocvuso.unions import queries as unions


@dataclass(frozen=True, slots=True)
class Named:
    """One who was commended: the name, and the unit (of a unit: that above it)."""

    who: str
    name: str
    unit: str
    row: Commendation


@dataclass(frozen=True, slots=True)
class Page:
    """The list; `units` are the upper half by rate and by improvement, names only, best first."""

    unit: str
    named: tuple[Named, ...]
    by_rate: tuple[str, ...]
    by_improvement: tuple[str, ...]

    def of(self, who: str) -> list[Named]:
        """Return the persons, the groups or the units."""
        return [each for each in self.named if each.who == who]


def has_list(number: uuid.UUID) -> bool:
    """Tell whether a decision was written down."""
    return bool(queries.awarded(number))


def named(number: uuid.UUID, day: date) -> list[Named]:
    """Return who is commended, by name: persons in the order of a Vietnamese list, then groups, then units."""
    rows = queries.awarded(number)
    persons = [each.subject for each in rows if each.who == PERSON and each.subject]
    order = {each.id: at for at, each in enumerate(people.listed(persons))}
    names = {(PERSON, who): name.full for who, name in people.names(persons).items()}
    names |= {(GROUP, who): name for who, name in groups.names(
        [each.subject for each in rows if each.who == GROUP and each.subject]).items()}  # fmt: skip
    units = {each.unit for each in rows} | {each.subject for each in rows if each.subject}
    lines = {line.id: line for line in unions.unit_lines(units, day)}
    found = []
    for each in rows:
        if each.subject is None:
            continue
        line, own = lines.get(each.unit), lines.get(each.subject)
        if each.who == UNIT:
            name, unit = (own.name, own.parent) if own else ("", "")
        else:
            name, unit = names.get((each.who, each.subject), ""), line.name if line else ""
        if name:
            found.append(Named(each.who, name, unit, each))
    places = {PERSON: 0, GROUP: 1, UNIT: 2}
    return sorted(
        found, key=lambda each: (places[each.who], order.get(each.row.subject, 0) if each.row.subject else 0, each.name)
    )  # fmt: skip


def page(row: Drive, day: date) -> Page | None:
    """Return what everybody may see, None before a decision."""
    rows = named(row.pk, day)
    unit = unions.unit(row.unit_id, day)
    if not rows or unit is None:
        return None
    compared = emulation.compared(queries.unit_counts(row, queries.figures(row, day)))
    rates = emulation.upper_half({each.unit: each.rate for each in compared})
    better = emulation.upper_half(
        {each.unit: each.improvement for each in compared if each.improvement is not None}
    )  # fmt: skip
    names = {line.id.hex: line.name for line in unions.unit_lines([uuid.UUID(each) for each in {*rates, *better}], day)}
    return Page(
        unit.name, tuple(rows), tuple(names[each] for each in rates if each in names),
        tuple(names[each] for each in better if each in names),
    )  # fmt: skip
