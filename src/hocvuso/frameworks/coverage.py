"""Rows of an official table beside what there is to learn for them, and what is lacking."""

from __future__ import annotations

from dataclasses import dataclass

from hocvuso.core.content import Curriculum
from hocvuso.frameworks import hours, queries
from hocvuso.frameworks.hours import Content
from hocvuso.frameworks.models import FrameworkRow, FrameworkVersion
from hocvuso.frameworks.queries import Match

OPEN, NO_SKILL, NO_LESSON, FEW_ITEMS, SHORT = "open", "no_skill", "no_lesson", "few_items", "short"
FEWEST_ITEMS = 2  # the rule of mastery needs two successes on different items (foundations.md 15)


@dataclass(frozen=True, slots=True)
class Covered:
    """One row with its skills, what there is for them, and its gaps."""

    row: FrameworkRow
    skills: tuple[str, ...]
    content: Content
    gaps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Totals:
    """The whole table: rows, rows without gaps, content of all skills together, hours declared and there."""

    rows: int
    whole: int
    content: Content
    declared_minutes: int | None


def of_table(version: FrameworkVersion, curriculum: Curriculum) -> list[Covered]:
    """Return every row with what there is for it."""
    return [_covered(each, curriculum) for each in queries.matches(version)]


def _covered(match: Match, curriculum: Curriculum) -> Covered:
    levels = {each.skill: each.level for each in match.confirmed}
    content = hours.of_skills(curriculum, levels)
    return Covered(match.row, tuple(levels), content, tuple(_gaps(match.row, levels, content)))


def _gaps(row: FrameworkRow, levels: dict[str, str], content: Content) -> list[str]:
    if row.decision == queries.OPEN:
        return [OPEN]
    if not levels:
        return [NO_SKILL]
    if not content.lessons:
        return [NO_LESSON]
    few = [FEW_ITEMS] if content.items < FEWEST_ITEMS * len(levels) else []
    return few + ([SHORT] if row.minutes is not None and content.minutes < row.minutes else [])


def totals(covered: list[Covered], curriculum: Curriculum) -> Totals:
    """Return the sums; a skill that stands in two rows counts once in the content."""
    skills = {skill for each in covered for skill in each.skills}
    declared = [each.row.minutes for each in covered if each.row.minutes is not None]
    whole = sum(not each.gaps for each in covered)
    return Totals(len(covered), whole, hours.of_all(curriculum, skills), sum(declared) if declared else None)
