"""The current-shape view: figures of units that are gone, carried to those that came after them.

When a unit is merged, split or dissolved, each of its heirs takes a share (0…1) of it; what is left over went to no
union. Shares are exact fractions, so that nothing is lost or counted twice on the way. Unknown stays unknown.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Succession:
    """From `on` a share (0…1) of `unit` goes on in `heir`; None: in no union."""

    unit: str
    heir: str | None
    on: date
    share: Fraction


@dataclass(frozen=True, slots=True)
class Carried:
    """Figures by the units of the later day. `unknown` names the units whose own figure was not known."""

    figures: Mapping[str, Fraction]
    outside: Fraction  # what went to no union
    unknown: Mapping[str, frozenset[str]]


def carry(
    figures: Mapping[str, int | Fraction | None], successions: Iterable[Succession], *, since: date, until: date
) -> Carried:
    """Carry figures as of `since` along what happened after it, up to and including `until`.

    A unit without a successor keeps its figure. The sum of what is known stays: figures + outside = sum of the given.
    """
    known: dict[str, Fraction] = {unit: Fraction(value) for unit, value in figures.items() if value is not None}
    unknown: dict[str, set[str]] = {unit: {unit} for unit, value in figures.items() if value is None}
    outside = Fraction(0)
    steps: dict[tuple[date, str], list[Succession]] = defaultdict(list)
    for each in successions:
        if since < each.on <= until:
            steps[each.on, each.unit].append(each)
    for unit, heirs in _in_order(steps):
        value, gone = known.get(unit), unknown.get(unit, set())
        given = sum((each.share for each in heirs), Fraction(0))
        if given >= 1:
            known.pop(unit, None)
            unknown.pop(unit, None)
        elif value is not None:
            known[unit] = value * (1 - given)
        for each in heirs:
            if each.heir is None:
                outside += (value or 0) * each.share
                continue
            if value is not None:
                known[each.heir] = known.get(each.heir, Fraction(0)) + value * each.share
            if gone:
                unknown.setdefault(each.heir, set()).update(gone)
    return Carried(known, outside, {unit: frozenset(names) for unit, names in unknown.items()})


def _in_order(steps: Mapping[tuple[date, str], list[Succession]]) -> Iterator[tuple[str, list[Succession]]]:
    """Yield successions by date; on one day a unit that takes over comes before it is itself taken over."""
    for day in sorted({on for on, _ in steps}):
        left = {unit: heirs for (on, unit), heirs in steps.items() if on == day}
        while left:
            awaited = {each.heir for heirs in left.values() for each in heirs}
            for unit in sorted(set(left) - awaited) or sorted(left):
                yield unit, left.pop(unit)


def shares(people: Mapping[str | None, int]) -> dict[str | None, Fraction]:
    """Return the share of each heir by how many people go to it; equal shares where nobody goes anywhere.

    Raises ValueError for a negative count.
    """
    if any(count < 0 for count in people.values()):
        raise ValueError("counts of people are not negative")
    total = sum(people.values())
    if not total:
        return {heir: Fraction(1, len(people)) for heir in people}
    return {heir: Fraction(count, total) for heir, count in people.items() if count}
