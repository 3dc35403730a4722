"""The units below a unit in a table, small ones merged into one line so that nobody can be picked out."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from hocvuso.core import indicators
from hocvuso.core.indicators import Share, UnitFigures
from hocvuso.reports import facts
from hocvuso.reports.rollups import reading
from hocvuso.reports.rollups.reading import Counted
from hocvuso.reports.targets import UNITS, Target, day_index
from hocvuso.unions import access
from hocvuso.unions import queries as unions

LEAVES, CHILDREN = "leaves", "children"  # every grassroots union below, or the units directly below


@dataclass(frozen=True, slots=True)
class Row:
    """One lower unit in a table; its numbers are None when hidden, its headcount None when undeclared."""

    unit: unions.UnitLine
    people: int | None
    reached: int | None
    share: float | None
    needed: int | None
    started: int = 0
    on_record: int = 0
    unknown: int = 0  # grassroots unions of which one of the two numbers is not known
    units: int = 1
    is_behind: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """The lower units, the small ones merged into one line so that nobody can be picked out."""

    rows: tuple[Row, ...]
    hidden: int
    hidden_people: int
    hidden_reached: int | None


@dataclass(slots=True)
class _Part:
    """What is added up for one line."""

    figures: list[UnitFigures]
    started: int = 0
    on_record: int = 0

    @property
    def size(self) -> int:
        """How many people stand behind the line: the declared ones, else those on record."""
        declared = sum(each.declared.people for each in self.figures if each.declared)
        return declared or self.on_record


def by_unit(unit_id: uuid.UUID, target: Target, day: date, *, level: str = LEAVES) -> Table:
    """Return the units below a unit, for officials above them; `level` is LEAVES or CHILDREN."""
    parts = _parts(unit_id, target, day, level)
    lines = {line.id.hex: line for line in unions.unit_lines([uuid.UUID(each) for each in parts], day)}
    sizes = {} if target.counts == UNITS else {name: part.size for name, part in parts.items()}
    hidden = indicators.hidden_groups(sizes)
    needed = indicators.needed_by(target.course, day_index(day))
    rows = tuple(_row(line, parts[name], target, needed) for name, line in lines.items() if name not in hidden)
    merged = indicators.share([each for name in hidden for each in parts[name].figures])
    enough = not access.is_hidden(merged.people)
    return Table(rows, len(hidden), merged.people, merged.reached if enough else None)


def _parts(unit_id: uuid.UUID, target: Target, day: date, level: str) -> Mapping[str, _Part]:
    paths = unions.leaf_paths(unit_id, day)
    leaves = [path[-32:] for path in paths]
    devices = facts.units_that_say(facts.DEVICES, day) if target.device_skill else ()
    counted = reading.tallies(leaves, target.measure, day, devices)
    figures = reading.figures(leaves, target, day, counted)
    depth = len(unions.path_of(unit_id, day)) if level == CHILDREN else 0
    # A unit that is itself a grassroots union, or stands directly below, is its own line.
    names = [(path[depth : depth + 32] or path[-32:]) if level == CHILDREN else path[-32:] for path in paths]
    return _grouped(names, figures, counted)


def _grouped(names: Sequence[str], figures: Sequence[UnitFigures], counted: Sequence[Counted]) -> Mapping[str, _Part]:
    parts: dict[str, _Part] = {}
    for name, figure, each in zip(names, figures, counted, strict=True):
        part = parts.setdefault(name, _Part([]))
        part.figures.append(figure)
        part.started += each.started
        part.on_record += each.people
    return parts


def _row(line: unions.UnitLine, part: _Part, target: Target, needed_today: float) -> Row:
    share: Share = indicators.share(part.figures)
    known = share.people if share.share is not None else None
    reached = share.reached if known else None
    return Row(
        line,
        known,
        reached,
        share.share,
        indicators.still_needed(target.share, people=known, reached=reached),
        started=part.started,
        on_record=part.on_record,
        unknown=len(share.unknown),
        units=len(part.figures),
        is_behind=share.share is not None and share.share < needed_today,
    )
