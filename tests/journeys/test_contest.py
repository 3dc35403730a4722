"""A contest from set-up to the published result: two workers, one without a link for a while, a protest, lots."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from docx import Document
from python_calamine import CalamineWorkbook

from tests.journeys import screens, walks
from tests.journeys.conftest import LARGE, Phones
from tests.journeys.phone import SMALL, Phone, seen
from tests.journeys.place import Place
from tests.journeys.world import UNIT, run_beside

NAME = "Thi nhận ra lừa đảo tuần này"
FIRST_OF_EACH = """() => {
  const box = document.getElementById('question'), seen = {};
  box.querySelectorAll('input[type=radio]').forEach((one) => {
    if (!seen[one.name]) { seen[one.name] = 1; one.click(); }
  });
  if (!Object.keys(seen).length) { const one = box.querySelector('input[type=checkbox]'); if (one) { one.click(); } }
  box.querySelectorAll('select').forEach((one, number) => {
    one.value = String(one.name.startsWith('place-') ? number + 1 : number);
    one.dispatchEvent(new Event('change', { bubbles: true }));
  });
}"""
VIETNAM = timezone(timedelta(hours=7))


def test_a_contest_is_set_up_held_corrected_and_published(
    officials: Phones, phones: Phones, site: Place, tmp_path: Path
) -> None:
    workers = beside(site, "people")
    desk = officials("hanh.demo", size=LARGE)
    address = sets_up(desk)
    first, second = phones(), phones()
    for phone, worker in zip((first, second), workers, strict=True):
        comes_in(phone, worker["code"])
        enters(phone, address, shot=phone is first)
    beside(site, "later", "30")  # the round has opened
    asked = answers_with_a_lost_link(first, address)
    hands_in_nothing(second, address)
    protests(second, address)
    answers_and_voids(desk, asked)
    beside(site, "later", "400")
    draws_lots(desk)
    publishes(desk, workers[0]["name"])
    agrees_to_be_named(first, address)
    sees_the_result(second, address, workers[0]["name"])
    stranger = phones()
    gives_certificates(desk, stranger, first, address, workers[0]["name"])
    checks_the_drawing(stranger, address, tmp_path)


def looked_at(screen: Phone, name: str) -> None:
    """Keep a picture of a page, and hold that everybody can use it: on a phone, and at the size it is used in."""
    seen(screen, name)
    own = screen.page.viewport_size or LARGE
    is_desk = own["width"] >= LARGE["width"]
    least = screens.OFFICIAL_TARGET if is_desk else screens.LEARNER_TARGET
    found = screens.faults(screen, name, least=least)
    if is_desk:
        screen.page.set_viewport_size(SMALL)  # type: ignore[arg-type]
        found += screens.faults(screen, f"{name}, on a phone")
        screen.page.set_viewport_size(own)
    assert not found, "\n".join(found)


def beside(site: Place, *words: str) -> Any:
    """Run the program of this journey's world beside the site."""
    return run_beside(site, "contest_world", *words)


def sets_up(desk: Phone, name: str = NAME, *, simulators: str = "0") -> str:
    """Fill the form, announce, and return the address of the contest."""
    opens = datetime.now(VIETNAM) + timedelta(days=1)
    desk.open(f"/cb/cuoc-thi?don-vi={UNIT}")
    desk.go("Mở một cuộc thi")
    looked_at(desk, "contest-1-form")
    desk.write("Tên cuộc thi", name)
    desk.write("Ngày mở vòng một", f"{opens:%d/%m/%Y}")
    desk.write("Mấy vòng, nối tiếp nhau", "1")
    desk.write("Mấy câu", "3")
    desk.write("Mấy phút", "10")
    desk.write("Trong đó mấy câu làm trên điện thoại tập", simulators)
    desk.go("Lưu nháp")
    desk.sees(name, "Bản nháp")
    desk.go("Công bố cuộc thi")
    desk.sees("Gõ số quyết định đã ký")
    desk.go("Sửa bản nháp")
    desk.write("Số quyết định đã ký", "07/QĐ-CĐ (tập)")
    desk.go("Lưu")
    desk.go("Công bố cuộc thi")
    desk.sees("Sắp mở")
    looked_at(desk, "contest-2-announced")
    found = re.search(r"/cuoc-thi/([a-z0-9]{6})\b", desk.page.inner_text("main"))
    assert found
    return f"/cuoc-thi/{found[1]}"


