"""The page about channels as its readers see it, connecting, posts by hand, and the learner's page "Zalo"."""

from __future__ import annotations

from dataclasses import asdict
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from django.test import Client
from django.utils import translation

from hocvuso.channels import looking, tasks
from hocvuso.channels.models import ChannelPost, ChannelToken, ZaloAccount
from hocvuso.channels.outside import health, tokens, words
from hocvuso.channels.outside.contract import Refused, Why
from hocvuso.channels.zalo import people as on_zalo
from hocvuso.core.posting import Article, render
from hocvuso.plumbing import clock, outbox
from tests.house import visitors
from tests.rooms.channels import outside

pytestmark = [pytest.mark.django_db(databases="__all__")]


@pytest.fixture
def hands() -> outside.Hands:
    """The true time: codes of second factors are reckoned from it."""
    made = outside.Hands()
    made.now = clock.now()
    return made


@pytest.fixture
def world(zalo) -> visitors.World:
    """A union with officials and a learner, and channels that are set up."""
    return visitors.build()


def test_every_refusal_has_its_words_and_what_to_do_next():
    with translation.override("vi"):
        for why in Why:
            assert words.said(why.value) and words.next_step(why.value)
            assert "%" not in words.said(why.value)
    assert words.said("") == words.next_step("") == ""


def test_a_channel_that_is_not_set_up_says_how_to_go_on(settings, db):
    for name in ("ZALO_APP_ID", "TIKTOK_CLIENT_KEY", "SMTP_HOST"):
        setattr(settings, name, "")
    assert {each.tone for each in looking.channels()} == {"off"}


def test_the_page_tells_state_queue_quota_and_token(world, talk):
    talk.says("chào")
    page = world.client("official2").get("/cb/kenh").content.decode()
    for said in ("Zalo OA", "Đang chạy", "1 / 1000", "Mã truy cập", "TikTok", "Email"):
        assert said in page
    assert "Nối lại" not in page, "only whoever runs the site connects"
    assert "webhook" in world.client("operator2").get("/cb/kenh").content.decode()


def test_the_page_says_the_last_refusal_in_words(world):
    health.refused("zalo", Refused(Why.QUOTA, "-211"))
    page = world.client("official").get("/cb/kenh").content.decode()
    assert "Đã hết hạn mức tin." in page and "-211" in page and "qua nửa đêm" in page


def test_tokens_stand_on_no_page(world):
    held = tokens.current(looking.ADAPTERS[0])
    for kind in ("official2", "operator2"):
        page = world.client(kind).get("/cb/kenh").content.decode()
        assert held.access not in page and ChannelToken.objects.get(channel="zalo").access not in page


@pytest.mark.parametrize("channel", ["zalo", "tiktok"])
def test_whoever_runs_the_site_connects_by_one_button_and_the_consent_there(world, channel):
    tokens.forget(channel)
    browser = world.client("operator2")
    leads = browser.post(f"/cb/kenh/{channel}/noi")
    assert leads.status_code == 302
    agreed = httpx.get(leads.headers["Location"], trust_env=False)  # the pretended service agrees at once
    back = urlsplit(agreed.headers["Location"])
    assert parse_qs(back.query)["state"]
    done = browser.get(f"{back.path}?{back.query}")
    assert done.status_code == 302
    assert tokens.current(next(each for each in looking.ADAPTERS if each.name == channel)).generation == 1
    assert browser.get(f"{back.path}?{back.query}").status_code == 422, "the way back is good once"


def test_a_foreign_way_back_connects_nothing(world):
    tokens.forget("zalo")
    browser = world.client("operator2")
    browser.post("/cb/kenh/zalo/noi")
    assert browser.get("/cb/kenh/zalo/ve?code=x&state=fremd").status_code == 422
    assert not ChannelToken.objects.filter(channel="zalo").exists()


