"""An emulation drive from pledge to commendation list: an official, two workers, somebody who looks from outside."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from docx import Document
from python_calamine import CalamineWorkbook

from hocvuso.plumbing import clock
from tests.journeys import screens, walks
from tests.journeys.conftest import Phones
from tests.journeys.phone import LARGE, SMALL, Phone
from tests.journeys.phone import seen as pictured
from tests.journeys.yesterday import PLEDGERS

UNIT = "ST-BN-MAY"
TITLE = "Mỗi tối một bài, chuyền bốn"
DUNG, TIN = PLEDGERS


def test_a_drive_from_pledge_to_commendation_list(officials: Phones, phones: Phones) -> None:
    desk = officials("hanh.demo")
    number = begins(desk)
    dung, tin, stranger = phones(), phones(), phones()
    comes_in(dung, DUNG["card"])
    takes_part(dung, number)
    comes_in(tin, TIN["card"])
    leaves_without_a_mark(tin, number)
    reviews(desk)
    proposes_and_decides(desk)
    walks.is_told(dung, "Bạn được khen thưởng")
    sees_the_certificate(dung, stranger, number)
    stranger.open(f"/thi-dua/{number}/khen-thuong").sees(DUNG["name"], "không phải đánh giá lao động")
    stranger.misses(TIN["name"])
    seen(stranger, "drive-9-public")
    takes_the_name_back(dung, number)
    assert stranger.page.request.get(stranger.place.address + f"/thi-dua/{number}/khen-thuong").status == 404
    keeps_a_rhythm(dung)


def seen(screen: Phone, name: str) -> None:
    """Keep a picture of a page, and hold that nothing is wrong with it on a phone and at a desk."""
    pictured(screen, name)
    found = screens.faults(screen, name)
    screen.page.set_viewport_size(LARGE)  # type: ignore[arg-type]
    found += screens.faults(screen, f"{name}, large", least=screens.OFFICIAL_TARGET)
    screen.page.set_viewport_size(SMALL)  # type: ignore[arg-type]
    assert not found, "\n".join(found)


def begins(desk: Phone) -> str:
    """Write a drive with a slip, which loses nothing, and publish it; return its number."""
    desk.open(f"/cb/thi-dua?don-vi={UNIT}")
    seen(desk, "drive-1-list")
    desk.go("Phát động một đợt")
    desk.write("Tên đợt thi đua", TITLE)
    desk.write("Ngày cuối", "hôm nào đó")
    desk.write("Mục đích, viết như để mọi người đọc", "Mỗi tối học một bài ngắn.")
    desk.write("Ngày có học", "1")
    desk.write("Kỹ năng mới đã nắm chắc", "")
    desk.go("Lưu đợt thi đua")
    desk.sees("Ghi ngày như")
    seen(desk, "drive-2-form")
    desk.write("Ngày cuối", f"{clock.today() + timedelta(days=30):%d/%m/%Y}")
    desk.go("Lưu đợt thi đua")
    desk.sees("chưa công bố", "1 ngày có học")
    seen(desk, "drive-3-unpublished")
    desk.go("Công bố: mọi người tham gia được")
    number = desk.path.rpartition("/")[2]
    for page, name in ((f"{number}/tieu-chi", "rules"), (f"{number}/sua", "change"), ("thu-thach", "challenges")):
        desk.open(f"/cb/thi-dua/{page}?don-vi={UNIT}")
        seen(desk, f"drive-3-{name}")
    desk.open(f"/cb/thi-dua/{number}?don-vi={UNIT}")
    return number


def comes_in(phone: Phone, code: str) -> None:
    """Do a first task, keep it with a card, agree."""
    walks.begin(phone)
    walks.claim_by_card(phone, code)
    walks.agree(phone)


def takes_part(dung: Phone, number: str) -> None:
    """Find the drive on one's own page, take part, and see at once what was counted."""
    dung.open("/toi")
    dung.go("Thi đua tự học của công đoàn tôi")
    dung.sees(TITLE, "Không ai bắt buộc tham gia")
    seen(dung, "drive-4-mine")
    dung.open(f"/thi-dua/{number}").sees("Bạn có muốn tham gia không?", "Không tham gia")
    dung.choose("Công đoàn được biết tôi đã đạt")
    seen(dung, "drive-5-asked")
    dung.go("Đăng ký tham gia")
    dung.sees("Bạn đã đạt tiêu chí của đợt", "Mục tiêu của bạn: 1")
    seen(dung, "drive-6-progress")


