"""Sending a screenshot of a message, on a small phone: choose, correct, check."""

from __future__ import annotations

import io
import textwrap

from PIL import Image, ImageDraw, ImageFont

from tests.journeys import screens
from tests.journeys.phone import Phone

ROBOTO = "/usr/share/fonts/truetype/roboto/unhinted/RobotoTTF/Roboto-Regular.ttf"
SCAM = "Tai khoan ngan hang cua ban bi khoa. Nhap ma OTP va mat khau trong 24h de mo lai"


def _screenshot() -> bytes:
    picture = Image.new("RGB", (720, 1280), "white")
    ImageDraw.Draw(picture).text((50, 300), "\n".join(textwrap.wrap(SCAM, 34)), "black", ImageFont.truetype(ROBOTO, 34))
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def test_a_screenshot_is_read_corrected_and_judged(phone: Phone) -> None:
    phone.open("/kiem-tra")
    phone.page.set_input_files("#anh", {"name": "a.png", "mimeType": "image/png", "buffer": _screenshot()})
    phone.go("Đọc chữ trong ảnh")
    phone.sees("Đây là chữ máy đọc được.")
    assert "Nhap ma OTP" in phone.page.locator("#tin").input_value()
    assert phone.page.evaluate(screens.SIDEWAYS) == ""
    assert phone.page.evaluate(screens.SMALL_TARGETS, 48) == []
    phone.page.evaluate(screens.AXE)
    assert phone.page.evaluate(screens.RUN_AXE, screens.RULES) == []
    phone.shot("check-picture")
    phone.go("Kiểm tra")
    phone.sees("Tin này có nhiều dấu hiệu giống lừa đảo.")
