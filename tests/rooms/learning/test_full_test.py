"""The full entry test on request, and the page that says what an entry test found."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client

from hocvuso.core import items as item_kinds
from hocvuso.core import placement
from hocvuso.curriculum import queries as curriculum
from hocvuso.learning import actions
from hocvuso.learning.intake import Incoming
from hocvuso.learning.models import Event
from hocvuso.plumbing import clock
from hocvuso.plumbing.ids import uuid7
from tests.rooms.forms import hidden

pytestmark = pytest.mark.django_db


def begin(site: Client) -> None:
    """Answer the poster's first task."""
    assert site.post("/thu/tin-lua-dao", {"verdict": "suspicious", "id": str(uuid7())}).status_code == 302


def taken(site: Client, address: str, *, most: int) -> int:
    """Take an entry test to its end by not knowing anything."""
    done = 0
    while (reply := site.get(address)).status_code == 200:
        site.post(address, {**hidden(reply.content.decode()), "dont_know": "1"})
        done += 1
        assert done <= most
    return done


def test_the_full_test_is_there_on_request_goes_on_and_ends_with_what_was_found(site: Client) -> None:
    begin(site)
    before = site.get("/dau-vao/ket-qua").content.decode()
    assert "24 câu" in before and "Chưa đủ dữ liệu" in before
    page = site.get("/dau-vao/day-du").content.decode()
    assert 'data-context="full"' in page
    done = taken(site, "/dau-vao/day-du", most=24)
    assert done > 8
    assert site.get("/dau-vao/day-du").headers["Location"] == "/dau-vao/ket-qua"
    assert Event.objects.filter(context="full").count() == done
    after = site.get("/dau-vao/ket-qua").content.decode()
    assert "24 câu" not in after and "Chưa học" in after
    mind = actions.current_mind(Event.objects.filter(context="full")[0].learner)
    enough = [each for each in placement.findings(mind.state, day=clock.day_number(clock.now())) if each.enough]
    assert after.count("/ky-nang/kns.") == len(mind.catalogue.taught)
    assert len(enough) > 8


@pytest.mark.parametrize(("right", "group"), [(True, "Có vẻ bạn đã biết"), (False, "Chưa học")])
def test_what_was_found_stands_in_its_group(site: Client, right: bool, group: str) -> None:
    begin(site)
    person, device = Event.objects.get(kind="first_task").learner, uuid7()
    items = [each for each in curriculum.current().items.values() if each.kind == "single"][::3]
    batch = [
        Incoming(uuid7(), "answer", each.id, device, None, clock.now(), version=each.version, context="practice",
                 response=item_kinds.right_response(each).to_json() if right else {"dont_know": True})
        for each in items
    ]  # fmt: skip
    for start in range(0, len(batch), 50):
        actions.record(person, batch[start : start + 50], now=clock.now())
    page = site.get("/dau-vao/ket-qua").content.decode()
    groups = dict(re.findall(r"<h2>([^<]+) <span.*?</h2>(.*?)</section>", page, re.S))
    assert groups[group].count("/ky-nang/kns.") >= 3
    assert ("Có vẻ bạn đã biết" in groups) is right


def test_the_full_test_may_be_taken_again_after_a_month(site: Client) -> None:
    begin(site)
    taken(site, "/dau-vao/day-du", most=24)
    for event in Event.objects.filter(context="full"):
        Event.objects.filter(home_store=event.home_store, id=event.id).update(
            client_at=event.client_at - timedelta(days=31)
        )
    assert "24 câu" in site.get("/dau-vao/ket-qua").content.decode()
    assert site.get("/dau-vao/day-du").status_code == 200
