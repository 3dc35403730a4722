"""Officials ask about their unit: figures of their pages, how and as of when; nobody else is told any."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from hocvuso.reports import figures
from hocvuso.unions import access
from tests.rooms import places
from tests.rooms.people.learners import answered
from tests.rooms.reports.months import last_month, opened, workers

pytestmark = pytest.mark.django_db(databases="__all__")
ALL = (
    "đơn vị tôi còn bao nhiêu người chưa học", "đơn vị tôi đạt bao nhiêu phần trăm", "báo cáo tháng này nộp chưa",
    "đơn vị tôi có ai nhờ giúp không",
)  # fmt: skip


@pytest.fixture
def place():
    return places.province()


def words(page):
    """Return what a person reads of an answer, up to the question box."""
    return re.sub(r"<svg.*?</svg>|<[^>]+>", " ", page.split('<form class="ask"')[0], flags=re.DOTALL)


def ask(site, text, unit=""):
    reply = site.post(f"/hoi?don-vi={unit}" if unit else "/hoi", {"q": text})
    assert reply.status_code == 200
    return reply.content.decode().split("<main")[1]


def test_how_many_have_not_started_is_counted_by_the_query_of_the_page(place):
    people = workers(place.sewing, 12)
    places.begin(*people[:4])
    places.official(place.sewing)
    page = ask(places.come_in(), "don vi toi con bao nhieu nguoi chua hoc")
    counts = figures.counts(place.sewing, places.today())
    assert (counts.people, counts.not_started) == (12, 8)
    assert "8 người đã được mời mà chưa bắt đầu học" in page
    assert "Có trong danh sách: 12. Đã mời: 12. Đã bắt đầu: 4." in page
    assert "Cách tính" in page and "CĐCS Công ty May Bến Nứa, tính đến" in page
    assert 'class="btn" href="/cb/moi?don-vi=SEW"' in page


def test_the_share_has_its_numbers_and_unknown_is_not_zero(place):
    places.official(place.sewing)
    site = places.come_in()
    unknown = ask(site, "đơn vị tôi đạt bao nhiêu phần trăm")
    assert "0%" not in unknown and "/cb/so-lao-dong?don-vi=SEW" in unknown
    people = workers(place.sewing, 20)
    for person in people[:5]:
        places.master(person, "kns.10.1", "kns.4.3")
    places.counted()
    page = ask(site, "tỷ lệ đạt của đơn vị tôi")
    assert "25%: 5 trong 20 người đã khai đạt chỉ tiêu." in page


def test_a_group_under_five_is_not_told(place):
    workers(place.sewing, 4)
    places.official(place.sewing)
    page = ask(places.come_in(), "đơn vị tôi còn bao nhiêu người chưa học")
    assert "dưới 5" in words(page).lower()
    assert "Đã bắt đầu:" not in page and not re.search(r"\d người đã được mời", words(page))


def test_the_return_of_the_month_and_the_units_that_have_not_sent_theirs(place):
    opened(place.sewing, last_month())
    places.official(place.sewing)
    own = ask(places.come_in(), "bao cao thang nay nop chua")
    assert f"Báo cáo tháng {last_month().month}/{last_month().year}: " in own and "/cb/bao-cao/" in own
    places.official(place.ward, username="quan")
    above = ask(places.come_in("quan"), "đơn vị nào chưa nộp báo cáo")
    assert "CĐCS Công ty Giày Cánh Diều" in above and "CĐCS Công ty May Bến Nứa" in above


def test_what_to_do_today_is_the_officials_page_and_for_a_learner_his_lesson(place):
    workers(place.sewing, 6)
    places.official(place.sewing)
    assert "/cb/" in ask(places.come_in(), "hôm nay tôi phải làm gì")
    learner = Client()
    answered(learner)
    page = ask(learner, "hôm nay tôi phải làm gì")
    assert "/cb/" not in page and "Bắt đầu" in page


@pytest.mark.parametrize("text", ALL)
def test_whoever_is_no_official_gets_a_kind_refusal_without_a_number(place, text):
    workers(place.sewing, 12)
    for site in (Client(), Client()):
        page = ask(site, text)
        assert "chỉ dành cho cán bộ phụ trách" in page and not re.search(r"\d", words(page))
        answered(site)


@pytest.mark.parametrize("text", ALL)
def test_an_official_gets_nothing_of_a_unit_that_is_not_his(place, text):
    workers(place.packing, 13)
    places.official(place.sewing)
    page = ask(places.come_in(), text, unit="PAC")
    assert "không do anh/chị phụ trách" in page
    assert "Đóng gói" not in words(page) and not re.search(r"\d", words(page))


def test_the_employers_side_sees_counts_and_no_list_of_persons(place):
    workers(place.sewing, 12)
    places.official(place.sewing, role=access.PERSONNEL, employer_side=True)
    site = places.come_in()
    assert "12" in ask(site, ALL[0])
    assert "/cb/nguoi" not in ask(site, ALL[3])


def test_an_official_gets_the_wording_and_examples_of_officials(place):
    places.official(place.sewing)
    page = places.come_in().get("/hoi").content.decode()
    assert "Đơn vị tôi còn bao nhiêu người chưa học?" in page
    assert "Đơn vị tôi còn bao nhiêu người chưa học?" not in Client().get("/hoi").content.decode()
