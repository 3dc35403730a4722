"""The door for contests and halls: the same simulator for everybody, scored from the log, with and without a name."""

from __future__ import annotations

import json
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from hocvuso.core.scenario.proofs import guided
from hocvuso.learning import actions, rounds
from hocvuso.learning.intake import Incoming
from hocvuso.learning.models import Event
from hocvuso.learning.rounds import Forged, Round
from hocvuso.people import actions as people
from hocvuso.people import tokens
from hocvuso.plumbing import clock
from hocvuso.plumbing.ids import uuid7
from hocvuso.practice import queries as practice

pytestmark = [pytest.mark.django_db, pytest.mark.both]


def the_round(key: str = "final") -> Round:
    found = rounds.given("bank-transfer", key)
    assert found is not None
    return found


def way(of: Round, pace: int = 1100, most: int = 99) -> list[list[Any]]:
    """The log of somebody who does what the steps say, or only so many of them."""
    scenario = practice.scenario(of.scenario)
    assert scenario is not None
    acts = [(act.kind, act.target, act.value) for _, _, act, _ in guided(scenario, of.seed)][:most]
    acts += [] if acts[-1][0] == "finish" else [("finish", "", "")]
    return [[(at + 1) * pace, *act] for at, act in enumerate(acts)]


def plays(token: tokens.Token, of: Round, log: object, **more: Any) -> list[str]:
    values: dict[str, Any] = {
        "id": uuid7(), "kind": "scenario", "content_id": of.scenario, "device": token.device, "counter": None,
        "client_at": clock.now(), "version": of.version, "context": "alone", "variant": str(of.seed),
        "response": {"log": log},
    }  # fmt: skip
    return [each.reason for each in actions.record(token.person, [Incoming(**{**values, **more})], now=clock.now())]


def test_one_key_deals_everybody_the_same_and_another_key_something_else(client: Client):
    assert the_round() == the_round()
    seeds = {the_round(str(number)).seed for number in range(20)}
    assert len(seeds) == 20
    scenario = practice.scenario("bank-transfer")
    assert scenario is not None
    assert not any(scenario.variants[seed % len(scenario.variants)].surprise for seed in seeds)
    page = client.get(the_round().url).content.decode()
    assert f'data-seed="{the_round().seed}"' in page
    assert page.index('data-mode-of="alone"') < page.index('data-mode-of="guided"')
    assert rounds.given("nothing", "final") is None


def test_a_log_without_a_name_is_scored_and_nothing_is_kept():
    of = the_round()
    found = rounds.scored(of, way(of))
    assert (found.points, found.is_reached, found.dangers, found.hints) == (100, True, (), 0)
    assert found.ms == way(of)[-1][0] and found.print == rounds.scored(of, json.loads(json.dumps(way(of)))).print
    slower, less = rounds.scored(of, way(of, pace=1300)), rounds.scored(of, way(of, most=4))
    assert sorted([less, slower, found], key=lambda each: each.rank) == [found, slower, less]
    assert not Event.objects.exists()


@pytest.mark.parametrize(("log", "reason"), [
    ([[1000, "tap", "nobody", ""]], "part at line 1"),
    ([[1000, "look", "", ""]], "unfinished at line 1"),
    ("log", "unreadable"),
    ([[2000, "look", "", ""], [1000, "finish", "", ""]], "order at line 2"),
])  # fmt: skip
def test_what_cannot_be_is_refused_with_its_line(log: object, reason: str) -> None:
    with pytest.raises(Forged, match=reason):
        rounds.scored(the_round(), log)


def test_of_each_person_the_best_run_of_the_time_counts():
    of, other = the_round(), the_round("semi-final")
    mai, tu, lan = people.begin(), people.begin(), people.begin()
    begins = clock.now() - timedelta(minutes=1)
    assert plays(mai, of, way(of, most=4)) == plays(mai, of, way(of)) == plays(tu, of, way(of, pace=1301)) == [""]
    assert plays(lan, other, way(other)) == [""]
    assert plays(lan, of, way(of, pace=1207), context="guided") == [""]
    assert plays(tu, of, way(of)) == ["log_copied_0"]  # of somebody else
    ends = clock.now() + timedelta(minutes=1)
    everybody = [mai.person, tu.person, lan.person, uuid.uuid4()]
    found = rounds.best_of(everybody, of, begins, ends)
    assert {person: (one.points, one.ms) for person, one in found.items()} == {
        mai.person: (100, way(of)[-1][0]), tu.person: (100, way(of, pace=1301)[-1][0])
    }  # fmt: skip
    assert rounds.best_of(everybody, of, ends, ends + timedelta(minutes=1)) == {}


def test_a_version_that_is_gone_is_told():
    with pytest.raises(LookupError):
        rounds.scored(Round("bank-transfer", "0" * 16, 0, "", 1), way(the_round()))
