"""Which story everybody gets this week: a fixed round through all stories, so that none comes twice in one round.

The same week gives everybody the same story, so that people can talk about it. The round depends on the stories and the
seed alone: no history is kept, and a phone without a link would find the same one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from hocvuso.core.draw import Draw, fnv, mix

from .content import Scenario

FAMILY = "spot-the-scam"  # decided: scenarios whose id begins so hold the stories of the weekly drill
WEEK = 7  # days, by definition (ISO 8601: Monday to Sunday)
SEED = 7  # decided: any fixed number, the same on every page; another one would begin the round elsewhere


@dataclass(frozen=True, slots=True, order=True)
class Story:
    """One story: a scenario and the place of its variant in it, which is also the seed that deals it."""

    scenario: str
    place: int


def tells(scenario: Scenario, family: str = FAMILY) -> bool:
    """Tell whether the variants of a scenario are stories of the family."""
    return scenario.id == family or scenario.id.startswith(f"{family}-")


def stories(scenarios: Iterable[Scenario], family: str = FAMILY) -> tuple[Story, ...]:
    """Return every story of the scenarios of a family, in order of scenario and place."""
    mine = [each for each in scenarios if tells(each, family)]
    return tuple(sorted(Story(each.id, place) for each in mine for place in range(len(each.variants))))


def number(day: date) -> int:
    """Return the number of the ISO week of a day, counted on over years; weeks in a row have numbers in a row."""
    return (day.toordinal() - 1) // WEEK


def monday(week: int) -> date:
    """Return the first day of a week by its number."""
    return date.fromordinal(week * WEEK + 1)


def span(week: int) -> tuple[date, date]:
    """Return the first day of a week and the first day after it."""
    return monday(week), monday(week) + timedelta(days=WEEK)


def round_of(told: Iterable[Story], seed: int = SEED) -> tuple[Story, ...]:
    """Return all stories in the order in which the weeks go through them.

    Each scenario is spread evenly over the round, so neighbours differ as long as none has more than half of all
    stories; within a scenario the seed shuffles. The order in which the stories are given does not matter.
    """
    by_scenario: dict[str, list[Story]] = {}
    for story in sorted(set(told)):
        by_scenario.setdefault(story.scenario, []).append(story)
    placed: list[tuple[float, Story]] = []
    for rank, (name, own) in enumerate(by_scenario.items()):
        shift = (rank + 0.5) / len(by_scenario)
        order = Draw(mix(fnv(name.encode()) ^ mix(seed))).shuffle(len(own))
        placed += [((turn + shift) / len(own), own[place]) for turn, place in enumerate(order)]
    return tuple(story for _at, story in sorted(placed))


def story_of(week: int, told: Sequence[Story], seed: int = SEED) -> Story:
    """Return the story of a week. Raises ValueError when there is none to tell."""
    if not told:
        raise ValueError("a week needs one story at least")
    order = round_of(told, seed)
    return order[week % len(order)]
