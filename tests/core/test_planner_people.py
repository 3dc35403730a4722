"""The next activity as people meet it: newcomers, goals, reviews, claims, little time."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest

from hocvuso.core.catalogue import Activity, Catalogue, Context, Kind, Past
from hocvuso.core.draw import draw_for
from hocvuso.core.evidence import Event, Evidence, Study, Task
from hocvuso.core.mastery import replay, update
from hocvuso.core.options import weigh
from hocvuso.core.outlook import standings
from hocvuso.core.planner import in_order, next_activity, ranked
from hocvuso.core.reasons import Nothing, ReasonKind
from hocvuso.core.state import LearnerState, initial
from tests.core.courses import (
    ALL_LESSONS,
    CONTENT,
    GRAPH,
    IDS,
    LEARNER,
    content,
    mastered,
    plan,
)
from tests.core.worlds import TODAY


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


def test_switched_off_what_he_says_of_a_skill_is_still_checked_first() -> None:
    found = plan(initial(GRAPH), Past(), Context(TODAY, personalised=False, claimed=("wifi",)))
    assert found.activity is not None and found.reason is not None
    assert (found.activity.kind, found.activity.skill) == (Kind.CHECK, "wifi")
    assert found.reason.kind is ReasonKind.CHECK_KNOWN


def test_what_he_doubts_is_checked_also_when_it_is_mastered() -> None:
    state = mastered("phone")
    assert state.record("phone") is not None
    found = plan(state, Past(activities=9), Context(TODAY, doubted=("phone",)))
    assert found.activity is not None and found.reason is not None
    assert (found.activity.kind, found.activity.skill) == (Kind.CHECK, "phone")
    assert found.reason.kind is ReasonKind.CHECK_UNSURE
    claimed = plan(state, Past(activities=9), Context(TODAY, claimed=("phone",)))
    assert claimed.activity is not None and claimed.activity.kind is not Kind.CHECK


def test_the_terms_of_a_plan_are_its_score_and_the_reason_is_read_off_the_largest() -> None:
    for number in range(30):
        state = replay(
            (Evidence(Task(f"t{n}", (IDS[n % len(IDS)],)), float(n % 3 > 0), TODAY - 40 + n) for n in range(number)),
            GRAPH,
        )
        found = plan(state, Past(activities=9), Context(TODAY))
        assert found.terms is not None and found.reason is not None
        assert sum(found.terms) * 1e6 == pytest.approx(found.score, abs=1)
        if found.runner_up is not None:
            assert found.runner_up_terms is not None
            assert sum(found.runner_up_terms) * 1e6 == pytest.approx(found.runner_up_score, abs=1)
        largest = max(found.terms._asdict(), key=lambda term: found.terms._asdict()[term])
        if found.reason.kind is ReasonKind.DUE_REVIEW:
            assert largest == "review"
        if found.reason.kind in (ReasonKind.MISSING_PREREQUISITE, ReasonKind.FIRST_STEP, ReasonKind.CHOSEN_GOAL):
            assert largest == "learning"


def test_the_list_in_order_has_the_next_lesson_of_each_skill() -> None:
    past = Past(lessons_done=frozenset({f"{IDS[0]}/lesson-0"}))
    listed = in_order(weigh(initial(GRAPH), CONTENT, past, Context(TODAY)), most=3)
    assert [one.activity.id for one in listed if one.activity] == [
        f"{IDS[0]}/lesson-1", f"{IDS[1]}/lesson-0", f"{IDS[2]}/lesson-0",
    ]  # fmt: skip
    assert {one.reason.kind for one in listed if one.reason} == {ReasonKind.NEXT_IN_ORDER}


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
    state, past, day, reached = initial(GRAPH), Past(), TODAY, 0
    for day in range(TODAY, TODAY + 40):
        for _ in range(4):
            found = plan(state, past, Context(day, minutes=10))
            if found.activity is None:
                break
            state, past = lived(state, past, found.activity, day, right=chance.random() < 0.9)
        if not reached and {found.band for found in standings(state, day=day)} == {"mastered"}:
            reached = day
    assert {found.band for found in standings(state, day=day)} == {"mastered"}
    assert 0 < reached < TODAY + 20


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
