"""An author turns a question asked in vain into a wording, takes it back, and looks at how steps are found."""

from __future__ import annotations

import pytest

from tests.journeys import screens
from tests.journeys.conftest import LARGE, SMALL, Phones
from tests.journeys.phone import Phone
from tests.journeys.yesterday import IN_VAIN


def sound(desk: Phone, name: str) -> None:
    assert screens.faults(desk, name, least=screens.OFFICIAL_TARGET) == []
    desk.shot(name)


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["phone", "PC"])
def test_a_question_becomes_a_wording_and_is_taken_back(officials: Phones, size: dict[str, int]) -> None:
    width = size["width"]
    desk = officials("thao.demo", size=size)
    desk.sees("1 nhóm câu hỏi cần xem", IN_VAIN[0], "6 người, 6 câu")
    desk.misses("Quynhnga")
    sound(desk, f"author-groups-{width}")
    desk.open("/cb/tac-gia?loc=unclear&q=LOA+keu")
    desk.sees(IN_VAIN[1])
    desk.open("/cb/tac-gia?q=con+meo")
    desk.sees("Không nhóm nào có những chữ này", "Thử ít chữ hơn")
    sound(desk, f"author-nothing-{width}")
    desk.open("/cb/tac-gia")
    desk.goes(desk.page.locator("section.card .flt button").first)
    desk.sees("giờ dẫn tới bước", "Hoàn tác", "Không có nhóm nào cần xem")
    sound(desk, f"author-added-{width}")
    desk.go("Hoàn tác")
    desk.sees("đã hoàn tác", "Mai Thị Thảo")
    sound(desk, f"author-list-{width}")
    desk.open("/cb/tac-gia")
    desk.page.locator("details summary").first.click()
    desk.page.locator("details input[name=cau]").fill("otp 482916 là gì")
    desk.page.locator("details input[name=buoc]").fill("[kns.0.1/capture-type-speak#take-screenshot]")
    desk.goes(desk.page.locator("details button").first)
    desk.sees("Chưa thêm được", "Trong câu có số có thể là của riêng ai.")
    sound(desk, f"author-refused-{width}")
    desk.open("/cb/tac-gia/buoc")
    desk.sees("Chưa đo lần nào", "Đo ngay")
    sound(desk, f"author-steps-empty-{width}")
