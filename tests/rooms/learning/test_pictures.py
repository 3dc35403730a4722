"""The pictures of steps on the learner's pages: with words instead, room kept, theme, thrift, kept for ever."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from hocvuso.core import drawing
from hocvuso.core.drawing import palette
from hocvuso.curriculum import queries as curriculum
from hocvuso.learning import picturing

pytestmark = pytest.mark.django_db
STEP = "/bai/kns.4.3/three-questions/block-and-report"
IMAGE = re.compile(
    r'<img class="drawn" src="(/hinh/[^"]+)" width="(\d+)" height="(\d+)" loading="lazy" decoding="async" alt="([^"]+)"'
)


def image(page: str) -> tuple[str, str, str, str]:
    found = IMAGE.search(page)
    assert found is not None, page
    return found[1], found[2], found[3], found[4]


def test_a_step_shows_its_picture_with_its_size_and_words(site: Client) -> None:
    step = curriculum.current().steps["kns.4.3/three-questions#block-and-report"]
    assert step.picture is not None
    url, width, height, alt = image(site.get(STEP).content.decode())
    made = drawing.drawing(step.picture.draw)
    assert (int(width), int(height), alt) == (made.width, made.height, step.picture.alt)
    answer = site.get(url)
    assert answer.headers["Content-Type"] == "image/svg+xml"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.content.decode() == drawing.svg(step.picture.draw, step.picture.alt)


def test_an_old_name_gives_todays_picture_and_is_not_kept(site: Client) -> None:
    url = image(site.get(STEP).content.decode())[0]
    old = re.sub(r"[0-9a-f]{12}", "0" * 12, url)
    assert site.get(old).content == site.get(url).content
    assert site.get(old).headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_a_chosen_theme_reaches_the_picture(site: Client, theme: str) -> None:
    site.cookies["hvs_theme"] = theme
    url = image(site.get(STEP).content.decode())[0]
    assert url.endswith(f".{theme}.svg")
    body = site.get(url).content.decode()
    assert palette.THEMES[theme]["cloth-tint"] in body and "@media" not in body


def test_without_a_choice_the_phone_decides(site: Client) -> None:
    site.cookies["hvs_theme"] = "pink"
    body = site.get(image(site.get(STEP).content.decode())[0]).content.decode()
    assert "@media(prefers-color-scheme:dark)" in body and "@media(prefers-contrast:more)" in body


def test_the_policy_of_a_picture_allows_its_own_style_only(site: Client) -> None:
    import base64
    import hashlib

    answer = site.get(image(site.get(STEP).content.decode())[0])
    style = re.search(r"<style>(.*?)</style>", answer.content.decode())
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    policy = answer.headers["Content-Security-Policy"]
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; frame-ancestors 'none'"


def test_who_saves_data_taps_first(site: Client) -> None:
    for given in ({"HTTP_SAVE_DATA": "on"}, {}):
        if not given:
            site.cookies[picturing.COOKIE] = picturing.ON_TAP
        page = site.get(STEP, **given).content.decode()
        inside = page.partition('<details class="later">')[2].partition("</details>")[0]
        assert IMAGE.search(inside) and "Xem hình · 2 KB" in inside
    del site.cookies[picturing.COOKIE]
    assert '<details class="later">' not in site.get(STEP).content.decode()


def test_thrift_is_chosen_and_taken_back_on_the_page_of_choices(site: Client) -> None:
    site.post("/thu/tin-lua-dao", {"verdict": "suspicious", "id": "019a0000-0000-7000-8000-000000000001"})
    assert "Hiện ngay" in site.get("/chon").content.decode()
    site.post("/chon", {"pictures": "tap", "ve": STEP})
    assert site.cookies[picturing.COOKIE].value == "tap"
    assert '<details class="later">' in site.get(STEP).content.decode()
    site.post("/chon", {"pictures": "shown", "ve": STEP})
    assert '<details class="later">' not in site.get(STEP).content.decode()


@pytest.mark.parametrize("wrong", ["kns.4.3/three-questions/nothing/000000000000.auto", "kns.4.3/x/y/000000000000.auto",
                                   "kns.4.3/three-questions/block-and-report/000000000000.pink"])  # fmt: skip
def test_what_is_not_there_is_not_drawn(site: Client, wrong: str) -> None:
    assert site.get(f"/hinh/{wrong}.svg").status_code == 404


def test_every_shipped_step_has_a_light_picture(site: Client) -> None:
    steps = curriculum.current().steps.values()
    assert len(steps) > 300
    for step in steps:
        assert step.picture is not None and step.picture.alt, step.id
        assert drawing.drawing(step.picture.draw).faults == (), step.id
        assert len(drawing.svg(step.picture.draw, step.picture.alt).encode()) <= drawing.MOST_BYTES, step.id
