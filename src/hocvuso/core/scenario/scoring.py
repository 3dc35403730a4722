"""What a run is worth, and what it says to the learner model (product.md 5.2).

Score = 50 for the goal + the weights of the safe checks done (30) + 20 for a clean path, 5 less for each useless
detour and each named mistake. A danger caps it at 40.
"""

from __future__ import annotations

from dataclasses import dataclass

from .content import Check, Scenario
from .machine import Machine, Run, holds

# Published: product.md 5.2.
GOAL, CHECKS, CLEAN, DETOUR, CAP, PASS = 50, 30, 20, 5, 40, 80
# Published: product.md 5.2, alone with 0 and 1 hints, guided, watch; two hints and more as guided: assumed.
WEIGHTS = {"watch": 0.0, "guided": 0.3, "alone": 1.0, "surprise": 1.3}
HINTED = (1.0, 0.6, 0.3)  # published: product.md 5.2; the third is assumed
# assumed: "strong negative" of product.md 5.2 is a failure that no hint and no mode weakens below an answer alone.
DANGER_WEIGHT = 1.0


@dataclass(frozen=True, slots=True)
class Score:
    """The points of a run, and of what they are made. `work` is the score without the cap of a danger."""

    points: int
    work: int
    goal: bool
    checks: tuple[str, ...]
    clean: int
    detours: int
    mistakes: tuple[str, ...]
    dangers: tuple[str, ...]
    hints: int

    @property
    def is_pass(self) -> bool:
        """Tell whether this is good enough to count towards mastery."""
        return self.points >= PASS and not self.dangers


@dataclass(frozen=True, slots=True)
class Said:
    """What a run says of one skill: a score 0…1 with its weight."""

    skill: str
    score: float
    weight: float


def is_done(check: Check, run: Run) -> bool:
    """Tell whether a safe check was done; one that only asks for things not done waits for the goal."""
    is_only_not = all(each[0] == "!" for each in check.needs)
    return holds(check.needs, run.place.flags) and (run.reached or not is_only_not)


def score(machine: Machine, run: Run) -> Score:
    """Return the points of a run as it stands."""
    done = tuple(check for check in machine.scenario.checks if is_done(check, run))
    clean = max(0, CLEAN - DETOUR * (run.detours + len(run.mistakes))) if run.reached else 0
    work = GOAL * run.reached + sum(check.weight for check in done) + clean
    return Score(
        points=min(work, CAP) if run.dangers else work,
        work=work,
        goal=run.reached,
        checks=tuple(check.id for check in done),
        clean=clean,
        detours=run.detours,
        mistakes=run.mistakes,
        dangers=run.dangers,
        hints=run.hints,
    )


def weight_of(mode: str, hints: int, *, is_lost: bool) -> float:
    """Return what a run counts for, 0…1.3: by its mode and hints; below 1, so no success, where something was lost."""
    weight = WEIGHTS[mode] * (1.0 if mode == "guided" else HINTED[min(hints, len(HINTED) - 1)])
    return min(weight, HINTED[1]) if is_lost else weight


def evidence(scenario: Scenario, found: Score, mode: str) -> tuple[Said, ...]:
    """Return what a run says: of the skill of the work, and of the safety skill where something was lost.

    A danger says nothing against the work itself, which then counts as with a hint. Watching says nothing.
    """
    weight = weight_of(mode, found.hints, is_lost=bool(found.dangers))
    if not weight:
        return ()
    said = [Said(scenario.skill, found.work / 100, weight)]
    skills = {each.id: each.skill or scenario.safety_skill for each in scenario.dangers}
    lost = dict.fromkeys(skills[each] for each in found.dangers)
    said += [Said(skill, 0.0, DANGER_WEIGHT) for skill in lost]
    return tuple(said)
