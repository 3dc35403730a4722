"""What other rooms may know: the scenarios in force, and any in any version that was ever published."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from hocvuso.core.evidence import Task
from hocvuso.core.scenario.content import Scenario, Short
from hocvuso.core.scenario.shorts import id_of, task_of
from hocvuso.practice.bundle import revive
from hocvuso.practice.models import ScenarioVersion

CHECK_EVERY_SECONDS = 3.0  # assumed: as for the curriculum; how long a process may show the state before


@dataclass(frozen=True, slots=True, eq=False)  # told apart by identity, so that it can be a cache key
class Shorts:
    """The short forms in force, by id, and what the entry test needs to know of each."""

    by_id: Mapping[str, tuple[Scenario, Short]] = field(default_factory=dict)
    tasks: tuple[Task, ...] = ()


@dataclass(slots=True)
class _Kept:
    """What this process holds, and when it last looked."""

    found: Mapping[str, Scenario] = field(default_factory=dict)
    shorts: Shorts = field(default_factory=Shorts)
    looked_at: float = float("-inf")


_kept = _Kept()


def current() -> Mapping[str, Scenario]:
    """Return the scenarios in force by id, the easiest first."""
    if time.monotonic() - _kept.looked_at >= CHECK_EVERY_SECONDS:
        _look()
    return _kept.found


def forget() -> None:
    """Make the next call of `current` look at the database again."""
    _kept.looked_at = float("-inf")


def _look() -> None:
    rows = ScenarioVersion.objects.filter(is_current=True).values_list("scenario", "version")
    known = _kept.found
    found = []
    for name, version in rows:
        same = known.get(name)
        found.append(same if same is not None and same.version == version else _stored(name, version))
    ordered = sorted(found, key=lambda one: (one.order, one.id))
    if ordered != list(known.values()):
        pairs = {id_of(one, each): (one, each) for one in ordered for each in one.shorts}
        _kept.shorts = Shorts(pairs, tuple(task_of(*pair) for pair in pairs.values()))
    _kept.found, _kept.looked_at = {one.id: one for one in ordered}, time.monotonic()


def shorts() -> Shorts:
    """Return the short forms in force; the same object as long as no scenario changes."""
    current()
    return _kept.shorts


def short(content_id: str, version: str | None = None) -> tuple[Scenario, Short] | None:
    """Return a short form by its id: as in force now, or in the `version` of its scenario that was seen."""
    name, _, own = content_id.partition("/")
    found = scenario(name, version) if own else None
    return next(((found, each) for each in found.shorts if each.id == own), None) if found else None


@lru_cache(maxsize=256)  # versions not in force, of phones that come back late; some 100 KB each
def _stored(name: str, version: str) -> Scenario:
    row = ScenarioVersion.objects.filter(scenario=name, version=version).first()
    if row is None:
        raise LookupError(name)
    return revive(row.body)


def scenario(name: str, version: str | None = None) -> Scenario | None:
    """Return a scenario: as in force now, or in the `version` that was played, offered still or not."""
    found = current().get(name)
    if version is None or (found is not None and found.version == version):
        return found
    try:
        return _stored(name, version)
    except LookupError:
        return None
