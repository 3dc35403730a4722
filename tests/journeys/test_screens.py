"""Every screen: accessible by WCAG 2.2 AA and best practice, large enough for a thumb, never wider than the phone,
and every word of it in the language that was chosen.
"""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from playwright.sync_api import expect

from tests.journeys import screens, walks
from tests.journeys.conftest import LARGE, SMALL, Phones
from tests.journeys.languages import catalogue, strangers
from tests.journeys.phone import Phone
from tests.journeys.yesterday import NEW_OFFICIALS


def look(phone: Phone, walk: Iterable[str], *, least: int = screens.LEARNER_TARGET) -> None:
    """Go along a walk, look at each screen, and tell everything that is wrong in one go."""
    found = []
    for name in walk:
        phone.shot(name)
        found += screens.faults(phone, name, least=least)
        found += [f"{name}: {each}" for each in strangers(screens.spoken(phone.page), "vi")]
    assert not found, "\n".join(found)


def test_the_first_minutes(phone: Phone) -> None:
    look(phone, screens.first_minutes(phone))


def test_exercises_of_every_kind(phone: Phone) -> None:
    look(phone, screens.exercises(phone))


def test_hubs(phone: Phone) -> None:
    look(phone, screens.hubs(phone))


def test_the_assistant(phone: Phone) -> None:
    look(phone, screens.asking(phone))


def test_claiming_and_coming_back(phone: Phone, cards: dict[str, str]) -> None:
    look(phone, screens.claiming(phone, next(cards)["code"]))


def test_errors(phone: Phone) -> None:
    look(phone, screens.errors(phone))


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["phone", "PC"])
def test_officials(officials: Phones, size: dict[str, int]) -> None:
    desk = officials("hanh.demo", size=size)
    least = screens.LEARNER_TARGET if size == SMALL else screens.OFFICIAL_TARGET
    look(desk, screens.desk(desk), least=least)


def test_a_province_on_a_pc(officials: Phones) -> None:
    desk = officials("thuan.demo", size=LARGE)
    look(desk, ["O3-province"], least=screens.OFFICIAL_TARGET)


def test_setting_up_the_second_factor(phone: Phone) -> None:
    look(phone, screens.second_factor(phone, NEW_OFFICIALS[1]["username"], NEW_OFFICIALS[1]["password"]))


def test_dark_and_strong_contrast(phone: Phone) -> None:
    walks.begin(phone)
    found = []
    for theme in ("dark", "contrast"):
        phone.open(f"/giao-dien/{theme}?ve=/toi")
        for path in ("/ky-nang", "/bai/kns.4.3/three-questions/who-sent-it", "/lam/kns.4.3/bank-sms-first-move?goi-y=2",
                     "/toi"):  # fmt: skip
            phone.open(path)
            expect(phone.page.locator("html")).to_have_attribute("data-theme", theme)
            name = f"{theme}-{path.split('/')[1].split('?')[0]}"
            phone.shot(name)
            found += screens.faults(phone, name)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("walk", ["first_minutes", "asking", "hubs"])
def test_english_has_no_vietnamese_words_of_the_interface(phone: Phone, walk: str) -> None:
    phone.open("/")
    phone.go("EN")
    phone.sees("Start", "I have an account", "It is not the national platform")
    found = []
    for name in getattr(screens, walk)(phone):
        expect(phone.page.locator("html")).to_have_attribute("lang", "en")
        phone.shot(f"en-{name}")
        found += [f"{name}: {each}" for each in strangers(screens.spoken(phone.page), "en")]
        found += [f"{name}: 320 px {wide}" for wide in [phone.page.evaluate(screens.SIDEWAYS)] if wide]
    assert not found, "\n".join(found)


def test_a_learner_changes_the_language_back(phone: Phone) -> None:
    walks.begin(phone)
    phone.open("/toi")
    phone.go("English")
    phone.sees("My data", "Leave this phone")
    phone.go("Tiếng Việt")
    phone.sees("Dữ liệu của tôi")


def test_the_scan_knows_an_untranslated_text_when_it_sees_one() -> None:
    assert len(catalogue()) > 400
    assert strangers(["Save my results", "Còn khoảng 3 câu", "Bấm Next", "OTP", "iPhone"], "vi") == [
        "“Save my results” is not vi", "English in “Bấm Next”",
    ]  # fmt: skip
    assert strangers(["Lưu kết quả", "Còn khoảng 3 câu", "Thư có tệp gửi kèm."], "en") == [
        "“Lưu kết quả” is not en", "“Còn khoảng 3 câu” is not en",
    ]  # fmt: skip
