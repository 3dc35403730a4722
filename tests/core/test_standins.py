"""Personal data leave no text that a model gets, and come back where they stood."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hocvuso.core.standins import hide, put_back

TEXT = (
    "Mời chị Hạnh và Trần Văn Ân (0912 345 678, an.tran@may.example), căn cước 012345678901, họp lúc 17 giờ ngày "
    "28/11/2026"
)


def test_names_numbers_and_addresses_are_hidden_and_put_back() -> None:
    hidden = hide(TEXT)
    for each in ("Hạnh", "Trần", "Ân", "0912", "an.tran", "may.example", "012345678901"):
        assert each not in hidden.text
    assert "17 giờ ngày 28/11/2026" in hidden.text
    assert hidden.is_clean
    assert put_back(hidden.text, hidden.kept) == TEXT


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("đồng chí Sùng A Páo phụ trách", "Sùng A Páo"),
        ("Đ/c Hoa ghi biên bản", "Hoa"),
        ("giao cho Nguyễn Thị Minh Khai", "Nguyễn Thị Minh Khai"),
        ("bà Y Moan dự", "Y Moan"),
        ("Lò Thị Én trình bày", "Lò Thị Én"),
    ],
)
def test_what_looks_like_a_name_is_hidden(text: str, name: str) -> None:
    hidden = hide(text)
    assert name not in hidden.text and name in hidden.kept.values()


def test_a_name_that_is_given_is_hidden_however_it_is_written() -> None:
    hidden = hide("giao cho xuân mai, Xuân Mai nhận", ["Xuân Mai"])
    assert "mai" not in hidden.text.lower()
    assert put_back(hidden.text, hidden.kept) == "giao cho xuân mai, Xuân Mai nhận"


def test_the_same_name_has_one_stand_in() -> None:
    assert len(hide("Trần Văn Ân gặp Trần Văn Ân").kept) == 1


def test_a_secret_code_makes_a_text_unfit_to_leave() -> None:
    assert not hide("mã OTP là 4821").is_clean


@pytest.mark.parametrize("said", ["[TÊN_1] và [TÊN_2]", "không có ai", "[TÊN_1] [SỐ_9]"])
def test_a_missing_or_invented_stand_in_spoils_the_text(said: str) -> None:
    assert put_back(said, {"[TÊN_1]": "Hoa"}) is None


def test_a_typed_stand_in_is_no_stand_in() -> None:
    assert hide("xem [TÊN_1] nhé").kept == {}


@given(st.text(max_size=200))
def test_any_text_comes_back(text: str) -> None:
    hidden = hide(text)
    assert put_back(hidden.text, hidden.kept) is not None
