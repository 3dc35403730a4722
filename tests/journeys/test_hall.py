"""A hall with thirty phones, two of them real: opened, asked, counted, explained, kept; then a quiz on paper."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone

import httpx
import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import LARGE, Phones
from tests.journeys.phone import Phone, seen
from tests.journeys.place import Place
from tests.journeys.screens import OFFICIAL_TARGET, faults

UNIT, CLASS = "ST-BN-MAY", "Lớp làm bài giấy"
VIETNAM = timezone(timedelta(hours=7))
SIMULATED = 28


class Crowd:
    """Phones that are no browsers: they come in by the same door and send what the script of a phone sends."""

    def __init__(self, site: Place, code: str) -> None:
        self.code = code
        self.phones = [
            httpx.Client(base_url=site.address, headers={"Origin": site.address}) for _each in range(SIMULATED)
        ]

    def each(self, act: object) -> list[str]:
        """Let all phones do something, eight at a time; return what each was told."""
        with ThreadPoolExecutor(8) as pool:
            return list(pool.map(act, enumerate(self.phones)))  # type: ignore[arg-type]

    def comes_in(self, pair: tuple[int, httpx.Client]) -> str:
        """Come in; every seventh phone is shared by three people."""
        number, phone = pair
        page = phone.get(f"/h/{self.code}").text
        found = {name: re.search(rf'name="{name}" value="([^"]+)"', page) for name in ("csrfmiddlewaretoken", "may")}
        hidden = {name: each[1] for name, each in found.items() if each}
        return str(phone.post(f"/h/{self.code}", data={**hidden, "nguoi": "3" if number % 7 == 0 else "1"}).status_code)

    def answers(self, question: int, pair: tuple[int, httpx.Client]) -> str:
        """Answer a question, and send it again as after a lost reply."""
        number, phone = pair
        fields = {"c": self.code, "cau": question, "chon": number % 2, "luot": 1}
        told = [phone.post("/h/tra-loi", data=fields).json()["ok"] for _twice in range(2)]
        return ",".join(told)

    def close(self) -> None:
        """Close every connection."""
        for each in self.phones:
            each.close()


@pytest.fixture
def screens(officials: Phones) -> Phone:
    """The trainer's screen."""
    return officials("hanh.demo", size=LARGE)


def test_a_hall_of_thirty_phones_answers_without_names(screens: Phone, phones: Phones, site: Place) -> None:
    wall = screens
    code = opens(wall)
    crowd = Crowd(site, code)
    one, other = phones(), phones()
    try:
        assert set(crowd.each(crowd.comes_in)) == {"302"}
        comes_in(one, code)
        comes_in(other, code, shot=False)
        expect(wall.page.locator("[data-phones]")).to_have_text("30")
        expect(wall.page.locator("[data-people]")).to_have_text("38")
        seen(wall, "hall-2-wall-fills")
        wall.page.keyboard.press("ArrowRight")
        wall.sees("Câu 1/", "Đóng câu này, hiện trả lời")
        answers(one, other, crowd)
        expect(wall.page.locator("[data-answered]")).to_have_text("38")
        seen(wall, "hall-4-wall-asks")
        shows(wall, one)
        goes_back_and_on(wall)
        ends(wall, one)
    finally:
        crowd.close()
    keeps(one)
    reads_the_minutes(wall)


def opens(wall: Phone) -> str:
    """Open a hall with the scam of the week and put it on the wall; return its digits."""
    wall.open(f"/cb/hoi-truong?don-vi={UNIT}")
    seen(wall, "hall-0-list")
    wall.go("Mở bài chung")
    wall.write("Ở đâu (không bắt buộc)", "Nhà ăn số 2")
    seen(wall, "hall-1-open")
    assert not faults(wall, "hall-1-open", least=OFFICIAL_TARGET)
    wall.go("Mở bài này")
    wall.sees("Cách mọi người vào", "0 máy, 0 người")
    seen(wall, "hall-1b-desk")
    assert not faults(wall, "hall-1b-desk", least=OFFICIAL_TARGET)
    wall.go("Chiếu lên màn hình lớn")
    digits = wall.page.locator(".digits").inner_text()
    assert re.fullmatch(r"\d{3} \d{3}", digits)
    return digits.replace(" ", "")


def comes_in(phone: Phone, code: str, *, shot: bool = True) -> None:
    """Come in with one tap."""
    phone.open(f"/h/{code}").sees("không hiện tên ai")
    if shot:
        seen(phone, "hall-3-come-in")
        assert not faults(phone, "hall-3-come-in")
    phone.go("Tham gia")
    phone.sees("Bạn đã vào")
    if shot:
        seen(phone, "hall-3b-in")


def answers(one: Phone, other: Phone, crowd: Crowd) -> None:
    """Answer on both real phones, one of them without a link at first; the crowd answers twice each."""
    one.sees("Câu 1/")
    one.tap("Gửi")
    one.sees("Bạn chưa chọn")
    one.choose("Đáng ngờ")
    one.tap("Gửi")
    one.sees("Đã gửi")
    seen(one, "hall-5-question")
    assert not faults(one, "hall-5-question")
    other.sees("Câu 1/")
    other.is_cut = True
    other.context.set_offline(True)
    other.choose("Tin được")
    other.tap("Gửi")
    other.sees("máy sẽ tự gửi")
    seen(other, "hall-5b-waits")
    other.context.set_offline(False)
    assert set(crowd.each(lambda pair: crowd.answers(0, pair))) == {"kept,kept"}
    other.sees("Đã gửi")
    other.is_cut = False


