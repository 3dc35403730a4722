"""Pasting a message that somebody received, on a small phone."""

from __future__ import annotations

from tests.journeys import screens
from tests.journeys.phone import Phone

SCAM = "Tai khoan ngan hang cua ban bi khoa. Vao ngay moc-bank.top.example nhap ma OTP 482916 trong 24h"


def test_a_message_is_pasted_and_its_signs_are_read(phone: Phone) -> None:
    phone.open("/hoi")
    phone.go("Kiểm tra tin nhắn lạ")
    phone.shot("check-empty")
    phone.write("Tin nhắn", SCAM)
    phone.go("Kiểm tra")
    phone.sees("Tin này có nhiều dấu hiệu giống lừa đảo.", "Địa chỉ trang có dạng lạ.", "Gặp người giúp")
    assert phone.page.locator("mark.clue").count() >= 3
    assert phone.page.evaluate(screens.SIDEWAYS) == ""
    assert phone.page.evaluate(screens.SMALL_TARGETS, 48) == []
    phone.page.evaluate(screens.AXE)
    assert phone.page.evaluate(screens.RUN_AXE, screens.RULES) == []
    phone.shot("check-verdict")
