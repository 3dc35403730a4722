"""Gaps between groups of people who told a little of their circumstances, so that no small group can be found.

A *row* counts the people of a unit: how many belong to each group of one dimension, and last how many there are in
all. Who told nothing is the difference. What is published of a unit is its whole row, or nothing.

The rule (ADR 0025). An *atom* is what is left of a shown unit when the shown units next below it are taken off. Every
shown row is a sum of atoms, atoms have nobody in common, and so whatever sums and differences of shown rows say of a
group is a sum over atoms. Therefore a set of units may be shown when in every atom each group is empty, or has at
least SMALLEST people and at least as many outside it. The second half is for atoms in which all said the same:
whoever knows somebody there would know what he said.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from hocvuso.core import proportion, rollup

SMALLEST = 10  # decided: product.md 2.27, groups of 10 or more
STEP = 5  # decided: ADR 0025, counts are shown as multiples of it, so that one person more or less is not seen
RENEWED_FROM = 10  # decided: ADR 0025, a table is renewed when a shown number moves by so many
# Decided: ADR 0025. The fewest groups with which wifi points and classes can be placed.
GROUPS: Mapping[str, tuple[str, ...]] = {
    "shift": ("day", "night"),
    "age": ("under-30", "30-44", "45-up"),
    "gender": ("woman", "man"),
    "home": ("rented", "own"),
    "distance": ("near", "middle", "far"),
}
Row = Sequence[int]


def is_safe(row: Row) -> bool:
    """Tell whether each group of a row is empty, or has SMALLEST people or more, in it and outside it."""
    *groups, everybody = row
    return all(people == 0 or SMALLEST <= people <= everybody - SMALLEST for people in groups)


def compares(row: Row) -> bool:
    """Tell whether a row has two groups of SMALLEST people or more: less is no comparison."""
    return sum(people >= SMALLEST for people in row[:-1]) >= 2


def shown(own: Mapping[str, Row], paths: Mapping[str, Sequence[str]]) -> frozenset[str]:
    """Return the units of a tree whose rows may be published together.

    `own` has the row of each lowest unit, `paths` its units from the top down to itself. Where what would be left of
    a unit is not safe, the smallest of the shown parts below it is hidden, until it is. A unit is looked at before
    those below it; what is hidden later lies within a part that stays shown, and changes nothing above that part.
    """
    rows = rollup.up_the_tree(own, paths)
    candidates = {unit for unit, row in rows.items() if is_safe(row) and compares(row)}
    above = {path[depth]: path[:depth] for path in paths.values() for depth in range(len(path))}
    parts: dict[str, list[str]] = {unit: [] for unit in candidates}
    for unit in sorted(candidates):
        nearest = next((each for each in reversed(above[unit]) if each in candidates), None)
        if nearest is not None:
            parts[nearest].append(unit)
    kept = set(candidates)
    for unit in sorted(candidates, key=lambda each: (len(above[each]), each)):
        if unit in kept:
            _make_safe(unit, rows, parts, kept)
    return frozenset(kept)


def _make_safe(unit: str, rows: Mapping[str, Row], parts: dict[str, list[str]], kept: set[str]) -> None:
    """Hide shown parts of a unit until what is left of it is safe; the parts of a hidden part become its own."""
    left = [mine - sum(rows[part][place] for part in parts[unit]) for place, mine in enumerate(rows[unit])]
    by_size = sorted(parts[unit], key=lambda part: (rows[part][-1], part), reverse=True)
    while not is_safe(left):
        hidden = by_size.pop()
        kept.discard(hidden)
        left = [mine + theirs for mine, theirs in zip(left, rows[hidden], strict=True)]
        left = [mine - sum(rows[part][place] for part in parts[hidden]) for place, mine in enumerate(left)]
        by_size = sorted([*by_size, *parts[hidden]], key=lambda part: (rows[part][-1], part), reverse=True)
    parts[unit] = by_size


def rounded(people: int) -> int:
    """Return a count (≥ 0) as it is shown: the nearest multiple of STEP."""
    return (people + STEP // 2) // STEP * STEP


def has_moved(before: Iterable[int], after: Iterable[int]) -> bool:
    """Tell whether shown numbers moved far enough for a table to be renewed; both in the same order."""
    return any(abs(new - old) >= RENEWED_FROM for old, new in zip(before, after, strict=True))


@dataclass(frozen=True, slots=True)
class Group:
    """A group as it is shown: people, how many of them reached it, the share and its 95 % interval."""

    name: str
    people: int
    reached: int
    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Gap:
    """The widest gap between two groups; clear when its 95 % interval leaves out zero."""

    behind: Group
    ahead: Group
    is_clear: bool


def group(name: str, people: int, reached: int) -> Group:
    """Return a group of shown counts, `people` > 0; the interval is that of the shown counts."""
    low, high = proportion.wilson(reached, people)
    return Group(name, people, reached, reached / people, low, high)


def widest(groups: Sequence[Group]) -> Gap | None:
    """Return the gap between the group with the lowest and that with the highest share; None for fewer than two."""
    if len(groups) < 2:
        return None
    behind, ahead = min(groups, key=lambda each: each.share), max(groups, key=lambda each: each.share)
    low, _ = proportion.difference((ahead.reached, ahead.people), (behind.reached, behind.people))
    return Gap(behind, ahead, low > 0)
