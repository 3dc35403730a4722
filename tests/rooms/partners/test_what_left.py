"""What of a worker went to partners stands on her own page, whichever way it went, and in the copy that she takes."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.test import Client

from hocvuso.partners import changes, keys
from hocvuso.people import actions as people
from hocvuso.plumbing import clock
from tests.rooms import places
from tests.rooms.partners.conftest import Office
from tests.rooms.people import learners

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]


@pytest.fixture
def her_phone(office: Office) -> Client:
    """The phone of the first worker, who has taken her card."""
    phone = Client()
    learners.answered(phone)
    learners.claim_by_card(phone, people.deal_card(office.workers[0]))
    return phone


def test_a_worker_sees_what_officials_and_programs_took_out_about_her(office, her_phone):
    lan = office.workers[0]
    places.master(lan, "kns.4.3")
    people.decide(lan, people.PARTNER, given=True, way="test")
    changes.look()
    assert "Chưa có gì về bạn được gửi đi nơi khác." in her_phone.get("/toi/du-lieu").content.decode()
    office.browser.post("/cb/doi-tac/bieu/national-results/tep")
    office.browser.post("/cb/doi-tac/thay-doi/tep", {"dang": "csv", "tu": "0", "noi": "Phần mềm A"})
    want = keys.Wanted("Sở Nội vụ", [office.place.sewing], [keys.CHANGES], clock.today() + timedelta(days=9))
    _row, key = keys.make(want, by=office.chair)
    answer = Client().get("/api/v1/exchange/changes", headers={"Authorization": f"Bearer {key}"})
    assert [each["ref"] for each in answer.json()["items"]] == [str(lan)]
    page = her_phone.get("/toi/du-lieu").content.decode()
    for receiver in ("Nền tảng quốc gia (mẫu tự soạn)", "Phần mềm A", "Sở Nội vụ"):
        assert f"→ {receiver}" in page
    took = json.loads(her_phone.get("/toi/du-lieu/tai").content)["departures"]
    assert {each["kind"] for each in took} == {"form:results", "log:changes", "api:changes"}
