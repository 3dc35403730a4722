"""The checks that read words: addresses, numbers, secrets, tone marks, sentences, likeness."""

from __future__ import annotations

import pytest

from hocvuso.curriculum.checks import alike, danger, style


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("https://lua-vang.xac-nhan.example", []),
        ("Mở https://vietcombank.com.vn/login ngay", ["vietcombank.com.vn"]),
        ("lan@gmail.com", ["gmail.com"]),
        ("lan@thu.example", []),
        ("tìm đuôi .gov.vn hay gov.vn", []),
        ("tệp don-xin-nghi.docx và anh.jpg", []),
        ("Hết giờ.Mai làm", []),
        ("bit.ly/abc", ["bit.ly"]),
        ("500.000đ lúc 17 giờ", []),
    ],
)
def test_real_addresses(text: str, found: list[str]) -> None:
    assert danger.real_addresses(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("0000 111 222", []),
        ("0912 345 678", ["0912 345 678"]),
        ("0912.345.678", ["0912.345.678"]),
        ("+84 912 345 678", ["+84 912 345 678"]),
        ("069.219.4053", ["069.219.4053"]),
        ("1800 1091", ["1800 1091"]),
        ("2.000.000đ", []),
        ("2.000.000 đồng", []),
        ("500 000đ", []),
        ("thưởng 1.250.000 mỗi tháng", []),
        ("mã 123456", ["123456"]),
        ("mã 123 456", []),
        ("căn cước 001099012345", ["001099012345"]),
        ("năm 2026, ngày 20-11-2026, 2026-11-20", []),
        ("thẻ 4111 1111 1111 1111", ["4111 1111 1111 1111"]),
        ("3 bước, 15 phút, 100%", []),
    ],
)
def test_real_numbers(text: str, found: list[str]) -> None:
    assert danger.real_numbers(text) == found


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("Hãy đọc mã OTP cho cán bộ.", True),
        ("Nhập mật khẩu vào đây.", True),
        ("Gửi số thẻ của bạn cho tôi để kiểm tra.", True),
        ("Không đọc mã OTP cho ai.", False),
        ("Đừng gửi mật khẩu cho cán bộ.", False),
        ("Họ bảo đọc mã OTP cho nhân viên.", False),
        ("Nhập mật khẩu trong ứng dụng ngân hàng.", False),
        ("Đưa mật khẩu wifi cho người dùng chung.", False),
    ],
)
def test_asking_for_secrets(text: str, asks: bool) -> None:
    assert bool(danger.asks_for_secret(text)) is asks


def test_a_prompt_may_not_have_secrets_typed() -> None:
    assert danger.asks_for_secret("Gõ mật khẩu của bạn.", is_prompt=True)
    assert not danger.asks_for_secret("Gõ mật khẩu của bạn.")


@pytest.mark.parametrize(
    ("text", "old"),
    [
        ("khóa xóa dọa", ["khóa", "xóa", "dọa"]),
        ("khoá xoá doạ quý uỷ hoà toán khoản", []),
        ("hòa thủy", ["hòa", "thủy"]),
    ],
)
def test_old_tone_places(text: str, old: list[str]) -> None:
    assert style._OLD_TONE.findall(text) == old


def test_sentences_are_counted_by_blanks() -> None:
    text = "Một câu **đậm**. Hai câu!\n\n- dòng một;\n- dòng hai — có gạch"
    assert style.sentences(text) == ["Một câu đậm.", "Hai câu!", "dòng một;", "dòng hai — có gạch"]
    assert style.syllable_count("dòng hai — có gạch") == 4


def test_prefix_filter_finds_every_pair_that_is_alike() -> None:
    texts = [f"{one} {two} {three}" for one in "abc" for two in "abd" for three in "abce"]
    features = [alike.features_of(text) for text in texts]
    told = [alike.Told(None, (n,), "", text, features[n]) for n, text in enumerate(texts)]  # type: ignore[arg-type]
    for share in (0.5, 0.8):
        found = {(later.path[0], earlier.path[0]) for later, earlier in alike.near_pairs(told, share)}
        every = {
            (later, earlier)
            for later in range(len(texts))
            for earlier in range(later)
            if alike.likeness(features[later], features[earlier]) >= share
        }
        assert found == every and every
