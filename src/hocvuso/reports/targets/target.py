"""What a target is, and the measure behind it: two targets that count alike share one measure."""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import dataclass
from datetime import date

from django.utils import translation

from hocvuso.core.indicators import Course

EPOCH = date(1970, 1, 1)
PEOPLE, UNITS = "people", "units"
LONGEST_KEY = 120  # characters that the column of a measure takes


def day_index(day: date) -> int:
    """Return a calendar day as the core counts it: days since 1970-01-01."""
    return (day - EPOCH).days


@dataclass(frozen=True, slots=True)
class Measure:
    """What is counted of a unit: its people of an audience who have mastered the skills, or the unit itself.

    `device_skill` is asked for only where the unit has said that it has such devices.
    """

    counts: str  # people | units
    audience: str = ""  # of people, empty: everybody; of units a fact of `movement`, empty: connected
    skills: tuple[str, ...] = ()
    device_skill: str = ""

    @property
    def key(self) -> str:
        """The name under which its counts are kept: readable, and a digest where the list is long."""
        if self.counts == UNITS:
            return f"{UNITS}|{self.audience}" if self.audience else UNITS
        text = f"{self.audience or 'all'}|{','.join(sorted(self.skills))}|{self.device_skill}"
        if len(text) <= LONGEST_KEY:
            return text
        return f"{self.audience}|{hashlib.sha256(text.encode()).hexdigest()[:32]}"


EVERYBODY = Measure(PEOPLE)  # counts people, invitations and beginnings, whatever somebody works as


@dataclass(frozen=True, slots=True)
class Target:
    """One target as it reads on a day: which share of whom must have reached what by when."""

    id: str
    titles: tuple[str, str]  # Vietnamese, English
    counts: str  # people | units
    audience: str
    share: float
    skills: tuple[str, ...]
    since: date
    deadline: date
    rules: tuple[str, str]
    origin: str
    valid_from: date = date.min
    valid_to: date | None = None
    device_skill: str = ""
    plans: tuple[str, str] = ("", "")  # how the plan of the movement says it
    unit: uuid.UUID | None = None  # whose subtree it holds for; None: the whole site
    made_by: str = ""

    @property
    def title(self) -> str:
        """Whom the target counts, in the language of the page."""
        return self._in_language(self.titles)

    @property
    def rule(self) -> str:
        """What "reached" means, in the language of the page."""
        return self._in_language(self.rules)

    @property
    def plan(self) -> str:
        """How the plan of the movement says it, in the language of the page."""
        return self._in_language(self.plans)

    @property
    def course(self) -> Course:
        """The even way from nothing on the first day to the share on the deadline."""
        return Course(self.share, day_index(self.since), day_index(self.deadline))

    @property
    def measure(self) -> Measure:
        """What is counted for it."""
        return Measure(self.counts, self.audience, self.skills, self.device_skill)

    @staticmethod
    def _in_language(words: tuple[str, str]) -> str:
        return words[translation.get_language() == "en"] or words[0]
