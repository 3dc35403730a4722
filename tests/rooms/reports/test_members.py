"""The list of people: second factor, narrow, searchable without marks, and every reading leaves a trace."""

import re

import pytest

from hocvuso.groups.help_desk import asking
from hocvuso.learning.models import LearnerState, SkillStanding
from hocvuso.people import actions as people
from hocvuso.people.models import Person
from hocvuso.plumbing import audit, clock
from hocvuso.plumbing.models import Audit
from hocvuso.reports import members
from hocvuso.unions import access
from hocvuso.unions import actions as unions
from hocvuso.unions import queries as union_queries
from tests.rooms import places

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]


def text(response):
    return response.content.decode()


def names(page):
    return re.findall(r'<th scope="row"><a [^>]+>([^<]+)</a></th>', page)


def start(person):
    LearnerState.objects.create(person=person, blob=b"", model_version=1, updated_at=clock.now())


def ask(person):
    asking.open_request(person, "giúp em", now=clock.now())


def test_without_the_second_factor_not_one_name(place):
    places.official(place.sewing, factor=False)
    places.worker("Nguyễn Thị Lan", place.sewing)
    response = places.come_in(factor=False).get("/cb/nguoi")
    assert response.status_code == 302
    assert not Audit.objects.filter(verb="read").exists()


def test_the_list_follows_the_vietnamese_alphabet_by_given_name(place, chair):
    for name in ("Trần Văn Uyên", "Lê Thị Ánh", "Đỗ Văn Đào", "Bùi Văn Dũng", "Hồ Thị Ân", "Lý An"):
        places.worker(name, place.sewing)
    given = [name.split()[-1] for name in names(text(places.come_in().get("/cb/nguoi")))]
    assert given == ["An", "Ánh", "Ân", "Dũng", "Đào", "Uyên"]


def test_it_shows_invited_started_asked_and_nothing_of_what_was_learnt(place, chair):
    invited = places.worker("Nguyễn Thị Mời", place.sewing, invited=True)
    started = places.worker("Nguyễn Thị Bắt", place.sewing, invited=True, agreed=True, phone="0100000117")
    asking = places.worker("Nguyễn Thị Nhờ", place.sewing, invited=True, agreed=True, phone="0100000118")
    places.worker("Nguyễn Thị Chưa", place.sewing)
    for person in (started, asking):
        start(person)
        SkillStanding.objects.create(person=person, skill="kns.4.3", band="mastered", since=clock.now())
    ask(asking)
    page = text(places.come_in().get("/cb/nguoi"))
    rows = {part.split("</a></th>")[0].split(">")[-1]: part for part in page.split('<th scope="row">')[1:]}
    assert "đã mời" in rows["Nguyễn Thị Mời"]
    assert "đã bắt đầu" in rows["Nguyễn Thị Bắt"]
    assert "nhờ giúp" in rows["Nguyễn Thị Nhờ"]
    assert "chưa mời" in rows["Nguyễn Thị Chưa"]
    assert "kns." not in page
    assert "mastered" not in page
    assert "0100000117" not in page
    assert "…117" in page
    assert 'href="tel:0100000118"' in page
    assert invited is not None


def test_started_shows_only_of_those_who_agreed_to_it(place, chair):
    person = places.worker("Nguyễn Thị Lan", place.sewing, invited=True)
    start(person)
    browser = places.come_in()
    assert "đã bắt đầu</span>" not in text(browser.get("/cb/nguoi"))
    assert names(text(browser.get("/cb/nguoi?loc=da-bat-dau"))) == []
    for purpose in ("learn", "count"):
        people.decide(person, purpose, given=True, way="test")
    assert "đã bắt đầu</span>" in text(browser.get("/cb/nguoi"))
    assert names(text(browser.get("/cb/nguoi?loc=da-bat-dau"))) == ["Nguyễn Thị Lan"]


def test_each_reading_leaves_a_trace_that_the_person_sees(place, chair):
    shown = places.worker("Nguyễn Thị Lan", place.sewing)
    filtered = places.worker("Trần Văn Hùng", place.sewing)
    browser = places.come_in()
    browser.get("/cb/nguoi?tim=lan")
    browser.get("/cb/nguoi?tim=lan")
    assert [(trace.actor, trace.verb, trace.what) for trace in audit.traces_of(shown)][:2] == [
        (chair, "read", "member_list")
    ] * 2
    assert all(trace.verb != "read" for trace in audit.traces_of(filtered))


@pytest.mark.parametrize("typed", ["huong", "HƯƠNG", "nguyen thi", "thi hươn", "0117", "000117"])
def test_search_needs_no_marks_and_knows_the_end_of_a_number(place, chair, typed):
    places.worker("Nguyễn Thị Hương", place.sewing, phone="0100000117")
    places.worker("Trần Văn Đức", place.sewing, phone="0100000118")
    assert names(text(places.come_in().get("/cb/nguoi", {"tim": typed}))) == ["Nguyễn Thị Hương"]


def test_nothing_found_says_what_was_typed(place, chair):
    places.worker("Nguyễn Thị Hương", place.sewing)
    page = text(places.come_in().get("/cb/nguoi", {"tim": "<b>zz"}))
    assert "Không thấy “&lt;b&gt;zz”" in page
    assert "Thử tên khác, hoặc bỏ bớt bộ lọc." in page


