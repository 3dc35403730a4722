"""Two real processes exchange a single-use token at the same moment: once, and the new one is kept."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from hocvuso.channels.cli import settings_for
from hocvuso.channels.rehearsal import phone, serving
from hocvuso.channels.rehearsal.tiktok import FakeTikTok
from hocvuso.channels.rehearsal.zalo import FakeZalo
from tests.rooms.config.test_start import ROOT
from tests.rooms.racing import own_database

pytestmark = pytest.mark.both
BEGIN = """
import os, sys, django
os.environ["DJANGO_SETTINGS_MODULE"] = "hocvuso.config.settings"
django.setup()
from datetime import timedelta
from hocvuso.channels.outside import sealing, tokens
from hocvuso.plumbing import clock
tokens.keep("zalo", sealing.Pair(sys.argv[1], sys.argv[2], clock.now() + timedelta(seconds=1)))
"""
EXCHANGE = """
import os, sys, time, json, django
os.environ["DJANGO_SETTINGS_MODULE"] = "hocvuso.config.settings"
django.setup()
from django.db import connection
from hocvuso.channels.outside import tokens
from hocvuso.channels.outside.contract import Refused
from hocvuso.channels.zalo.api import ZALO
connection.ensure_connection()
print("ready", flush=True)
sys.stdin.readline()
try:
    held = tokens.current(ZALO)
    print(json.dumps({"access": held.access, "generation": held.generation}))
except Refused as refused:
    print(json.dumps({"refused": str(refused)}))
"""


class Site:
    """One database, and as many processes as a test wants."""

    def __init__(self, settings: dict[str, str]) -> None:
        self.env = settings | {"SECRET_KEY": "a-secret-for-tests-that-is-long-enough-0123456789"}

    def call(self, program: str, *given: str) -> None:
        """Run a program to its end."""
        done = subprocess.run(
            [sys.executable, "-c", program, *given], env=self.env, cwd=ROOT, capture_output=True, text=True, timeout=180
        )
        assert done.returncode == 0, done.stderr

    def at_once(self, program: str, count: int) -> list[dict[str, object]]:
        """Start a program so many times, let all go on at the same moment, and return what each printed."""
        running = [
            subprocess.Popen(
                [sys.executable, "-c", program], env=self.env, cwd=ROOT, text=True, stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
            )
            for _ in range(count)
        ]  # fmt: skip
        for each in running:
            assert each.stdout is not None and each.stdout.readline().strip() == "ready"
        for each in running:
            assert each.stdin is not None
            each.stdin.write("go\n")
            each.stdin.flush()
        return [json.loads(each.communicate(timeout=60)[0]) for each in running]


@pytest.fixture
def zalo() -> FakeZalo:
    """A pretended Zalo that takes its time over tokens."""
    return FakeZalo(slow=0.4, life=90_000)


@pytest.fixture
def site(tmp_path: Path, zalo: FakeZalo) -> Iterator[Site]:
    """A site whose token is about to end; on PostgreSQL a database of its own."""
    pretended = phone.FakePhone(zalo, FakeTikTok(), "http://127.0.0.1:1")
    with serving.running(pretended) as base, own_database(tmp_path) as database:
        yield _begun(Site(database | settings_for(base, zalo, FakeTikTok())), zalo)


def _begun(site: Site, zalo: FakeZalo) -> Site:
    first = zalo.pair()
    site.call(BEGIN, first["access_token"], first["refresh_token"])
    return site


def test_three_processes_exchange_once_and_all_get_the_new_token(site: Site, zalo: FakeZalo):
    got = site.at_once(EXCHANGE, 3)
    assert all("access" in each for each in got), got
    assert zalo.exchanges == 1
    assert len({each["access"] for each in got}) == 1
    assert {each["generation"] for each in got} == {2}


def test_what_was_kept_is_the_living_refresh_token(site: Site, zalo: FakeZalo):
    zalo.life = 1  # each new token is about to end as well
    for turn in range(1, 4):
        got = site.at_once(EXCHANGE, 2)
        assert all("access" in each for each in got), got
        assert zalo.exchanges >= turn
    assert len(zalo._refresh) == 1, "one refresh token lives, and it is the one that the site has"
