"""Pages of practice as they come from the server."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from html import unescape

import pytest
from django.test import Client

from hocvuso.core.scenario import weekly
from hocvuso.core.scenario.variants import MOST_SEED
from hocvuso.plumbing import clock
from hocvuso.practice import queries

pytestmark = pytest.mark.django_db


def test_the_list_leads_to_each_simulator(site: Client):
    page = site.get("/thuc-hanh").content.decode()
    for name, scenario in queries.current().items():
        assert f'href="/thuc-hanh/{name}"' in page and scenario.title in page


def test_a_simulator_carries_its_scenario_and_its_steps(site: Client):
    page = site.get("/thuc-hanh/bank-transfer").content.decode()
    sent = json.loads(unescape(page.partition('data-scenario="')[2].partition('"')[0]))
    assert sent["version"] == queries.current()["bank-transfer"].version
    assert page.count("BÀI TẬP – không phải ứng dụng thật") > 10  # each picture of a step has its ribbon
    assert "Bấm vào ứng dụng Ngân hàng." in page and "chưa thử với người học" in page.lower()


def test_the_steps_are_those_of_the_variant_asked_for(site: Client):
    assert "Giao dịch" not in site.get("/thuc-hanh/bank-transfer?so=0").content.decode().partition('class="nojs')[2]
    assert "Bấm Giao dịch." in site.get("/thuc-hanh/bank-transfer?so=1").content.decode()
    assert site.get("/thuc-hanh/bank-transfer?so=-7x").status_code == 200


def test_the_skill_page_leads_to_practice(site: Client):
    assert 'href="/thuc-hanh/bank-transfer"' in site.get("/ky-nang/kns.6.2").content.decode()


@pytest.mark.parametrize("day", [datetime(2026, 11, 30, 9, tzinfo=UTC), datetime(2026, 12, 7, 9, tzinfo=UTC)])
def test_the_list_has_the_story_of_the_week(site: Client, monkeypatch: pytest.MonkeyPatch, day: datetime) -> None:
    monkeypatch.setattr(clock, "now", lambda: day)
    story = weekly.story_of(weekly.number(day.date()), weekly.stories(queries.current().values()))
    page = unescape(site.get("/thuc-hanh").content.decode())
    address = f"/thuc-hanh/{story.scenario}?so={story.place}&cach=alone"
    assert address in page
    assert f'data-seed="{story.place}"' in site.get(address).content.decode()


@pytest.mark.parametrize("seed", [0, 10**9, MOST_SEED])
def test_every_seed_deals_its_own_variant(site: Client, seed: int) -> None:
    assert f'data-seed="{seed}"' in site.get(f"/thuc-hanh/join-wifi?so={seed}&cach=alone").content.decode()


def test_who_plays_for_a_contest_is_offered_no_guidance_and_told_no_steps(site: Client) -> None:
    address = "/thuc-hanh/bank-transfer?so=3&cach=alone"
    usual, only = (site.get(at).content.decode() for at in (address, f"{address}&chi=1"))
    assert set(re.findall(r'data-mode-of="(\w+)"', usual)) == {"guided", "watch", "alone", "surprise"}
    assert set(re.findall(r'data-mode-of="(\w+)"', only)) == {"alone"}
    assert "Từng bước" in usual and "Từng bước" not in only
