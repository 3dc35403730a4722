"""From stored events to the learner's state: the same fold when an answer arrives and when all is replayed."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from hocvuso.core import mastery
from hocvuso.core.evidence import Task
from hocvuso.core.mastery import Evidence, Foreseen, Study
from hocvuso.core.scenario import scoring
from hocvuso.core.scenario.content import Scenario
from hocvuso.core.scenario.shorts import MODE, task_of
from hocvuso.core.state import LearnerState
from hocvuso.curriculum import queries
from hocvuso.learning.catalogue import Catalogue, first_task_of
from hocvuso.plumbing import clock
from hocvuso.practice import queries as practice

# assumed: a step that was only heard is worth a quarter of one that was read; product.md 5.2 gives watching nothing
# beside doing. Neither is an answer, so neither can ever master a skill.
WATCHED_SHARE = 0.25
PLAYED = ("scenario", "short")  # kinds of event that come from a simulator: with a log, and with what was lost


@dataclass(frozen=True, slots=True)
class Happened:
    """The part of a stored event that the model reads."""

    kind: str
    content_id: str
    version: str
    context: str
    score: float | None
    hints: int
    ms: int
    dont_know: bool
    at: datetime
    variant: str = ""  # of a step: the form in which it was read or heard
    batch: int = 0  # when it was received; 0 while it is not stored yet
    lost: tuple[str, ...] = ()  # of a simulator: the safety skills against which a danger speaks


def evidence(catalogue: Catalogue, event: Happened) -> Evidence | Study | None:
    """Return what one event says to the model, None when it says nothing (a hint, a claim, unknown content)."""
    day = clock.day_number(event.at)
    if event.kind in {"step_done", "watched"}:
        step = catalogue.curriculum.steps.get(event.content_id)
        if step is None or step.skill not in catalogue.graph.positions:
            return None
        share = WATCHED_SHARE if event.kind == "watched" else 1.0
        return Study(step.skill, day, share=share / len(catalogue.curriculum.lessons[step.lesson].steps))
    if event.kind not in {"answer", "first_task"}:
        return None
    item = queries.item(event.content_id, event.version or None)
    if item is None or item.skill not in catalogue.graph.positions:
        return None
    task = first_task_of(item) if event.kind == "first_task" else catalogue.task_at(item, event.batch)
    return Evidence(task, event.score, day, hints=event.hints, ms=event.ms, dont_know=event.dont_know)


def simulated(catalogue: Catalogue, event: Happened) -> list[Evidence]:
    """Return what a run of a simulator says: of the work, and of the safety skill where something was lost.

    Kept with the event are only score, hints and what was lost, so that a replay needs no log.
    """
    scenario = practice.scenario(event.content_id, event.version or None)
    if scenario is None or event.score is None:
        return []
    day, seed = clock.day_number(event.at), int(event.variant or 0)
    variant = scenario.variants[seed % len(scenario.variants)].id
    weight = scoring.weight_of(event.context, event.hints, is_lost=bool(event.lost))
    said = [(scenario.skill, event.score, weight)]
    said += [(skill, 0.0, scoring.DANGER_WEIGHT) for skill in event.lost]
    return [
        Evidence(_task(scenario, skill), score, day, variant=variant, weight=weighs)
        for skill, score, weighs in said
        if skill in catalogue.graph.positions
    ]


def decision(event: Happened) -> Evidence | None:
    """Return what a decision in a short form says of its skill, None where its scenario is gone or is another."""
    found = practice.short(event.content_id, event.version or None)
    if found is None:
        return None
    scenario, short = found
    variant = scenario.variants[int(event.variant or 0) % len(scenario.variants)].id
    return Evidence(
        task_of(scenario, short), event.score, clock.day_number(event.at), ms=event.ms, dont_know=event.dont_know,
        variant=variant, weight=scoring.weight_of(MODE, event.hints, is_lost=False),
    )  # fmt: skip


def _decided(catalogue: Catalogue, event: Happened) -> list[Evidence]:
    """Return the same, and of each other safety skill against which a danger speaks."""
    said = decision(event)
    if said is None:
        return []
    scenario = practice.scenario(event.content_id.partition("/")[0], event.version or None)
    lost = [skill for skill in event.lost if skill != said.task.skills[0]]
    dangers = [Evidence(_task(scenario, skill), 0.0, said.day, variant=said.variant) for skill in lost if scenario]
    found = [said, *dangers] if said.score is not None else dangers
    return [each for each in found if each.task.skills[0] in catalogue.graph.positions]


def _task(scenario: Scenario, skill: str) -> Task:
    return Task(scenario.id, (skill,), difficulty=scenario.difficulty, seconds=scenario.minutes * 60.0)


def folded(catalogue: Catalogue, state: LearnerState, event: Happened) -> tuple[LearnerState, Foreseen | None]:
    """Return the state after one event, and what had been expected of a marked answer."""
    if event.kind in PLAYED:
        for each in (simulated if event.kind == "scenario" else _decided)(catalogue, event):
            state = mastery.update(state, each)
        return state, None
    said = evidence(catalogue, event)
    if said is None:
        return state, None
    if isinstance(said, Study) or said.score is None:
        return mastery.update(state, said), None
    return mastery.update_foreseen(state, said)


def blank(catalogue: Catalogue) -> LearnerState:
    """Return the state of somebody of whom nothing is known."""
    return mastery.initial(catalogue.graph)


def key(person: uuid.UUID) -> bytes:
    """Return the sixteen bytes that key this learner's draws."""
    return person.bytes
