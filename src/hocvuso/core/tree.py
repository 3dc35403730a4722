"""The dated tree as frozen values: which unit stood under which on a day, its derived paths, what is wrong with it.

A period runs from `since` (first day) up to, not including, `until` (None: open), as everywhere in this house. Ids are
opaque texts. `Link` is the truth; a `Stretch` (path and period) is derived. A second tree (territories) uses the same
functions.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

# Decided: the deepest Vietnamese chain, confederation to group, has eight levels; the path column holds twelve ids.
DEEPEST = 12


@dataclass(frozen=True, slots=True)
class Life:
    """A unit exists in this period; `kind` is one of the kinds of unit."""

    unit: str
    kind: str
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A unit stands under `parent` (None: at the top) in this period."""

    unit: str
    parent: str | None
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """Where a unit stands in a period: the ids from the top down, its own last."""

    unit: str
    path: tuple[str, ...]
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class DayTree:
    """The tree of one day, for looking at: who stands under whom."""

    parents: Mapping[str, str | None]
    children: Mapping[str | None, tuple[str, ...]] = field(default_factory=dict)

    def below(self, unit: str) -> list[str]:
        """Return the unit and everything under it; nothing for a unit that does not stand in the tree that day."""
        if unit not in self.parents:
            return []
        found = [unit]
        for each in found:
            found.extend(self.children.get(each, ()))
        return found

    def total(self, unit: str, own: Mapping[str, int]) -> int:
        """Return the sum of `own` (what belongs to each unit itself) over the subtree."""
        return sum(own.get(each, 0) for each in self.below(unit))


def holds(since: date, until: date | None, day: date) -> bool:
    """Tell whether a period holds on `day`."""
    return since <= day and (until is None or day < until)


def both(first: tuple[date, date | None], second: tuple[date, date | None]) -> tuple[date, date | None] | None:
    """Return the period that two periods share, or None."""
    since = max(first[0], second[0])
    ends = [end for end in (first[1], second[1]) if end is not None]
    until = min(ends) if ends else None
    return None if until is not None and until <= since else (since, until)


def on_day(links: Iterable[Link], day: date) -> DayTree:
    """Return the tree as of `day`. Raises ValueError when a unit has two parents that day."""
    parents: dict[str, str | None] = {}
    children: dict[str | None, list[str]] = defaultdict(list)
    for link in links:
        if holds(link.since, link.until, day):
            if link.unit in parents:
                raise ValueError(f"{link.unit} stands under two units on {day}")
            parents[link.unit] = link.parent
            children[link.parent].append(link.unit)
    return DayTree(parents, {parent: tuple(sorted(units)) for parent, units in children.items()})


def stretches(links: Iterable[Link], above: Iterable[Stretch] = ()) -> tuple[Stretch, ...]:
    """Derive where each unit of `links` stands, and when.

    `links` holds every link of the units to be placed; `above` where their parents outside of these stand, so that a
    subtree is placed without the rest of the tree. A unit whose parent stands nowhere in some stretch stands at the top
    there. Time goes with the rows returned: nothing is visited twice. A unit in a ring gets no stretch.
    """
    own = list(links)
    placed = {link.unit for link in own}
    below: dict[str, list[Link]] = defaultdict(list)
    for link in own:
        if link.parent in placed:
            below[str(link.parent)].append(link)
    outside: dict[str, list[Stretch]] = defaultdict(list)
    for each in above:
        outside[each.unit].append(each)
    spans: dict[str, list[tuple[date, date | None]]] = defaultdict(list)
    for link in own:
        spans[link.unit].append((link.since, link.until))
    found: list[Stretch] = []
    for link in own:
        for start in _starts(link, placed, spans, outside):
            found.extend(_descend(start, below))
    return _joined(found)


