"""What came of posts, put together by channel, place, kit or unit; small groups keep it to themselves."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from hocvuso.campaigns.queries import Reach
from hocvuso.core import campaign as rules
from hocvuso.core import indicators
from hocvuso.core.campaign import Funnel
from hocvuso.unions import access
from hocvuso.unions import queries as unions


@dataclass(frozen=True, slots=True)
class Told:
    """A funnel as a page may show it: None for a number that would point at single persons."""

    opened: int
    begun: int | None
    kept: int | None
    mastered: int | None


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table."""

    name: str
    posts: int
    told: Told


def told(funnel: Funnel, *, is_own: bool) -> Told:
    """Return a funnel without what fewer than five people did; a unit sees of its own posts how many began and kept.

    What somebody mastered is hidden from his own unit too: that few have it is nobody's affair.
    """

    def shown(count: int, *, always: bool) -> int | None:
        return None if access.is_hidden(count) and not always else count

    return Told(
        funnel.opened, shown(funnel.begun, always=is_own), shown(funnel.kept, always=is_own),
        shown(funnel.mastered, always=False),
    )  # fmt: skip


def table(reach: Iterable[Reach], name_of: Callable[[Reach], str], *, is_own: bool) -> list[Row]:
    """Return what came of places, put together by a name, what was opened most first.

    In each column few people are hidden, and no single hidden line that the total beside it would reveal.
    """
    parts: dict[str, list[Reach]] = defaultdict(list)
    for each in reach:
        parts[name_of(each)].append(each)
    sums = {name: rules.total(each.funnel for each in rows) for name, rows in parts.items()}
    columns = ("begun", "kept", "mastered")
    hidden = {
        column: indicators.hidden_groups({name: getattr(funnel, column) for name, funnel in sums.items()})
        for column in columns
    }

    def line(name: str, funnel: Funnel) -> Told:
        if is_own:
            return told(funnel, is_own=True)
        counts = (None if name in hidden[column] else getattr(funnel, column) for column in columns)
        return Told(funnel.opened, *counts)

    rows = [
        Row(name, sum(each.posted_on is not None for each in parts[name]), line(name, funnel))
        for name, funnel in sums.items()
    ]
    return sorted(rows, key=lambda row: (-row.told.opened, row.name))


def by_unit(reach: Iterable[Reach], day: date) -> list[Row]:
    """Return what came of places by unit."""
    rows = list(reach)
    names = unit_names(rows, day)
    return table(rows, lambda each: names.get(each.unit, "–"), is_own=False)


def unit_names(reach: Iterable[Reach], day: date) -> dict[uuid.UUID, str]:
    """Return the names of the units of some places."""
    return {line.id: line.name for line in unions.unit_lines({each.unit for each in reach}, day)}
