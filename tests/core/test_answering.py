"""Deciding: answer, ask back, offer or hand over; and what the decision rests on."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from hocvuso.core import off_topic
from hocvuso.core.answering import (
    ANSWER_SKILL,
    MODEL_FEATURES,
    OFFER,
    SKILL_MODEL,
    STEP_MODEL,
    Model,
    confidence,
    decide,
    feature_row,
    fit,
)
from hocvuso.core.retrieval import Features, Hit
from hocvuso.core.triage import Triage

QUESTION = Triage("question")
SURE = Features(
    bm25=1.0, coverage=1.0, pairs=0.7, pieces=0.5, nearest=0.6, near_miss=0.0, margin=0.4, skill_margin=0.5,
    agreement=0.8, title=0.6, unknown=0.0, repaired=0.0, known=1.0, rival=0.8,
)  # fmt: skip
LOST = Features(
    bm25=0.4, coverage=0.2, pairs=0.0, pieces=0.1, nearest=0.1, near_miss=0.0, margin=0.02, skill_margin=0.01,
    agreement=0.2, title=0.0, unknown=0.6, repaired=0.3, known=0.3, rival=0.05,
)  # fmt: skip
HALF = Features(
    bm25=0.7, coverage=0.65, pairs=0.2, pieces=0.3, nearest=0.3, near_miss=0.0, margin=0.03, skill_margin=0.22,
    agreement=0.6, title=0.2, unknown=0.1, repaired=0.0, known=0.9, rival=0.8,
)  # fmt: skip


def _hit(name: str, features: Features = SURE, score: float = 2.0, near_goal: str = "") -> Hit:
    lesson = name.split("#")[0] if "#" in name else ""
    return Hit(name, name.split("/", maxsplit=1)[0], lesson, score, features, near_goal)


def test_the_samples_stand_where_the_bars_are() -> None:
    assert confidence([_hit("s.1/l#a", SURE)]) > ANSWER_SKILL > confidence([_hit("s.1/l#a", HALF)]) > OFFER
    assert confidence([_hit("s.1/l#a", LOST)]) < OFFER
    assert confidence([]) == 0.0


def test_a_sure_hit_is_answered() -> None:
    decision = decide([_hit("s.1/l#a"), _hit("s.1/l#b", HALF, 1.0)], QUESTION)
    assert (decision.kind, [hit.id for hit in decision.hits]) == ("answer", ["s.1/l#a"])


def test_close_rivals_are_asked_about_with_two_to_four_buttons() -> None:
    hits = [_hit(f"s.{number}/l#a", HALF, 2.0 - number / 100) for number in range(8)]
    decision = decide(hits, QUESTION)
    assert decision.kind == "clarify"
    assert 2 <= len(decision.hits) <= 4


def test_a_tie_is_asked_about_however_sure_the_skill_is() -> None:
    tied = replace(SURE, margin=0.02)
    decision = decide([_hit("s.1/l#a", tied, 2.0), _hit("s.1/l#b", tied, 1.97)], QUESTION)
    assert (decision.kind, len(decision.hits)) == ("clarify", 2)


def test_one_unsure_hit_is_offered_with_at_most_three() -> None:
    hits = [_hit("s.1/l#a", HALF, 2.0), *(_hit(f"s.2/l#{letter}", LOST, 1.2) for letter in "bcde")]
    decision = decide(hits, QUESTION)
    assert decision.kind == "suggest"
    assert [hit.id for hit in decision.hits] == ["s.1/l#a", "s.2/l#b", "s.2/l#c"]


def test_a_question_is_asked_back_only_once() -> None:
    hits = [_hit(f"s.{number}/l#a", HALF) for number in range(3)]
    assert decide(hits, QUESTION).kind == "clarify"
    again = decide(hits, QUESTION, clarified=True)
    assert (again.kind, again.reason, again.hits) == ("hand_over", "no_match", ())
    assert decide([_hit("s.1/l#a")], QUESTION, clarified=True).kind == "answer"


def test_far_from_everything_is_said_so() -> None:
    assert decide([_hit("s.1/l#a", LOST)], QUESTION).reason == "no_match"
    assert decide([], QUESTION).reason == "no_match"


def test_without_a_word_in_common_nothing_is_sure() -> None:
    nothing = replace(LOST, bm25=0.0, coverage=0.0, margin=1.0, skill_margin=1.0)
    assert confidence([_hit("s.1/l#a", nothing)]) == 0.0
    assert decide([_hit("s.1/l#a", nothing)], QUESTION).kind == "hand_over"


def test_topics_that_are_not_ours_are_recognised_and_never_offered() -> None:
    topic = replace(_hit("off-topic/weather"), skill="")
    decision = decide([topic, _hit("s.1/l#a", LOST)], QUESTION)
    assert (decision.kind, decision.reason, decision.topic) == ("hand_over", "off_topic", "off-topic/weather")
    offered = decide([_hit("s.1/l#a", HALF), replace(topic, score=1.9)], QUESTION)
    assert [hit.id for hit in offered.hits] == ["s.1/l#a"]


def test_a_foreign_topic_close_behind_names_the_reason() -> None:
    topic = replace(_hit("off-topic/weather", LOST, 1.5), skill="")
    decision = decide([_hit("s.1/l#a", LOST), topic], QUESTION)
    assert (decision.kind, decision.reason, decision.topic) == ("hand_over", "off_topic", "off-topic/weather")
    far_behind = decide([_hit("s.1/l#a", LOST), replace(topic, score=1.0)], QUESTION)
    assert far_behind.reason == "no_match"


def test_a_skill_without_lessons_is_named_not_answered() -> None:
    decision = decide([_hit("s.3"), _hit("s.1/l#a", HALF, 1.0)], QUESTION)
    assert (decision.kind, decision.reason, decision.topic) == ("hand_over", "untaught", "s.3")


def test_a_near_miss_is_never_answered_with_its_own_step() -> None:
    features = replace(SURE, near_miss=0.95, nearest=0.4)
    assert decide([_hit("s.1/l#a", features, near_goal="s.2/l#b")], QUESTION).kind != "answer"
    assert decide([_hit("s.1/l#a", features, near_goal="person")], QUESTION).reason == "person"
    # Asked in the words of a wording it is answered, whatever near-miss is like it.
    same = replace(SURE, near_miss=0.85, nearest=0.97)
    assert decide([_hit("s.1/l#a", same, near_goal="person")], QUESTION).kind == "answer"


def test_a_wording_itself_is_always_answered() -> None:
    assert decide([_hit("s.1/l#a", replace(LOST, nearest=1.0))], QUESTION).kind == "answer"


@pytest.mark.parametrize("kind", ["urgent", "refuse", "check_message", "own", "greeting"])
def test_triage_comes_before_the_search(kind: str) -> None:
    assert decide([_hit("s.1/l#a")], Triage(kind, "rule")).kind == kind


def test_whoever_asks_for_a_person_gets_one() -> None:
    decision = decide([_hit("s.1/l#a")], Triage("human", "human"))
    assert (decision.kind, decision.reason) == ("hand_over", "asked_for")


def test_better_evidence_never_lowers_the_probability() -> None:
    # What the question shares with the passage and its lead speak for it, and so does its lead over what is not ours.
    for model, lead in ((STEP_MODEL, "margin"), (SKILL_MODEL, "skill_margin")):
        weights = dict(zip(MODEL_FEATURES, model.weights, strict=True))
        for name in ("coverage", "agreement", "title", "known", "rival", lead):
            assert weights[name] > 0, name


def test_fit_recovers_a_known_model() -> None:
    rng = np.random.default_rng(3)
    truth = Model(-0.5, (1.0, -2.0, 0.0, 0.5, 3.0, 0.0, 1.0, -1.0))
    rows = rng.normal(size=(20_000, len(MODEL_FEATURES)))
    chance = 1 / (1 + np.exp(-(truth.bias + rows @ np.array(truth.weights))))
    right = (rng.random(len(rows)) < chance).astype(np.float64)
    found = fit(rows, right, np.ones(len(rows)))
    assert found.bias == pytest.approx(truth.bias, abs=0.1)
    assert found.weights == pytest.approx(truth.weights, abs=0.12)


def test_fit_is_calm_about_a_feature_that_never_varies() -> None:
    rows = np.zeros((10, len(MODEL_FEATURES)))
    rows[:, 0] = np.arange(10)
    found = fit(rows, (rows[:, 0] > 4).astype(np.float64), np.ones(10))
    assert found.weights[0] > 0
    assert found.weights[1:] == pytest.approx([0.0] * (len(MODEL_FEATURES) - 1))


def test_features_are_read_in_the_order_of_the_weights() -> None:
    row = feature_row(SURE)
    assert row[MODEL_FEATURES.index("coverage")] == SURE.coverage
    model = Model(0.0, tuple(1.0 if name == "title" else 0.0 for name in MODEL_FEATURES))
    assert model.probability(SURE) == pytest.approx(1 / (1 + np.exp(-SURE.title)))


def test_a_topic_of_work_is_the_unions_whatever_part_of_work_it_is() -> None:
    names = [one.id for one in off_topic.passages() if off_topic.is_work(one.id)]
    assert len(names) >= 3
    assert not off_topic.is_work("off-topic/weather-and-sky")


def test_what_is_refused_is_nobodys_lesson() -> None:
    assert decide([_hit("s.1/l#a")], Triage("refuse", "refuse")).confidence == 0.0
