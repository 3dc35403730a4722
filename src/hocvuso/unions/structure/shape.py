"""Two views of the same past: the tree as it was that day, and old figures carried to the units of today."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from hocvuso.core import succession, tree
from hocvuso.core.succession import Carried
from hocvuso.core.tree import DayTree, Link
from hocvuso.unions.models import Succession, UnitLink
from hocvuso.unions.queries import in_force
from hocvuso.unions.structure.excerpt import share_of


def as_of(day: date) -> DayTree:
    """Return the whole tree as it stood on a day, by ids in hexadecimal."""
    rows = UnitLink.objects.filter(in_force(day)).values_list("unit_id", "parent_id", "valid_from", "valid_to")
    links = [Link(unit.hex, parent.hex if parent else None, since, until) for unit, parent, since, until in rows]
    return tree.on_day(links, day)


def carried(figures: Mapping[uuid.UUID, int | Fraction | None], *, since: date, until: date) -> Carried:
    """Carry figures as of `since` along mergers, splits and dissolutions up to `until`; unknown stays unknown."""
    rows = Succession.objects.filter(on__gt=since, on__lte=until)
    return succession.carry(
        {unit.hex: value for unit, value in figures.items()}, map(share_of, rows), since=since, until=until
    )
