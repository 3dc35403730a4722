"""The tracks of `content/tracks/` as pages and the planner see them: skills in the order of learning for somebody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from hocvuso.curriculum.parse import content_folder
from hocvuso.curriculum.reading.guides import read_guides


@dataclass(frozen=True, slots=True)
class Track:
    """One track; `practice_minutes` stand beside the minutes of its lessons."""

    id: str
    title: str
    for_whom: str
    audience: str
    skills: tuple[str, ...]
    practice_minutes: int
    practice: str
    status: str
    checked_on: date


@lru_cache(maxsize=1)
def tracks() -> Mapping[str, Track]:
    """Return the shipped tracks by id, the shortest first; those whose file is broken are absent."""
    guides, _problems = read_guides(content_folder())
    rows = [file.model for file in guides.tracks if file.model.status != "retired"]
    found = [
        Track(row.id, row.title, row.for_whom, row.audience, tuple(row.skills), row.practice_minutes, row.practice,
              row.status, row.checked_on)
        for row in rows
    ]  # fmt: skip
    return {each.id: each for each in sorted(found, key=lambda each: (len(each.skills), each.id))}
