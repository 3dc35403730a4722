"""Small worlds for tests of the learner model: random graphs, tasks and answers."""

from __future__ import annotations

from hypothesis import strategies as st

from hocvuso.core.evidence import Event, Evidence, Study, Task
from hocvuso.core.graph import SkillGraph

TODAY = 20_780  # a day in 2026


@st.composite
def forests(draw: st.DrawFn, most: int = 7) -> SkillGraph:
    """Graphs in which each skill needs at most one earlier skill."""
    size = draw(st.integers(1, most))
    needs = [draw(st.none() | st.integers(0, place - 1)) if place else None for place in range(size)]
    return SkillGraph.from_skills(
        (f"s{place}", () if needed is None else (f"s{needed}",)) for place, needed in enumerate(needs)
    )


@st.composite
def graphs(draw: st.DrawFn, least: int = 1, most: int = 7) -> SkillGraph:
    """Any graphs without a ring."""
    size = draw(st.integers(least, most))
    return SkillGraph.from_skills(
        (f"s{place}", [f"s{other}" for other in draw(st.sets(st.integers(0, place - 1)))] if place else ())
        for place in range(size)
    )


@st.composite
def tasks(draw: st.DrawFn, graph: SkillGraph, *, most_skills: int = 2) -> Task:
    """Tasks as content has them: difficulty −2…2, chance to guess up to one half."""
    chosen = draw(st.lists(st.sampled_from(graph.ids), min_size=1, max_size=most_skills, unique=True))
    share = draw(st.floats(0.2, 0.8)) if len(chosen) == 2 else 1.0
    return Task(
        id=f"i{draw(st.integers(0, 9))}",
        skills=tuple(chosen),
        weights=(share, 1.0 - share) if len(chosen) == 2 else (1.0,),
        difficulty=draw(st.sampled_from([-2.0, -1.0, -0.5, 0.0, 0.5, 1.0, 2.0])),
        guess=draw(st.sampled_from([0.0, 0.25, 0.5])),
        slip=draw(st.sampled_from([0.02, 0.05])),
        discrimination=draw(st.sampled_from([0.7, 1.0, 1.5])),
        seconds=float(draw(st.integers(10, 90))),
    )


@st.composite
def events(draw: st.DrawFn, graph: SkillGraph, *, most: int = 20) -> list[Event]:
    """Answers and lessons on days that never go back by more than a day."""
    day = TODAY
    listed: list[Event] = []
    for _ in range(draw(st.integers(0, most))):
        day += draw(st.sampled_from([0, 0, 0, 1, 3, 40, -1]))
        if draw(st.integers(0, 4)) == 0:
            listed.append(Study(draw(st.sampled_from(graph.ids)), day, draw(st.floats(0.0, 1.0))))
        else:
            listed.append(
                Evidence(
                    draw(tasks(graph)),
                    draw(st.sampled_from([0.0, 0.5, 1.0, 1.0, None])),
                    day,
                    hints=draw(st.sampled_from([0, 0, 1, 3])),
                    dont_know=draw(st.booleans()),
                )
            )
    return listed
