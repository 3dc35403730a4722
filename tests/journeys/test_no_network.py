"""No answer is lost: the network is cut, the server is out of reach, the page is killed, two tabs answer at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Route, expect

from tests.journeys import walks
from tests.journeys.conftest import Phones
from tests.journeys.phone import Phone

DOOR = "**/api/v1/events"
EXERCISE = "/lam/kns.4.3/bank-sms-first-move"
STEP = "/bai/kns.4.3/three-questions/who-sent-it"
RIGHT = "Gọi số in ở mặt sau thẻ ngân hàng."
KEPT = """async path => {
  await navigator.serviceWorker.ready;
  return Boolean(await caches.match(location.origin + path));
}"""


FULL = """const real = IDBDatabase.prototype.transaction;
IDBDatabase.prototype.transaction = function (stores, mode) {
  if (mode === 'readwrite') { throw new DOMException('full', 'QuotaExceededError'); }
  return real.apply(this, arguments);
};"""


@contextmanager
def without_network(phone: Phone) -> Iterator[None]:
    """Cut the network, and join it again."""
    phone.is_cut = True
    phone.context.set_offline(True)
    yield
    phone.context.set_offline(False)


def seen(phone: Phone, path: str) -> None:
    """Open a page and wait until the phone has kept it (`wait_for_function` takes a promise for a yes)."""
    phone.open(path)
    for _ in range(400):
        if phone.page.evaluate(KEPT, path):
            return
        phone.page.wait_for_timeout(100)
    raise AssertionError(f"{path} is not kept on the phone")


def answer(phone: Phone) -> None:
    """Choose the right answer and send it; where that leads depends on the network."""
    phone.choose(RIGHT)
    phone.tap("Trả lời")


def sent(phone: Phone) -> None:
    """Wait until nothing waits on the phone and the chip says so."""
    chip = phone.page.locator("#outbox")
    expect(chip).to_have_class("chip sent")
    expect(chip).to_contain_text("Đã gửi")
    assert phone.waiting() == []


def test_the_network_is_cut_in_the_middle_of_an_answer(phone: Phone) -> None:
    walks.begin(phone)
    seen(phone, STEP)
    seen(phone, "/hom-nay")
    phone.open(EXERCISE)
    with without_network(phone):
        answer(phone)
        phone.sees("Lưu trên máy: 1", "Mất mạng. Bạn cứ học tiếp, không mất gì.")
        phone.shot("no-network-kept")
        kept = phone.waiting()
        assert [(each["kind"], each["content_id"]) for each in kept] == [("answer", "kns.4.3/bank-sms-first-move")]
        phone.open(STEP)
        phone.sees("Bước 1 trong", "Lưu trên máy: 1")
        phone.open("/hom-nay")
        phone.sees("Bài hôm nay")
        phone.open("/ky-nang/kns.6.2")
        phone.sees("Trang này chưa có trên máy", "Câu trả lời còn nguyên trên máy")
        phone.shot("no-network-page")
    sent(phone)
    assert [each["id"] for each in phone.events()] == [kept[0]["id"]]
    assert [each["status"] for each in phone.post_events(kept)] == ["duplicate"]
    phone.open(f"/ket-qua/{kept[0]['id']}")
    phone.sees("Đúng rồi")
    assert len(phone.events()) == 1


def test_the_server_is_out_of_reach(phones: Phones) -> None:
    phone = phones(service_workers="block")
    walks.begin(phone)
    phone.open(EXERCISE)
    phone.is_cut = True
    phone.context.route(DOOR, lambda route: route.abort())
    answer(phone)
    phone.sees("Lưu trên máy: 1", "Xem kết quả")
    phone.context.unroute(DOOR)
    phone.open("/hom-nay")
    sent(phone)
    assert len(phone.events()) == 1


def test_the_server_fails_and_the_answer_stays(phones: Phones) -> None:
    phone = phones(service_workers="block")
    walks.begin(phone)
    phone.open(EXERCISE)
    phone.context.route(DOOR, lambda route: route.fulfill(status=503, body=""))
    answer(phone)
    phone.sees("Lưu trên máy: 1", "Xem kết quả")
    assert any(trouble.startswith("503") for trouble in phone.troubles)
    phone.troubles.clear()
    phone.context.unroute(DOOR)
    phone.open("/hom-nay")
    sent(phone)


def test_the_page_is_killed_between_keeping_and_sending(phones: Phones) -> None:
    phone = phones(service_workers="block")
    walks.begin(phone)
    phone.open(EXERCISE)
    held: list[Route] = []
    phone.context.route(DOOR, lambda route: held.append(route))
    answer(phone)
    expect(phone.page.locator("#outbox")).to_have_text("Lưu trên máy: 1")
    phone.page.close()
    phone.context.unroute(DOOR)
    phone.page = phone.context.new_page()
    phone.open("/hom-nay")
    sent(phone)
    assert len(phone.events()) == 1


def test_the_reply_is_lost_and_the_answer_counts_once(phones: Phones) -> None:
    phone = phones(service_workers="block")
    walks.begin(phone)
    phone.open(EXERCISE)
    phone.is_cut = True

    def lose_the_reply(route: Route) -> None:
        route.fetch()
        route.abort()

    phone.context.route(DOOR, lose_the_reply)
    answer(phone)
    phone.sees("Lưu trên máy: 1", "Xem kết quả")
    assert len(phone.events()) == 1
    phone.context.unroute(DOOR)
    phone.open("/hom-nay")
    sent(phone)
    assert len(phone.events()) == 1


def test_a_double_tap_is_one_answer(phone: Phone) -> None:
    walks.begin(phone)
    phone.open(EXERCISE)
    phone.choose(RIGHT)
    with phone.page.expect_navigation():
        phone.named("Trả lời").dblclick()
    phone.sees("Đúng rồi")
    assert len(phone.events()) == 1


def test_two_tabs_answer_and_both_answers_are_there(phone: Phone) -> None:
    walks.begin(phone)
    first, second = phone.page, phone.context.new_page()
    for tab in (first, second):
        phone.page = tab
        phone.open(EXERCISE)
    for tab in (first, second):
        phone.page = tab
        phone.choose(RIGHT)
        phone.go("Trả lời")
        phone.sees("Đúng rồi")
    assert len({each["id"] for each in phone.events()}) == 2


def test_back_after_answering_opens_the_question_anew(phone: Phone) -> None:
    walks.begin(phone)
    phone.open(EXERCISE)
    phone.choose(RIGHT)
    phone.go("Trả lời")
    phone.page.reload()
    phone.sees("Đúng rồi")
    assert len(phone.events()) == 1
    phone.page.go_back()
    assert phone.path == EXERCISE
    phone.choose("Bấm link để huỷ cho kịp.")
    phone.go("Trả lời")
    phone.sees("Chưa đúng")
    assert len(phone.events()) == 2


def test_a_page_that_comes_back_as_it_was_left_is_opened_anew(phone: Phone) -> None:
    """Phones keep a left page in memory; such a page has answered already and would do nothing."""
    walks.begin(phone)
    phone.open(EXERCISE)
    phone.choose(RIGHT)
    with phone.page.expect_navigation():
        phone.page.evaluate("window.dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    expect(phone.page.locator("input:checked")).to_have_count(0)


def test_cookies_lost_in_the_middle_of_placement(phone: Phone) -> None:
    walks.begin(phone)
    phone.open("/dau-vao")
    phone.context.clear_cookies()
    walks.give_any_answer(phone)
    assert phone.path == "/dau-vao"
    phone.sees("Còn khoảng", "Đã gửi")
    assert [each["context"] for kind in ("answer", "short") for each in phone.events(kind)] == ["placement"]


def test_an_answer_of_a_named_person_waits_for_him(phone: Phone, cards: dict[str, str]) -> None:
    card = next(cards)
    walks.begin(phone)
    walks.claim_by_card(phone, card["code"])
    phone.open("/muc-tieu")
    phone.go("Bỏ qua")
    phone.go("Đồng ý")
    given = card["name"].split()[-1]
    before = len(phone.events())
    phone.open(EXERCISE)
    with without_network(phone):
        answer(phone)
        phone.sees("Lưu trên máy: 1")
        phone.context.clear_cookies(name="hvs_device")
    phone.open("/")
    phone.sees("Nhận biết tin nhắn lừa đảo", "Lưu trên máy: 1")
    assert [each["content_id"] for each in phone.waiting()] == ["kns.4.3/bank-sms-first-move"]
    phone.open("/vao")
    phone.go(given)
    phone.write("4 số", "2846")
    phone.go("Vào")
    sent(phone)
    assert len(phone.events()) == before + 1


def test_a_full_phone_sends_the_plain_form(phones: Phones) -> None:
    phone = phones(script=FULL)
    phone.open("/thu/tin-lua-dao")
    phone.go("Đáng ngờ")
    phone.sees("Bạn đã nhận ra")


def test_what_is_kept_leaves_with_its_owner(phone: Phone, cards: dict[str, str]) -> None:
    """On a shared phone the pages that one person has read are not shown to the next one."""
    card = next(cards)
    walks.begin(phone)
    walks.claim_by_card(phone, card["code"])
    seen(phone, "/hom-nay")
    phone.go("Không phải tôi")
    phone.go("Thoát")
    with without_network(phone):
        phone.open("/hom-nay")
        phone.sees("Trang này chưa có trên máy")
        assert card["name"].split()[-1] not in phone.page.locator("header").inner_text()
