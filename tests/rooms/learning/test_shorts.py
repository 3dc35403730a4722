"""Short forms of simulators in the entry test: asked, scored again, worth what a run alone is worth, resumed."""

from __future__ import annotations

import json
import re
import uuid
from typing import Any

import pytest
from django.test import Client

from hocvuso.core.outlook import standings
from hocvuso.core.scenario import shorts
from hocvuso.core.scenario.content import Scenario, Short
from hocvuso.learning import actions, diagnosis, fold, queries, store
from hocvuso.learning.catalogue import current
from hocvuso.learning.intake import Incoming
from hocvuso.learning.models import Event
from hocvuso.people import actions as people
from hocvuso.people import queries as persons
from hocvuso.people import tokens
from hocvuso.plumbing import clock
from hocvuso.plumbing.ids import uuid7
from hocvuso.practice import queries as practice
from tests.rooms import entry_test
from tests.rooms.forms import hidden

pytestmark = [pytest.mark.django_db, pytest.mark.both]
NAME = "digital-identity/asked-by-nobody"


def the_short(name: str = NAME) -> tuple[Scenario, Short]:
    found = practice.short(name)
    assert found is not None
    return found


def log(answer: str, name: str = NAME) -> list[list[Any]]:
    """The log of somebody who decides so on the practice phone."""
    scenario, short = the_short(name)
    return shorts.lines_as(scenario, short, answer, shorts.places(scenario, short)[0])


def sent(token: tokens.Token, response: Any, name: str = NAME, **more: Any) -> tuple[str, str]:
    """Hand a decision in as a phone does; return what became of it."""
    scenario, short = the_short(name)
    values: dict[str, Any] = {
        "id": uuid7(), "kind": "short", "content_id": name, "device": token.device, "counter": None,
        "client_at": clock.now(), "version": scenario.version, "context": "placement",
        "variant": str(shorts.places(scenario, short)[0]), "response": response, "ms": 9000,
    }  # fmt: skip
    found = actions.record(token.person, [Incoming(**{**values, **more})], now=clock.now())[0]
    return found.status, found.reason


def mean(token: tokens.Token, skill: str) -> float:
    """What is believed of a skill: the chance that it is mastered."""
    found = standings(actions.current_mind(token.person).state, day=clock.day_number(clock.now()))
    return next(each.probability for each in found if each.skill == skill)


def test_the_phone_s_log_and_the_plain_answer_say_the_same():
    tapped, chosen = people.begin(), people.begin()
    assert sent(tapped, {"form": {"log": [json.dumps(log("hang-up"))]}}) == ("stored", "")
    assert sent(chosen, {"form": {"choice": ["hang-up"], "log": [""]}}) == ("stored", "")
    scores = Event.objects.filter(learner__in=[tapped.person, chosen.person]).values_list("score", flat=True)
    assert list(scores) == [1.0, 1.0]
    assert mean(tapped, "kns.5.1") == pytest.approx(mean(chosen, "kns.5.1"))
    assert mean(tapped, "kns.5.1") > mean(people.begin(), "kns.5.1")


def test_a_danger_weighs_on_the_safety_skill_and_says_nothing_of_the_work():
    token = people.begin()
    assert sent(token, {"log": log("agree")}) == ("stored", "")
    event = Event.objects.get(learner=token.person)
    assert event.score is None and event.response["lost"] == ["kns.4.3"]
    seen = {each.skill for each in [queries.standing(token.person, "kns.4.3")] if each}
    assert seen == {"kns.4.3"}
    assert mean(token, "kns.4.3") < mean(people.begin(), "kns.4.3")


def test_a_danger_of_the_skill_asked_for_counts_once():
    token, name = people.begin(), "bank-transfer/caller-asks"
    assert sent(token, {"log": log("tell", name)}, name) == ("stored", "")
    happened = store.happened(persons.ids_of(token.person))
    said = fold._decided(current(), happened[0])
    assert [(each.task.skills, each.score, each.weight) for each in said] == [(("kns.4.3",), 0.0, 1.0)]


def test_hints_weigh_as_in_a_run_alone():
    token = people.begin()
    lines = log("hang-up")
    assert sent(token, {"log": [[500, "hint", "", ""], *lines]}) == ("stored", "")
    said = fold.decision(store.happened(persons.ids_of(token.person))[0])
    assert said is not None and (said.score, said.weight) == (1.0, 0.6)


