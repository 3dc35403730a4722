"""Every authored text of a library with its place and its role, for the checks that read words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel

from hocvuso.core.content import REGISTERS
from hocvuso.curriculum.reading.files import Parsed
from hocvuso.curriculum.reading.library import Library
from hocvuso.curriculum.reading.lines import Path
from hocvuso.curriculum.reading.problem import Problem, Severity

#: standard and easy: our own voice at its two levels. message: an invented message, where wrong things are
#: shown on purpose. option: what a learner chooses. asked: what people ask. drawn: words for pictures.
Role = Literal["standard", "easy", "message", "option", "asked", "drawn"]

_SKILL: Mapping[str, Role] = {"title": "easy", "summary": "standard", "easy": "easy"}
_STEP: Mapping[str, Role] = {
    "title": "easy",
    "goal": "easy",
    "answer": "easy",
    "text": "standard",
    "easy": "easy",
    "do": "easy",
    "caution": "easy",
    "say_this": "standard",
    "sample_from": "message",
    "sample": "message",
}
_ITEM: Mapping[str, Role] = {
    "prompt": "easy",
    "hint": "easy",
    "dont_know": "easy",
    "explain": "easy",
    "unmatched": "easy",
    "model_answer": "option",
    "distractor": "option",
    "distractor_why": "easy",
    "exhibit_from": "message",
    "exhibit": "message",
}
_CHILDREN: Mapping[str, Mapping[str, Role]] = {
    "choice": {"text": "option", "why": "easy"},
    "pair": {"left": "option", "right": "option", "why": "easy"},
    "reply": {"why": "easy"},
    "segment": {"text": "message", "why": "easy"},
}
_UPDATE: Mapping[str, Role] = {"what": "easy", "old": "message", "new": "easy", "do": "easy"}
_PICTURE: Mapping[str, Role] = {"draw": "drawn", "alt": "standard"}
_WORDINGS: Mapping[str, Role] = dict.fromkeys(REGISTERS, "asked")


@dataclass(frozen=True, slots=True)
class Passage:
    """One authored text."""

    file: Parsed[Any]
    path: Path
    field: str
    role: Role
    text: str

    def problem(self, what: str, expected: str, *, code: str, severity: Severity = "error") -> Problem:
        """Return a problem that points at this text."""
        return self.file.problem(self.path, what, expected, code=code, severity=severity)


def _of_row(file: Parsed[Any], path: Path, row: BaseModel, roles: Mapping[str, Role]) -> Iterator[Passage]:
    for field, role in roles.items():
        value = getattr(row, field, None)
        if isinstance(value, str) and value:
            yield Passage(file, (*path, field), field, role, value)
        elif isinstance(value, list):
            for index, text in enumerate(value):
                yield Passage(file, (*path, field, index), field, role, text)


def _of_tables(file: Parsed[Any], tables: Mapping[str, Mapping[str, Role]]) -> Iterator[Passage]:
    for table, roles in tables.items():
        for index, row in enumerate(getattr(file.model, table)):
            yield from _of_row(file, (table, index), row, roles)


def passages(library: Library) -> Iterator[Passage]:
    """Yield every text that an author wrote for people; facts are left out, they speak of the real world."""
    for skill in library.skills:
        yield from _of_row(skill, (), skill.model, _SKILL)
        yield from _of_tables(skill, {"outcome": {"text": "easy"}})
    near: Mapping[str, Role] = {"text": "asked"}
    for lesson in library.lessons:
        yield from _of_row(lesson, (), lesson.model, {"title": "easy", "goal": "easy"})
        tables = {"step": _STEP, "variant": _STEP, "wordings": _WORDINGS}
        yield from _of_tables(lesson, {**tables, "near_miss": near, "update": _UPDATE})
    for items in library.items:
        yield from _of_tables(items, {"item": _ITEM, **_CHILDREN})
    for pictures in library.pictures:
        yield from _of_tables(pictures, {"picture": _PICTURE})
    for card in library.cards:
        yield from _of_row(card, (), card.model, _STEP)
        yield from _of_row(card, ("wordings",), card.model.wordings, _WORDINGS)
        yield from _of_tables(card, {"near_miss": near})
