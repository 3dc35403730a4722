"""The sheet for two: composed of the basic lesson, short and in easy words."""

from __future__ import annotations

import pytest

from hocvuso.curriculum import queries as curriculum
from hocvuso.curriculum import together
from hocvuso.plumbing import clock

pytestmark = pytest.mark.django_db(databases="__all__")


def sheets():
    now = curriculum.current()
    return {skill.id: together.sheet_of(now, skill, today=clock.today()) for skill in now.skills.values()}


def test_every_taught_skill_has_a_sheet_that_fits_ten_minutes():
    made = sheets()
    assert all(made.values()), [skill for skill, sheet in made.items() if sheet is None]
    for sheet in made.values():
        assert 2 <= len(sheet.steps) <= together.MOST_STEPS
        assert all(1 <= len(step.acts) <= together.MOST_ACTS for step in sheet.steps), sheet.skill


def test_it_is_the_basic_lesson_of_the_skill():
    now = curriculum.current()
    first = now.lessons["kns.4.3/three-questions"]
    titles = [step.title for step in sheets()["kns.4.3"].steps]
    assert titles == [step.title for step in first.steps[:3]]


def test_what_is_asked_back_needs_no_picture_and_has_its_answer():
    asked = [sheet for sheet in sheets().values() if sheet.question]
    assert len(asked) > 30
    assert all(sheet.answer for sheet in asked)


def test_a_skill_without_lessons_has_none(client):
    now = curriculum.current()
    bare = next(iter(now.skills.values()))
    emptied = type(now)(**{**{name: getattr(now, name) for name in now.__slots__}, "lessons": {}})
    assert together.sheet_of(emptied, bare, today=clock.today()) is None
    assert client.get("/cung-hoc/kns.99.9").status_code == 404


def test_the_page_tells_to_look_away_from_codes_and_leads_to_the_lesson(client):
    page = client.get("/cung-hoc/kns.4.3").content.decode()
    assert "bạn quay mặt đi" in page
    assert "/ky-nang/kns.4.3" in page
    assert "10 phút với mẹ" in page
    assert "/cung-hoc/kns.4.3" in client.get("/ky-nang/kns.4.3").content.decode()