def comes_in(phone: Phone, code: str) -> None:
    """Learn something and keep it under a name."""
    walks.begin(phone)
    walks.claim_by_card(phone, code)
    walks.agree(phone)


def enters(phone: Phone, address: str, name: str = NAME, *, shot: bool = False) -> None:
    """Get a number; without sixteen years said there is none."""
    phone.open(address).sees(name)
    phone.go("Ghi tên dự thi")
    phone.sees("đủ 16 tuổi")
    phone.choose("Tôi đủ 16 tuổi")
    phone.go("Ghi tên dự thi")
    phone.sees("Số báo danh", "Bạn đã ghi tên")
    if shot:
        looked_at(phone, "contest-3-entered")


def answers_with_a_lost_link(phone: Phone, address: str) -> str:
    """Answer three questions, the second without a link; look over, guess, hand in. Return what the first one asked."""
    phone.open(address)
    phone.go("Bắt đầu lần 1: 10 phút, tính từ bây giờ")
    phone.sees("Câu 1 trên 3")
    asked = phone.heading
    looked_at(phone, "contest-4-question")
    chooses(phone)
    phone.page.click("#next")
    phone.sees("Câu 2 trên 3")
    phone.is_cut = True
    phone.context.set_offline(True)
    chooses(phone)
    phone.page.click("#next")
    phone.sees("Câu 3 trên 3", "sẽ gửi sau")
    phone.context.set_offline(False)
    chooses(phone)
    phone.page.click("#next")
    phone.sees("Nộp bài chứ?", "Câu nào cũng đã trả lời", "đã lưu 3 câu")
    looked_at(phone, "contest-5-review")
    phone.page.fill("[name=doan]", "2")
    phone.page.click("#hand")
    phone.sees("Đã nộp bài", "trả lời 3 trên 3 câu")
    return asked


def chooses(phone: Phone) -> None:
    """Answer the question on the page with whatever comes first, so that nothing is missing."""
    phone.page.evaluate(FIRST_OF_EACH)


def hands_in_nothing(phone: Phone, address: str) -> None:
    """Hand a paper in on which nothing is answered."""
    phone.open(address)
    phone.go("Bắt đầu lần 1: 10 phút, tính từ bây giờ")
    phone.page.click("#over")
    phone.sees("Còn 3 câu chưa trả lời")
    phone.page.click("#hand")
    phone.sees("Đã nộp bài")


def protests(phone: Phone, address: str) -> None:
    """Tell the jury what is wrong."""
    phone.open(address)
    phone.go("Có chỗ chưa đúng: khiếu nại")
    phone.write("Chuyện gì, câu nào", "Câu 1 có hai đáp án đúng.")
    phone.go("Gửi ban giám khảo")
    phone.sees("Chờ ban giám khảo")
    looked_at(phone, "contest-6-protest")


def answers_and_voids(desk: Phone, asked: str) -> None:
    """See what is held above, find that nothing is edited while it runs, then void the question openly and answer."""
    desk.open(f"/cb/cuoc-thi?don-vi={UNIT}")
    looked_at(desk, "contest-7-list")
    desk.go("Hiểu đúng về lừa đảo (mẫu)")
    desk.sees("Đơn vị mình đã dự thi thế nào", "Chỉ người và cán bộ của đơn vị này thấy phần này")
    looked_at(desk, "contest-7-own")
    desk.page.go_back()
    desk.go(NAME)
    desk.sees("thể lệ giữ nguyên", "1 khiếu nại đang chờ")
    looked_at(desk, "contest-7-running")
    desk.go("Hủy một câu của vòng 1")
    desk.sees("Câu nào sai?", "câu ít người đúng nhất đứng trước")
    looked_at(desk, "contest-7-questions")
    desk.goes(desk.page.locator("tbody a", has_text=asked[:80]).first)
    desk.sees("Hủy câu này chứ?", "Số bài được thêm một điểm")
    desk.go("Hủy câu này và chấm lại")
    desk.sees("Ghi lý do")
    looked_at(desk, "contest-7-void")
    desk.write("Lý do, viết như để mọi người đọc", "Hai phương án đều đúng")
    desk.go("Hủy câu này và chấm lại")
    desk.sees("Hai phương án đều đúng", "bài đổi điểm")
    desk.write("Trả lời", "Đúng, câu này đã hủy, ai gặp cũng được tính đúng.")
    desk.go("Chấp nhận và trả lời")
    desk.sees("Được chấp nhận")
    desk.go("Chỗ khác thường")
    looked_at(desk, "contest-7-odd")
    desk.page.go_back()
    desk.go("Bài giấy")
    looked_at(desk, "contest-7-paper")