def _starts(
    link: Link,
    placed: set[str],
    spans: Mapping[str, list[tuple[date, date | None]]],
    outside: Mapping[str, list[Stretch]],
) -> list[Stretch]:
    """Return the stretches with which a link enters the tree from outside of the units being placed."""
    period = (link.since, link.until)
    if link.parent is None:
        return [Stretch(link.unit, (link.unit,), *period)]
    if link.parent in placed:
        return [Stretch(link.unit, (link.unit,), *gap) for gap in _gaps(period, spans[link.parent])]
    held = outside.get(link.parent, [])
    over = [
        Stretch(link.unit, (*each.path, link.unit), *shared)
        for each in held
        if (shared := both(period, (each.since, each.until)))
    ]
    gaps = _gaps(period, [(each.since, each.until) for each in held])
    return over + [Stretch(link.unit, (link.unit,), *gap) for gap in gaps]


def _descend(start: Stretch, below: Mapping[str, list[Link]]) -> Iterator[Stretch]:
    waiting = [start]
    while waiting:
        at = waiting.pop()
        yield at
        for link in below.get(at.unit, ()):
            shared = both((at.since, at.until), (link.since, link.until))
            if shared:
                waiting.append(Stretch(link.unit, (*at.path, link.unit), *shared))


def _gaps(
    period: tuple[date, date | None], covered: Iterable[tuple[date, date | None]]
) -> list[tuple[date, date | None]]:
    """Return the parts of `period` that no other period covers."""
    left: list[tuple[date, date | None]] = []
    at, end = period
    for since, until in sorted(covered, key=lambda each: each[0]):
        if not both((at, end), (since, until)):
            continue
        if since > at:
            left.append((at, since))
        if until is None:
            return left
        at = max(at, until)
        if end is not None and at >= end:
            return left
    left.append((at, end))
    return left


def _joined(found: list[Stretch]) -> tuple[Stretch, ...]:
    """Return one row for each time that a unit stands in one place without a break."""
    rows: list[Stretch] = []
    for each in sorted(found, key=lambda one: (one.unit, one.since)):
        last = rows[-1] if rows else None
        if last and last.unit == each.unit and last.path == each.path and last.until == each.since:
            rows[-1] = Stretch(each.unit, each.path, last.since, each.until)
        else:
            rows.append(each)
    return tuple(rows)


def faults(lives: Mapping[str, Life], links: Iterable[Link]) -> list[str]:
    """Return what is wrong with a whole tree, one sentence each; an empty list is a sound tree.

    At every date each living unit has exactly one place, its parent lives, and nobody stands under himself.
    """
    own = list(links)
    found: list[str] = []
    by_unit: dict[str, list[Link]] = defaultdict(list)
    for link in own:
        by_unit[link.unit].append(link)
        found += _life_faults(lives, link)
    for unit, life in lives.items():
        at: date | None = life.since
        for link in sorted(by_unit[unit], key=lambda one: one.since):
            if at is None or link.since != at:
                found.append(f"{unit}: a gap or two parents at {link.since}")
            at = link.until
        if at != life.until:
            found.append(f"{unit}: its links end at {at}, its life at {life.until}")
    found += [f"{unit}: stands under itself" for unit in sorted(in_rings(own, stretches(own)))]
    return found


def in_rings(links: Iterable[Link], placed: Iterable[Stretch]) -> set[str]:
    """Return the units that stand under themselves on some day: their stretches do not cover their links."""
    left: dict[str, int] = defaultdict(int)
    for link in links:
        left[link.unit] += ((link.until or date.max) - link.since).days
    for each in placed:
        left[each.unit] -= ((each.until or date.max) - each.since).days
    return {unit for unit, days in left.items() if days}


def _life_faults(lives: Mapping[str, Life], link: Link) -> list[str]:
    found = []
    if link.until is not None and link.until <= link.since:
        found.append(f"{link.unit}: a link that ends before it begins, {link.since}")
    for unit in (link.unit, link.parent):
        life = lives.get(unit) if unit is not None else None
        if unit is not None and (life is None or not within((link.since, link.until), (life.since, life.until))):
            found.append(f"{link.unit} under {link.parent} from {link.since}: {unit} does not exist all that time")
    return found


def within(inner: tuple[date, date | None], outer: tuple[date, date | None]) -> bool:
    """Tell whether a period lies wholly inside another."""
    if inner[0] < outer[0]:
        return False
    return outer[1] is None or (inner[1] is not None and inner[1] <= outer[1])