def test_the_filters_part_the_list(place, chair):
    waiting = places.worker("Nguyễn Thị An", place.sewing, invited=True, agreed=True)
    begun = places.worker("Nguyễn Thị Bình", place.sewing, invited=True, agreed=True)
    new = places.worker("Nguyễn Thị Châu", place.sewing)
    start(begun)
    ask(begun)
    Person.objects.filter(id=waiting).update(locked_at=clock.now())
    everybody = {waiting, begun, new}
    found = {
        show: {
            line.id for line in members.page(chair, place.sewing, places.today(), typed="", show=show, number=1).lines
        }
        for show in members.FILTERS
    }
    assert found == {
        members.ALL: everybody, members.NOT_INVITED: {new}, members.WAITING: {waiting}, members.STARTED: {begun},
        members.ASKING: {begun}, members.LOCKED: {waiting},
    }  # fmt: skip
    assert "Chưa ai nhờ giúp" not in text(places.come_in().get("/cb/nguoi?loc=nho-giup"))


def test_empty_states(place, chair):
    browser = places.come_in()
    assert "Chưa ai nhờ giúp" in text(browser.get("/cb/nguoi?loc=nho-giup"))
    assert "Chưa có ai" in text(browser.get("/cb/nguoi?loc=chua-moi"))


def test_pages_of_fifty(place, chair):
    for number in range(51):
        places.worker(f"Nguyễn Văn A{chr(97 + number % 26)}{'b' if number > 25 else ''}", place.sewing)
    browser = places.come_in()
    first, second = browser.get("/cb/nguoi"), browser.get("/cb/nguoi?trang=2")
    assert (len(names(text(first))), len(names(text(second)))) == (50, 1)
    assert "Trang 1/2" in text(first)
    assert "trang=2" in text(first)
    for odd in ("0", "-1", "99", "x", "١", "9999999"):
        assert browser.get("/cb/nguoi", {"trang": odd}).status_code == 200


def test_an_official_above_sees_the_people_below_and_not_beside(place):
    places.official(place.ward, role=access.OFFICIAL)
    places.worker("Nguyễn Thị Lan", place.sewing)
    places.worker("Trần Văn Hùng", place.shoes)
    places.worker("Đỗ Thị Thu", place.packing)
    browser = places.come_in()
    assert set(names(text(browser.get("/cb/nguoi")))) == {"Nguyễn Thị Lan", "Trần Văn Hùng"}
    assert names(text(browser.get("/cb/nguoi?don-vi=SEW"))) == ["Nguyễn Thị Lan"]
    assert browser.get("/cb/nguoi?don-vi=PAC").status_code == 403


def test_under_an_employers_role_the_names_of_that_unit_are_left_out(place):
    official = places.official(place.ward, role=access.OFFICIAL)
    unions.give_role(official, place.sewing, access.PERSONNEL, on=places.LONG_AGO, is_employer_side=True)
    places.worker("Nguyễn Thị Lan", place.sewing)
    places.worker("Trần Văn Hùng", place.shoes)
    browser = places.come_in()
    assert names(text(browser.get("/cb/nguoi?don-vi=T-W"))) == ["Trần Văn Hùng"]
    assert browser.get("/cb/nguoi?don-vi=SEW").status_code == 403


def test_a_locked_person_is_opened_again(place, chair):
    person = places.worker("Nguyễn Thị Lan", place.sewing)
    outside = places.worker("Trần Văn Hùng", place.shoes)
    Person.objects.filter(id__in=[person, outside]).update(locked_at=clock.now())
    browser = places.come_in()
    assert "Đang khóa: 1" in text(browser.get("/cb/nguoi")), "of this unit only"
    page = text(browser.get("/cb/nguoi?loc=bi-khoa"))
    assert (names(page), "Mở khóa" in page) == (["Nguyễn Thị Lan"], True)
    assert "Xem 1 người này" in text(browser.get("/cb/ho-tro"))
    assert browser.post("/cb/nguoi/mo-khoa", {"person": str(person)}).status_code == 302
    assert Person.objects.get(id=person).locked_at is None
    assert "Không ai đang bị khóa" in text(browser.get("/cb/nguoi?loc=bi-khoa"))
    assert "người này" not in text(browser.get("/cb/ho-tro"))
    for other in (str(outside), "", "x"):
        assert browser.post("/cb/nguoi/mo-khoa", {"person": other}).status_code == 403
    assert Person.objects.get(id=outside).locked_at is not None


def test_somebody_who_said_so_himself_is_confirmed(place, chair):
    person = people.enrol(full_name="Lò Thị Én")
    unions.declare(person, place.sewing, on=places.today())
    browser = places.come_in()
    assert "tự khai" in text(browser.get("/cb/nguoi"))
    browser.post("/cb/nguoi/xac-nhan", {"person": str(person)})
    assert "tự khai" not in text(browser.get("/cb/nguoi"))
    assert person in set(union_queries.employed_ids(place.sewing, places.today(), "worker"))


@pytest.mark.parametrize("address", ["/cb/nguoi/xac-nhan", "/cb/nguoi/mo-khoa"])
def test_the_buttons_are_behind_the_second_factor_too(place, address):
    places.official(place.sewing, factor=False)
    person = places.worker("Nguyễn Thị Lan", place.sewing)
    Person.objects.filter(id=person).update(locked_at=clock.now())
    browser = places.come_in(factor=False)
    assert browser.post(address, {"person": str(person)}).headers["Location"].startswith("/cb/tai-khoan/buoc-hai/cai")
    assert browser.get(address).status_code == 405
    assert Person.objects.get(id=person).locked_at is not None
