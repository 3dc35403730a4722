"""What a monthly return counts: its lines, their words, how each is computed, and the system's figures for a unit.

Every figure comes from `reports.figures`, so that a return and the official's first page can never disagree.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from hocvuso.core.returns import HIDDEN, Line, counted
from hocvuso.reports import figures, movement, targets
from hocvuso.reports.targets import Target
from hocvuso.unions import access

PEOPLE, INVITED, NOT_STARTED, STARTED, ASKING = "people", "invited", "not_started", "started", "asking"
COUNTS = (PEOPLE, INVITED, NOT_STARTED, STARTED, ASKING)
DECLARED, REACHED = "declared", "reached"


def of_people(unit_id: uuid.UUID, day: date) -> list[Target]:
    """Return the targets of people that a return names; the one that counts units is read from returns themselves."""
    return [target for target in targets.going_up(day, unit_id) if target.counts == targets.PEOPLE]


def line_ids(unit_id: uuid.UUID, day: date) -> tuple[str, ...]:
    """Return the ids of the lines of a unit's return in their order on paper."""
    of_targets = tuple(f"{what}.{target.id}" for target in of_people(unit_id, day) for what in (DECLARED, REACHED))
    return COUNTS + of_targets + tuple(movement.lines())


def fill(unit_id: uuid.UUID, day: date, beside: Mapping[str, int] | None = None) -> tuple[Line, ...]:
    """Count for one grassroots union on the tree of `day`; what would point at single persons stays hidden.

    `beside` are the counts of `movement` where they were read for many units at once.
    """
    counts = figures.counts(unit_id, day)
    small = access.is_hidden(counts.people)
    found = [
        counted(PEOPLE, counts.people),
        counted(INVITED, counts.invited),
        *(
            counted(name, None if small else value, why=HIDDEN)
            for name, value in (
                (NOT_STARTED, counts.not_started),
                (STARTED, counts.started),
                (ASKING, counts.asking),
            )
        ),
    ]
    for target in of_people(unit_id, day):
        found += _of_target(unit_id, target, day)
    if beside is None:
        beside = movement.counted([unit_id], day.replace(day=1), day)[unit_id]
    for line in movement.lines().values():
        is_hidden = line.of_people and small
        found.append(counted(line.id, None if is_hidden else beside[line.id], why=HIDDEN if is_hidden else ""))
    return tuple(found)


def _of_target(unit_id: uuid.UUID, target: Target, day: date) -> list[Line]:
    figure = figures.of_unit(unit_id, target, day)
    known = not figure.share.unknown
    declared = figure.share.people if known else None
    reached = figure.share.reached if known and not figure.is_hidden else None
    return [
        counted(f"{DECLARED}.{target.id}", declared),
        counted(f"{REACHED}.{target.id}", reached, why=HIDDEN if figure.is_hidden else ""),
    ]


@dataclass(frozen=True, slots=True)
class Words:
    """What the lines of a unit's return count and how, by the targets that held on the last day of its month."""

    targets: Mapping[str, Target]

    def title(self, line_id: str) -> str:
        """Return what a line counts, in the language of the page; the id itself for a line of no known target."""
        return self._said(line_id)[0]

    def rule(self, line_id: str) -> str:
        """Return how a line is computed, in one or two sentences."""
        return self._said(line_id)[1]

    def _said(self, line_id: str) -> tuple[str, str]:
        """Return title and rule of a line."""
        people = _of_people()
        if line_id in people:
            return people[line_id]
        if line_id in movement.lines():
            line = movement.lines()[line_id]
            return str(line.title), str(line.rule)
        what, _dot, name = line_id.partition(".")
        target = self.targets.get(name)
        if target is None:
            return line_id, ""
        whom = {"whom": target.title}
        if what == DECLARED:
            rule = _("The headcount that the unit declared and signed, in force on the last day of the month.")
            return _("%(whom)s: declared headcount") % whom, rule
        return _("%(whom)s: reached the target") % whom, target.rule

    def beside(self, lines: Sequence[Line]) -> list[dict[str, Any]]:
        """Return lines as JSON values, each with its title and its rule."""
        return [
            {**packed, "title": self.title(line.id), "rule": self.rule(line.id)}
            for line, packed in zip(lines, pack(lines), strict=True)
        ]


def _of_people() -> dict[str, tuple[str, str]]:
    """Return title and rule of the lines that count people whatever the targets."""
    return {
        PEOPLE: (
            _("People on record"),
            _("Members and workers of the unit on the last day of the month; each person once."),
        ),
        INVITED: (_("Invited"), _("People on record who were given a card, a code or a link.")),
        NOT_STARTED: (
            _("Invited, not started yet"),
            _("Invited people without a single answer. Counts only those who agreed to be counted."),
        ),
        STARTED: (_("Started learning"), _("People with at least one answer who agreed to be counted.")),
        ASKING: (_("Asked for help, still waiting"), _("People who asked for a person's help and still wait.")),
    }


def words(unit_id: uuid.UUID, day: date) -> Words:
    """Return the words of a unit's return; `day` is the last of its month."""
    return Words({target.id: target for target in targets.going_up(day, unit_id)})


def pack(lines: Sequence[Line]) -> list[dict[str, Any]]:
    """Return lines as JSON values."""
    return [asdict(line) for line in lines]


def unpack(rows: Sequence[Mapping[str, Any]]) -> tuple[Line, ...]:
    """Counterpart of `pack`; words that a frozen text carries beside a line are left out."""
    names = Line.__slots__
    return tuple(Line(**{name: row[name] for name in names}) for row in rows)
