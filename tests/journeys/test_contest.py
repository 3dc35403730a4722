"""A contest from set-up to the published result: two workers, one without a link for a while, a protest, lots."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import datetime, timedelta, timezone
from typing import Any

from tests.journeys import place as places
from tests.journeys import walks
from tests.journeys.conftest import LARGE, Phones
from tests.journeys.contest_world import UNIT
from tests.journeys.phone import Phone, seen
from tests.journeys.place import Place

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


def test_a_contest_is_set_up_held_corrected_and_published(officials: Phones, phones: Phones, site: Place) -> None:
    workers = beside(site, "people")
    desk = officials("hanh.demo", size=LARGE)
    address = sets_up(desk)
    first, second = phones(), phones()
    for phone, worker in zip((first, second), workers, strict=True):
        comes_in(phone, worker["code"])
        enters(phone, address, shot=phone is first)
    beside(site, "later", "30")  # the round has opened
    answers_with_a_lost_link(first, address)
    hands_in_nothing(second, address)
    protests(second, address)
    answers_and_voids(desk)
    beside(site, "later", "400")
    draws_lots(desk)
    publishes(desk, workers[0]["name"])
    agrees_to_be_named(first, address)
    sees_the_result(second, address, workers[0]["name"])


def beside(site: Place, *words: str) -> Any:
    """Run the program of this journey's world beside the site."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.journeys.contest_world", *words], cwd=places.ROOT,
        env=places.environment(site.data, site.address), capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout.splitlines()[-1])


def sets_up(desk: Phone) -> str:
    """Fill the form, announce, and return the address of the contest."""
    opens = datetime.now(VIETNAM) + timedelta(days=1)
    desk.open(f"/cb/cuoc-thi?don-vi={UNIT}")
    desk.go("Mở một cuộc thi")
    seen(desk, "contest-1-form")
    desk.write("Tên cuộc thi", NAME)
    desk.write("Ngày mở vòng một", f"{opens:%d/%m/%Y}")
    desk.write("Mấy vòng, nối tiếp nhau", "1")
    desk.write("Mấy câu", "3")
    desk.write("Mấy phút", "10")
    desk.go("Lưu nháp")
    desk.sees(NAME, "Bản nháp")
    desk.go("Công bố cuộc thi")
    desk.sees("Gõ số quyết định đã ký")
    desk.go("Sửa bản nháp")
    desk.write("Số quyết định đã ký", "07/QĐ-CĐ (tập)")
    desk.go("Lưu")
    desk.go("Công bố cuộc thi")
    desk.sees("Sắp mở")
    seen(desk, "contest-2-announced")
    found = re.search(r"/cuoc-thi/([a-z0-9]{6})\b", desk.page.inner_text("main"))
    assert found
    return f"/cuoc-thi/{found[1]}"


def comes_in(phone: Phone, code: str) -> None:
    """Learn something and keep it under a name."""
    walks.begin(phone)
    walks.claim_by_card(phone, code)
    walks.agree(phone)


def enters(phone: Phone, address: str, *, shot: bool) -> None:
    """Get a number; without sixteen years said there is none."""
    phone.open(address).sees(NAME)
    phone.go("Ghi tên dự thi")
    phone.sees("đủ 16 tuổi")
    phone.choose("Tôi đủ 16 tuổi")
    phone.go("Ghi tên dự thi")
    phone.sees("Số báo danh", "Bạn đã ghi tên")
    if shot:
        seen(phone, "contest-3-entered")


def answers_with_a_lost_link(phone: Phone, address: str) -> None:
    """Answer three questions, the second without a link; look over, guess, hand in."""
    phone.open(address)
    phone.go("Bắt đầu lần 1: 10 phút, tính từ bây giờ")
    phone.sees("Câu 1 trên 3")
    seen(phone, "contest-4-question")
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
    seen(phone, "contest-5-review")
    phone.page.fill("[name=doan]", "2")
    phone.page.click("#hand")
    phone.sees("Đã nộp bài", "trả lời 3 trên 3 câu")


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
    seen(phone, "contest-6-protest")


def answers_and_voids(desk: Phone) -> None:
    """Find that nothing is edited while it runs, then void the question openly and answer."""
    desk.open(f"/cb/cuoc-thi?don-vi={UNIT}")
    desk.go(NAME)
    desk.sees("thể lệ giữ nguyên", "1 khiếu nại đang chờ")
    seen(desk, "contest-7-running")
    desk.tap("Hủy một câu hỏi")
    desk.write("Mã câu hỏi, ví dụ kns.4.3/parcel-signs", "kns.4.3/parcel-signs")
    desk.page.locator("form:has(button[value=huy-cau]) [name=ly-do]").fill("Hai phương án đều đúng")
    desk.go("Hủy câu này và chấm lại")
    desk.sees("Hai phương án đều đúng")
    desk.write("Trả lời", "Đúng, câu này đã hủy, ai gặp cũng được tính đúng.")
    desk.go("Chấp nhận và trả lời")
    desk.sees("Được chấp nhận")


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
    seen(desk, "contest-8-lots")


def publishes(desk: Phone, winner: str) -> None:
    """Publish the result; names stand on the page of the jury."""
    desk.open(f"/cb/cuoc-thi?don-vi={UNIT}")
    desk.go(NAME)
    desk.sees(winner)
    desk.go("Công bố kết quả")
    desk.sees("Kết quả đã công bố")
    seen(desk, "contest-9-published")


def agrees_to_be_named(phone: Phone, address: str) -> None:
    """See the award and let the name stand on the public page."""
    phone.open(f"{address}/ket-qua").sees("Một người chưa đồng ý nêu tên")
    phone.open(address).sees("Bạn đạt")
    seen(phone, "contest-10-award")
    phone.go("Cho hiện tên tôi")
    phone.sees("Tên tôi đang hiện")


def sees_the_result(phone: Phone, address: str, winner: str) -> None:
    """See who agreed to be named, what was corrected, and the seed that was secret."""
    phone.open(f"{address}/khieu-nai").sees("câu này đã hủy")
    phone.open(f"{address}/ket-qua").sees(winner, "Hai phương án đều đúng")
    seen(phone, "contest-11-result")
    phone.open(f"{address}/kiem-tra").sees("Hạt giống", "48213")
    seen(phone, "contest-12-check")
