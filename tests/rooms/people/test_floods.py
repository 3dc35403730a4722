"""Floods are turned away by phone and by address, other people are not, and it says when to come again."""

import json

import pytest
from django.test import Client

from hocvuso.people import middleware
from hocvuso.people.models import Person
from hocvuso.plumbing.rates import Rate
from tests.rooms.people.learners import answered

pytestmark = pytest.mark.django_db(databases="__all__")
TASK = "/thu/tin-lua-dao"


@pytest.fixture
def narrow(monkeypatch):
    """Three things a while from a phone, five from an address."""
    monkeypatch.setattr(middleware, "FROM_A_PHONE", Rate(3, 120.0))
    monkeypatch.setattr(middleware, "FROM_AN_ADDRESS", Rate(5, 120.0))


def test_an_address_cannot_make_learners_without_end(narrow):
    statuses = [Client().post(TASK, {"verdict": "trust"}).status_code for _ in range(7)]
    assert statuses[5:] == [429, 429]
    assert 429 not in statuses[:5]
    assert Person.objects.count() == 5


def test_a_known_phone_goes_on_where_its_address_is_full_and_the_reverse(narrow, site):
    answered(site)
    for _ in range(6):
        Client().post(TASK, {"verdict": "trust"})
    assert site.post(TASK, {"verdict": "trust"}).status_code != 429
    for _ in range(3):
        last = site.post(TASK, {"verdict": "trust"})
    assert last.status_code == 429
    other = Client()
    answered(other)
    assert other.post(TASK, {"verdict": "trust"}).status_code != 429


def test_whoever_is_turned_away_is_told_when_to_come_again(narrow, site):
    answered(site)
    for _ in range(4):
        page = site.post(TASK, {"verdict": "trust"})
    assert "Chờ 2 phút, quay lại rồi bấm lần nữa. Không mất gì." in page.content.decode()
    assert 0 < int(page.headers["Retry-After"]) <= 120
    reply = site.post("/api/v1/events", json.dumps({"events": []}), content_type="application/json")
    assert reply.status_code == 429
    assert reply.json() == {"detail": "too many requests"}
    assert 0 < int(reply.headers["Retry-After"]) <= 120


def test_pages_are_read_without_a_limit(narrow, site):
    answered(site)
    assert [site.get("/hom-nay").status_code for _ in range(8)] == [200] * 8


def test_a_new_while_begins_a_new_count(monkeypatch):
    now = 1000.0
    monkeypatch.setattr("hocvuso.plumbing.rates.time.monotonic", lambda: now)
    rate = Rate(2, 60.0)
    assert [rate.allows("a") for _ in range(3)] == [True, True, False]
    assert rate.allows("b")
    now += 61
    assert rate.allows("a")
    assert rate.wait() == 60
