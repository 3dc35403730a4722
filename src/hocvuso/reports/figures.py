"""The figures of one unit against a target: who is counted, what was declared, what is unknown, what is hidden.

The core computes; here the numbers are gathered from the rooms below. A person counts once, and only if he has
agreed to be counted for his union.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from hocvuso.core import indicators
from hocvuso.core.indicators import Declared, Share, UnitFigures
from hocvuso.learning import queries as learning
from hocvuso.people import queries as people
from hocvuso.plumbing import clock
from hocvuso.reports.targets import Target, day_index
from hocvuso.unions import access
from hocvuso.unions import queries as unions

COUNTED = "count"  # the purpose to which a person agrees when he wants to be counted by name


@dataclass(frozen=True, slots=True)
class Figure:
    """What the first page says about a target in a unit."""

    target: Target
    at: datetime
    share: Share
    needed: int | None
    needed_today: float
    forecast: float | None
    signed: tuple[unions.Declared, ...]
    is_hidden: bool

    @property
    def goal_people(self) -> int | None:
        """How many people the target is, or None while the headcount is unknown."""
        return indicators.still_needed(self.target.share, people=self.share.people or None, reached=0)


@dataclass(frozen=True, slots=True)
class Counts:
    """How far the people of a unit have come; None where a number would point at single persons."""

    people: int
    invited: int
    not_started: int
    started: int | None
    asking: int


@dataclass(frozen=True, slots=True)
class Row:
    """One lower unit in a table; its numbers are None when hidden, its headcount None when undeclared."""

    unit: unions.UnitLine
    people: int | None
    reached: int | None
    share: float | None
    needed: int | None


@dataclass(frozen=True, slots=True)
class Table:
    """The lower units, the small ones merged into one line so that nobody can be picked out."""

    rows: tuple[Row, ...]
    hidden: int
    hidden_people: int
    hidden_reached: int | None


def of_unit(unit_id: uuid.UUID, target: Target, day: date) -> Figure:
    """Return where a unit stands against a target on `day`."""
    units, signed = _gathered(unit_id, target, day)
    share = indicators.share(units)
    known = share.people if share.share is not None else None
    course, today = target.course, day_index(day)
    return Figure(
        target=target,
        at=clock.now(),
        share=share,
        needed=indicators.still_needed(target.share, people=known, reached=share.reached if known else None),
        needed_today=indicators.needed_by(course, today),
        forecast=indicators.forecast(course, share_now=share.share, day=today),
        signed=signed,
        is_hidden=access.is_hidden(known),
    )


def by_unit(unit_id: uuid.UUID, target: Target, day: date) -> Table:
    """Return the grassroots unions under a unit, for officials above them."""
    units, _ = _gathered(unit_id, target, day)
    lines = {str(line.id): line for line in unions.unit_lines([uuid.UUID(each.unit) for each in units], day)}
    declared = {each.unit: each.declared.people for each in units if each.declared}
    hidden = indicators.hidden_groups(declared)
    figures = {each.unit: each for each in units}
    rows = tuple(_row(line, figures[key], target) for key, line in lines.items() if key not in hidden)
    merged = indicators.share([figures[key] for key in hidden])
    enough = not access.is_hidden(merged.people)
    return Table(rows, len(hidden), merged.people, merged.reached if enough else None)


def _row(line: unions.UnitLine, figures: UnitFigures, target: Target) -> Row:
    share = indicators.share([figures])
    known = share.people if share.share is not None else None
    needed = indicators.still_needed(target.share, people=known, reached=share.reached if known else None)
    return Row(line, known, figures.reached if known else None, share.share, needed)


def _gathered(
    unit_id: uuid.UUID, target: Target, day: date
) -> tuple[Sequence[UnitFigures], tuple[unions.Declared, ...]]:
    ids = unions.grassroots_ids(unit_id, day)
    declared = unions.headcounts(ids, target.audience, day)
    figures = []
    for each in ids:
        headcount = declared.get(each)
        known = Declared(headcount.count, day_index(headcount.signed_on)) if headcount else None
        agreed = people.agreed_ids(COUNTED, among=unions.employed_ids(each, day, target.audience))
        counted = unions.counted_ids(each, ids, day, target.audience, agreed)
        figures.append(UnitFigures(str(each), learning.reached(target.skills, counted), known))
    return figures, tuple(declared[each] for each in ids if each in declared)


def counts(unit_id: uuid.UUID, day: date) -> Counts:
    """Return how many of the unit's people were invited, have started, wait for help."""
    everybody = unions.people_ids(unions.subtree_ids(unit_id, day), day)
    number = people.count(everybody)
    started = learning.started_ids(people.agreed_ids(COUNTED, among=everybody))
    invited = people.invited_ids(everybody)
    not_started = people.matching(everybody, "", within=[invited], without=[started])
    return Counts(
        people=number,
        invited=people.count(invited),
        not_started=people.count(not_started),
        started=None if access.is_hidden(number) else people.count(started),
        asking=len(learning.stuck_asking(everybody)),
    )
