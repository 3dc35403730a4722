"""Full-time officials are counted by the mark that has its own dates."""

from datetime import date, datetime

import pytest

from hocvuso.people.actions import By
from hocvuso.people.models import Consent
from hocvuso.plumbing import clock
from hocvuso.reports import figures
from hocvuso.reports.models import Tally
from hocvuso.reports.rollups import counting
from hocvuso.reports.targets import find
from hocvuso.unions import actions as unions
from hocvuso.unions import belonging
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
