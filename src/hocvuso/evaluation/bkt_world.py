"""Invented learners whose minds are not our model: Bayesian knowledge tracing with forgetting, a learner's own rates.

A skill is known or not (Corbett and Anderson 1995). A lesson or a task may make it known, less likely while something
that it needs is not known; days without practice may undo it. There are no abilities, no curves of forgetting and no
item response theory here, and nothing of it was fitted to people or to our model.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass

from hocvuso.core.catalogue import Catalogue

FIRST_DAY = 20_786  # decided: any day does; 29 November 2026
DAY_MINUTES = 10.0  # decided: the longest break that the product offers
PAUSES = (1, 1, 2, 3)  # assumed: days from one session to the next
WITHOUT_BASIS = 0.25  # assumed: chance to learn a skill while something that it needs is unknown, against usual
DEEPER = 0.25  # assumed: chance to know a skill from the start while something that it needs is unknown, against usual
UNTAUGHT = 0.5  # assumed: chance to learn a skill by a task before any of its lessons, against usual
HARDNESS = 0.5  # assumed: logits by which an item one unit harder is answered right less often
FEEDBACK = 0.25  # assumed: minutes for reading why an answer was wrong


@dataclass(frozen=True, slots=True)
class Person:
    """One learner's rates. Chances, but `forget` (a day, before any practice) and `pace` (minutes for one planned)."""

    number: str
    prior: float
    by_lesson: float
    by_task: float
    guess: float
    slip: float
    forget: float
    pace: float


@dataclass(frozen=True, slots=True)
class Population:
    """How people differ: means of the rates, all assumed but within what fits of BKT to classrooms report.

    A chance is drawn from a beta distribution of `weight` (more: people differ less), `forget` and `pace` from
    log-normal ones.
    """

    prior: float = 0.3
    by_lesson: float = 0.5
    by_task: float = 0.15
    guess: float = 0.2
    slip: float = 0.1
    forget: float = 0.004
    pace: float = 1.0
    weight: float = 20.0
    prior_weight: float = 5.0
    forget_spread: float = 0.6
    pace_spread: float = 0.35

    def person(self, seed: int, number: int) -> Person:
        """Draw one learner; the same for the same seed and number."""
        chance = random.Random(f"person {seed} {number}")
        prior = _beta(chance, self.prior, self.prior_weight)
        lesson, task, guess, slip = (
            _beta(chance, mean, self.weight) for mean in (self.by_lesson, self.by_task, self.guess, self.slip)
        )
        forget = self.forget * math.exp(chance.gauss(0.0, self.forget_spread))
        pace = self.pace * math.exp(chance.gauss(0.0, self.pace_spread))
        return Person(f"{seed} {number}", prior, lesson, task, guess, slip, forget, pace)


def _beta(chance: random.Random, mean: float, weight: float) -> float:
    return chance.betavariate(weight * mean, weight * (1.0 - mean))


class Life:
    """What one learner knows as the days go by. Every policy meets the same person with the same luck.

    Luck is drawn skill by skill, so that the n-th lesson, answer or night of a skill turns out alike whoever chose it.
    """

    def __init__(self, person: Person, catalogue: Catalogue) -> None:
        self.person, self.catalogue = person, catalogue
        self.day, self.minutes, self.today = FIRST_DAY, 0.0, 0.0
        needs, places = catalogue.graph.prerequisites, range(len(catalogue.graph))
        self.known = [False] * len(needs)
        self.practised = [0] * len(needs)
        self.taught = [False] * len(needs)
        self._needs = needs
        self._learning = [random.Random(f"learning {person.number} {place}") for place in places]
        self._answers = [random.Random(f"answers {person.number} {place}") for place in places]
        self._nights = [random.Random(f"nights {person.number} {place}") for place in places]
        self._pauses = random.Random(f"pauses {person.number}")
        start = random.Random(f"start {person.number}")
        for place in catalogue.graph.topological:
            self.known[place] = start.random() < person.prior * (1.0 if self._has_basis(place) else DEEPER)

    @property
    def share_known(self) -> float:
        """Return the share of all skills that are truly known now."""
        return sum(self.known) / len(self.known)

    def study(self, place: int, share: float, minutes: float) -> None:
        """Go through a share of a lesson of so many planned minutes."""
        self._took(minutes)
        self._may_learn(place, 1.0 - (1.0 - self.person.by_lesson) ** share)
        self.taught[place] = True

    def chance(self, row: int) -> float:
        """Return the true chance of a right answer to one task of the bank."""
        bank = self.catalogue.bank
        chance = 1.0 - self.person.slip if self.known[int(bank.main[row])] else self.person.guess
        odds = math.log(chance / (1.0 - chance)) - HARDNESS * float(bank.difficulty[row])
        return 1.0 / (1.0 + math.exp(-odds))

    def answer(self, row: int) -> bool:
        """Answer one task of the bank, read why, and tell whether it was right."""
        bank = self.catalogue.bank
        place = int(bank.main[row])
        right = self._answers[place].random() < self.chance(row)
        self._took(float(bank.seconds[row]) / 60.0 + (0.0 if right else FEEDBACK))
        self.practised[place] += right and self.known[place]
        self._may_learn(place, self.person.by_task * (1.0 if self.taught[place] else UNTAUGHT))
        return right

    def rest(self) -> None:
        """Come back on another day; known skills may be forgotten, the less the more often they were practised."""
        days = self._pauses.choice(PAUSES)
        self.day, self.today = self.day + days, 0.0
        for place, night in enumerate(self._nights):
            kept = math.exp(-self.person.forget * days / (1.0 + self.practised[place]))
            if night.random() > kept:
                self.known[place] = False

    def _took(self, planned: float) -> None:
        self.minutes += planned * self.person.pace
        self.today += planned * self.person.pace

    def _has_basis(self, place: int) -> bool:
        return all(self.known[other] for other in self._needs[place])

    def _may_learn(self, place: int, chance: float) -> None:
        luck = self._learning[place].random()
        if luck < chance * (1.0 if self._has_basis(place) else WITHOUT_BASIS):
            self.known[place] = True
