"""Full-time officials are counted by a mark with its own dates or as entered, at home in grassroots unions only."""

from datetime import date, datetime

import pytest

from hocvuso.people import actions as people
from hocvuso.people.actions import By
from hocvuso.people.models import Consent
from hocvuso.plumbing import audit, clock
from hocvuso.reports import figures
from hocvuso.reports.models import Tally
from hocvuso.reports.rollups import counting, officials
from hocvuso.reports.targets import find
from hocvuso.unions import access, belonging
from hocvuso.unions import actions as unions
from tests.rooms import places

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]


def kept():
    columns = ("measure", "unit", "valid_from", "valid_to", *counting.COUNTS)
    return sorted(map(str, Tally.objects.exclude(measure="units").values_list(*columns)))


def test_who_is_marked_full_time_counts_as_an_official_between_his_dates(place):
    """The mark has its own days, and the unit that it names may be one that declares nothing itself."""
    unions.declare_headcount(place.sewing, audience="official", count=2, signed_by="Lê Thị Hạnh", on=places.LONG_AGO)
    person, other = (places.worker(f"Nguyễn Thị {name}", place.sewing, agreed=True) for name in "AB")
    Consent.objects.update(at=datetime(2025, 7, 2, 12, tzinfo=clock.VIETNAM))
    target = find("full-time-officials", places.today())
    for each in (person, other):
        places.master(each, *target.skills, on=date(2026, 3, 1))
    places.counted()
    by = By(places.official(place.top), place.top)
    first, end, today = date(2026, 4, 1), date(2026, 6, 1), places.today()

    def officials(day):
        return figures.of_unit(place.sewing, target, day).share.reached

    assert officials(today) == 0
    belonging.set_full_time(person, place.ward, on=first, today=today, by=by, is_full_time=True)
    places.counted()
    assert [officials(day) for day in (date(2026, 3, 31), date(2026, 4, 30), today)] == [0, 1, 1]
    belonging.set_full_time(person, place.ward, on=end, today=today, by=by, is_full_time=False)
    places.counted()
    assert [officials(day) for day in (date(2026, 5, 31), date(2026, 6, 30), today)] == [1, 0, 0]
    before = kept()
    counting.rebuild()
    assert kept() == before


def names_on(page):
    return [name for name in ("Cao Văn Ghi", "Hồ Văn Đánh", "Lý Văn Tính") if name in page.content.decode()]


@pytest.fixture
def office(place):
    """Of the ward: one entered there as a full-time official, one only marked, one who counts in the sewing union."""
    entered, marked = (people.enrol(full_name=name) for name in ("Cao Văn Ghi", "Hồ Văn Đánh"))
    unions.employ(entered, place.ward, on=places.LONG_AGO, audience="official")
    counted = places.worker("Lý Văn Tính", place.sewing)
    by = By(places.official(place.top, username="tinh"), place.top)
    for person in (marked, counted):
        belonging.set_full_time(
            person, place.ward, on=places.LONG_AGO, today=places.today(), by=by, is_full_time=True
        )  # fmt: skip
    places.counted()
    return entered, marked, counted


def on_record(unit):
    return figures.of_unit(unit, find("full-time-officials", places.today()), places.today()).on_record


def test_who_is_entered_at_an_upper_union_counts_once_he_belongs_to_one_below(place, office):
    entered, _marked, counted = office
    assert (on_record(place.top), on_record(place.sewing)) == (1, 1)
    assert not officials.counts(entered, places.today()) and officials.counts(counted, places.today())
    unions.join(entered, place.packing, on=date(2026, 2, 1))
    places.counted()
    assert (on_record(place.top), on_record(place.packing)) == (2, 1), "the ward, where he was first, is no home"
    before = kept()
    counting.rebuild()
    assert kept() == before


def test_the_number_on_record_is_that_of_the_target(place, office):
    """O4: the mark counts, and who is entered as an official but is at home elsewhere does not."""
    moonlighter = people.enrol(full_name="Bùi Văn Hai")
    unions.employ(moonlighter, place.packing, on=places.LONG_AGO, audience="official")
    unions.employ(moonlighter, place.sewing, on=date(2026, 1, 1), audience="official")
    places.counted()
    places.official(place.sewing)
    page = places.come_in().get("/cb/so-lao-dong").content.decode()
    assert officials.on_record(place.sewing, places.today()) == on_record(place.sewing) == 1
    assert page.count("Trong hệ thống có 1 người.") == 2, "one official, one worker"


def test_the_targets_name_who_counts_nowhere_to_those_who_may_see_him(place, office):
    entered, marked, counted = office
    places.official(place.ward, role=access.OFFICIAL)
    browser = places.come_in()
    page = browser.get("/cb/chi-tieu?don-vi=T-W")
    assert names_on(page) == ["Cao Văn Ghi", "Hồ Văn Đánh"]
    assert "2 cán bộ chuyên trách chưa được tính" in page.content.decode()
    assert audit.traces_of(marked)[0].facts == {"role": access.OFFICIAL, "unit": "Công đoàn phường Bến Nứa"}
    assert names_on(browser.get("/cb/chi-tieu?don-vi=SEW")) == [], "they are of the ward, not of a union below it"
    for person, is_said in ((entered, True), (marked, True), (counted, False)):
        shown = browser.get(f"/cb/nguoi/{person}?don-vi=T-W")
        assert (shown.status_code, "chưa thuộc một công đoàn cơ sở nào" in shown.content.decode()) == (200, is_said)


def test_without_names_or_second_factor_it_is_a_count(place, office):
    places.official(place.ward, role=access.PERSONNEL, username="ns")
    page = places.come_in("ns").get("/cb/chi-tieu?don-vi=T-W")
    assert (names_on(page), "Vài cán bộ chuyên trách chưa được tính" in page.content.decode()) == ([], True)
    assert "chua-tinh?" not in page.content.decode()
    places.official(place.ward, role=access.OFFICIAL, factor=False)
    browser = places.come_in(factor=False)
    page = browser.get("/cb/chi-tieu?don-vi=T-W")
    assert (names_on(page), "2 cán bộ chuyên trách chưa được tính" in page.content.decode()) == ([], True)
    assert browser.get("/cb/chi-tieu/chua-tinh?don-vi=T-W").headers["Location"].startswith("/cb/tai-khoan/buoc-hai")


def test_his_page_has_the_button_that_mends_it(place, office):
    entered, marked, _ = office
    places.official(place.ward, role=access.OFFICIAL)
    browser = places.come_in()
    address, day = f"/cb/nguoi/{marked}/them?don-vi=T-W", f"{places.today():%d/%m/%Y}"
    upper = browser.post(address, {"ma": "T-W", "ngay": day})
    assert (upper.status_code, "công đoàn cấp trên" in upper.content.decode()) == (422, True)
    assert browser.post(address, {"ma": "999999", "ngay": day}).status_code == 422
    assert not officials.counts(marked, places.today())
    assert browser.post(address, {"ma": "214001", "ngay": day}).status_code == 302
    assert officials.counts(marked, places.today())
    assert "chưa thuộc một công đoàn cơ sở nào" not in browser.get(f"/cb/nguoi/{marked}?don-vi=T-W").content.decode()
    browser.post(f"/cb/nguoi/{entered}/them?don-vi=T-W", {"ma": "214003", "ngay": day})
    assert belonging.Membership.objects.get(person_id=entered).is_declared, "another union's people, it confirms"
    assert names_on(browser.get("/cb/chi-tieu?don-vi=T-W")) == []