def draws_lots(desk: Phone) -> None:
    """Freeze the list, read a public number, draw."""
    desk.open(f"/cb/cuoc-thi?don-vi={UNIT}")
    desk.go(NAME)
    desk.go("Bốc thăm")
    desk.write("Tên giải", "Giải may mắn")
    desk.go("Chốt danh sách")
    desk.page.fill("[name=so-cong-khai]", "48213")
    desk.page.click("button[value=boc]")
    desk.sees("Số công khai: 48213")
    looked_at(desk, "contest-8-lots")


def publishes(desk: Phone, winner: str) -> None:
    """Publish the result; names stand on the page of the jury and in the list for the decision."""
    desk.open(f"/cb/cuoc-thi?don-vi={UNIT}")
    desk.go(NAME)
    desk.sees(winner)
    desk.go("Công bố kết quả")
    desk.sees("Kết quả đã công bố")
    looked_at(desk, "contest-9-published")
    paper = Document(taken(desk, "Danh sách trao giải, Word"))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    told = "\n".join([*(each.text for each in paper.paragraphs), *cells])
    assert winner in told and "Giải Nhất" in told and "07/QĐ-CĐ (tập)" in told and "48213" in told
    book = CalamineWorkbook.from_path(taken(desk, "Danh sách trao giải, Excel"))
    assert any(winner in map(str, line) for line in book.get_sheet_by_index(0).to_python())
    desk.go("So các đơn vị")
    looked_at(desk, "contest-9-units")


def taken(desk: Phone, words: str) -> str:
    """Take a file along and return where it lies."""
    with desk.page.expect_download() as kept:
        desk.tap(words)
    return str(kept.value.path())


def gives_certificates(desk: Phone, stranger: Phone, first: Phone, address: str, winner: str) -> None:
    """Give the awarded who agreed their certificate; anybody may check it."""
    desk.open(f"/cb/cuoc-thi?don-vi={UNIT}")
    desk.go(NAME)
    desk.sees("1 người đạt giải đồng ý nêu tên")
    desk.go("Cấp chứng nhận")
    desk.sees("chứng nhận")
    first.open(address)
    first.go("Chứng nhận của tôi")
    first.sees(winner)
    stranger.open(first.path).sees(winner, NAME)
    looked_at(stranger, "contest-13-certificate")


def checks_the_drawing(stranger: Phone, address: str, folder: Path) -> None:
    """Take the public file along and draw everything again, without the site and without its database."""
    for page, name in (("", "contest-14-public"), ("/ket-qua", "contest-14-result"), ("/kiem-tra", "contest-14-check")):
        stranger.open(address + page)
        looked_at(stranger, name)
    told = stranger.page.request.get(f"{stranger.place.address}{address}/kiem-tra.json").text()
    file = folder / "kiem-tra.json"
    file.write_text(told, encoding="utf-8")
    assert checked(file).returncode == 0
    changed = json.loads(told)
    changed["rounds"][0]["pool"].reverse()
    file.write_text(json.dumps(changed), encoding="utf-8")
    assert checked(file).returncode == 1


def checked(file: Path) -> subprocess.CompletedProcess[str]:
    """Run the command that anybody may run."""
    return subprocess.run(
        [sys.executable, "-m", "hocvuso", "contests", "check", str(file)], cwd=file.parent, capture_output=True,
        text=True, timeout=60, check=False, env={**os.environ, "HOCVUSO_DATA": str(file.parent / "nothing")},
    )  # fmt: skip


def agrees_to_be_named(phone: Phone, address: str) -> None:
    """See the award and let the name stand on the public page."""
    phone.open(f"{address}/ket-qua").sees("Một người chưa đồng ý nêu tên")
    phone.open(address).sees("Bạn đạt")
    looked_at(phone, "contest-10-award")
    phone.go("Cho hiện tên tôi")
    phone.sees("Tên tôi đang hiện")


def sees_the_result(phone: Phone, address: str, winner: str) -> None:
    """See who agreed to be named, what was corrected, and the seed that was secret."""
    phone.open(f"{address}/khieu-nai").sees("câu này đã hủy")
    phone.open(f"{address}/ket-qua").sees(winner, "Hai phương án đều đúng")
    looked_at(phone, "contest-11-result")
    phone.open(f"{address}/kiem-tra").sees("Hạt giống", "48213")
    looked_at(phone, "contest-12-check")
