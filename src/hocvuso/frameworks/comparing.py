"""What publishing a table would change, in counts of those who let themselves be counted: today, and by the new one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hocvuso.core.official import standing
from hocvuso.frameworks import queries
from hocvuso.frameworks.models import FrameworkVersion
from hocvuso.learning import queries as learning
from hocvuso.people import queries as people
from hocvuso.unions import access

COUNTED = "count"  # the purpose of being counted


@dataclass(frozen=True, slots=True)
class Count:
    """How many people; hidden where it, or the rest, would point at single ones. None: not known."""

    people: int | None
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class RowCount:
    """One row of the new table: who reached it, and who reached the row of that code in the one in force."""

    code: str
    title: str
    today: Count
    new: Count
    has_skill: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everybody who has started; who passes today and by the new table; row by row."""

    started: Count
    passed_today: Count
    passed_new: Count
    mark: float | None
    in_force: FrameworkVersion | None
    rows: tuple[RowCount, ...]


def compare(new: FrameworkVersion, day: date, starts: date) -> Comparison:
    """Compare a table with the one of its framework in force on `day`; the mark is that of the day it would start."""
    agreed = people.said_yes(COUNTED).values_list("person_id", flat=True)
    groups = learning.mastered_sets(agreed)
    rule = queries.rule_on(new.framework, starts)
    mark = rule.pass_share if rule else None
    old = next((each for each in queries.in_force(day) if each.framework == new.framework and each.id != new.id), None)
    rows = queries.row_skills(new)
    found = standing.counted(rows, groups, mark)
    now_rule = queries.rule_on(new.framework, day)
    mark_now = now_rule.pass_share if now_rule else None
    before = standing.counted(queries.row_skills(old), groups, mark_now) if old else None
    told = [
        RowCount(
            row.code, row.title, _count(before.by_row.get(row.code) if before else None, found.people),
            _count(found.by_row[row.code], found.people), bool(rows[row.code]),
        )
        for row in new.rows.order_by("place")
    ]  # fmt: skip
    return Comparison(
        _count(found.people, found.people), _count(before.passed if before else None, found.people),
        _count(found.passed, found.people), mark, old, tuple(told),
    )  # fmt: skip


def _count(people_there: int | None, everybody: int) -> Count:
    """Hide a small group, and a group so large that those outside it are few."""
    if people_there is None:
        return Count(None)
    is_small = access.is_hidden(people_there) or access.is_hidden(everybody - people_there)
    return Count(None if is_small else people_there, is_small)
