"""An official of the province looks at the tree, moves a unit with a question before it, and takes it back."""

from __future__ import annotations

import pytest

from tests.journeys.conftest import LARGE, SMALL, Phones

VAN, ZONE = "CĐCS HTX Vận tải Cầu Mây", "Công đoàn KCN Gió Đông"


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["phone", "PC"])
def test_moving_a_unit_and_taking_it_back(officials: Phones, size: dict[str, int]) -> None:
    desk = officials("thuan.demo", size=size)
    desk.tap("Sổ sách")
    desk.go("Cơ cấu")
    desk.sees("Đơn vị anh/chị phụ trách", "Công đoàn phường Bến Nứa")
    desk.goes(desk.page.get_by_role("link", name="Mở Công đoàn phường Bến Nứa"))
    assert "mo=ST-BN" in desk.page.url, "what is open lives in the address"
    desk.goes(desk.page.get_by_role("link", name=VAN).first)
    desk.sees("Trực thuộc qua các thời kỳ", "Thay đổi cơ cấu")
    desk.go("Chuyển trực thuộc")
    desk.write("Chuyển về đơn vị nào?", "gio dong")
    desk.write("Số quyết định", "655/QĐ-LĐLĐ")
    desk.go("Xem trước thay đổi")
    desk.sees("Sẽ chuyển 1 đơn vị", "655/QĐ-LĐLĐ", "Chưa lưu gì cả")
    desk.go("Chuyển đơn vị")
    desk.sees("Đã ghi.", "anh Thuận")
    desk.go("Hoàn tác")
    desk.sees("anh Thuận đã hoàn tác lúc")
    desk.open("/cb/co-cau?tim=van+tai+cau+may")
    row = desk.page.locator("tbody").inner_text()
    assert VAN in row and "Công đoàn phường Bến Nứa" in row and ZONE not in row


def test_a_chair_sees_her_unit_on_any_day(officials: Phones) -> None:
    desk = officials("hanh.demo")
    desk.open("/cb/co-cau?ngay=01/01/2020")
    desk.sees("Ngày 01/01/2020 chưa có đơn vị này")
    desk.open("/cb/co-cau/ST-BN-MAY")
    desk.sees("Đổi tên")
    desk.misses("Giải thể", "Chuyển trực thuộc")
