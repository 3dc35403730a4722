"""Returns add up the same way in any grouping, unknown stays unknown, the frozen form is always the same."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hocvuso.core import returns
from hocvuso.core.returns import Line, checksum, combine, corrected, counted, frozen_text

IDS = ("people", "started")
values = st.none() | st.integers(0, 5000)
parts = st.lists(st.fixed_dictionaries(dict.fromkeys(IDS, values)), max_size=8)
days = st.dates(date(2025, 1, 1), date(2040, 12, 31))


def as_lines(part):
    return {name: counted(name, value) for name, value in part.items()}


@given(parts)
def test_the_sum_is_that_of_what_is_known_and_the_rest_is_counted(found):
    for line in combine(IDS, [as_lines(part) for part in found]):
        known = [part[line.id] for part in found if part[line.id] is not None]
        assert line.value == (sum(known) if known else None)
        assert (line.units, line.without) == (len(known), len(found) - len(known))


@given(parts, st.integers(0, 8), st.integers(0, 3), st.integers(0, 3))
def test_a_province_over_wards_sums_like_a_province_over_unions(found, cut, missing_here, missing_there):
    lines = [as_lines(part) for part in found]
    flat = combine(IDS, lines, missing=missing_here + missing_there)
    wards = [combine(IDS, lines[:cut], missing=missing_here), combine(IDS, lines[cut:], missing=missing_there)]
    nested = combine(IDS, [{line.id: line for line in ward} for ward in wards])
    assert [(line.value, line.units, line.without) for line in nested] == [
        (line.value, line.units, line.without) for line in flat
    ]


def test_nothing_known_is_unknown_and_not_zero():
    assert combine(IDS, [], missing=3)[0] == Line("people", None, "not_reported", units=0, without=3)
    assert combine(IDS, [{"people": counted("people", 0)}])[0].value == 0


def test_an_own_figure_needs_a_reason_and_stands_beside_the_systems():
    line = corrected(counted("people", 10), 12, " two came on the 30th ")
    assert (line.system, line.own, line.value, line.reason) == (10, 12, 12, "two came on the 30th")
    assert corrected(line, None, "").value == 10
    unknown = corrected(counted("people", None), 7, "counted by hand")
    assert (unknown.value, unknown.units, unknown.without) == (7, 1, 0)
    assert corrected(unknown, None, "").without == 1
    for figure, reason in ((12, " "), (-1, "x"), (returns.MOST_PEOPLE + 1, "x")):
        with pytest.raises(ValueError, match="people"):
            corrected(line, figure, reason)
    with pytest.raises(ValueError, match="started"):
        corrected(counted("started", None, why=returns.HIDDEN), 3, "x")
    with pytest.raises(ValueError, match="negative"):
        counted("people", -1)


def test_the_frozen_text_is_the_same_however_it_was_written():
    composed = "Nguyễn"
    decomposed = unicodedata.normalize("NFD", composed)
    assert decomposed != composed
    one = frozen_text({"b": [1, None], "a": composed})
    assert one == '{"a":"Nguyễn","b":[1,null]}'
    assert frozen_text({"a": decomposed, "b": [1, None]}) == one
    assert len(checksum(one)) == 64
    assert checksum("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"  # FIPS 180-4
    with pytest.raises(ValueError, match="JSON"):
        frozen_text({"a": float("nan")})


@given(days)
def test_months_follow_each_other(day):
    month = returns.month_of(day)
    assert returns.month_before(returns.month_after(month)) == month
    assert returns.last_day(month) >= day
    assert (returns.last_day(month) - month).days in {27, 28, 29, 30}
    assert returns.due_on(month, 5) == returns.month_after(month).replace(day=5)
    assert returns.parse_month(f"{month:%Y-%m}") == month


@pytest.mark.parametrize("typed", ["", "2026", "2026-13", "2026-0", "1999-05", "2026-x", "٢٠٢٦-٠٥", "2026-111"])
def test_a_month_that_is_none(typed):
    assert returns.parse_month(typed) is None


def test_days_overdue():
    due = date(2026, 11, 5)
    assert returns.days_overdue(due, None, date(2026, 11, 5)) == 0
    assert returns.days_overdue(due, None, date(2026, 11, 9)) == 4
    assert returns.days_overdue(due, date(2026, 11, 6), date(2026, 12, 9)) == 1
    assert returns.days_overdue(due, date(2026, 11, 1), date(2026, 12, 9)) == 0
    with pytest.raises(ValueError, match="deadline"):
        returns.due_on(due, 29)
