"""A certificate from elsewhere as a prior of the entry test: weak, soon overcome, never a proof."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from hocvuso.core import packing
from hocvuso.core.claim import DECLARED_WEIGHT, OVERCOME_WITHIN, VERIFIED_WEIGHT, with_claims
from hocvuso.core.evidence import Evidence, Task
from hocvuso.core.graph import SkillGraph
from hocvuso.core.mastery import mastery_probability, update
from hocvuso.core.placement import DECIDED, findings
from hocvuso.core.state import LearnerState, initial
from tests.core.worlds import TODAY, events, graphs

CHAIN = SkillGraph.from_skills([("s0", ()), ("s1", ("s0",)), ("s2", ("s1",)), *((f"t{n}", ()) for n in range(9))])


def wrong(state: LearnerState, number: int, score: float = 0.0) -> LearnerState:
    return update(state, Evidence(Task(f"i{number}", ("s1",), guess=0.25), score, TODAY))


def answers_until(claims: dict[str, float], *, low: float) -> int:
    """Return after how many wrong answers the claimed skill is held for not known."""
    state, number = initial(CHAIN), 0
    while mastery_probability(with_claims(state, claims), "s1", day=TODAY) > low:
        state, number = wrong(state, number), number + 1
    return number


def test_a_wrong_claim_is_overcome_within_two_answers_more() -> None:
    alone = answers_until({}, low=DECIDED[0])
    for weight in (DECLARED_WEIGHT, VERIFIED_WEIGHT):
        for claimed in (("s1",), ("s0", "s1", "s2"), CHAIN.ids):
            assert answers_until(dict.fromkeys(claimed, weight), low=DECIDED[0]) <= alone + OVERCOME_WITHIN


def test_a_claim_moves_the_belief_and_a_verified_one_more() -> None:
    start = initial(CHAIN)
    none, said, seen = (
        mastery_probability(with_claims(start, claims), "s1", day=TODAY)
        for claims in ({}, {"s1": DECLARED_WEIGHT}, {"s1": VERIFIED_WEIGHT})
    )
    assert none < said < seen < DECIDED[1]


def test_a_claim_alone_says_of_no_skill_that_it_is_known() -> None:
    state = with_claims(initial(CHAIN), dict.fromkeys(CHAIN.ids, VERIFIED_WEIGHT))
    assert [each.said for each in findings(state, day=TODAY) if each.said] == []


@given(graphs(), st.data())
def test_a_claim_writes_nothing_and_masters_nothing(graph: SkillGraph, data: st.DataObject) -> None:
    state = initial(graph)
    for event in data.draw(events(graph, most=4)):
        state = update(state, event)
    before = packing.pack(state)
    skill = data.draw(st.sampled_from(graph.ids))
    claimed = with_claims(state, {skill: data.draw(st.floats(0.0, 1.0)), "kns.99.9": 1.0})
    assert packing.pack(state) == before
    assert claimed.events == state.events
    assert claimed.records == state.records
    assert mastery_probability(claimed, skill, day=TODAY) >= mastery_probability(state, skill, day=TODAY) - 1e-3
