"""By keyboard alone: the first task, an exercise, an official's list and import, with the focus always visible."""

from __future__ import annotations

from tests.journeys import walks
from tests.journeys.conftest import LARGE, Phones
from tests.journeys.phone import Phone
from tests.journeys.place import Place

# What is focused, and whether one sees it: an outline on it, or on the mark of a hidden radio beside it.
FOCUSED = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) { return null; }
  const shown = one.matches('input[type=radio], input[type=checkbox]') ? one.nextElementSibling : one;
  const style = getComputedStyle(shown);
  const box = shown.getBoundingClientRect();
  return {
    words: (one.closest('label') || one).innerText.trim() || one.getAttribute('aria-label') || '',
    seen: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 && box.width > 0,
    covered: box.bottom > innerHeight || box.top < 0,
  };
}"""


MOST_TABS = 40
UNIT = "CĐCS Công ty May Bến Nứa"


def tab_to(phone: Phone, words: str) -> None:
    """Press Tab until what bears these words is focused; everything passed on the way must be seen."""
    for _ in range(MOST_TABS):
        phone.page.keyboard.press("Tab")
        focused = phone.page.evaluate(FOCUSED)
        if focused is None:
            continue
        assert focused["seen"], f"the focus is not seen on “{focused['words']}”"
        assert not focused["covered"], f"the focus is outside the screen on “{focused['words']}”"
        if focused["words"].startswith(words):
            return
    raise AssertionError(f"Tab does not reach “{words}”")


def tab_to_field(phone: Phone, name: str) -> None:
    """Press Tab until the field of this name is focused."""
    for _ in range(MOST_TABS):
        phone.page.keyboard.press("Tab")
        if phone.page.evaluate("document.activeElement.name") == name:
            return
    raise AssertionError(f"Tab does not reach the field {name}")


def enter(phone: Phone, key: str = "Enter") -> None:
    """Press a key that leads to another page."""
    with phone.page.expect_navigation():
        phone.page.keyboard.press(key)


def test_the_first_task_by_keyboard(phone: Phone) -> None:
    phone.open("/")
    phone.page.keyboard.press("Tab")
    assert phone.page.evaluate(FOCUSED)["words"] == "Đến phần chính"
    tab_to(phone, "Bắt đầu")
    enter(phone)
    tab_to(phone, "Đáng ngờ")
    enter(phone, "Space")
    phone.sees("Bạn đã nhận ra")
    tab_to(phone, "Tiếp")
    enter(phone)
    tab_to(phone, "Để sau")
    enter(phone)
    phone.sees("Bạn muốn làm được việc gì trước?")


def test_an_exercise_by_keyboard(phone: Phone) -> None:
    walks.begin(phone)
    phone.open("/lam/kns.4.3/bank-sms-first-move")
    radios = [each.inner_text() for each in phone.page.locator("label.choice").all()]
    tab_to(phone, radios[0])
    for _ in range(radios.index("Gọi số in ở mặt sau thẻ ngân hàng.")):
        phone.page.keyboard.press("ArrowDown")
    phone.page.keyboard.press("Space")
    tab_to(phone, "Trả lời")
    enter(phone)
    phone.sees("Đúng rồi")


def test_enter_on_a_chosen_line_answers_and_never_says_that_one_does_not_know(phone: Phone) -> None:
    walks.begin(phone)
    phone.open("/lam/kns.4.3/stop-demands")
    first = phone.page.locator("label.choice").first.inner_text()
    tab_to(phone, first)
    phone.page.keyboard.press("Space")
    enter(phone)
    assert phone.heading != "Không sao"
    assert "choices" in phone.events()[0]["response"]


def test_an_official_reads_a_list_in_by_keyboard(officials: Phones) -> None:
    desk = officials("hanh.demo", size=LARGE)
    desk.open("/cb/nhap")
    tab_to(desk, "Dán từ Zalo hoặc Excel")
    desk.page.keyboard.press("Enter")
    desk.page.keyboard.press("Tab")
    desk.page.keyboard.type("Đặng Thị Bàn Phím 0100 555 131")
    tab_to(desk, "Đọc phần đã dán")
    enter(desk)
    tab_to(desk, "Nhập 1 người")
    enter(desk)
    desk.sees("Đã thêm 1 người")
    tab_to(desk, "Hoàn tác")
    enter(desk)
    desk.sees("Đã hoàn tác danh sách")


def test_an_official_finds_a_person_by_keyboard(officials: Phones, site: Place) -> None:
    name = next(each["name"] for each in site.demo["cards"] if UNIT in each["unit"])
    desk = officials("hanh.demo", size=LARGE)
    desk.open("/cb/nguoi")
    tab_to_field(desk, "tim")
    desk.page.keyboard.type(name)
    enter(desk)
    tab_to(desk, name)
    enter(desk)
    assert desk.heading == name
