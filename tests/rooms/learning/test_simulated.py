"""Runs of simulators: scored again on the server, evidence for the model, forged and replayed logs refused."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hocvuso.core.scenario.proofs import guided
from hocvuso.curriculum import queries as curriculum
from hocvuso.learning import actions, fold, queries, ways
from hocvuso.learning.catalogue import current
from hocvuso.learning.intake import Incoming
from hocvuso.learning.models import Event, LearnerState
from hocvuso.people import actions as people
from hocvuso.people import tokens
from hocvuso.plumbing import clock
from hocvuso.plumbing.ids import uuid7
from hocvuso.practice import queries as practice

pytestmark = [pytest.mark.django_db, pytest.mark.both]
NAME = "bank-transfer"


def way(seed: int = 0) -> list[list[Any]]:
    """The log of somebody who does what the steps say, one act in a little more than a second."""
    scenario = practice.scenario(NAME)
    assert scenario is not None
    acts = [act for _, _, act, _ in guided(scenario, seed)]
    return [[(at + 1) * 1100, act.kind, act.target, act.value] for at, act in enumerate(acts)]


def lost() -> list[list[Any]]:
    """The same until a stranger calls, who is told the code."""
    log = way()
    at = next(number for number, line in enumerate(log) if line[2] == "caller-stop")
    rest = [[line[0] + 2200, *line[1:]] for line in log[at + 1 :]]
    told = [[log[at][0], "tap", "caller-tell", ""], [log[at][0] + 1100, "tap", "lost-otp-go", ""]]
    return [*log[:at], *told, *rest]


def run(device: uuid.UUID, log: object, **more: Any) -> Incoming:
    """One run as a phone sends it."""
    scenario = practice.scenario(NAME)
    assert scenario is not None
    values: dict[str, Any] = {
        "id": uuid7(), "kind": "scenario", "content_id": NAME, "device": device, "counter": None,
        "client_at": clock.now(), "version": scenario.version, "context": "alone", "variant": "0",
        "response": {"log": log},
    }  # fmt: skip
    return Incoming(**{**values, **more})


def sent(person: tokens.Token, *runs: Incoming) -> list[tuple[str, str]]:
    """Hand runs in and return what became of them."""
    return [(each.status, each.reason) for each in actions.record(person.person, runs, now=clock.now())]


def test_a_run_is_scored_again_and_kept_without_what_was_typed():
    token = people.begin()
    assert sent(token, run(token.device, way(), hints=9, ms=5)) == [("stored", "")]
    event = Event.objects.get(learner=token.person)
    assert event.score == 1.0 and event.response["score"]["points"] == 100
    assert (event.hints, event.ms) == (0, way()[-1][0])  # as the log says, not as the phone says
    assert queries.standing(token.person, "kns.6.2") is not None
    assert queries.standing(token.person, "kns.4.3") is None


def test_a_danger_weighs_on_the_safety_skill_not_on_the_work():
    calm, careless = people.begin(), people.begin()
    sent(calm, run(calm.device, way()))
    sent(careless, run(careless.device, lost()))
    event = Event.objects.get(learner=careless.person)
    assert event.response["score"]["points"] == 40 and event.response["lost"] == ["kns.4.3"]
    assert event.score is not None and event.score > 0.9
    assert queries.standing(careless.person, "kns.4.3") is not None
    assert queries.standing(careless.person, "kns.6.2") is not None


def test_evidence_follows_mode_hints_and_what_was_lost():
    catalogue, day = current(), clock.now()
    said = {
        (mode, hints, lost): [(each.weight, each.task.skills[0]) for each in fold.simulated(catalogue, fold.Happened(
            "scenario", NAME, "", mode, 0.9, hints, 0, False, day, variant="3", lost=lost))]
        for mode, hints, lost in (("alone", 0, ()), ("alone", 1, ()), ("guided", 3, ()), ("surprise", 0, ("kns.4.3",)))
    }  # fmt: skip
    assert said[("alone", 0, ())] == [(1.0, "kns.6.2")]
    assert said[("alone", 1, ())] == [(0.6, "kns.6.2")]
    assert said[("guided", 3, ())] == [(0.3, "kns.6.2")]
    assert said[("surprise", 0, ("kns.4.3",))] == [(0.6, "kns.6.2"), (1.0, "kns.4.3")]


def test_replaying_all_events_gives_the_same_bytes():
    token = people.begin()
    sent(token, run(token.device, lost()), run(token.device, way(2), variant="2"))
    blob = bytes(LearnerState.objects.get(person=token.person).blob)
    actions.rebuild(token.person, now=clock.now())
    assert bytes(LearnerState.objects.get(person=token.person).blob) == blob


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"response": {"log": [[900, "tap", "otp-go", ""]]}}, "log_screen_1"),
        ({"response": {"log": way}}, "log_too_fast_5"),
        ({"response": {"log": []}}, "log_unreadable_0"),
        ({"response": None}, "log_unreadable_0"),
        ({"variant": "-1"}, "log_seed_0"),
        ({"variant": "3"}, "log_hidden"),
        ({"context": "contest"}, "log_mode_0"),
        ({"content_id": "nothing"}, "unknown_scenario"),
        ({"version": "0" * 16}, "unknown_scenario"),
    ],
)
def test_a_log_that_cannot_be_true_is_refused_with_its_line(more: dict[str, Any], reason: str):
    token = people.begin()
    log = way(1) if reason == "log_hidden" else way()
    if reason.startswith("log_too_fast"):
        more = {"response": {"log": [[line[0] // 20, *line[1:]] for line in way()]}}
    told = sent(token, run(token.device, log, **more))
    assert told[0][0] == "refused" and told[0][1].startswith(reason.rpartition("_")[0] if "fast" in reason else reason)
    assert not Event.objects.filter(learner=token.person).exists()


def test_a_run_counts_once_however_often_it_is_sent():
    token = people.begin()
    first = run(token.device, way(), counter=1)
    assert sent(token, first) == [("stored", "")]
    assert sent(token, first) == [("duplicate", "")]
    again = run(token.device, way(), counter=2)
    assert sent(token, again) == [("refused", "log_replayed_0")]
    third = run(token.device, lost(), counter=3), run(token.device, lost(), counter=4)
    assert sent(token, *third) == [("stored", ""), ("refused", "log_replayed_0")]


def test_the_run_of_somebody_else_is_recognised_whichever_phone_hands_it_in():
    honest, copier = people.begin(), people.begin()
    assert sent(honest, run(honest.device, way())) == [("stored", "")]
    assert sent(copier, run(copier.device, way())) == [("refused", "log_copied_0")]
    assert sent(copier, run(copier.device, way(), context="guided")) == [("stored", "")], "another log: another mode"
    assert not Event.objects.filter(learner=copier.person, context="alone").exists()


def test_two_people_may_give_up_in_the_same_millisecond():
    first, second = people.begin(), people.begin()
    log = [[900, "tap", "open-bank", ""], [2400, "finish", "", ""]]
    assert sent(first, run(first.device, log)) == [("stored", "")]
    assert sent(second, run(second.device, log)) == [("stored", "")]
    assert sent(second, run(second.device, log)) == [("refused", "log_replayed_0")]


def test_looking_for_a_copy_uses_its_index():
    with CaptureQueriesContext(connection) as queries_made:
        token = people.begin()
        sent(token, run(token.device, way()))
    made = [each["sql"] for each in queries_made.captured_queries]
    (asked,) = [sql for sql in made if sql.startswith("SELECT") and "print" in sql]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN {'QUERY PLAN ' if connection.vendor == 'sqlite' else ''}{asked}")
        told = str(cursor.fetchall())
    assert "event_by_print" in told or "default_varchar_idx" in told, told  # PostgreSQL names those of partitions


def test_the_result_is_shown_to_its_own_person_only(site: Client):
    token = people.begin()
    mine = run(token.device, lost())
    sent(token, mine)
    address = f"/thuc-hanh/ket-qua/{mine.id}"
    assert site.get(address).status_code == 302
    answered = HttpResponse()
    tokens.write(answered, token)
    site.cookies.update(answered.cookies)
    page = site.get(address).content.decode()
    assert "40 trên 100 điểm" in page and "Mã OTP là chữ ký của bạn" in page


def test_the_simulator_that_a_lesson_names_is_there():
    named = {lesson.id: lesson.scenario for lesson in curriculum.current().lessons.values() if lesson.scenario}
    assert named
    assert set(named.values()) <= set(practice.current()), named


def test_the_last_step_of_a_lesson_leads_to_its_simulator(site: Client):
    for skill, simulator in (("kns.6.2", "bank-transfer"), ("kns.4.3", "spot-the-scam")):
        lessons = [each for each in curriculum.current().lessons.values() if each.skill == skill]
        steps = min(lessons, key=lambda each: each.order).steps
        address = f"/thuc-hanh/{simulator}"
        assert address in site.get(ways.step_url(steps[-1].id)).content.decode()
        assert address not in site.get(ways.step_url(steps[0].id)).content.decode()
