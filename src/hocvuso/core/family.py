"""Digital Workers' Families: who must agree to what at which age, and when a family may be recognised.

The rule of recognition is data with a first day (`content/framework/families.toml`, or a later word of a union). It is
met or not yet met; nothing here, and so nothing above, has a state for a family that lacks something or for a person
who lives alone. Where somebody lives is no part of it: living apart counts.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable
from dataclasses import dataclass
from datetime import date

MOST_RELATIVES = 6  # decided: product.md 52 and the issue, one supporter and 1 to 6 relatives
ADULT_FROM = 16  # years; decided: trust.md 4.2, "Family"
OWN_WORD_FROM = 7  # years; published: a child of 7 or more is asked too (vietnam.md 4, children)
ADULT, CHILD, SMALL = "adult", "child", "small"
OWN, GUARDIAN = "own", "guardian"
# What the supporter may see of a relative, from nothing on; each holds what stands before it.
NOTHING, TASK, PROGRESS = "nothing", "task", "progress"
SHARES = (NOTHING, TASK, PROGRESS)


def band(born_in: int | None, on: date) -> str:
    """Return ADULT, CHILD or SMALL; `born_in` is a year, None for whoever said that he is 16 or more.

    Only the year is asked, so of the two ages it allows the one is taken that protects more: nobody is ADULT before he
    surely is, and whoever may be 7 already is asked himself.
    """
    if born_in is None:
        return ADULT
    oldest = on.year - born_in
    if oldest - 1 >= ADULT_FROM:
        return ADULT
    return CHILD if oldest >= OWN_WORD_FROM else SMALL


def words_needed(age: str) -> frozenset[str]:
    """Return whose yes is needed: the person's own, the guardian's, or both."""
    return {ADULT: frozenset({OWN}), CHILD: frozenset({OWN, GUARDIAN}), SMALL: frozenset({GUARDIAN})}[age]


def has_agreed(age: str, said: Collection[str]) -> bool:
    """Tell whether everybody who must agree has said yes; `said` are those whose last word is yes."""
    return words_needed(age) <= set(said)


@dataclass(frozen=True, slots=True)
class Rule:
    """When a family may be recognised, from a day on: which skills one of them has, how new a relative's task is."""

    valid_from: date
    skills: tuple[str, ...]
    task_days: int  # a task done so many days ago still counts

    def __post_init__(self) -> None:
        """Refuse a rule that everybody or nobody meets."""
        if not self.skills or self.task_days < 1:
            raise ValueError("a rule names one skill or more, and one day or more")


def in_force(rules: Iterable[Rule], on: date) -> Rule | None:
    """Return the newest rule that has begun, None before the first."""
    return max((each for each in rules if each.valid_from <= on), key=lambda each: each.valid_from, default=None)


@dataclass(frozen=True, slots=True)
class Member:
    """One person of a family, as far as he lets it count: without his consent neither of the two facts is here."""

    key: Hashable
    is_relative: bool
    has_skills: bool = False  # all skills of the rule
    task_on: date | None = None  # the last day on which he did a small task himself


@dataclass(frozen=True, slots=True)
class Found:
    """What of the rule is there already."""

    has_skilled: bool
    has_task: bool
    is_met: bool


def find(rule: Rule, members: Iterable[Member], on: date) -> Found:
    """Return what of a rule a family has on a day: somebody with the skills, and a relative other than him with a task.

    Two people are needed, because help is what is recognised. Another member, skill or task never takes anything away.
    """
    everybody = list(members)
    skilled = {each.key for each in everybody if each.has_skills}
    helped = {
        each.key
        for each in everybody
        if each.is_relative and each.task_on is not None and 0 <= (on - each.task_on).days <= rule.task_days
    }
    return Found(bool(skilled), bool(helped), any(skilled - {each} for each in helped))
