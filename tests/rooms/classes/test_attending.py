"""Signing in by the code on the wall, now or sent later; the list of whoever leads the class."""

from __future__ import annotations

from datetime import timedelta

import pytest

from hocvuso.classes import attending, planning, queries, seats
from hocvuso.classes.models import Attendance, Enrolment
from hocvuso.core import meeting
from hocvuso.plumbing import clock
from tests.rooms import places
from tests.rooms.classes.rooms_of_classes import begun, planned

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]


@pytest.fixture
def worker(place):
    return places.worker("Trần An", place.sewing)


def digits(session, at=None):
    return meeting.code(bytes.fromhex(session.secret), meeting.slot_of(at or clock.now()))


def test_the_code_on_the_wall_writes_down_who_came_once(place, chair, worker):
    row = planned(place.sewing, chair)
    session = begun(row)
    seats.enrol(row.id, worker)
    assert attending.sign_in(session.id, worker, digits(session)) == "present"
    assert attending.sign_in(session.id, worker, digits(session)) == "present"
    line = Attendance.objects.get()
    assert (line.kind, line.way, line.person) == ("present", "wall", worker)
    assert queries.came(session.id) == 1


def test_a_code_that_was_read_without_a_link_counts_for_the_time_it_stood_there(place, chair, worker):
    row = planned(place.sewing, chair)
    session = begun(row, minutes=50)
    read_at = session.starts_at + timedelta(minutes=3)
    assert attending.sign_in(session.id, worker, digits(session, read_at)) == "present"
    line = Attendance.objects.get()
    assert line.way == "carried" and abs(line.at - read_at) <= timedelta(seconds=meeting.SLOT)


def test_who_reads_it_late_is_late(place, chair, worker):
    session = begun(planned(place.sewing, chair), minutes=40)
    assert attending.sign_in(session.id, worker, digits(session)) == "late"


@pytest.mark.parametrize("typed", ["", "000", "abcdef", "1234567"])
def test_what_no_wall_showed_is_refused(place, chair, worker, typed):
    session = begun(planned(place.sewing, chair))
    with pytest.raises(attending.Refused, match="wrong"):
        attending.sign_in(session.id, worker, typed)
    assert not Attendance.objects.exists()


def test_a_code_of_another_meeting_is_refused(place, chair, worker):
    session, other = begun(planned(place.sewing, chair)), begun(planned(place.sewing, chair, name="Lớp khác"))
    with pytest.raises(attending.Refused, match="wrong"):
        attending.sign_in(session.id, worker, digits(other))


def test_who_comes_without_a_seat_gets_a_free_one_and_none_where_all_are_taken(place, chair, worker):
    row = planned(place.sewing, chair, seats=1)
    session = begun(row)
    attending.sign_in(session.id, worker, digits(session))
    assert seats.taken(row.id) == 1
    late_comer = places.worker("Lê Bình", place.sewing)
    with pytest.raises(attending.Refused, match="full"):
        attending.sign_in(session.id, late_comer, digits(session))
    assert Enrolment.objects.count() == 1


def test_a_meeting_that_was_called_off_takes_nobody(place, chair, worker):
    row = planned(place.sewing, chair)
    session = begun(row)
    planning.call_off(session.id, by=chair)
    with pytest.raises(attending.Refused, match="off"):
        attending.sign_in(session.id, worker, digits(session))


def test_the_list_is_written_as_a_whole_only_for_seats_and_can_be_taken_back(place, chair, worker):
    row = planned(place.sewing, chair)
    session = begun(row)
    seats.enrol(row.id, worker)
    stranger = places.worker("Lê Bình", place.sewing)
    kinds = {worker: "excused", stranger: "present"}
    assert len(attending.write(session.id, kinds, by=chair)) == 1
    assert attending.write(session.id, kinds, by=chair) == []
    assert queries.presences(row.id) == {1: {"excused": 1}}
    assert len(attending.write(session.id, {worker: ""}, by=chair)) == 1
    assert not Attendance.objects.exists()
    assert attending.write(session.id, {worker: "nonsense"}, by=chair) == []


def test_an_excuse_does_not_keep_somebody_from_coming_after_all(place, chair, worker):
    row = planned(place.sewing, chair)
    session = begun(row)
    seats.enrol(row.id, worker)
    attending.write(session.id, {worker: "excused"}, by=chair)
    assert attending.sign_in(session.id, worker, digits(session)) == "present"
    assert queries.roll(chair, row.id, places.today())[0].came == 1


def test_another_room_writes_down_many_at_once_and_twice_is_once(place, chair):
    crowd = [places.worker(f"Người {at}", place.sewing) for at in range(4)]
    row = planned(place.sewing, chair, seats=3)
    session = begun(row)
    seats.enrol(row.id, crowd[3])
    attending.write(session.id, {crowd[3]: "excused"}, by=chair)
    now = clock.now()
    for _again in range(2):
        came = attending.present(session.id, [crowd[3], *crowd[:3]], at=now, way="hall")
        assert came == [crowd[3], *crowd[:2]], "the last one finds no free seat"
    assert queries.presences(row.id) == {1: {"present": 3}}
    assert set(Attendance.objects.values_list("way", flat=True)) == {"hall"}
    assert Enrolment.objects.count() == 3


def test_another_room_writes_nobody_down_at_a_meeting_that_was_called_off(place, chair, worker):
    session = begun(planned(place.sewing, chair))
    planning.call_off(session.id, by=chair)
    with pytest.raises(attending.Refused, match="off"):
        attending.present(session.id, [worker], at=clock.now(), way="hall")
