"""Seats of a class: the last one, the waiting line, giving it up, who is told, what a trainer sees."""

from __future__ import annotations

from datetime import timedelta

import icalendar
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hocvuso.classes import attending, planning, queries, seats, tasks
from hocvuso.classes.models import GONE, SEATED, WAITING, Class, Enrolment
from hocvuso.core.meeting import Meeting
from hocvuso.people import actions as people
from hocvuso.people import own_data
from hocvuso.plumbing import clock, outbox
from hocvuso.plumbing.ids import uuid7
from hocvuso.unions import access
from tests.rooms import places
from tests.rooms.classes.race import ROUNDS
from tests.rooms.classes.rooms_of_classes import begun, planned
from tests.rooms.racing import raced

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]


@pytest.fixture
def workers(place):
    return [places.worker(name, place.sewing, agreed=True) for name in ("Trần An", "Lê Bình", "Đỗ Chi", "Hồ Dung")]


def told(kind):
    return [each.recipient for each in outbox.due() if each.kind == kind]


def test_the_same_plan_twice_is_one_class(place, chair):
    number = uuid7()
    assert planned(place.sewing, chair, number=number).id == planned(place.sewing, chair, number=number).id
    assert Class.objects.count() == 1
    assert [each.number for each in queries.sessions(number)] == [1, 2, 3]


def test_whoever_comes_after_the_last_seat_waits_in_the_order_of_coming(place, chair, workers):
    row = planned(place.sewing, chair, seats=2)
    assert [seats.enrol(row.id, each) for each in workers] == [SEATED, SEATED, WAITING, WAITING]
    lines = [queries.standing(row.id, each) for each in workers[2:]]
    assert [seats.place_in_line(each) for each in lines if each] == [1, 2]


def test_enrolling_twice_is_once_and_keeps_the_place(place, chair, workers):
    row = planned(place.sewing, chair, seats=1)
    for _again in range(2):
        assert seats.enrol(row.id, workers[0]) == SEATED
        assert seats.enrol(row.id, workers[1]) == WAITING
    assert Enrolment.objects.count() == 2


def test_a_seat_given_up_goes_to_the_first_who_waits_and_he_is_told(place, chair, workers):
    row = planned(place.sewing, chair, seats=1)
    for each in workers[:3]:
        seats.enrol(row.id, each)
    assert seats.leave(row.id, workers[0]) and not seats.leave(row.id, workers[0])
    assert told("class_seat") == [workers[1]]
    states = {each.person: each.state for each in Enrolment.objects.all()}
    assert states == {workers[0]: GONE, workers[1]: SEATED, workers[2]: WAITING}
    assert seats.enrol(row.id, workers[0]) == WAITING, "who comes back stands at the end of the line"
    assert seats.place_in_line(queries.standing(row.id, workers[0])) == 2


def test_more_seats_call_up_and_fewer_than_taken_are_refused(place, chair, workers):
    row = planned(place.sewing, chair, seats=1)
    for each in workers:
        seats.enrol(row.id, each)
    plan = planning.Plan(None, "", (), row.name, 3, row.place)
    planning.change(row.id, plan, by=chair)
    assert seats.taken(row.id) == 3 and set(told("class_seat")) == set(workers[1:3])
    with pytest.raises(planning.Refused, match="fewer"):
        planning.change(row.id, planning.Plan(None, "", (), row.name, 2, row.place), by=chair)
    assert Class.objects.get().seats == 3


def test_nobody_enrols_in_a_class_that_is_over_or_called_off(place, chair, workers):
    over = planned(place.sewing, chair, starts=clock.now() - timedelta(days=30), meetings=2)
    off = planned(place.sewing, chair)
    planning.call_off_class(off.id, "mưa bão", by=chair)
    for row in (over, off):
        with pytest.raises(seats.Closed):
            seats.enrol(row.id, workers[0])


