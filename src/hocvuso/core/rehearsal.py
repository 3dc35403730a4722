"""The entry diagnosis run against a virtual learner whose abilities are known: what was asked, why, and what was found.

It is the diagnosis of `placement` itself and the belief of `mastery` itself; only the answers are invented. The same
number gives the same run.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from . import mastery, placement
from .bank import TaskBank
from .draw import draw_for
from .evidence import Evidence, Task
from .graph import Floats
from .outlook import Outlook, outlook
from .placement import IN_A_ROW, Finding, Mode, Progress, Stop
from .state import initial

# Ability on the scale of difficulties; the line of mastery is 0.3 (`parameters`).
STRENGTHS = {"weak": -1.0, "middling": 0.3, "strong": 1.6}  # assumed
UNEVEN = 0.6  # assumed: within a group abilities lie this far apart at most, so that a group is not one skill


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of a run.

    `p` what the model expected, `true_p` the real chance; `among`: it was drawn among so many; `gain`: what it was
    expected to tell, in millionths a minute. `before` and `after` are P(mastered) of its skill; `centre` and `spread`
    the ability over all skills as believed afterwards, and its standard deviation.
    """

    task: Task
    p: float
    true_p: float
    right: bool
    among: int
    gain: int
    runner_up: str | None
    is_first: bool
    changes_subject: bool
    before: float
    after: float
    centre: float
    spread: float


@dataclass(frozen=True, slots=True)
class Found:
    """What was found of one skill, and the truth. `said`: True known, False not known, None left open."""

    finding: Finding
    ability: float
    is_known: bool
    said: bool | None


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """A whole run; `start` is (centre, spread) before the first question, `truth` the real ability over all skills."""

    asked: tuple[Asked, ...]
    stop: Stop
    seconds: float
    start: tuple[float, float]
    truth: float
    found: tuple[Found, ...]

    def count(self, *, right: bool) -> int:
        """Count the skills that were judged rightly, or wrongly; what was left open counts in neither."""
        return sum(each.said is not None and (each.said == each.is_known) == right for each in self.found)

    def guessed(self) -> int:
        """Count the skills that would be right if each had to be called known or not known."""
        return sum((each.finding.standing.probability > 0.5) == each.is_known for each in self.found)


def abilities(strengths: Mapping[str, str], seed: int) -> dict[str, float]:
    """Return the ability in each skill from the strength of its group, a little uneven; the same number, the same."""
    draw = draw_for(_key(seed), 0).lane("virtual ability")
    return {
        skill: STRENGTHS[strength] + UNEVEN * (draw.unit(number) + draw.unit(number + 1000) - 1.0)
        for number, (skill, strength) in enumerate(sorted(strengths.items()))
    }


def rehearse(bank: TaskBank, truth: Mapping[str, float], seed: int, *, day: int, mode: Mode) -> Rehearsal:
    """Run the diagnosis for the skills of `truth`. Raises KeyError for a skill outside the graph."""
    graph = bank.graph
    worth = placement.worth_of(graph, dict.fromkeys(truth, 1.0))
    state, done, asked = initial(graph), Progress(), list[Asked]()
    seen = outlook(state, day=day)
    start = _over_all(seen, worth)
    while True:
        draw = draw_for(_key(seed), state.events)
        chosen = placement.next_task(state, bank, done, draw, day=day, worth=worth, mode=mode)
        if chosen.task is None:
            break
        task = bank.tasks[bank.rows[chosen.task]]
        true_p = true_chance(task, truth)
        right = draw.lane("virtual answer").unit() < true_p
        state = mastery.update(state, Evidence(task, float(right), day, ms=int(task.seconds * 1000)))
        later = outlook(state, day=day)
        place = graph.index(task.skills[0])
        centre, spread = _over_all(later, worth)
        asked.append(
            Asked(
                task, chosen.p, true_p, right, round(1.0 / chosen.propensity), chosen.score, chosen.runner_up,
                is_first=not asked, changes_subject=_changes(asked, task),
                before=float(seen.probability[place]), after=float(later.probability[place]),
                centre=centre, spread=spread,
            )
        )  # fmt: skip
        seconds = done.seconds + task.seconds
        done = Progress((*done.asked, task.id), seconds, seconds)
        seen = later
    found = placement.findings(state, day=day, targets=tuple(truth))
    line = state.parameters.threshold
    true_mean = sum(truth.values()) / len(truth)
    return Rehearsal(
        tuple(asked), chosen.stop or Stop.EMPTY, done.seconds, start, true_mean,
        tuple(_beside(each, truth[each.standing.skill], line) for each in found),
    )  # fmt: skip


def true_chance(task: Task, truth: Mapping[str, float]) -> float:
    """Return the real chance of a right answer, by the answer model with the real abilities."""
    ability = sum(weight * truth.get(skill, 0.0) for skill, weight in zip(task.skills, task.weights, strict=True))
    return mastery.chance(task, ability, 0.0)


def _beside(finding: Finding, ability: float, line: float) -> Found:
    return Found(finding, ability, ability > line, finding.said)


def _changes(asked: list[Asked], task: Task) -> bool:
    """Tell whether two questions in a row had been about one skill and this one is not."""
    last = {each.task.skills[0] for each in asked[-IN_A_ROW:]}
    return len(asked) >= IN_A_ROW and len(last) == 1 and task.skills[0] not in last


def _over_all(seen: Outlook, worth: Floats) -> tuple[float, float]:
    share = worth / worth.sum()
    return float(share @ seen.mean), float(np.sqrt(share @ seen.covariance @ share))


def _key(seed: int) -> bytes:
    return seed.to_bytes(16, "big")
