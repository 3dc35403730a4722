"""The targets as data: read once from `content/framework/targets.toml`, checked, and handed out."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import translation

from hocvuso.core.indicators import Course

EPOCH = date(1970, 1, 1)


def day_index(day: date) -> int:
    """Return a calendar day as the core counts it: days since 1970-01-01."""
    return (day - EPOCH).days


class BadTargets(Exception):
    """The file of targets does not say what it must; the sentence tells what is missing."""


@dataclass(frozen=True, slots=True)
class Target:
    """One target: which share of whom must have reached what by when."""

    id: str
    titles: tuple[str, str]  # Vietnamese, English
    counts: str  # people | units
    audience: str
    share: float
    skills: tuple[str, ...]
    since: date
    deadline: date
    rules: tuple[str, str]
    origin: str

    @property
    def title(self) -> str:
        """Whom the target counts, in the language of the page."""
        return self.titles[translation.get_language() == "en"]

    @property
    def rule(self) -> str:
        """What "reached" means, in the language of the page."""
        return self.rules[translation.get_language() == "en"]

    @property
    def course(self) -> Course:
        """The even way from nothing on the first day to the share on the deadline."""
        return Course(self.share, day_index(self.since), day_index(self.deadline))


def read(path: Path) -> tuple[Target, ...]:
    """Read targets from a file; raises BadTargets with a sentence when a field is missing or makes no sense."""
    rows = tomllib.loads(path.read_text(encoding="utf-8")).get("target", [])
    if not rows:
        raise BadTargets(f"{path}: no [[target]]")
    return tuple(_target(row) for row in rows)


def _target(row: dict[str, Any]) -> Target:
    try:
        target = Target(
            id=row["id"],
            titles=(row["title"], row["title_en"]),
            counts=row["counts"],
            audience=row["audience"],
            share=float(row["share"]),
            skills=tuple(row["skills"]),
            since=row["since"],
            deadline=row["deadline"],
            rules=(row["rule"], row["rule_en"]),
            origin=row["origin"],
        )
    except KeyError as missing:
        raise BadTargets(f"target {row.get('id', '?')}: {missing} is missing") from None
    if not 0 < target.share <= 1 or target.deadline <= target.since:
        raise BadTargets(f"target {target.id}: share is within 0…1 and the deadline later than the start")
    if target.counts == "people" and not (target.skills and target.audience):
        raise BadTargets(f"target {target.id}: people are counted by skills and audience")
    return target


@cache
def current() -> tuple[Target, ...]:
    """Return the targets of this site."""
    return read(settings.CONTENT / "framework" / "targets.toml")


def of_workers() -> Target:
    """Return the target of workers, which the first page of an official shows."""
    return next(target for target in current() if target.id == "workers")
