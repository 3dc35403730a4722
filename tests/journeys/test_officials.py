"""A union official sees how the unit stands (O3), and names only after the second factor."""

from __future__ import annotations

import re
import time
import unicodedata

import pytest
from playwright.sync_api import expect

from tests.journeys import walks
from tests.journeys.conftest import LARGE, SMALL, Phones
from tests.journeys.phone import Phone
from tests.journeys.place import Place
from tests.journeys.yesterday import APPOINTED, NEW_OFFICIALS

UNIT = "CĐCS Công ty May Bến Nứa"


def test_counts_need_the_password_only_and_names_the_second_factor(phone: Phone) -> None:
    phone.open("/cb/")
    phone.sees("Cán bộ công đoàn vào đây")
    phone.write("Tên vào hoặc số điện thoại", NEW_OFFICIALS[0]["username"])
    phone.write("Mật khẩu hoặc mã 6 số", "khong-phai-mat-khau")
    phone.go("Vào")
    phone.sees("Tên vào hoặc mật khẩu chưa đúng")
    walks.official_comes_in(phone, NEW_OFFICIALS[0]["username"], NEW_OFFICIALS[0]["password"])
    phone.sees("CĐCS Công ty Giày Cánh Diều", "Cần thêm", "Mục tiêu", "80%", "Đã mời", "Đã bắt đầu")
    ring = phone.page.locator("svg[role=img]").first
    expect(ring).to_have_attribute("aria-label", re.compile(r"\d+% đạt, mục tiêu 80%"))
    phone.tap("Cách tính")
    phone.sees("người đạt chia cho", "do Nguyễn Hồng Châu (minh họa) khai và ký ngày 02/03/2026")
    phone.open("/cb/nguoi")
    phone.sees("Cài bước thứ hai", "Trang có tên người cần thêm một mã")
    phone.tap("Gõ khóa bằng tay")
    secret = phone.page.locator(".key-text").inner_text().strip()
    phone.write("6 số", "000000")
    phone.go("Bật")
    phone.sees("Mã chưa đúng")
    phone.write("6 số", walks.code_app(secret))
    phone.go("Bật")
    phone.sees("Mã dự phòng", "Mất điện thoại thì mỗi mã này mở được một lần.")
    assert phone.page.locator(".codes li").count() >= 8
    phone.go("Đã chép, tiếp")
    assert phone.path == "/cb/nguoi"
    phone.sees("34 người", "Mỗi người biết được anh/chị đã mở danh sách này")


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["phone", "PC"])
def test_the_first_page_says_what_to_do_next(officials: Phones, size: dict[str, int]) -> None:
    desk = officials("hanh.demo", size=size)
    desk.sees("Chị Hạnh", UNIT, "Cần thêm", "trước 31/12", "Mục tiêu", "Hôm nay cần", "Xác nhận số lao động")
    assert desk.page.locator(".btn:visible").count() == 1, "one main button"
    assert re.fullmatch(r"Cần thêm \d+ người trước 31/12", desk.heading)
    desk.go("Xác nhận số lao động")
    desk.sees("Hôm nay đơn vị có bao nhiêu người?", "Người ký: Lê Thị Hạnh")
    desk.write("Số người lao động, kể cả chưa là đoàn viên", "sáu mươi")
    desk.go("Đúng, ký tên")
    desk.sees("Gõ số lao động bằng chữ số.")
    desk.write("Số người lao động, kể cả chưa là đoàn viên", "60")
    desk.go("Đúng, ký tên")
    desk.sees("Cần thêm")
    desk.go("Gửi lời mời cho")
    desk.sees("Nhóm Zalo", "Loa nhà ăn, 20 giây", "Để dán bảng tin", "Mã đơn vị: 214001")
    assert "/m/214001" in desk.page.locator("textarea").first.input_value()


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["phone", "PC"])
def test_members_are_found_without_marks(officials: Phones, site: Place, size: dict[str, int]) -> None:
    name = site.demo["cards"][0]["name"]
    desk = officials("hanh.demo", size=size)
    desk.go("Danh sách")
    desk.sees("Tất cả", "Chưa mời", "Trang 1/2", "Mỗi người biết được anh/chị đã mở danh sách này")
    search = desk.page.get_by_label("Tìm tên, hoặc đuôi số điện thoại")
    search.fill(without_marks(name))
    desk.go("Tìm")
    desk.sees(name)
    search.fill("khong ai ten the nay")
    desk.go("Tìm")
    desk.sees("Không thấy “khong ai ten the nay”", "Thử tên khác")
    desk.go("Hiện tất cả")
    desk.go("Chưa mời")
    assert "loc=chua-moi" in desk.page.url, "a filter lives in the address"
    desk.page.go_back()
    assert "loc=chua-moi" not in desk.page.url


