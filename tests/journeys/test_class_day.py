"""A class with a trainer from outside: materials, an invitation, the kit, the list on his phone, and the end of it."""

from __future__ import annotations

import io
import re
import zipfile

from tests.journeys.conftest import LARGE, Phones
from tests.journeys.phone import Phone, seen
from tests.journeys.test_class_offline import claims
from tests.journeys.test_classes import plans

UNIT = "ST-BN-MAY"
NAME = "Lớp có giảng viên khách"


def test_a_guest_teaches_one_class_and_sees_no_other(officials: Phones, phones: Phones) -> None:
    desk = officials("hanh.demo", size=LARGE)
    code = plans(desk, NAME)
    worker = phones()
    claims(worker, "Bùi Thị Lắng", "0100000741")
    worker.open(f"/lop/{code}")
    worker.go("Ghi tên vào lớp")
    puts_a_link_in(desk)
    worker.open(f"/lop/{code}").sees("Bài trình chiếu")
    takes_the_kit(desk)
    address, digits = invites(desk)
    guest = phones()
    guest.open(address).sees("Sáu số anh/chị được đọc là gì?")
    guest.write("Sáu chữ số", digits)
    guest.go("Mở lớp của tôi")
    guest.sees(NAME, "Bùi Thị Lắng", "Bài trình chiếu")
    seen(guest, "class-day-4-guest")
    guest.go("Danh sách điểm danh")
    guest.choose("Đến muộn")
    guest.go("Lưu danh sách")
    guest.sees("Đã lưu: 1 dòng thay đổi.")
    seen(guest, "class-day-5-guest-list")
    guest.open("/cb/lop")
    guest.misses(NAME)
    guest.open("/day")
    guest.go("Tôi dạy xong: đóng trên máy này")
    guest.sees("Cảm ơn anh/chị đã dạy")
    worker.open("/toi/du-lieu").sees("Ngân hàng Bịa")


def to_class(desk: Phone) -> None:
    """Open the page of the class."""
    desk.open(f"/cb/lop?don-vi={UNIT}")
    desk.go(NAME)


def puts_a_link_in(desk: Phone) -> None:
    """Give the class a link to slides."""
    to_class(desk)
    desk.go("Tài liệu")
    desk.write("Hoặc một liên kết", "https://vi-du.example/slide")
    desk.write("Tên gọi", "Bài trình chiếu")
    desk.go("Đưa vào lớp")
    desk.sees("Bài trình chiếu")
    seen(desk, "class-day-1-materials")


def takes_the_kit(desk: Phone) -> None:
    """Take the plan, from the page of the kit; this class names no skill."""
    to_class(desk)
    desk.go("Bộ giảng dạy")
    desk.sees("Lớp này chưa chọn kỹ năng", "Kế hoạch từng phút, Word")
    seen(desk, "class-day-2-kit")
    path = desk.named("Kế hoạch từng phút, Word").get_attribute("href")
    answer = desk.page.request.get(f"{desk.place.address}{path}")
    with zipfile.ZipFile(io.BytesIO(answer.body())) as archive:
        assert "word/document.xml" in archive.namelist()


def invites(desk: Phone) -> tuple[str, str]:
    """Make a link for a guest; return its path and the digits."""
    to_class(desk)
    desk.go("Giảng viên khách")
    desk.write("Họ và tên", "Ngô Văn Khách")
    desk.write("Cơ quan", "Ngân hàng Bịa")
    desk.go("Tạo liên kết")
    seen(desk, "class-day-3-guests")
    said = desk.page.inner_text("main")
    path, digits = re.search(r"/day/moi/[0-9a-f]{32}", said), re.search(r"\b\d{3} \d{3}\b", said)
    assert path and digits
    return path[0], digits[0]
