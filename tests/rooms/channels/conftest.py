"""What tests of channels outside share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from hocvuso.channels.rehearsal.tiktok import FakeTikTok
from hocvuso.channels.rehearsal.zalo import FakeZalo
from hocvuso.plumbing import clock, rates
from tests.rooms.channels import outside


@pytest.fixture
def hands(monkeypatch) -> outside.Hands:
    """The hands of the clock."""
    made = outside.Hands()
    monkeypatch.setattr(clock, "now", lambda: made.now)
    rates.forget_all()
    return made


@pytest.fixture
def services(settings, hands, db) -> Iterator[tuple[FakeZalo, FakeTikTok]]:
    """Both services."""
    with outside.services(settings, hands) as both:
        yield both


@pytest.fixture
def zalo(services) -> FakeZalo:
    """The pretended Zalo."""
    return services[0]


@pytest.fixture
def tiktok(services) -> FakeTikTok:
    """The pretended TikTok."""
    return services[1]


@pytest.fixture
def talk(zalo, hands) -> outside.Talk:
    """Somebody who writes."""
    return outside.Talk(zalo, hands)
