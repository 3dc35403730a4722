"""Whatever is typed or mistyped gets a clear page, and never an error of ours."""

from __future__ import annotations

import json
import unicodedata

from playwright.sync_api import expect

from tests.journeys import walks
from tests.journeys.phone import Phone
from tests.journeys.yesterday import RETIRED

OF_YESTERDAY = """(form, asked) => {
  form.setAttribute('data-content', asked.content);
  form.setAttribute('data-version', asked.version);
  form.querySelector('input[type=radio]').value = asked.choice;
}"""
NEVER_STORED = "01a20000-0000-7000-8000-000000000000"
ODD = {
    "five thousand characters": "làm sao biết tin nhắn lừa đảo " * 167,
    "emoji": "😀🎉 tin này 👍🏽 thật không 🇻🇳",
    "decomposed marks": unicodedata.normalize("NFD", "làm sao biết tin nhắn lừa đảo"),
    "html": "<img src=x onerror=alert(1)><script>alert(2)</script> tin nhắn lạ",
    "sql": "'; DROP TABLE learning_event; -- \" OR 1=1",
    "template": "{{ 7 * 7 }} {% raise %} ${7*7} %(name)s {0}",
    "controls": "tin\u0000 \u202e nhắn \u200b\ufeff lạ",
}


def test_odd_questions_are_answered_or_refused_in_words(phone: Phone) -> None:
    for kind, text in ODD.items():
        phone.open("/hoi")
        phone.page.locator("#q").evaluate("(field, text) => { field.value = text; }", text)
        phone.go("Hỏi")
        assert phone.path == "/hoi", kind
        expect(phone.page.locator("main h1")).not_to_have_text("")
        assert phone.page.locator("main img, main script").count() == 0, kind
        if kind == "five thousand characters":
            phone.sees("1.500")
        if kind == "decomposed marks":
            phone.sees("Ba câu hỏi trước khi tin một tin nhắn")


def test_odd_searches_find_nothing_in_words(phone: Phone) -> None:
    walks.begin(phone)
    for kind, text in ODD.items():
        phone.open("/ky-nang")
        phone.page.locator("#tim").evaluate("(field, text) => { field.value = text; }", text[:1500])
        phone.goes(phone.page.get_by_role("button", name="Tìm"))
        assert phone.path == "/ky-nang", kind
        phone.sees("Tất cả kỹ năng")
        assert phone.page.locator("main img, main script").count() == 0, kind


def test_an_empty_question_is_told_so(phone: Phone) -> None:
    phone.open("/hoi")
    phone.go("Hỏi")
    phone.sees("Bạn gõ câu hỏi trước đã.")


def test_skills_are_found_with_and_without_marks(phone: Phone) -> None:
    walks.begin(phone)
    for typed in ("thu dien tu", "THƯ ĐIỆN TỬ", unicodedata.normalize("NFD", "thư điện tử")):
        phone.open("/ky-nang")
        phone.page.locator("#tim").fill(typed)
        phone.page.keyboard.press("Enter")
        expect(phone.page.locator("ul.tasks li")).to_have_count(1)
        phone.sees("Sử dụng thư điện tử")
    phone.open("/ky-nang?tim=khong-co-gi-nhu-the")
    phone.sees("Không thấy “khong-co-gi-nhu-the”")


WRONG = (
        "/lam/kns.4.3/khong-co", "/lam/kns.99.9/khong-co", "/bai/kns.4.3/three-questions/khong-co", "/ky-nang/kns.99.9",
        "/thu/khong-co", "/p/khong-co", "/khong/co", "/cb/khong-co", "/lam/kns.4.3/%00", "/hoi/giup/khong-phai-id",
)  # fmt: skip


def test_old_or_mistyped_addresses_say_so(phone: Phone) -> None:
    for path in WRONG:
        phone.open(path)
        phone.sees("Không có trang này", "Bạn không mất gì", "Về trang đầu")
    phone.go("Về trang đầu")
    phone.sees("Bắt đầu")


def test_a_result_that_is_not_mine_leads_to_today(phone: Phone) -> None:
    walks.begin(phone)
    for event in (NEVER_STORED, "khong-phai-id", "'; DROP", "1"):
        phone.open(f"/ket-qua/{event}")
        phone.sees("Bài hôm nay")
        phone.open(f"/thu/tin-lua-dao/{event}")
        phone.sees("Tin nhắn này thế nào?")
        phone.open(f"/lam/kns.4.3/bank-sms-first-move?p={event}&k=99&goi-y=x")
        phone.sees("Chị nên làm gì trước?")


def test_a_question_retired_since_yesterday_is_still_marked(phone: Phone) -> None:
    """A phone that kept the page answers what it shows; the site no longer shows it to others."""
    version = json.loads((phone.place.data / "yesterday.json").read_text())["version"]
    walks.begin(phone)
    phone.open(f"/lam/{RETIRED}")
    phone.sees("Không có trang này")
    phone.open("/lam/kns.4.3/bank-sms-first-move")
    phone.page.locator("#answer").evaluate(OF_YESTERDAY, {"content": RETIRED, "version": version, "choice": "carrier"})
    phone.page.locator("label.choice").first.click()
    phone.go("Trả lời")
    phone.sees("Đúng rồi", "Người ấy biết thư từ đâu tới.")
    phone.go("Tiếp")
    phone.sees("Bài hôm nay")


def test_a_question_that_never_was_is_refused_in_words(phone: Phone) -> None:
    walks.begin(phone)
    phone.open("/lam/kns.4.3/bank-sms-first-move")
    phone.page.locator("#answer").evaluate("form => form.setAttribute('data-content', 'kns.4.3/never-was')")
    phone.choose("Gọi số in ở mặt sau thẻ ngân hàng.")
    phone.tap("Trả lời")
    phone.sees("Câu này đã được thay.")
    assert phone.waiting() == [] and phone.events() == []


def test_half_an_answer_asks_for_the_rest_and_is_then_taken(phone: Phone) -> None:
    walks.begin(phone)
    phone.open("/lam/kns.4.3/thirty-minutes")
    phone.tap("Trả lời")
    phone.sees("Bạn chưa chọn.")
    phone.choose("Đúng")
    phone.tap("Trả lời")
    phone.sees("Bạn chưa chọn.")
    walks.give_any_answer(phone)
    assert phone.path.startswith("/ket-qua/")
    assert len(phone.events()) == 1


def test_a_batch_half_valid_keeps_the_good_half(phone: Phone) -> None:
    walks.begin(phone)
    phone.open("/lam/kns.4.3/bank-sms-first-move")
    phone.is_cut = True
    phone.context.set_offline(True)
    phone.choose("Gọi số in ở mặt sau thẻ ngân hàng.")
    phone.tap("Trả lời")
    phone.sees("Lưu trên máy: 1")
    good = phone.waiting()[0]
    bad = [{**good, "id": NEVER_STORED, "counter": good["counter"] + 1, "content_id": "kns.4.3/never-was"}, {"id": 7}]
    results = phone.post_events([*bad, good])
    assert [each["status"] for each in results] == ["refused", "refused", "stored"]
    phone.context.set_offline(False)
    expect(phone.page.locator("#outbox")).to_have_class("chip sent")
    assert len(phone.events()) == 1


def test_pages_that_only_take_forms_do_not_break(phone: Phone) -> None:
    walks.begin(phone)
    for path in ("/doi-bai", "/biet-roi/kns.4.3", "/toi/du-lieu/ten", "/hoi/xoa"):
        answer = phone.context.request.get(phone.place.address + path)
        assert answer.status in {200, 405}, path
