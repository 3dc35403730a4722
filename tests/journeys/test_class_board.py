"""The board of a class while it runs: a trainer's screen beside the phones of two who learn."""

from __future__ import annotations

from tests.journeys import screens
from tests.journeys.class_world import beside
from tests.journeys.conftest import LARGE, Phones
from tests.journeys.phone import Phone, seen
from tests.journeys.place import Place
from tests.journeys.test_class_to_certificate import signs_in
from tests.journeys.test_classes import comes_in, plans, takes_a_seat
from tests.journeys.world import UNIT

NAME = "Lớp có bảng trực tiếp"
WELL, STUCK = "Giang Thị Thông", "Hà Văn Vướng"
LESSON = "/bai/kns.4.3/three-questions"
TASK = "/lam/kns.4.3/parcel-signs"
TRIES = 4  # that make somebody stuck


def test_the_board_tells_who_is_where_who_is_stuck_and_who_asks_for_a_person(
    officials: Phones, phones: Phones, site: Place
) -> None:
    workers = beside(site, "people", WELL, STUCK)
    desk = officials("hanh.demo", size=LARGE)
    code = plans(desk, NAME)
    teaches_it_herself(desk)
    well, stuck = phones(), phones()
    for phone, worker in zip((well, stuck), workers, strict=True):
        comes_in(phone, worker["code"])
        takes_a_seat(phone, code, name=NAME, shot=False)
    signs_in(desk, well, code, name=NAME)
    opens_the_board(desk)
    desk.sees("Ai cần giúp?", WELL, STUCK, "Câu 2: Họ đòi gì?")
    seen(desk, "class-board-1-begins")
    reads_on(well)  # the board is left open: its script brings what follows
    desk.sees("Kiểm lại bằng đường khác", "đang làm")
    fails(stuck)
    desk.sees("kẹt, đã thử 4 lần")
    asks_for_a_person(stuck)
    desk.sees("nhờ người giúp")
    assert desk.page.locator("tbody th").first.inner_text() == STUCK, "whoever needs somebody stands first"
    seen(desk, "class-board-2-needs")
    assert not screens.faults(desk, "class-board-2-needs", least=screens.OFFICIAL_TARGET)
    shows_no_name_on_the_wall(desk)
    well.open("/toi/du-lieu").sees("là giảng viên của bạn", "đã xem bạn đang ở bước nào")


def teaches_it_herself(desk: Phone) -> None:
    """Name oneself as the trainer of the class whose page is open."""
    desk.go("Sửa tên, chỗ học, số chỗ, người dạy")
    desk.page.locator("select[name=giang-vien]").select_option(label="Lê Thị Hạnh")
    desk.go("Lưu")
    desk.sees(NAME, "Lê Thị Hạnh")


def opens_the_board(desk: Phone) -> None:
    """Open the board of the meeting that takes place."""
    desk.open(f"/cb/lop?don-vi={UNIT}")
    desk.go(NAME)
    seen(desk, "class-board-0-class")
    desk.go("Bảng: ai cần giúp")


def reads_on(phone: Phone) -> None:
    """Read two steps of a lesson."""
    phone.open(f"{LESSON}/are-they-rushing-you")
    phone.go("Tiếp")
    phone.open(f"{LESSON}/check-another-way")
    phone.go("Tiếp")


def fails(phone: Phone) -> None:
    """Say four times of one question that one does not know."""
    for _each in range(TRIES):
        phone.open(TASK)
        phone.go("Tôi không biết")


def asks_for_a_person(phone: Phone) -> None:
    """Ask for somebody to come."""
    phone.open("/hoi/nguoi?buoc=kns.4.3/three-questions%23what-do-they-want")
    phone.write("Bạn cần giúp gì?", "em khong hieu cau nay")
    phone.go("Gửi cho người hỗ trợ")
    phone.sees("Đang chờ người hỗ trợ")


def shows_no_name_on_the_wall(desk: Phone) -> None:
    """Show the room on the wall: numbers alone, and no steps of so few."""
    desk.go("Chiếu lên tường, không có tên")
    desk.sees("Không có tên ai ở đây")
    desk.misses(WELL, STUCK, "Kiểm lại bằng đường khác")
    seen(desk, "class-board-3-wall")
