"""Units beside each other: by how many of their people take part, and by how much their people improve.

Fair to small units and to large ones: 3 of 3 proves less than 280 of 300, and 2 of 3 is no failure. So each unit is
read as if it had `WEIGHT` people more who do as everybody does (shrinkage towards the common share; a beta prior of
that weight: C. Morris, "Parametric empirical Bayes inference", JASA 78, 1983; B. Efron and C. Morris, 1975). The unit
sees the true number and the interval beside it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from hocvuso.core.proportion import wilson

WEIGHT = 10  # decided: about one production line; the place of a unit of 100 hardly moves, that of one of 3 does
SMALLEST = 5  # decided: foundations 20, a mean of fewer people would tell about single ones


@dataclass(frozen=True, slots=True)
class Unit:
    """What is counted of a unit: who took part, how many people it has (None: not known), changes of its people.

    A change is the share of right answers in the last round less that in the first, −1…1, of one who was in both.
    """

    id: str
    took_part: int
    people: int | None
    changes: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A unit's line: the figure as it is (None: not known or hidden), as it is ranked, its interval, its place."""

    id: str
    figure: float | None
    ranked: float | None
    low: float | None
    high: float | None
    place: int | None
    is_upper: bool


@dataclass(frozen=True, slots=True)
class Tally:
    """What is kept of a unit when a result is published: as `Unit`, its changes as how many and their sum."""

    id: str
    took_part: int
    people: int | None
    changed: int
    change: float


@dataclass(frozen=True, slots=True)
class Own:
    """What the people of some units see of them together, and of all units beside it; no place.

    `share` and `change` are None where they are not known or would tell about fewer than `SMALLEST` people; then
    `is_hidden` says that the units have fewer people than that, and `took_part` is 0.
    """

    took_part: int
    people: int | None
    share: float | None
    common: float | None
    change: float | None
    common_change: float | None
    is_hidden: bool


def tallies(units: Sequence[Unit]) -> list[Tally]:
    """Return what is kept of units; changes of fewer than `SMALLEST` people are not."""
    return [
        Tally(each.id, each.took_part, each.people, len(kept), round(sum(kept), 6))
        for each in units
        for kept in [each.changes if len(each.changes) >= SMALLEST else ()]
    ]


def own(found: Sequence[Tally], ids: Collection[str]) -> Own | None:
    """Return the figures of some of the units together, None where none of them is compared."""
    mine = [each for each in found if each.id in ids]
    if not mine:
        return None
    people = sum(each.people or 0 for each in mine) if all(each.people for each in mine) else None
    common, common_change = _share(found), _change(found)
    if people is not None and people < SMALLEST:
        return Own(0, None, None, common, None, common_change, is_hidden=True)
    took = sum(_counted(each) for each in mine)
    share = took / people if people else None
    return Own(took, people, share, common, _change(mine), common_change, is_hidden=False)


def _counted(one: Tally) -> int:
    return min(one.took_part, one.people) if one.people else one.took_part


def _share(found: Sequence[Tally]) -> float | None:
    known = [each for each in found if each.people]
    people = sum(each.people or 0 for each in known)
    return sum(_counted(each) for each in known) / people if people else None


def _change(found: Sequence[Tally]) -> float | None:
    many = sum(each.changed for each in found)
    return sum(each.change for each in found) / many if many else None


def by_taking_part(units: Sequence[Unit]) -> list[Line]:
    """Return the units by the share of their people who took part; those of unknown size last, without a place.

    More people than were declared count as all of them: somebody joined since.
    """
    known = [each for each in units if each.people]
    common = sum(_took(each) for each in known) / max(sum(_size(each) for each in known), 1)
    figures: dict[str, tuple[float, float]] = {}
    bounds: dict[str, tuple[float, float]] = {}
    for each in known:
        took, size = _took(each), _size(each)
        figures[each.id] = took / size, (took + WEIGHT * common) / (size + WEIGHT)
        bounds[each.id] = wilson(took, size)
    return _lines(units, figures, bounds)


def _size(unit: Unit) -> int:
    return unit.people or 0


def _took(unit: Unit) -> int:
    return min(unit.took_part, _size(unit))


def by_improvement(units: Sequence[Unit]) -> list[Line]:
    """Return the units by the mean change of their people; fewer than `SMALLEST` are hidden and have no place."""
    known = [each for each in units if len(each.changes) >= SMALLEST]
    everybody = [change for each in known for change in each.changes]
    common = sum(everybody) / max(len(everybody), 1)
    figures = {
        each.id: (
            sum(each.changes) / len(each.changes),
            (sum(each.changes) + WEIGHT * common) / (len(each.changes) + WEIGHT),
        )
        for each in known
    }
    return _lines(units, figures, {})


def _lines(
    units: Sequence[Unit], figures: Mapping[str, tuple[float, float]], bounds: Mapping[str, tuple[float, float]]
) -> list[Line]:
    ranked = sorted(figures, key=lambda name: (-round(figures[name][1], 9), name))
    found: list[Line] = []
    for number, name in enumerate(ranked, start=1):
        figure, shrunk = figures[name]
        is_same = bool(found) and round(found[-1].ranked or 0.0, 9) == round(shrunk, 9)
        place = found[-1].place if is_same and found[-1].place else number
        low, high = bounds.get(name, (None, None))
        found.append(Line(name, figure, shrunk, low, high, place, place <= (len(ranked) + 1) // 2))
    left = sorted(each.id for each in units if each.id not in figures)
    return found + [Line(name, None, None, None, None, None, is_upper=False) for name in left]
