"""What other rooms may know: the scenarios in force, and any in any version that was ever published."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from hocvuso.core.scenario.content import Scenario
from hocvuso.practice.bundle import revive
from hocvuso.practice.models import ScenarioVersion

CHECK_EVERY_SECONDS = 3.0  # assumed: as for the curriculum; how long a process may show the state before


@dataclass(slots=True)
class _Kept:
    """What this process holds, and when it last looked."""

    found: Mapping[str, Scenario] = field(default_factory=dict)
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
    _kept.found, _kept.looked_at = {one.id: one for one in ordered}, time.monotonic()


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