def test_a_list_is_entered_once_and_each_of_it_told(place, chair, workers):
    row = planned(place.sewing, chair, seats=3)
    seats.enrol(row.id, workers[0])
    assert seats.enrol_many(row.id, [*workers, workers[1]], by=chair) == {SEATED: 2, WAITING: 1, "": 1}
    assert seats.enrol_many(row.id, workers, by=chair) == {SEATED: 0, WAITING: 0, "": 4}
    assert set(told("class_entered")) == set(workers[1:])


def test_everybody_with_a_seat_or_in_line_hears_of_a_moved_meeting_once(place, chair, workers):
    row = planned(place.sewing, chair, seats=1)
    for each in workers[:2]:
        seats.enrol(row.id, each)
    seats.enrol(row.id, workers[2])
    seats.leave(row.id, workers[2])
    session = queries.sessions(row.id)[0]
    later = type(session.meeting)(session.starts_at + timedelta(hours=2), session.ends_at + timedelta(hours=2))
    for _again in range(2):
        planning.move(session.id, later, "Hội trường", by=chair)
    assert set(told("class_moved")) == set(workers[:2])
    assert len(told("class_moved")) == 2
    moved = queries.session(session.id)
    assert (moved.starts_at, moved.place, moved.changes) == (later.starts, "Hội trường", 1)


def test_what_is_over_is_not_moved_and_nothing_is_moved_into_the_past(place, chair):
    row = planned(place.sewing, chair)
    first, second, _third = queries.sessions(row.id)
    past = type(first.meeting)(clock.now() - timedelta(hours=2), clock.now() - timedelta(hours=1))
    with pytest.raises(planning.Refused, match="past"):
        planning.move(second.id, past, "", by=chair)
    begun(row, minutes=120)
    with pytest.raises(planning.Refused, match="over"):
        planning.move(first.id, second.meeting, "", by=chair)
    with pytest.raises(planning.Refused, match="over"):
        planning.call_off(first.id, by=chair)


def test_a_class_of_which_a_meeting_is_called_off_keeps_the_others(place, chair, workers):
    row = planned(place.sewing, chair)
    seats.enrol(row.id, workers[0])
    second = queries.sessions(row.id)[1]
    for _again in range(2):
        planning.call_off(second.id, by=chair)
    assert [each.state for each in queries.sessions(row.id)] == ["planned", "off", "planned"]
    assert told("class_off") == [workers[0]]


def test_a_class_held_again_has_the_same_hours_on_later_days_and_nobody_in_it(place, chair, workers):
    night = clock.now().astimezone(clock.VIETNAM).replace(hour=23, minute=15, second=0, microsecond=0)
    row = planned(place.sewing, chair, starts=night + timedelta(days=1))
    seats.enrol(row.id, workers[0])
    first = places.today() + timedelta(days=61)
    number = uuid7()
    made = planning.copy(row.id, number, first, by=chair)
    assert planning.copy(row.id, number, first, by=chair).id == made.id
    meetings = [each.meeting for each in queries.sessions(made.id)]
    assert [clock.day_of(each.starts) for each in meetings] == [first + timedelta(weeks=week) for week in range(3)]
    assert {f"{each.starts.astimezone(clock.VIETNAM):%H:%M}" for each in meetings} == {"23:15"}
    assert {each.minutes for each in meetings} == {60}
    assert made.course_id == row.course_id and made.code != row.code and seats.taken(made.id) == 0


def test_a_trainer_sees_his_class_by_name_while_somebody_has_a_seat(place, chair, workers):
    guest = places.official(place.zone, username="khach", role=access.TRAINER)
    row = planned(place.sewing, chair, trainer=guest)
    seats.enrol(row.id, workers[0])
    day = places.today()
    assert access.shown_among(guest, workers, day) == {workers[0]}
    assert [each.name for each in queries.roll(guest, row.id, day)] == ["Trần An"]
    seats.leave(row.id, workers[0])
    assert access.shown_among(guest, workers, day) == set()


def test_another_trainer_sees_the_class_and_the_one_before_no_longer(place, chair, workers):
    first, second = (
        places.official(place.zone, username=name, role=access.TRAINER) for name in ("khach", "khach2")
    )  # fmt: skip
    row = planned(place.sewing, chair, trainer=first)
    seats.enrol_many(row.id, workers[:2], by=chair)
    planning.change(row.id, planning.Plan(None, "", (), row.name, 30, row.place, trainer=second), by=chair)
    day = places.today()
    assert access.shown_among(first, workers, day) == set()
    assert access.shown_among(second, workers, day) == set(workers[:2])


