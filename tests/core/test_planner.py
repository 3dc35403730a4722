"""The next activity: what always holds of it, its propensity and its reason."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hocvuso.core.catalogue import Catalogue, Context, Kind, LessonOption, Past
from hocvuso.core.draw import draw_for
from hocvuso.core.evidence import Study, Task
from hocvuso.core.graph import SkillGraph
from hocvuso.core.mastery import mastery_probability, replay
from hocvuso.core.options import PREREQUISITES_KNOWN, weigh
from hocvuso.core.planner import EXPLORED, chances, choose, next_activity
from hocvuso.core.reasons import ReasonKind
from hocvuso.core.state import LearnerState, initial
from tests.core.courses import (
    CONTENT,
    GRAPH,
    LEARNER,
    contexts,
    learners,
    plan,
    row_of,
)
from tests.core.worlds import TODAY


@given(learners(), contexts())
def test_it_never_exceeds_the_minutes_and_proposes_only_what_works_here(
    learner: tuple[LearnerState, Past], context: Context
) -> None:
    state, past = learner
    found = plan(state, past, context)
    if found.activity is None:
        assert found.nothing is not None
        assert found.reason is None
        return
    assert found.activity.minutes <= context.minutes + 1e-6
    assert found.activity.id not in context.out_of_reach
    assert found.activity.id not in past.lessons_done
    if found.activity.kind is Kind.LESSON:
        assert found.activity.steps >= 1
        assert found.activity.first_step == min(past.steps_done.get(found.activity.id, 0), 3)
        assert found.activity.first_step + found.activity.steps <= 4


@given(learners(), contexts())
def test_propensities_are_the_chances_of_the_draw(learner: tuple[LearnerState, Past], context: Context) -> None:
    state, past = learner
    options = weigh(state, CONTENT, past, context)
    shares = chances(options)
    if not options.allowed.any():
        assert shares.sum() == 0.0
        return
    assert shares.sum() == pytest.approx(1.0)
    assert (shares[options.allowed] >= EXPLORED / options.allowed.sum() - 1e-12).all()
    assert (shares[~options.allowed] == 0.0).all()
    for event in range(20):
        found = choose(options, draw_for(LEARNER, event))
        assert found.activity is not None
        row = row_of(found.activity)
        assert found.propensity == pytest.approx(shares[row])


def test_over_many_draws_the_choices_come_as_often_as_their_propensity_says() -> None:
    state = replay([Study("phone", TODAY)] * 2, GRAPH)
    past = Past(lessons_done=frozenset({"phone/lesson-0"}), activities=9)
    options = weigh(state, CONTENT, past, Context(TODAY))
    counts = np.zeros(len(options.allowed))
    explored = 0
    for event in range(6000):
        found = choose(options, draw_for(LEARNER, event))
        assert found.activity is not None
        counts[row_of(found.activity)] += 1
        explored += found.explored
    assert np.abs(counts / 6000 - chances(options)).max() < 0.025
    assert explored / 6000 == pytest.approx(EXPLORED, abs=0.01)


@given(learners(), contexts())
def test_a_skill_whose_prerequisites_are_missing_waits_while_there_is_anything_else(
    learner: tuple[LearnerState, Past], context: Context
) -> None:
    state, past = learner
    options = weigh(state, CONTENT, past, context)
    seen = options.seen
    known = np.where(seen.mastered, 1.0, seen.probability)
    ready = np.array(
        [
            bool(options.due[row])
            or all(known[needed] >= PREREQUISITES_KNOWN for needed in GRAPH.prerequisites[int(place)])
            for row, place in enumerate(options.place)
        ]
    )
    candidates = options.exists & options.reachable & options.fits
    if (candidates & ready).any():
        assert not (options.allowed & ~ready).any()


@given(learners(), contexts())
def test_reviews_are_due_and_not_more_than_two_in_five(learner: tuple[LearnerState, Past], context: Context) -> None:
    state, past = learner
    options = weigh(state, CONTENT, past, context)
    for row in np.flatnonzero(options.due).tolist():
        place = int(options.place[row])
        assert options.seen.recall[place] < (0.9 if GRAPH.ids[place] == "safe" else 0.85)
        assert options.seen.evidence[place] > 0.0
    if past.recent_kinds.count(Kind.REVIEW) >= 2 and (options.allowed & ~options.due).any():
        assert not (options.allowed & options.due).any()


@given(learners(), contexts(), st.integers(0, 1000))
def test_the_same_input_gives_the_same_plan(learner: tuple[LearnerState, Past], context: Context, event: int) -> None:
    state, past = learner
    draw = draw_for(LEARNER, event)
    assert next_activity(state, CONTENT, past, context, draw) == next_activity(state, CONTENT, past, context, draw)


@given(learners(), contexts())
def test_the_reason_is_the_largest_term_and_the_runner_up_is_another(
    learner: tuple[LearnerState, Past], context: Context
) -> None:
    state, past = learner
    options = weigh(state, CONTENT, past, context)
    found = choose(options, draw_for(LEARNER, 1))
    if found.activity is None or found.reason is None:
        return
    assert found.reason.skill == found.activity.skill
    assert found.runner_up is None or found.runner_up.id != found.activity.id
    row = row_of(found.activity)
    if found.explored:
        assert found.reason.kind is ReasonKind.BY_CHANCE
        return
    terms = {
        "review": options.review[row],
        "evidence": options.evidence[row],
        "learning": options.learning[1, row],
        "information": options.information[row],
    }
    largest = max(terms, key=lambda name: terms[name])
    said = found.reason.kind
    assert (
        said
        in {
            "review": {ReasonKind.DUE_REVIEW},
            "evidence": {ReasonKind.NEARLY_THERE, ReasonKind.NOT_TESTED_YET, ReasonKind.BUILD_UP},
            "learning": {
                ReasonKind.FIRST_STEP,
                ReasonKind.BUILD_UP,
                ReasonKind.CHOSEN_GOAL,
                ReasonKind.MISSING_PREREQUISITE,
            },
            "information": {ReasonKind.NOT_TESTED_YET, ReasonKind.BUILD_UP},
        }[largest]
    )
    # What the sentence says is so.
    record = state.record(found.reason.skill)
    assert (said is ReasonKind.FIRST_STEP) <= (record is None)
    assert (said is ReasonKind.NOT_TESTED_YET) <= (found.reason.tries == 0)
    assert (said is ReasonKind.NEARLY_THERE) <= (
        mastery_probability(state, found.reason.skill, day=context.day) >= 0.6 - 1e-3 and found.reason.tries > 0
    )
    assert (said is ReasonKind.CHOSEN_GOAL) <= (found.reason.skill in context.goals)
    if said is ReasonKind.MISSING_PREREQUISITE:
        assert found.reason.skill in GRAPH.ancestors(found.reason.for_skill)


def test_a_prerequisite_that_nothing_teaches_holds_nobody_up() -> None:
    graph = SkillGraph.from_skills([("kns.0.1", ()), ("kns.1.1", ("kns.0.1",)), ("kns.2.1", ())])
    lessons = [LessonOption("kns.1.1/a", "kns.1.1", 4.0), LessonOption("kns.2.1/a", "kns.2.1", 4.0)]
    context = Context(day=TODAY, minutes=5.0, goals={"kns.1.1": 3.0})

    def chosen(offered: list[LessonOption]) -> str:
        options = weigh(initial(graph), Catalogue.build(graph, tasks=[], lessons=offered), Past(), context)
        return str(max(zip(chances(options), offered, strict=True), key=lambda pair: pair[0])[1].id)

    assert chosen(lessons) == "kns.1.1/a"
    # As soon as the prerequisite can be learnt here, it is waited for.
    assert chosen([LessonOption("kns.0.1/a", "kns.0.1", 4.0), *lessons]) != "kns.1.1/a"


def test_what_is_equally_good_is_drawn_by_seed_and_each_as_likely() -> None:
    graph = SkillGraph.from_skills([("a", ())])
    catalogue = Catalogue.build(graph, tasks=[Task(f"t{n}", ("a",)) for n in range(4)], lessons=[])
    state, past, context = initial(graph), Past(activities=9), Context(TODAY)
    plans = [next_activity(state, catalogue, past, context, draw_for(n.to_bytes(16, "big"), 9)) for n in range(400)]
    assert {round(plan.propensity, 6) for plan in plans} == {0.25}
    counts = Counter(plan.activity.id for plan in plans if plan.activity)
    assert len(counts) == 4 and min(counts.values()) > 70
    again = next_activity(state, catalogue, past, context, draw_for((7).to_bytes(16, "big"), 9))
    assert again.activity == plans[7].activity
