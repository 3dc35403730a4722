"""The next activity: fits the person and the moment, for a reason that is the true one."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hocvuso.core.catalogue import Activity, Catalogue, Context, Kind, LessonOption, Past
from hocvuso.core.draw import draw_for
from hocvuso.core.evidence import Event, Evidence, Study, Task
from hocvuso.core.graph import SkillGraph
from hocvuso.core.mastery import mastery_probability, replay, update
from hocvuso.core.options import PREREQUISITES_KNOWN, weigh
from hocvuso.core.planner import EXPLORED, Plan, chances, choose, next_activity, ranked
from hocvuso.core.reasons import Nothing, ReasonKind
from hocvuso.core.state import LearnerState, initial
from tests.core.worlds import TODAY

LEARNER = bytes(16)
IDS = ("phone", "wifi", "safe", "pay", "shop")
GRAPH = SkillGraph.from_skills(
    [("phone", ()), ("wifi", ("phone",)), ("safe", ("phone",)), ("pay", ("wifi", "safe")), ("shop", ("pay",))]
)


def content(audiences: dict[str, frozenset[str]] | None = None) -> Catalogue:
    """Two lessons of four minutes and six tasks a skill; `safe` is critical."""
    tasks = [
        Task(
            f"{skill}/{number}",
            (skill,),
            difficulty=-1.5 + number * 0.5,
            guess=0.25 if number % 2 else 0.0,
            seconds=30.0 + 5 * number,
            lesson=f"{skill}/lesson-{number % 2}",
        )
        for skill in IDS
        for number in range(6)
    ]
    lessons = [
        LessonOption(f"{skill}/lesson-{order}", skill, 4.0, order, "basic", 4) for skill in IDS for order in (0, 1)
    ]
    return Catalogue.build(GRAPH, tasks=tasks, lessons=lessons, audiences=audiences, critical=frozenset({"safe"}))


CONTENT = content()
ALL_LESSONS = frozenset(lesson.id for lesson in CONTENT.lessons)


@st.composite
def learners(draw: st.DrawFn) -> tuple[LearnerState, Past]:
    """People with some lessons done and some answers given, up to a month ago."""
    chance = random.Random(draw(st.integers(0, 10_000)))
    able = draw(st.floats(0, 1))
    happened: list[Event] = []
    done: set[str] = set()
    for number in range(draw(st.integers(0, 40))):
        day = TODAY - 40 + number
        skill = chance.choice(IDS[: 1 + number // 8])
        if chance.random() < 0.3:
            happened.append(Study(skill, day))
            done.add(f"{skill}/lesson-{chance.randrange(2)}")
        else:
            task = CONTENT.bank.tasks[CONTENT.bank.rows[f"{skill}/{chance.randrange(6)}"]]
            happened.append(Evidence(task, float(chance.random() < able), day))
    answered = tuple(event.task.id for event in happened if isinstance(event, Evidence))
    past = Past(
        lessons_done=frozenset(done),
        steps_done={"pay/lesson-0": 2} if chance.random() < 0.3 else {},
        recent_tasks=answered[-8:],
        recent_kinds=tuple(chance.choice([Kind.PRACTICE, Kind.REVIEW]) for _ in range(5)),
        activities=len(happened),
    )
    return replay(happened, GRAPH), past


@st.composite
def contexts(draw: st.DrawFn) -> Context:
    return Context(
        day=TODAY + draw(st.integers(0, 60)),
        minutes=draw(st.sampled_from([0.4, 1.0, 3.0, 5.0, 10.0])),
        goals=draw(st.sampled_from([{}, {"shop": 1.0}, {"pay": 2.0, "wifi": 1.0}])),
        out_of_reach=frozenset(draw(st.sets(st.sampled_from(["phone/0", "wifi/lesson-0", "safe/1"])))),
    )


def plan(state: LearnerState, past: Past, context: Context, catalogue: Catalogue = CONTENT) -> Plan:
    """Plan with a draw that decides by score, not by chance."""
    number = state.events
    while draw_for(LEARNER, number).lane("explore").unit() < EXPLORED:
        number += 1
    return next_activity(state, catalogue, past, context, draw_for(LEARNER, number))


def mastered(*skills: str, day: int = TODAY, not_yet: tuple[str, ...] = ()) -> LearnerState:
    """A state in which some skills are mastered, last practised on the day, and others clearly are not."""
    right: list[Event] = [
        Evidence(Task(f"m{number}", (skill,), difficulty=1.0), 1.0, day - 3 + number // 4)
        for number in range(16)
        for skill in skills
    ]
    wrong: list[Event] = [
        Evidence(Task(f"w{number}", (skill,), difficulty=-1.0), 0.0, day - 4)
        for number in range(4)
        for skill in not_yet
    ]
    return replay(wrong + right, GRAPH)


# --- what always holds


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


def row_of(activity: Activity) -> int:
    if activity.kind is Kind.LESSON:
        return CONTENT.lesson_rows[activity.id]
    return len(CONTENT.lessons) + CONTENT.bank.rows[activity.id]


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


# --- what a person meets


def test_a_newcomer_begins_with_the_first_lesson_of_a_skill_without_prerequisites() -> None:
    for event in range(30):
        found = next_activity(initial(GRAPH), CONTENT, Past(), Context(TODAY), draw_for(LEARNER, event))
        assert found.activity is not None
        assert found.activity.skill == "phone"
        assert found.activity.id == "phone/lesson-0"


def test_a_goal_far_up_is_served_by_what_it_needs_first_and_says_so() -> None:
    found = plan(initial(GRAPH), Past(), Context(TODAY, goals={"pay": 1.0}))
    assert found.reason is not None
    assert found.reason.kind is ReasonKind.MISSING_PREREQUISITE
    assert (found.reason.skill, found.reason.for_skill) == ("phone", "pay")


def test_a_chosen_goal_that_is_open_is_named() -> None:
    state = mastered("phone", not_yet=("wifi", "safe"))
    found = plan(state, Past(activities=9), Context(TODAY, goals={"wifi": 1.0}))
    assert found.activity is not None
    assert found.reason is not None
    assert found.activity.skill == "wifi"
    assert found.reason.kind is ReasonKind.CHOSEN_GOAL


def test_a_missing_success_is_asked_for_on_a_later_day() -> None:
    events: list[Event] = [Evidence(Task(f"n{n}", ("phone",), difficulty=1.0), 1.0, TODAY - 1) for n in range(9)]
    past = Past(lessons_done=ALL_LESSONS, activities=9)
    found = plan(replay(events, GRAPH), past, Context(TODAY, goals={"phone": 1.0}))
    assert found.reason is not None
    assert found.reason.kind is ReasonKind.NEARLY_THERE
    assert (found.reason.skill, found.reason.successes, found.reason.tries) == ("phone", 9, 9)


def test_what_is_due_comes_back_with_its_last_day() -> None:
    state = mastered("phone", day=TODAY - 400)
    past = Past(lessons_done=ALL_LESSONS, activities=20)
    found = plan(state, past, Context(TODAY, goals={"phone": 1.0}))
    assert found.activity is not None
    assert found.reason is not None
    assert found.activity.kind is Kind.REVIEW
    assert found.reason.kind is ReasonKind.DUE_REVIEW
    assert found.reason.last_day == TODAY - 400


def test_critical_skills_come_back_earlier() -> None:
    state = replay(
        [Evidence(Task(f"m{day}", (skill,)), 1.0, TODAY + day) for day in (0, 2) for skill in ("safe", "wifi")],
        GRAPH,
    )
    for day in range(2, 40):
        options = weigh(state, CONTENT, Past(), Context(TODAY + day))
        due = {GRAPH.ids[int(place)] for place in options.place[options.due]}
        if due:
            break
    assert due == {"safe"}


def test_i_already_know_leads_to_one_check_near_the_threshold() -> None:
    found = plan(initial(GRAPH), Past(), Context(TODAY, claimed=("pay", "shop")))
    assert found.activity is not None
    assert found.reason is not None
    assert found.activity.kind is Kind.CHECK
    assert found.reason.kind is ReasonKind.CHECK_KNOWN
    assert found.activity.skill == "pay"
    task = CONTENT.bank.tasks[CONTENT.bank.rows[found.activity.id]]
    assert task.difficulty == 0.5
    again = plan(initial(GRAPH), Past(recent_tasks=(task.id,)), Context(TODAY, claimed=("pay",)))
    assert again.activity is not None
    assert again.activity.id != task.id


def test_practice_follows_its_lesson_unless_the_skill_is_likely_known() -> None:
    state = mastered("phone", not_yet=("wifi", "safe"))
    options = weigh(state, CONTENT, Past(activities=9), Context(TODAY))
    tasks = options.allowed[len(CONTENT.lessons) :]
    taught = [CONTENT.bank.tasks[row].skills[0] for row in np.flatnonzero(tasks)]
    assert "wifi" not in taught
    past = Past(lessons_done=frozenset({"wifi/lesson-0", "wifi/lesson-1"}), activities=9)
    options = weigh(state, CONTENT, past, Context(TODAY))
    rows = np.flatnonzero(options.allowed[len(CONTENT.lessons) :])
    assert "wifi" in {CONTENT.bank.tasks[row].skills[0] for row in rows}
    for row in rows:
        assert 0.6 <= options.p[len(CONTENT.lessons) + row] <= 0.9


def test_the_first_tasks_are_gentle() -> None:
    state = mastered("phone")
    early = weigh(state, CONTENT, Past(lessons_done=ALL_LESSONS, activities=1), Context(TODAY))
    rows = np.flatnonzero(early.allowed)
    assert len(rows)
    best = early.p[early.exists & ~early.due].max()
    assert early.p[rows].min() >= min(0.8, best)


def test_lessons_are_cut_to_the_time_and_go_on_where_they_stopped() -> None:
    short = plan(initial(GRAPH), Past(), Context(TODAY, minutes=2.5))
    assert short.activity is not None
    assert (short.activity.first_step, short.activity.steps, short.activity.minutes) == (0, 2, 2.0)
    later = plan(initial(GRAPH), Past(steps_done={"phone/lesson-0": 2}), Context(TODAY, minutes=10))
    assert later.activity is not None
    assert (later.activity.id, later.activity.first_step, later.activity.steps) == ("phone/lesson-0", 2, 2)


def test_audiences_see_what_is_meant_for_them() -> None:
    catalogue = content({"phone": frozenset({"worker", "official"}), "wifi": frozenset({"official"})})
    state = mastered("phone", not_yet=("wifi", "safe"))
    for audience, skills in (("worker", {"safe"}), ("official", {"wifi", "safe"}), ("family", {"safe"})):
        options = weigh(state, catalogue, Past(activities=9), Context(TODAY, audience=audience))
        assert {GRAPH.ids[int(place)] for place in options.place[options.allowed]} == skills


def test_nothing_is_said_with_its_cause() -> None:
    empty = Catalogue.build(GRAPH, tasks=(), lessons=())
    assert plan(initial(GRAPH), Past(), Context(TODAY), empty).nothing is Nothing.NO_CONTENT
    official = content({skill: frozenset({"official"}) for skill in IDS})
    assert plan(initial(GRAPH), Past(), Context(TODAY, audience="worker"), official).nothing is Nothing.NO_CONTENT
    hurry = plan(initial(GRAPH), Past(), Context(TODAY, minutes=0.1))
    assert hurry.nothing is Nothing.NO_TIME
    away = frozenset([lesson.id for lesson in CONTENT.lessons] + [task.id for task in CONTENT.bank.tasks])
    assert plan(initial(GRAPH), Past(), Context(TODAY, out_of_reach=away)).nothing is Nothing.NO_LINK
    able = replay(
        (
            Evidence(Task(f"m{n}", (skill,), difficulty=1.0), 1.0, TODAY - 1 + n // 12)
            for n in range(24)
            for skill in IDS
        ),
        GRAPH,
    )
    assert plan(able, Past(), Context(TODAY)).nothing is Nothing.ALL_DONE


def test_switched_off_it_goes_in_order_and_says_so() -> None:
    past = Past()
    seen = []
    for _ in range(10):
        found = plan(initial(GRAPH), past, Context(TODAY, personalised=False, goals={"shop": 1.0}))
        assert found.activity is not None
        assert found.reason is not None
        assert found.reason.kind is ReasonKind.NEXT_IN_ORDER
        seen.append(found.activity.id)
        past = replace(past, lessons_done=past.lessons_done | {found.activity.id})
    assert seen == [f"{skill}/lesson-{order}" for skill in IDS for order in (0, 1)]
    assert plan(initial(GRAPH), past, Context(TODAY, personalised=False)).nothing is Nothing.ALL_DONE
    hurried = plan(initial(GRAPH), Past(), Context(TODAY, minutes=0.5, personalised=False))
    assert hurried.nothing is Nothing.NO_TIME


def test_in_order_a_lesson_of_a_mastered_skill_is_not_left_out() -> None:
    found = plan(mastered("phone"), Past(), Context(TODAY, personalised=False))
    assert found.activity is not None
    assert found.activity.id == "phone/lesson-0"


def test_the_list_to_show_has_one_activity_a_skill_by_score_and_no_chance() -> None:
    state = mastered("phone", not_yet=("wifi", "safe"))
    options = weigh(state, CONTENT, Past(activities=9), Context(TODAY))
    listed = ranked(options, most=3)
    skills = [one.activity.skill for one in listed if one.activity]
    assert set(skills) == {"wifi", "safe"}
    assert [one.score for one in listed] == sorted((one.score for one in listed), reverse=True)
    assert all(one.reason and one.reason.kind is not ReasonKind.BY_CHANCE for one in listed)


def test_learning_what_is_proposed_leads_to_mastery_of_everything() -> None:
    """Someone who learns from lessons and answers well is through all five skills within forty short days."""
    chance = random.Random(8)
    state, past, day = initial(GRAPH), Past(), TODAY
    for day in range(TODAY, TODAY + 40):
        for _ in range(4):
            found = plan(state, past, Context(day, minutes=10))
            if found.activity is None:
                break
            state, past = lived(state, past, found.activity, day, right=chance.random() < 0.9)
    assert all(mastery_probability(state, skill, day=day) > 0.7 for skill in IDS)
    assert plan(state, past, Context(day)).nothing in {Nothing.ALL_DONE, None}


def lived(state: LearnerState, past: Past, activity: Activity, day: int, *, right: bool) -> tuple[LearnerState, Past]:
    """Do an activity and remember it."""
    past = replace(past, activities=past.activities + 1, recent_kinds=(*past.recent_kinds, activity.kind))
    if activity.kind is Kind.LESSON:
        done = activity.first_step + activity.steps
        state = update(state, Study(activity.skill, day, activity.steps / 4))
        finished = frozenset({activity.id}) if done == 4 else frozenset[str]()
        return state, replace(
            past,
            lessons_done=past.lessons_done | finished,
            steps_done={**past.steps_done, activity.id: done},
        )
    task = CONTENT.bank.tasks[CONTENT.bank.rows[activity.id]]
    return update(state, Evidence(task, float(right), day)), replace(
        past, recent_tasks=(*past.recent_tasks, task.id)[-8:]
    )
