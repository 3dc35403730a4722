"""Whose meaning is asked: only where the whole rest of a question is a name of the word."""

from __future__ import annotations

import pytest

from hocvuso.core.explained import names_of, word_asked
from hocvuso.core.reading import read_text

NAMES = names_of(
    [
        ("otp", "Mã OTP"), ("otp", "otp"), ("otp", "mã xác nhận"), ("wallet", "Ví"), ("password", "Mật khẩu"),
        ("permission", "cho phép"), ("consent", "cho phép"), ("news", "Tin giả"),
    ]
)  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("otp là gì", "otp"),
        ("otp la j", "otp"),
        ("cho e hoi ma otp la gi v", "otp"),
        ("OTP nghĩa là gì vậy?", "otp"),
        ("mã xác nhận là chi rứa", "otp"),
        ("thế nào là tin giả", "news"),
        ("mk la gi", "password"),
        ("giải thích giúp em từ mật khẩu", "password"),
        ("ví là gì", "wallet"),
        ("vi la gi", "wallet"),
    ],
)
def test_the_meaning_of_a_word_is_asked(typed: str, word: str) -> None:
    assert word_asked(read_text(typed), NAMES) == word


@pytest.mark.parametrize(
    "typed",
    [
        "otp",  # no question
        "mất mã otp là gì bây giờ",
        "mã otp gửi về máy để làm gì",
        "quên mật khẩu thì làm sao",
        "vì là gì",  # another word, typed with its mark
        "cho phép là gì",  # a name of two words says neither
        "là gì",
        "",
    ],
)
def test_anything_else_is_left_to_the_lessons(typed: str) -> None:
    assert word_asked(read_text(typed), NAMES) == ""
