"""Ways to choose the next activity: ours as the product uses it, and peers over Bayesian knowledge tracing.

The peers know the means of the rates from which the invented learners are drawn, as if fitted to thousands of them;
ours knows nothing of the world. All see the same: marked answers, days, prerequisites, the planned minutes.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from hocvuso.core.catalogue import Catalogue, Context, Kind, Past
from hocvuso.core.draw import draw_for
from hocvuso.core.evidence import Event, Evidence, Study
from hocvuso.core.mastery import update
from hocvuso.core.session import compose
from hocvuso.core.state import initial
from hocvuso.evaluation.bkt_world import DAY_MINUTES, DEEPER, Population

MASTERED = 0.95  # published: cognitive tutors, CTAT, OATutor
STUCK = 3  # assumed: wrong answers since the last lesson after which a peer gives the skill's next lesson
RECENT = 30  # as the product's trail
RECENT_KINDS = 5  # as the product's trail


@dataclass(frozen=True, slots=True)
class Deed:
    """A task of the bank (`row`), or `steps` of a lesson (`row` among the lessons)."""

    row: int
    steps: int = 0

    @property
    def is_lesson(self) -> bool:
        """Tell whether it is (a part of) a lesson."""
        return self.steps > 0


class Policy(Protocol):
    """Chooses for one learner; a new one for each life."""

    def choose(self, day: int) -> Deed | None:
        """Return what comes next, None when nothing is to be done that day."""

    def told(self, deed: Deed, right: bool | None, day: int) -> None:
        """Learn what came of it; `right` is None for a lesson."""


Maker = Callable[[Catalogue, Population, str], Policy]


class Ours:
    """The product: a session of ten minutes is composed, done part by part, and followed by the next one."""

    def __init__(self, catalogue: Catalogue, population: Population, learner: str) -> None:
        del population  # known to the peers only
        self.catalogue = catalogue
        self.state = initial(catalogue.graph)
        self._key = random.Random(learner).randbytes(16)
        self._lessons: set[str] = set()
        self._steps: dict[str, int] = {}
        self._tasks: list[str] = []
        self._kinds: list[Kind] = []
        self._count = 0
        self._streaks: dict[str, int] = {}
        self._ahead: list[tuple[Deed, Kind]] = []
        self._composed_on = 0
        self._kind = Kind.PRACTICE

    def choose(self, day: int) -> Deed | None:
        """Return the next part of the session; a new session when it is over or another day has come."""
        if not self._ahead or day != self._composed_on:
            self._ahead, self._composed_on = self._session(day), day
        if not self._ahead:
            return None
        deed, self._kind = self._ahead.pop(0)
        return deed

    def told(self, deed: Deed, right: bool | None, day: int) -> None:
        """Fold the events into the state, step by step as the product does, and keep the trail."""
        if right is None:
            self._studied(deed, day)
            return
        task = self.catalogue.bank.tasks[deed.row]
        self.fold(Evidence(task, float(right), day))
        self._tasks = [*(one for one in self._tasks if one != task.id), task.id][-RECENT:]
        self._kinds = [*self._kinds, self._kind][-RECENT_KINDS:]
        self._count += 1
        before = self._streaks.get(task.skills[0], 0)
        self._streaks[task.skills[0]] = max(before, 0) + 1 if right else min(before, 0) - 1

    def fold(self, event: Event) -> None:
        """Let the state hear of an answer or of a step read."""
        self.state = update(self.state, event)

    def _studied(self, deed: Deed, day: int) -> None:
        lesson = self.catalogue.lessons[deed.row]
        for _ in range(deed.steps):
            self.fold(Study(lesson.skill, day, share=1.0 / lesson.steps))
        done = self._steps.pop(lesson.id, 0) + deed.steps
        if done < lesson.steps:
            self._steps[lesson.id] = done
        else:
            self._lessons.add(lesson.id)
            self._streaks.pop(lesson.skill, None)

    @property
    def answered(self) -> int:
        """How many tasks were answered."""
        return self._count

    def past(self) -> Past:
        """Return what the planner remembers of this learner."""
        return Past(
            lessons_done=frozenset(self._lessons),
            steps_done=dict(self._steps),
            recent_tasks=tuple(self._tasks),
            recent_kinds=tuple(self._kinds),
            activities=self._count,
            streaks=self._streaks,
        )

    def context(self, day: int) -> Context:
        """Return the moment as the planner sees it."""
        return Context(day=day, minutes=DAY_MINUTES)

    def _session(self, day: int) -> list[tuple[Deed, Kind]]:
        draw = draw_for(self._key, self.state.events)
        composed = compose(self.state, self.catalogue, self.past(), self.context(day), draw)
        found = []
        for each in composed.parts:
            if each.activity and each.activity.steps:
                row = self.catalogue.lesson_rows[each.activity.id]
                found.append((Deed(row, each.activity.steps), Kind.LESSON))
            elif each.activity:
                found.append((Deed(self.catalogue.bank.rows[each.activity.id]), each.activity.kind))
        return found


class Tracer:
    """Bayesian knowledge tracing with the means of the population, and what every peer keeps besides.

    A lesson counts as a chance to learn of its own; nothing is forgotten, as in the tutors that use it.
    """

    def __init__(self, catalogue: Catalogue, population: Population, learner: str) -> None:
        self.catalogue, self.population = catalogue, population
        self.chance = random.Random(f"policy {learner}")
        graph = catalogue.graph
        self.p = [0.0] * len(graph)
        for place in graph.topological:
            basis = 1.0
            for other in graph.prerequisites[place]:
                basis *= self.p[other]
            self.p[place] = population.prior * (basis + DEEPER * (1.0 - basis))
        self.lessons: list[list[int]] = [[] for _ in self.p]
        for row, place in enumerate(catalogue.lesson_place.tolist()):
            self.lessons[place].append(row)
        self.tasks: list[list[int]] = [[] for _ in self.p]
        for row in self.chance.sample(range(len(catalogue.bank.tasks)), len(catalogue.bank.tasks)):
            self.tasks[int(catalogue.bank.main[row])].append(row)
        self.wrong = [0] * len(self.p)
        self.begun = [False] * len(self.p)
        self.last = [0] * len(self.p)
        self.count = 0
        self.rank = {place: number for number, place in enumerate(graph.topological)}

    def told(self, deed: Deed, right: bool | None, day: int) -> None:
        """Take in what happened: evidence first, then the chance to learn."""
        del day
        learnt, place = self.population.by_lesson, self.place_of(deed, right)
        if right is not None:
            learnt, p = self.population.by_task, self.p[place]
            slip, guess = self.population.slip, self.population.guess
            knows, guesses = (1.0 - slip, guess) if right else (slip, 1.0 - guess)
            self.p[place] = p * knows / (p * knows + (1.0 - p) * guesses)
            self.wrong[place] += not right
        self.p[place] += (1.0 - self.p[place]) * learnt
        self.begun[place], self.count = True, self.count + 1
        self.last[place] = self.count

    def place_of(self, deed: Deed, right: bool | None) -> int:
        """Return the skill of a deed; `right` is None for a lesson."""
        return int(self.catalogue.lesson_place[deed.row] if right is None else self.catalogue.bank.main[deed.row])

    def open_skills(self) -> list[int]:
        """Return the skills that are not mastered, those whose needs are mastered if there are any."""
        waiting = [place for place, p in enumerate(self.p) if p < MASTERED]
        needs = self.catalogue.graph.prerequisites
        return [place for place in waiting if all(self.p[other] >= MASTERED for other in needs[place])] or waiting

    def oldest(self) -> int:
        """Return the skill practised longest ago: what is left when all are mastered."""
        return min(range(len(self.p)), key=lambda place: self.last[place])

    def of_skill(self, place: int) -> Deed:
        """Return the next activity of a skill: its lesson at the start and when stuck, else its oldest task."""
        if self.lessons[place] and (not self.begun[place] or self.wrong[place] >= STUCK):
            self.wrong[place] = 0
            row = self.lessons[place].pop(0)
            return Deed(row, self.catalogue.lessons[row].steps)
        row = self.tasks[place].pop(0)
        self.tasks[place].append(row)
        return Deed(row)


class Linear(Tracer):
    """Teaching order, one skill after the other, each until it is mastered."""

    def choose(self, day: int) -> Deed | None:
        """Return the next activity."""
        del day
        found = self.open_skills()
        return self.of_skill(self.pick(found) if found else self.oldest())

    def pick(self, found: list[int]) -> int:
        """Return the skill that comes next."""
        return min(found, key=lambda place: self.rank[place])


class MostMissing(Linear):
    """CTAT, OATutor: the problem with the largest sum of missing mastery; each of ours has one skill."""

    def pick(self, found: list[int]) -> int:
        """Return the skill least mastered."""
        return min(found, key=lambda place: (self.p[place], place))


class LeastMissing(Linear):
    """CTAT's other rule: the problem with the smallest sum of missing mastery that is not 0."""

    def pick(self, found: list[int]) -> int:
        """Return the skill most nearly mastered."""
        return min(found, key=lambda place: (-self.p[place], place))


