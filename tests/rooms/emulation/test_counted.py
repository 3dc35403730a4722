"""What drives count of classes and contests."""

from __future__ import annotations

from datetime import timedelta

import pytest

from hocvuso.classes.models import Attendance
from hocvuso.core.emulation import Criterion
from hocvuso.emulation import criteria, queries, words
from hocvuso.plumbing import clock
from tests.rooms import places
from tests.rooms.classes import rooms_of_classes as classes
from tests.rooms.contests import rooms_of_contests as contests
from tests.rooms.emulation.drives_of import pledged, running
from tests.rooms.families.households import worker

pytestmark = pytest.mark.django_db(databases="__all__")


def test_hours_in_classes_are_counted_from_attendance(place: places.Province):
    row = running(place.ward, criteria=(Criterion("person", "hours", 2),))
    lan, mai = worker(place), worker(place, "Trần Thị Mai")
    session = classes.planned(place.sewing, places.official(place.sewing)).sessions.first()
    assert session is not None
    at = clock.now() - timedelta(days=2)
    session.starts_at, session.ends_at = at, at + timedelta(minutes=130)
    session.save()
    for person, kind in ((lan, "present"), (mai, "absent")):
        Attendance.objects.create(session=session, person=person, kind=kind, way="list", at=at)
    (hours,) = queries.progress(row, pledged(row, lan, place.sewing), places.today())
    assert (hours.done, hours.is_met) == (2, True)
    (hours,) = queries.progress(row, pledged(row, mai, place.sewing), places.today())
    assert hours.done == 0


def test_a_contest_is_an_event_of_a_drive_by_its_id(place: places.Province):
    held = contests.running(place.sewing, places.official(place.sewing))
    about = criteria.about("contest")
    assert about is not None
    assert str(held.id) in [number for number, _title in about.of(place.ward, places.today())]
    asked = Criterion("person", "contest", 1, str(held.id))
    assert held.title in words.criterion(asked)
    row, lan, mai = running(place.ward, criteria=(asked,)), worker(place), worker(place, "Trần Thị Mai")
    contests.handed_in(held, lan, 3)
    (took_part,) = queries.progress(row, pledged(row, lan, place.sewing), places.today())
    assert took_part.is_met
    (did_not,) = queries.progress(row, pledged(row, mai, place.sewing), places.today())
    assert not did_not.is_met
    gone = Criterion("person", "contest", 1, "không phải số")
    assert criteria.find("person", "contest").count([lan], row.starts_on, row.ends_on, gone.about) == {}  # type: ignore[union-attr]
