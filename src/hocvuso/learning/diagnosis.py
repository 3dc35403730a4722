"""The entry test, quick or in full: which task comes next is a pure function of the events so far, so it can always
go on where it was left, on any phone; and what it found, with what is too little known to say.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from hocvuso.core import claim, placement
from hocvuso.core.content import Item
from hocvuso.core.draw import draw_for
from hocvuso.core.mastery import Evidence
from hocvuso.core.placement import Finding, NextTask, Progress
from hocvuso.core.scenario.content import Scenario, Short
from hocvuso.core.scenario.shorts import seed_of
from hocvuso.core.state import LearnerState
from hocvuso.learning import actions, fold, goals, store
from hocvuso.learning.catalogue import Catalogue
from hocvuso.learning.catalogue import current as current_catalogue
from hocvuso.people import queries as people
from hocvuso.plumbing import clock
from hocvuso.practice import queries as practice

QUICK, FULL = "placement", "full"  # contexts of events
AGAIN = timedelta(days=30)  # decided: somebody who has learnt for a month may take the full test once more


WAYS = 1000  # decided: ways of dealing a short form, so that neighbours do not see the same names


@dataclass(frozen=True, slots=True)
class Posed:
    """A short form of a simulator, and the seed that deals it."""

    scenario: Scenario
    short: Short
    seed: int


Claims = Callable[[uuid.UUID], Mapping[str, float]]
_claims: list[Claims] = []


def claimed_by(source: Claims) -> None:
    """Register a room above that knows what somebody brings from elsewhere: by skill, how much it weighs (0…1)."""
    _claims.append(source)


def _with_claims(state: LearnerState, person: uuid.UUID) -> LearnerState:
    """Return the belief with what he brings from elsewhere, for this test alone: nothing of it is stored."""
    weights: dict[str, float] = {}
    for source in _claims:
        for skill, weight in source(person).items():
            weights[skill] = max(weights.get(skill, 0.0), weight)
    return claim.with_claims(state, weights) if weights else state


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is found of every skill that was asked about, and how many tasks the full test has asked lately."""

    findings: tuple[Finding, ...]
    asked: int
    is_full_open: bool  # the full test has tasks left to ask


def next_task(person: uuid.UUID, *, now: datetime, full: bool = False) -> tuple[NextTask, int, Item | Posed | None]:
    """Return the next task, how many were done, and what is asked (None when the diagnosis has ended).

    A short form of a simulator comes with the seed that deals it, the same until it is answered.
    """
    catalogue = current_catalogue()
    if not catalogue.tasks:
        return NextTask(None, placement.Stop.EMPTY, 0), 0, None
    mind, done = actions.current_mind(person), _done(person, catalogue, now, full=full)
    state = _with_claims(mind.state, person)
    draw = draw_for(fold.key(person), state.events)
    task = placement.next_task(
        state, catalogue.asked, done, draw,
        day=clock.day_number(now),
        worth=placement.worth_of(catalogue.graph, _targets(catalogue, mind.kept.chosen.goal)),
        mode=placement.FULL if full else placement.FIRST,
    )  # fmt: skip
    short = practice.shorts().by_id.get(task.task or "")
    if short is not None:
        return task, len(done.asked), Posed(*short, seed_of(*short, draw.lane("short form").below(WAYS)))
    return task, len(done.asked), catalogue.curriculum.items.get(task.task or "")


def outcome(person: uuid.UUID, *, now: datetime) -> Outcome:
    """Return what is found of the skills that are taught; everything he did since counts too."""
    catalogue, mind = current_catalogue(), actions.current_mind(person)
    believed, targets = _with_claims(mind.state, person), tuple(_targets(catalogue, mind.kept.chosen.goal))
    found = placement.findings(believed, day=clock.day_number(now), targets=targets)
    task, asked, _item = next_task(person, now=now, full=True)
    return Outcome(found if catalogue.taught else (), asked, task.task is not None)


def _targets(catalogue: Catalogue, goal: str) -> Mapping[str, float]:
    wanted, taught = goals.weights(goal), set(catalogue.taught)
    return {skill: wanted.get(skill, 1.0) for skill in catalogue.graph.ids if skill in taught}


def _done(person: uuid.UUID, catalogue: Catalogue, now: datetime, *, full: bool) -> Progress:
    happened = store.happened(people.ids_of(person), contexts=(FULL if full else QUICK,))
    said = [each for each in happened if not full or each.at > now - AGAIN]
    found = [fold.decision(each) if each.kind == "short" else fold.evidence(catalogue, each) for each in said]
    return placement.progress([each for each in found if isinstance(each, Evidence)])
