"""The way of a post, quiet hours of what rings, who is late, addresses that would become links."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hocvuso.core import campaign, posting, quiet_hours
from hocvuso.core.campaign import Funnel, Place

VIETNAM = timezone(timedelta(hours=7))
NOW = datetime(2026, 11, 30, 12, tzinfo=VIETNAM)
moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)).map(lambda each: each.replace(tzinfo=VIETNAM))


@given(st.lists(st.sampled_from(sorted(campaign.ACTS)), max_size=12))
def test_nothing_is_approved_that_was_not_asked_for(acts):
    state, seen = campaign.DRAFT, []
    for act in acts:
        try:
            state = campaign.after(state, act)
        except campaign.NoSuchStep:
            continue
        seen.append(act)
    assert state in campaign.STATES
    if state == campaign.APPROVED:
        assert seen[-2:] == ["ask", "approve"]


def test_an_unknown_act_is_no_step():
    with pytest.raises(campaign.NoSuchStep):
        campaign.after(campaign.DRAFT, "shout")


def test_what_may_be_done_is_what_can_be_done():
    for state in campaign.STATES:
        for act in campaign.acts(state):
            campaign.after(state, act)
    assert campaign.acts(campaign.ENDED) == ("restore",)


@given(moments, st.sampled_from(list(posting.CHANNELS)), st.sampled_from([*quiet_hours.SHIFTS, "unknown"]))
def test_what_rings_goes_out_in_an_open_hour_and_never_before_it_was_planned(planned, channel, shift):
    at = campaign.due_at(planned, channel, shift)
    assert planned <= at < planned + timedelta(days=1)
    if channel in campaign.RINGING:
        assert not quiet_hours.is_quiet(quiet_hours.shift(shift), at.hour * 60 + at.minute)
    else:
        assert at == planned


@pytest.mark.parametrize(
    ("post", "place", "state"),
    [
        ("approved", Place("website", NOW, None), "due"),
        ("approved", Place("website", NOW + timedelta(minutes=1), None), "coming"),
        ("waiting", Place("website", NOW, None), "not_yet"),
        ("approved", Place("tiktok", NOW, None, refusal="quota"), "refused"),
        ("ended", Place("tiktok", NOW, None, refusal="quota"), "stopped"),
        ("approved", Place("website", NOW, NOW.date(), is_sent=True), "sent"),
        ("ended", Place("zalo-group", None, NOW.date()), "marked"),
        ("approved", Place("zalo-group", None, None), "not_yet"),
    ],
)
def test_how_far_a_post_is_in_a_place(post, place, state):
    assert campaign.place_state(post, place, NOW) == state


def test_the_last_day_belongs_to_the_unit():
    due = date(2026, 12, 5)
    assert campaign.standing(due, None, due) == campaign.OPEN
    assert campaign.standing(due, None, due + timedelta(days=1)) == campaign.LATE
    assert campaign.standing(due, due, due + timedelta(days=9)) == campaign.DONE
    assert campaign.standing(due, due + timedelta(days=1), due + timedelta(days=9)) == campaign.DONE_LATE


@given(st.lists(st.builds(Funnel, *[st.integers(0, 9)] * 4), max_size=6))
def test_sums_are_sums(parts):
    found = campaign.total(parts)
    assert (found.opened, found.mastered) == (sum(each.opened for each in parts), sum(each.mastered for each in parts))


def test_reminders_come_before_and_after_the_last_day():
    assert campaign.reminder_days(date(2026, 12, 5)) == (date(2026, 12, 4), date(2026, 12, 6))


def test_what_rings_is_a_channel_that_there_is():
    assert set(posting.CHANNELS) > campaign.RINGING
