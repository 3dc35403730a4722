"""What a chair does in her first five minutes after the first page: a list, its undo, a return (O5 to O7, O11, O12)."""

from __future__ import annotations

import pytest

from tests.journeys.conftest import LARGE, SMALL, Phones

LIST = (
    "Họ và tên\tSố điện thoại\tSố CCCD\n"
    "Đặng Thị Thử\t0100 555 111\t012345678901\n"
    "Vũ Văn Kiểm\t100555112\t\n"
    "Lê Thiếu Số\t0100 55\t"
)


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["phone", "PC"])
def test_a_pasted_list_is_seen_mended_entered_and_taken_back(officials: Phones, size: dict[str, int]) -> None:
    desk = officials("hanh.demo", size=size)
    desk.open("/cb/nhap")
    desk.sees("Chọn tệp", "Dán từ Zalo hoặc Excel", "Gõ tay 5 người", "Chưa có danh sách")
    desk.page.get_by_text("Dán từ Zalo hoặc Excel").click()
    desk.page.locator("textarea").fill(LIST)
    desk.goes(desk.page.locator("form:has(textarea) button"))
    desk.sees("Đọc được 3 dòng, 2 dòng cần sửa", "Chưa lưu gì cả.", "1 người mới",
              "Cột “Số CCCD” (số giấy tờ tùy thân) không được nhập và đã bỏ.")  # fmt: skip
    desk.misses("012345678901")
    desk.sees("Dòng 3 · Vũ Văn Kiểm", "Excel làm mất số 0 ở đầu.", "Dòng 4 · Lê Thiếu Số", "Số này còn thiếu.")
    desk.shot("O6-preview")
    desk.go("Dùng 0100 555 112")
    desk.sees("Đọc được 3 dòng, 1 dòng cần sửa", "2 người mới")
    desk.go("Nhập 2 người")
    desk.sees("Đã thêm 2 người, cập nhật 0", "Còn 1 dòng chưa nhập.", "Hoàn tác được đến")
    desk.shot("O7-done")
    listed = desk.path
    desk.open("/cb/nguoi?tim=vu+van+kiem")
    desk.sees("Vũ Văn Kiểm", "…112")
    desk.open(f"{listed}?don-vi=ST-BN-MAY")
    desk.go("Hoàn tác")
    desk.sees("Đã hoàn tác danh sách", "2 người đã ra khỏi danh sách.")
    desk.open("/cb/nguoi?tim=vu+van+kiem")
    desk.misses("…112")


def test_a_return_is_filled_confirmed_and_taken_back(officials: Phones) -> None:
    desk = officials("hanh.demo", size=SMALL)
    desk.open("/cb/bao-cao")
    desk.sees("Chưa có báo cáo tháng", "Chưa biết không phải là không có.")
    desk.go("Mở ngay")
    desk.sees("chờ anh/chị xác nhận", "Hệ thống đã điền số.")
    desk.go("Xem và xác nhận")
    desk.sees("Người có trong danh sách", "Chưa biết (chưa khai)", "Người ký: Lê Thị Hạnh")
    desk.shot("O11-return")
    desk.go("Xác nhận và gửi")
    desk.sees("Đã gửi, chờ nhận")
    desk.go("Rút lại")
    desk.sees("Xác nhận và gửi")


def test_a_province_goes_down_to_a_unit_in_two_taps(officials: Phones) -> None:
    desk = officials("thuan.demo", size=LARGE)
    desk.go("Đơn vị")
    desk.sees("Người lao động, theo đơn vị", "Công đoàn phường Bến Nứa", "1 chưa biết")
    desk.go("Công đoàn phường Bến Nứa")
    desk.sees("CĐCS Công ty May Bến Nứa")


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["phone", "PC"])
def test_an_official_sees_what_is_left_for_herself(officials: Phones, size: dict[str, int]) -> None:
    desk = officials("hanh.demo", size=size)
    desk.tap("Sổ sách")
    desk.go("Việc học của tôi")
    desk.sees("Còn 4 kỹ năng của cán bộ", "Bài kế tiếp", "Cán bộ chuyên trách: 100%", "Chỉ anh/chị xem được trang này.")
    desk.shot("O12-own-learning")
    desk.go("Vào và học bài này")
    desk.sees("8 ký tự, ở dưới hình vuông")
