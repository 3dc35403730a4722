"""Drives: what holds on which day, that no change reaches back, and that small units are compared fairly."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hocvuso.core import emulation
from hocvuso.core.emulation import Criterion, Rules, Term, UnitCount

START, END = date(2026, 3, 2), date(2026, 5, 31)
DAYS, SKILLS = Criterion("person", "days", 12), Criterion("person", "skills", 3)
FIRST = Rules(START, (DAYS, SKILLS))
HARDER = Rules(date(2026, 4, 1), (Criterion("person", "days", 20), SKILLS), "Thêm một tháng")


def test_a_drive_runs_from_its_first_to_its_last_day():
    assert [emulation.phase(START, END, day) for day in (START - timedelta(1), START, END, END + timedelta(1))] == [
        "before", "running", "running", "over"
    ]  # fmt: skip


def test_the_rules_of_a_day_are_those_that_began_last():
    assert emulation.in_force([HARDER, FIRST], date(2026, 3, 31)) == FIRST
    assert emulation.in_force([HARDER, FIRST], date(2026, 4, 1)) == HARDER
    assert emulation.in_force([FIRST], date(2026, 1, 1)) == FIRST
    with pytest.raises(ValueError, match="without rules"):
        emulation.in_force([], START)


def test_terms_end_the_day_before_the_next_rules_and_with_the_drive():
    assert emulation.terms([FIRST, HARDER], date(2026, 4, 9), END) == [
        Term(FIRST, date(2026, 3, 31)), Term(HARDER, date(2026, 4, 9))
    ]  # fmt: skip
    assert emulation.terms([FIRST], END + timedelta(9), END) == [Term(FIRST, END)]
    assert emulation.terms([FIRST], START - timedelta(1), END) == []


@pytest.mark.parametrize(
    ("new", "why"),
    [
        (Rules(date(2026, 3, 20), HARDER.criteria, "vì"), "past"),
        (Rules(date(2026, 6, 1), HARDER.criteria, "vì"), "late"),
        (Rules(date(2026, 4, 1), HARDER.criteria, " "), "reason"),
        (Rules(date(2026, 4, 1), (SKILLS, DAYS), "vì"), "same"),
        (Rules(date(2026, 4, 1), (), "vì"), "none"),
        (Rules(date(2026, 4, 1), (DAYS, DAYS), "vì"), "twice"),
        (Rules(date(2026, 4, 1), (Criterion("person", "days", 0),), "vì"), "goal"),
        (HARDER, ""),
    ],
)
def test_a_running_drive_changes_only_forwards_and_with_a_reason(new: Rules, why: str):
    assert emulation.problem_of_change([FIRST], new, today=date(2026, 3, 20), ends_on=END) == why


def test_a_change_does_not_overtake_one_that_is_told_already():
    new = Rules(date(2026, 3, 25), (DAYS,), "vì")
    assert emulation.problem_of_change([FIRST, HARDER], new, today=date(2026, 3, 20), ends_on=END) == "order"


@given(
    done=st.lists(st.integers(0, 90), max_size=40),
    steps=st.lists(st.tuples(st.integers(1, 80), st.integers(1, 40)), max_size=4, unique_by=lambda step: step[0]),
    day=st.integers(0, 100),
)
def test_no_change_of_the_rules_takes_away_what_was_met_before(
    done: list[int], steps: list[tuple[int, int]], day: int
):  # fmt: skip
    changes = [
        Rules(START + timedelta(after), (Criterion("person", "days", goal),), "vì") for after, goal in sorted(steps)
    ]
    days = {START + timedelta(each) for each in done}

    def counted(term: Term, _criterion: Criterion) -> int:
        return sum(START <= each <= term.until for each in days)

    def met(rules: list[Rules], on: date) -> bool:
        return emulation.has_met("person", emulation.terms(rules, on, END), counted)

    begun = [Rules(START, (Criterion("person", "days", 5),))]
    on = START + timedelta(day)
    for number, change in enumerate(changes):
        told = change.valid_from - timedelta(days=1)
        assert met([*begun, *changes[: number + 1]], told) == met([*begun, *changes[:number]], told)
    assert not (met([*begun, *changes], on) and not met([*begun, *changes], on + timedelta(days=1)))


def test_own_goals_are_shown_beside_what_the_drive_asks():
    (days, skills) = emulation.lines(FIRST.of("person"), {DAYS.key: 24}, {DAYS.key: 12, SKILLS.key: 9})
    assert (days.share, days.is_met) == (0.5, True)
    assert (skills.share, skills.is_met) == (1.0, True)
    assert not emulation.is_met((), {})


UNITS = st.lists(
    st.tuples(st.integers(0, 400), st.floats(0, 1)).map(lambda pair: (round(pair[0] * pair[1]), pair[0])), max_size=12
)


def _counts(units: list[tuple[int, int]]) -> list[UnitCount]:
    return [UnitCount(f"u{at}", all_, met) for at, (met, all_) in enumerate(units)]


@given(UNITS)
def test_rates_stay_between_the_plain_share_and_that_of_all(units: list[tuple[int, int]]):
    able = [pair for pair in units if pair[1] >= emulation.FEWEST]
    pooled = sum(met for met, _ in able) / sum(all_ for _, all_ in able) if able else 0.0
    for each in emulation.compared(_counts(units)):
        low, high = sorted((each.share, pooled))
        assert low - 1e-12 <= each.rate <= high + 1e-12


@given(UNITS, st.randoms(use_true_random=False))
def test_the_order_in_which_units_are_read_decides_nothing(units: list[tuple[int, int]], chance: object):
    counts = _counts(units)
    mixed = list(counts)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert emulation.compared(mixed) == emulation.compared(counts)


def test_five_of_five_does_not_beat_many_and_is_not_punished_either():
    order = [
        each.unit
        for each in emulation.compared([
            UnitCount("small", 5, 5), UnitCount("large", 400, 390), UnitCount("middle", 300, 150)
        ])
    ]  # fmt: skip
    assert order == ["large", "small", "middle"]


def test_groups_under_five_are_compared_with_nobody():
    assert [each.unit for each in emulation.compared([UnitCount("a", 4, 4), UnitCount("b", 5, 1)])] == ["b"]


def test_improvement_is_known_only_where_there_was_a_review():
    (best, other) = emulation.compared([UnitCount("a", 50, 40, (10, 50)), UnitCount("b", 50, 20)])
    assert best.improvement is not None
    assert 0.2 < best.improvement < 0.6
    assert other.improvement is None


@given(st.dictionaries(st.text("abcdefgh", min_size=1, max_size=3), st.floats(0, 1), max_size=12))
def test_in_public_there_is_no_lower_half(values: dict[str, float]):
    named = emulation.upper_half(values)
    if len(values) < 2:
        assert named == []
    else:
        assert len(named) >= len(values) / 2
        assert all(values[each] <= min(values[one] for one in named) for each in values if each not in named)
