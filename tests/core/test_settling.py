"""What rests and which lessons are needed, by the last answers."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from hocvuso.core import settling
from hocvuso.core.catalogue import Catalogue, Context, LessonOption, Past
from hocvuso.core.evidence import Event, Evidence, Study, Task
from hocvuso.core.mastery import replay
from hocvuso.core.options import weigh
from hocvuso.core.outlook import outlook
from hocvuso.core.state import LearnerState, initial
from tests.core.courses import CONTENT, GRAPH, contexts, learners
from tests.core.worlds import TODAY

FIRST = frozenset({"phone/lesson-0"})


def needed(state: LearnerState, past: Past, catalogue: Catalogue = CONTENT) -> set[str]:
    seen = outlook(state, day=TODAY)
    flags = settling.needed_lessons(seen, catalogue, past, settling.streaks(catalogue, past))
    return {lesson.id for lesson, is_needed in zip(catalogue.lessons, flags.tolist(), strict=True) if is_needed}


def test_a_further_lesson_waits_until_tasks_went_wrong_twice_in_a_row() -> None:
    state = replay([Study("phone", TODAY - 1)], GRAPH)
    for streak, is_needed in ((0, False), (1, False), (-1, False), (-2, True), (-5, True)):
        past = Past(lessons_done=FIRST, streaks={"phone": streak})
        assert ("phone/lesson-1" in needed(state, past)) is is_needed, streak
    # Nobody is asked to fail before the first one, or in the middle of one.
    assert "phone/lesson-0" in needed(initial(GRAPH), Past())
    assert "phone/lesson-1" in needed(state, Past(lessons_done=FIRST, steps_done={"phone/lesson-1": 1}))


def test_what_is_nearly_known_is_tried_before_it_is_taught() -> None:
    events: list[Event] = [Evidence(Task(f"r{n}", ("phone",), difficulty=1.5), 1.0, TODAY - 1) for n in range(8)]
    assert not any(lesson.startswith("phone") for lesson in needed(replay(events, GRAPH), Past()))


def test_where_nothing_can_be_tried_lessons_follow_one_another() -> None:
    lessons = [LessonOption(f"phone/{order}", "phone", 4.0, order) for order in range(3)]
    bare = Catalogue.build(GRAPH, tasks=[], lessons=lessons)
    options = weigh(initial(GRAPH), bare, Past(lessons_done=frozenset({"phone/0"})), Context(TODAY))
    assert [bare.lessons[row].id for row in np.flatnonzero(options.allowed)] == ["phone/1"]


def test_two_right_answers_are_doubted_while_what_builds_on_them_fails_in_spite_of_its_lesson() -> None:
    place = next(place for place, needed in enumerate(GRAPH.prerequisites) if needed)
    above, below = GRAPH.ids[place], GRAPH.ids[GRAPH.prerequisites[place][0]]

    def rests(**streaks: int) -> bool:
        row = settling.streaks(CONTENT, Past(streaks={above: streaks["above"], below: streaks["below"]}))
        return bool(settling.settled(CONTENT, row)[GRAPH.index(below)])

    assert rests(above=-1, below=2), "once may be a slip"
    assert not rests(above=-2, below=2)
    assert rests(above=-2, below=3), "one right answer more says that the fault lies elsewhere"
    assert rests(above=1, below=2)


@given(learners(), contexts(), st.dictionaries(st.sampled_from(GRAPH.ids), st.integers(-4, 4)))
def test_a_skill_that_went_right_rests_while_another_may_be_tried(
    learner: tuple[LearnerState, Past], context: Context, streaks: dict[str, int]
) -> None:
    state, past = learner
    past = replace(past, streaks=streaks)
    options = weigh(state, CONTENT, past, context)
    rests = settling.settled(CONTENT, settling.streaks(CONTENT, past)).take(options.place)
    rests &= CONTENT.is_task & ~options.due
    # What the wishes above this one leave: the five highest bits of the rank without it.
    above = options.rank & 0b11100000
    best = above[options.open].max(initial=0)
    left = options.open & (above == best)
    if (left & ~rests).any():
        assert not (options.allowed & rests).any()


@given(learners(), contexts(), st.dictionaries(st.sampled_from(GRAPH.ids), st.integers(-4, 4)))
def test_last_answers_never_leave_somebody_with_nothing(
    learner: tuple[LearnerState, Past], context: Context, streaks: dict[str, int]
) -> None:
    """A lesson that is not needed has tasks in its place: as long as something is open without streaks, so it is."""
    state, past = learner
    without = weigh(state, CONTENT, past, context)
    with_them = weigh(state, CONTENT, replace(past, streaks=streaks), context)
    tasks = CONTENT.is_task
    assert (without.open[tasks] == with_them.open[tasks]).all()
    if (without.open & tasks).any():
        assert with_them.allowed.any()


def test_a_lost_skill_in_the_trail_of_an_older_curriculum_is_left_out() -> None:
    assert settling.streaks(CONTENT, Past(streaks={"gone": 3, "wifi": -1})).tolist() == [0, -1, 0, 0, 0]
