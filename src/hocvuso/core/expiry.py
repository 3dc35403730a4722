"""What in the curriculum holds for a time only: every dated record, when it is to be looked at again, what leans on it.

A fact has a day for its next check; a skill, a lesson or a card is looked at again on the day on which it expires.
"""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from .content import Card, Curriculum, Fact, Lesson, Skill, Source

EXPIRED, OVERDUE, SOON, LATER, FINE = "expired", "overdue", "within30", "within90", "fine"
STATES = (EXPIRED, OVERDUE, SOON, LATER, FINE)  # what is most pressing comes first
SOON_DAYS, LATER_DAYS = 30, 90  # decided: issue 5, part 6
FACT_KINDS = ("hotline", "rule", "law", "warning", "web", "app")
PART_KINDS = ("skill", "lesson", "card")
VERIFIED = "verified-from-source"


@dataclass(frozen=True, slots=True)
class Uses:
    """Ids of what leans on a record, in teaching order."""

    steps: tuple[str, ...] = ()
    cards: tuple[str, ...] = ()
    lessons: tuple[str, ...] = ()
    items: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """How many steps and cards show or need it."""
        return len(self.steps) + len(self.cards)


@dataclass(frozen=True, slots=True)
class Record:
    """One dated record; `kind` is one of FACT_KINDS or PART_KINDS."""

    id: str
    kind: str
    text: str
    owner: str
    checked_on: date
    next_check_on: date
    expires_on: date
    is_verified: bool
    skills: tuple[str, ...]
    sources: tuple[Source, ...] = ()
    uses: Uses = Uses()
    note: str = ""

    def state(self, today: date) -> str:
        """Return how pressing it is."""
        if self.expires_on < today:
            return EXPIRED
        if self.next_check_on <= today:
            return OVERDUE
        left = self.next_check_on - today
        if left <= timedelta(days=SOON_DAYS):
            return SOON
        return LATER if left <= timedelta(days=LATER_DAYS) else FINE

    def is_overdue(self, today: date) -> bool:
        """Tell whether its day has come or gone."""
        return self.state(today) in (EXPIRED, OVERDUE)


def records(curriculum: Curriculum, today: date) -> tuple[Record, ...]:
    """Return every dated record, the most pressing first: by state, by the day of the next check, by id."""
    leaning = uses_of_facts(curriculum)
    found = [_of_fact(fact, leaning.get(fact.id, Uses()), curriculum) for fact in curriculum.facts.values()]
    found += [_of_part("skill", skill, _of_skill(skill.id, curriculum)) for skill in curriculum.skills.values()]
    found += [_of_part("lesson", lesson, _of_lesson(lesson, curriculum)) for lesson in curriculum.lessons.values()]
    found += [_of_part("card", card, Uses(cards=(card.id,))) for card in curriculum.cards.values()]
    return tuple(sorted(found, key=lambda one: (STATES.index(one.state(today)), one.next_check_on, one.id)))


def uses_of_facts(curriculum: Curriculum) -> Mapping[str, Uses]:
    """Return what leans on each fact: steps and cards that name it, their lessons, and the items of those steps."""
    steps: dict[str, list[str]] = defaultdict(list)
    cards: dict[str, list[str]] = defaultdict(list)
    for step in curriculum.steps.values():
        for name in step.facts:
            steps[name].append(step.id)
    for card in curriculum.cards.values():
        for name in card.facts:
            cards[name].append(card.id)
    asking = items_by_step(curriculum)
    return {
        name: Uses(
            steps=tuple(steps[name]),
            cards=tuple(cards[name]),
            lessons=tuple(dict.fromkeys(step.partition("#")[0] for step in steps[name])),
            items=tuple(item for step in steps[name] for item in asking.get(step, ())),
        )
        for name in curriculum.facts
    }


def items_by_step(curriculum: Curriculum) -> Mapping[str, Sequence[str]]:
    """Return the items that ask about each step."""
    found: dict[str, list[str]] = defaultdict(list)
    for item in curriculum.items.values():
        found[item.step].append(item.id)
    return found


def counted(found: Iterable[Record], today: date) -> dict[str, int]:
    """Count records by state, those that nobody has verified at their source, and those overdue."""
    listed = list(found)
    states = [one.state(today) for one in listed]
    counts = {state: states.count(state) for state in STATES}
    return {**counts, "unverified": sum(not one.is_verified for one in listed), "records": len(listed)}


def _of_fact(fact: Fact, uses: Uses, curriculum: Curriculum) -> Record:
    skills = dict.fromkeys(step.partition("/")[0] for step in uses.steps)
    skills |= dict.fromkeys(curriculum.cards[card].skill for card in uses.cards)
    return Record(
        fact.id, fact.kind, fact.claim, fact.owner, fact.checked_on, fact.next_check_on, fact.expires_on,
        fact.confidence == VERIFIED, tuple(skills), fact.sources, uses, fact.note,
    )  # fmt: skip


def _of_part(kind: str, part: Skill | Lesson | Card, uses: Uses) -> Record:
    """Return a part as a record; it is verified once its review says so, which a draft does not."""
    skill = part.id if isinstance(part, Skill) else part.skill
    return Record(
        part.id, kind, part.title, part.owner, part.checked_on, part.expires_on, part.expires_on,
        part.status == "published", (skill,), uses=uses,
    )  # fmt: skip


def _of_lesson(lesson: Lesson, curriculum: Curriculum) -> Uses:
    asking = items_by_step(curriculum)
    steps = tuple(step.id for step in lesson.steps)
    return Uses(steps, (), (lesson.id,), tuple(item for step in steps for item in asking.get(step, ())))


def _of_skill(skill: str, curriculum: Curriculum) -> Uses:
    lessons = tuple(lesson.id for lesson in curriculum.lessons.values() if lesson.skill == skill)
    return Uses(lessons=lessons)


def months_after(day: date, months: int) -> date:
    """Return the same day `months` later, or the last day of that month."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
