"""Pretended Zalo and TikTok beside the site, a clock that moves when told, and somebody who writes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.test import Client

from hocvuso.channels import tasks
from hocvuso.channels.cli import settings_for
from hocvuso.channels.outside import tokens
from hocvuso.channels.outside.sealing import Pair
from hocvuso.channels.rehearsal import phone, serving
from hocvuso.channels.rehearsal.tiktok import FakeTikTok
from hocvuso.channels.rehearsal.zalo import FakeZalo
from hocvuso.plumbing import clock

USER = "5510185758261927916"


class Hands:
    """The hands of the clock."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 24, 18, 30, tzinfo=clock.VIETNAM)

    def passes(self, **span: float) -> None:
        """Let time pass."""
        self.now += timedelta(**span)


class Talk:
    """Somebody who writes to the account, and what came back."""

    def __init__(self, zalo: FakeZalo, hands: Hands, user: str = USER) -> None:
        self.zalo, self.hands, self.user = zalo, hands, user
        self.client = Client()

    def told(self, name: str, text: str = "") -> dict[str, object]:
        """Return an event of this moment."""
        return phone.event(self.zalo, name, self.user, text, at=self.hands.now.timestamp())

    def post(self, told: dict[str, object], **changed: str) -> int:
        """Send an event to the webhook; `mac` is another signature."""
        raw, headers = phone.signed(self.zalo, told)
        mac = changed.get("mac", headers["X-ZEvent-Signature"])
        sent = self.client.post("/kenh/zalo", raw, content_type="application/json", headers={"X-ZEvent-Signature": mac})
        return sent.status_code

    def says(self, text: str) -> dict[str, object]:
        """Write, let the job run, and return the newest answer."""
        before = len(self.zalo.messages)
        assert self.post(self.told("user_send_text", text)) == 200
        tasks.talk()
        assert len(self.zalo.messages) == before + 1, "one message for one event"
        return self.zalo.messages[-1]

    def taps(self, title: str) -> dict[str, object]:
        """Tap a button under the newest answer by the beginning of its title."""
        buttons = self.zalo.messages[-1]["buttons"]
        found = next((each for each in buttons if each["title"].startswith(title)), None)
        assert found, (title, [each["title"] for each in buttons])
        return self.says(found["payload"])


@contextmanager
def services(settings, hands: Hands) -> Iterator[tuple[FakeZalo, FakeTikTok]]:
    """Run both services and let the site use them; both are connected."""
    zalo, tiktok = FakeZalo(), FakeTikTok()
    with serving.running(phone.FakePhone(zalo, tiktok, "http://127.0.0.1:1")) as base:
        tiktok.base = base
        for name, value in settings_for(base, zalo, tiktok).items():
            setattr(settings, name, value)
        settings.ZALO_A_SECOND = 0
        for channel, service in (("zalo", zalo), ("tiktok", tiktok)):
            first = service.pair()
            until = hands.now + timedelta(seconds=service.life)
            tokens.keep(channel, Pair(first["access_token"], first["refresh_token"], until))
        yield zalo, tiktok
