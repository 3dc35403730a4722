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
class Row:
    """One line of a table; `funnel` is None where it would point at single persons."""

    name: str
    posts: int
    opened: int
    funnel: Funnel | None
    is_few: bool = False  # so few mastered the skill that the number is not shown


def table(reach: Iterable[Reach], name_of: Callable[[Reach], str]) -> list[Row]:
    """Return what came of places, put together by a name, what was opened most first."""
    parts: dict[str, list[Reach]] = defaultdict(list)
    for each in reach:
        parts[name_of(each)].append(each)
    sums = {name: rules.total(each.funnel for each in rows) for name, rows in parts.items()}
    hidden = indicators.hidden_groups({name: funnel.begun for name, funnel in sums.items()})
    rows = [
        Row(
            name, sum(each.posted_on is not None for each in parts[name]), funnel.opened,
            None if name in hidden else safe(funnel), is_few(funnel),
        )
        for name, funnel in sums.items()
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (-row.opened, row.name))


def by_unit(reach: Iterable[Reach], day: date) -> list[Row]:
    """Return what came of places by unit."""
    rows = list(reach)
    names = unit_names(rows, day)
    return table(rows, lambda each: names.get(each.unit, "–"))


def unit_names(reach: Iterable[Reach], day: date) -> dict[uuid.UUID, str]:
    """Return the names of the units of some places."""
    return {line.id: line.name for line in unions.unit_lines({each.unit for each in reach}, day)}


def safe(funnel: Funnel) -> Funnel:
    """Return a funnel in which a skill mastered by fewer than five people is not told: 0 stands for few."""
    few = access.is_hidden(funnel.mastered)
    return Funnel(funnel.opened, funnel.begun, funnel.kept, 0 if few else funnel.mastered)


def is_few(funnel: Funnel) -> bool:
    """Tell whether so few mastered the skill that the number is not shown."""
    return access.is_hidden(funnel.mastered)
