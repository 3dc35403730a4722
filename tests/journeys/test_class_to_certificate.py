"""A class from planning to the certificate: planned, filled, attended twice, given, and checked by a stranger."""

from __future__ import annotations

import re
from pathlib import Path

from tests.journeys import screens, walks
from tests.journeys.class_world import beside
from tests.journeys.conftest import LARGE, Phones
from tests.journeys.phone import Phone, seen
from tests.journeys.place import Place
from tests.journeys.test_certificates import file_of_all, is_one_sheet
from tests.journeys.test_classes import comes_in, plans, shows_the_wall, takes_a_seat
from tests.journeys.world import UNIT

NAME = "Tránh lừa đảo, tới chứng nhận"
CAME, MISSED = "Kiều Thị Chuyên", "Lại Văn Vắng"
WEEK, MEETING = "10080", "180"  # minutes


def test_a_class_from_planning_to_a_certificate_that_a_stranger_checks(
    officials: Phones, phones: Phones, site: Place, tmp_path: Path
) -> None:
    workers = beside(site, "people", CAME, MISSED)
    desk = officials("hanh.demo", size=LARGE)
    code = plans(desk, NAME)
    came, missed = phones(), phones()
    for phone, worker in zip((came, missed), workers, strict=True):
        comes_in(phone, worker["code"])
        takes_a_seat(phone, code, name=NAME, shot=False)
    signs_in(desk, came, code)
    is_not_open_before_the_end(desk)
    beside(site, "later", WEEK, NAME)  # a week later the second meeting begins
    is_written_down(desk)
    beside(site, "later", MEETING, NAME)
    is_given(desk)
    takes_the_file(desk, tmp_path)
    paper = finds_it(came, code)
    missed.open("/chung-nhan").misses(NAME)
    stranger = phones()
    stranger.open(paper).sees("Giấy này là thật và còn hiệu lực", CAME, NAME)
    seen(stranger, "class-certificate-6-check")
    assert not screens.faults(stranger, "class-certificate-6-check")


def to_class(desk: Phone) -> None:
    """Open the page of the class."""
    desk.open(f"/cb/lop?don-vi={UNIT}")
    desk.go(NAME)


def signs_in(desk: Phone, phone: Phone, code: str, *, name: str = NAME) -> None:
    """Read the digits off the wall of the first meeting, and type them."""
    digits = shows_the_wall(desk, name)
    phone.open(f"/lop/{code}")
    phone.go("Tôi đã đến: điểm danh")
    phone.write("Sáu chữ số", digits)
    phone.tap("Tôi có mặt")
    phone.sees("Đã gửi. Bạn có tên trong danh sách.")


def is_not_open_before_the_end(desk: Phone) -> None:
    """Find no way to certificates before the last meeting is over."""
    to_class(desk)
    desk.misses("Chứng nhận của lớp")
    desk.open(f"{desk.path}/chung-nhan?don-vi={UNIT}").sees("Lớp chưa kết thúc")


def is_written_down(desk: Phone) -> None:
    """Write the second meeting down on its list: one came, one was absent."""
    to_class(desk)
    desk.goes(desk.page.get_by_role("link", name="Danh sách điểm danh").last)
    for name, state in ((CAME, "Có mặt"), (MISSED, "Vắng")):
        row = desk.page.locator("tbody tr").filter(has_text=name)
        row.locator("label").filter(has_text=state).first.click()
    desk.go("Lưu danh sách")
    desk.sees("Đã lưu: 2 dòng thay đổi.")
    seen(desk, "class-certificate-1-list")


def is_given(desk: Phone) -> None:
    """See who came often enough, and give it."""
    to_class(desk)
    seen(desk, "class-certificate-2-over")
    desk.go("Chứng nhận của lớp")
    desk.sees("1 người dự đủ buổi", CAME, "1 người khác dự ít buổi hơn")
    desk.write("Số quyết định của đơn vị, nếu có", "46/QĐ-CĐCS")
    seen(desk, "class-certificate-3-give")
    desk.go("Cấp chứng nhận")
    desk.sees(CAME)
    seen(desk, "class-certificate-4-given")


def takes_the_file(desk: Phone, folder: Path) -> None:
    """Print them all; one sheet for the one who came."""
    desk.go("In tất cả chứng nhận")
    is_one_sheet(file_of_all(desk), folder, "class-certificate-5-paper")


def finds_it(phone: Phone, code: str) -> str:
    """Hear of it, and find it on the page of the class and among one's own; return the address of its square."""
    walks.is_told(phone, "đã cấp cho bạn một chứng nhận")
    phone.open(f"/lop/{code}").sees("chứng nhận")
    phone.open("/chung-nhan").sees(NAME)
    seen(phone, "class-certificate-5-mine")
    found = re.search(r"/chung-nhan/[0-9a-z]{10}", phone.words)
    assert found is not None
    return found.group()
