"""From a typed question to a composed answer, on the shipped content, without a database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hocvuso.assistant import pipeline
from hocvuso.assistant.compose import Answer
from hocvuso.assistant.pipeline import Asked, Library
from hocvuso.assistant.sentences import SENTENCES, say
from hocvuso.core.content import DEVICES
from tests import shipped

KINDS = {"answer", "clarify", "suggest", "urgent", "check_message", "refuse", "hand_over", "own"}
BLOCK = "kns.4.3/three-questions#block-and-report"
FIRST = "kns.4.3/three-questions#who-sent-it"


LIBRARY = shipped.library()
# In date for every fact and lesson of the content, whenever the tests run.
TODAY = min(lesson.expires_on for lesson in LIBRARY.curriculum.lessons.values()) - timedelta(days=90)


def _ask(text: str, library: Library = LIBRARY, today: date = TODAY, **known: object) -> Answer:
    return pipeline.answer(library, replace(Asked(text), **known), today)  # type: ignore[arg-type]


def test_an_answer_is_written_by_authors_and_cites_them() -> None:
    answer = _ask("chan sdt spam tren ip ntn")
    step = LIBRARY.curriculum.steps[BLOCK]
    assert (answer.kind, answer.skill, answer.text) == ("answer", "kns.4.3", step.answer)
    assert [one.step for one in answer.citations] == [BLOCK]
    assert answer.citations[0].checked_on == LIBRARY.curriculum.lessons[step.lesson].checked_on
    assert answer.caution == step.caution
    assert 1 <= len(answer.do) <= 5
    assert {button.kind for button in answer.buttons} == {"practise", "unclear", "person"}
    assert answer.candidates[0].step == BLOCK
    assert len(answer.candidates) == 5


def test_the_steps_are_those_of_the_phone_in_hand() -> None:
    text = LIBRARY.curriculum.steps[BLOCK].wordings.formal[1]
    shown = {device: _ask(text, device=device).do for device in ("", *DEVICES)}
    assert shown["android"] != shown["iphone"]
    assert shown["pc"] == shown[""]


def test_facts_are_filled_in_flagged_and_replaced_once_expired() -> None:
    fact = LIBRARY.curriculum.facts["report-scam-text"]
    answer = _ask("Tôi báo tin nhắn lừa đảo tới số nào?", today=fact.expires_on)
    assert any(fact.show in line for line in answer.do)
    assert say("confirm") in answer.warnings
    late = _ask("Tôi báo tin nhắn lừa đảo tới số nào?", today=fact.expires_on + timedelta(days=1))
    assert any(fact.fallback in line for line in late.do)
    assert not any("{fact" in line or fact.show in line for line in late.do)


def test_a_lesson_past_its_date_says_so() -> None:
    lesson = LIBRARY.curriculum.lessons["kns.4.3/three-questions"]
    answer = _ask("Tôi báo tin nhắn lừa đảo tới số nào?", today=lesson.expires_on + timedelta(days=1))
    assert say("old", day=lesson.checked_on.strftime("%d/%m/%Y")) in answer.warnings


def test_danger_comes_first_with_what_to_do_and_what_to_say() -> None:
    answer = _ask("e vua ck cho lua dao, cuu e")
    card = LIBRARY.curriculum.cards["answer/urgent-sent-money-or-code"]
    assert (answer.kind, answer.do) == ("urgent", card.do)
    assert card.say_this in answer.say_this
    assert answer.candidates[0].step == card.id
    assert answer.confidence == 1.0


def test_a_secret_is_hidden_warned_about_and_repeated_nowhere() -> None:
    answer = _ask("ma otp 482913 la gi, the 4111 1111 1111 1111")
    assert answer.secrets == ("card", "code")
    assert answer.warnings[0] == say("secret")
    everything = repr(answer)
    assert "482913" not in everything
    assert "1111" not in everything


def test_private_numbers_get_a_softer_word() -> None:
    answer = _ask("số 0912345678 gọi xưng công an")
    assert answer.warnings[0] == say("private")
    assert "0912345678" not in repr(answer)


def test_a_pasted_message_is_looked_at_with_the_lesson() -> None:
    sample = LIBRARY.curriculum.steps["kns.4.3/three-questions#who-sent-it"].sample
    answer = _ask(sample)
    assert (answer.kind, answer.skill) == ("check_message", "kns.4.3")
    assert {one.lesson for one in answer.citations} == {"kns.4.3/three-questions"}
    assert len(answer.do) <= 5


def test_mended_words_are_shown() -> None:
    answer = _ask("lam soa biet tin nhna lua dao")
    assert answer.understood == "lam sao biet tin nhan lua dao"
    assert _ask("lam sao biet tin nhan lua dao").understood == ""


def test_the_step_on_the_screen_answers_what_leans_on_it() -> None:
    assert _ask("bước này là sao", current_step=BLOCK).citations[0].step == BLOCK
    assert _ask("bước này là sao").kind != "answer"
    assert _ask("bước này là sao", current_step=BLOCK, leans_on=FIRST).citations[0].step == FIRST
    # A question of its own is not drawn to the screen.
    assert _ask("Mã OTP là gì, tại sao phải giữ kín?", current_step=BLOCK).citations[0].step != BLOCK


def test_one_line_of_the_screen_is_told_in_easy_words() -> None:
    whole = _ask("bước này là sao", leans_on=BLOCK)
    assert whole.plain, "what was not clear comes in easy words"
    for text in ("bước 2 là sao?", "buoc thu hai la sao", "chưa hiểu bước 2"):
        assert _ask(text, leans_on=BLOCK).text == f"Bước 2: {whole.do[1]}", text
    assert _ask("bước 9 là sao?", leans_on=BLOCK).do == whole.do, "there is no ninth"
    assert _ask("bước 2 là sao?").kind != "answer", "of what?"


def test_what_comes_next_is_the_next_step_and_the_last_one_stays() -> None:
    steps = [each.id for each in LIBRARY.curriculum.lessons[BLOCK.partition("#")[0]].steps]
    for text in ("rồi sao nữa", "xong rồi làm gì", "lam xong roi thi sao", "bước tiếp theo là gì"):
        assert _ask(text, leans_on=steps[0]).citations[0].step == steps[1], text
    assert _ask("rồi sao nữa", leans_on=steps[-1]).citations[0].step == steps[-1]


@pytest.mark.parametrize(
    ("text", "kind", "said"),
    [
        ("", "hand_over", "empty"),
        ("🙂🙂 …", "hand_over", "gibberish"),
        ("xin chào", "suggest", "greeting"),
        ("hôm nay tôi học gì", "own", "own"),
        ("cách hack facebook của vợ", "refuse", "refuse"),
        ("cho tôi gặp người thật", "hand_over", "asked_for"),
        ("Hôm nay thời tiết thế nào?", "hand_over", "off_topic"),
        ("Công ty nợ lương, chậm lương thì sao?", "hand_over", "work"),
    ],
)
def test_honest_replies_without_a_lesson(text: str, kind: str, said: str) -> None:
    answer = _ask(text)
    assert (answer.kind, answer.text) == (kind, say(said))
    assert answer.citations == ()
    assert answer.do == ()


def test_the_assistant_speaks_english_when_asked() -> None:
    assert _ask("xin chào", language="en").text == say("greeting", "en")
    assert all(vietnamese != english for vietnamese, english in SENTENCES.values())


def test_no_sentence_asks_for_a_secret_or_forbidden_words() -> None:
    said = " ".join(vietnamese.lower() for vietnamese, _ in SENTENCES.values())
    for forbidden in ("vui lòng", "gửi mã cho", "nhập mã", "cho biết mật khẩu", "!", "xin lỗi", "lỗi hệ thống"):
        assert forbidden not in said


def test_easy_wording_and_audience_change_nothing_but_words() -> None:
    text = LIBRARY.curriculum.steps[BLOCK].wordings.formal[0]
    for known in ({"easy": True}, {"audience": "official"}):
        assert _ask(text, **known).citations == _ask(text).citations
    usual, easy = _ask(text), _ask(text, easy=True)
    assert (usual.plain, easy.text, easy.do) == ((), usual.text, usual.do)
    assert " ".join(easy.plain) == LIBRARY.curriculum.steps[BLOCK].easy.replace("**", "").replace("\n\n", " ")
    assert easy.at_once < usual.at_once
    assert easy.plain[0] in easy.full_text


def test_without_an_urgent_card_a_person_is_named() -> None:
    bare = replace(LIBRARY.curriculum, cards={})
    answer = _ask("e vua ck cho lua dao, cuu e", pipeline.open_library(bare))
    assert (answer.kind, answer.text) == ("hand_over", say("person"))


def test_the_index_is_kept_on_a_shelf_and_used_again(tmp_path: Path) -> None:
    lessons = {key: each for key, each in LIBRARY.curriculum.lessons.items() if each.skill == "kns.4.3"}
    steps = {key: each for key, each in LIBRARY.curriculum.steps.items() if each.lesson in lessons}
    little = replace(LIBRARY.curriculum, lessons=lessons, steps=steps)
    first = pipeline.open_library(little, tmp_path)
    kept = [path.name for path in tmp_path.iterdir()]
    assert kept == [pipeline.index_name(little)]
    again = pipeline.open_library(little, tmp_path)
    assert _ask("chan so la", first) == _ask("chan so la", again)
    # Old indexes do not pile up.
    for number in range(5):
        pipeline.open_library(replace(little, version=f"v{number}"), tmp_path)
    assert len(list(tmp_path.iterdir())) == 3
    pipeline.open_library(little, tmp_path)
    # A broken copy is built anew, and a shelf that cannot be written to does not matter.
    (tmp_path / kept[0] / "index.json").write_text("{", encoding="utf-8")
    assert _ask("chan so la", pipeline.open_library(little, tmp_path)) == _ask("chan so la", again)
    blocked = tmp_path / "file"
    blocked.write_text("")
    assert _ask("chan so la", pipeline.open_library(little, blocked)) == _ask("chan so la", again)


@given(st.text(max_size=120), st.sampled_from(("", *DEVICES)))
def test_any_text_gets_an_answer(text: str, device: str) -> None:
    answer = _ask(text, device=device)
    assert answer.kind in KINDS
    assert answer.text
    assert 0.0 <= answer.confidence <= 1.0
    if answer.kind == "answer":
        assert answer.citations


def test_a_changed_lesson_builds_no_index_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = LIBRARY.curriculum
    pipeline.open_library(whole, tmp_path)
    step = whole.steps[BLOCK]
    said = replace(step.wordings, spoken=(*step.wordings.spoken, "cái thằng gọi hoài bên xổ số làm nó im luôn"))
    changed = replace(whole, version="next", steps=whole.steps | {BLOCK: replace(step, wordings=said)})
    monkeypatch.setattr(pipeline.retrieval, "build", lambda _: pytest.fail("built anew"))
    library = pipeline.open_library(changed, tmp_path)
    assert _ask("cai thang goi hoai ben xo so lam no im luon", library).citations[0].step == BLOCK
    assert pipeline.open_library(changed, tmp_path).index.ledger.replaced == 1  # kept on the shelf
