"""The sets of three questions that ship as data (`content/campaigns/pulses.toml`): read once, checked, handed out."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

QUESTIONS = 3  # decided: product.md, a pulse of three questions, half a minute
OPTIONS = (3, 4)
TEXT, OPTION = 160, 80  # letters; decided: one screen of a small phone holds the question and its answers


class BadPulses(Exception):
    """The file does not say what it must; the sentence names the set and what is wrong."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question, its answers, and the place of the safe one; the last answer is "I do not know yet"."""

    text: str
    option: tuple[str, ...]
    safe: int


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """Three questions that go with some kits; `facts` are the dated facts that the safe answers rest on."""

    id: str
    title: str
    title_en: str
    kits: tuple[str, ...]
    facts: tuple[str, ...]
    questions: tuple[Question, ...]

    def named(self, language: str) -> str:
        """Return the title in the language of the page."""
        return self.title_en if language == "en" else self.title


def read(path: Path) -> tuple[QuestionSet, ...]:
    """Read the sets of a file; raises BadPulses."""
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
        sets = tuple(_set(row) for row in told["set"])
    except tomllib.TOMLDecodeError as problem:
        raise BadPulses(f"{path}: {problem}") from None
    except KeyError as missing:
        raise BadPulses(f"{path}: {missing} is missing") from None
    names = [each.id for each in sets]
    if len(set(names)) < len(names):
        raise BadPulses(f"{path}: a set is there twice")
    return sets


def _set(row: dict[str, Any]) -> QuestionSet:
    questions = questions_of(row["question"], row["id"])
    if len(questions) != QUESTIONS:
        raise BadPulses(f"set {row['id']}: {QUESTIONS} questions")
    if len({each.safe for each in questions}) == 1:
        raise BadPulses(f"set {row['id']}: the safe answer is always at the same place")
    return QuestionSet(
        row["id"], row["title"], row["title_en"], tuple(row["kit"]), tuple(row["facts"]), tuple(questions)
    )


def questions_of(rows: list[dict[str, Any]], named: str) -> tuple[Question, ...]:
    """Return questions as they are written, also those kept with a pulse. Raises BadPulses, KeyError."""
    found = tuple(Question(row["text"], tuple(row["option"]), row["safe"]) for row in rows)
    for each in found:
        if not OPTIONS[0] <= len(each.option) <= OPTIONS[1] or len(each.text) > TEXT:
            raise BadPulses(f"set {named}: {OPTIONS[0]} or {OPTIONS[1]} answers, {TEXT} letters: {each.text[:40]}")
        if any(len(option) > OPTION for option in each.option):
            raise BadPulses(f"set {named}: an answer has {OPTION} letters at most: {each.text[:40]}")
        if not 0 <= each.safe < len(each.option) - 1:
            raise BadPulses(f"set {named}: safe names an answer, not the last one: {each.text[:40]}")
    return found


@cache
def sets() -> tuple[QuestionSet, ...]:
    """Return the sets of this site."""
    return read(settings.CONTENT / "campaigns" / "pulses.toml")


def by_id(name: str) -> QuestionSet | None:
    """Return one set."""
    return next((each for each in sets() if each.id == name), None)


def for_kit(kit: str) -> QuestionSet | None:
    """Return the set that goes with a kit."""
    return next((each for each in sets() if kit in each.kits), None)
