"""In which form a lesson opens, on a small screen: chosen and kept, light where data is saved, also without scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys import walks
from tests.journeys.conftest import LARGE, SMALL, Phones
from tests.journeys.phone import Phone
from tests.journeys.test_no_network import without_network

SAVING = "Object.defineProperty(navigator, 'connection', { value: { saveData: true, effectiveType: '4g' } });"


def begin(phone: Phone) -> None:
    """Begin, and choose letters: without a choice the lot opens the lesson of one learner in twenty to listen."""
    walks.begin(phone)
    phone.open("/chon")
    phone.go("Chữ và hình")
    phone.open("/hom-nay")


def ways_open(phone: Phone) -> None:
    """Open the ways of learning; a page that the service worker has just renewed shows them folded again."""
    for _ in range(5):  # whoever comes after fails in words where they never stay open
        if phone.named("Nghe").count():
            return
        phone.tap("Đổi cách học")
        phone.page.wait_for_timeout(300)


@pytest.mark.parametrize("size", [SMALL, LARGE])
def test_listening_is_chosen_kept_and_given_back(phones: Phones, size: dict[str, int]) -> None:
    phone = phones(size=size)
    begin(phone)
    ways_open(phone)
    phone.shot("form-today-open")
    phone.go("Nghe")
    phone.sees("Mở để nghe vì bạn đã chọn cách này.")
    phone.shot("form-today-chosen")
    phone.page.reload()
    phone.sees("Mở để nghe vì bạn đã chọn cách này.")
    phone.go("Học bài này")
    assert phone.path.startswith("/bai-giang/")
    phone.sees("Đổi cách học", "Tiếp")
    phone.shot("form-lecture")
    phone.go("Đọc bài bằng chữ")
    assert phone.path.startswith("/bai/")
    phone.shot("form-step")
    phone.open("/chon")
    expect(phone.page.locator("button[name=form][aria-current]")).to_contain_text("Nghe")
    phone.shot("form-prefer")
    phone.go("Tự chọn giúp tôi")
    phone.open("/tien-bo")
    phone.open("/hom-nay")
    phone.misses("bạn đã chọn cách này")
    phone.open("/tien-bo")
    phone.sees("Bài mở theo cách nào")
    phone.shot("form-progress")
    assert phone.page.evaluate("document.documentElement.scrollWidth") <= size["width"]


def test_a_phone_that_saves_data_is_given_letters_and_told_why(phones: Phones) -> None:
    phone = phones(script=SAVING)
    walks.begin(phone)
    phone.open("/ky-nang")  # the page notes what the browser says of its link
    phone.open("/hom-nay")
    phone.sees("Mở bằng chữ và hình vì máy đang tiết kiệm dữ liệu.")
    phone.shot("form-saving")


def test_without_scripts_it_is_chosen_and_the_words_are_there(phones: Phones) -> None:
    phone = phones(java_script_enabled=False)
    begin(phone)
    phone.tap("Đổi cách học")
    phone.go("Chữ dễ đọc")
    phone.go("Học bài này")
    phone.sees("Đọc bản đầy đủ")
    assert phone.path.startswith("/bai/")
    phone.tap("Đổi cách học")
    phone.go("Nghe")
    assert phone.path.startswith("/bai-giang/")
    assert len(phone.page.locator("#said p").all_inner_texts()) > 5
    phone.open("/hom-nay")
    phone.sees("Mở để nghe vì bạn đã chọn cách này.")


def test_without_a_link_who_listens_is_given_the_letters_that_are_on_the_phone(phones: Phones) -> None:
    phone = phones()
    begin(phone)
    phone.page.evaluate("navigator.serviceWorker.ready")
    phone.tap("Đổi cách học")
    phone.go("Nghe")
    letters = str(phone.named("Học bài này").get_attribute("data-letters"))
    phone.page.wait_for_function("address => caches.match(address).then(Boolean)", arg=letters)
    with without_network(phone):
        phone.go("Học bài này")
        assert phone.path.startswith("/bai/")
        phone.sees("Bước 1 trong")
