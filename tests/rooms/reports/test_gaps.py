"""Gaps between groups: counted once a month, whole tables or none, never a person, the same in the file."""

import io
from datetime import datetime, timedelta
from datetime import time as clock_time

import pytest
import python_calamine

from hocvuso.core import gaps as core
from hocvuso.people import actions as people
from hocvuso.people.models import Circumstance, Consent
from hocvuso.plumbing import clock
from hocvuso.plumbing.models import Audit
from hocvuso.reports import facts, tasks
from hocvuso.reports.figures import gaps as figures
from hocvuso.reports.models import GapCount, GapFigure
from hocvuso.reports.rollups import gaps
from hocvuso.reports.targets import of_workers
from hocvuso.unions import access
from hocvuso.unions import actions as unions
from tests.rooms import places

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]
SKILLS = ("kns.10.1", "kns.4.3")
PAGE = "/cb/chi-tieu/chenh-lech"


def day():
    return gaps.last_day(places.today())


def before(days=5):
    """Return a day some days before the last count."""
    return day() - timedelta(days=days)


def crowd(unit, told, *, reached=0, silent=0, on=None):
    """Enter people of a unit who said a band of `shift`, or nothing; the first few of each band have reached it."""
    on, found = on or before(), []
    for band, number in told.items():
        for index in range(number):
            person = places.worker(f"Nguyễn Thị {band}", unit, agreed=True)
            people.tell(person, {"shift": band})
            if index < reached:
                places.master(person, *SKILLS, on=on)
            found.append(person)
    found += [places.worker("Nguyễn Thị Im", unit, agreed=True) for _ in range(silent)]
    at = datetime.combine(on, clock_time(9), clock.VIETNAM)
    Consent.objects.filter(person_id__in=found).update(at=at)
    Circumstance.objects.filter(person_id__in=found).update(told_at=at)
    return found


def shown(unit, dimension="shift"):
    found = figures.between(unit, of_workers(), dimension)
    return found and [(each.name, each.people, each.reached) for each in found.groups]


def text(response):
    return response.content.decode()


def test_the_shares_of_groups_with_their_ranges_and_who_said_nothing(place):
    crowd(place.sewing, {"day": 20, "night": 50}, reached=15, silent=12)
    gaps.count(day())
    places.official(place.sewing)
    browser = places.come_in()
    page = text(browser.get(f"{PAGE}?don-vi=SEW"))
    assert "Chênh lệch 45 điểm" in page
    assert "Ca đêm hoặc xoay ca: 30% đã đạt" in page
    assert shown(place.sewing) == [("day", 20, 15), ("night", 50, 15)]
    assert "53% đến 89%" in page
    silent = page.split("Không nói")[1].split("</tr>")[0]
    assert ">10</td>" in silent  # twelve, rounded
    assert "Chưa biết" in silent
    assert f"đến hết ngày {day():%d/%m/%Y}" in page
    assert "Wilson" in page


def test_a_group_under_ten_hides_the_whole_table(place):
    crowd(place.sewing, {"day": 20, "night": 9})
    gaps.count(day())
    assert not GapFigure.objects.exists()
    places.official(place.sewing)
    page = text(places.come_in().get(f"{PAGE}?don-vi=SEW"))
    assert "Chưa đủ dữ liệu" in page
    assert ">20<" not in page
    assert ".xlsx" not in page


def test_a_small_unit_cannot_be_found_by_subtraction(place):
    crowd(place.sewing, {"day": 20, "night": 30})
    crowd(place.shoes, {"day": 2, "night": 1})
    crowd(place.packing, {"day": 15, "night": 15})
    gaps.count(day())
    assert shown(place.ward) == [("day", 20, 0), ("night", 30, 0)]
    assert shown(place.sewing) is None  # the ward less the sewing union would be three people
    assert shown(place.top) is not None
    assert shown(place.zone) == shown(place.packing)
    assert shown(place.top, "gender") is None


def test_only_who_agreed_to_be_counted_and_was_there_that_day_counts(place):
    found = crowd(place.sewing, {"day": 25, "night": 25})
    people.decide(found[0], "count", given=False, way="test")
    Consent.objects.filter(person_id=found[0], given=False).update(at=clock.now() - timedelta(days=400))
    Consent.objects.filter(person_id=found[0], purpose="count", given=True).delete()
    for person in found[1:6]:
        Circumstance.objects.filter(person_id=person).update(told_at=clock.now())
    for person in found[6:9]:
        people.erase(person, by=None, way="test")
    late = before(-2)
    places.master(found[-1], *SKILLS, on=min(late, places.today()))
    gaps.count(day())
    assert shown(place.sewing) == [("day", core.rounded(25 - 1 - 5 - 3), 0), ("night", 25, 0)]
    assert GapFigure.objects.get(unit_id=place.sewing).silent == 5


