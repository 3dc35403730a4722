"""The answer said again by a language model, as it streams in; and the lesson's answer alone when that fails."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from hocvuso.evaluation import scripted_model as play
from tests.journeys import place, screens, walks
from tests.journeys.conftest import SMALL
from tests.journeys.phone import WATCH_POLICY, Phone

TOLD = "Bạn đọc hết tin, chưa bấm gì."
MADE_UP = "Bạn gọi số 1900 0000."
NEXT = "Bạn tìm việc họ muốn bạn làm."
ASK = "lam sao biet tin nhan lua dao"


@pytest.fixture(scope="module")
def model() -> Iterator[play.Server]:
    """The model: it may be slow, stop or lie, as each test wants."""
    with play.serving(play.says(f"{TOLD} [1] {MADE_UP} [1] {NEXT} [1]")) as server:
        yield server


@pytest.fixture(scope="module")
def clever(model: play.Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[place.Place]:
    """A site with that model."""
    data = tmp_path_factory.mktemp("clever")
    settings = {"LLM_BASE_URL": model.url, "LLM_MODEL": "thu-nghiem", "LLM_TIMEOUT_FIRST_TOKEN": "2", "LLM_TOOLS": "1"}
    with place.running(data, data.with_name("clever.log"), **settings) as running:
        yield running


@pytest.fixture
def visitor(browser: Browser, clever: place.Place) -> Iterator[Phone]:
    """A phone at that site."""
    context = browser.new_context(viewport=SMALL, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh")
    context.set_default_timeout(45_000)
    context.add_init_script(WATCH_POLICY)
    phone = Phone(context, clever)
    yield phone
    assert not phone.troubles, phone.troubles
    context.close()


def ask(phone: Phone) -> None:
    phone.open("/hoi")
    phone.page.locator("#q").fill(ASK)
    screens.press(phone, "form.ask button")
    phone.sees("Đọc hết tin, chưa bấm gì.")


def test_it_streams_in_sentence_by_sentence_and_what_is_made_up_is_not_there(
    visitor: Phone, model: play.Server
) -> None:
    model.script[:] = [play.says(f"{TOLD} [1] {MADE_UP} [1] {NEXT} [1] Đọc hết tin. [1]", gap=0.1)]
    walks.begin(visitor)
    ask(visitor)
    told = visitor.page.locator("#reword .told")
    expect(told).to_contain_text(TOLD)
    assert NEXT not in told.inner_text(), "it came at once"
    expect(visitor.page.get_by_role("button", name="Dừng")).to_be_visible()
    expect(told).to_contain_text(NEXT)
    expect(visitor.page.get_by_role("button", name="Dừng")).to_be_hidden()
    assert "1900" not in told.inner_text()
    assert set(told.locator("a").all_inner_texts()) == {"[1]"}, "one place of the lesson has one number"
    visitor.shot("ask-reworded")
    assert not screens.faults(visitor, "reworded")
    told.locator("a").first.click()
    visitor.page.wait_for_url("**/bai/kns.4.3/**")


def test_what_the_model_offers_is_a_button_to_press(visitor: Phone, model: play.Server) -> None:
    wants = play.calls(("start_practice", '{"step": "kns.4.3/three-questions#who-sent-it"}'), ("ask_human", "{}"))
    model.script[:] = [wants, play.says(f"{TOLD} [1] {NEXT} [1]")]
    walks.begin(visitor)
    ask(visitor)
    practise = visitor.page.locator("#reword a.b2", has_text="Làm thử ngay")
    expect(practise).to_be_visible()
    expect(visitor.page.locator("#reword a.b2", has_text="Gặp người giúp")).to_be_visible()
    visitor.shot("ask-reworded-offers")
    assert not screens.faults(visitor, "reworded-offers")
    practise.click()
    visitor.page.wait_for_url("**/lam/kns.4.3/**")


def test_stop_keeps_what_is_there(visitor: Phone, model: play.Server) -> None:
    model.left.clear()
    model.script[:] = [play.says(f"{TOLD} [1] " + f"{NEXT} [1] " * 40, gap=0.1)]
    walks.begin(visitor)
    ask(visitor)
    told = visitor.page.locator("#reword .told")
    expect(told).to_contain_text(TOLD)
    visitor.page.get_by_role("button", name="Dừng").click()
    before = told.inner_text()
    assert model.left.wait(10), "the model went on for nobody"
    assert told.inner_text() == before


@pytest.mark.parametrize("reply", [play.refuses(500), play.hangs(3), play.says(f"{MADE_UP} [1]")])
def test_the_lessons_answer_stands_alone(visitor: Phone, model: play.Server, reply: play.Reply) -> None:
    model.script[:] = [reply]
    walks.begin(visitor)
    ask(visitor)
    expect(visitor.page.locator("#reword button")).to_have_attribute("hidden", "")  # it has ended
    expect(visitor.page.locator("#reword")).to_be_hidden()


def test_switched_off_nothing_is_asked(visitor: Phone, model: play.Server) -> None:
    walks.begin(visitor)
    visitor.open("/hoi")
    visitor.go("Tắt mô hình AI")
    count = len(model.asked)
    ask(visitor)
    expect(visitor.page.locator("#reword")).to_have_count(0)
    visitor.go("Bật mô hình AI")
    assert len(model.asked) == count


def test_without_script_the_answer_is_whole(browser: Browser, clever: place.Place, model: play.Server) -> None:
    context = browser.new_context(viewport=SMALL, locale="vi-VN", java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{clever.address}/hoi?q={ASK.replace(' ', '+')}")
    expect(page.get_by_text("Đọc hết tin, chưa bấm gì.")).to_be_visible()
    context.close()
