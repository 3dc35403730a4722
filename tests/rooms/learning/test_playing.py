"""Simulators where people meet them: in the plan with its true reason, on posters, after an answer, in a talk."""

from __future__ import annotations

import uuid
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client

from hocvuso.assistant import tutor
from hocvuso.core.scenario.proofs import guided
from hocvuso.core.talking import Reply
from hocvuso.curriculum import queries as curriculum
from hocvuso.learning import actions, current, playing
from hocvuso.learning.intake import Incoming
from hocvuso.learning.models import Event, PlanRow
from hocvuso.people import actions as people
from hocvuso.people import tokens
from hocvuso.people.models import Person
from hocvuso.plumbing import clock
from hocvuso.plumbing.ids import uuid7
from hocvuso.practice import queries as practice
from tests.rooms.people.learners import answered

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]
SKILL = "kns.6.2"


def reads(token: tokens.Token, skill: str = SKILL, *, at: Any = None) -> None:
    """Read the first lesson of a skill to its end."""
    now = at or clock.now()
    lesson = min(
        (one for one in curriculum.current().lessons.values() if one.skill == skill), key=lambda one: one.order
    )
    steps = [
        Incoming(uuid7(), "step_done", step.id, token.device, None, now, version=step.version, context="lesson")
        for step in lesson.steps
    ]
    actions.record(token.person, steps, now=now)


def plays(token: tokens.Token, name: str, *, seed: int = 0, mode: str = "alone", at: Any = None) -> uuid.UUID:
    """Play a simulator as its steps say."""
    scenario, now = practice.scenario(name), at or clock.now()
    assert scenario is not None
    pace = 1100 + int(now.timestamp()) % 97  # no two runs of a person have the same milliseconds
    log = [
        [(at + 1) * pace, act.kind, act.target, act.value] for at, (_, _, act, _) in enumerate(guided(scenario, seed))
    ]
    run = Incoming(
        uuid7(), "scenario", name, token.device, None, now, version=scenario.version, context=mode, variant=str(seed),
        response={"log": log},
    )  # fmt: skip
    results = actions.record(token.person, [run], now=now)
    assert [(each.status, each.reason) for each in results] == [("stored", "")]
    return run.id


def plan(token: tokens.Token) -> PlanRow:
    """The plan in force."""
    return PlanRow.objects.get(person=token.person, is_current=True)


def simulators_in(row: PlanRow) -> list[str]:
    """The simulators of a session."""
    return [part["id"] for part in row.session if part["kind"] == "simulator"]


def test_after_its_lesson_a_simulator_is_practice_with_its_true_reason() -> None:
    token = people.begin()
    actions.choose(token.person, now=clock.now(), minutes=10)
    assert simulators_in(plan(token)) == [], "nothing was read yet"
    reads(token)
    row = plan(token)
    assert simulators_in(row) == ["bank-transfer"]
    assert sum(part["minutes"] for part in row.session) <= 10
    actions.choose(token.person, now=clock.now(), minutes=5)
    row = plan(token)
    if row.activity_kind == "simulator":
        assert row.reason == "try_out" and row.facts["skill"] == SKILL and row.propensity == 1.0
    plays(token, "bank-transfer")
    assert simulators_in(plan(token)) == [], "one a day"


def test_a_session_without_a_lesson_is_about_its_simulator() -> None:
    token = people.begin()
    for skill in {lesson.skill for lesson in curriculum.current().lessons.values()}:
        for lesson in curriculum.current().lessons.values():
            if lesson.skill == skill:
                done = [
                    Incoming(uuid7(), "step_done", step.id, token.device, None, clock.now(), version=step.version,
                             context="lesson")
                    for step in lesson.steps
                ]  # fmt: skip
                actions.record(token.person, done, now=clock.now())
    row = plan(token)
    assert row.activity_kind == "simulator" and row.reason == "try_out"
    session = current.session(token.person, clock.now())
    assert session.title.startswith("Làm thử: ") and "sai cũng không mất gì" in session.reason
    assert session.start.startswith("/thuc-hanh/") and f"p={row.id}" in session.start
    assert sum(part["minutes"] for part in row.session) <= row.minutes
    actions.turn_down(token.person, row.id, now=clock.now())
    assert plan(token).activity != row.activity


def test_what_went_well_comes_once_more_days_later_and_then_rests() -> None:
    token, first = people.begin(), clock.now() - timedelta(days=6)
    reads(token, at=first)
    plays(token, "bank-transfer", at=first)
    actions.choose(token.person, now=clock.now(), minutes=10)
    assert simulators_in(plan(token)) == ["bank-transfer"]
    plays(token, "bank-transfer", seed=2, at=clock.now() - timedelta(days=1))
    actions.choose(token.person, now=clock.now(), minutes=10)
    assert "bank-transfer" not in simulators_in(plan(token))
    trail = actions.current_mind(token.person).trail
    assert trail.played()["bank-transfer"].is_steady
    before = trail.to_json()
    actions.rebuild(token.person, now=clock.now())
    assert actions.current_mind(token.person).trail.to_json() == before