class ByChance(Linear):
    """Any skill that is not mastered."""

    def open_skills(self) -> list[int]:
        """Return all skills that are not mastered: chance knows no order."""
        return [place for place, p in enumerate(self.p) if p < MASTERED]

    def pick(self, found: list[int]) -> int:
        """Return one of them."""
        return self.chance.choice(found)


class Progress(Linear):
    """ZPDES, much simplified (Clement et al. 2015): draw among open skills by the recent rise of success in each."""

    window, curiosity = 4, 0.1  # assumed: answers compared; share drawn evenly

    def __init__(self, catalogue: Catalogue, population: Population, learner: str) -> None:
        super().__init__(catalogue, population, learner)
        self.history: list[list[float]] = [[] for _ in self.p]

    def told(self, deed: Deed, right: bool | None, day: int) -> None:
        """Keep the answers of each skill."""
        super().told(deed, right, day)
        if right is not None:
            self.history[int(self.catalogue.bank.main[deed.row])].append(float(right))

    def pick(self, found: list[int]) -> int:
        """Return a skill, likelier one in which success has risen."""
        return self.chance.choices(found, [self.curiosity + self._rise(self.history[place]) for place in found])[0]

    def _rise(self, answers: list[float]) -> float:
        recent = answers[-self.window :]
        half = len(recent) // 2
        if not half:
            return 0.5  # assumed: a skill not tried yet looks promising
        return max(sum(recent[half:]) / (len(recent) - half) - sum(recent[:half]) / half, 0.0)


PEERS: dict[str, Maker] = {
    "linear": Linear,
    "most_missing": MostMissing,
    "least_missing": LeastMissing,
    "zpdes": Progress,
    "random": ByChance,
}
