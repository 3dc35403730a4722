"""What an official sees of his own learning (O12): what is left, the next lesson, whether the target counts him."""

from __future__ import annotations

import re
from datetime import date

import pytest

from hocvuso.curriculum import queries as curriculum
from hocvuso.learning import ways
from hocvuso.people import actions as people
from hocvuso.people import tokens
from hocvuso.people.actions import By
from hocvuso.reports import targets
from hocvuso.unions import actions as unions
from hocvuso.unions import belonging
from tests.rooms import places

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]


def seen(browser):
    return re.sub(r"\s+", " ", browser.get("/cb/viec-hoc").content.decode())


@pytest.fixture
def hanh(place):
    return places.official(place.sewing)


def first_lesson(skill):
    lessons = [each for each in curriculum.current().lessons.values() if each.skill == skill]
    return min(lessons, key=lambda each: each.order)


def test_what_is_left_and_the_next_lesson_follow_what_she_has_mastered(hanh):
    wanted = targets.find("full-time-officials", places.today()).skills
    browser = places.come_in()
    page = seen(browser)
    assert f"Còn {len(wanted)} kỹ năng của cán bộ" in page
    lesson = first_lesson(wanted[0])
    assert lesson.title in page
    assert f"Bài kế tiếp, {lesson.minutes} phút" in page
    places.master(hanh, wanted[0])
    page = seen(browser)
    assert (f"Còn {len(wanted) - 1} kỹ năng" in page, page.count("đã vững")) == (True, 1)
    assert first_lesson(wanted[1]).title in page
    places.master(hanh, *wanted[1:])
    page = seen(browser)
    assert "Anh/chị đã vững các kỹ năng" in page
    assert "Bài kế tiếp" not in page


def test_she_comes_in_first_where_she_is_not_the_learner_of_this_device(hanh):
    browser = places.come_in()
    step = ways.step_url(first_lesson(targets.find("full-time-officials", places.today()).skills[0]).steps[0].id)
    assert re.search(r'href="/luu/the\?ve=%2Fbai%2F[^"]+">Vào và học bài này', seen(browser))
    code = places.card_of(hanh)
    browser.post("/luu/the", {"ma": code})
    browser.post("/luu/toi", {"answer": "yes"})
    browser.post("/luu/ma", {"code": "2846", "again": "2846"})
    people.decide(hanh, "learn", given=True, way="test")
    assert f'href="{step}">Học bài này' in seen(browser)
    del browser.cookies[tokens.COOKIE]  # another device
    assert re.search(r'href="/vao\?ve=%2Fbai%2F[^"]+">Vào và học bài này', seen(browser))


def test_whether_the_target_counts_her_is_said(place, hanh):
    browser = places.come_in()
    assert "chưa được ghi là cán bộ chuyên trách" in seen(browser)
    by = By(places.official(place.top, username="tinh"), place.top)
    today = places.today()
    belonging.set_full_time(hanh, place.ward, on=date(2026, 1, 1), today=today, by=by, is_full_time=True)
    assert "chưa thuộc công đoàn cơ sở nào" in seen(browser)
    unions.join(hanh, place.sewing, on=places.LONG_AGO)
    assert "đồng ý được đếm thì chỉ tiêu mới tính" in seen(browser)
    people.decide(hanh, "count", given=True, way="test")
    assert "Chỉ tiêu có tính anh/chị." in seen(browser)
