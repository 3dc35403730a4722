"""The questions about oneself that the assistant can answer. A room adds its own with one `register(…)` when it starts.

An answer is computed from the asker's own data (or, for officials, from the queries of their pages) at the moment of
asking; nothing of it is kept.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from hocvuso.core.own_questions import Recogniser, learn


@dataclass(frozen=True, slots=True)
class Office:
    """Somebody signed in as an official, with a role or without, and the code of the unit that he is looking at."""

    official: uuid.UUID
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks: the person of the phone, and the official signed in on it; often only one of them, or nobody."""

    now: datetime
    person: uuid.UUID | None = None
    office: Office | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A button: what it says and where it leads."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Card:
    """An answer from somebody's own data; the first link does the next thing."""

    text: str
    lines: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    note: str = ""  # where it comes from and as of when


@dataclass(frozen=True, slots=True)
class OwnQuestion:
    """One question: its name, how people say it, who answers it; `not_this` are near ones that it must not take.

    `rules` widen the examples, see `core.own_questions.learn`.
    """

    name: str
    wordings: Sequence[str]
    answer: Callable[[Asker], Card]
    rules: Sequence[str] = ()
    not_this: Sequence[str] = ()
    is_for_officials: bool = False  # also says which examples are offered to whom


_questions: dict[str, OwnQuestion] = {}


def register(*questions: OwnQuestion) -> None:
    """Make questions answerable."""
    _questions.update({each.name: each for each in questions})
    recogniser.cache_clear()


def find(name: str) -> OwnQuestion | None:
    """Return a question by its name, or None."""
    return _questions.get(name)


def questions(*, for_officials: bool) -> list[OwnQuestion]:
    """Return the questions of officials, or those of everybody, in the order in which they were added."""
    return [each for each in _questions.values() if each.is_for_officials is for_officials]


@lru_cache(maxsize=1)
def recogniser() -> Recogniser:
    """Return what tells them apart."""
    examples = {name: tuple(each.wordings) for name, each in _questions.items()}
    examples[""] = tuple(text for each in _questions.values() for text in each.not_this)
    return learn(examples, {name: each.rules for name, each in _questions.items()})
