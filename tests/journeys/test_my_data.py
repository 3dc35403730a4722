"""Dữ liệu của tôi: see, correct, take along, change one's mind, erase."""

from __future__ import annotations

import json
from pathlib import Path

from playwright.sync_api import expect

from tests.journeys import walks
from tests.journeys.conftest import Phones
from tests.journeys.phone import Phone


def by_number(phone: Phone, name: str, number: str) -> None:
    """Begin, claim by name and number, agree; stand on "Dữ liệu của tôi"."""
    walks.begin(phone)
    phone.open("/luu/so")
    phone.write("Họ và tên", name)
    phone.write("Số di động", number)
    phone.go("Tiếp")
    phone.write("4 số", "2846")
    phone.write("Gõ lại 4 số đó", "2846")
    phone.go("Giữ mã này")
    phone.go("Để sau")
    phone.go("Bỏ qua")
    phone.go("Đồng ý")
    phone.open("/toi/du-lieu")


def test_seen_corrected_and_taken_along(phone: Phone) -> None:
    by_number(phone, "Trần Thị Mia", "0100000011")
    phone.sees("Đang giữ những gì", "Điện thoại", "chưa xác nhận", "Ai đã xem dữ liệu của tôi", "Chưa có ai.")
    phone.write("Tên của tôi", "Trần Thị Mai 2")
    phone.go("Sửa tên")
    phone.sees("Trong tên không có chữ số.")
    phone.write("Tên của tôi", "Trần Thị Mai")
    phone.go("Sửa tên")
    expect(phone.page.locator("header .who b")).to_have_text("Mai")
    with phone.page.expect_download() as loading:
        phone.tap("Tải hết về (một tệp)")
    assert loading.value.suggested_filename == "hoc-vu-so-du-lieu-cua-toi.json"
    whole = json.loads(Path(loading.value.path()).read_text(encoding="utf-8"))
    assert whole["account"]["person"][0]["full_name"] == "Trần Thị Mai"
    assert {"account", "learning", "questions", "unions", "traces"} <= set(whole)


def test_a_consent_is_withdrawn_as_easily_as_given(phone: Phone) -> None:
    by_number(phone, "Lý Văn Tài", "0100000012")
    rows = phone.page.locator("form.sw")
    expect(rows).to_have_count(6)
    # A yes to being compared says nothing before something is told: its row leads there.
    expect(rows.locator("a[href='/toi/ve-toi']")).to_have_count(1)
    count = rows.filter(has_text="Tính tên tôi vào kết quả của công đoàn")
    phone.goes(count.get_by_role("button", name="Đồng ý"))
    expect(count).to_contain_text("Có, từ")
    phone.goes(count.get_by_role("button", name="Rút lại"))
    expect(count).to_contain_text("Không, từ")
    learn = rows.filter(has_text="Ghi bài tôi học")
    phone.goes(learn.get_by_role("button", name="Rút lại"))
    expect(learn).to_contain_text("Không, từ")
    said = [(each["purpose"], each["given"]) for each in phone.held()["account"]["consents"]]
    assert said[-3:] == [("count", True), ("count", False), ("learn", False)]


def test_erased_is_gone_and_the_phone_is_new(phones: Phones) -> None:
    phone, other = phones(), phones()
    by_number(phone, "Ngô Thị Sen", "0100000013")
    cookies = phone.context.cookies()
    phone.go("Xóa tất cả")
    phone.sees("Xóa tất cả của tôi?", "Xóa rồi không lấy lại được.", "Giữ lại")
    phone.go("Xóa")
    phone.sees("Đã xóa")
    phone.go("Về trang đầu")
    phone.sees("Bắt đầu")
    for path in ("/hom-nay", "/toi/du-lieu", "/ky-nang"):
        phone.open(path)
        phone.misses("Không phải tôi", "Dữ liệu của tôi")
    phone.open("/vao")
    phone.misses("Sen")
    walks.first_task(phone)
    phone.sees("Bạn đã nhận ra", "Học thử")
    other.context.add_cookies(cookies)
    other.open("/toi")
    other.misses("Ngô Thị Sen")
