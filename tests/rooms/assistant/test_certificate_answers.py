"""Where is my certificate: what is held, or the nearest rule with what is missing; nothing about others."""

from __future__ import annotations

import pytest
from django.test import Client

from hocvuso.assistant.models import Question
from hocvuso.certificates import earning, rules
from hocvuso.people import queries as people
from hocvuso.plumbing import clock
from hocvuso.plumbing.ids import uuid7
from hocvuso.unions import queries as unions
from tests.rooms import places
from tests.rooms.assistant.test_own_answers import ask
from tests.rooms.families.households import phone_of

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture
def place():
    return places.province()


def worker(place, *skills):
    person = places.worker("Nguyễn Thị Lan", place.sewing, agreed=True)
    places.master(person, *skills)
    return person


def test_what_is_held_is_told_with_who_gave_it(place):
    version = rules.on(clock.today(), place.sewing)["thiet-yeu"]
    lan = worker(place, *version.rule.skills)
    earning.ask(lan, "thiet-yeu", on=clock.today())
    earning.give(version, [lan], unit=place.sewing, by=uuid7(), on=clock.today(), words=earning.words_of(version))
    page = ask(phone_of(lan), "chung nhan cua toi dau")
    assert Question.objects.get().kind == "own"
    assert "Bạn có 1 chứng nhận còn hiệu lực:" in page
    assert f"Kỹ năng số thiết yếu: {unions.unit(place.sewing, clock.today()).name}" in page
    assert 'href="/chung-nhan"' in page


def test_without_one_the_nearest_rule_says_what_is_missing(place):
    lan = worker(place, "kns.4.3")
    page = ask(phone_of(lan), "chứng nhận của tôi đâu?")
    assert "Gần nhất là “Kỹ năng số thiết yếu”, còn thiếu:" in page
    assert "Kiến thức cơ bản về chuyển đổi số" in page and 'href="/ky-nang/kns.10.1"' in page


def test_when_everything_is_there_the_way_on_is_to_ask_the_union(place):
    lan = worker(place, "kns.4.3", "kns.10.1")
    assert "Mở trang và bấm đề nghị công đoàn cấp" in ask(phone_of(lan), "toi muon xin cap chung nhan")
    earning.ask(lan, "thiet-yeu", on=clock.today())
    assert "đã đề nghị công đoàn" in ask(phone_of(lan), "khi nào tôi được chứng nhận")
    assert people.has_name(lan)


def test_nobody_learns_anything_about_others(place):
    worker(place, "kns.4.3", "kns.10.1")
    page = ask(Client(), "chứng nhận của tôi đâu")
    assert "Kỹ năng số thiết yếu" not in page and "Lan" not in page
