"""An author loads an invented official table, matches it, publishes it; a learner sees where he stands in it."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from tests.journeys import screens
from tests.journeys.conftest import LARGE, SMALL, Phones
from tests.journeys.phone import Phone
from tests.rooms.frameworks import tables

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def sound(screen: Phone, name: str, least: int = screens.OFFICIAL_TARGET) -> None:
    assert screens.faults(screen, name, least=least) == []
    screen.shot(name)


def hand_in(desk: Phone, data: bytes) -> None:
    """Choose a file and let it be read."""
    desk.open("/cb/khung/nap")
    file = {"name": "bang-minh-hoa.xlsx", "mimeType": "application/octet-stream", "buffer": data}
    desk.page.locator("input[type=file]").set_input_files(file)
    desk.go("Đọc tệp")


def publish(desk: Phone, title: str) -> None:
    """Set a pass mark for a matched table, and put it in force with its decision."""
    desk.open("/cb/khung/muc-dat")
    desk.page.locator("select[name=cua]").select_option(label=title)
    desk.write("Mức đạt, phần trăm số hàng", "75")
    desk.page.locator("input[name=lai]").fill("30")
    desk.write("Nơi xác nhận", "Sở Minh Họa")
    desk.write("Số quyết định", "02/QĐ-BỊA")
    sound(desk, "khung-rules-form")
    desk.go("Lưu mức này")
    desk.sees("75%", "hôm nay")
    sound(desk, "khung-rules")
    desk.open("/cb/khung").go(title)
    desk.go("Ban hành")
    desk.sees("Hôm nay và theo bảng mới", "mức đạt 75% số hàng")
    sound(desk, "khung-publish")
    desk.go("Ban hành bảng")
    desk.sees("Ghi nơi ban hành bảng.")
    for label, text in (("Nơi ban hành", "Sở Minh Họa"), ("Số quyết định", "01/QĐ-BỊA"), ("Ngày ký", "05/01/2026"),
                        ("Người ký", "Nguyễn Văn Mẫu")):  # fmt: skip
        desk.write(label, text)
    desk.go("Ban hành bảng")
    desk.sees("Đã ban hành")
    desk.misses("BẢN NHÁP")
    sound(desk, "khung-published")


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["phone", "PC"])
def test_a_table_is_loaded_matched_and_published_and_a_learner_sees_it(
    officials: Phones, phones: Phones, size: dict[str, int]
) -> None:
    title = f"{tables.TITLE} {size['width']}"
    desk = officials("thao.demo", size=size).open("/cb/khung")
    desk.sees("Khung kỹ năng số tỉnh Sông Trăng (bịa, minh họa)", "Đang dùng", "bịa")
    sound(desk, "khung-desk")
    hand_in(desk, tables.xlsx([tables.HEAD, ("1", "", "Gọi video", "lâu"), ("", "", "Gửi tin", 5)]))
    desk.sees("2 chỗ cần sửa trong tệp", "Chưa lưu gì", "cột D (Thời lượng (phút))")
    sound(desk, "khung-broken")
    hand_in(desk, tables.xlsx())
    desk.sees("Đọc được 4 hàng")
    desk.write("Tên bảng, như trong quyết định", title)
    desk.choose("Bảng bịa, để thử.")
    sound(desk, "khung-preview")
    desk.go("Lưu 4 hàng làm bản nháp")
    desk.sees("BẢN NHÁP", "Đã xác nhận 0/4")
    sound(desk, "khung-matching")
    desk.tap("Xác nhận một lượt 3 hàng chắc chắn")
    sound(desk, "khung-sure")
    desk.go("Xác nhận 3 hàng")
    desk.sees("Đã quyết 3 hàng", "Đã xác nhận 3/4", "Vận hành cần cẩu tháp")
    desk.page.keyboard.press("j")
    with desk.page.expect_navigation():
        desk.page.keyboard.press("0")
    desk.sees("Đã xác nhận 4/4", "1 hàng chưa có bài")
    desk.go("Độ phủ")
    desk.sees("bài, 29 bước", "ngắn hơn công bố", "chưa có kỹ năng", "Cho tác giả: 1 hàng")
    sound(desk, "khung-coverage")
    publish(desk, title)
    learner = phones(size=size).open("/khung")
    learner.sees(title, "Bảng này bịa ra để thử", "Nhận diện và phòng tránh lừa đảo trên mạng")
    sound(learner, "khung-learner", screens.LEARNER_TARGET)
    learner.open("/khung/kns.4.3")
    learner.sees(title, "02/2025/TT-BGDĐT", "chưa kiểm chứng")
    sound(learner, "khung-skill", screens.LEARNER_TARGET)
    desk.open("/cb/khung").go(title)
    desk.go("Ban hành")
    desk.write("Lý do", "Thử xong")
    desk.go("Thu hồi bảng")
    desk.sees("Đã thu hồi", "Thử xong")
    learner.open("/khung").misses(title)


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["phone", "PC"])
def test_a_programme_is_made_from_a_track_and_reaches_learners(
    officials: Phones, phones: Phones, size: dict[str, int]
) -> None:
    desk = officials("thao.demo", size=size).open("/cb/khung/chuong-trinh")
    desk.sees("Lộ trình có sẵn", "Người mới cầm điện thoại")
    sound(desk, "khung-programmes")
    desk.go("Dùng làm chương trình")
    desk.write("Tên chương trình", f"Lớp tối {size['width']}")
    desk.page.locator("select[name=bang]").select_option(label="Khung kỹ năng số tỉnh Sông Trăng (bịa, minh họa)")
    desk.choose("Người học thấy chương trình này")
    sound(desk, "khung-programme")
    desk.go("Lưu chương trình")
    desk.sees(f"Lớp tối {size['width']}", "nhiều hơn", "người học đang thấy")
    sound(desk, "khung-programmes-kept")
    learner = phones(size=size).open("/lo-trinh")
    learner.sees(f"Lớp tối {size['width']}", "Theo bảng chính thức:", "ban hành ngày")
    sound(learner, "ways", screens.LEARNER_TARGET)
    learner.goes(learner.page.locator("section", has_text=f"Lớp tối {size['width']}").locator("a.b2"))
    learner.sees("Thời lượng công bố", "Áp dụng từ")
    sound(learner, "way", screens.LEARNER_TARGET)
    learner.goes(learner.page.locator("main button.btn"))
    assert learner.path.startswith("/bai/")


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["phone", "PC"])
def test_a_learner_chooses_a_track(phones: Phones, size: dict[str, int]) -> None:
    learner = phones(size=size).open("/")
    learner.goes(learner.page.locator(".bar a.btn").first)
    learner.goes(learner.page.locator("button[value=suspicious]").first)
    learner.open("/lo-trinh")
    learner.sees("Công nhân trong xưởng", "Người mới cầm điện thoại")
    sound(learner, "tracks", screens.LEARNER_TARGET)
    learner.open("/lo-trinh/factory-worker")
    sound(learner, "track", screens.LEARNER_TARGET)
    learner.goes(learner.page.locator("main button.btn"))
    assert learner.path == "/hom-nay"
    learner.open("/lo-trinh")
    learner.sees("Lộ trình của bạn")
    learner.open("/khung")
    learner.write("Ngày kiểm tra chưa đạt", "hôm nay")
    learner.go("Ghi lại ngày này")
    learner.sees("Ghi ngày kiểm tra như 01/01/2026.")
    learner.write("Ngày kiểm tra chưa đạt", f"{datetime.now(VIETNAM):%d/%m/%Y}")
    learner.go("Ghi lại ngày này")
    learner.sees("Bạn được dự lại từ", "ngày nào cũng được")
    sound(learner, "khung-wait", screens.LEARNER_TARGET)
    learner.go("Ghi nhầm, bỏ đi")
    learner.misses("Bạn được dự lại từ")
    learner.open("/ky-nang/kns.4.3").go("Khung chính thức nói gì?")
    learner.sees("Bảo vệ dữ liệu cá nhân và quyền riêng tư")
