"""What emulation is, which drive and contest is open, my rhythm: from the rooms, and an honest word without one."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from hocvuso.assistant.models import Question
from hocvuso.assistant.own import rhythm
from hocvuso.assistant.own.registry import Asker
from hocvuso.contests import planning
from hocvuso.contests import words as contest_words
from hocvuso.emulation import drives
from hocvuso.emulation import words as drive_words
from hocvuso.motivation import choosing
from hocvuso.people import actions as people
from hocvuso.plumbing import clock
from hocvuso.plumbing.ids import uuid7
from tests.rooms import places
from tests.rooms.assistant.test_own_answers import ask
from tests.rooms.contests import rooms_of_contests
from tests.rooms.contests.rooms_of_contests import round_of, shift
from tests.rooms.emulation import drives_of
from tests.rooms.emulation.drives_of import able, learnt
from tests.rooms.families.households import phone_of

pytestmark = pytest.mark.django_db(databases="__all__")
MEANING = "công đoàn nêu việc cần học"


@pytest.fixture
def place():
    return places.province()


@pytest.fixture
def lan(place):
    return places.worker("Nguyễn Thị Lan", place.sewing, agreed=True)


@pytest.mark.parametrize("text", ["thi dua la gi", "Đơn vị mình đang thi đua gì?", "toi dang ky thi dua o dau"])
def test_a_drive_of_a_union_above_is_told_with_its_day_and_a_way_in(place, lan, text):
    row = drives_of.running(place.ward)
    other = drives_of.running(place.shoes)
    page = ask(phone_of(lan), text)
    assert Question.objects.get().kind == "own"
    assert "Có 1 đợt thi đua bạn tham gia được:" in page and MEANING in page
    assert f"Mỗi tối một bài: {drive_words.phase(row, places.today())}" in page
    assert f'class="btn" href="/thi-dua/{row.pk}"' in page and 'href="/thi-dua"' in page
    assert str(other.pk) not in page


def test_ones_own_drive_comes_first_and_says_how_it_stands(place, lan):
    drives_of.running(place.ward, ends=3)
    own = drives_of.running(place.sewing)
    drives_of.pledged(own, lan, place.sewing)
    page = ask(phone_of(lan), "thi đua của tôi tới đâu rồi")
    assert "Bạn đang tham gia 1 đợt thi đua:" in page and "(bạn đang tham gia)" in page
    assert f'class="btn" href="/thi-dua/{own.pk}"' in page
    reached = able(own, place, 1)[0]
    assert "(bạn đã đạt mục tiêu của đợt)" in ask(phone_of(reached), "toi thi dua den dau roi")


def test_drives_that_are_over_hidden_or_of_nobody_are_not_told(place, lan):
    drives_of.running(place.sewing, starts=-30, ends=-1)
    drives_of.written(place.sewing)
    gone = drives_of.running(place.sewing)
    drives.remove(gone.pk, by=drives_of.BY)
    page = ask(phone_of(lan), "có đợt thi đua nào không")
    assert "chưa thấy công đoàn của bạn có đợt thi đua nào" in page and "Mỗi tối một bài" not in page
    assert MEANING in page
    stranger = people.enrol(full_name="Trần Văn Dũng")
    assert "chưa biết bạn làm ở đâu" in ask(phone_of(stranger), "có đợt thi đua nào không")
    nobody = ask(Client(), "thi đua là gì")
    assert MEANING in nobody and 'href="/thi-dua"' in nobody


@pytest.mark.parametrize("text", ["cuoc thi nao dang mo", "Có cuộc thi nào không ạ", "đăng ký dự thi ở đâu"])
def test_an_open_contest_is_told_before_one_to_come(place, lan, text):
    coming = rooms_of_contests.planned(place.ward, uuid7(), title="Cuộc thi mùa đông")
    planning.announce(coming.id, by=uuid7())
    row = rooms_of_contests.running(place.sewing, uuid7())
    rooms_of_contests.running(place.shoes, uuid7(), title="Của nhà máy khác")
    rooms_of_contests.planned(place.sewing, uuid7(), title="Chưa công bố")
    page = ask(phone_of(lan), text)
    assert Question.objects.get().kind == "own"
    closes = contest_words.moment(round_of(row, 2).closes_at)
    assert "Có 1 cuộc thi đang mở:" in page and f"Tìm hiểu kỹ năng số: mở đến {closes}" in page
    assert page.index("Tìm hiểu kỹ năng số") < page.index("Cuộc thi mùa đông")
    assert f'class="btn" href="/cuoc-thi/{row.code}"' in page
    assert "Của nhà máy khác" not in page and "Chưa công bố" not in page


def test_without_an_open_contest_nothing_is_invented(place, lan):
    browser = phone_of(lan)
    assert "chưa thấy công đoàn của bạn mở cuộc thi nào" in ask(browser, "cuộc thi nào đang mở")
    row = rooms_of_contests.running(place.sewing, uuid7())
    shift(row, timedelta(days=-30))
    page = ask(browser, "cuộc thi nào đang mở")
    assert "Lúc này không có cuộc thi nào đang mở" in page and "đã hết giờ, chưa có kết quả" in page
    planning.call_off(row.id, "mất điện", by=uuid7())
    assert "chưa thấy công đoàn của bạn mở cuộc thi nào" in ask(browser, "cuộc thi nào đang mở")
    assert "Tôi thấy cuộc thi của công đoàn bạn khi" in ask(Client(), "cuoc thi nao dang mo")


def test_rhythm_and_badges_are_ones_own_and_what_is_off_stays_unsaid(lan):
    learnt(lan, 0)
    browser = phone_of(lan)
    page = ask(browser, "nhip hoc cua toi the nao")
    assert "Tuần này bạn học 1 ngày" in page and "Chỉ bạn thấy điều này" in page and 'href="/nhip-hoc"' in page
    assert "huy hiệu" in ask(browser, "huy hieu cua toi")
    choosing.switch(lan, frozenset({"challenges"}))
    page = ask(browser, "huy hiệu của tôi")
    assert "Bạn đã tắt nhịp học và huy hiệu" in page and "Tuần này bạn học" not in page
    assert "chưa làm bài nào ở đây" in rhythm.answer(Asker(clock.now())).text