def test_disconnecting_throws_the_tokens_away(world):
    world.client("operator2").post("/cb/kenh/zalo/ngat")
    assert not ChannelToken.objects.filter(channel="zalo").exists()
    page = world.client("operator2").get("/cb/kenh").content.decode()
    assert "Đã đặt, chưa nối" in page


def test_a_post_by_hand_is_copied_said_and_taken_back(world):
    row = ChannelPost.objects.get(key="m")
    browser, address = world.client("official"), f"/cb/kenh/bai/{row.id}"
    page = browser.get(address).content.decode()
    assert "Không đọc cho ai." in page and "Tôi đã đăng rồi" in page
    browser.post(address, {"viec": "da-dang", "o-dau": "Nhóm tổ 1"})
    page = browser.get(address).content.decode()
    assert "Nhóm tổ 1" in page and "Bấm nhầm" in page
    browser.post(address, {"viec": "chua-dang"})
    assert ChannelPost.objects.get(key="m").outcome == "by_hand"


def test_html_in_a_post_is_shown_as_words(world):
    unit = ChannelPost.objects.get(key="m").unit
    article = Article("<script>alert(1)</script>Tin", "<img src=x onerror=alert(1)>Chữ <b>đậm</b>", "")
    composed = outbox.Composed("zalo-group", asdict(article), render(article, "zalo-group").digest)
    outbox.publish(composed, key="h", unit=unit)
    tasks.post()
    page = world.client("official").get(f"/cb/kenh/bai/{ChannelPost.objects.get(key='h').id}").content.decode()
    assert "onerror" not in page and "alert(1)" not in page
    assert "Chữ đậm" in page


def test_a_learner_gets_a_code_and_sees_that_he_is_joined(world, talk):
    browser = world.client("learner")
    page = browser.post("/toi/zalo", {"viec": "ma"}).content.decode()
    code = page.split("HVS ")[1][:7]
    assert "no-store" in browser.get("/toi/zalo").headers["Cache-Control"]
    assert "Đã nối" in talk.says(f"HVS {code}")["text"]
    assert "Học trên Zalo hay ở đây đều là một." in browser.get("/toi/zalo").content.decode()
    assert "không nhắn lúc bạn làm" in browser.get("/toi/zalo").content.decode()
    browser.post("/toi/zalo", {"viec": "dung"})
    assert "Không có thông báo nào tới Zalo." in browser.get("/toi/zalo").content.decode()
    browser.post("/toi/zalo", {"viec": "ngat"})
    assert ZaloAccount.objects.get().person_id is None


def test_a_learner_types_the_code_that_zalo_sent(world, talk):
    said = str(talk.says("liên kết")["text"])
    code = said.split("HVS ")[1][:7]
    browser = world.client("learner")
    wrong = browser.post("/toi/zalo", {"viec": "go", "ma": "12"})
    assert wrong.status_code == 422 and "sáu số" in wrong.content.decode()
    assert browser.post("/toi/zalo", {"viec": "go", "ma": code}).status_code == 302
    assert ZaloAccount.objects.get().person_id is not None
    assert browser.post("/toi/zalo", {"viec": "go", "ma": code}).status_code == 422, "good once"


def test_who_has_no_name_is_asked_to_keep_his_results_first(world):
    page = world.client("trying").get("/toi/zalo").content.decode()
    assert "Bạn lưu kết quả trước" in page
    world.client("trying").post("/toi/zalo", {"viec": "ma"})
    assert not on_zalo.LinkCode.objects.exists()


def test_the_way_to_zalo_stands_on_the_page_me_only_where_there_is_one(world, settings):
    assert "Học trên Zalo" in world.client("learner").get("/toi").content.decode()
    settings.ZALO_OA_SECRET = ""
    assert "Học trên Zalo" not in Client().get("/toi").content.decode()
    assert "Học trên Zalo" not in world.client("learner").get("/toi").content.decode()


def test_the_page_about_channels_takes_few_statements(world, django_assert_max_num_queries):
    with django_assert_max_num_queries(25):
        world.client("official2").get("/cb/kenh")
