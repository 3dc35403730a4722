"""Old figures carried to the units of later days: the sum stays, unknown stays unknown."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hocvuso.core.succession import Succession, carry, shares

DAY = date(2025, 7, 1)
EVE = DAY - timedelta(1)


def test_a_district_is_divided_among_its_heirs() -> None:
    steps = [Succession("h", "x", DAY, Fraction(1, 2)), Succession("h", "p", DAY, Fraction(1, 3)),
             Succession("h", None, DAY, Fraction(1, 6))]  # fmt: skip
    found = carry({"h": 60, "p": 5}, steps, since=EVE, until=DAY)
    assert found.figures == {"x": 30, "p": 25} and found.outside == 10
    assert carry({"h": 60}, steps, since=DAY, until=DAY).figures == {"h": 60}, "what happened that day is in it"


def test_what_is_unknown_stays_unknown_and_is_never_zero() -> None:
    steps = [Succession("a", "c", DAY, Fraction(1)), Succession("b", "c", DAY, Fraction(1))]
    found = carry({"a": 7, "b": None}, steps, since=EVE, until=DAY)
    assert found.figures == {"c": 7} and found.unknown == {"c": frozenset({"b"})}
    alone = carry({"b": None}, steps, since=EVE, until=DAY)
    assert alone.figures == {} and alone.unknown == {"c": frozenset({"b"})}


def test_on_one_day_the_earlier_taken_over_comes_first() -> None:
    steps = [Succession("b", "c", DAY, Fraction(1)), Succession("a", "b", DAY, Fraction(1))]
    assert carry({"a": 3, "b": 4}, steps, since=EVE, until=DAY).figures == {"c": 7}


def test_shares_follow_the_people() -> None:
    assert shares({"x": 3, "y": 1, None: 0}) == {"x": Fraction(3, 4), "y": Fraction(1, 4)}
    assert shares({"x": 0, "y": 0}) == {"x": Fraction(1, 2), "y": Fraction(1, 2)}
    with pytest.raises(ValueError, match="not negative"):
        shares({"x": -1})


units = st.integers(0, 5)


@given(
    figures=st.dictionaries(units.map(str), st.integers(0, 50), max_size=6),
    steps=st.lists(st.tuples(units, units, st.integers(0, 9), st.integers(0, 4)), max_size=12),
)
def test_nothing_is_lost_on_the_way(figures: dict[str, int], steps: list[tuple[int, int, int, int]]) -> None:
    given_away: dict[tuple[str, date], Fraction] = {}
    successions = []
    for unit, heir, days, quarter in steps:
        on, share = DAY + timedelta(days), Fraction(quarter, 4)
        total = given_away.get((str(unit), on), Fraction(0)) + share
        if share and total <= 1 and unit != heir:
            given_away[str(unit), on] = total
            successions.append(Succession(str(unit), str(heir) if heir else None, on, share))
    found = carry(figures, successions, since=EVE, until=DAY + timedelta(9))
    assert sum(found.figures.values()) + found.outside == sum(figures.values())
    assert all(value >= 0 for value in found.figures.values())
