"""The ten questions from which a plan is made: what may be answered, and the answers as a plan needs them.

Questions are data (`content/programmes`); their names are known here. Every question has a default, so that a plan
can be made from none of the answers, and an answer that cannot be read never takes the place of a readable one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from hocvuso.core import vntext

DAY, TEXT, NUMBER, CHOICE, CHOICES = "day", "text", "number", "choice", "choices"
KINDS = (DAY, TEXT, NUMBER, CHOICE, CHOICES)
IDS = ("ends_on", "head", "phones", "shift", "seats", "weekly", "group", "families", "wifi", "channels")
LONGEST_TEXT = 80  # letters of an answer in words; decided: an office and a name
SHORTEST_DAYS, LONGEST_DAYS = 28, 3 * 365  # decided: a month to do anything, a term to remember it
SHORT_YEAR = 90  # decided: days; with less left of the year a plan runs to the end of the next one
# What can be wrong with an answer.
NOT_A_DAY, TOO_EARLY, TOO_LATE, NOT_A_NUMBER, TOO_SMALL, TOO_LARGE, NOT_OFFERED = (
    "not_a_day", "too_early", "too_late", "not_a_number", "too_small", "too_large", "not_offered",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Option:
    """One answer that may be chosen; `class_at` is the time of day ("17:15") at which classes begin with it."""

    value: str
    text: str
    text_en: str
    class_at: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One question; `least` and `most` bound a number, `options` are those of a choice."""

    id: str
    step: int
    kind: str
    text: str
    text_en: str
    default: str
    hint: str = ""
    hint_en: str = ""
    least: int = 0
    most: int = 0
    options: tuple[Option, ...] = ()


def read(question: Question, typed: Sequence[str], start: date) -> tuple[str, str]:
    """Return (the answer as it is kept, what is wrong with it or ""); nothing typed is the default.

    `typed` are the values that a form sent under the name of the question, `start` is the first day of the plan.
    """
    texts = [text for each in typed if (text := vntext.clean(each))]
    if question.kind == CHOICES:
        offered = [each.value for each in question.options]
        kept = [each for each in offered if each in texts]
        return (",".join(kept) or question.default), ("" if set(texts) <= set(offered) else NOT_OFFERED)
    if not texts:
        return question.default, ""
    text = texts[0]
    if question.kind == DAY:
        return _day(text, start)
    if question.kind == NUMBER:
        return _number(question, text)
    if question.kind == CHOICE:
        offered = [each.value for each in question.options]
        return (text, "") if text in offered else (question.default, NOT_OFFERED)
    return text[:LONGEST_TEXT], ""


def _number(question: Question, text: str) -> tuple[str, str]:
    digits = text.replace(".", "").replace(" ", "")
    if not (digits.isascii() and digits.isdigit()):
        return question.default, NOT_A_NUMBER
    value = int(digits[:9])  # so that a slip of the keyboard is too large and not too long to read
    if value < question.least:
        return question.default, TOO_SMALL
    return (str(value), "") if value <= question.most else (question.default, TOO_LARGE)


def _day(text: str, start: date) -> tuple[str, str]:
    day = day_of(text)
    if day is None:
        return "", NOT_A_DAY
    if (day - start).days < SHORTEST_DAYS:
        return "", TOO_EARLY
    return (day.isoformat(), "") if (day - start).days <= LONGEST_DAYS else ("", TOO_LATE)


def day_of(text: str) -> date | None:
    """Return the day written as 31/12/2026, 31-12-2026, 31.12.2026 or 2026-12-31, None for anything else."""
    parts = text.strip().replace("-", "/").replace(".", "/").split("/")
    if len(parts) != 3 or not all(part.isascii() and part.isdigit() and len(part) <= 4 for part in parts):
        return None
    year, month, day = (int(part) for part in (parts if len(parts[0]) == 4 else reversed(parts)))
    try:
        return date(year, month, day)
    except ValueError:
        return None


def last_day(start: date) -> date:
    """Return the last day of a plan that nobody gave one: the end of the year, or of the next one if little is left."""
    end = date(start.year, 12, 31)
    return end if (end - start).days >= SHORT_YEAR else date(start.year + 1, 12, 31)


@dataclass(frozen=True, slots=True)
class Answers:
    """The ten answers as a plan needs them.

    `phones` of ten people have a smartphone; `seats` people fit into the room; `weekly` classes a week, from 1 to 3;
    `class_at` is the time of day at which they begin.
    """

    ends_on: date
    head: str
    phones: int
    shift: str
    seats: int
    weekly: int
    group: int
    families: int
    wifi: int
    channels: tuple[str, ...]
    class_at: str


def answers(questions: Sequence[Question], kept: Mapping[str, str], start: date) -> Answers:
    """Return the answers of a plan that begins on `start`; what was not answered, or cannot be read, is the default."""
    by_id = {each.id: each for each in questions}
    given = {name: read(by_id[name], _parts(by_id[name], kept.get(name, "")), start)[0] for name in IDS}
    shift = next((each for each in by_id["shift"].options if each.value == given["shift"]), None)
    return Answers(
        ends_on=day_of(given["ends_on"]) or max(last_day(start), start + timedelta(days=SHORTEST_DAYS)),
        head=given["head"], phones=int(given["phones"]), shift=given["shift"], seats=int(given["seats"]),
        weekly=int(given["weekly"]), group=int(given["group"]), families=int(given["families"]),
        wifi=int(given["wifi"]), channels=tuple(given["channels"].split(",")),
        class_at=shift.class_at if shift else "",
    )  # fmt: skip


def _parts(question: Question, kept: str) -> list[str]:
    return kept.split(",") if question.kind == CHOICES else [kept]
