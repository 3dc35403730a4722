"""Results seen through an official table: sums, the order of dates, marks that begin on a day."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from hocvuso.core.official import standing
from hocvuso.core.official.standing import BEGUN, NOT_YET, REACHED, UNTAUGHT, Change, Mark, Wait

SKILLS = [f"kns.0.{number}" for number in range(5)]
BANDS = ["mastered", "nearly", "learning", "inferred", "unknown"]
tables = st.dictionaries(st.integers(0, 9).map(str), st.lists(st.sampled_from(SKILLS), max_size=3, unique=True))
bands = st.dictionaries(st.sampled_from(SKILLS), st.sampled_from(BANDS))
logs = st.lists(st.builds(Change, st.integers(0, 40), st.sampled_from(SKILLS), st.sampled_from(BANDS)), max_size=12)
marks = st.lists(st.builds(Mark, st.integers(0, 50), st.sampled_from([0.2, 0.5, 0.8, 1.0])), max_size=3,
                 unique_by=lambda mark: mark.day)  # fmt: skip


@given(tables, bands)
def test_every_row_stands_in_exactly_one_state(rows, held):
    counts = Counter(standing.of_table(rows, held).values())
    assert sum(counts.values()) == len(rows)
    assert set(counts) <= {REACHED, BEGUN, NOT_YET, UNTAUGHT}
    assert counts[UNTAUGHT] == sum(not skills for skills in rows.values())
    assert standing.share(rows, held) == (counts[REACHED] / len(rows) if rows else 0.0)


@given(tables, bands, st.sampled_from(SKILLS))
def test_one_skill_more_takes_no_row_away(rows, held, skill):
    more = {**held, skill: "mastered"}
    assert standing.share(rows, more) >= standing.share(rows, held)


@given(tables, logs, st.randoms(use_true_random=False))
def test_days_that_arrive_in_another_order_give_the_same(rows, log, chance):
    """Within a day the order of writing counts, between days only the day."""
    by_day: dict[int, list[Change]] = {}
    for each in log:
        by_day.setdefault(each.day, []).append(each)
    days = list(by_day)
    chance.shuffle(days)
    shuffled = [each for day in days for each in by_day[day]]
    for day in range(0, 42, 7):
        assert standing.bands_on(shuffled, day) == standing.bands_on(log, day)
    goals = [Mark(3, 0.5), Mark(20, 0.2)]
    assert standing.passed_on(rows, shuffled, goals, 60) == standing.passed_on(rows, log, goals, 60)


@given(logs, st.integers(0, 40))
def test_what_comes_later_changes_no_earlier_day(log, day):
    before = [each for each in log if each.day <= day]
    assert standing.bands_on(log, day) == standing.bands_on(before, day)


@given(tables, logs, marks, st.integers(1, 30), st.sampled_from([0.1, 1.0]))
def test_a_later_mark_never_moves_a_day_that_has_passed(rows, log, goals, later, value):
    first = standing.passed_on(rows, log, goals, 60)
    newest = max([each.day for each in goals], default=0)
    again = standing.passed_on(rows, log, [*goals, Mark(max(newest, first or 0) + later, value)], 60)
    if first is not None:
        assert again == first
    elif again is not None:
        assert again >= newest + later


@given(tables, logs, marks)
def test_nobody_passes_before_there_is_a_mark_nor_in_the_future(rows, log, goals):
    day = standing.passed_on(rows, log, goals, 30)
    if day is not None:
        assert min(each.day for each in goals) <= day <= 30
        mark = standing.mark_on(goals, day)
        assert mark is not None
        assert standing.share(rows, standing.bands_on(log, day)) >= mark.share - 1e-9


@given(tables, st.lists(bands, max_size=12), st.sampled_from([None, 0.3, 1.0]))
def test_people_are_counted_as_one_by_one(rows, persons, mark):
    """Counting groups of equal people equals counting people."""
    groups = Counter(frozenset(s for s, band in held.items() if band == "mastered") for held in persons)
    found = standing.counted(rows, groups, mark)
    assert found.people == len(persons)
    for row, skills in rows.items():
        assert found.by_row[row] == sum(standing.of_row(skills, held) == REACHED for held in persons)
    if mark is None:
        assert found.passed is None
    elif rows:
        assert found.passed == sum(standing.share(rows, held) >= mark - 1e-9 for held in persons)


ROW = {"r": ["kns.0.0"]}
SOON = [Change(3, "kns.0.0", "mastered")]  # reached on day 3


def test_one_may_try_again_after_the_days_of_the_rule_of_that_day():
    rule = [Mark(0, 1.0, 30)]
    assert standing.waits([10], rule) == [Wait(10, 40)]
    assert [standing.waiting(standing.waits([10], rule), day) is None for day in (9, 10, 39, 40)] == [
        True, False, False, True,
    ]  # fmt: skip
    assert standing.waits([10], [Mark(0, 1.0)]) == []  # nothing said of trying again: nobody waits
    assert standing.waits([10], [Mark(11, 1.0, 30)]) == []  # the rule had not begun


def test_a_later_rule_changes_no_wait_that_was_told():
    rules = [Mark(0, 1.0, 30), Mark(20, 1.0, 7), Mark(60, 1.0, 90)]
    assert standing.waits([10], rules) == [Wait(10, 40)]
    assert standing.waits([10, 45, 61], rules) == [Wait(10, 40), Wait(45, 52), Wait(61, 151)]
    assert standing.waits([20], rules) == [Wait(20, 27)]  # its first day is a day of the rule


def test_a_test_within_a_wait_does_not_count_and_begins_none():
    rule = [Mark(0, 1.0, 30)]
    assert standing.waits([25, 10, 10], rule) == [Wait(10, 40)]
    assert standing.waits([10, 40], rule) == [Wait(10, 40), Wait(40, 70)]


def test_what_is_reached_while_waiting_counts_from_the_day_of_another_try():
    rule, wait = [Mark(0, 1.0, 30)], [Wait(2, 32)]
    assert standing.passed_on(ROW, SOON, rule, 60) == 3
    assert standing.passed_on(ROW, SOON, rule, 60, wait) == 32
    assert standing.passed_on(ROW, SOON, rule, 31, wait) is None
    lost = [*SOON, Change(20, "kns.0.0", "learning"), Change(50, "kns.0.0", "mastered")]
    assert standing.passed_on(ROW, lost, rule, 60, wait) == 50
    assert standing.passed_on(ROW, SOON, rule, 60, [Wait(4, 34)]) == 3  # passed before: that is not taken back


rules_of_waiting = st.lists(
    st.builds(Mark, st.integers(0, 100), st.just(0.5), st.integers(0, 60)), max_size=4, unique_by=lambda mark: mark.day
)


@given(st.lists(st.integers(0, 200), max_size=12), rules_of_waiting)
def test_waits_never_overlap_and_each_begins_with_a_test(days, rules):
    found = standing.waits(days, rules)
    assert all(first.until <= then.since for first, then in pairwise(found))
    assert {each.since for each in found} <= set(days)
    for each in found:
        mark = standing.mark_on(rules, each.since)
        assert mark and each.until - each.since == mark.retake > 0
