"""What comes before searching: danger first, then persons, greetings, refusals, pasted messages."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hocvuso.core.question import Question
from hocvuso.core.reading import read_text
from hocvuso.core.triage import KINDS, is_follow_up, sort
from hocvuso.core.vntext import fold

LINES = [
    line.split("|", 1)
    for line in (Path(__file__).parent / "data" / "triage.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


def _unmarked(text: str) -> str:
    return "".join(fold(letter) if letter.isalpha() else letter for letter in unicodedata.normalize("NFC", text))


@pytest.mark.parametrize(("kind", "text"), LINES)
def test_kinds_with_and_without_marks(kind: str, text: str) -> None:
    assert sort(text, read_text(text)).kind == kind
    unmarked = _unmarked(text)
    assert sort(unmarked, read_text(unmarked)).kind == kind


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("bước này là sao", True),
        ("rồi sao nữa", True),
        ("không thấy nút đó", True),
        ("chưa hiểu", True),
        ("nut nay o dau", True),
        ("đăng ký VNeID mức hai ở đâu", False),
        ("bước đầu tiên khi bị mất điện thoại là gọi cho ai để khoá sim lại", False),
    ],
)
def test_questions_about_the_screen(text: str, *, expected: bool) -> None:
    assert is_follow_up(read_text(text)) is expected


@given(st.text(max_size=200))
def test_any_text_has_a_kind(text: str) -> None:
    asked: Question = read_text(text)
    assert sort(text, asked).kind in KINDS