def without_marks(name: str) -> str:
    """A name as typed on a phone without a Vietnamese keyboard."""
    plain = unicodedata.normalize("NFD", name.lower().replace("đ", "d"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def test_who_is_in_the_list_sees_who_opened_it(officials: Phones, phones: Phones, site: Place) -> None:
    card = next(each for each in site.demo["cards"][5:] if UNIT in each["unit"])
    member = phones()
    walks.begin(member)
    walks.claim_by_card(member, card["code"])
    walks.agree(member)
    desk = officials("hanh.demo")
    desk.open("/cb/nguoi?tim=" + without_marks(card["name"]).replace(" ", "+"))
    desk.sees(card["name"])
    member.open("/toi/du-lieu")
    member.sees("Ai đã xem dữ liệu của tôi", "chị Hạnh (Chủ tịch, CĐCS Công ty May Bến Nứa (minh họa))",
                "xem tên bạn trong danh sách đơn vị")  # fmt: skip
    member.open("/lam/kns.4.3/bank-sms-first-move?goi-y=3")
    member.go("Nhờ người giúp")
    member.sees("Bị kẹt ở bài tập", "Câu trả lời và mức của bạn thì không gửi.")
    member.go("Gửi cho người hỗ trợ")
    member.sees("Đang chờ người hỗ trợ", "Quay lại việc đang làm")
    desk.open("/cb/")
    desk.sees("người đang chờ giúp")
    desk.open("/cb/nguoi?loc=nho-giup")
    desk.sees(card["name"], "nhờ giúp")
    expect(desk.page.locator("a[href^='tel:']")).to_have_count(1)


def test_an_official_who_also_manages_staff_sees_counts_only(officials: Phones) -> None:
    desk = officials("quang.demo")
    desk.sees("Cần thêm", "Đã mời")
    desk.misses("Xem danh sách", "Danh sách", "Xem ai cần giúp")
    desk.open("/cb/nguoi")
    desk.sees("chưa xem được trang này")


def test_a_province_sees_its_units_and_what_is_unknown(officials: Phones) -> None:
    desk = officials("thuan.demo", size=LARGE)
    desk.sees("Xem các đơn vị", "1 trong 4 đơn vị chưa khai số người")
    desk.go("Đơn vị")
    desk.sees("Người lao động, theo đơn vị", "1 chưa biết")
    desk.go("Mọi công đoàn cơ sở")
    desk.sees("Chưa khai", "Chưa biết")
    desk.goes(desk.page.get_by_role("link", name=UNIT))
    desk.sees(UNIT, "Cần thêm")
    desk.go("Không phải tôi")
    desk.sees("Thoát trang cán bộ?")
    desk.go("Ở lại")
    desk.sees("Cần thêm")


def test_a_new_chair_takes_the_task_on_by_the_link(officials: Phones, phones: Phones) -> None:
    """O1 and O2 as she meets them, and the page of whoever sent the link before and after."""
    above = officials("thuan.demo").open("/cb/vai-tro?don-vi=ST-GD-TRE")
    above.sees(APPOINTED["name"], "chưa mời")
    above.tap("Mời nhận việc")
    above.go("Tạo liên kết")
    above.sees(f"Liên kết cho {APPOINTED['name']}", "Chỉ hiện một lần", "đã gửi, mở được đến")
    told = above.page.get_by_label("Lời nhắn để gửi").input_value()
    assert "Anh/chị được giao: Chủ tịch, CĐCS Công ty Bao bì Lá Tre" in told
    link = "/cb/nhan-viec/" + told.rpartition("/")[2]

    new = phones().open(link)
    new.sees("anh/chị được giao:", "CĐCS Công ty Bao bì Lá Tre", "19 người lao động (khai 03/2026)", "Vũ Đức Thuận")
    new.go("Nhận nhiệm vụ")
    new.sees("Có đúng là anh/chị không?", "đuôi 777")
    new.write("6 số", "000000")
    new.go("Tiếp")
    new.sees("Mã chưa đúng")
    code = phones().open("/cb/demo").page.locator("#codes dd").first.inner_text()
    new.write("6 số", code)
    new.go("Tiếp")
    new.sees("Chọn mã riêng: 6 số", "số 0000000777, hoặc tên vào nhan.lt", "Dùng máy chung?")
    new.write("6 số", "284617")
    new.write("Gõ lại 6 số đó", "284617")
    new.choose("Không, máy của tôi")
    new.go("Vào")
    new.sees("Chị Nhận", "CĐCS Công ty Bao bì Lá Tre")
    new.open("/cb/nguoi")
    new.sees("Cài bước thứ hai")
    phones().open(link).sees("Liên kết này đã dùng rồi", "Vũ Đức Thuận")
    above.open("/cb/vai-tro?don-vi=ST-GD-TRE")
    above.sees("đã nhận ngày")

    later = phones(size=LARGE)
    walks.official_comes_in(later, APPOINTED["phone"], "284617")
    later.sees("Chị Nhận", "CĐCS Công ty Bao bì Lá Tre")


def test_leaving_closes_the_officials_pages(phone: Phone, site: Place) -> None:
    walks.official_comes_in(phone, NEW_OFFICIALS[1]["username"], NEW_OFFICIALS[1]["password"])
    phone.open("/cb/tai-khoan/ra")
    phone.go("Thoát")
    phone.open("/cb/")
    phone.sees("Cán bộ công đoàn vào đây")
    phone.page.go_back()
    phone.open("/cb/nguoi")
    phone.sees("Cán bộ công đoàn vào đây")


def test_the_demonstration_lists_who_one_can_be(phone: Phone, site: Place) -> None:
    phone.open("/cb/demo")
    phone.sees("Bản minh họa.", "hanh.demo", site.official("hanh.demo")["password"])
    shown = phone.page.locator("dd.num").nth(2).inner_text()
    secret, now = site.official("hanh.demo")["secret"], time.time()
    assert shown in {walks.code_app(secret, at=now - 30), walks.code_app(secret, at=now)}
    card = site.demo["cards"][-1]
    phone.go(card["code"])
    expect(phone.page.get_by_label("8 ký tự, ở dưới hình vuông")).to_have_value(card["code"])
