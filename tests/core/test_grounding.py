"""A model's sentence is shown only when the passages that it cites support it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hocvuso.core import grounding

OTP = (
    "Tin đòi mã, mật khẩu, tiền hay ảnh giấy tờ: hãy dừng.\n"
    "Không đọc mã OTP cho ai, kể cả người xưng là ngân hàng.\n"
    "Gọi số in ở mặt sau thẻ. Chạm “Khoá thẻ” trong ứng dụng ngân hàng.\n"
    "Mã có 6 số và hết hạn sau 2 phút. Trang xem thử: https://lua-vang.example/kiem-tra"
)
BLOCK = "Mở tin nhắn, giữ tên người gửi rồi chọn “Chặn”. Số tiền thử là 1.000 đồng."
PASSAGES = {1: OTP, 2: BLOCK}


@pytest.mark.parametrize(
    "sentence",
    [
        "Bạn đừng đọc mã OTP cho ai, kể cả người xưng là ngân hàng. [1]",
        "Hãy gọi số in ở mặt sau thẻ. [1]",
        "Bạn chạm “Khoá thẻ” trong ứng dụng ngân hàng nhé. [1]",
        "Mã hết hạn sau 2 phút. [1]",
        "Giữ tên người gửi, chọn “Chặn”. [2]",
        "Số tiền thử là 1000 đồng. [2]",
        "Tin đòi mã hay mật khẩu thì bạn dừng, rồi mở tin nhắn và chọn **Chặn**. [1][2]",
        "Xem thử ở https://lua-vang.example/kiem-tra. [1]",
    ],
)
def test_what_a_passage_says_may_be_said(sentence):
    verdict = grounding.judge(sentence, PASSAGES)
    assert verdict.is_supported, verdict
    assert "[" not in verdict.sentence


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("Hãy gọi số in ở mặt sau thẻ.", "citation"),
        ("[1]", "citation"),
        ("Hãy gọi số in ở mặt sau thẻ. [7]", "source"),
        ("Hãy gọi số in ở mặt sau thẻ. [1][9]", "source"),
        ("Hãy gọi số in ở mặt sau thẻ. [1][Bài 3]", "source"),
        ("Mã hết hạn sau 5 phút. [1]", "number"),
        ("Gọi ngay số 1900 0000. [1]", "number"),
        ("Số tiền thử là 1.000 đồng. [1]", "number"),  # it stands in the other passage
        ("Xem thử ở https://lua-vang.example/khac. [1]", "link"),
        ("Xem thử ở khac.example nhé. [1]", "link"),
        ("Chạm “Mở thẻ” trong ứng dụng ngân hàng. [1]", "name"),
        ("Chạm **Gỡ khoá thẻ** trong ứng dụng ngân hàng. [1]", "name"),
        ("Mở ứng dụng VietPay của ngân hàng. [1]", "name"),
        ("Mở ứng dụng Sao Vàng của ngân hàng. [1]", "name"),
        ("Đọc mã OTP cho người xưng là ngân hàng. [1]", "not"),
        ("Không gọi số in ở mặt sau thẻ. [1]", "not"),
        ("Bạn gửi mã OTP cho tôi để kiểm tra. [1]", "secret"),
        ("Nhập mật khẩu vào đây. [1]", "secret"),
        ("Bạn nên mua bảo hiểm nhân thọ trọn đời của công ty lớn. [1]", "words"),
        ("Hãy gọi số in ở mặt sau thẻ " + "rồi gọi " * 60 + ". [1]", "long"),
    ],
)
def test_what_no_passage_says_is_dropped(sentence, reason):
    assert grounding.judge(sentence, PASSAGES).reason == reason


def test_a_hidden_letter_does_not_help():
    assert grounding.judge("Mã hết hạn sau 2\u200b5 phút. [1]", PASSAGES).reason == "number"


TEXT = "Hãy gọi số in ở mặt sau thẻ. [1] Mã hết hạn sau 2 phút! [1][2]\nXem a.example nhé. [2] Số tiền 1.000 đồng"
WHOLE = [
    "Hãy gọi số in ở mặt sau thẻ. [1]", "Mã hết hạn sau 2 phút! [1][2]", "Xem a.example nhé. [2]", "Số tiền 1.000 đồng",
]  # fmt: skip


@given(st.lists(st.integers(1, 9), min_size=1, max_size=40))
def test_sentences_are_whole_however_the_text_is_cut(lengths):
    pieces, at = [], 0
    for length in lengths:
        pieces.append(TEXT[at : at + length])
        at += length
    assert list(grounding.split([*pieces, TEXT[at:]])) == WHOLE


@given(st.text(max_size=200), st.integers(1, 20))
def test_no_text_is_lost_or_made_up(text, length):
    pieces = [text[at : at + length] for at in range(0, len(text), length)]
    assert "".join("".join(grounding.split(pieces)).split()) == "".join(text.split())


@given(st.text(max_size=400))
def test_any_text_gets_a_verdict(text):
    verdict = grounding.judge(text, PASSAGES)
    assert verdict.is_supported == (verdict.reason == "")


def test_a_rewording_stands_when_half_survives():
    tally = grounding.Tally()
    assert not tally.stands
    tally.count(grounding.judge("Hãy gọi số in ở mặt sau thẻ. [1]", PASSAGES))
    tally.count(grounding.judge("Mã hết hạn sau 5 phút. [1]", PASSAGES))
    assert tally.stands
    tally.count(grounding.judge("Mã hết hạn sau 5 phút. [1]", PASSAGES))
    assert not tally.stands


@pytest.mark.parametrize(
    ("sentence", "asks"),
    [
        ("Đừng gửi mã OTP cho tôi.", False),
        ("Tôi không bao giờ hỏi mật khẩu của bạn.", False),
        ("Bạn đọc mã xác nhận cho trợ lý nhé", True),
        ("Mật khẩu của bạn là gì?", True),
        ("Không sao, bạn cứ nhập số thẻ vào khung này.", True),
    ],
)
def test_who_asks_for_a_secret(sentence, asks):
    assert grounding.asks_for_secret(sentence) is asks
