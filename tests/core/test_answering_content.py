"""The shipped content asked as people ask: found, answered with care, and silent where it has nothing."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest

from hocvuso.core import off_topic, retrieval
from hocvuso.core.answering import Decision, decide
from hocvuso.core.content import Curriculum
from hocvuso.core.heldout import held_out
from hocvuso.core.reading import read
from hocvuso.core.retrieval import Index, search
from hocvuso.core.triage import sort
from hocvuso.curriculum.parse import content_folder, read_folder

OUT_OF_SCOPE = Path(__file__).parent / "data" / "out_of_scope.txt"


@pytest.fixture(scope="module")
def curriculum() -> Curriculum:
    found = read_folder(content_folder()).curriculum
    assert found is not None
    return found


@pytest.fixture(scope="module")
def index(curriculum: Curriculum) -> Index:
    return retrieval.build(curriculum)


def _decide(index: Index, text: str) -> Decision:
    asked = read(text, index.lexicon)
    return decide(search(index, asked, k=10), sort(text, asked))


def test_the_question_of_every_demonstration_is_answered_from_its_skill(index: Index) -> None:
    decision = _decide(index, "lam sao biet tin nhan lua dao")
    assert decision.kind == "answer"
    assert decision.hits[0].skill == "kns.4.3"


def test_every_wording_finds_its_own_step(curriculum: Curriculum, index: Index) -> None:
    lost = [
        text
        for found in (*curriculum.steps.values(), *curriculum.cards.values())
        for text in found.wordings.all
        if search(index, text, k=1)[0].id != found.id
    ]
    total = sum(len(found.wordings.all) for found in curriculum.steps.values())
    # A few wordings of two steps are alike to the word once marks are gone.
    assert len(lost) <= 0.02 * total, lost


def test_near_misses_are_never_answered_with_their_own_step(curriculum: Curriculum, index: Index) -> None:
    wrong = [
        (near.text, found.id)
        for found in (*curriculum.steps.values(), *curriculum.cards.values())
        for near in found.near_misses
        if (decision := _decide(index, near.text)).kind == "answer" and decision.hits[0].id == found.id
    ]
    assert not wrong


def test_what_no_lesson_answers_is_seldom_answered(index: Index) -> None:
    questions = [line for line in OUT_OF_SCOPE.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    assert len(questions) >= 120
    kinds = [_decide(index, text).kind for text in questions]
    # Measured 5 % when the bars were set; every one that is answered misleads somebody.
    assert kinds.count("answer") <= 0.12 * len(kinds)
    assert kinds.count("urgent") == 0
    assert kinds.count("hand_over") >= 0.5 * len(kinds)


def test_no_wording_is_taken_for_a_topic_that_is_not_ours(curriculum: Curriculum, index: Index) -> None:
    taken = [
        text
        for step in curriculum.steps.values()
        for text in step.wordings.all
        if search(index, text, k=1)[0].id.startswith(off_topic.PREFIX)
    ]
    assert not taken


def test_held_out_wordings_find_their_skill(curriculum: Curriculum) -> None:
    sample = [one for one in islice(held_out(curriculum), 2 * len(curriculum.steps)) if one.register != "near_miss"]
    assert len(sample) >= len(curriculum.steps)
    assert sum(one.finds_skill for one in sample) >= 0.75 * len(sample)
    assert sum(1 <= one.step_rank <= 3 for one in sample) >= 0.8 * len(sample)


def test_urgent_words_lead_to_the_urgent_card_and_no_others_do(curriculum: Curriculum, index: Index) -> None:
    urgent = {card.id for card in curriculum.cards.values() if card.kind == "urgent"}
    for card in curriculum.cards.values():
        for text in card.wordings.all:
            assert (_decide(index, text).kind == "urgent") is (card.id in urgent), text
    # Steps on what to do after a loss may speak like somebody in danger; others may not.
    grey = [
        step.id
        for step in curriculum.steps.values()
        for text in step.wordings.all
        if _decide(index, text).kind == "urgent" and step.skill not in ("kns.4.3", "kns.4.4")
    ]
    assert len(grey) <= 0.01 * len(curriculum.steps) * 13, grey
