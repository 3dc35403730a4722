"""An author's corner: what expires, what people report, what changed, how questions do, drafts of a model."""

from __future__ import annotations

import pytest

from tests.journeys import screens
from tests.journeys.conftest import LARGE, SMALL, Phones
from tests.journeys.phone import Phone

SIZES = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["phone", "PC"])


def sound(desk: Phone, name: str) -> None:
    assert screens.faults(desk, name, least=screens.OFFICIAL_TARGET) == []
    desk.shot(name)


@SIZES
def test_an_author_looks_up_what_expires(officials: Phones, size: dict[str, int]) -> None:
    desk = officials("thao.demo", size=size)
    desk.open("/cb/tac-gia/het-han")
    desk.sees("Mục có hạn", "Trong 30 ngày", "soạn S (nguồn phát tán)")
    sound(desk, f"studio-expiry-{size['width']}")
    desk.open("/cb/tac-gia/het-han?q=vneid-hotline")
    desk.page.locator("details summary").last.click()
    desk.sees("Dùng ở", "Câu hỏi:")
    sound(desk, f"studio-expiry-one-{size['width']}")
