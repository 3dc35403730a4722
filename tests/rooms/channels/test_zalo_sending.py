"""Answers and notices on Zalo: within windows and quotas, past a day of silence; nothing lost, nothing twice."""

from __future__ import annotations

from datetime import timedelta

import pytest

from hocvuso.channels import dispatch, looking, tasks
from hocvuso.channels.models import ChannelState, Letter, ZaloAccount, ZaloMessage
from hocvuso.channels.zalo import people as on_zalo
from hocvuso.channels.zalo import sending
from hocvuso.core.message_window import Rules, fare
from hocvuso.people import actions as people
from hocvuso.people import queries
from hocvuso.people.models import Person
from hocvuso.plumbing import clock, outbox
from tests.rooms import places

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]
RULES = Rules(timedelta(hours=48), 8, timedelta(days=7))


@pytest.fixture
def lan(talk) -> object:
    """A worker who has joined her Zalo and agreed to reminders."""
    place = places.province()
    person = places.worker("Nguyễn Thị Lan", place.sewing)
    Person.objects.filter(id=person).update(claimed_at=clock.now(), phone="0901234567", phone_confirmed_at=clock.now())
    for purpose in ("learn", "remind"):
        people.decide(person, purpose, given=True, way="test")
    talk.says(f"HVS {on_zalo.code_for_person(person)}")
    talk.zalo.messages.clear()
    dispatch.deliver_due()  # the notice about joining
    return person


@pytest.mark.parametrize(
    ("hours", "replies", "expected"),
    [(0, 0, "free"), (48, 7, "free"), (1, 8, "paid"), (49, 0, "paid"), (168, 0, "paid"), (169, 0, "closed")],
)
def test_what_a_message_costs(hands, hours, replies, expected):
    assert fare(hands.now - timedelta(hours=hours), replies, hands.now, RULES) == expected
    assert fare(None, 0, hands.now, RULES) == "closed"


def test_a_day_of_silence_loses_nothing_and_doubles_nothing(talk, zalo, hands):
    zalo.mood = "broken"
    for number in range(5):
        talk.post(talk.told("user_send_text", f"mã OTP là gì {number}"))
        tasks.talk()
        hands.passes(minutes=30)
    for _hour in range(24):
        tasks.talk()
        hands.passes(hours=1)
    assert zalo.messages == []
    assert ZaloMessage.objects.filter(outcome="waiting").count() == 5
    zalo.mood = ""
    for _look in range(12):
        hands.passes(minutes=30)
        tasks.talk()
    assert len(zalo.messages) == 5
    assert ZaloMessage.objects.filter(outcome="sent").count() == 5


def test_a_resting_channel_is_asked_seldom(talk, zalo, hands):
    zalo.mood = "broken"
    talk.post(talk.told("user_send_text", "chào"))
    asked: list[int] = []
    answer = zalo.answer
    zalo.answer = lambda call: asked.append(1) or answer(call)  # type: ignore[method-assign]
    for _minute in range(180):
        tasks.talk()
        hands.passes(minutes=1)
    assert 3 <= len(asked) <= 12
    assert ChannelState.objects.get(channel="zalo").failures >= 3


def test_an_answer_that_never_came_is_not_sent_again(talk, zalo, hands):
    zalo.once = ["cut"]
    talk.post(talk.told("user_send_text", "chào"))
    tasks.talk()
    for _look in range(5):
        hands.passes(hours=2)
        tasks.talk()
    assert len(zalo.messages) == 1, "it had arrived"
    assert ZaloMessage.objects.get().outcome == "unsure"


@pytest.mark.parametrize(("mood", "pause"), [("rate", {"minutes": 2}), ("quota", {"hours": 6})])
def test_too_fast_waits_a_minute_and_a_used_up_quota_until_tomorrow(talk, zalo, hands, mood, pause):
    zalo.once = [mood]
    talk.post(talk.told("user_send_text", "chào"))
    tasks.talk()
    hands.passes(seconds=30)
    tasks.talk()
    assert zalo.messages == []
    hands.passes(**pause)  # 18:30 and six hours: past midnight
    tasks.talk()
    assert len(zalo.messages) == 1


