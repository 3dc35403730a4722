"""Reminders: planned from what is true, sent in open hours, two a week, with their reason, stopped with one tap."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hocvuso.awareness import drill
from hocvuso.channels import dispatch, links, queries, reminders
from hocvuso.channels.models import Contact, Letter, Notice
from hocvuso.core.scenario import weekly
from hocvuso.learning import actions as learning
from hocvuso.learning.intake import Incoming
from hocvuso.learning.models import LearnerState, SkillStanding
from hocvuso.people import actions as people
from hocvuso.people.queries import has_agreed
from hocvuso.plumbing import clock, outbox
from hocvuso.plumbing.ids import uuid7
from tests.rooms import places
from tests.rooms.people import learners

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]


class Time:
    """The clock of a test."""

    now = datetime(2026, 11, 24, 18, 10, tzinfo=clock.VIETNAM)


@pytest.fixture
def time(monkeypatch) -> Time:
    hands = Time()
    monkeypatch.setattr(clock, "now", lambda: hands.now)
    return hands


def worker(place, name="Nguyễn Thị Lan", *, shift="", agreed=True) -> uuid.UUID:
    person = places.worker(name, place.sewing, agreed=True)
    people.decide(person, "remind", given=agreed, way="test")
    if shift:
        Contact.objects.create(person_id=person, shift=shift)
    return person


@pytest.fixture
def lan(place, time) -> uuid.UUID:
    return worker(place)


def due(person: uuid.UUID, *skills: str) -> None:
    """Let skills be due for review since yesterday."""
    for skill in skills:
        SkillStanding.objects.create(
            person=person, skill=skill, band="mastered", due_on=clock.today() - timedelta(days=1), since=clock.now()
        )


def went(person: uuid.UUID, time: Time) -> list[str]:
    """Plan and send what is due now; return the kinds that have come so far, oldest first."""
    reminders.plan_due()
    dispatch.deliver_due()
    return list(Notice.objects.filter(person_id=person).order_by("at").values_list("kind", flat=True))


def test_a_review_that_is_due_is_told_with_its_reason(lan, time):
    due(lan, "kns.4.3", "kns.6.2")
    assert went(lan, time) == ["review_due"]
    [told] = queries.reminders(lan)
    assert told.why == "2 kỹ năng đến hạn ôn."
    assert went(lan, time) == ["review_due"], "planned again, nothing more comes"


def test_who_did_not_agree_or_stopped_hears_nothing(place, time):
    person = worker(place, agreed=False)
    due(person, "kns.4.3")
    assert went(person, time) == []
    assert outbox.waiting([person], reminders.REMINDERS) == []


def test_nobody_is_reminded_in_his_shift_and_the_message_waits_for_its_end(place, time):
    person = worker(place, shift="morning")
    due(person, "kns.4.3")
    time.now = time.now.replace(hour=9)
    assert went(person, time) == []
    time.now = time.now.replace(hour=13, minute=50)
    assert went(person, time) == [], "planned for 14:30, half an hour after the shift"
    [(_person, _kind, at)] = outbox.waiting([person], reminders.REMINDERS)
    assert (at.astimezone(clock.VIETNAM).hour, at.astimezone(clock.VIETNAM).minute) == (14, 30)
    time.now = time.now.replace(hour=14, minute=31)
    assert went(person, time) == ["review_due"]


def test_three_weeks_of_reasons_are_two_reminders_in_any_seven_days(lan, time):
    due(lan, "kns.4.3")
    LearnerState.objects.create(
        person=lan, blob=b"", model_version=1, updated_at=clock.now() - timedelta(days=5), folded_to=0
    )
    start = time.now
    for step in range(21 * 3):
        time.now = start + timedelta(hours=8 * step)
        went(lan, time)
    at = list(Notice.objects.filter(person_id=lan).order_by("at").values_list("at", flat=True))
    assert 5 <= len(at) <= 6
    assert all(third - first >= timedelta(days=7) for first, third in zip(at, at[2:], strict=False))


def test_a_pause_is_told_once_and_a_long_one_never(lan, place, time):
    week = weekly.number(clock.today())
    found = drill.of_week(week)
    assert found is not None
    gone = worker(place, "Trần Văn Xa")
    for person, days in ((lan, 6), (gone, 90)):
        LearnerState.objects.create(
            person=person, blob=b"", model_version=1, updated_at=clock.now() - timedelta(days=days), folded_to=0
        )
    reasons = {person: {each.kind for _p, each in reminders._pauses([person], clock.now())} for person in (lan, gone)}
    assert reasons == {lan: {"learn_again"}, gone: set()}


def test_the_story_of_the_week_is_told_to_who_has_not_played_it(place, time):
    played, other = worker(place), worker(place, "Trần Văn Ba")
    found = drill.of_week(weekly.number(clock.today()))
    assert found is not None
    run = Incoming(
        uuid7(int(clock.now().timestamp() * 1000)), "scenario", found.scenario.id, uuid7(), None, clock.now(),
        context="alone", variant=str(found.story.place), response={"log": [[900, "finish", "", ""]]},
    )  # fmt: skip
    assert learning.record(played, [run], now=clock.now())[0].status == "stored"
    reminders.plan_due()
    waits = {person: kind for person, kind, _at in outbox.waiting([played, other], reminders.REMINDERS)}
    assert waits == {other: "weekly_drill"}


def test_the_number_of_statements_does_not_grow_with_people(place, time):
    for number in range(3):
        due(worker(place, f"Người {number}"), "kns.4.3")
    reminders.plan_due()
    with CaptureQueriesContext(
        connection,
    ) as few:
        reminders.plan_due()
    for number in range(12):
        worker(place, f"Thêm {number}", shift="night")
    with CaptureQueriesContext(connection) as many:
        reminders.plan_due()
    assert len(many) <= len(few) + 3, "what is new is written at once, looked up at once"


def test_one_tap_stops_all_reminders_without_coming_in_and_can_be_undone(lan, client):
    path = links.end_link(lan).partition("8000")[2]
    client.head(path)
    assert has_agreed(lan, "remind"), "a mail server that only looks stops nothing"
    page = client.get(path).content.decode()
    assert "Đã dừng lời nhắc" in page and not has_agreed(lan, "remind")
    token = path.rpartition("/")[2]
    assert "Lời nhắc lại tới" in client.post(f"/thong-bao/nhac/lai/{token}").content.decode()
    assert has_agreed(lan, "remind")
    client.post(path)
    assert not has_agreed(lan, "remind")


def test_what_waits_is_not_sent_after_a_stop(place, time):
    person = worker(place, shift="morning")
    due(person, "kns.4.3")
    time.now = time.now.replace(hour=13, minute=50) + timedelta(days=1)
    reminders.plan_due()
    assert outbox.waiting([person], reminders.REMINDERS)
    Client().get(links.end_link(person).partition("8000")[2])
    time.now = time.now.replace(hour=15)
    assert went(person, time) == []


@pytest.mark.parametrize("token", ["x", "abc:def", ""])
def test_a_link_that_is_not_ours_stops_nobody(lan, client, token):
    assert client.get(f"/thong-bao/nhac/thoi/{token or 'y'}").status_code == 404
    other = links.stop_link(lan).rpartition("/")[2]
    assert client.get(f"/thong-bao/nhac/thoi/{other}").status_code == 404, "the link of e-mails is another one"
    assert has_agreed(lan, "remind")


def test_the_page_shows_what_came_and_why_and_the_stop(client):
    assert client.get("/thong-bao/nhac").status_code == 302, "of nobody there is nothing to show"
    phone = Client()
    learners.answered(phone)
    learners.claim_by_phone(phone)
    learners.agree(phone)
    person = learners.learner_of(phone)
    with transaction.atomic():
        people.decide(person, "remind", given=True, way="test")
    Notice.objects.create(person_id=person, kind="review_due", facts={"count": 2}, is_reminder=True, at=clock.now())
    page = phone.get("/thong-bao/nhac").content.decode()
    assert "2 kỹ năng đến hạn ôn." in page and "Dừng lời nhắc" in page
    phone.post(f"/thong-bao/nhac/thoi/{links.end_token(person)}")
    assert "Nhắc tôi trở lại" in phone.get("/thong-bao/nhac").content.decode()
    assert "Lời nhắc của tôi" in phone.get("/thong-bao").content.decode()


def test_a_letter_of_a_reminder_carries_the_link_that_stops_all(lan, time, settings):
    settings.SMTP_HOST = "127.0.0.1"
    Contact.objects.create(person_id=lan, email="lan@may.example", email_confirmed_at=clock.now())
    with transaction.atomic():
        people.decide(lan, queries.EMAIL, given=True, way="test")
    due(lan, "kns.4.3")
    reminders.plan_due()
    for message in outbox.due():
        dispatch.accept(message)
    letter = Letter.objects.get(person_id=lan)
    assert links.end_link(lan) in dispatch._parcel(letter).words.text
