"""The ten questions and the template of the movement: read once from `content/programmes`, checked, handed out."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from hocvuso.core.programmes import answers
from hocvuso.core.programmes.answers import Option, Question
from hocvuso.core.programmes.plan import GOAL, PEOPLE, GoalTemplate, TaskTemplate

ORIGINS = ("official", "reported", "our-default")
NUMBERS = ("people", "goal_people", "devices", "sessions", "posts", "group", "groups", "families", "wifi", "units")
CONDITIONS = ("", "upper", *NUMBERS)


class BadTemplate(Exception):
    """The file does not say what it must; the sentence names the place and what is missing."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where something in the template comes from, and what it says there in our words."""

    title: str
    address: str
    read_on: date
    says: str


@dataclass(frozen=True, slots=True)
class Library:
    """Everything of the file."""

    owner: str
    checked_on: date
    expires_on: date
    is_draft: bool
    questions: tuple[Question, ...]
    id: str
    titles: tuple[str, str]  # Vietnamese, English
    about: tuple[str, str]
    origin: str
    bases: tuple[str, ...]
    aims: tuple[str, ...]
    owners: Mapping[str, str]
    goals: tuple[GoalTemplate, ...]
    sources: tuple[Source, ...]
    yearly_off: tuple[tuple[int, int], ...]
    away: tuple[tuple[date, date], ...]

    @property
    def steps(self) -> int:
        """How many pages the questions take."""
        return max(each.step for each in self.questions)


def read(path: Path) -> Library:
    """Read the file; raises BadTemplate with a sentence for whatever is missing or not known to the code."""
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
        found = _library(told)
    except tomllib.TOMLDecodeError as problem:
        raise BadTemplate(f"{path}: {problem}") from None
    except KeyError as missing:
        raise BadTemplate(f"{path}: {missing} is missing") from None
    _check(found, path)
    return found


def _library(told: Mapping[str, Any]) -> Library:
    template = told["template"]
    return Library(
        told["owner"], told["checked_on"], told["expires_on"], told["status"] != "published",
        tuple(_question(row) for row in told["question"]), template["id"], (template["title"], template["title_en"]),
        (template["about"], template["about_en"]), template["origin"], tuple(template["bases"]),
        tuple(template["aims"]), told["owners"], tuple(_goal(row) for row in told["goal"]),
        tuple(Source(row["title"], row["address"], row["read_on"], row["says"]) for row in told["source"]),
        tuple((int(each[:2]), int(each[3:])) for each in told["days_off"]),
        tuple((row["from"], row["to"]) for row in told.get("away", [])),
    )  # fmt: skip


def _question(row: Mapping[str, Any]) -> Question:
    options = tuple(
        Option(each["value"], each["text"], each["text_en"], each.get("class_at", ""))
        for each in row.get("options", [])
    )
    return Question(
        row["id"], row["step"], row["kind"], row["text"], row["text_en"], row["default"], row.get("hint", ""),
        row.get("hint_en", ""), row.get("least", 0), row.get("most", 0), options,
    )  # fmt: skip


def _goal(row: Mapping[str, Any]) -> GoalTemplate:
    tasks = tuple(
        TaskTemplate(
            each["id"], each["title"], each["title_en"], each["owner"], float(each["at"]), each.get("measure", ""),
            each.get("wanted", ""), each.get("needs", ""),
        )
        for each in row["task"]
    )  # fmt: skip
    return GoalTemplate(row["id"], row["title"], row["title_en"], row["origin"], tasks)


def _check(found: Library, path: Path) -> None:
    ids = tuple(each.id for each in found.questions)
    if ids != answers.IDS:
        raise BadTemplate(f"{path}: the questions are {', '.join(answers.IDS)}, in this order")
    for each in found.questions:
        if each.kind not in answers.KINDS:
            raise BadTemplate(f"{path}: question {each.id}: no such kind: {each.kind}")
        if answers.read(each, each.default.split(","), found.checked_on)[1]:
            raise BadTemplate(f"{path}: question {each.id}: the default cannot be an answer")
    if any(each not in ORIGINS for each in (found.origin, *(goal.origin for goal in found.goals))):
        raise BadTemplate(f"{path}: an origin is one of {', '.join(ORIGINS)}")
    for task in (task for goal in found.goals for task in goal.tasks):
        _check_task(task, found.owners, path)


def _check_task(task: TaskTemplate, owners: Mapping[str, str], path: Path) -> None:
    if task.owner != "head" and task.owner not in owners:
        raise BadTemplate(f"{path}: task {task.id}: no such owner: {task.owner}")
    if not 0 <= task.at <= 1:
        raise BadTemplate(f"{path}: task {task.id}: `at` is a share of the period, 0 to 1")
    if task.wanted and task.wanted not in NUMBERS and not task.wanted.startswith(GOAL):
        raise BadTemplate(f"{path}: task {task.id}: no such number: {task.wanted}")
    if task.needs not in CONDITIONS and not task.needs.startswith(PEOPLE):
        raise BadTemplate(f"{path}: task {task.id}: no such condition: {task.needs}")


@cache
def library() -> Library:
    """Return the questions and the template of this site."""
    return read(settings.CONTENT / "programmes" / "movement.toml")


def question(name: str) -> Question:
    """Return one question by its id."""
    return next(each for each in library().questions if each.id == name)
