"""Reminders of a class, and a class that is moved while people are on their way."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client

from hocvuso.awareness import drill
from hocvuso.channels import dispatch, reminders
from hocvuso.channels.kinds import KINDS
from hocvuso.channels.models import Contact, Letter, Notice
from hocvuso.classes import planning, queries, seats
from hocvuso.core.meeting import Meeting
from hocvuso.learning.models import SkillStanding
from hocvuso.people import actions as people
from hocvuso.plumbing import clock, outbox
from tests.rooms import places
from tests.rooms.classes.rooms_of_classes import phone_of, planned

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]
HOUR = timedelta(hours=1)


class Time:
    """The clock of a test: a Tuesday evening."""

    now = datetime(2026, 11, 24, 18, 10, tzinfo=clock.VIETNAM)


@pytest.fixture
def time(monkeypatch):
    hands = Time()
    monkeypatch.setattr(clock, "now", lambda: hands.now)
    monkeypatch.setattr(drill, "of_week", lambda _week: None)  # no story comes between
    return hands


@pytest.fixture
def lan(place, time):
    return worker(place, "Nguyễn Thị Lan")


def worker(place, name, *, agreed=True, shift=""):
    person = places.worker(name, place.sewing, agreed=True)
    people.decide(person, "remind", given=agreed, way="test")
    Contact.objects.create(person_id=person, shift=shift or "morning")
    return person


def tomorrow(place, chair, time, **more):
    """A class on the next day at 18:00."""
    return planned(place.sewing, chair, starts=time.now.replace(hour=18, minute=0) + timedelta(days=1), **more)


def came(person):
    reminders.plan_due()
    dispatch.deliver_due()
    return list(Notice.objects.filter(person_id=person).order_by("at", "id").values_list("kind", flat=True))


def test_whoever_agreed_is_reminded_once_of_each_meeting_with_day_hour_and_place(place, chair, time, lan):
    seats.enrol(tomorrow(place, chair, time).id, lan)
    assert came(lan) == ["class_soon"] == came(lan)
    notice = Notice.objects.get()
    words = KINDS["class_soon"]
    assert words.title(notice.facts) == "Nhận ra lừa đảo: 25/11 lúc 18:00"
    assert "Nhà ăn" in words.text(notice.facts) and words.why and "25/11" in words.why(notice.facts)
    time.now += timedelta(days=7)
    assert came(lan) == ["class_soon", "class_soon"], "the next week has a meeting of its own"


def test_nobody_is_reminded_who_did_not_agree_waits_for_a_seat_or_left(place, chair, time, lan):
    row = tomorrow(place, chair, time, seats=1)
    quiet = worker(place, "Lê Bình", agreed=False)
    for each in (quiet, lan):
        seats.enrol(row.id, each)
    assert came(quiet) == [] == came(lan)
    seats.leave(row.id, quiet)
    assert came(lan) == ["class_seat", "class_soon"], "he has the seat now"
    assert came(quiet) == []


def test_a_reminder_that_is_no_longer_true_is_told_to_nobody(place, chair, time, lan):
    row = tomorrow(place, chair, time)
    seats.enrol(row.id, lan)
    reminders.plan_due()
    seats.leave(row.id, lan)
    time.now += HOUR
    dispatch.deliver_due()
    assert not Notice.objects.exists(), "he gave his seat up before it went"
    seats.enrol(row.id, lan)
    outbox.erase([lan])
    reminders.plan_due()
    session = queries.sessions(row.id)[0]
    planning.move(session.id, Meeting(session.starts_at + HOUR, session.ends_at + HOUR), "", by=chair)
    time.now += HOUR
    dispatch.deliver_due()
    assert list(Notice.objects.values_list("kind", flat=True)) == ["class_moved"]


def test_nothing_comes_in_work_or_sleep(place, chair, time):
    night = worker(place, "Trần An", shift="night")
    time.now = time.now.replace(hour=23, minute=0)
    row = planned(place.sewing, chair, starts=time.now + timedelta(hours=20))
    seats.enrol(row.id, night)
    assert came(night) == [], "he works"
    time.now += timedelta(hours=8, minutes=30)
    assert came(night) == [], "he sleeps"
    time.now = time.now.replace(hour=14, minute=5)
    assert came(night) == ["class_soon"]


def test_one_of_the_two_reminders_of_a_week_is_kept_for_the_class(place, chair, time, lan):
    def review():
        SkillStanding.objects.update_or_create(
            person=lan, skill="kns.4.3", defaults={"band": "mastered", "due_on": clock.today(), "since": clock.now()}
        )

    row = planned(place.sewing, chair, starts=time.now + timedelta(days=5))
    seats.enrol(row.id, lan)
    review()
    assert came(lan) == ["review_due"]
    for _day in range(3):
        time.now += timedelta(days=1)
        review()
        assert came(lan) == ["review_due"], "the second one is kept"
    time.now += timedelta(days=1)
    assert came(lan) == ["review_due", "class_soon"]


def letters(person):
    return set(Letter.objects.filter(person_id=person).values_list("kind", flat=True))


@pytest.mark.parametrize(("hours", "kind"), [(2, "class_moved_now"), (20, "class_moved")])
def test_who_may_be_on_the_way_is_told_at_any_hour(place, chair, time, lan, hours, kind):
    time.now = time.now.replace(hour=12)  # he works
    row = planned(place.sewing, chair, starts=time.now + timedelta(hours=hours))
    seats.enrol(row.id, lan)
    session = queries.sessions(row.id)[0]
    planning.move(session.id, session.meeting, "Hội trường B", by=chair)
    assert came(lan)[0] == kind
    assert KINDS[kind].at_once == (hours == 2)
    facts = Notice.objects.get(kind=kind).facts
    assert facts["place"] == "Hội trường B"
    if hours == 2:
        assert "Hội trường B" in KINDS[kind].text(facts)


def test_a_class_put_off_to_next_week_an_hour_before_it_begins_is_told_at_once(place, chair, time, lan):
    row = planned(place.sewing, chair, starts=time.now + HOUR)
    seats.enrol(row.id, lan)
    session = queries.sessions(row.id)[0]
    later = Meeting(session.starts_at + timedelta(days=3), session.ends_at + timedelta(days=3))
    planning.move(session.id, later, "", by=chair)
    assert came(lan) == ["class_moved_now"]


def test_calling_off_and_another_place_for_the_whole_class_are_told_at_once_too(place, chair, time, lan):
    row = planned(place.sewing, chair, starts=time.now + HOUR)
    seats.enrol(row.id, lan)
    planning.change(row.id, planning.Plan(None, "", (), row.name, 30, "Sân vận động"), by=chair)
    first = queries.sessions(row.id)[0]
    assert (first.changes, first.was_place) == (1, "Nhà ăn"), "calendars that follow it see the change"
    planning.call_off(first.id, by=chair)
    assert came(lan) == ["class_changed_now", "class_off_now"]


def test_the_page_of_a_class_begins_with_what_was_changed(place, chair, time, lan):
    row = planned(place.sewing, chair, starts=time.now + HOUR)
    seats.enrol(row.id, lan)
    browser = phone_of(lan)
    assert "Trước đó" not in browser.get(f"/lop/{row.code}").content.decode()
    session = queries.sessions(row.id)[0]
    planning.move(session.id, Meeting(session.starts_at + HOUR, session.ends_at + HOUR), "Hội trường B", by=chair)
    for path in (f"/lop/{row.code}", "/lop"):
        page = browser.get(path).content.decode()
        assert "Hội trường B" in page and "Trước đó: thứ Ba 24/11, 19:10, Nhà ăn" in page
        main = page[page.index("<main") :]
        assert main.index("Đã đổi") < main.index("Hội trường B")
    stranger = Client().get(f"/lop/{row.code}").content.decode()
    assert "Trước đó" not in stranger, "only whoever had a seat knew of it before"
