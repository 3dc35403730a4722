"""A state at rest: small, exact, and readable after the curriculum has changed."""

from __future__ import annotations

import random
import struct
import zlib
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hocvuso.core.evidence import Evidence, Study, Task
from hocvuso.core.graph import KEY_BYTES, SkillGraph
from hocvuso.core.mastery import observe, replay, update
from hocvuso.core.outlook import outlook
from hocvuso.core.packing import HEADER, LIMIT, STORED, SUM, UnreadableState, pack, unpack
from hocvuso.core.parameters import DEFAULT
from hocvuso.core.state import LearnerState, initial
from tests.core.worlds import TODAY, events, graphs


def wide_graph() -> SkillGraph:
    """41 skills in 11 groups, each with up to two prerequisites, as large as ours."""
    chance = random.Random(41)
    ids = [f"kns.{place // 4}.{place % 4 + 1}" for place in range(41)]
    return SkillGraph.from_skills(
        (skill, {ids[chance.randrange(place)] for _ in range(chance.randint(1, 2))} if place else ())
        for place, skill in enumerate(ids)
    )


def well_used(graph: SkillGraph, count: int = 600) -> LearnerState:
    chance = random.Random(7)
    state = initial(graph)
    for number in range(count):
        skill = chance.choice(graph.ids)
        task = Task(f"i{number % 90}", (skill,), difficulty=chance.choice([-1.0, 0.0, 1.0]), guess=0.25)
        state = update(state, Evidence(task, float(chance.random() < 0.7), TODAY + number // 10))
    return state


def same(one: LearnerState, two: LearnerState) -> bool:
    return (
        one.events == two.events
        and one.places == two.places
        and dict(one.slots) == dict(two.slots)
        and one.mean.tobytes() == two.mean.tobytes()
        and one.covariance.tobytes() == two.covariance.tobytes()
        and list(one.records.items()) == list(two.records.items())
    )


@given(st.data())
def test_folding_at_once_equals_step_by_step_with_rest_between(data: st.DataObject) -> None:
    graph = data.draw(graphs(most=6))
    happened = data.draw(events(graph))
    state = initial(graph)
    for event in happened:
        state = unpack(pack(update(state, event)), graph)
    assert same(state, replay(happened, graph))
    cut = data.draw(st.integers(0, len(happened)))
    checkpoint = replay(happened[:cut], graph)
    assert same(replay(happened[cut:], graph, start=checkpoint), state)


def test_all_41_skills_fit_four_kilobytes() -> None:
    graph = wide_graph()
    state = well_used(graph)
    blob = pack(state)
    assert len(blob) <= LIMIT
    assert len(state.records) == 41
    assert len(state.mean) == DEFAULT.dimensions
    assert same(unpack(blob, graph), state)
    assert np.linalg.eigvalsh(state.covariance.astype(float))[0] > 0.0


def test_the_two_skills_that_do_not_fit_lose_little() -> None:
    graph = wide_graph()
    roomy = replace(DEFAULT, dimensions=0)
    chance = random.Random(5)
    answers = [
        Evidence(Task(f"i{n}", (graph.ids[n % 41],), guess=0.25), float(chance.random() < 0.7), TODAY)
        for n in range(82)
    ]
    small = outlook(replay(answers, graph), day=TODAY)
    large = outlook(replay(answers, graph, parameters=roomy), day=TODAY)
    assert len(large.state.mean) == 42
    assert np.abs(small.probability - large.probability).max() < 0.15
    assert np.abs(small.probability - large.probability).mean() < 0.02


def test_a_learner_who_touched_little_is_much_smaller() -> None:
    graph = wide_graph()
    state = update(initial(graph), Evidence(Task("i", (graph.ids[0],)), 1.0, TODAY))
    assert len(pack(state)) < 400
    assert len(pack(initial(graph))) <= 20


def test_a_skill_that_is_gone_is_left_out_and_a_new_one_follows_the_prior() -> None:
    old = SkillGraph.from_skills([("a", ()), ("b", ("a",)), ("c", ("b",))])
    state = observe(initial(old), Task("i", ("b",)), 1.0)
    state = update(state, Study("b", TODAY))
    new = SkillGraph.from_skills([("c", ()), ("new", ()), ("b", ("new",))])
    moved = unpack(pack(state), new)
    assert moved.places == (new.index("c"), new.index("b"))
    assert moved.record("b") is not None
    assert moved.record("c") is None
    assert moved.mean[moved.slots[new.index("b")]] == state.mean[state.slots[old.index("b")]]
    seen = outlook(moved, day=TODAY)
    assert seen.mean[new.index("new")] > 0.0


def summed(damaged: bytes) -> bytes:
    """With the right sum, as a careless program would write it."""
    return damaged[: -SUM.size] + SUM.pack(zlib.crc32(damaged[: -SUM.size]))


def test_numbers_that_no_state_has_are_refused() -> None:
    graph = wide_graph()
    state = well_used(graph, 5)
    blob = pack(state)
    size, entries, rows = blob[1], blob[2], blob[3]
    at_mean = HEADER.size + KEY_BYTES * entries
    for number in (float("nan"), float("inf"), float("-inf")):
        for at in (at_mean, at_mean + 4 * (size - 1), len(blob) - SUM.size - STORED * rows - 4):
            with pytest.raises(UnreadableState, match="numbers that are none"):
                unpack(summed(blob[:at] + struct.pack("<f", number) + blob[at + 4 :]), graph)
    at_record = len(blob) - SUM.size - STORED
    with pytest.raises(UnreadableState, match="does not name"):
        unpack(summed(blob[:at_record] + bytes([entries]) + blob[at_record + 1 :]), graph)


@given(st.integers(0, 10**6), st.integers(0, 7))
def test_one_flipped_bit_is_never_believed(where: int, bit: int) -> None:
    graph = wide_graph()
    blob = bytearray(pack(well_used(graph, 5)))
    blob[where % len(blob)] ^= 1 << bit
    with pytest.raises(UnreadableState):
        unpack(bytes(blob), graph)


def test_bytes_of_another_version_or_length_are_refused() -> None:
    graph = wide_graph()
    blob = pack(well_used(graph, 5))
    for damaged in (b"", blob[:5], blob[:-1], blob + b"x", bytes([99]) + blob[1:], blob[:1] + b"\xff" + blob[2:]):
        with pytest.raises(UnreadableState):
            unpack(damaged, graph)