def shows(wall: Phone, one: Phone) -> None:
    """Close the question: bars with words on the wall, the explanation on the phones."""
    wall.page.keyboard.press("PageDown")
    wall.sees("an toàn")
    assert wall.page.locator("[data-bar]").count() == 3
    seen(wall, "hall-6-wall-bars")
    assert not faults(wall, "hall-6-wall-bars", least=OFFICIAL_TARGET)
    one.sees("Bạn trả lời: Đáng ngờ", "38 người đã trả lời")
    seen(one, "hall-7-explained")
    assert not faults(one, "hall-7-explained")


def goes_back_and_on(wall: Phone) -> None:
    """Undo a step, and take it again."""
    wall.go("Lùi một bước")
    wall.sees("Đóng câu này, hiện trả lời")
    wall.go("Đóng câu này, hiện trả lời")
    wall.sees("an toàn")


def ends(wall: Phone, one: Phone) -> None:
    """Go through the other questions to the end; one answers the second."""
    wall.go("Hỏi câu tiếp")
    one.sees("Câu 2/")
    one.page.locator("label.choice").first.click()
    one.tap("Gửi")
    one.sees("Đã gửi")
    while not wall.page.get_by_role("link", name="Xem biên bản và danh sách").count():
        wall.goes(wall.page.locator("[data-steps] .btn"))
    seen(wall, "hall-8-wall-end")
    one.sees("Xong rồi, cảm ơn bạn")


def keeps(one: Phone) -> None:
    """See the answers again and keep them: the phone becomes that of a learner who may save it under his name."""
    one.go("Xem câu trả lời của tôi")
    one.sees("câu theo cách an toàn")
    seen(one, "hall-9-own")
    assert not faults(one, "hall-9-own")
    one.go("Giữ kết quả này cho tôi")
    assert one.path == "/luu"
    one.page.go_back()
    one.open("/hom-nay")
    one.sees("Hôm nay")


def reads_the_minutes(wall: Phone) -> None:
    """Find people, phones and shares at the desk, and take the minutes along."""
    wall.go("Xem biên bản và danh sách")
    wall.sees("Bài đã xong", "30 máy, 38 người")
    seen(wall, "hall-10-over")
    with wall.page.expect_download() as paper:
        wall.tap("Biên bản, Word")
    assert paper.value.suggested_filename.endswith(".docx")


def test_a_quiz_on_paper_is_made_typed_in_taken_back_and_closed(screens: Phone) -> None:
    desk = screens
    plans_a_class(desk)
    desk.open(f"/cb/hoi-truong?don-vi={UNIT}")
    desk.go("Làm bài trên giấy")
    seen(desk, "paper-1-list")
    desk.go("Soạn bài giấy")
    desk.page.locator("select[name=lop]").select_option(label=CLASS)
    seen(desk, "paper-2-make")
    desk.go("Soạn bài này")
    desk.sees("Gõ chữ trên từng phiếu")
    code = re.search(r"mã ([A-Z0-9]{5})", desk.words)
    assert code
    types_letters(desk)
    desk.open(f"/cb/bai-giay?don-vi={UNIT}")
    desk.write("Đang cầm phiếu? Gõ mã ở đầu phiếu", "QQQQQ")
    desk.go("Nhập các phiếu này")
    desk.sees("So lại từng ký tự")
    desk.write("Đang cầm phiếu? Gõ mã ở đầu phiếu", f"{code[1]}-B")
    desk.go("Nhập các phiếu này")
    desk.sees("Gõ chữ trên từng phiếu")
    closes(desk)


def plans_a_class(desk: Phone) -> None:
    """Plan a class and enter some people of the unit by name."""
    begins = datetime.now(VIETNAM) + timedelta(days=1)
    desk.open(f"/cb/lop/moi?don-vi={UNIT}")
    desk.write("Tên lớp", CLASS)
    desk.write("Ngày đầu", f"{begins:%d/%m/%Y}")
    desk.write("Ở đâu", "Nhà ăn tầng hai")
    desk.go("Mở lớp này")
    desk.write("Ghi tên người vào lớp", "nguyen")
    desk.go("Tìm")
    people = desk.page.locator("form:has(button[value=ghi-danh]) label.tick")
    for at in range(3):
        people.nth(at).click()
    desk.go("Ghi những người đã chọn")


def types_letters(desk: Phone) -> None:
    """Type a wrong letter, mend it, save, undo, and type again by keys alone."""
    fields = desk.page.locator("input.letters")
    assert fields.count() >= 3
    fields.nth(0).fill("abz")
    desk.go("Lưu các phiếu")
    desk.sees("Chưa lưu gì cả", "Câu 3 không có chữ này")
    seen(desk, "paper-3-wrong")
    assert not faults(desk, "paper-3-wrong", least=OFFICIAL_TARGET)
    for letters in ("abab", "bbba"):  # a full line leads to the next
        if letters == "abab":
            desk.page.locator("input.letters").nth(0).fill("")
            desk.page.locator("input.letters").nth(0).focus()
        desk.page.keyboard.type(letters)
    expect(desk.page.locator("input.letters").nth(1)).to_have_value("BBBA")
    desk.go("Lưu các phiếu")
    desk.sees("Đã lưu.", "2 phiếu")
    seen(desk, "paper-4-saved")
    desk.go("Hoàn tác lần nhập này")
    desk.sees("Đã hoàn tác")
    desk.misses("2 phiếu")
    desk.page.locator("input.letters").nth(0).fill("abab")
    desk.go("Lưu các phiếu")
    desk.sees("1 phiếu")


def closes(desk: Phone) -> None:
    """Close the quiz: the letters are gone, counts stay."""
    desk.tap("Chốt bài giấy")
    desk.go("Chốt bài giấy ngay")
    desk.sees("Đã chốt ngày", "1 phiếu")
    desk.misses("Gõ chữ trên từng phiếu")
    seen(desk, "paper-5-closed")
