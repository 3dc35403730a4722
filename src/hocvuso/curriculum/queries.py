"""What other rooms may know: the published set, and any part in any version that was ever published."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from hocvuso.core.content import Card, Curriculum, Item, Lesson, Skill, Step
from hocvuso.curriculum.models import ContentVersion, Publication
from hocvuso.curriculum.reading.library import assembled
from hocvuso.curriculum.reading.stored import KINDS, parts_of, revive

CHECK_EVERY_SECONDS = 3.0  # assumed: how long a process may show the state before the last publication
_CHUNK = 500  # below SQLite's smallest limit of 999 values in one statement
_REMEMBERED = 2048  # versions not in force, of phones that come back late; a few kilobytes each

EMPTY = Curriculum({}, {}, {}, {}, {}, {}, {})


@dataclass(frozen=True, slots=True)
class InForce:
    """The publication in force: its version and its moment."""

    version: str
    published_at: datetime


@dataclass(slots=True)
class _Kept:
    """What this process holds: the publication it has read, and when it last looked."""

    publication: UUID | None = None
    curriculum: Curriculum = EMPTY
    looked_at: float = float("-inf")


_kept = _Kept()
_turn = threading.Lock()


def current() -> Curriculum:
    """Return the published curriculum; the same object until another is published, empty before the first.

    A publication by another process shows after `CHECK_EVERY_SECONDS` at most; until then no query is made.
    """
    if time.monotonic() - _kept.looked_at < CHECK_EVERY_SECONDS:
        return _kept.curriculum
    with _turn:
        if time.monotonic() - _kept.looked_at >= CHECK_EVERY_SECONDS:
            _look()
    return _kept.curriculum


def forget() -> None:
    """Make the next call of `current` look at the database again."""
    _kept.looked_at = float("-inf")


def is_published() -> bool:
    """Tell whether there is anything to show."""
    return bool(current().skills)


def publication() -> InForce | None:
    """Return which publication is in force."""
    row = Publication.objects.filter(is_current=True).first()
    return None if row is None else InForce(row.version, row.published_at)


def _look() -> None:
    """Read the pointer, and the curriculum if it points elsewhere."""
    found = Publication.objects.filter(is_current=True).values_list("id", flat=True).first()
    if found is None:
        _kept.publication, _kept.curriculum = None, EMPTY
    elif found != _kept.publication:
        _kept.curriculum = _loaded(Publication.objects.get(id=found).manifest)
        _kept.publication = found
    _kept.looked_at = time.monotonic()


def _rows(versions: Sequence[str]) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    for start in range(0, len(versions), _CHUNK):
        chunk = ContentVersion.objects.filter(version__in=versions[start : start + _CHUNK])
        yield from chunk.values_list("kind", "content_id", "version", "body")


def _loaded(manifest: Mapping[str, list[list[str]]]) -> Curriculum:
    """Return the curriculum that a manifest names."""
    wanted = sorted({version for parts in manifest.values() for _, version in parts})
    bodies = {(kind, name, version): body for kind, name, version, body in _rows(wanted)}
    parts: dict[str, dict[str, Any]] = {}
    steps: dict[tuple[str, str], Step] = {}
    for kind in KINDS:
        parts[kind] = {
            name: revive(kind, bodies[(kind, name, version)], version, steps)
            for name, version in manifest.get(kind, [])
        }
        if kind == "step":
            steps = {(name, step.version): step for name, step in parts[kind].items()}
    return assembled(parts["group"], parts["skill"], parts["lesson"], parts["item"], parts["card"], parts["fact"])


@lru_cache(maxsize=_REMEMBERED)
def _stored(kind: str, content_id: str, version: str) -> Any:
    """Return one stored part; raises LookupError, which is not remembered."""
    row = ContentVersion.objects.filter(kind=kind, content_id=content_id, version=version).first()
    if row is None:
        raise LookupError(content_id)
    steps = (
        {(name, stamp): _stored("step", name, stamp) for name, stamp in row.body["steps"]} if kind == "lesson" else {}
    )
    return revive(kind, row.body, version, steps)


def _part(kind: str, content_id: str, version: str | None) -> Any:
    found = parts_of(current())[kind].get(content_id)
    if version is None or (found is not None and found.version == version):
        return found
    try:
        return _stored(kind, content_id, version)
    except LookupError:
        return None


def item(item_id: str, version: str | None = None) -> Item | None:
    """Return an item: as published now, or in the `version` that a learner saw, retired or not."""
    found: Item | None = _part("item", item_id, version)
    return found


def step(step_id: str, version: str | None = None) -> Step | None:
    """Return a step: as published now, or in a `version` once published."""
    found: Step | None = _part("step", step_id, version)
    return found


def lesson(lesson_id: str, version: str | None = None) -> Lesson | None:
    """Return a lesson with its steps: as published now, or in a `version` once published."""
    found: Lesson | None = _part("lesson", lesson_id, version)
    return found


def skill(skill_id: str, version: str | None = None) -> Skill | None:
    """Return a skill: as published now, or in a `version` once published."""
    found: Skill | None = _part("skill", skill_id, version)
    return found


def card(card_id: str, version: str | None = None) -> Card | None:
    """Return an answer card: as published now, or in a `version` once published."""
    found: Card | None = _part("card", card_id, version)
    return found


def items_of(skill_id: str) -> tuple[Item, ...]:
    """Return the published items of a skill, in the order of its file."""
    return tuple(one for one in current().items.values() if one.skill == skill_id)
