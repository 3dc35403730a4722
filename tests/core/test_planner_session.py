"""Breaks of 3, 5 and 10 minutes: a review, something new, something to try; over on time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hocvuso.core.catalogue import Context, Kind, Past
from hocvuso.core.draw import draw_for
from hocvuso.core.evidence import Evidence, Task
from hocvuso.core.mastery import replay
from hocvuso.core.reasons import Nothing, ReasonKind
from hocvuso.core.session import REVIEW_PART, TASKS, compose
from hocvuso.core.state import LearnerState, initial
from tests.core.courses import ALL_LESSONS, CONTENT, GRAPH, LEARNER, contexts, learners, mastered
from tests.core.worlds import TODAY


@given(learners(), contexts(), st.integers(0, 1000))
def test_a_session_ends_on_time_and_repeats_nothing(
    learner: tuple[LearnerState, Past], context: Context, event: int
) -> None:
    state, past = learner
    made = compose(state, CONTENT, past, context, draw_for(LEARNER, event))
    parts = [part.activity for part in made.parts if part.activity]
    assert len(parts) == len(made.parts)
    assert made.minutes == pytest.approx(sum(part.minutes for part in parts))
    assert made.minutes <= context.minutes + 1e-6
    assert len({part.id for part in parts}) == len(parts)
    assert (made.nothing is None) is bool(parts)
    kinds = [part.kind for part in parts]
    assert kinds.count(Kind.REVIEW) <= 1
    assert kinds.count(Kind.LESSON) <= 1
    if Kind.LESSON in kinds and Kind.REVIEW in kinds:
        assert kinds.index(Kind.REVIEW) < kinds.index(Kind.LESSON)
    assert sum(part.minutes for part in parts if part.kind is Kind.REVIEW) <= max(
        REVIEW_PART * context.minutes, 0 if len(parts) > 1 else context.minutes
    )


@pytest.mark.parametrize("minutes", [3, 5, 10])
def test_review_new_step_and_task_fit_every_break(minutes: float) -> None:
    state = mastered("phone", day=TODAY - 300, not_yet=("wifi", "safe"))
    made = compose(state, CONTENT, Past(activities=9), Context(TODAY, minutes), draw_for(LEARNER, 4))
    found = [part.activity.kind for part in made.parts if part.activity]
    assert found[:3] == [Kind.REVIEW, Kind.LESSON, Kind.PRACTICE]
    lesson = made.parts[1].activity
    assert lesson is not None
    # What was just shown is tried at once, twice where there is time; then something else may come.
    assert {part.activity.skill for part in made.parts[2:4] if part.activity} == {lesson.skill}
    assert set(found[2:]) == {Kind.PRACTICE}
    assert len(found) <= 2 + TASKS
    assert made.minutes > minutes * 0.6 or minutes == 10


def test_without_a_lesson_there_are_more_tasks() -> None:
    past = Past(lessons_done=ALL_LESSONS, activities=9)
    made = compose(initial(GRAPH), CONTENT, past, Context(TODAY, 10), draw_for(LEARNER, 1))
    assert [part.activity.kind for part in made.parts if part.activity] == [Kind.PRACTICE] * 3


def test_no_lesson_comes_before_what_it_needs() -> None:
    """Somebody stuck at the first skill is not led through lessons that build on it: he gets tasks of it."""
    wrong = [Evidence(Task(f"w{number}", ("phone",), difficulty=-1.0), 0.0, TODAY - 1) for number in range(6)]
    done = frozenset({"phone/lesson-0", "phone/lesson-1"})
    past = Past(lessons_done=done, activities=9, streaks={"phone": -6})
    made = compose(replay(wrong, GRAPH), CONTENT, past, Context(TODAY, 10), draw_for(LEARNER, 3))
    parts = [part.activity for part in made.parts if part.activity]
    assert parts
    assert {(part.kind, part.skill) for part in parts} == {(Kind.PRACTICE, "phone")}


def test_a_claim_or_a_switched_off_choice_is_the_whole_session() -> None:
    claim = compose(initial(GRAPH), CONTENT, Past(), Context(TODAY, claimed=("safe",)), draw_for(LEARNER, 1))
    assert [part.reason.kind for part in claim.parts if part.reason] == [ReasonKind.CHECK_KNOWN]
    order = compose(initial(GRAPH), CONTENT, Past(), Context(TODAY, personalised=False), draw_for(LEARNER, 1))
    assert [part.reason.kind for part in order.parts if part.reason] == [ReasonKind.NEXT_IN_ORDER]


def test_an_empty_session_says_why() -> None:
    made = compose(initial(GRAPH), CONTENT, Past(), Context(TODAY, 0.1), draw_for(LEARNER, 1))
    assert (made.parts, made.minutes, made.nothing) == ((), 0.0, Nothing.NO_TIME)
