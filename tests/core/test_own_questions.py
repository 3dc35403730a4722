"""Telling known questions about oneself apart: rules over what words mean, nearly the same wordings, nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hocvuso.core.own_questions import MOST_WORDS, learn
from hocvuso.core.reading import read_text

RECOGNISER = learn(
    {
        "today": ("Hôm nay tôi học gì?", "bài tiếp theo là gì"),
        "why": ("Sao lại là bài này?",),
        "": ("bài này là sao", "hôm nay ăn gì"),
    },
    {"today": ("homnay hoc|bai gi|nao !visao",), "why": ("visao bai toi|hoc",)},
)


def _name(text: str) -> str:
    return RECOGNISER.recognise(read_text(text))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("hôm nay tôi học gì", "today"),
        ("bữa nay tui học chi", "today"),
        ("hnay e học bài nào v", "today"),
        ("bây giờ học bài nào", "today"),
        ("bai tiep theo la gi", "today"),
        ("vì răng tui phải học bài ni", "why"),
        ("sao lại là bài này vậy", "why"),
        ("bài này là sao", ""),  # the same words as "why", in another order
        ("hôm nay ăn gì", ""),
        ("hôm nay học lái xe gì", ""),  # a word that none of the examples has
        ("", ""),
    ],
)
def test_what_is_meant_counts_not_how_it_is_said(text: str, name: str) -> None:
    assert _name(text) == name


def test_a_story_is_no_such_question() -> None:
    assert _name("hôm nay tôi học gì " + "tôi " * MOST_WORDS) == ""


def test_of_several_readings_one_is_enough() -> None:
    assert RECOGNISER.recognise(read_text("xyz"), read_text("hôm nay tôi học gì")) == "today"
    assert RECOGNISER.recognise() == ""


@given(st.text(max_size=120))
def test_any_text_is_judged(text: str) -> None:
    assert _name(text) in {"", "today", "why"}
