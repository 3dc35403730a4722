"""From rows of content files to the core's dataclasses, each with its version.

Children that name no parent of their file are left out here; `checks.references` reports them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Protocol, TypeVar

from hocvuso.core.content import (
    Card,
    Choice,
    Fact,
    Group,
    Item,
    Lesson,
    NearMiss,
    Outcome,
    Pair,
    Picture,
    Reply,
    Segment,
    Skill,
    Source,
    Step,
    Update,
    Variant,
    Wordings,
)
from hocvuso.curriculum import schema
from hocvuso.curriculum.reading.versions import versioned


class _OfItem(Protocol):
    @property
    def item(self) -> str: ...


class _OfStep(Protocol):
    @property
    def step(self) -> str: ...


I = TypeVar("I", bound=_OfItem)  # noqa: E741 - the letter names rows of an item
S = TypeVar("S", bound=_OfStep)
_NOT_OVERRIDES = {"step", "device", "audience", "app", "app_version", "checked_on_device"}


def _by_item(rows: Iterable[I]) -> Mapping[str, list[I]]:
    found: dict[str, list[I]] = defaultdict(list)
    for row in rows:
        found[row.item].append(row)
    return found


def _by_step(rows: Iterable[S]) -> Mapping[str, list[S]]:
    found: dict[str, list[S]] = defaultdict(list)
    for row in rows:
        found[row.step].append(row)
    return found


def _day(value: date | str | None) -> str:
    return value.isoformat() if isinstance(value, date) else ""


def group_of(row: schema.GroupRow) -> Group:
    """Return a group of skills."""
    return Group(row.id, row.title, row.title_en)


def facts_of(file: schema.FactsFile) -> Mapping[str, Fact]:
    """Return the facts by id, each with its sources."""
    sources: dict[str, list[Source]] = defaultdict(list)
    for row in file.source:
        sources[row.fact].append(Source(row.title, row.publisher, row.seen_on, row.url or "", row.published_on))
    return {row.id: Fact(**row.model_dump(), sources=tuple(sources[row.id])) for row in file.fact}


def skill_of(row: schema.SkillFile) -> Skill:
    """Return a skill."""
    given = row.model_dump(exclude={"outcome"})
    listed = {name: tuple(value) for name, value in given.items() if isinstance(value, list)}
    outcomes = tuple(Outcome(one.id, one.level, one.text) for one in row.outcome)
    return versioned(Skill(**{**given, **listed}, outcomes=outcomes))


def wordings_of(row: schema.WordingsRow) -> Wordings:
    """Return the questions people ask, by register."""
    return Wordings(**{name: tuple(value) for name, value in row.model_dump(exclude={"step"}).items()})


def _variant_of(row: schema.VariantRow) -> Variant:
    given = row.model_dump(exclude_none=True, exclude=_NOT_OVERRIDES)
    return Variant(
        fields={name: tuple(value) if isinstance(value, list) else value for name, value in given.items()},
        device=row.device or "",
        audience=row.audience or "",
        app=row.app or "",
        app_version=row.app_version or "",
        checked_on_device=_day(row.checked_on_device),
    )


def _near_misses(rows: Iterable[schema.NearMissRow]) -> tuple[NearMiss, ...]:
    return tuple(NearMiss(row.text, row.goes_to) for row in rows)


def _update_of(row: schema.UpdateRow) -> Update:
    return Update(row.since, row.on, row.what, row.old, row.new, row.do, row.fact or "", row.item or "")


def pictures_of(skill: str, file: schema.PicturesFile) -> Mapping[str, Picture]:
    """Return the drawings of a skill by the id of their step."""
    return {f"{skill}/{row.step}": Picture(row.alt, row.draw) for row in file.picture}


def lesson_of(file: schema.LessonFile, pictures: Mapping[str, Picture] | None = None) -> Lesson:
    """Return a lesson with its steps, their variants, pictures, wordings and near-misses."""
    skill = file.id.partition("/")[0]
    wordings = {row.step: wordings_of(row) for row in file.wordings}
    pictures = pictures or {}
    variants, near, updates = _by_step(file.variant), _by_step(file.near_miss), _by_step(file.update)
    steps = tuple(
        versioned(
            Step(
                **{
                    **row.model_dump(),
                    "id": f"{file.id}#{row.id}",
                    "do": tuple(row.do),
                    "keywords": tuple(row.keywords),
                    "facts": tuple(row.facts),
                },
                lesson=file.id,
                skill=skill,
                wordings=wordings.get(row.id, Wordings()),
                near_misses=_near_misses(near.get(row.id, ())),
                variants=tuple(_variant_of(one) for one in variants.get(row.id, ())),
                picture=pictures.get(f"{file.id}#{row.id}"),
                updates=tuple(_update_of(one) for one in sorted(updates.get(row.id, ()), key=lambda one: one.since)),
            )
        )
        for row in file.step
    )
    parts = {"review", "say", "step", "variant", "wordings", "near_miss", "update"}
    return versioned(
        Lesson(
            **file.model_dump(exclude=parts),
            skill=skill,
            steps=steps,
            say=tuple((row.written, row.spoken) for row in file.say),
            facts_checked_by=file.review.facts_checked_by,
            read_by_worker=file.review.read_by_worker,
            tried_with_learners=file.review.tried_with_learners,
        )
    )


def items_of(file: schema.ItemsFile) -> tuple[Item, ...]:
    """Return the items of a file in their order, each with its children."""
    choices, pairs = _by_item(file.choice), _by_item(file.pair)
    replies, segments = _by_item(file.reply), _by_item(file.segment)
    return tuple(
        versioned(
            Item(
                **{**row.model_dump(), "answer": bool(row.answer), "difficulty": float(row.difficulty)},
                skill=row.id.partition("/")[0],
                choices=tuple(
                    Choice(one.id, one.text, one.why, bool(one.right), one.place or 0)
                    for one in choices.get(row.id, ())
                ),
                pairs=tuple(Pair(one.left, one.right, one.why) for one in pairs.get(row.id, ())),
                replies=tuple(
                    Reply(one.right, tuple(one.any), tuple(one.none), one.why) for one in replies.get(row.id, ())
                ),
                segments=tuple(Segment(one.text, one.sign, one.why) for one in segments.get(row.id, ())),
            )
        )
        for row in file.item
    )


def card_of(file: schema.CardFile) -> Card:
    """Return an answer card."""
    given = file.model_dump(exclude={"wordings", "near_miss"})
    listed = {name: tuple(value) for name, value in given.items() if isinstance(value, list)}
    return versioned(
        Card(
            **{**given, **listed},
            wordings=wordings_of(file.wordings),
            near_misses=_near_misses(file.near_miss),
        )
    )