def test_our_own_quota_stops_before_zalo_does(talk, zalo, hands, settings):
    settings.ZALO_DAILY = 2
    for number in range(4):
        talk.post(talk.told("user_send_text", f"chào {number}"))
    tasks.talk()
    assert len(zalo.messages) == 2
    health = next(each for each in looking.channels() if each.channel == "zalo")
    assert (health.sent, health.quota, health.waiting) == (2, 2, 2)
    hands.passes(hours=6)
    tasks.talk()
    assert len(zalo.messages) == 4


def test_the_ninth_answer_would_cost_and_is_not_sent_unless_allowed(talk, zalo, settings):
    talk.says("chào")
    account = ZaloAccount.objects.get()
    ZaloAccount.objects.update(replies=8)
    assert sending.fare_of(ZaloAccount.objects.get(), clock.now()) == "paid"
    talk.says("chào lại")  # writing anew opens the window
    account.refresh_from_db()
    assert account.replies == 1


def test_who_left_gets_nothing_more(talk, zalo):
    talk.says("chào")
    talk.post(talk.told("unfollow"))
    tasks.talk()
    assert ZaloAccount.objects.get().left_at is not None
    zalo.messages.clear()
    zalo.mood = "gone"
    assert sending.fare_of(ZaloAccount.objects.get(), clock.now()) == "closed"
    assert zalo.messages == []


def test_a_notice_goes_to_zalo_in_her_free_hours(lan, zalo, hands):
    outbox.notify(lan, "learn_again", key="w48")
    dispatch.deliver_due()
    assert "ba phút" in zalo.messages[-1]["text"] and "http" in zalo.messages[-1]["text"]
    dispatch.deliver_due()
    assert len(zalo.messages) == 1


def test_no_notice_in_quiet_hours(lan, zalo, hands):
    hands.passes(hours=3)  # 21:30
    outbox.notify(lan, "learn_again", key="w48")
    dispatch.deliver_due()
    assert zalo.messages == []
    hands.passes(hours=21)  # 18:30 again
    dispatch.deliver_due()
    assert len(zalo.messages) == 1


def test_no_notice_without_consent_and_none_after_stopping_there(lan, zalo, talk):
    talk.says("dừng nhận")
    zalo.messages.clear()
    outbox.notify(lan, "learn_again", key="w48")
    dispatch.deliver_due()
    assert zalo.messages == []
    assert not queries.has_agreed(lan, on_zalo.CONSENT)


def test_security_is_not_told_on_zalo(lan, zalo):
    outbox.notify(lan, "desk_code", {"code": "123456", "minutes": 10}, key="c")
    dispatch.deliver_due()
    assert zalo.messages == []
    assert not Letter.objects.filter(way="zalo", kind="desk_code").exists()


def test_a_closed_window_leaves_the_notice_on_the_site_or_takes_a_template(lan, zalo, hands, settings):
    hands.passes(days=8)
    outbox.notify(lan, "learn_again", key="w49")
    dispatch.deliver_due()
    assert zalo.messages == zalo.templates == []
    assert Letter.objects.get(kind="learn_again").outcome == "failed"
    settings.ZALO_TEMPLATES = {"return_due": "77"}
    outbox.notify(lan, "return_due", {"name": "Báo cáo", "due": "30/11"}, key="r")
    dispatch.deliver_due()
    sent = zalo.templates[0]
    assert (sent["phone"], sent["template_id"]) == ("84901234567", "77")
    assert set(sent["template_data"]) == {"tieu_de", "noi_dung", "duong_dan"}


def test_a_silent_zalo_holds_no_letter_up_by_email_and_loses_none(lan, zalo, hands):
    zalo.mood = "broken"
    outbox.notify(lan, "learn_again", key="w48")
    for _look in range(10):
        dispatch.deliver_due()
        hands.passes(minutes=4)
    assert zalo.messages == []
    zalo.mood = ""
    for _look in range(12):
        hands.passes(minutes=5)
        dispatch.deliver_due()
    assert len(zalo.messages) <= 1
    hands.passes(hours=21)
    for _look in range(3):
        dispatch.deliver_due()
        hands.passes(minutes=20)
    assert len(zalo.messages) == 1


def test_the_speed_is_kept(talk, zalo, settings, monkeypatch):
    waits: list[float] = []
    monkeypatch.setattr("hocvuso.channels.zalo.sending.time.sleep", waits.append)
    settings.ZALO_A_SECOND = 10
    for number in range(3):
        talk.post(talk.told("user_send_text", f"chào {number}"))
    tasks.talk()
    assert waits == [0.1] * 3
