"""An author's corner: what expires, what people report, what changed, how questions do, drafts of a model."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import expect

from tests.journeys import screens, walks
from tests.journeys.conftest import LARGE, SMALL, Phones
from tests.journeys.phone import Phone
from tests.journeys.place import Place
from tests.journeys.yesterday import OWN_STEP

SIZES = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["phone", "PC"])


def sound(desk: Phone, name: str) -> None:
    assert screens.faults(desk, name, least=screens.OFFICIAL_TARGET) == []
    desk.shot(name)


@SIZES
def test_an_author_looks_up_what_expires(officials: Phones, size: dict[str, int]) -> None:
    desk = officials("thao.demo", size=size)
    desk.open("/cb/tac-gia/het-han")
    desk.sees("Mục có hạn", "Trong 30 ngày", "soạn S (nguồn phát tán)")
    sound(desk, f"studio-expiry-{size['width']}")
    desk.open("/cb/tac-gia/het-han?q=vneid-hotline")
    desk.page.locator("details summary").last.click()
    desk.sees("Dùng ở", "Câu hỏi:")
    sound(desk, f"studio-expiry-one-{size['width']}")


STEP = "/bai/kns.4.3/three-questions/who-sent-it"
DOOR = "**/api/v1/events"


def reported(phone: Phone, reason: str, words: str = "") -> None:
    """Open the line at the foot of a lesson, say what is not right, and wait until the page has kept it."""
    phone.page.locator("#bao-sai summary").click()
    phone.page.locator("#bao-sai textarea").fill(words)
    phone.page.locator(f"#bao-sai button[value={reason}]").click()
    expect(phone.page.locator("#bao-sai [data-kept]")).to_be_visible()


@SIZES
def test_a_learner_reports_and_reads_the_answer(officials: Phones, phones: Phones, size: dict[str, int]) -> None:
    width = size["width"]
    phone = phones()
    walks.begin(phone)
    phone.open(STEP)
    phone.page.locator("#bao-sai summary").click()
    phone.page.locator("#bao-sai").scroll_into_view_if_needed()
    assert screens.faults(phone, "report") == []
    phone.shot(f"report-open-{width}")
    phone.open(STEP)
    reported(phone, "wrong", f"sai ở máy {width}, gọi tôi 0912345678")
    phone.shot(f"report-kept-{width}")
    desk = officials("thao.demo", size=size)
    desk.open("/cb/tac-gia")
    desk.sees("đang chờ trả lời")
    desk.open("/cb/tac-gia/bao-sai")
    desk.sees(f"sai ở máy {width}")
    desk.misses("0912345678")
    sound(desk, f"studio-problems-{width}")
    pile = desk.page.locator("form.card", has_text=f"sai ở máy {width}")
    pile.locator("textarea").fill(f"Cảm ơn bạn, đã sửa số {width}.")
    desk.goes(pile.locator("button[value=mended]"))
    desk.sees("Đã trả lời", "Hoàn tác")
    sound(desk, f"studio-problems-done-{width}")
    desk.open("/cb/tac-gia/bao-sai?loc=answered")
    sound(desk, f"studio-problems-answered-{width}")
    walks.is_told(phone, "Người soạn bài đã trả lời điều bạn báo")
    phone.goes(phone.page.locator("a[href^='/bao-sai/']").first)
    phone.sees("Đã sửa", f"Cảm ơn bạn, đã sửa số {width}.")
    assert screens.faults(phone, "reported") == []
    phone.shot(f"reported-{width}")


def test_a_report_without_a_network_goes_later(phones: Phones) -> None:
    phone = phones(service_workers="block")  # it would send for the page, by a way that the page's route does not stop
    walks.begin(phone)
    phone.open(STEP)
    phone.page.route(DOOR, lambda route: route.abort())
    phone.is_cut = True
    reported(phone, "screen")
    assert [one["kind"] for one in phone.waiting()] == ["report"]
    phone.page.unroute(DOOR)
    phone.is_cut = False
    phone.open("/hom-nay")
    expect(phone.page.locator("#outbox")).to_have_class("chip sent")
    assert phone.waiting() == []


@SIZES
def test_an_author_looks_how_questions_do(officials: Phones, size: dict[str, int]) -> None:
    desk = officials("thao.demo", size=size)
    desk.open("/cb/tac-gia/cau-hoi?ky-nang=kns.4.3&xep=luot")
    desk.sees("Câu hỏi khó dễ ra sao", "chưa đủ")
    sound(desk, f"studio-usage-{size['width']}")


def test_who_learnt_the_old_number_is_told_once_in_a_minute(site: Place, phones: Phones, officials: Phones) -> None:
    phone = phones()
    walks.begin(phone)
    old = json.loads((site.data / "yesterday.json").read_text(encoding="utf-8"))["own"]
    phone.page.evaluate(
        """([step, version]) => window.hocvusoOutbox.add({ kind: 'step_done', content_id: step, version: version,
             response: {} }).then(() => window.hocvusoOutbox.flush())""",
        [OWN_STEP, old],
    )
    phone.open("/hom-nay")
    phone.sees("Điều đã đổi: Số máy lẻ phòng bảo vệ", "đã đổi từ ngày 25/11", "1 điều đã đổi")
    assert screens.faults(phone, "today-update") == []
    phone.shot("update-today")
    phone.go("Học bài này")
    phone.sees("Trước đây", "Máy lẻ 11.", "Bây giờ, từ ngày 25/11", "Máy lẻ 12.")
    assert screens.faults(phone, "update") == []
    phone.shot("update")
    phone.go("Tôi đã rõ")
    phone.sees("Chị báo ai trước?")
    phone.open("/hom-nay")
    phone.misses("Điều đã đổi")
    phone.open("/bai/kns.8.2/local-factory-gate/tell-the-gate")
    phone.sees("Bài của đơn vị", "Gọi máy lẻ 12")
    phone.shot("local-step")
    for size in (SMALL, LARGE):
        desk = officials("thao.demo", size=size)
        desk.open("/cb/tac-gia/da-doi")
        desk.sees("local-gate-phone", "đã có cập nhật", "Các cập nhật đang báo")
        sound(desk, f"studio-changes-{size['width']}")
        desk.open("/cb/tac-gia/don-vi")
        desk.sees("1 bài của đơn vị đang dùng", "Báo tin lạ ở cổng xưởng")
        sound(desk, f"studio-local-{size['width']}")


def test_a_never_learnt_step_is_told_to_nobody(phones: Phones) -> None:
    phone = phones()
    walks.begin(phone)
    phone.open("/hom-nay")
    phone.misses("Điều đã đổi")


STANDING = {
    "at": "2026-11-28T18:30:00+00:00", "curriculum": "x", "added": [], "firsts": {},
    "totals": {"r1": 0.9, "r3": 0.97, "wordings": 20},
    "rows": [{"id": "kns.4.3/three-questions#who-sent-it", "wordings": 12, "first": 9, "in_three": 11,
              "lost": [{"text": "ai nhan cho minh day", "found": "kns.4.4/first-minutes#clicked-a-link"}]}],
}  # fmt: skip


@SIZES
def test_pages_of_authors_that_hold_something(site: Place, officials: Phones, size: dict[str, int]) -> None:
    desk = officials("thao.demo", size=size)
    measured = site.data / "standing.json"
    measured.write_text(json.dumps(STANDING), encoding="utf-8")
    try:
        desk.open("/cb/tac-gia/buoc")
        desk.page.locator("details summary").first.click()
        desk.sees("90%", "Câu 1: Ai gửi?", "ai nhan cho minh day")
        sound(desk, f"author-steps-{size['width']}")
    finally:
        measured.unlink()  # other journeys meet it as it was
    desk.open("/cb/tac-gia/ban-nhap")
    desk.sees("em thay tin la o xuong thi bao ai", "Báo phòng bảo vệ")
    sound(desk, f"author-drafts-{size['width']}")
    desk.open("/cb/tac-gia/nhap-may")
    desk.sees("Mặc định là tắt")
    sound(desk, f"studio-drafts-off-{size['width']}")
