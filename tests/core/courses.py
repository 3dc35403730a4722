"""A small curriculum and people who have learnt some of it, for tests of the planner."""

from __future__ import annotations

import random

from hypothesis import strategies as st

from hocvuso.core.catalogue import Activity, Catalogue, Context, Kind, LessonOption, Past
from hocvuso.core.draw import draw_for
from hocvuso.core.evidence import Event, Evidence, Study, Task
from hocvuso.core.graph import SkillGraph
from hocvuso.core.mastery import replay
from hocvuso.core.planner import EXPLORED, Plan, next_activity
from hocvuso.core.state import LearnerState
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


def row_of(activity: Activity) -> int:
    """The row of an activity among the options."""
    if activity.kind is Kind.LESSON:
        return CONTENT.lesson_rows[activity.id]
    return len(CONTENT.lessons) + CONTENT.bank.rows[activity.id]
