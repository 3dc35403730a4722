"""The one rule of mastery, the bands made from it, and the record that remembers what it needs."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hocvuso.core import memory
from hocvuso.core.evidence import Event, Evidence, Study, Task, item_print
from hocvuso.core.graph import SkillGraph
from hocvuso.core.mastery import replay, update
from hocvuso.core.outlook import Standing, due_reviews, standings
from hocvuso.core.record import MASTERED, SPREAD, Records, SkillRecord, record_at, with_records
from hocvuso.core.state import initial
from tests.core.worlds import TODAY

ONE = SkillGraph.from_skills([("s0", ())])
CHAIN = SkillGraph.from_skills([("s0", ()), ("s1", ("s0",)), ("s2", ("s1",))])


def right(item: str, day: int, **more: object) -> Evidence:
    return replace(Evidence(Task(item, ("s0",)), 1.0, day), **more)  # type: ignore[arg-type]


def standing(events: list[Event], skill: str = "s0", *, day: int, graph: SkillGraph = ONE) -> Standing:
    state = replay(events, graph, group_mean=1.5)  # able: only the evidence half of the rule is open
    return next(found for found in standings(state, day=day) if found.skill == skill)


@pytest.mark.parametrize(
    ("answers", "mastered"),
    [
        ([("a", 0), ("b", 1)], True),
        ([("a", 0), ("b", 0)], False),
        ([("a", 0), ("a", 1)], False),
        ([("a", 0), ("b", 0), ("a", 1)], True),
        ([("a", 0), ("a", 1), ("b", 1)], True),
        ([("a", 1), ("b", 0)], True),
        ([("a", 1), ("a", 0), ("b", 1)], True),
        ([("a", 0), ("b", 0), ("c", 0), ("d", 0)], False),
    ],
)
def test_two_successes_on_different_items_and_days(answers: list[tuple[str, int]], mastered: bool) -> None:
    found = standing([right(item, TODAY + later) for item, later in answers], day=TODAY + 1)
    assert (found.band == "mastered") is mastered


def test_a_variant_counts_as_another_item() -> None:
    found = standing([right("a", TODAY), right("a", TODAY + 1, variant="iphone")], day=TODAY + 1)
    assert found.band == "mastered"


@pytest.mark.parametrize("spoilt", [{"hints": 1}, {"score": 0.5}, {"dont_know": True}])
def test_help_half_marks_and_not_knowing_are_no_unassisted_success(spoilt: dict[str, object]) -> None:
    found = standing([right("a", TODAY), right("b", TODAY + 1, **spoilt)], day=TODAY + 1)
    assert found.band != "mastered"
    assert found.successes == 1


def test_successes_alone_are_not_enough_while_the_ability_is_in_doubt() -> None:
    answers: list[Event] = [right("a", TODAY), right("b", TODAY + 1)]
    state = replay(answers, ONE, group_mean=-2.0)
    record = state.record("s0")
    assert record is not None
    assert record.flags & SPREAD
    assert not record.flags & MASTERED
    assert standings(state, day=TODAY + 1)[0].band == "learning"


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 3), st.booleans()), max_size=12))
def test_the_record_knows_exactly_whether_two_successes_are_spread(
    answers: list[tuple[str, int, bool]],
) -> None:
    events: list[Event] = [right(item, TODAY + later, hints=int(helped)) for item, later, helped in answers]
    record = replay(events, ONE).record("s0")
    done = [(item, later) for item, later, helped in answers if not helped]
    spread = any(one[0] != two[0] and one[1] != two[1] for one in done for two in done)
    assert bool(record and record.flags & SPREAD) is spread
    assert (record.successes if record else 0) == len(done)


def test_prints_of_different_items_differ() -> None:
    prints = {item_print(f"kns.4.3/item-{number}") for number in range(200)}
    assert len(prints) >= 199  # 16 bits: one clash among 200 is already likely
    assert item_print("a", "iphone") != item_print("a")


def test_mastery_stays_when_time_passes_and_goes_when_later_answers_say_so() -> None:
    events: list[Event] = [right(item, TODAY + day) for day, item in enumerate("abcd")]
    assert standing(events, day=TODAY + 400).band == "mastered"
    wrong: list[Event] = [Evidence(Task(f"w{n}", ("s0",), difficulty=-1.0), 0.0, TODAY + 60 + n) for n in range(6)]
    bands = [standing(events + wrong[:count], day=TODAY + 70).band for count in range(7)]
    assert bands[0] == "mastered"
    assert bands[1] == "mastered"  # one slip does not take it away
    assert bands[-1] == "learning"


def test_a_success_elsewhere_can_complete_the_rule() -> None:
    events: list[Event] = [right("a", TODAY), right("b", TODAY + 1)]
    doubtful = replay(events, CHAIN, group_mean=0.1)
    assert standings(doubtful, day=TODAY + 1)[0].band != "mastered"
    later: list[Event] = [Evidence(Task(f"n{n}", ("s1",), difficulty=0.5), 1.0, TODAY + 1) for n in range(12)]
    assert standings(replay(later, CHAIN, start=doubtful), day=TODAY + 1)[0].band == "mastered"


def test_bands_from_nothing_to_nearly() -> None:
    able: list[Event] = [Evidence(Task(f"n{n}", ("s1",), difficulty=1.0), 1.0, TODAY) for n in range(12)]
    found = {one.skill: one for one in standings(replay(able, CHAIN), day=TODAY)}
    assert found["s1"].band == "nearly"  # likely, but all on one day
    assert found["s0"].band == "inferred"
    assert found["s0"].tries == 0
    assert found["s0"].probability < found["s1"].probability
    assert standings(initial(CHAIN), day=TODAY)[2].band == "unknown"
    assert standings(update(initial(CHAIN), Study("s2", TODAY)), day=TODAY)[2].band == "learning"


def test_reviews_fall_due_after_a_success_earlier_for_critical_skills() -> None:
    state = replay([right("a", TODAY), right("b", TODAY + 1)], ONE)
    record = state.record("s0")
    assert record is not None
    usual = standings(state, day=TODAY + 1)[0].due_on
    early = standings(state, day=TODAY + 1, critical=frozenset({"s0"}))[0].due_on
    assert usual == TODAY + 1 + memory.interval(record.stability, 0.85)
    assert early == TODAY + 1 + memory.interval(record.stability, 0.9)
    assert usual is not None
    assert due_reviews(state, day=usual - 1) == ()
    assert due_reviews(state, day=usual) == ("s0",)


def test_nothing_is_due_before_the_first_success_and_never_more_than_three() -> None:
    wrong = update(initial(ONE), Evidence(Task("a", ("s0",)), 0.0, TODAY))
    assert standings(wrong, day=TODAY)[0].due_on is None
    assert due_reviews(wrong, day=TODAY + 500) == ()
    wide = SkillGraph.from_skills((f"s{n}", ()) for n in range(6))
    many: list[Event] = [Evidence(Task("a", (f"s{n}",)), 1.0, TODAY + n) for n in range(6)]
    due = due_reviews(replay(many, wide), day=TODAY + 100)
    assert due == ("s0", "s1", "s2")  # the longest ago is the most forgotten


@given(st.lists(st.integers(0, 8), min_size=1, max_size=12))
def test_records_stay_in_order_of_skill(places: list[int]) -> None:
    records: Records = {}
    for count, place in enumerate(places):
        records = with_records(records, [SkillRecord(place, 2.0, 5.0, TODAY, 0.0, tries=count)])
    listed = list(records)
    assert all(one < two for one, two in pairwise(listed))
    assert set(listed) == set(places)
    last = record_at(records, places[-1])
    assert last is not None
    assert last.tries == len(places) - 1
