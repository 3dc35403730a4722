"""Rotating tokens: encrypted, exchanged once by whoever is first, never lost; a dead one waits for a person."""

from __future__ import annotations

from datetime import timedelta

import pytest

from hocvuso.channels import tasks
from hocvuso.channels.models import ChannelState, ChannelToken
from hocvuso.channels.outside import health, sealing, tokens
from hocvuso.channels.outside.contract import Refused, Why
from hocvuso.channels.tiktok.api import TIKTOK
from hocvuso.channels.zalo import api
from hocvuso.channels.zalo.api import ZALO

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]


def test_tokens_rest_encrypted(zalo):
    row = ChannelToken.objects.get(channel="zalo")
    held = tokens.current(ZALO)
    assert held.access not in row.access and len(row.access) > 60
    assert sealing.opened(row.access) == held.access


def test_a_changed_key_asks_for_a_person_and_an_old_key_still_reads(zalo, settings):
    settings.CHANNELS_KEY = "moi"
    with pytest.raises(Refused) as refused:
        tokens.current(ZALO)
    assert (refused.value.why, refused.value.code) == (Why.LOGIN, "key_changed")
    settings.CHANNELS_KEY = f"moi,{settings.SECRET_KEY}"
    assert tokens.current(ZALO).access


def test_a_token_is_exchanged_before_it_ends(zalo, hands):
    before = tokens.current(ZALO)
    hands.passes(hours=24, minutes=56)
    after = tokens.current(ZALO)
    assert after.access != before.access and after.generation == before.generation + 1
    assert zalo.exchanges == 1
    assert tokens.current(ZALO).access == after.access
    assert zalo.exchanges == 1


def test_a_token_that_zalo_no_longer_takes_is_exchanged_once_and_the_call_repeated(zalo, talk):
    zalo.forget_access()
    assert talk.says("xin chào")["text"]
    assert zalo.exchanges == 1


def test_a_call_that_is_refused_again_is_not_tried_for_ever(zalo, talk):
    zalo.mood = "expired"
    with pytest.raises(Refused) as refused:
        api.send("1", {"text": "chào"})
    assert refused.value.why is Why.TOKEN
    assert zalo.exchanges == 1


def test_every_exchange_uses_the_newest_refresh_token(zalo):
    for _turn in range(5):
        tokens.exchange(ZALO, tokens.current(ZALO).generation)
    assert zalo.exchanges == 5
    assert ChannelToken.objects.get(channel="zalo").generation == 6


def test_a_dead_refresh_token_waits_for_a_person_and_asks_no_more(zalo, hands, talk):
    zalo._refresh.clear()
    zalo.forget_access()
    talk.post(talk.told("user_send_text", "học"))
    tasks.talk()
    assert ChannelToken.objects.get(channel="zalo").is_dead
    assert ChannelState.objects.get(channel="zalo").why == "login"
    hands.passes(hours=2)
    tasks.talk()
    assert zalo.exchanges == 0
    first = zalo.pair()  # a person connects it anew
    tokens.keep("zalo", sealing.Pair(first["access_token"], first["refresh_token"], hands.now + timedelta(days=1)))
    health.wake("zalo")
    hands.passes(hours=2)
    tasks.talk()
    assert len(zalo.messages) == 1, "what waited goes out by itself"


def test_a_broken_token_server_kills_no_token(zalo, hands):
    zalo.token_mood = "broken"
    hands.passes(hours=25)
    with pytest.raises(Refused) as refused:
        tokens.current(ZALO)
    assert refused.value.why is Why.BUSY
    assert not ChannelToken.objects.get(channel="zalo").is_dead
    zalo.token_mood = ""
    assert tokens.current(ZALO).access


def test_without_tokens_a_person_must_connect(zalo):
    assert tokens.forget("zalo")
    with pytest.raises(Refused) as refused:
        tokens.current(ZALO)
    assert refused.value.why is Why.LOGIN


def test_tiktok_s_pair_turns_over_too(tiktok, hands):
    before = tokens.current(TIKTOK)
    hands.passes(hours=24)
    assert tokens.current(TIKTOK).access != before.access
    row = ChannelToken.objects.get(channel="tiktok")
    assert row.who == "nguoi-thu" and row.refresh_until > hands.now + timedelta(days=364)
