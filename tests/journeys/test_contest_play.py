"""A contest with a task on the practice phone: played alone inside a paper, and scored again by the server."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.journeys import playing, screens
from tests.journeys.conftest import LARGE, Phones
from tests.journeys.phone import Phone
from tests.journeys.place import Place
from tests.journeys.test_contest import UNIT, beside, comes_in, enters, looked_at, sets_up

NAME = "Thi làm trên điện thoại tập"
BEGIN = "Bắt đầu lần 1: 10 phút, tính từ bây giờ"


def test_a_task_on_the_practice_phone_counts_by_the_servers_own_score(
    officials: Phones, phones: Phones, site: Place
) -> None:  # fmt: skip
    workers = beside(site, "people")
    desk = officials("hanh.demo", size=LARGE)
    address = sets_up(desk, NAME, simulators="1")
    careful, cheat = phones(), phones()
    for phone, worker in zip((careful, cheat), workers, strict=True):
        comes_in(phone, worker["code"])
        enters(phone, address, NAME)
    beside(site, "later", "30")
    log = plays_in_the_paper(careful, address)
    sends_somebody_elses_run(cheat, address, log)
    beside(site, "later", "400")
    careful.open(address).sees("1/3")
    cheat.open(address).sees("0/3")
    desk.open(f"/cb/cuoc-thi?don-vi={UNIT}")
    desk.go(NAME)
    desk.sees(workers[0]["name"], "1/3")


def finds_the_task(phone: Phone, address: str) -> tuple[str, int]:
    """Begin, go on to the task on the practice phone; return which it is and the seed that deals it to this paper."""
    phone.open(address)
    phone.go(BEGIN)
    for number in range(1, 4):
        phone.sees(f"Câu {number} trên 3")
        if phone.page.locator("#question a.b2").count():
            break
        phone.page.click("#next")
    link = urlsplit(phone.page.locator("#question a.b2").get_attribute("href") or "")
    return link.path.rpartition("/")[2], int(parse_qs(link.query)["so"][0])


def plays_in_the_paper(phone: Phone, address: str) -> Any:
    """Play it alone to the end, come back to the very question, and hand in; return the log as it was sent."""
    name, seed = finds_the_task(phone, address)
    looked_at(phone, "contest-play-1-question")
    place = phone.page.locator("#where").inner_text()
    phone.go("Mở điện thoại tập")
    assert not screens.faults(phone, "contest-play-2-practice")
    phone.tap("Tự làm")
    phone.page.wait_for_timeout(playing.UNHURRIED_MS)
    playing.plays(phone, name, seed)
    phone.sees("100 trên 100 điểm", "Đã lưu.")
    phone.go("Làm tiếp")
    phone.sees("Đã làm")
    assert phone.page.locator("#where").inner_text() == place
    looked_at(phone, "contest-play-3-back")
    phone.page.click("#over")
    phone.sees("Còn 2 câu chưa trả lời")
    phone.page.click("#hand")
    phone.sees("Đã nộp bài")
    (event,) = [each for each in phone.events("scenario") if each["variant"] == str(seed)]
    return event


def sends_somebody_elses_run(phone: Phone, address: str, event: Any) -> None:
    """Send a perfect run that somebody else played, under one's own paper: it is not taken, and counts for nothing."""
    name, seed = finds_the_task(phone, address)
    copied = {
        "id": "019f0000-0000-7000-8000-00000000c0de", "counter": 900, "kind": "scenario", "content_id": name,
        "version": event["version"], "variant": str(seed), "context": "alone", "response": event["response"],
        "hints": 0, "ms": event["ms"], "client_at": event["client_at"], "score": 1.0,
    }  # fmt: skip
    told = phone.post_events([copied])
    assert told[0]["status"] == "refused", told
    phone.page.click("#over")
    phone.page.click("#hand")
    phone.sees("Đã nộp bài")
