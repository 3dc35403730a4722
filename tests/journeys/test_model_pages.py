"""What authors see of the learner model, and what a learner decides about it on her own pages."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.journeys import screens, walks
from tests.journeys.conftest import LARGE, SMALL, Phones
from tests.journeys.phone import Phone

SIZES = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["phone", "PC"])


def sound(desk: Phone, name: str, *, least: int = screens.OFFICIAL_TARGET) -> None:
    assert screens.faults(desk, name, least=least) == []
    desk.shot(name)


@SIZES
def test_an_author_tries_the_entry_test_and_hands_the_run_on(officials: Phones, size: dict[str, int]) -> None:
    desk = officials("thao.demo", size=size)
    desk.open("/cb/tac-gia/thu-dau-vao")
    sound(desk, "model-rehearsal")
    desk.page.locator("select[name=g4]").select_option("manh")
    desk.page.locator("select[name=loai]").select_option("day-du")
    desk.page.locator("input[name=hat]").fill("31")
    desk.page.get_by_role("button", name="Chạy thử").click()
    desk.sees("Từng câu một", "Kết luận và sự thật")
    assert "hat=31" in desk.page.url and "g4=manh" in desk.page.url
    heading = desk.page.locator("h1").inner_text()
    sound(desk, "model-rehearsal-full")
    desk.open(desk.page.url.partition("/cb/")[1] + desk.page.url.partition("/cb/")[2])
    assert desk.page.locator("h1").inner_text() == heading


@SIZES
def test_an_author_reads_why_a_lesson_was_chosen(officials: Phones, size: dict[str, int]) -> None:
    desk = officials("thao.demo", size=size)
    desk.open("/cb/tac-gia/vi-sao")
    desk.sees("cho xem", "bịa ra để thử")
    sound(desk, "model-reasons")
    desk.page.locator("main .tasks a").first.click()
    desk.sees("đang dùng", "Người học đọc thấy")
    sound(desk, "model-reasons-one")


@SIZES
def test_an_author_sees_whether_predictions_hold(officials: Phones, size: dict[str, int]) -> None:
    desk = officials("thao.demo", size=size)
    desk.open("/cb/tac-gia/doan-trung")
    expect(desk.page.locator("h1")).to_have_text(re.compile("Máy đoán|Chưa đủ dữ liệu"))
    sound(desk, "model-foretelling")
    desk.open("/giao-dien/dark?ve=/cb/tac-gia/doan-trung")
    sound(desk, "model-foretelling-dark")


def test_a_learner_sees_what_is_believed_and_lets_authors_look(phones: Phones, cards: Iterator[dict[str, str]]) -> None:
    phone = phones()
    walks.begin(phone)
    phone.open("/tien-bo")
    phone.sees("Hệ thống nghĩ bạn đã biết")
    sound(phone, "model-progress", least=screens.LEARNER_TARGET)
    phone.open("/dau-vao/ket-qua")
    phone.sees("Chưa đủ dữ liệu", "Làm bài đầy đủ")
    sound(phone, "model-found", least=screens.LEARNER_TARGET)
    phone.page.get_by_role("link", name="Làm bài đầy đủ").click()
    assert phone.path == "/dau-vao/day-du"
    for _ in range(4):
        walks.give_any_answer(phone)
    assert {each["context"] for each in phone.events() if each["kind"] == "answer"} == {"full"}
    phone.open("/dau-vao/ket-qua")
    phone.sees("Làm tiếp bài đầy đủ")
    walks.claim_by_card(phone, next(cards)["code"])
    walks.agree(phone)
    phone.open("/toi/du-lieu")
    row = phone.page.locator("form.sw", has_text="xem vì sao tôi được mời học bài nào")
    row.get_by_role("button").click()
    phone.sees("số của tôi là")
    sound(phone, "model-my-data", least=screens.LEARNER_TARGET)
    row.get_by_role("button").click()
    expect(row.get_by_role("button")).to_contain_text("Đồng ý")
