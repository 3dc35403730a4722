"""What a learner sees: variants by specificity, facts by date, HTML that holds nothing but words."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hocvuso.core.content import Curriculum, Variant
from hocvuso.curriculum.parse import content_folder, read_folder
from hocvuso.curriculum.render import ShownStep, card_for, fill, html_of, step_for

SMALL = Path(__file__).parent / "small"
TODAY, LATER = date(2026, 11, 23), date(2027, 6, 1)
STEP = "kns.0.1/first-steps#lock-screen"


@pytest.fixture(scope="module")
def small() -> Curriculum:
    curriculum = read_folder(SMALL).curriculum
    assert curriculum is not None
    return curriculum


def shown(
    curriculum: Curriculum,
    *,
    device: str = "",
    audience: str = "worker",
    easy: bool = False,
    today: date = TODAY,
    variants: tuple[Variant, ...] | None = None,
) -> ShownStep:
    step = curriculum.steps[STEP]
    if variants is not None:
        step = replace(step, variants=variants)
    return step_for(step, device=device, audience=audience, easy=easy, today=today, facts=curriculum.facts)


def test_the_plain_step(small: Curriculum) -> None:
    seen = shown(small)
    assert seen.html == (
        "<p>Máy khoá thì người khác <strong>không xem được</strong> tin của bạn.</p>\n"
        "<ul>\n<li>khoá khi để máy trên bàn</li>\n<li>khoá khi đi ngủ</li>\n</ul>\n"
        "<p>Màn hình tự tắt khi bạn không chạm.</p>\n"
    )
    assert (seen.device, seen.app, seen.is_easy) == ("", "", False)
    assert seen.sample == "Máy em để đâu rồi?"


def test_device_wins_over_level_and_level_is_kept_within_it(small: Curriculum) -> None:
    assert shown(small, device="iphone").text == "Trên iPhone, bấm nút bên cạnh."
    assert shown(small, device="iphone", easy=True).text == "iPhone: bấm nút bên cạnh."
    assert shown(small, device="iphone", audience="family").text == "Trên iPhone, bấm nút bên cạnh."


def test_audience_words_have_both_levels(small: Curriculum) -> None:
    assert shown(small, audience="family").text == "Cả nhà cùng khoá máy."
    assert shown(small, audience="family", easy=True).text == "Cả nhà khoá máy."


def test_fields_that_a_variant_leaves_come_from_the_less_specific(small: Curriculum) -> None:
    seen = shown(small, device="android", audience="family")
    assert seen.do == ("Bấm nút ở cạnh phải.", "Thả tay ra.")
    assert seen.text == "Cả nhà cùng khoá máy."
    assert (seen.device, seen.app, seen.checked_on_device) == ("android", "Android", "")
    assert shown(small, device="iphone").checked_on_device == "2026-11-02"


def test_a_variant_for_both_is_the_most_specific(small: Curriculum) -> None:
    variants = (
        Variant(fields={"title": "cả hai"}, device="pc", audience="official"),
        Variant(fields={"title": "máy", "goal": "máy"}, device="pc"),
        Variant(fields={"title": "người", "goal": "người", "caution": "người"}, audience="official"),
    )
    seen = shown(small, device="pc", audience="official", variants=variants)
    assert (seen.title, seen.goal, seen.caution) == ("cả hai", "máy", "người")
    assert shown(small, device="pc", variants=variants).title == "máy"
    assert shown(small, device="android", audience="official", variants=variants).title == "người"


def test_a_text_without_an_easy_wording_is_not_mixed_with_the_old_one(small: Curriculum) -> None:
    seen = shown(small, device="pc", easy=True, variants=(Variant(fields={"text": "Chỉ một."}, device="pc"),))
    assert seen.text == "Chỉ một."


def test_an_expired_fact_shows_its_fallback_and_asks_to_be_confirmed(small: Curriculum) -> None:
    seen = shown(small, today=LATER, easy=True)
    assert seen.text.endswith("Màn hình có thể tự tắt.")
    assert [(fact.id, fact.is_shown, fact.is_expired) for fact in seen.facts] == [
        ("screen-off", False, True),
        ("lock-helps", False, True),
    ]


def test_second_hand_facts_are_flagged(small: Curriculum) -> None:
    seen = shown(small)
    assert [(fact.id, fact.is_shown, fact.needs_confirmation) for fact in seen.facts] == [
        ("screen-off", True, False),
        ("lock-helps", False, True),
    ]
    assert seen.needs_confirmation
    card = card_for(small.cards["answer/lost-phone"], easy=False, today=TODAY, facts=small.facts)
    assert not card.needs_confirmation
    assert card_for(small.cards["answer/lost-phone"], easy=False, today=LATER, facts=small.facts).needs_confirmation


def test_a_remembered_fact_is_never_shown(small: Curriculum) -> None:
    fact = replace(small.facts["screen-off"], confidence="from-memory")
    assert fill("{fact:screen-off}", {"screen-off": fact}, TODAY) == "Màn hình có thể tự tắt."
    assert fill("a {fact:gone} b", {}, TODAY) == "a  b"


def test_a_card_is_shown_at_both_levels(small: Curriculum) -> None:
    card = small.cards["answer/lost-phone"]
    seen = card_for(card, easy=False, today=TODAY, facts=small.facts)
    assert seen.html == "<p>Máy có thể còn ở gần bạn. Màn hình tự tắt khi bạn không chạm.</p>\n"
    assert seen.say_this.startswith("Tôi vừa mất máy")
    assert card_for(card, easy=True, today=TODAY, facts=small.facts).text == "Máy có thể còn ở gần."


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>\n"),
        ("![x](http://a.example/b.png)", "<p>![x](http://a.example/b.png)</p>\n"),
        ("# đầu\n\n1. một", "<p># đầu</p>\n<ul>\n<li>một</li>\n</ul>\n"),
        ("*nghiêng* và **đậm** `mã`", "<p>nghiêng và <strong>đậm</strong> `mã`</p>\n"),
        ("&lt;b&gt; & <", "<p>&amp;lt;b&amp;gt; &amp; &lt;</p>\n"),
    ],
)
def test_only_four_elements_come_out(text: str, html: str) -> None:
    assert html_of(text) == html


@given(st.text(alphabet="*_-`#<>/&\"'[]()! \n1.ab|~", max_size=80))
def test_no_text_makes_another_element(text: str) -> None:
    assert set(re.findall(r"<[^>]*>", html_of(text))) <= {
        "<p>", "</p>", "<ul>", "</ul>", "<li>", "</li>", "<strong>", "</strong>",
    }  # fmt: skip


def test_every_shipped_step_can_be_shown_to_everyone() -> None:
    curriculum = read_folder(content_folder()).curriculum
    assert curriculum is not None
    for step, device, easy in product(curriculum.steps.values(), ("", "android", "iphone", "pc"), (True, False)):
        for audience, today in (("worker", TODAY), ("official", date(2030, 1, 1))):
            seen = step_for(step, device=device, audience=audience, easy=easy, today=today, facts=curriculum.facts)
            words = " ".join((seen.title, seen.goal, seen.answer, seen.html, *seen.do, seen.caution))
            assert "{" not in words and "**" not in words, step.id
            assert seen.html and all(seen.do)
