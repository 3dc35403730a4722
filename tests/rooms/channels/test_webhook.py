"""What Zalo sends is taken once, when it is Zalo, and lately; nothing is worked on while Zalo waits."""

from __future__ import annotations

import hashlib
import json

import pytest

from hocvuso.channels import tasks
from hocvuso.channels.models import ChannelDay, ZaloAccount, ZaloEvent
from hocvuso.channels.rehearsal import phone
from hocvuso.channels.zalo import events
from hocvuso.core.zalo_signature import is_signed, signature

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]


def test_the_signature_is_a_plain_hash_of_app_body_timestamp_and_secret():
    made = signature("100", b'{"a":1}', "1717061839659", "khoa")
    assert made == hashlib.sha256(b'100{"a":1}1717061839659khoa').hexdigest()
    assert is_signed(f"mac={made}", "100", b'{"a":1}', ["", "1717061839659"], "khoa")
    assert is_signed(made.upper(), "100", b'{"a":1}', ["1717061839659"], "khoa")
    for wrong in ("", "mac=", made[:-1], made[:-1] + "g", "mác=" + made):
        assert not is_signed(wrong, "100", b'{"a":1}', ["1717061839659"], "khoa")
    assert not is_signed(made, "100", b'{"a": 1}', ["1717061839659"], "khoa")
    assert not is_signed(signature("100", b"", "1", ""), "100", b"", ["1"], "")


def test_an_event_is_kept_and_answered_later(talk):
    assert talk.post(talk.told("user_send_text", "học")) == 200
    row = ZaloEvent.objects.get()
    assert (row.text, row.is_open) == ("học", True)
    assert not ZaloAccount.objects.exists()
    assert talk.zalo.messages == []


def test_the_webhook_writes_one_row_in_few_statements(talk, django_assert_max_num_queries):
    talk.post(talk.told("user_send_text", "một"))
    with django_assert_max_num_queries(6):
        talk.post(talk.told("user_send_text", "hai"))


def test_a_forged_event_is_refused_and_leaves_nothing(talk):
    told = talk.told("user_send_text", "chuyển tiền")
    for mac in ("mac=" + "0" * 64, "", signature("khac", b"", "", talk.zalo.oa_secret)):
        assert talk.post(told, mac=mac) == 403
    other = {**told, "app_id": "999"}
    assert talk.post(other) == 403
    assert not ZaloEvent.objects.exists()
    assert ChannelDay.objects.get(channel="zalo").turned_away == 4


def test_a_changed_letter_breaks_the_signature(talk):
    told = talk.told("user_send_text", "một")
    _raw, headers = phone.signed(talk.zalo, told)
    told["message"]["text"] = "hai"
    assert talk.post(told, mac=headers["X-ZEvent-Signature"]) == 403


def test_a_stale_event_is_refused(talk, settings):
    old = talk.told("user_send_text", "cũ")
    talk.hands.passes(minutes=settings.ZALO_STALE_MINUTES + 1)
    assert talk.post(old) == 403
    ahead = talk.told("user_send_text", "mai")
    talk.hands.passes(minutes=-10)
    assert talk.post(ahead) == 403
    assert not ZaloEvent.objects.exists()


def test_a_late_delivery_of_zalo_itself_is_taken(talk):
    late = talk.told("user_send_text", "học")
    talk.hands.passes(minutes=110)  # the last of its own repetitions
    assert talk.post(late) == 200
    assert ZaloEvent.objects.count() == 1


def test_a_replay_is_taken_once_also_after_it_was_answered(talk):
    told = talk.told("user_send_text", "học")
    assert [talk.post(told) for _ in range(3)] == [200, 200, 200]
    tasks.talk()
    assert talk.post(told) == 200
    tasks.talk()
    assert ZaloEvent.objects.count() == 1
    assert len(talk.zalo.messages) == 1


def test_a_thousand_replays_have_one_effect(talk):
    raw, headers = phone.signed(talk.zalo, talk.told("user_send_text", "xin chào"))
    for _ in range(1000):
        talk.client.post("/kenh/zalo", raw, content_type="application/json", headers=headers)
    tasks.talk()
    assert ZaloEvent.objects.count() == len(talk.zalo.messages) == 1


def test_memory_outlasts_whatever_may_be_late(settings):
    assert events.REMEMBERED.total_seconds() > 60 * settings.ZALO_STALE_MINUTES


def test_what_is_answered_is_forgotten_but_that_it_came(talk):
    talk.says("mật khẩu của tôi là abc12345")
    row = ZaloEvent.objects.get()
    assert row.text == ""
    talk.hands.passes(days=8)
    assert events.forget_old() == 1


@pytest.mark.parametrize("raw", [b"", b"[]", b"\xff\xfe", b"{" * 5000, b'{"a":' + b'"x"' * 30000])
def test_what_cannot_be_read_is_refused(talk, raw):
    sent = talk.client.post("/kenh/zalo", raw, content_type="application/json")
    assert sent.status_code in {400, 403}
    assert not ZaloEvent.objects.exists()


def test_events_that_nobody_answers_are_not_kept(talk):
    assert talk.post(talk.told("user_seen_message")) == 200
    assert talk.post(talk.told("oa_send_text", "x")) == 200
    assert not ZaloEvent.objects.exists()


def test_without_a_secret_there_is_no_such_address(talk, settings):
    settings.ZALO_OA_SECRET = ""
    assert talk.post(talk.told("user_send_text", "học")) == 404


def test_only_a_post_is_an_event(talk):
    assert talk.client.get("/kenh/zalo").status_code == 405


def test_a_hundred_people_behind_the_address_of_zalo_are_not_turned_away(talk):
    for number in range(120):
        told = phone.event(talk.zalo, "user_send_text", f"u{number}", "chào", at=talk.hands.now.timestamp())
        assert talk.post(told) == 200
    assert ZaloEvent.objects.count() == 120
    assert json.loads(talk.client.post("/kenh/zalo", b"{}", content_type="application/json").content) == {
        "taken": False
    }
