"""A simulator in the session: proposed by `core.scenario.offering`, in the place of practice questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from hocvuso.core.catalogue import Context, Kind
from hocvuso.core.content import Lesson
from hocvuso.core.reasons import Nothing, ReasonKind
from hocvuso.core.scenario.content import Scenario
from hocvuso.core.scenario.offering import Offer, Simulator, offered
from hocvuso.learning.store import Planned
from hocvuso.learning.trail import Trail
from hocvuso.practice import queries as practice

Part = dict[str, Any]


def simulator_of(lesson: Lesson) -> Scenario | None:
    """Return where a lesson can be tried out without harm: the simulator that it names, else one of its skill."""
    published = practice.current()
    return published.get(lesson.scenario) or of_skill(lesson.skill)


def of_skill(skill: str) -> Scenario | None:
    """Return the first simulator in which a skill is done, for beginners the easiest."""
    return next((each for each in practice.current().values() if each.skill == skill), None)


def with_simulator(planned: Planned, trail: Trail, context: Context) -> Planned:
    """Return a session with the simulator that is due, if one fits.

    What was read is done before anything new is begun: it gives the session its name and reason, and a new lesson and
    practice questions stay as far as they still fit. Reviews, checks and a lesson that was begun are never pushed out.
    """
    simulators = [Simulator(one.id, one.skill, float(one.minutes)) for one in practice.current().values()]
    if not simulators or (planned.kind == "done" and planned.reason != str(Nothing.ALL_DONE)):
        return planned
    kept = [part for part in planned.session if not _gives_way(part)]
    learnt = list(dict.fromkeys(lesson.partition("/")[0] for lesson in reversed(trail.lessons)))
    offer = offered(
        simulators, trail.played(), day=context.day, minutes=context.minutes - _minutes(kept),
        about=[part["skill"] for part in planned.session], learnt=learnt, out_of_reach=context.out_of_reach,
    )  # fmt: skip
    if offer is None:
        return planned
    session = _filled(kept, _part(offer), planned.session, context.minutes)
    if any(part["kind"] == str(Kind.LESSON) for part in kept):
        return replace(planned, session=tuple(session))
    return _led(planned, offer, session)


def _gives_way(part: Part) -> bool:
    return part["kind"] == str(Kind.PRACTICE) or (part["kind"] == str(Kind.LESSON) and not part["first"])


def _led(planned: Planned, offer: Offer, session: Sequence[Part]) -> Planned:
    """Return the session with the simulator as what it is about; what was its lead before is the runner-up."""
    kind = ReasonKind.TRY_OUT if offer.last_day is None else ReasonKind.TRY_AGAIN
    return replace(
        planned,
        kind=str(Kind.SIMULATOR),
        activity=offer.simulator.id,
        session=tuple(session),
        reason=str(kind),
        facts={"skill": offer.simulator.skill, "last_day": offer.last_day},
        runner_up=planned.activity,
        score=0.0,
        propensity=1.0,
    )


def _filled(kept: Sequence[Part], part: Part, session: Sequence[Part], minutes: float) -> list[Part]:
    """Return what stays, the simulator, and then whatever of the rest still fits, in its order."""
    found = [*kept, part]
    for each in session:
        if each not in kept and _minutes(found) + float(each["minutes"]) <= minutes:
            found.append(each)
    return found


def _part(offer: Offer) -> Part:
    return {
        "kind": str(Kind.SIMULATOR), "id": offer.simulator.id, "skill": offer.simulator.skill,
        "minutes": offer.simulator.minutes, "first": 0, "steps": 0,
    }  # fmt: skip


def _minutes(parts: Sequence[Part]) -> float:
    return sum(float(part["minutes"]) for part in parts)
