"""What a contest is made of, as data: from a ready-made one (`content/contests/*.toml`) or from a form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

# Decided, by what union contests ask (design, product.md 7.5: three weeks, two attempts, 20 questions, 20 minutes)
# with room.
MOST_ROUNDS, MOST_ATTEMPTS, MOST_QUESTIONS, MOST_MINUTES, MOST_PRIZES = 12, 5, 50, 120, 100
YOUNGEST = 16  # decided: nobody under 16 is ranked (design, trust.md)
PER_SKILL = 2  # decided: a pool has twice the questions of one paper at least, else everybody gets the same


@dataclass(frozen=True, slots=True)
class Prize:
    """So many prizes of one name, and what is given, in words."""

    name: str
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Setup:
    """The rules of a contest. `simulators` of the `questions` of a paper are simulators, played alone."""

    title: str
    about: str
    skills: tuple[str, ...]
    questions: int
    minutes: int
    attempts: int
    simulators: int
    guess: str
    prizes: tuple[Prize, ...]
    rounds: int
    days: int  # how long a round lasts


@dataclass(frozen=True, slots=True)
class Span:
    """When a round is open."""

    opens: datetime
    closes: datetime


class BadSetup(ValueError):
    """A contest that cannot be held so; the first argument is the name of the field."""


def read(raw: Mapping[str, Any]) -> Setup:
    """Return the setup in a file of `content/contests`. Raises BadSetup with the name of the field."""
    try:
        prizes = tuple(Prize(str(each["name"]), int(each["number"]), str(each["text"])) for each in raw["prize"])
        found = Setup(
            str(raw["title"]).strip(), str(raw["about"]).strip(), tuple(str(each) for each in raw["skills"]),
            int(raw["questions"]), int(raw["minutes"]), int(raw["attempts"]), int(raw["simulators"]),
            str(raw["guess"]).strip(), prizes, int(raw["rounds"]), int(raw["days"]),
        )  # fmt: skip
    except KeyError as missing:
        raise BadSetup(str(missing.args[0])) from None
    except (TypeError, ValueError):
        raise BadSetup("number") from None
    wrong = faults(found)
    if wrong:
        raise BadSetup(wrong[0])
    return found


def faults(setup: Setup) -> list[str]:
    """Return the names of the fields that are missing or out of range."""
    broken = {
        "title": not setup.title,
        "skills": not setup.skills,
        "questions": not 1 <= setup.questions <= MOST_QUESTIONS,
        "minutes": not 1 <= setup.minutes <= MOST_MINUTES,
        "attempts": not 1 <= setup.attempts <= MOST_ATTEMPTS,
        "simulators": not 0 <= setup.simulators <= setup.questions,
        "rounds": not 1 <= setup.rounds <= MOST_ROUNDS,
        "days": not 1 <= setup.days <= 31,
        "guess": not setup.guess,
        "prize": not all(each.name and 1 <= each.number <= MOST_PRIZES for each in setup.prizes),
    }
    return [name for name, is_wrong in broken.items() if is_wrong]


def weekly(first: datetime, setup: Setup) -> list[Span]:
    """Return the rounds: one follows the other, each `days` days long, the first from `first` on."""
    length = timedelta(days=setup.days)
    return [Span(first + length * number, first + length * (number + 1)) for number in range(setup.rounds)]


def is_in_order(spans: Sequence[Span]) -> bool:
    """Tell whether each round closes after it opens, and none opens before the one before it has closed."""
    for number, each in enumerate(spans):
        if each.closes <= each.opens or (number and each.opens < spans[number - 1].closes):
            return False
    return bool(spans)


def is_too_young(birth: str, day: date) -> bool:
    """Tell whether somebody born on `birth` (an ISO day, or only the year) is certainly under `YOUNGEST` on `day`."""
    year, rest = int(birth[:4]), birth[5:]
    if day.year - year != YOUNGEST or not rest:
        return day.year - year < YOUNGEST
    return f"{day:%m-%d}" < rest