def test_the_run_of_a_session_leads_on_and_counts_in_it(site: Client) -> None:
    answered(site)
    token = _token(site)
    actions.choose(token.person, now=clock.now(), minutes=10)
    reads(token)
    row = plan(token)
    at = next(place for place, part in enumerate(row.session) if part["kind"] == "simulator")
    page = unescape(site.get(f"/thuc-hanh/bank-transfer?p={row.id}&k={at}").content.decode())
    assert f'data-plan="{row.id}"' in page
    onward = f"p={row.id}&k={at + 1}" if at + 1 < len(row.session) else f"/xong?p={row.id}"
    assert onward in page or f"?p={row.id}" in page
    assert "data-plan" not in site.get("/thuc-hanh/bank-transfer").content.decode()


def test_a_poster_of_a_simulator_makes_an_anonymous_learner_by_the_first_run(site: Client) -> None:
    page = unescape(site.get("/p/join-wifi").content.decode())
    assert "Vào wifi chỗ đông người" in page and "/thuc-hanh/join-wifi?ve=" in page
    assert site.get("/p/nothing-here").status_code == 404
    scenario = practice.scenario("join-wifi")
    assert scenario is not None
    log = [[(at + 1) * 1100, act.kind, act.target, act.value] for at, (_, _, act, _) in enumerate(guided(scenario, 0))]
    event = {
        "id": str(uuid7()), "kind": "scenario", "content_id": scenario.id, "device": str(uuid7()), "counter": 1,
        "client_at": clock.now().isoformat(), "version": scenario.version, "context": "alone", "variant": "0",
        "response": {"log": log},
    }  # fmt: skip
    reply = site.post(
        "/api/v1/events", {"events": [event]}, content_type="application/json", headers={"Origin": "http://testserver"}
    )
    assert reply.json()["results"][0]["status"] == "stored"
    assert Event.objects.get().score == 1.0
    assert Person.objects.get().source == "join-wifi"
    assert site.get("/hom-nay").status_code == 200, "he has begun, without any account"


def test_an_answer_of_the_assistant_leads_to_the_simulator_of_its_skill(site: Client) -> None:
    answered(site)
    page = unescape(site.get("/hoi", {"q": "làm sao biết tin nhắn lừa đảo"}).content.decode())
    assert "/thuc-hanh/spot-the-scam?ve=%2Fhoi" in page
    assert "/hoi" in unescape(site.get("/thuc-hanh/spot-the-scam?ve=%2Fhoi").content.decode()).split('id="saved"')[1]


def test_a_talk_offers_the_simulator_of_its_lesson_and_goes_on_afterwards(site: Client) -> None:
    answered(site)
    token = _token(site)
    actions.choose(token.person, now=clock.now())
    lesson = min(
        (each for each in curriculum.current().lessons.values() if each.skill == SKILL), key=lambda each: each.order
    )
    whole = {"kind": "lesson", "id": lesson.id, "skill": SKILL, "minutes": 3, "first": 0, "steps": len(lesson.steps)}
    PlanRow.objects.filter(person=token.person, is_current=True).update(session=[whole], activity=lesson.id)
    shown = tutor.current(token.person, clock.now())
    for _turn in range(80):
        if shown.shown.kind == "play":
            break
        said = "không biết" if shown.shown.kind == "ask" else "tiếp"
        shown = tutor.take(token.person, token.device, Reply(text=said), clock.now())
    assert shown.shown.kind == "play" and shown.step == ""
    _label, link = shown.shown.link
    assert link.startswith("/thuc-hanh/") and link.endswith("?ve=%2Fhoi%2Fhoc")
    assert link in site.get("/hoi/hoc").content.decode()
    after = tutor.take(token.person, token.device, Reply(text="xong"), clock.now())
    assert after.shown.kind != "play"


def test_what_the_entry_test_left_open_can_be_shown_by_doing(site: Client) -> None:
    answered(site)
    page = unescape(site.get("/dau-vao/ket-qua").content.decode())
    assert "/thuc-hanh/bank-transfer?cach=alone&ve=%2Fdau-vao%2Fket-qua" in page
    choices = site.get("/thuc-hanh/bank-transfer?cach=alone").content.decode().split('id="choose"')[1]
    assert choices.index("Tự làm") < choices.index("Có hướng dẫn")


def test_every_lesson_that_names_a_simulator_leads_to_it() -> None:
    for lesson in curriculum.current().lessons.values():
        if lesson.scenario:
            found = playing.simulator_of(lesson)
            assert found is not None and found.id == lesson.scenario


def _token(site: Client) -> tokens.Token:
    """The token of whoever learns in this browser."""
    request = site.get("/toi").wsgi_request
    token: tokens.Token = request.learner  # type: ignore[attr-defined]
    return token
