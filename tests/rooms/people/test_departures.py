"""What left the site about a person: recorded once a giving, shown to him, gone with him once the receivers know."""

import json
from datetime import timedelta

import pytest

from hocvuso.people import actions, departures
from hocvuso.people.actions import By
from hocvuso.people.models import Departure
from hocvuso.plumbing import clock
from hocvuso.plumbing.ids import uuid7
from tests.rooms import places
from tests.rooms.people.learners import learner_of

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]


@pytest.fixture(autouse=True)
def words(monkeypatch):
    monkeypatch.setattr(departures, "_kinds", {"roster": lambda: "Tên, đơn vị của bạn"})
    monkeypatch.setattr(departures, "_told", [])


def text(response):
    return response.content.decode()


def test_each_giving_counts_and_is_one_line(hers):
    her = learner_of(hers)
    before = clock.now() - timedelta(days=3)
    departures.record([her, her, uuid7()], kind="roster", to="LĐLĐ tỉnh", at=before)
    departures.record([her], kind="roster", to="LĐLĐ tỉnh")
    departures.record([her], kind="other", to="Sở Nội vụ", at=before)
    (latest, other) = departures.of_person([her])
    assert (latest.what, latest.to, latest.times, latest.first_at) == ("Tên, đơn vị của bạn", "LĐLĐ tỉnh", 2, before)
    assert latest.last_at > before
    assert (other.what, other.times) == ("other", 1)


def test_the_person_sees_it_and_takes_it_along(hers):
    assert "Chưa có gì về bạn được gửi đi nơi khác." in text(hers.get("/toi/du-lieu"))
    departures.record([learner_of(hers)], kind="roster", to="LĐLĐ tỉnh Mẫu")
    page = text(hers.get("/toi/du-lieu"))
    assert "Tên, đơn vị của bạn → LĐLĐ tỉnh Mẫu" in page
    assert json.loads(text(hers.get("/toi/du-lieu/tai")))["departures"][0]["to"] == "LĐLĐ tỉnh Mẫu"


def test_whoever_gave_it_away_is_told_before_it_is_erased(hers):
    her, seen = learner_of(hers), []
    departures.record([her], kind="roster", to="LĐLĐ tỉnh Mẫu")
    departures.before_erasing(lambda ids: seen.append(departures.receivers(ids, kinds=["roster"])))
    actions.erase(her, by=her, way="asked")
    assert seen == [{"LĐLĐ tỉnh Mẫu": {her}}]
    assert not Departure.objects.exists()


def test_a_merged_account_keeps_its_lines_and_gives_them_back(hers, place):
    her = learner_of(hers)
    other = places.worker("Nguyễn Thị Hường", place.sewing)
    departures.record([other], kind="roster", to="LĐLĐ tỉnh Mẫu")
    merge = actions.merge(her, other, by=By(her))
    assert "LĐLĐ tỉnh Mẫu" in text(hers.get("/toi/du-lieu"))
    actions.unmerge(merge, by=By(her))
    assert "LĐLĐ tỉnh Mẫu" not in text(hers.get("/toi/du-lieu"))
    assert len(departures.of_person([other])) == 1
