"""Dated records: when each is due, and what leans on it."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from hocvuso.core import expiry
from hocvuso.core.content import Curriculum, Fact, Step

TODAY = date(2026, 11, 29)


def fact(name: str, next_check: int, expires: int, confidence: str = expiry.VERIFIED) -> Fact:
    """A fact whose days are counted from today."""
    days = [TODAY + timedelta(days=number) for number in (-100, next_check, expires)]
    return Fact(name, "hotline", f"Gọi {name}", confidence, days[0], days[1], days[2], "an")


def step(name: str, *facts: str) -> Step:
    """A step that names facts."""
    return Step(
        f"kns.1.1/one#{name}", "kns.1.1/one", "kns.1.1", name, "", "", "", "", (), "", (), facts, "", 1
    )  # fmt: skip


def library(facts: list[Fact], steps: list[Step]) -> Curriculum:
    """A curriculum of nothing else."""
    return Curriculum({}, {}, {}, {one.id: one for one in steps}, {}, {}, {one.id: one for one in facts})


def test_what_presses_most_comes_first() -> None:
    facts = [
        fact("late", 200, 300), fact("gone", -50, -1), fact("soon", 30, 60), fact("due", 0, 20),
        fact("quarter", 90, 100), fact("next-day", 1, 2),
    ]  # fmt: skip
    found = expiry.records(library(facts, []), TODAY)
    assert [(one.id, one.state(TODAY)) for one in found] == [
        ("gone", "expired"), ("due", "overdue"), ("next-day", "within30"), ("soon", "within30"),
        ("quarter", "within90"), ("late", "fine"),
    ]  # fmt: skip
    assert expiry.counted(found, TODAY) == {
        "expired": 1, "overdue": 1, "within30": 2, "within90": 1, "fine": 1, "unverified": 0, "records": 6,
    }  # fmt: skip


@given(st.integers(-400, 400), st.integers(0, 400))
def test_a_record_is_overdue_from_its_day_on_and_never_before(next_check: int, more: int) -> None:
    (one,) = expiry.records(library([fact("x", next_check, next_check + more)], []), TODAY)
    assert one.is_overdue(TODAY) == (next_check <= 0)


def test_steps_that_name_a_fact_lean_on_it() -> None:
    found = library([fact("a", 5, 9), fact("b", 5, 9, "from-memory")], [step("s", "a", "b"), step("t", "b")])
    by_id = {one.id: one for one in expiry.records(found, TODAY)}
    assert by_id["a"].uses.steps == ("kns.1.1/one#s",)
    assert by_id["b"].uses.steps == ("kns.1.1/one#s", "kns.1.1/one#t")
    assert by_id["b"].uses.lessons == ("kns.1.1/one",) and by_id["b"].skills == ("kns.1.1",)
    assert by_id["a"].is_verified and not by_id["b"].is_verified


def test_months_end_on_the_last_day() -> None:
    assert expiry.months_after(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert expiry.months_after(date(2026, 11, 23), 12) == date(2027, 11, 23)
