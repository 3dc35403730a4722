"""Counts of units from dated facts: everybody once, on every day, the same as counting day by day by hand."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hocvuso.core import pace, retention, rollup

DAYS, PERSONS, UNITS = 12, 4, 3
stay = st.tuples(
    st.integers(0, PERSONS - 1), st.integers(0, UNITS - 1), st.integers(0, DAYS), st.integers(1, DAYS) | st.none()
)
word = st.tuples(st.integers(0, PERSONS - 1), st.integers(0, DAYS), st.integers(0, 1))


def spells(stays):
    rows = [
        (person, unit, first, rollup.NEVER if length is None else first + length, order)
        for order, (person, unit, first, length) in enumerate(stays)
    ]
    return rollup.Spells(*(np.array(column, dtype=np.int64) for column in zip(*rows, strict=True)) if rows else [
        np.zeros(0, dtype=np.int64)] * 5)  # fmt: skip


def flips(words):
    rows = words or []
    columns = zip(*rows, strict=True) if rows else [[], [], []]
    return rollup.turns(rollup.Flips(*(np.array(list(column), dtype=np.int64) for column in columns)))


def home_on(stays, person, day):
    """Return where a person is at home on a day, said once more in plain words."""
    there = [
        (first, order, unit)
        for order, (who, unit, first, length) in enumerate(stays)
        if who == person and first <= day and (length is None or day < first + length)
    ]
    return min(there)[2] if there else None


def holds_on(words, person, day):
    said = sorted((at, number, value) for number, (who, at, value) in enumerate(words) if who == person and at <= day)
    return bool(said and said[-1][2])


def at(series, unit, day):
    return int(series.delta[(series.unit == unit) & (series.day <= day)].sum())


@given(st.lists(stay, max_size=9), st.lists(word, max_size=9), st.lists(word, max_size=9))
def test_each_day_counts_as_by_hand(stays, first, second):
    series = rollup.count(rollup.homes(spells(stays)), [flips(first), flips(second)])
    for day in range(2 * DAYS + 1):
        for unit in range(UNITS):
            expected = sum(
                home_on(stays, person, day) == unit and holds_on(first, person, day) and holds_on(second, person, day)
                for person in range(PERSONS)
            )
            assert at(series, unit, day) == expected, (unit, day)


@given(st.lists(stay, max_size=9), st.lists(stay, max_size=4))
def test_stretches_during_a_period_are_the_days_that_both_hold(stays, periods):
    found = rollup.during(spells(stays), spells(periods))
    rows = list(zip(found.person, found.unit, found.first, found.until, found.order, strict=True))
    for day in range(2 * DAYS + 1):
        expected = sorted(
            (who, unit, order)
            for order, (who, unit, first, length) in enumerate(stays)
            for person, _unit, begins, lasts in periods
            if who == person and first <= day and (length is None or day < first + length)
            and begins <= day and (lasts is None or day < begins + lasts)
        )  # fmt: skip
        assert sorted((who, unit, order) for who, unit, first, until, order in rows if first <= day < until) == expected


@given(st.lists(stay, max_size=9))
def test_nobody_is_counted_twice_or_lost(stays):
    series = rollup.count(rollup.homes(spells(stays)), [])
    for day in range(2 * DAYS + 1):
        present = {person for person in range(PERSONS) if home_on(stays, person, day) is not None}
        assert sum(at(series, unit, day) for unit in range(UNITS)) == len(present)


@given(st.lists(st.lists(stay, max_size=6), min_size=1, max_size=3))
def test_the_table_holds_what_the_series_say(groups):
    series = [rollup.count(rollup.homes(spells(stays)), []) for stays in groups]
    found = rollup.table(series)
    rows = list(zip(found.unit.tolist(), found.day.tolist(), strict=True))
    for (unit, day), numbers in zip(rows, found.counts.tolist(), strict=True):
        assert numbers == [at(each, unit, day) for each in series]
    changed = {(int(u), int(d)) for each in series for u, d in zip(each.unit, each.day, strict=True)}
    assert rows == sorted(changed)


@given(st.lists(st.lists(stay, max_size=6), min_size=2, max_size=3))
def test_parts_add_up_to_the_whole(groups):
    series = [rollup.count(rollup.homes(spells(stays)), []) for stays in groups]
    whole = rollup.together(series)
    for day in range(2 * DAYS):
        for unit in range(UNITS):
            assert at(whole, unit, day) == sum(at(each, unit, day) for each in series)


def test_up_the_tree_adds_each_unit_to_all_above_it():
    paths = {"a": ["top", "a"], "b": ["top", "mid", "b"], "c": ["top", "mid", "c"]}
    assert rollup.up_the_tree({"a": [1, 10], "b": [2, 20], "c": [4, 40]}, paths) == {
        "top": [7, 70], "mid": [6, 60], "a": [1, 10], "b": [2, 20], "c": [4, 40],
    }  # fmt: skip


def test_a_forecast_needs_four_weeks_of_change():
    assert pace.forecast([0.1, 0.2, 0.3, 0.4], now=0.4, weeks_left=5) is None
    assert pace.forecast([0.1, 0.2, 0.3, 0.4, 0.5], now=0.5, weeks_left=5) is not None


def test_an_even_pace_is_carried_on_with_a_narrow_range():
    found = pace.forecast([0.50 + 0.01 * week for week in range(9)], now=0.58, weeks_left=6)
    assert found.share == pytest.approx(0.64)
    assert found.weekly == pytest.approx(0.01)
    assert found.weeks == 8
    assert found.low < 0.64 < found.high
    assert found.high - found.low < 0.02


def test_the_range_follows_the_published_formula():
    """Four changes 0.00, 0.02, 0.00, 0.02: drift 0.01, σ = √(4·0.01²/3); four weeks on: σ·√(4·(1 + 4/4))·t(3)."""
    found = pace.forecast([0.50, 0.50, 0.52, 0.52, 0.54], now=0.54, weeks_left=4)
    half = (4 * 0.01**2 / 3) ** 0.5 * (4 * 2) ** 0.5 * 1.638
    assert found.share == pytest.approx(0.58)
    assert found.high - found.share == pytest.approx(half, rel=1e-6)
    assert found.share - found.low == pytest.approx(half, rel=1e-6)


@given(st.lists(st.floats(0, 1), min_size=5, max_size=20), st.floats(0, 52))
def test_a_forecast_stays_a_share_and_within_its_range(shares, weeks):
    found = pace.forecast(shares, now=shares[-1], weeks_left=weeks)
    assert 0 <= found.low <= found.share <= found.high <= 1


@given(st.lists(st.floats(0.2, 0.8), min_size=9, max_size=9))
def test_after_the_deadline_the_share_is_what_it_is(shares):
    found = pace.forecast(shares, now=shares[-1], weeks_left=-3)
    assert found.share == found.low == found.high == pytest.approx(shares[-1])


def test_retention_is_silent_under_ten():
    assert retention.kept(passed=9, checks=9) is None
    assert retention.kept(passed=0, checks=0) is None
    with pytest.raises(ValueError, match="passed"):
        retention.kept(passed=11, checks=10)


def test_retention_is_wilsons_interval():
    """Newcombe (1998), table I: 81 of 263 gives 0.2553 to 0.3662; 15 of 148 gives 0.0624 to 0.1605."""
    for passed, checks, low, high in ((81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605)):
        found = retention.kept(passed=passed, checks=checks)
        assert (found.low, found.high) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))


@given(st.integers(10, 2000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_holds_the_share(pair):
    found = retention.kept(passed=pair[0], checks=pair[1])
    assert 0 <= found.low <= found.share + 1e-12
    assert found.share - 1e-12 <= found.high <= 1


@given(st.dates(min_value=date(2020, 1, 1), max_value=date(2030, 12, 31)))
def test_old_days_move_to_the_end_of_week_or_month(day):
    epoch, fine = date(1970, 1, 1), date(2026, 10, 1)
    moved = epoch + timedelta(days=int(rollup.marks(np.array([(day - epoch).days]), fine_from=(fine - epoch).days)[0]))
    if day >= fine:
        assert moved == day
        return
    ends = [day + timedelta(days=n) for n in range(7)]
    assert moved == next(each for each in ends if each.isoweekday() == 7 or (each + timedelta(days=1)).day == 1)
