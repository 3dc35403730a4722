"""Pictures of steps in a real browser: seen, nothing jumps, thrift waits for a tap, there again without a network."""

from __future__ import annotations

import pytest
from playwright.sync_api import Route, expect

from tests.journeys.conftest import Phones
from tests.journeys.phone import Phone
from tests.journeys.test_no_network import seen, without_network

STEP = "/bai/kns.4.3/three-questions/block-and-report"
COLD = 60 * 1024  # foundations 3: a step with its picture, headers and all
PATIENCE = 300_000  # nothing is judged by time: this only ends a journey that stands still
LOADED = "() => { const image = document.querySelector('img.drawn'); return image.complete && image.naturalWidth > 0; }"


@pytest.mark.parametrize("size", [{"width": 360, "height": 640}, {"width": 1280, "height": 800}])
def test_the_picture_is_seen_and_nothing_jumps(phones: Phones, size: dict[str, int]) -> None:
    phone = phones(size=size, service_workers="block")
    held: list[Route] = []
    phone.page.route("**/hinh/**", lambda route: held.append(route))
    phone.page.goto(phone.place.address + STEP, wait_until="domcontentloaded")
    below = phone.page.locator("#m .body")
    before = below.bounding_box()
    phone.page.wait_for_timeout(300)
    for each in held:
        each.continue_()
    phone.page.wait_for_function(LOADED)
    assert before is not None and below.bounding_box() == before
    box = phone.page.locator("img.drawn").bounding_box()
    assert box is not None and box["width"] >= 300 and box["y"] + box["height"] <= size["height"]
    assert phone.page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    phone.shot("step-with-picture")


def test_the_first_visit_of_a_step_with_its_picture_is_light(phones: Phones) -> None:
    # The script makes it a browser profile of its own: one that another journey used has the picture in its memory.
    phone = phones(service_workers="block", script="/* never here before */")
    with phone.page.expect_request_finished(lambda one: "/hinh/" in one.url, timeout=PATIENCE):
        phone.page.goto(phone.place.address + STEP, timeout=PATIENCE)
        phone.page.locator("img.drawn").scroll_into_view_if_needed(timeout=PATIENCE)  # fetched when it comes near
    came = {one.url: one.sizes() for one in phone.requests}  # waits for each to have come whole
    bytes_of = {url: each["responseHeadersSize"] + each["responseBodySize"] for url, each in came.items()}
    (picture,) = [url for url in came if "/hinh/" in url]
    assert came[picture]["responseBodySize"] > 0 and len(came) > 2, bytes_of
    assert sum(bytes_of.values()) <= COLD, bytes_of


def test_who_saves_data_fetches_it_with_a_tap(phones: Phones, site) -> None:
    phone = phones(cookies=[{"name": "hvs_pictures", "value": "tap", "url": site.address}])
    phone.open(STEP)
    phone.sees("Xem hình")
    assert not [each for each in phone.requests if "/hinh/" in each.url]
    phone.tap("Xem hình")
    phone.page.wait_for_function(LOADED)
    expect(phone.page.locator("img.drawn")).to_be_visible()


def test_without_scripts_the_picture_is_there_and_the_tap_too(phones: Phones, site) -> None:
    phone = phones(java_script_enabled=False)
    phone.open(STEP)
    expect(phone.page.locator("img.drawn")).to_be_visible()
    phone.context.add_cookies([{"name": "hvs_pictures", "value": "tap", "url": site.address}])
    phone.open(STEP)
    expect(phone.page.locator("img.drawn")).to_be_hidden()
    phone.tap("Xem hình")
    expect(phone.page.locator("img.drawn")).to_be_visible()


def test_the_picture_is_there_again_without_a_network(phone: Phone) -> None:
    phone.open("/ky-nang")
    phone.page.evaluate("navigator.serviceWorker.ready")
    seen(phone, STEP)
    phone.page.wait_for_function(LOADED)
    seen(phone, STEP)
    with without_network(phone):
        phone.open(STEP)
        phone.page.wait_for_function(LOADED)


def test_the_dark_picture_is_dark(phones: Phones, site) -> None:
    phone = phones(cookies=[{"name": "hvs_theme", "value": "dark", "url": site.address}])
    phone.open(STEP)
    phone.page.wait_for_function(LOADED)
    assert ".dark.svg" in str(phone.page.locator("img.drawn").get_attribute("src"))
    phone.shot("step-with-picture-dark")


@pytest.mark.parametrize("size", [{"width": 360, "height": 640}, {"width": 1280, "height": 800}])
def test_the_page_of_a_skill_is_found_and_fetched(phones: Phones, size: dict[str, int]) -> None:
    phone = phones(size=size)
    phone.open("/ky-nang/kns.4.3")
    phone.sees("Tờ một trang về kỹ năng này", "Tờ A4", "Ảnh để gửi")
    assert phone.page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    phone.shot("skill-with-leaflet")
    phone.open("/to-roi")
    phone.shot("leaflets")
    with phone.page.expect_download() as fetched:
        phone.tap("Tờ A4")
    assert fetched.value.suggested_filename.endswith(".pdf")
