"""Vietnamese text: folding, tokens, sorting; nothing raises whatever is typed."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hocvuso.core.vntext import (
    alphabet_key,
    clean,
    fold,
    has_diacritics,
    nfc,
    search_key,
    sort_key,
    syllables,
    tokens,
)

# Checked by hand against the alphabet: given name, its tone (ngang huyền hỏi ngã sắc nặng), then the rest.
IN_ORDER = [
    "Trần An", "Vũ An", "Nguyễn Văn Án", "Lê Anh", "Đỗ Ánh", "Lê Ăn", "Trần Ân", "Bùi Bình", "Lê Cảnh",
    "Phạm Chi", "Đào Dũng", "Lê Dung Dương", "Đào Đào", "Hồ Đạt", "Đào Đức", "Trịnh Giang", "Mai Hà", "Mai Hạ",
    "Ngô Hoa", "Ngô Hoà", "Ngô Hoá", "Lê Hùng", "Lê Thị Hương", "Lý Kha", "Tạ Lan", "Tạ Linh", "Cao Mai",
    "Đinh Nga", "Võ Ngân", "Võ Nhung", "Lê Oanh", "Đỗ Phúc", "Hà Quân", "Đỗ Sơn", "Vũ Tâm", "Vũ Thắm",
    "Lê Trang", "Lê Tú", "Lê Tư", "Phan Uyên", "Hà Văn Ước", "Bùi Vinh", "Lê Xuân", "Ngô Ý", "Ngô Yến",
]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Đường — KHOÁ", "duong   khoa"),
        ("mã OTP 123456!", "ma otp 123456 "),
        ("ok\u200b nhé", "ok nhe"),
        ("𝐎𝐓𝐏 １２", "otp 12"),
        (unicodedata.normalize("NFD", "lừa đảo"), "lua dao"),
        ("Straße", "strasse"),
    ],
)
def test_fold_keeps_letters_and_digits_only(typed: str, folded: str) -> None:
    assert fold(typed) == folded


def test_emoji_part_words_and_leave_no_trace() -> None:
    assert tokens("tin nhắn👍🏽lừa 1️⃣ đảo") == ["tin", "nhan", "lua", "1", "dao"]
    assert clean("chào 🙂\u200d bạn\n nhé") == "chào bạn nhé"


def test_search_key_joins_with_single_spaces() -> None:
    assert search_key("  Nguyễn   Thị-Hương ") == "nguyen thi huong"


def test_two_spellings_of_one_tone_are_one_syllable() -> None:
    assert syllables("khóa hòa thủy khỏe") == ["khoá", "hoà", "thuỷ", "khoẻ"]
    assert syllables("chứa mùa quý của Huế") == ["chứa", "mùa", "quý", "của", "huế"]


@pytest.mark.parametrize(("text", "marked"), [("lua dao", False), ("đ", True), ("ơ", True), ("á", True), ("é ñ", True)])
def test_diacritics_are_seen(text: str, *, marked: bool) -> None:
    assert has_diacritics(text) is marked
    assert has_diacritics(unicodedata.normalize("NFD", text)) is marked


def test_names_sort_by_given_name_in_the_vietnamese_alphabet() -> None:
    assert sorted(set(IN_ORDER), key=sort_key) == IN_ORDER


def test_composed_and_decomposed_names_get_the_same_key() -> None:
    for name in IN_ORDER:
        assert sort_key(name) == sort_key(unicodedata.normalize("NFD", name)) == sort_key(name.upper())
        assert sort_key(name).isascii()


def test_units_sort_by_their_first_word_and_numbers_by_value() -> None:
    units = ["Tổ 2", "Tổ 10", "Tổ đóng gói", "Xưởng 1", "Xưởng 1 ca đêm", "Xưởng 3"]
    assert sorted(set(units), key=alphabet_key) == units


@given(st.text())
@example("\ud800")
@example("\u1160ﬃ½㎝")
def test_nothing_raises_and_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert search_key(text) == search_key(clean(text)) or any(ord(letter) > 0x2FF for letter in text)
    assert all(isinstance(key, str) for key in (nfc(text), clean(text), sort_key(text), alphabet_key(text)))
    assert isinstance(syllables(text), list)
    assert has_diacritics(text) in (True, False)


@given(st.text(alphabet="aàáảãạăắâấeéêếiíoóôốơớuúưứyýđbcghnt ", max_size=30))
def test_nfd_and_nfc_are_one_text(text: str) -> None:
    decomposed = unicodedata.normalize("NFD", text)
    assert fold(decomposed) == fold(text)
    assert syllables(decomposed) == syllables(text)
    assert search_key(decomposed) == search_key(text)
