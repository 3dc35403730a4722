"""Counting groups at the end of each month: what may be shown is written down, everything else is forgotten."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from django.db import transaction

from hocvuso.core import gaps, rollup
from hocvuso.core.rollup import Flips, Series
from hocvuso.plumbing import clock
from hocvuso.plumbing.alone import alone
from hocvuso.reports import facts as declared
from hocvuso.reports.models import GapCount, GapFigure
from hocvuso.reports.rollups import counting, facts
from hocvuso.reports.rollups.facts import Facts
from hocvuso.reports.targets.target import Measure, day_index
from hocvuso.unions import queries as unions

LOCK = "gaps"
AT_ONCE = 500  # rows inserted by one statement
Key = tuple[str, str, uuid.UUID]  # measure, dimension, unit
Counts = Mapping[str, Sequence[int]]  # by unit, 32 hex digits


def count_when_due(today: date) -> int:
    """Count at the end of last month, unless that is done; return how many tables there are to show."""
    day = last_day(today)
    with alone(LOCK) as mine:
        if not mine or GapCount.objects.filter(day=day).exists():
            return 0
        return count(day)


def last_day(today: date) -> date:
    """Return the last day of the month that is over."""
    return today.replace(day=1) - timedelta(days=1)


def count(day: date) -> int:
    """Count the groups as they were at the end of `day`; the tables of the count before go.

    A table whose numbers moved little stays as it was, so that two counts do not show what one person did.
    """
    counter = _Counter(day)
    before = {(row.measure, row.dimension, row.unit_id): row for row in GapFigure.objects.all()}
    rows = []
    for row in counter.tables():
        old = before.get((row.measure, row.dimension, row.unit_id))
        if old is not None and not gaps.has_moved([*old.people, *old.reached], [*row.people, *row.reached]):
            row.day, row.people, row.reached, row.silent = old.day, old.people, old.reached, old.silent
        rows.append(row)
    with transaction.atomic():
        GapFigure.objects.all().delete()
        GapFigure.objects.bulk_create(rows, batch_size=AT_ONCE)
        GapCount.objects.all().delete()
        GapCount.objects.create(day=day, at=clock.now())
    return len(rows)


@dataclass(slots=True)
class _Counter:
    """The facts as of a day, and the tree of that day."""

    day: date
    found: Facts
    paths: Mapping[str, Sequence[str]]
    measures: Mapping[str, Measure]

    def __init__(self, day: date) -> None:
        self.day = day
        self.measures = {name: each for name, each in counting.of_people().items() if each.skills}
        skills = {skill for each in self.measures.values() for skill in (*each.skills, each.device_skill) if skill}
        self.found = facts.gathered(None, skills, with_circumstances=True)
        paths = unions.leaf_paths(None, day)
        self.paths = {path[-32:]: [path[at : at + 32] for at in range(0, len(path), 32)] for path in paths}

    def tables(self) -> Iterator[GapFigure]:
        """Yield every table that may be shown."""
        for audience in sorted({each.audience for each in self.measures.values()}):
            everybody = self._own(audience, [])
            for dimension, bands in gaps.GROUPS.items():
                told = [self._own(audience, [self._band(dimension, band)]) for band in bands]
                own = {leaf: [*(each.get(leaf, 0) for each in told), everybody.get(leaf, 0)] for leaf in self.paths}
                shown = gaps.shown(own, self.paths)
                if shown:
                    yield from self._of(audience, dimension, own, shown)

    def _of(self, audience: str, dimension: str, own: Counts, shown: frozenset[str]) -> Iterator[GapFigure]:
        people = rollup.up_the_tree(own, self.paths)
        for name, measure in self.measures.items():
            if measure.audience != audience:
                continue
            columns = [self._reached(measure, dimension, band) for band in gaps.GROUPS[dimension]]
            below = {leaf: [each.get(leaf, 0) for each in columns] for leaf in self.paths}
            reached = rollup.up_the_tree(below, self.paths)
            for unit in sorted(shown):
                *groups, everybody = people[unit]
                yield GapFigure(
                    measure=name, dimension=dimension, unit_id=uuid.UUID(unit), day=self.day,
                    people=[gaps.rounded(each) for each in groups],
                    reached=[gaps.rounded(each) for each in reached[unit]],
                    silent=gaps.rounded(everybody - sum(groups)),
                )  # fmt: skip

    def _reached(self, measure: Measure, dimension: str, band: str) -> dict[str, int]:
        """Count who reached a measure in a group; where a unit has devices, their skill is asked for too."""
        asked = [self._band(dimension, band), *(self._skill(each) for each in measure.skills)]
        reached = self._own(measure.audience, asked)
        if measure.device_skill:
            also = self._own(measure.audience, [*asked, self._skill(measure.device_skill)])
            reached |= {unit: also.get(unit, 0) for unit in declared.units_that_say(declared.DEVICES, self.day)}
        return reached

    def _band(self, dimension: str, band: str) -> Flips:
        return self.found.circumstances.get((dimension, band), facts.nothing())

    def _skill(self, skill: str) -> Flips:
        return self.found.mastered.get(skill, facts.nothing())

    def _own(self, audience: str, wanted: Sequence[Flips]) -> dict[str, int]:
        """Count each unit's own people on the day who agreed to be counted, and of whom all `wanted` hold."""
        home = self.found.homes.get(audience)
        return {} if home is None else self._on_the_day(rollup.count(home, [self.found.agreed, *wanted]))

    def _on_the_day(self, series: Series) -> dict[str, int]:
        until = series.day <= day_index(self.day)
        totals = np.bincount(series.unit[until], weights=series.delta[until], minlength=len(self.found.units))
        return {self.found.units[place].hex: int(totals[place]) for place in np.flatnonzero(totals)}
