"""The few skills to learn first, each with the reason that the planner itself would give."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np

from hocvuso.core import catalogue as core
from hocvuso.core.draw import Draw
from hocvuso.core.options import weigh
from hocvuso.core.planner import choose
from hocvuso.learning import goals
from hocvuso.learning.drafting import Mind
from hocvuso.plumbing import clock

MINUTES = 10.0  # the longest session offered: a suggestion must not depend on how hurried somebody is now


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One skill to learn first."""

    skill: str
    reason: str
    facts: dict[str, Any]
    minutes: int


def first_skills(mind: Mind, now: datetime, most: int) -> list[Suggestion]:
    """Return at most `most` skills, best first."""
    if not mind.catalogue.tasks and not mind.catalogue.lessons:
        return []
    wanted, graph = goals.weights(mind.kept.chosen.goal), mind.catalogue.graph
    context = core.Context(
        day=clock.day_number(now),
        minutes=MINUTES,
        goals={skill: weight for skill, weight in wanted.items() if skill in graph.positions},
        audience=mind.kept.chosen.audience,
        personalised=True,
    )  # fmt: skip
    past = mind.trail.past(mind.catalogue)
    options = weigh(mind.state, mind.catalogue.options, past, context)
    middle = options.micro[len(options.micro) // 2]
    best: dict[int, int] = {}
    for row in np.flatnonzero(options.allowed).tolist():
        place = int(options.place[row])
        best[place] = max(best.get(place, -1), int(middle[row]))
    found = []
    for place in sorted(best, key=lambda each: (-best[each], each))[:most]:
        # A constant key: the list on the map stays the same while nothing was answered.
        plan = choose(options, Draw(place), among=options.place == place)
        if plan.activity is None or plan.reason is None:
            continue
        facts = {
            "skill": plan.reason.skill, "for_skill": plan.reason.for_skill, "last_day": plan.reason.last_day,
            "successes": plan.reason.successes, "tries": plan.reason.tries,
        }  # fmt: skip
        kind = str(plan.reason.kind)
        # "Drawn by lot" is true of a choice, never of a ranking.
        kind = "not_tested_yet" if kind == "by_chance" else kind
        found.append(Suggestion(plan.activity.skill, kind, facts, max(round(plan.activity.minutes), 1)))
    return found
