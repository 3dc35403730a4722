"""Signing in without a network: what a phone carries by the door of events; the learner's own square; the pages."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from hocvuso.classes import attending, planning, queries, seats
from hocvuso.classes.models import Attendance
from hocvuso.core import meeting
from hocvuso.plumbing import clock
from hocvuso.plumbing.ids import uuid7
from tests.rooms import places
from tests.rooms.classes.rooms_of_classes import begun, phone_of, planned
from tests.rooms.people import learners

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]


@pytest.fixture
def worker(place):
    return places.worker("Trần An", place.sewing)


def digits(session, at):
    return meeting.code(bytes.fromhex(session.secret), meeting.slot_of(at))


def carries(phone: Client, code: str, typed: str, *, at=None, **more) -> dict:
    """Send what a phone kept, and return what became of it."""
    event = {
        "id": str(uuid7()), "kind": "attend", "content_id": code, "device": str(uuid7()), "counter": 1,
        "client_at": (at or clock.now()).isoformat(), "response": {"ma": typed}, **more,
    }  # fmt: skip
    reply = phone.post("/api/v1/events", {"events": [event]}, content_type="application/json",
                       headers={"origin": "http://testserver"})  # fmt: skip
    return reply.json()["results"][0]


def test_digits_read_without_a_network_count_days_later_for_when_they_stood_there(place, chair, worker):
    row = planned(place.sewing, chair)
    session = begun(row, minutes=3 * 24 * 60)
    seats.enrol(row.id, worker)
    read_at = session.starts_at + timedelta(minutes=2)
    phone = phone_of(worker)
    assert carries(phone, row.code, digits(session, read_at))["status"] == "stored"
    assert carries(phone, row.code, digits(session, read_at))["status"] == "duplicate"
    line = Attendance.objects.get()
    assert (line.kind, line.way) == ("present", "carried")
    assert abs(line.at - read_at) <= timedelta(seconds=meeting.SLOT)


@pytest.mark.parametrize("years", [-6, 3])
def test_a_phone_whose_clock_is_wrong_is_not_asked_for_the_time(place, chair, worker, years):
    row = planned(place.sewing, chair)
    session = begun(row, minutes=40)
    seats.enrol(row.id, worker)
    wrong = clock.now() + timedelta(days=365 * years)
    read = digits(session, session.starts_at + timedelta(minutes=1))
    assert carries(phone_of(worker), row.code, read, at=wrong)["status"] == "stored"
    assert Attendance.objects.get().kind == "present"


@pytest.mark.parametrize("days", [8, 30])
def test_after_a_week_it_is_too_late(place, chair, worker, days):
    row = planned(place.sewing, chair)
    session = begun(row, minutes=days * 24 * 60)
    seats.enrol(row.id, worker)
    answer = carries(phone_of(worker), row.code, digits(session, session.starts_at))
    assert (answer["status"], answer["reason"]) == ("refused", "attend_wrong")


def test_what_is_refused_says_why(place, chair, worker):
    row = planned(place.sewing, chair)
    session = begun(row)
    read = digits(session, clock.now())
    phone = phone_of(worker)
    assert carries(phone, "zzzzzz", read)["reason"] == "unknown_class"
    assert carries(phone, row.code, "")["reason"] == "attend_wrong"
    assert (
        carries(phone, row.code, read, person=str(places.worker("Lê Bình", place.sewing)))["reason"] == "other_person"
    )
    nameless = Client()
    learners.answered(nameless)
    assert carries(nameless, row.code, read)["reason"] == "no_name"
    planning.call_off(session.id, by=chair)
    assert carries(phone, row.code, read)["reason"] == "attend_off"
    assert not Attendance.objects.exists()


def test_whoever_guesses_is_stopped(place, chair, worker):
    row = planned(place.sewing, chair)
    begun(row, minutes=90)
    phone = phone_of(worker)
    reasons = [carries(phone, row.code, f"{number:06d}")["reason"] for number in range(24)]
    assert "often" in reasons[20:] and set(reasons[:15]) <= {"attend_wrong", ""}


def test_the_page_can_be_opened_the_day_before_and_takes_digits_after_the_class(place, chair, worker):
    row = planned(place.sewing, chair)
    seats.enrol(row.id, worker)
    phone = phone_of(worker)
    path = f"/lop/{row.code}/diem-danh"
    assert 'data-attend="' in phone.get(path).content.decode()
    assert f'data-ahead href="{path}"' in phone.get(f"/lop/{row.code}").content.decode()
    session = begun(row, minutes=2 * 24 * 60)
    page = phone.post(path, {"ma": digits(session, session.starts_at)}).content.decode()
    assert "Bạn có mặt" in page or "Đã điểm danh" in page
    assert Attendance.objects.get().way == "carried"


def test_the_page_says_at_once_that_somebody_is_on_the_list(place, chair, worker):
    row = planned(place.sewing, chair)
    session = begun(row)
    seats.enrol(row.id, worker)
    phone = phone_of(worker)
    phone.post(f"/lop/{row.code}/diem-danh", {"ma": digits(session, clock.now())})
    assert "data-attend" not in phone.get(f"/lop/{row.code}/diem-danh").content.decode()


def test_his_own_square_is_read_by_whoever_leads_the_class(place, chair, worker):
    row = planned(place.sewing, chair)
    seats.enrol(row.id, worker)
    seat = queries.standing(row.id, worker)
    phone = phone_of(worker)
    assert "Mã của tôi" in phone.get(f"/lop/{row.code}").content.decode()
    path = f"/lop/{row.code}/the/{seat.id}"
    shown = phone.get(path)
    assert shown.status_code == 403 and "Trần An" not in shown.content.decode()
    desk = places.come_in()
    to = desk.get(path)["location"]
    assert "Lúc này không có buổi học" in desk.get(to).content.decode()
    begun(row)
    assert "Trần An" in desk.get(to).content.decode()
    for _again in range(2):
        assert "Đã có trong danh sách" in desk.post(to, follow=True).content.decode()
    line = Attendance.objects.get()
    assert (line.kind, line.way, line.by) == ("present", "list", chair)


def test_whoever_has_come_late_is_late_also_by_his_square(place, chair, worker):
    row = planned(place.sewing, chair)
    seats.enrol(row.id, worker)
    session = begun(row, minutes=30)
    attending.let_in(session.id, worker, by=chair)
    assert Attendance.objects.get().kind == "late"
