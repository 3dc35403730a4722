"""Secrets that people paste are hidden; amounts, years and public numbers stay."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hocvuso.core.masking import KINDS, PLACEHOLDERS, mask, without_placeholders
from hocvuso.core.vntext import fold

DATA = Path(__file__).parent / "data"


def _lines(name: str) -> list[list[str]]:
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [line.split("|") for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize(("kinds", "text"), _lines("secrets.txt"))
def test_secrets_are_hidden_with_and_without_marks(kinds: str, text: str) -> None:
    for typed in (text, text.upper(), " ".join(text.split())):
        masked = mask(typed)
        assert masked.kinds == tuple(kinds.split())
        for kind in masked.kinds:
            assert PLACEHOLDERS[kind] in masked.text
    unmarked = "".join(fold(letter) if letter.isalpha() else letter for letter in text)
    assert mask(unmarked).kinds == tuple(kinds.split())


@pytest.mark.parametrize("text", [line[0] for line in _lines("no_secrets.txt")])
def test_harmless_numbers_stay(text: str) -> None:
    assert mask(text).kinds == ()
    assert mask(text).text == text


def test_no_digit_of_a_secret_is_left() -> None:
    masked = mask("Mã OTP 482913, thẻ 4111 1111 1111 1111, gọi 0912345678, stk 19035566778899")
    assert not any(letter.isdigit() for letter in masked.text)
    assert masked.kinds == ("card", "phone", "account", "code")


def test_zero_width_characters_and_wide_digits_hide_nothing() -> None:
    assert mask("otp 48\u200b29\u200b13").kinds == ("code",)
    assert mask("otp ４８２９１３").kinds == ("code",)


def test_placeholders_are_no_words_to_search_for() -> None:
    assert without_placeholders(mask("otp 482913 đưa không").text).split() == ["otp", "đưa", "không"]


_WORD_LIST = (
    "mã otp pin mật khẩu là stk tài khoản thẻ cccd cvv 482913 4829 0912345678 19035566778899 012345678901 2.000.000đ"
    " 123 năm 2026 gửi tới 5656 của tôi 4111111111111111 [MÃ ĐÃ CHE] abc123 = : 500000 đ 12 34 56"
)
_WORDS = st.sampled_from(_WORD_LIST.split())


@given(st.lists(_WORDS, max_size=12).map(" ".join) | st.text(max_size=60))
def test_masking_twice_is_masking_once(text: str) -> None:
    once = mask(text)
    assert mask(once.text).text == once.text
    assert set(once.kinds) <= set(KINDS)


def test_a_password_of_letters_only_is_hidden_when_it_is_longer_than_any_word() -> None:
    assert "matkhaucuatoi" not in mask("mk facebook la matkhaucuatoi").text
    assert mask("mat khau la gi").kinds == ()
