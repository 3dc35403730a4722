"""A word whose meaning is asked is explained from the glossary, with its page and a lesson that uses it."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from hocvuso.assistant import pipeline, queries, words
from hocvuso.assistant.cli import as_object, as_text
from hocvuso.assistant.compose import Answer
from hocvuso.assistant.pipeline import Asked
from hocvuso.curriculum import glossary
from hocvuso.evaluation import question_sets
from tests import shipped

DAY = date(2026, 11, 29)
CURRICULUM, LIBRARY = shipped.curriculum(), shipped.library()


def _ask(text: str) -> Answer:
    return pipeline.answer(LIBRARY, Asked(text), DAY)


@pytest.mark.parametrize(
    ("typed", "word"),
    [("otp la gi", "otp"), ("ngan hang so la gi", "digital-bank"), ("2fa nghia la gi", "two-factor")],
)
def test_a_word_is_explained_and_cited(typed: str, word: str) -> None:
    answer, told = _ask(typed), next(each for each in glossary.words() if each.id == word)
    assert answer.kind == "answer"
    assert answer.text == f"{told.word}: {told.plain}"
    assert told.example in answer.caution
    lesson, page = answer.citations
    assert lesson.step in LIBRARY.curriculum.steps
    assert LIBRARY.curriculum.steps[lesson.step].skill == answer.skill
    assert page.page == f"{reverse('learning:words')}#{word}"
    assert as_object("", answer)["citations"] == [
        {"lesson": lesson.lesson, "step": lesson.step}, {"page": page.page}
    ]  # fmt: skip
    assert page.page in as_text(answer)


def test_every_word_of_the_glossary_gets_an_answer() -> None:
    """By its own name; a lesson may say it better, but nobody is left without."""
    silent = [each.word for each in glossary.words() if _ask(f"{each.word} nghĩa là gì?").kind != "answer"]
    assert silent == []


def test_a_lesson_about_the_meaning_itself_comes_first() -> None:
    assert _ask("VNeID là gì?").citations[0].step == "kns.5.1/know-vneid#what-vneid-is"
    assert _ask("chuyen doi so la gi").citations[0].step == "kns.10.1/what-changes-for-me#what-it-is"
    assert not any(each.page for each in (*_ask("VNeID là gì?").citations, *_ask("chuyen doi so la gi").citations))


def test_no_question_that_lessons_answer_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the questions that measure, those that get a word still find the skill that they found without."""
    asked = [one for one in question_sets.read_files(question_sets.shipped()) if one.skills and not one.ambiguous]
    short = [one for one in asked if len(one.text.split()) <= 8]
    told = {one.text: answer for one in short if (answer := _ask(one.text)).citations and answer.citations[-1].page}
    monkeypatch.setattr(words, "explained", lambda *_: None)
    before = {text: _ask(text) for text in told}
    assert all(told[text].candidates == before[text].candidates for text in told)
    wrong = [one.text for one in short if one.text in told and told[one.text].skill not in one.skills]
    assert len(wrong) <= 0.001 * len(asked), wrong


@pytest.mark.django_db(databases="__all__")
def test_the_page_shows_both_sources(site) -> None:  # type: ignore[no-untyped-def]
    page = site.post(reverse("assistant:ask"), {"q": "otp la gi"}).content.decode()
    assert "Mã dùng một lần" in page
    assert f'href="{reverse("learning:words")}#otp"' in page
    assert site.get(f"{reverse('learning:words')}").content.decode().count('id="otp"') == 1


@pytest.mark.django_db
def test_what_is_offered_to_be_asked_is_a_question_where_people_asked_one() -> None:
    said = {each.id: each.wordings.spoken for each in CURRICULUM.steps.values()}
    found = next(name for name, spoken in said.items() if _asks(spoken) and not _asks(spoken[:1]))
    step = CURRICULUM.steps[found]
    assert queries.examples(step)[0].endswith("?")
    offered = queries.examples(None)
    assert len(offered) == queries.EXAMPLES and all(each.endswith("?") for each in offered)


def _asks(said: tuple[str, ...]) -> bool:
    return any(each.endswith("?") for each in said)
