"""Raw Telex and VNI keystrokes become the syllables that were meant; other words stay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hocvuso.core.syllable import is_possible, is_possible_folded, split_tone
from hocvuso.core.telex import undo
from hocvuso.core.vntext import nfc


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("chuyeern", "chuyển"), ("chuyeenr", "chuyển"), ("tieenf", "tiền"), ("tieefn", "tiền"),
        ("dduwowngf", "đường"), ("dduongwf", "đường"), ("khoong", "không"), ("nhw", "như"), ("hoawcj", "hoặc"),
        ("luwaf", "lừa"), ("ddaor", "đảo"), ("nguwowif", "người"), ("maajt", "mật"), ("khaaur", "khẩu"),
        ("quoocs", "quốc"), ("giaays", "giấy"), ("gif", "gì"), ("muaf", "mùa"), ("thuyr", "thuỷ"), ("quys", "quý"),
        ("ddi", "đi"), ("dangd", "đang"), ("chuyênr", "chuyển"), ("uwsng", "ứng"), ("toox", "tỗ"),
        ("chuye6n3", "chuyển"), ("tie6n2", "tiền"), ("d9u7o7ng2", "đường"), ("d9uong72", "đường"), ("a5", "ạ"),
    ],
)  # fmt: skip
def test_keystrokes_become_syllables(typed: str, meant: str) -> None:
    assert undo(typed) == meant


_OTHERS = (
    "link app zalo wifi facebook email internet data user pass sms otp file video k9 c06 ip6 iphone15 156"
    " toan anh xem không đường 2fa viettel"
)


@pytest.mark.parametrize("word", _OTHERS.split())
def test_other_words_stay(word: str) -> None:
    assert undo(word) == word


@pytest.mark.parametrize(
    "word", ["nghiêng", "quyển", "giếng", "gì", "thuở", "khuya", "uống", "yêu", "đạt", "kỹ", "ngoằn"]
)
def test_vietnamese_syllables_are_possible(word: str) -> None:
    assert is_possible(word)


@pytest.mark.parametrize("word", ["zalo", "kà", "cí", "ngề", "ghà", "bàp", "stk", "nghanh", "q", "facebook", ""])
def test_other_strings_are_not(word: str) -> None:
    assert not is_possible(word)


def test_typed_without_marks_more_is_possible() -> None:
    assert is_possible_folded("nghieng")
    assert is_possible_folded("dap")
    assert not is_possible_folded("zzz")


_TELEX_OF = {"\u0300": "f", "\u0309": "r", "\u0303": "x", "\u0301": "s", "\u0323": "j", "": ""}
_KEYS = {"ă": "aw", "â": "aa", "đ": "dd", "ê": "ee", "ô": "oo", "ơ": "ow", "ư": "uw"}
_REAL_TEXT = (
    "chuyển tiền mật khẩu ngân hàng tài khoản điện thoại lừa đảo đường giấy người được không biết những nước"
    " trường quét quốc khuyên nghiệp hoặc xoá khoẻ thuỷ ưng ước ứng yếu uống ảnh ổn ý quà giữa hoài loại"
)
_REAL = _REAL_TEXT.split()


@given(st.sampled_from(_REAL), st.data())
def test_the_tone_may_be_typed_anywhere_after_the_first_vowel(word: str, data: st.DataObject) -> None:
    letters, tone = split_tone(word)
    keys = "".join(_KEYS.get(letter, letter) for letter in letters)
    first_vowel = next(place for place, key in enumerate(keys) if key in "aeiouyw")
    places = [place for place in range(first_vowel + 1, len(keys) + 1) if keys[place - 1 : place + 1] not in _PAIRS]
    place = data.draw(st.sampled_from(places))
    assert undo(keys[:place] + _TELEX_OF[tone] + keys[place:]) == nfc(word)


# A tone between the two keys of one letter ("aja") is typed by nobody.
_PAIRS = frozenset({"aa", "ee", "oo", "aw", "ow", "uw", "dd"})


@given(st.text(max_size=14))
def test_undo_never_raises_and_returns_a_syllable_or_the_word(text: str) -> None:
    result = undo(text)
    assert result == text or is_possible(result)