def test_where_there_are_devices_their_skill_is_asked_for_too(place):
    someone = crowd(place.sewing, {"day": 20, "night": 20}, reached=10)[0]
    facts.declare(place.sewing, facts.DEVICES, value=True, proof="", on=before(9), by=someone, name="Lê Thị Hạnh")
    gaps.count(day())
    assert shown(place.sewing) == [("day", 20, 0), ("night", 20, 0)]


def test_the_job_counts_a_month_once_and_keeps_only_the_newest(place):
    crowd(place.sewing, {"day": 20, "night": 20})
    GapCount.objects.create(day=day() - timedelta(days=31), at=clock.now())
    assert tasks.count_groups() == 3  # the unit, its ward, the province
    assert list(GapCount.objects.values_list("day", flat=True)) == [day()]
    crowd(place.sewing, {"day": 40, "night": 40})
    assert tasks.count_groups() == 0
    assert shown(place.sewing) == [("day", 20, 0), ("night", 20, 0)]


def test_what_one_person_does_between_two_counts_is_not_seen(place):
    found = crowd(place.sewing, {"day": 20, "night": 22})
    gaps.count(before())
    first = before()
    people.tell(found[0], {"shift": "night"})
    Circumstance.objects.update(told_at=clock.now() - timedelta(days=60))
    places.master(found[1], *SKILLS, on=before(0))
    gaps.count(day())
    assert shown(place.sewing) == [("day", 20, 0), ("night", 20, 0)]
    assert set(GapFigure.objects.values_list("day", flat=True)) == {first}
    crowd(place.sewing, {"night": 9}, on=before(1))
    gaps.count(day())
    assert shown(place.sewing) == [("day", 20, 0), ("night", 30, 0)]
    assert set(GapFigure.objects.values_list("day", flat=True)) == {day()}


def test_a_hidden_table_takes_the_earlier_one_away(place):
    found = crowd(place.sewing, {"day": 12, "night": 22})
    gaps.count(before())
    assert shown(place.sewing) is not None
    for person in found[:3]:
        people.tell(person, {})
    gaps.count(day())
    assert shown(place.sewing) is None


def test_the_file_says_the_same_and_leaves_a_trace(place):
    crowd(place.sewing, {"day": 20, "night": 30}, reached=15, silent=12)
    gaps.count(day())
    places.official(place.sewing)
    browser = places.come_in()
    answer = browser.get(f"{PAGE}.xlsx?don-vi=SEW&theo=shift")
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(b"".join(answer.streaming_content)))
    rows = [row for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python()]
    assert ["Ca ngày hoặc giờ hành chính", 20.0, 15.0, 0.75] in [row[:4] for row in rows]
    assert any(row[:2] == ["Không nói", 10.0] for row in rows)
    assert Audit.objects.filter(verb="export report", what="gaps SEW shift xlsx").count() == 1


def test_filters_stand_in_the_address_and_nonsense_in_them_harms_nothing(place):
    crowd(place.sewing, {"day": 20, "night": 30})
    gaps.count(day())
    places.official(place.top, role=access.OFFICIAL)
    browser = places.come_in()
    page = text(browser.get(f"{PAGE}?don-vi=SEW&muc=workers&theo=distance"))
    assert '<option value="distance" selected>' in page
    assert "Chưa đủ dữ liệu" in page
    for query in ("muc=nothing&theo=x", "muc=connected", "theo="):
        assert browser.get(f"{PAGE}?don-vi=SEW&{query}").status_code == 200
    assert f"{PAGE}?don-vi=T&amp;muc=workers" in text(browser.get("/cb/chi-tieu?don-vi=T"))


def test_an_official_on_the_employers_side_sees_the_same_groups_and_no_other_unit(place):
    crowd(place.sewing, {"day": 20, "night": 30})
    gaps.count(day())
    places.official(place.sewing, employer_side=True)
    browser = places.come_in()
    assert "Ca ngày hoặc giờ hành chính" in text(browser.get(f"{PAGE}?don-vi=SEW"))
    for address in (PAGE, f"{PAGE}.xlsx"):
        assert browser.get(f"{address}?don-vi=T-W").status_code == 403


def test_before_the_first_count_the_page_says_so(place):
    places.official(place.sewing)
    assert "Chưa đếm lần nào" in text(places.come_in().get(f"{PAGE}?don-vi=SEW"))


def test_a_unit_that_was_moved_has_the_table_of_the_tree_of_that_day(place):
    crowd(place.sewing, {"day": 20, "night": 30})
    gaps.count(day())
    unions.move([place.sewing], place.zone, on=places.today())
    assert shown(place.ward) == [("day", 20, 0), ("night", 30, 0)]
    assert shown(place.zone) is None
