"""Asking the assistant about oneself and about one's unit, and drafting a notice, on a small phone and on a PC."""

from __future__ import annotations

import pytest

from tests.journeys import screens, walks
from tests.journeys.conftest import LARGE, SMALL, Phones
from tests.journeys.phone import Phone

UNIT = "CĐCS Công ty May Bến Nứa"


def _ask(phone: Phone, words: str) -> None:
    phone.open("/hoi")
    phone.page.fill("#q", words)
    phone.goes(phone.page.locator("form.ask button"))


def _is_tidy(phone: Phone, least: int = 48) -> None:
    assert phone.page.evaluate(screens.SIDEWAYS) == ""
    assert phone.page.evaluate(screens.SMALL_TARGETS, least) == []
    phone.page.evaluate(screens.AXE)
    assert phone.page.evaluate(screens.RUN_AXE, screens.RULES) == []


def test_a_learner_without_a_name_asks_about_himself(phone: Phone) -> None:
    walks.begin(phone)
    _ask(phone, "hnay e hoc j")
    phone.sees("Bây giờ bạn học", "Bắt đầu", "theo dữ liệu đang có ở đây")
    _is_tidy(phone)
    phone.shot("own-today")
    _ask(phone, "ai xem duoc ket qua cua toi")
    phone.sees("Đến giờ chưa ai xem dữ liệu của bạn.")
    phone.shot("own-readers")
    _ask(phone, "tôi còn thiếu gì")
    phone.shot("own-missing")
    _ask(phone, "đơn vị tôi đạt bao nhiêu phần trăm")
    phone.sees("chỉ dành cho cán bộ phụ trách")
    phone.shot("own-refused")
    _ask(phone, "hnay e hoc j")
    phone.go("Bắt đầu")
    assert phone.path.startswith(("/bai/", "/lam/", "/bai-giang/"))


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["phone", "PC"])
def test_an_official_asks_about_his_unit_and_drafts_a_notice(officials: Phones, size: dict[str, int]) -> None:
    desk, least = officials("hanh.demo", size=size), 48 if size == SMALL else 24
    _ask(desk, "don vi toi con bao nhieu nguoi chua hoc")
    desk.sees(UNIT, "Có trong danh sách", "Cách tính", "tính đến")
    _is_tidy(desk, least)
    desk.shot(f"own-unit-{size['width']}")
    _ask(desk, "đơn vị tôi đạt bao nhiêu phần trăm")
    desk.shot(f"own-share-{size['width']}")
    desk.open("/cb/soan")
    _is_tidy(desk, least)
    desk.shot(f"draft-form-{size['width']}")
    desk.write("Về việc gì?", "Về việc họp tổ công đoàn")
    desk.write("Nội dung, mỗi ý một dòng", "họp tổ bàn kế hoạch học\nmang theo điện thoại")
    desk.go("Soạn bản nháp")
    desk.sees("Bản nháp: Thông báo", "1. họp tổ bàn kế hoạch học", "Tải về dạng Word", "Chữ để sao chép")
    _is_tidy(desk, least)
    desk.shot(f"draft-made-{size['width']}")
