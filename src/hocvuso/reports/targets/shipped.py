"""The targets that ship as data: read once from `content/framework/targets.toml`, checked, and handed out."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from hocvuso.reports.targets.target import PEOPLE, Target


class BadTargets(Exception):
    """The file of targets does not say what it must; the sentence tells what is missing."""


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
            valid_from=row.get("valid_from", date.min),
            device_skill=row.get("device_skill", ""),
            plans=(row.get("plan", ""), row.get("plan_en", "")),
        )
    except KeyError as missing:
        raise BadTargets(f"target {row.get('id', '?')}: {missing} is missing") from None
    if not 0 < target.share <= 1 or target.deadline <= target.since:
        raise BadTargets(f"target {target.id}: share is within 0…1 and the deadline later than the start")
    if target.counts == PEOPLE and not (target.skills and target.audience):
        raise BadTargets(f"target {target.id}: people are counted by skills and audience")
    return target


@cache
def all_versions() -> tuple[Target, ...]:
    """Return every version in the file, in its order."""
    return read(settings.CONTENT / "framework" / "targets.toml")


def on(day: date) -> dict[str, Target]:
    """Return the targets as the file says them on a day: of several versions of one the newest that has begun."""
    found: dict[str, Target] = {}
    for target in all_versions():
        kept = found.get(target.id)
        if target.valid_from <= day and (kept is None or kept.valid_from < target.valid_from):
            found[target.id] = target
    return found
