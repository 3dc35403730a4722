"""What runs of many people come to, for trainers: how often something was lost by mode and week, where people stop.

Nobody can be found in it: a row has five people at least, shares are in tenths, and where everybody of a row lost
something no share is told, for that would name them all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from hocvuso.core.indicators import SMALLEST_GROUP

TENTHS = 10  # decided: so that two rows taken from each other say nothing of the one person between them


@dataclass(frozen=True, slots=True)
class Run:
    """One run; `at` is the screen on which it ended, "" where that was not kept."""

    person: UUID
    scenario: str
    mode: str
    week: int  # see `weekly.number`
    is_lost: bool
    reached: bool
    at: str = ""


@dataclass(frozen=True, slots=True)
class Lost:
    """How often something was lost in one simulator, mode and week; `share` None is not told."""

    scenario: str
    mode: str
    week: int
    people: int
    runs: int
    share: float | None


@dataclass(frozen=True, slots=True)
class Stop:
    """Where people gave up; `share` is of everybody who played this simulator in this mode."""

    scenario: str
    mode: str
    at: str
    people: int
    share: float


def lost(runs: Iterable[Run]) -> list[Lost]:
    """Return a row for each simulator, mode and week with people enough, the newest week first."""
    groups: dict[tuple[str, str, int], list[Run]] = defaultdict(list)
    for run in runs:
        groups[(run.scenario, run.mode, run.week)].append(run)
    told = [
        Lost(*key, people=_people(own), runs=len(own), share=_share_lost(own))
        for key, own in groups.items()
        if _people(own) >= SMALLEST_GROUP
    ]
    return sorted(told, key=lambda row: (-row.week, row.scenario, row.mode))


def stops(runs: Iterable[Run]) -> list[Stop]:
    """Return the screens on which people enough ended without what was wanted, the most frequent first."""
    played: dict[tuple[str, str], set[UUID]] = defaultdict(set)
    left: dict[tuple[str, str, str], set[UUID]] = defaultdict(set)
    for run in runs:
        played[(run.scenario, run.mode)].add(run.person)
        if not run.reached and run.at:
            left[(run.scenario, run.mode, run.at)].add(run.person)
    told = [
        Stop(*key, people=len(who), share=_tenths(len(who), len(played[key[:2]])))
        for key, who in left.items()
        if len(who) >= SMALLEST_GROUP
    ]
    return sorted(told, key=lambda row: (-row.share, row.scenario, row.mode, row.at))


def _people(runs: Sequence[Run]) -> int:
    return len({run.person for run in runs})


def _share_lost(runs: Sequence[Run]) -> float | None:
    """Return the share of people who lost something, None where all of them did."""
    everybody, losers = {run.person for run in runs}, {run.person for run in runs if run.is_lost}
    return None if losers == everybody else _tenths(len(losers), len(everybody))


def _tenths(part: int, whole: int) -> float:
    return (2 * TENTHS * part + whole) // (2 * whole) / TENTHS
