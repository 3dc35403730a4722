"""The updates of the published steps: by id, what tells one set from another, since when each holds here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.db.models import Min

from hocvuso.core.content import Curriculum, Step, Update
from hocvuso.core.updates import id_of
from hocvuso.curriculum.models import ContentVersion
from hocvuso.curriculum.reading.versions import hash_of


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """An update and the step as it reads now."""

    step: Step
    update: Update


@dataclass(frozen=True, slots=True, eq=False)
class Updates:
    """All updates of a curriculum; `stamp` is "" when there is none."""

    by_id: Mapping[str, Told]
    steps: frozenset[str]
    items: Mapping[str, str]  # questions about these steps, with the step
    stamp: str


@lru_cache(maxsize=2)  # the curriculum in force, and the one before it while requests still finish
def of(curriculum: Curriculum) -> Updates:
    """Return the updates of a curriculum."""
    found = {
        id_of(step.id, update.since): Told(step, update)
        for step in curriculum.steps.values()
        for update in step.updates
    }
    steps = frozenset(told.step.id for told in found.values())
    items = {item.id: item.step for item in curriculum.items.values() if item.step in steps}
    return Updates(found, steps, items, hash_of(sorted(found)) if found else "")


def changed_at(step: str, since: int) -> datetime | None:
    """Return when this meaning of a step was first published here."""
    rows = ContentVersion.objects.filter(kind="step", content_id=step, meaning__gte=since)
    found: datetime | None = rows.aggregate(first=Min("first_seen_at"))["first"]
    return found
