"""The read-out in the product: traces rest with the trail, a night decides, plans then use it and say so."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from django.test import Client

from hocvuso.core import foresight, switching
from hocvuso.core import items as item_kinds
from hocvuso.core.parameters import MODEL_VERSION
from hocvuso.core.readout import FEATURES, OF_ITEM
from hocvuso.core.traces import Traces
from hocvuso.curriculum import queries as curriculum
from hocvuso.learning import actions, planning, speaking
from hocvuso.learning.catalogue import current
from hocvuso.learning.foretelling import cli, deciding, nightly
from hocvuso.learning.foretelling.sample import gathered
from hocvuso.learning.intake import Incoming
from hocvuso.learning.models import LearnerState, PlanRow, Readout, Reliability
from hocvuso.people import actions as people
from hocvuso.people.tokens import Token
from hocvuso.plumbing import clock
from hocvuso.plumbing.ids import uuid7

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]
PAGE = "/cb/tac-gia/doan-trung"


def answered(count: int, seed: int, *, hints: int = 0, able: bool | None = None) -> Token:
    """Somebody who has answered so many questions: half of all people can do everything, unless `able` says so."""
    token, chance = people.begin(), random.Random(seed)
    right = chance.random() < 0.5 if able is None else able
    items = sorted(curriculum.current().items.values(), key=lambda item: item.id)
    batch = []
    for number, item in enumerate(chance.sample(items, count), start=1):
        given = item_kinds.right_response(item).to_json() if right else {"dont_know": True}
        batch.append(
            Incoming(uuid7(), "answer", item.id, token.device, number, clock.now(), version=item.version,
                     context="practice", response=given, hints=hints, ms=30_000)
        )  # fmt: skip
    for start in range(0, count, 4):
        assert {each.status for each in actions.record(token.person, batch[start : start + 4], now=clock.now())} == {
            "stored"
        }
    return token


def switched(monkeypatch: pytest.MonkeyPatch, learners: int = 6) -> list[Token]:
    """A site where so few learners are enough, and where the read-out finds much to correct."""
    monkeypatch.setattr(switching, "FEWEST_LEARNERS", learners)
    return [answered(16, seed, able=seed % 2 == 0) for seed in range(learners)]


def traces_of(token: Token) -> Traces:
    return Traces.unpacked(LearnerState.objects.get(person=token.person).trail["traces"])


def test_traces_rest_with_the_trail_and_a_replay_gives_the_same() -> None:
    token = answered(14, 1)
    before = traces_of(token)
    assert before.answers == 14 and len(before.items) == 14
    actions.rebuild(token.person, now=clock.now())
    assert traces_of(token) == before


def test_answers_with_help_leave_no_trace() -> None:
    assert "traces" not in LearnerState.objects.get(person=answered(3, 1, hints=1).person).trail


def test_on_a_small_site_the_night_says_so_and_nothing_changes(author: Client) -> None:
    token = answered(12, 1)
    assert nightly.measure() == 12
    row = Readout.objects.get()
    assert (row.why, row.is_on, row.speaks, row.learners, row.weights) == ("few", False, False, 1, {})
    assert actions.current_mind(token.person).kept.readout is None
    assert "readout" not in PlanRow.objects.get(person=token.person, is_current=True).facts
    assert "Trang này còn ít người" in author.get(PAGE).content.decode()


def test_a_night_that_finds_it_better_switches_it_on_and_plans_then_say_so(
    monkeypatch: pytest.MonkeyPatch, author: Client
) -> None:
    tokens = switched(monkeypatch)
    nightly.measure()
    row = Readout.objects.get()
    assert (row.why, row.speaks, row.model_version) == ("better", True, MODEL_VERSION)
    assert row.found["gain"] > row.found["low"] > 0.0
    assert Reliability.objects.get().by_readout
    mind = actions.current_mind(tokens[0].person)
    assert mind.kept.readout == row.id
    sight = speaking.foresight(row.id, current())
    assert sight is not None
    plans = [
        planning.plan(
            tokens[0].person, mind.state, mind.trail, replace(mind.kept, readout=which), current(), clock.now()
        )
        for which in (None, row.id)
    ]
    assert [plan.facts.get("readout") for plan in plans] == [None, row.id]
    page = author.get(PAGE).content.decode()
    assert "Đang bật" in page and "đã đổi" in page
    assert f"{row.found['own_loss']:.4f}".replace(".", ",") in page


def test_items_that_few_answered_have_no_terms_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    switched(monkeypatch)
    nightly.measure()
    weights = Readout.objects.get().weights
    assert weights["items"] == {}, "no item has thirty answers"
    assert list(weights["weights"]) == list(FEATURES) and weights["skills"]


def test_it_is_switched_off_again_when_it_helps_no_more(monkeypatch: pytest.MonkeyPatch, author: Client) -> None:
    tokens = switched(monkeypatch)
    nightly.measure()

    def worse(*given: Any, **more: Any) -> Any:
        return 1.0 - given[2] * 0.5  # held out, always wrong

    monkeypatch.setattr(switching, "cross_fitted", worse)
    nightly.measure()
    assert list(Readout.objects.order_by("id").values_list("why", "speaks")) == [("better", False), ("worse", False)]
    assert actions.current_mind(tokens[0].person).kept.readout is None
    assert [each.is_other for each in deciding.decided()] == [True, True]
    assert "không khá hơn" in author.get(PAGE).content.decode()
    assert not Reliability.objects.order_by("-id")[0].by_readout


def test_fitted_by_an_older_model_it_does_not_speak(monkeypatch: pytest.MonkeyPatch) -> None:
    tokens = switched(monkeypatch)
    nightly.measure()
    Readout.objects.update(model_version=MODEL_VERSION - 1)
    assert actions.current_mind(tokens[0].person).kept.readout is None


def test_weights_of_other_features_are_left_alone() -> None:
    row = Readout.objects.create(
        at=clock.now(), model_version=MODEL_VERSION, why="better", is_on=True, speaks=True, learners=50, answers=900,
        weights={"weights": {"one": 1.0}, "items": {}, "skills": {}},
    )  # fmt: skip
    assert speaking.foresight(row.id, current()) is None
    token = answered(2, 3)
    assert PlanRow.objects.filter(person=token.person, is_current=True).exists()


def test_what_speaks_changes_chances_and_no_state(monkeypatch: pytest.MonkeyPatch) -> None:
    bank = current().options.bank
    weights = dict.fromkeys(FEATURES, 0.0) | {"logit": 1.0, "one": -1.0}
    item = bank.tasks[3].id
    row = Readout.objects.create(
        at=clock.now(), model_version=MODEL_VERSION, why="better", is_on=True, speaks=True, learners=50, answers=900,
        weights={"weights": weights, "items": {item: [1.0, *[0.0] * (len(OF_ITEM) - 1)]}, "skills": {}},
    )  # fmt: skip
    one, two = answered(10, 5), answered(10, 5)
    Readout.objects.update(speaks=False)
    three = answered(10, 5)
    assert len({bytes(LearnerState.objects.get(person=each.person).blob) for each in (one, two, three)}) == 1
    sight = speaking.foresight(row.id, current())
    assert isinstance(sight, foresight.Foresight)
    assert sight.weights[3, 0] == 0.0 and (np.delete(sight.weights[:, 0], 3) == -1.0).all()


def test_an_answer_to_a_question_that_has_another_meaning_today_teaches_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answered(12, 1)
    catalogue = current()
    assert (gathered(clock.now(), catalogue).answers.item >= 0).all()
    other = SimpleNamespace(item=lambda *given: SimpleNamespace(meaning=99))
    monkeypatch.setattr("hocvuso.learning.foretelling.sample.curriculum", other)
    sample = gathered(clock.now(), catalogue)
    assert len(sample.answers.right) == 12 and len(sample.is_current) == 0


def test_the_command_shows_decisions_and_decides(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run([]) == 0
    assert "Chưa có đêm nào" in capsys.readouterr().out
    answered(11, 2)
    assert cli.run(["--decide", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["is_on"] is False
    assert (said["decisions"][0]["why"], said["decisions"][0]["learners"]) == ("few", 1)
    assert cli.run([]) == 0
    assert "cần 40 người có ít nhất 10 câu" in capsys.readouterr().out
