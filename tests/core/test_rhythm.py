"""The rhythm of learning: three days a week, pauses, night shifts, badges by dated rules."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hocvuso.core import rhythm
from hocvuso.core.quiet_hours import SHIFTS
from hocvuso.core.rhythm import BadgeRule, Pause

MONDAY = date(2026, 3, 2)


def week(number: int, *days: int) -> set[date]:
    return {MONDAY + timedelta(weeks=number, days=each) for each in days}


def test_three_days_keep_a_week_and_two_do_not():
    days = week(0, 0, 3, 6) | week(1, 1, 2, 5)
    assert rhythm.rhythm(days, (), MONDAY + timedelta(days=13)).weeks == 2
    assert rhythm.rhythm(days | week(2, 0, 1), (), MONDAY + timedelta(days=16)).weeks == 2, "the week still runs"
    assert rhythm.rhythm(days | week(2, 0, 1), (), MONDAY + timedelta(days=21)).weeks == 0, "and then it was missed"


def test_a_pause_neither_counts_nor_breaks():
    days = week(0, 0, 1, 2) | week(2, 0, 1, 2)
    ill = Pause(MONDAY + timedelta(days=9), MONDAY + timedelta(days=10))
    assert rhythm.rhythm(days, (), MONDAY + timedelta(days=17)).weeks == 1
    assert rhythm.rhythm(days, (ill,), MONDAY + timedelta(days=17)).weeks == 2
    assert rhythm.rhythm(week(0, 0, 1, 2), (ill,), MONDAY + timedelta(days=10)).rests


@pytest.mark.parametrize(
    ("shift", "minute", "back"),
    [(None, 120, 0), ("morning", 120, 0), ("night", 120, 1), ("night", 400, 1), ("night", 420, 0), ("night", 1380, 0)],
)
def test_what_is_learnt_after_midnight_on_a_night_shift_belongs_to_the_day_it_began(
    shift: str | None, minute: int, back: int
):  # fmt: skip
    found = rhythm.study_day(MONDAY, minute, SHIFTS[shift] if shift else None)
    assert found == MONDAY - timedelta(days=back)


@given(st.sets(st.integers(0, 120)), st.integers(0, 130), st.integers(0, 130))
def test_one_day_more_never_shortens_a_rhythm_and_a_pause_never_breaks_one(days: set[int], more: int, today: int):
    on = MONDAY + timedelta(days=today)
    learnt = {MONDAY + timedelta(days=each) for each in days if each <= today}
    plain = rhythm.rhythm(learnt, (), on).weeks
    assert rhythm.rhythm(learnt | {MONDAY + timedelta(days=min(more, today))}, (), on).weeks >= plain
    pause = Pause(MONDAY + timedelta(days=more), MONDAY + timedelta(days=more + 6))
    assert rhythm.rhythm(learnt, (pause,), on).weeks >= plain


def test_pauses_are_short_and_not_long_ago():
    def wrong(since: int, until: int) -> str:
        return rhythm.problem_of_pause(Pause(MONDAY + timedelta(since), MONDAY + timedelta(until)), MONDAY)

    assert [wrong(0, 0), wrong(0, -1), wrong(0, 60), wrong(-31, -30), wrong(-30, -29)] == [
        "",
        "order",
        "long",
        "old",
        "",
    ]


def test_a_badge_asks_what_its_rule_of_the_day_says():
    easy, hard = BadgeRule(MONDAY, ("kns.4.3",)), BadgeRule(MONDAY + timedelta(9), ("kns.4.3", "kns.4.1"), 2)
    assert rhythm.badge_rule([hard, easy], MONDAY - timedelta(1)) is None
    assert rhythm.badge_rule([hard, easy], MONDAY + timedelta(8)) == easy
    assert rhythm.badge_rule([hard, easy], MONDAY + timedelta(9)) == hard
    assert rhythm.is_earned(easy, {"kns.4.3", "kns.1.1"}, 0)
    assert not rhythm.is_earned(hard, {"kns.4.3", "kns.4.1"}, 1)
    assert not rhythm.is_earned(BadgeRule(MONDAY), {"kns.4.3"}, 9)
