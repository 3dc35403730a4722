"""Pages of lists: every row stands on exactly one of them, whatever number an address asks for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hocvuso.plumbing import paging


@given(total=st.integers(0, 300), size=st.integers(1, 60))
def test_every_row_stands_on_exactly_one_page(total, size):
    rows = list(range(total))
    first = paging.part(1, total, size)
    parts = [paging.part(number, total, size) for number in range(1, first.pages + 1)]
    assert [row for part in parts for row in rows[part.rows]] == rows
    assert all(rows[part.rows] for part in parts) or total == 0
    assert [part.later for part in parts] == [*range(2, first.pages + 1), None]
    assert [part.earlier for part in parts] == [None, *range(1, first.pages)]


@given(number=st.integers(), total=st.integers(0, 300))
def test_a_number_beside_the_list_leads_to_its_nearest_page(number, total):
    part = paging.part(number, total, 20)
    assert 1 <= part.number <= part.pages
    assert part.number == number or number < 1 or number > part.pages


@pytest.mark.parametrize(
    ("typed", "number"),
    [("3", 3), ("0", 1), ("-2", 1), ("", 1), ("hai", 1), ("٣", 1), ("²", 1), ("9" * 4000, 1)],
)
def test_an_address_may_ask_for_anything(typed, number):
    assert paging.asked({"trang": typed}) == number
    assert paging.asked({}) == 1


@pytest.mark.parametrize(("text", "number"), [("7", 7), ("99", 40), ("", 0), ("x", 0), ("-1", 0), ("1" * 10, 0)])
def test_a_number_of_a_form_has_a_bound(text, number):
    assert paging.whole(text, most=40) == number


def test_a_number_may_be_as_large_as_is_allowed():
    most = 2**31 - 1
    assert [paging.whole(str(each), most=most) for each in (10**9, most, most + 1, 10**10)] == [10**9, most, most, 0]