def leaves_without_a_mark(tin: Phone, number: str) -> None:
    """Say no, which is kept nowhere; say yes and leave again."""
    tin.open(f"/thi-dua/{number}")
    tin.go("Không tham gia")
    assert tin.path == "/thi-dua"
    assert held(tin) == []
    tin.open(f"/thi-dua/{number}")
    tin.go("Đăng ký tham gia")
    assert len(held(tin)) == 1
    tin.go("Rút khỏi đợt thi đua")
    tin.sees("không chỗ nào ghi rằng bạn từng tham gia")
    seen(tin, "drive-7-leave")
    tin.go("Rời đi")
    assert held(tin) == []
    assert TITLE not in str(tin.held())


def held(phone: Phone) -> Any:
    """Return the pledges that a person finds in the data he takes along."""
    return phone.held()["emulation"]["pledges"]


def reviews(desk: Phone) -> None:
    """Write down a mid-term review, and take it along as a Word file."""
    desk.page.reload()
    desk.sees("Dưới năm người tham gia")
    desk.write("Nhận xét của anh/chị", "Mọi người học đều.")
    desk.go("Chốt sơ kết")
    desk.sees("Sơ kết")
    seen(desk, "drive-8-board")
    told = downloaded(desk, "Word")
    assert "BÁO CÁO SƠ KẾT" in told
    assert "Mọi người học đều." in told


def downloaded(desk: Phone, words: str) -> str:
    """Take a Word file along and return what stands in it."""
    with desk.page.expect_download() as kept:
        desk.tap(words)
    document = Document(str(kept.value.path()))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(each.text for each in document.paragraphs), *cells])


def proposes_and_decides(desk: Phone) -> None:
    """Propose who agreed, enter the signed decision with its number, take the list along."""
    desk.go("Đề nghị và quyết định")
    desk.sees("Anh/chị đề nghị ai?", DUNG["name"])
    desk.misses(TIN["name"])
    seen(desk, "drive-8-propose")
    desk.go("Đề nghị những ai đã đánh dấu")
    assert DUNG["name"] in downloaded(desk, "Đề nghị (Word)")
    desk.write("Ngày quyết định", f"{clock.today():%d/%m/%Y}")
    desk.go("Khen thưởng những ai đã đánh dấu")
    desk.sees("Ghi số quyết định đúng như trên giấy")
    desk.write("Số quyết định", "41/QĐ-CĐCS")
    desk.write("Người ký", "Lê Thị Hạnh")
    seen(desk, "drive-8-decide")
    desk.go("Khen thưởng những ai đã đánh dấu")
    desk.sees("1 được khen thưởng")
    seen(desk, "drive-8-awarded")
    told = downloaded(desk, "Danh sách (Word)")
    assert "DANH SÁCH KHEN THƯỞNG" in told
    assert "41/QĐ-CĐCS" in told
    assert DUNG["name"] in told
    with desk.page.expect_download() as kept:
        desk.tap("Danh sách (Excel)")
    book = CalamineWorkbook.from_path(str(kept.value.path()))
    assert any(DUNG["name"] in map(str, line) for line in book.get_sheet_by_index(0).to_python())
    desk.go("Cấp chứng nhận")
    desk.sees("1/1 người được khen đã có chứng nhận")


def sees_the_certificate(dung: Phone, stranger: Phone, number: str) -> None:
    """Find the certificate on one's own page of the drive; anybody may check it."""
    dung.open(f"/thi-dua/{number}")
    dung.go("Chứng nhận của tôi")
    dung.sees(DUNG["name"])
    stranger.open(dung.path).sees(DUNG["name"], TITLE, "41/QĐ-CĐCS")
    seen(stranger, "drive-9-certificate")


def takes_the_name_back(dung: Phone, number: str) -> None:
    """See the congratulation, and be named no more."""
    dung.open(f"/thi-dua/{number}").sees("Bạn được khen thưởng. Chúc mừng bạn!")
    dung.go("Tôi không muốn nêu tên")
    dung.sees("Không ai thấy gì về riêng bạn")


def keeps_a_rhythm(dung: Phone) -> None:
    """See the week, take a pause, switch everything off."""
    dung.open("/nhip-hoc").sees("1 ngày có học tuần này")
    seen(dung, "rhythm-1-page")
    dung.sees("Cả xưởng cùng học")
    dung.tap("Ốm, nghỉ phép, đi xa? Ghi tạm nghỉ")
    day = f"{clock.today():%d/%m/%Y}"
    dung.write("Từ ngày", day)
    dung.write("Đến", day)
    dung.go("Ghi tạm nghỉ")
    dung.sees("Tuần có nghỉ thì không đứt nhịp")
    dung.go("Tắt bớt phần không thích")
    seen(dung, "rhythm-2-choose")
    dung.go("Tắt hết")
    dung.sees("Học theo nhịp của bạn")
    dung.misses("ngày có học tuần này")
