"""The gaps between groups at a unit, as the newest count shows them."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from hocvuso.core import gaps
from hocvuso.core.gaps import Gap, Group
from hocvuso.reports.models import GapCount, GapFigure
from hocvuso.reports.targets import Target


@dataclass(frozen=True, slots=True)
class Groups:
    """The groups of one dimension at a unit; all counts are rounded, bands without anybody are absent."""

    day: date  # at whose end this table was counted
    groups: tuple[Group, ...]
    silent: int
    gap: Gap | None


def counted_on() -> date | None:
    """Return the day of the newest count, or None before the first."""
    return GapCount.objects.order_by("-day").values_list("day", flat=True).first()


def between(unit: uuid.UUID, target: Target, dimension: str) -> Groups | None:
    """Return the groups of a unit for a target; None where they may not be shown, or are not counted yet."""
    row = GapFigure.objects.filter(unit_id=unit, measure=target.measure.key, dimension=dimension).first()
    if row is None:
        return None
    found = tuple(
        gaps.group(band, people, reached)
        for band, people, reached in zip(gaps.GROUPS[dimension], row.people, row.reached, strict=True)
        if people
    )
    return Groups(row.day, found, row.silent, gaps.widest(found))
