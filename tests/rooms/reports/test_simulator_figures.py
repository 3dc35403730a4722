"""Figures of practice phones at an official's desk: counts of five or more, never a name, as a page and as a file."""

from __future__ import annotations

from html import unescape

import pytest

from hocvuso.core.scenario.ways import ways_into
from hocvuso.learning import actions
from hocvuso.learning.intake import Incoming
from hocvuso.learning.models import Event
from hocvuso.people import actions as people
from hocvuso.people.models import PersonAlias
from hocvuso.plumbing import clock
from hocvuso.plumbing.ids import uuid7
from hocvuso.practice import queries as practice
from hocvuso.unions import access
from tests.rooms import places
from tests.rooms.reports import months
from tests.rooms.reports.test_ready_reports import listing

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]
NAME, DANGER = "join-wifi", "bank-word"


def plays(person, *, is_lost: bool, pace: int) -> None:
    """Play until something is lost, or only look and stop."""
    scenario = practice.scenario(NAME)
    way = ways_into(scenario)[DANGER]
    acts = [(each.kind, each.target, each.value) for each in (way.acts if is_lost else way.acts[:1])]
    log = [[(at + 1) * pace, *act] for at, act in enumerate((*acts, ("finish", "", "")))]
    run = Incoming(
        uuid7(), "scenario", NAME, uuid7(), None, clock.now(), version=scenario.version, context="alone",
        variant=str(way.seed), response={"log": log},
    )  # fmt: skip
    results = actions.record(person, [run], now=clock.now())
    assert [each.reason for each in results] == [""]


def test_what_was_lost_is_counted_by_week_and_shown_from_five_people_on(place):
    workers = months.workers(place.sewing, 6)
    for number, person in enumerate(workers[:4]):
        plays(person, is_lost=number < 2, pace=1000 + number)
    assert listing("simulators", place.sewing)[1] == []
    plays(workers[4], is_lost=False, pace=1004)
    ((title, mode, week, count, runs, share),) = listing("simulators", place.sewing)[1]
    assert title == practice.scenario(NAME).title and mode == "tự làm"
    assert week.isoweekday() == 1 and (count, runs, share) == (5, 5, 0.4)
    assert listing("simulators-stops", place.sewing)[1] == [], "three people stopped on one screen"


def test_where_people_stop_is_named_by_its_screen(place):
    workers = months.workers(place.sewing, 6)
    for number, person in enumerate(workers[:5]):
        plays(person, is_lost=False, pace=1000 + number)
    ((title, screen, _mode, count, share),) = listing("simulators-stops", place.sewing)[1]
    assert title == practice.scenario(NAME).title and screen == "Cài đặt" and (count, share) == (5, 1.0)


def test_runs_from_before_somebody_was_known_count_for_him_once(place):
    workers = months.workers(place.sewing, 5)
    for number, person in enumerate(workers):
        plays(person, is_lost=False, pace=1000 + number)
    Event.objects.filter(learner=workers[0]).update(learner=(nobody := people.begin().person))
    PersonAlias.objects.create(alias=nobody, person_id=workers[0], since=clock.now(), way="test")
    ((_title, _mode, _week, count, _runs, _share),) = listing("simulators", place.sewing)[1]
    assert count == 5


@pytest.mark.parametrize("name", ["simulators", "simulators-stops"])
def test_the_page_and_the_file_hold_counts_and_no_names(place, name):
    workers = months.workers(place.sewing, 5)
    for number, person in enumerate(workers):
        plays(person, is_lost=False, pace=1000 + number)
    places.official(place.top, role=access.OFFICIAL)
    browser = places.come_in()
    page = unescape(browser.get(f"/cb/bao-cao/san/{name}?don-vi=SEW").content.decode())
    assert practice.scenario(NAME).title in page and "ít nhất 5 người" in page
    file = browser.get(f"/cb/bao-cao/san/{name}/tai/xlsx?don-vi=SEW")
    assert file.status_code == 200
