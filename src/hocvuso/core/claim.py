"""What a certificate from elsewhere is worth to the entry test: a weak prior, never an answer.

Somebody who brings one is asked a little later and a little harder about those skills. It is put on a copy of the
belief while tasks are chosen and findings are said, and is not stored: what is refused or withdrawn is gone at once, a
replay needs nothing, and no skill can ever be mastered by it (no record is written).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from .evidence import Task
from .mastery import observe
from .state import LearnerState

DECLARED_WEIGHT = 0.3  # assumed: a word of one's own; a third of one right answer of middling difficulty
VERIFIED_WEIGHT = 0.7  # assumed: an official has seen it; still less than one answer given here
OVERCOME_WITHIN = 2  # measured: so many answers more than without the claim (tests/core/test_claim.py)
MOST_WEIGHT = 2.0  # assumed: of all claims together; a paper that names ten skills was still one test
GUESS = 0.25  # assumed: what such a test lets somebody guess


def with_claims(state: LearnerState, weights: Mapping[str, float]) -> LearnerState:
    """Return the belief with a weak sign for each named skill; `weights` 0…1, skills outside the graph are left out.

    `events` and records stay, so that draws and the rule of mastery do not notice.
    """
    known = {skill: weight for skill, weight in weights.items() if skill in state.graph.positions and weight > 0.0}
    share = min(1.0, MOST_WEIGHT / sum(known.values())) if known else 1.0
    found = state
    for skill, weight in sorted(known.items()):
        task = Task(f"claim {skill}", (skill,), difficulty=state.parameters.threshold, guess=GUESS)
        found = observe(found, task, 1.0, weight=weight * share)
    return replace(found, events=state.events, records=state.records)
