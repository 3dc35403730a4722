"""Which class can I go to: own seats first, then open ones with what is free; an honest word where there are none."""

from __future__ import annotations

import pytest
from django.test import Client

from hocvuso.assistant.models import Question
from hocvuso.classes import planning, seats, words
from hocvuso.plumbing.ids import uuid7
from tests.rooms import places
from tests.rooms.assistant.test_own_answers import ask
from tests.rooms.classes.rooms_of_classes import planned
from tests.rooms.families.households import phone_of
from tests.rooms.people.learners import answered

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture
def place():
    return places.province()


@pytest.fixture
def lan(place):
    return places.worker("Nguyễn Thị Lan", place.sewing, agreed=True)


def test_a_class_of_the_unit_is_told_with_day_place_and_free_seats(place, lan):
    row = planned(place.ward, uuid7(), seats=2)
    planned(place.shoes, uuid7(), name="Lớp của nhà máy khác")
    seats.enrol(row.id, places.worker("Trần Văn Dũng", place.shoes, agreed=True))
    page = ask(phone_of(lan), "lop nao gan day vay")
    assert Question.objects.get().kind == "own"
    assert "Có 1 lớp bạn vào được:" in page
    assert f"Nhận ra lừa đảo: {words.when(row.sessions.first())}, Nhà ăn (còn 1 chỗ)" in page
    assert f'class="btn" href="/lop/{row.code}"' in page and 'href="/lop"' in page
    assert "Lớp của nhà máy khác" not in page


def test_ones_own_seat_comes_first_and_a_full_class_says_so(place, lan):
    full = planned(place.sewing, uuid7(), seats=1, name="Lớp đã đầy")
    seats.enrol(full.id, places.worker("Trần Văn Dũng", place.sewing, agreed=True))
    own = planned(place.sewing, uuid7(), name="Lớp của Lan")
    seats.enrol(own.id, lan)
    page = ask(phone_of(lan), "bao giờ có lớp")
    assert page.index("Lớp của Lan") < page.index("Lớp đã đầy")
    assert "(bạn đã có chỗ)" in page and "(đã đủ chỗ, bạn có thể chờ)" in page
    assert f'class="btn" href="/lop/{own.code}"' in page


def test_without_a_class_or_a_name_nothing_is_invented(place, lan):
    off = planned(place.sewing, uuid7())
    planning.call_off_class(off.id, "mất điện", by=uuid7())
    page = ask(phone_of(lan), "khi nào có lớp học")
    assert "chưa thấy công đoàn của bạn xếp lớp nào" in page and "Nhận ra lừa đảo" not in page
    nobody = ask(Client(), "khi nào có lớp học")
    assert "Lớp do công đoàn mở" in nobody and 'href="/lop"' in nobody
    site = Client()
    answered(site)
    assert "chưa thấy công đoàn của bạn xếp lớp nào" in ask(site, "khi nào có lớp học")
