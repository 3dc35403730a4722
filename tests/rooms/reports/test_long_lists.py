"""A list that is too long to be counted shows the same people in the same order, from a place on."""

import re

import pytest

from hocvuso.groups.help_desk import asking
from hocvuso.learning.models import LearnerState
from hocvuso.people import actions as people
from hocvuso.people import longlists
from hocvuso.people.models import Person
from hocvuso.plumbing import audit, clock
from hocvuso.reports import members
from hocvuso.unions import access
from hocvuso.unions import actions as unions
from tests.rooms import places

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]


@pytest.fixture
def crowd(place, chair):
    """Two dozen people in every state, two of them alike in name, one employed only, one elsewhere, one erased."""
    for number in range(24):
        name = (
            f"{('Trần', 'Lê', 'Đỗ')[number % 3]} {('Văn', 'Thị')[number % 2]} {('Ân', 'An', 'Đào', 'Dung')[number % 4]}"
        )
        facts = {"invited": number % 3 == 0, "agreed": number % 5 != 4, "phone": f"01000001{number:02}"}
        person = places.worker(name, place.sewing, **facts)
        if number % 2:
            LearnerState.objects.create(person=person, blob=b"", model_version=1, updated_at=clock.now())
        if number % 6 == 1:
            asking.open_request(person, "giúp em", now=clock.now())
        if number % 8 == 3:
            Person.objects.filter(id=person).update(locked_at=clock.now())
        if number == 5:
            people.decide(person, "count", given=False, way="test")
        if number == 7:
            Person.objects.filter(id=person).update(erased_at=clock.now())
    employed = people.enrol(full_name="Lê Văn Ân")
    unions.employ(employed, place.sewing, on=places.LONG_AGO)
    places.worker("Lê Văn Ân", place.packing)
    return chair


def walk(chair, unit, typed, show):
    after, found = None, []
    for _ in range(60):
        page = members.long_page(chair, unit, places.today(), typed=typed, show=show, after=after)
        found += [line.id for line in page.lines]
        after = page.after
        if after is None:
            return found
    raise AssertionError("the list has no end")


@pytest.mark.parametrize(("named", "step", "size"), [(1000, 1000, 7), (3, 3, 7), (5, 4, 2)])
@pytest.mark.parametrize("typed", ["", "an", "tran van", "0117", "zz"])
def test_page_by_page_it_is_the_counted_list(monkeypatch, place, crowd, named, step, size, typed):
    day = places.today()
    whole = {show: members.page(crowd, place.sewing, day, typed=typed, show=show, number=1) for show in members.FILTERS}
    monkeypatch.setattr(longlists, "NAMED", named)
    monkeypatch.setattr(longlists, "STEP", step)
    monkeypatch.setattr(members, "PAGE_SIZE", size)
    for show, counted in whole.items():
        assert walk(crowd, place.sewing, typed, show) == [line.id for line in counted.lines], show


def test_the_crowd_is_in_every_state(place, crowd):
    sizes = [
        members.page(crowd, place.sewing, places.today(), typed="", show=show, number=1).total
        for show in members.FILTERS
    ]
    assert members.locked(crowd, place.sewing, places.today()) == sizes[-1] == 3
    assert sizes[0] == 24  # 24, one of them erased, and one employed only
    assert min(sizes) > 0


def test_long_and_short_are_told_apart(monkeypatch, place, crowd):
    for number, expected in ((24, True), (25, False)):  # 25 employed, the erased one too: a bound, no figure
        monkeypatch.setattr(members, "LONG", number)
        assert members.is_long(crowd, place.sewing, places.today()) is expected


def test_the_page_of_a_long_list(monkeypatch, place, crowd):
    monkeypatch.setattr(members, "LONG", 5)
    monkeypatch.setattr(members, "PAGE_SIZE", 10)
    browser, seen, address, pages = places.come_in(), [], "/cb/nguoi", []
    while address:
        page = browser.get(address).content.decode()
        pages.append(page)
        seen += re.findall(r"/cb/nguoi/([0-9a-f-]{36})\?", page)
        later = re.search(r'href="([^"]*sau=[^"]*)"', page)
        address = later[1].replace("&amp;", "&") if later else ""
    assert len(seen) == len(set(seen)) == 24
    assert "Về đầu danh sách" not in pages[0]
    assert all("Về đầu danh sách" in page for page in pages[1:])
    assert all("Danh sách dài" in page for page in pages)
    for odd in ("x", "00000000-0000-0000-0000-000000000000", ""):
        assert browser.get("/cb/nguoi", {"sau": odd}).content.decode().count('<th scope="row">') == 10


def test_a_view_that_finds_nobody_yet_offers_to_look_further(monkeypatch, place, crowd):
    monkeypatch.setattr(members, "LONG", 5)
    monkeypatch.setattr(longlists, "NAMED", 2)
    page = places.come_in().get("/cb/nguoi", {"tim": "an", "loc": "nho-giup"}).content.decode()
    assert "Chưa tìm thấy" in page
    assert "Tìm tiếp" in page
    assert "sau=" in page


def test_only_who_is_shown_is_written_down(monkeypatch, place, crowd):
    monkeypatch.setattr(members, "LONG", 5)
    monkeypatch.setattr(members, "PAGE_SIZE", 3)
    places.come_in().get("/cb/nguoi")
    read = [person for person in Person.objects.values_list("id", flat=True) if any(
        trace.what == "member_list" for trace in audit.traces_of(person))]  # fmt: skip
    assert len(read) == 3


def test_a_long_list_keeps_to_the_rule_of_who_sees_whom(place):
    official = places.official(place.ward, role=access.OFFICIAL)
    unions.give_role(official, place.sewing, access.PERSONNEL, on=places.LONG_AGO, is_employer_side=True)
    hidden = places.worker("Nguyễn Thị Lan", place.sewing)
    shown = places.worker("Trần Văn Hùng", place.shoes)
    assert walk(official, place.ward, "", members.ALL) == [shown]
    assert not members.sees(official, hidden, place.ward, places.today())
    assert members.sees(official, shown, place.ward, places.today())
