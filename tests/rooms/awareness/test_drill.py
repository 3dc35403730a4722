"""The drill of the week: one story for all, the first run counts, sums by unit, and nobody in them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from hocvuso.awareness import drill
from hocvuso.awareness.models import DrillCount
from hocvuso.core.scenario import weekly
from hocvuso.core.scenario.machine import Act
from hocvuso.core.scenario.proofs import guided
from hocvuso.learning import actions as learning
from hocvuso.learning.intake import Incoming
from hocvuso.plumbing import clock
from hocvuso.plumbing.ids import uuid7
from hocvuso.unions import queries as unions
from tests.rooms import places

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]


@pytest.fixture
def now():
    found = drill.of_week(weekly.number(clock.today()))
    assert found is not None
    return found


def log_of(found, *, safe, pace=4000):
    """Return the log of somebody who does it right at his own pace, or who gives up at once."""
    if not safe:
        return [[900, "finish", "", ""]]
    acts: list[Act] = [act for _run, _step, act, _after in guided(found.scenario, found.story.place)]
    return [[pace * (number + 1), act.kind, act.target, act.value] for number, act in enumerate(acts)]


def plays(person, found, *, safe, mode="alone", place=None):
    log = log_of(found, safe=safe, pace=4000 + person.int % 997)  # nobody is as fast as another to the thousandth
    sent = Incoming(
        uuid7(), "scenario", found.scenario.id, uuid7(), None, clock.now(), context=mode,
        variant=str(found.story.place if place is None else place), response={"log": log},
    )  # fmt: skip
    result = learning.record(person, [sent], now=clock.now())[0]
    assert result.status == "stored", result


def shown(place):
    return drill.resisted(unions.subtree_ids(place.ward, places.today()), places.today())


def test_first_runs_are_counted_once_by_unit_and_from_five_on(place, now):
    people = [places.worker(f"Người {number}", place.sewing) for number in range(5)]
    for number, person in enumerate(people[:4]):
        plays(person, now, safe=number < 3)
    assert drill.count_up() == 4
    assert shown(place) == [drill.Resisted(now.week, None)], "four are too few"
    plays(people[4], now, safe=False)
    plays(people[4], now, safe=True)  # trying again is free and changes no count
    drill.count_up()
    drill.count_up()
    [found] = shown(place)
    assert (found.played, found.safe, found.share) == (5, 3, 0.6)
    assert {field.name for field in DrillCount._meta.get_fields()} == {"id", "unit", "week", "played", "safe"}


def test_help_and_other_stories_count_nothing(place, now):
    person = places.worker("Nguyễn Thị Lan", place.sewing)
    plays(person, now, safe=True, mode="guided")
    other = (now.story.place + 1) % len(now.scenario.variants)
    sent = Incoming(
        uuid7(), "scenario", now.scenario.id, uuid7(), None, clock.now(), context="alone", variant=str(other),
        response={"log": [[900, "finish", "", ""]]},
    )  # fmt: skip
    learning.record(person, [sent], now=clock.now())
    assert drill.count_up() == 0 and shown(place) == []


@pytest.mark.parametrize(
    ("played", "safe", "share"), [(4, 2, None), (5, 5, None), (9, 0, None), (5, 2, 0.4), (10, 10, 1.0), (10, 0, 0.0)]
)
def test_a_share_that_says_what_each_did_is_told_only_among_ten(played, safe, share):
    assert drill.shown(1, played, safe).share == share


def test_the_page_announces_the_exercise_and_leads_to_the_very_story(now):
    page = Client().get("/tuan-nay").content.decode()
    assert "không bao giờ gửi tin giả" in page
    assert f"/thuc-hanh/{now.scenario.id}?so={now.story.place}" in page
    assert Client().get(f"/thuc-hanh/{now.scenario.id}?so={now.story.place}").status_code == 200


def test_counts_are_forgotten_after_a_year(place, now):
    for back in (1, 60):
        DrillCount.objects.create(unit_id=place.sewing, week=now.week - back, played=9, safe=1)
    drill.forget_old()
    assert list(DrillCount.objects.values_list("week", flat=True)) == [now.week - 1]
    first, after = now.days
    assert first <= clock.today() < after == first + timedelta(days=7)


def test_the_list_of_simulators_names_the_same_story_as_the_page_of_the_week(client, place):
    now = drill.of_week(weekly.number(places.today()))
    assert now is not None
    address = f"/thuc-hanh/{now.scenario.id}?so={now.story.place}"
    assert address in client.get("/tuan-nay").content.decode()
    assert address in client.get("/thuc-hanh").content.decode()
