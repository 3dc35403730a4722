"""A worker on Zalo: her lesson there moves the same learner state, and a code from the site joins both.

Zalo is the pretended server of `hocvuso channels rehearse`; it signs and sends exactly what Zalo does.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from hocvuso.channels.cli import settings_for
from hocvuso.channels.rehearsal import serving
from hocvuso.channels.rehearsal.phone import FakePhone
from hocvuso.channels.rehearsal.tiktok import FakeTikTok
from hocvuso.channels.rehearsal.zalo import FakeZalo
from tests.journeys import place, walks
from tests.journeys.conftest import SMALL
from tests.journeys.phone import WATCH_POLICY, Phone, seen

# Connects the account, as whoever runs the site does at /cb/kenh (tests/rooms/channels/test_channel_pages.py).
CONNECT = """
import sys, django
django.setup()
from datetime import timedelta
from hocvuso.channels.outside import sealing, tokens
from hocvuso.plumbing import clock
tokens.keep("zalo", sealing.Pair(sys.argv[1], sys.argv[2], clock.now() + timedelta(hours=20)))
"""
MOST_TURNS = 40


@pytest.fixture(scope="module")
def zalo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[place.Place, FakePhone]]:
    """A site that is connected with a pretended Zalo, and a phone with Zalo in it."""
    service = FakeZalo()
    worker = FakePhone(service, FakeTikTok(), "")
    data = tmp_path_factory.mktemp("zalo")
    with serving.running(worker) as base:
        settings = settings_for(base, service, FakeTikTok())
        with place.running(data, data.with_name("zalo.log"), **settings) as site:
            first = service.pair()
            env = place.environment(data, site.address) | settings
            done = subprocess.run(
                [sys.executable, "-c", CONNECT, first["access_token"], first["refresh_token"]],
                cwd=place.ROOT, env=env, capture_output=True, text=True,
            )  # fmt: skip
            assert done.returncode == 0, done.stderr
            worker.site = site.address
            yield site, worker


@pytest.fixture
def phone(zalo: tuple[place.Place, FakePhone], browser: Browser) -> Iterator[Phone]:
    """A cheap phone on that site."""
    context = browser.new_context(viewport=SMALL, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh")
    context.add_init_script(WATCH_POLICY)
    made = Phone(context, zalo[0])
    yield made
    assert not made.troubles, made.troubles
    context.close()


def says(worker: FakePhone, text: str) -> dict[str, Any]:
    """Write on Zalo and wait for the answer."""
    before = len(worker.zalo.messages)
    assert worker.say(text) == 200
    until(lambda: len(worker.zalo.messages) > before)
    return worker.zalo.messages[-1]


def until(is_so: Callable[[], bool]) -> None:
    """Wait for something that the site does by itself."""
    for _look in range(600):
        if is_so():
            return
        time.sleep(0.1)
    raise AssertionError("it did not happen")


def to_a_question(worker: FakePhone) -> dict[str, Any]:
    """Tap on until the lesson asks something."""
    newest = says(worker, "học")
    for _turn in range(MOST_TURNS):
        if "không biết" in newest["text"] or any(each["title"] == "Tôi không biết" for each in newest["buttons"]):
            return newest
        newest = says(worker, newest["buttons"][0]["payload"])
    raise AssertionError(newest)


def test_a_lesson_on_zalo_is_the_same_lesson_after_a_code(zalo: tuple[place.Place, FakePhone], phone: Phone) -> None:
    _site, worker = zalo
    assert "trợ lý AI" in says(worker, "xin chào")["text"]
    to_a_question(worker)
    says(worker, "không biết")
    assert "OTP" in says(worker, "mã OTP là gì")["text"]
    code = takes_a_code(phone)
    assert "Đã nối" in says(worker, code)["text"]
    phone.go("Tôi đã gửi mã")
    phone.sees("Đã nối", "Học trên Zalo hay ở đây đều là một.")
    seen(phone, "zalo-2-joined")
    stands(worker, phone)
    parts(worker, phone)


def takes_a_code(phone: Phone) -> str:
    """Keep one's results with a name, and take the code from the page "Tôi"."""
    card = phone.place.demo["cards"][-1]
    walks.first_task(phone)
    walks.claim_by_card(phone, card["code"])
    walks.agree(phone)
    phone.open("/toi")
    phone.go("Học trên Zalo")
    seen(phone, "zalo-0-page")
    phone.go("Lấy mã để gõ trên Zalo")
    seen(phone, "zalo-1-code")
    return phone.page.locator("#ma-noi").inner_text()


def stands(worker: FakePhone, phone: Phone) -> None:
    """What is answered on Zalo stands on the site: the next thing of the lesson is the same on both."""
    newest = to_a_question(worker)
    phone.open("/hoi/hoc")
    heading = phone.heading
    assert heading in newest["text"], (heading, newest["text"])


def parts(worker: FakePhone, phone: Phone) -> None:
    """Part both; what was learnt stays here."""
    phone.open("/toi/zalo")
    phone.go("Tách Zalo khỏi tài khoản")
    phone.sees("Lấy mã để gõ trên Zalo")
    assert "chưa nối" in says(worker, "ngắt")["text"]