@pytest.mark.parametrize(("days", "sees"), [(6, True), (8, False)])
def test_what_a_trainer_sees_ends_a_week_after_the_class(place, chair, workers, days, sees):
    guest = places.official(place.zone, username="khach", role=access.TRAINER)
    row = planned(place.sewing, chair, trainer=guest, meetings=1)
    seats.enrol(row.id, workers[0])
    begun(row, minutes=days * 24 * 60)
    tasks.close_old()
    assert access.shown_among(guest, workers, places.today()) == ({workers[0]} if sees else set())


def test_a_conference_is_entered_with_the_same_statements_as_a_handful(place, chair):
    def entered(number):
        row = planned(place.sewing, chair, seats=number - 1, trainer=places.official(place.zone, username=f"k{number}"))
        crowd = [people.enrol(full_name=f"Người {at}") for at in range(number)]
        with CaptureQueriesContext(connection) as asked:
            assert seats.enrol_many(row.id, crowd, by=chair) == {SEATED: number - 1, WAITING: 1, "": 0}
        return len(asked)

    few, many = entered(5), entered(400)
    assert few < 20 and many < 40, "statements are split into batches, and nothing else grows"


def test_of_two_accounts_that_are_one_person_the_seats_come_together(place, chair, workers):
    row, other = planned(place.sewing, chair), planned(place.sewing, chair, name="Lớp khác")
    gone, kept = workers[:2]
    for number, person in ((row.id, gone), (row.id, kept), (other.id, gone)):
        seats.enrol(number, person)
    holder = next(each for each in own_data.holders() if each.name == "classes")
    moved = holder.merged(gone, kept)
    assert {each.of_id for each in Enrolment.objects.filter(person=kept)} == {row.id, other.id}
    holder.unmerged(gone, kept, moved)
    assert {each.of_id for each in Enrolment.objects.filter(person=gone)} == {row.id, other.id}


def test_erasing_somebody_takes_his_seats_along(place, chair, workers):
    row = planned(place.sewing, chair)
    session = begun(row)
    seats.enrol(row.id, workers[0])
    attending.write(session.id, {workers[0]: "present"}, by=chair)
    holder = next(each for each in own_data.holders() if each.name == "classes")
    assert holder.count([workers[0]]) == 2 and holder.export([workers[0]])["attendance"][0]["kind"] == "present"
    people.erase(workers[0], by=None, way="asked")
    assert holder.count([workers[0]]) == 0


def test_two_who_ask_for_the_last_seat_at_one_moment_are_one_seat_and_one_in_line(tmp_path):
    assert raced("tests.rooms.classes.race", tmp_path) == {"seated waiting": ROUNDS}


def test_the_calendar_of_a_class_keeps_its_uids_when_a_meeting_moves_and_is_called_off(place, chair):
    row = planned(place.sewing, chair)
    row.link = "https://vi-du.example/vao"
    row.save()

    def events():
        body = Client().get(f"/lop/{row.code}/lich.ics").content
        assert b"vi-du.example/vao" not in body
        return icalendar.Calendar.from_ical(body).walk("VEVENT")

    before = [str(each["UID"]) for each in events()]
    first, second, _third = row.sessions.all()
    later = Meeting(first.starts_at + timedelta(hours=2), first.ends_at + timedelta(hours=2))
    planning.move(first.id, later, "Phòng 3", by=chair)
    planning.call_off(second.id, by=chair)
    after = events()
    assert len(before) == 3 and [str(each["UID"]) for each in after] == before
    assert after[0].decoded("DTSTART") == later.starts.replace(microsecond=0) and int(after[0]["SEQUENCE"]) == 1
    assert [str(each["STATUS"]) for each in after] == ["CONFIRMED", "CANCELLED", "CONFIRMED"]
    assert Client().get("/lop/zzzzzz/lich.ics").status_code == 404