@pytest.mark.parametrize(("response", "more", "reason"), [
    ({"form": {"log": ["[[1000"]}}, {}, "bad_response"),
    ({"form": {"log": [""]}}, {}, "bad_response"),
    ({"form": {"choice": ["fly"]}}, {}, "bad_response"),
    ({"log": [[1000, "tap", "nobody", ""]]}, {}, "log_part_1"),
    ({"log": [[1000, "look", "", ""]]}, {}, "log_unfinished_1"),
    ({}, {}, "bad_response"),
    ({"log": [[1, 2]]}, {}, "log_unreadable_1"),
    ({"dont_know": "1"}, {"variant": "x"}, "log_seed_0"),
    ({"dont_know": "1"}, {"variant": "0"}, "log_seed_0"),  # a variant in which nobody calls
    ({"dont_know": "1"}, {"context": "alone"}, "log_mode_0"),
    ({"dont_know": "1"}, {"content_id": "digital-identity/gone"}, "unknown_scenario"),
    ({"dont_know": "1"}, {"content_id": "digital-identity"}, "unknown_scenario"),
    ({"dont_know": "1"}, {"version": "0" * 16}, "unknown_scenario"),
])  # fmt: skip
def test_what_cannot_be_is_refused_with_its_place(response: Any, more: dict[str, Any], reason: str) -> None:
    token = people.begin()
    assert sent(token, response, **more) == ("refused", reason)
    assert not Event.objects.filter(learner=token.person).exists()


def test_a_replay_of_all_events_gives_the_same_belief():
    token = people.begin()
    sent(token, {"log": log("hang-up")})
    sent(token, {"dont_know": "1"}, "bank-transfer/other-name")
    sent(token, {"log": log("agree")})
    before = actions.current_mind(token.person).state
    after = actions.rebuild(token.person, now=clock.now())
    assert (after.mean == before.mean).all()


def opened(site: Client, address: str = "/dau-vao") -> str:
    reply = site.get(address)
    assert reply.status_code == 200
    return reply.content.decode()


def test_in_the_test_it_is_asked_resumed_and_answered_without_scripts(site: Client) -> None:
    page = entry_test.until_decision(site)
    first, again = hidden(page), hidden(opened(site, "/dau-vao/day-du"))
    for name in ("item", "version", "variant"):  # the same one, dealt the same, until it is answered
        assert first[name] == again[name]
    assert "BÀI TẬP" in page and page.count('name="choice"') >= 2
    values = hidden(page)
    empty = site.post("/dau-vao/day-du", values)
    assert empty.status_code == 422 and "Bạn chưa chọn" in empty.content.decode()
    choice = re.findall(r'name="choice" value="([^"]+)"', page)[0]
    assert site.post("/dau-vao/day-du", {**values, "choice": choice, "log": ""}).status_code == 302
    event = Event.objects.get(kind="short")
    assert (event.content_id, event.context, str(event.variant)) == (values["item"], "full", values["variant"])
    person = event.learner
    task, done, _asked = diagnosis.next_task(person, now=clock.now(), full=True)
    assert task.task != event.content_id and done == Event.objects.filter(learner=person, context="full").count()
    again = site.post("/dau-vao/day-du", {**values, "choice": choice, "log": ""})  # sent twice counts once
    assert again.status_code == 302 and Event.objects.filter(kind="short").count() == 1


def test_whoever_is_stuck_at_a_decision_keeps_it_and_is_told_what_he_may_press(site: Client) -> None:
    page = entry_test.until_decision(site)
    assert 'name="ket"' not in page and "không có gợi ý" not in page
    before = Event.objects.count()
    reply = site.post("/dau-vao/day-du", {**hidden(page), "ket": "1"})
    assert reply.status_code == 200
    kept, given = hidden(reply.content.decode()), hidden(page)
    assert all(kept[name] == given[name] for name in ("item", "version", "variant"))
    assert "không có gợi ý" in reply.content.decode() and Event.objects.count() == before


def test_a_run_of_a_short_form_is_no_run_of_its_simulator():
    token = people.begin()
    sent(token, {"log": log("hang-up")})
    mind = actions.current_mind(token.person)
    assert mind.trail.played() == {}
    assert queries.last_tasks([token.person]) != {}
    assert isinstance(token.person, uuid.UUID)


def test_short_forms_are_only_in_the_entry_test():
    catalogue = current()
    names = set(practice.shorts().by_id)
    assert names and names <= set(catalogue.asked.rows)
    assert not names & set(catalogue.options.bank.rows) and not names & set(catalogue.tasks)
