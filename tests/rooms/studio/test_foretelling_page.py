"""Do predictions hold: measured on the site's own log by replay, shown from a stated number of answers on."""

from __future__ import annotations

import random
import re
from dataclasses import asdict

import numpy as np
import pytest
from django.test import Client

from hocvuso.core import items as item_kinds
from hocvuso.core import mastery, reliability
from hocvuso.core.evidence import Evidence
from hocvuso.curriculum import queries as curriculum
from hocvuso.learning import actions, fold, store
from hocvuso.learning.catalogue import current as current_catalogue
from hocvuso.learning.foretelling import nightly as foretelling
from hocvuso.learning.foretelling import sample
from hocvuso.learning.intake import Incoming
from hocvuso.learning.models import Reliability
from hocvuso.people import actions as people
from hocvuso.people import queries
from hocvuso.people.tokens import Token
from hocvuso.plumbing import clock
from hocvuso.plumbing.ids import uuid7

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]
PAGE = "/cb/tac-gia/doan-trung"


def answered(count: int, seed: int, *, hints: int = 0) -> Token:
    """Somebody who has answered so many questions, some rightly."""
    token, chance = people.begin(), random.Random(seed)
    items = [item for item in curriculum.current().items.values() if item.kind == "single"]
    batch = []
    for number, item in enumerate(chance.sample(items, count), start=1):
        given = item_kinds.right_response(item).to_json() if chance.random() < 0.7 else {"dont_know": True}
        batch.append(
            Incoming(uuid7(), "answer", item.id, token.device, number, clock.now(), version=item.version,
                     context="practice", response=given, hints=hints, ms=30_000)
        )  # fmt: skip
    assert {each.status for each in actions.record(token.person, batch, now=clock.now())} == {"stored"}
    return token


def test_answers_are_foretold_from_what_came_before_them_and_helped_ones_are_left_out() -> None:
    tokens = [answered(12, seed) for seed in range(3)]
    answered(5, 9, hints=1)
    assert foretelling.measure() == 36
    row = Reliability.objects.get()
    assert (row.answers, row.learners, row.curve) == (36, 3, {})
    catalogue = current_catalogue()
    state, expected = mastery.initial(catalogue.graph), []
    for event in store.happened(queries.ids_of(tokens[0].person)):
        said = fold.evidence(catalogue, event)
        assert isinstance(said, Evidence)
        expected.append((mastery.predict(state, said.task, day=said.day), said.score))
        state = mastery.update(state, said)
    told = [(each.p, each.score) for each in sample._foretold(tokens[0].person, catalogue)]
    assert told == [pytest.approx(each) for each in expected]


def test_with_too_few_answers_the_page_says_how_many_it_takes(author: Client) -> None:
    page = author.get(PAGE).content.decode()
    assert "Chưa đủ dữ liệu" in page and "1.000" in page and "30 người" in page
    answered(7, 1)
    foretelling.measure()
    page = author.get(PAGE).content.decode()
    assert "mới có 7 câu của 1 người" in page and '<svg class="ch" viewBox="0 0 264 256"' not in page


def test_with_enough_the_curve_its_table_and_the_losses_are_shown(
    author: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reliability, "ENOUGH_ANSWERS", 40)
    monkeypatch.setattr(reliability, "ENOUGH_LEARNERS", 4)
    for seed in range(4):
        answered(12, seed)
    foretelling.measure()
    kept = Reliability.objects.get().curve
    page = author.get(PAGE).content.decode()
    assert page.count('class="dot"') == len(kept["bins"]) == 10
    for each in kept["bins"]:
        assert f"<b>{round(each['came'] * 100)}%</b>" in page
    assert f"{kept['log_loss']:.3f}".replace(".", ",") in page
    assert f"{kept['ece'] * 100:.1f}".replace(".", ",") in page
    author.cookies["hvs_lang"] = "en"
    english = author.get(PAGE).content.decode()
    main = english[english.index("<main") : english.index("</main>")]
    assert "Log loss" in main and f"{kept['log_loss']:.3f}" in main
    assert not re.search(r"[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", main)


def test_a_later_measuring_with_too_few_answers_does_not_hide_the_last_one_that_said_something(
    author: Client,
) -> None:
    p = np.linspace(0.1, 0.9, 1000)
    curve = reliability.curve((np.arange(1000) % 3 > 0).astype(float), p)
    for back, kept in ((2, asdict(curve)), (1, asdict(curve)), (0, {})):
        at = clock.now() - sample.SINCE * back / 90
        Reliability.objects.create(at=at, model_version=1, answers=1000 if kept else 3, learners=40, curve=kept)
    page = author.get(PAGE).content.decode()
    assert "Những lần đo trước" in page and page.count('class="dot"') == 10


def test_a_large_site_is_sampled_at_moments_drawn_by_chance(monkeypatch: pytest.MonkeyPatch) -> None:
    everybody = {answered(2, seed).person for seed in range(6)}
    monkeypatch.setattr(sample, "SAMPLE", 3)
    # All events lie at this moment, so each draw before it meets the first of them.
    assert set(sample._sample(clock.now())) < everybody


@pytest.mark.parametrize(("came", "says"), [(0.0, "khớp"), (0.15, "đoán thấp"), (-0.15, "đoán cao")])
def test_the_heading_says_what_the_curve_means(author: Client, came: float, says: str) -> None:
    draw = np.random.default_rng(3)
    p = draw.uniform(0.3, 0.8, 4000)
    curve = reliability.curve((draw.uniform(size=4000) < p + came).astype(float), p)
    Reliability.objects.create(at=clock.now(), model_version=1, answers=4000, learners=60, curve=asdict(curve))
    page = author.get(PAGE).content.decode()
    heading = page[page.index("<h1") : page.index("</h1>")]
    assert says in heading
