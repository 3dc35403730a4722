"""Phones in a hall: in with one tap, answers once and in time, counts, and keeping them under a name."""

from __future__ import annotations

from datetime import timedelta

import pytest

from hocvuso.classes import queries as classes
from hocvuso.classes import seats
from hocvuso.core import hall as rules
from hocvuso.halls import queries, results, running, taking_part, tasks
from hocvuso.halls.models import Hall, HallAnswer, HallPhone
from hocvuso.halls.taking_part import CLOSED, KEPT, UNKNOWN, WRONG
from hocvuso.learning.models import Event, LearnerState
from hocvuso.people import actions as people
from hocvuso.plumbing import clock
from hocvuso.plumbing.ids import uuid7
from tests.rooms import places
from tests.rooms.classes.rooms_of_classes import begun, planned
from tests.rooms.halls.rooms_of_halls import answered, exercise, opened, phone
from tests.rooms.racing import raced

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]


def test_the_same_form_twice_opens_one_hall(place, chair):
    number, plan = uuid7(), running.Plan("Bài")
    one, other = (running.open_hall(number, place.sewing, exercise(), plan, by=chair) for _each in range(2))
    assert one.id == other.id and Hall.objects.count() == 1 and one.code.isdigit()


def test_a_phone_that_comes_in_twice_is_one_and_may_say_how_many_share_it(place, chair):
    row = opened(place.sewing, chair)
    number = phone(row)
    assert taking_part.join(row.code, number, 4) and taking_part.join(row.code, number, 99)
    assert HallPhone.objects.get().people == rules.A_PHONE
    assert not taking_part.join("000000", uuid7(), 1)


def test_an_answer_sent_again_is_one_and_a_newer_one_holds_whatever_comes_late(place, chair):
    row = opened(place.sewing, chair, step=1)
    number = phone(row)
    assert [answered(row, number, 0, 1, 1), answered(row, number, 0, 1, 1)] == [KEPT, KEPT]
    assert answered(row, number, 0, 2, 2) == KEPT
    assert answered(row, number, 0, 1, 1) == KEPT  # the copy of the first, on a slow way
    assert HallAnswer.objects.get().choice == 2


def test_only_the_question_that_is_open_takes_answers(place, chair):
    row = opened(place.sewing, chair, step=1)
    number = phone(row)
    assert answered(row, number, 1, 0) == CLOSED
    assert answered(row, number, 9, 0) == WRONG and answered(row, number, 0, 9) == WRONG
    assert answered(row, uuid7(), 0, 0) == UNKNOWN
    running.move(row.id, 1, 1)
    assert answered(row, number, 0, 0) == KEPT  # it was on its way
    Hall.objects.update(step_at=clock.now() - rules.GRACE - timedelta(seconds=1))
    assert answered(row, number, 0, 1, 2) == CLOSED
    running.move(row.id, 2, -1)
    assert answered(row, number, 0, 1, 2) == KEPT  # opened again


def test_a_step_pressed_twice_or_on_two_screens_is_one(place, chair):
    row = opened(place.sewing, chair)
    assert running.move(row.id, 0, 1) == 1 == running.move(row.id, 0, 1)
    assert running.move(row.id, 1, -1) == 0 == running.move(row.id, 0, -1)


def test_people_are_counted_by_phones_and_hands(place, chair):
    row = opened(place.sewing, chair, step=1)
    for people_there, choice in ((1, 0), (4, 1), (1, 1)):
        answered(row, phone(row, people_there), 0, choice)
    running.raise_hands(row.id, 0, {1: 12, 2: 3})
    running.raise_hands(row.id, 0, {1: 10, 2: 0, 9: 5})
    found = results.of(row)
    assert found.questions[0][1].by_option[:3] == (1, 15, 0)
    assert (found.phones, found.people) == (3, 16)


def test_the_end_keeps_the_counts_and_a_month_later_phones_are_forgotten(place, chair):
    row = opened(place.sewing, chair, step=1)
    for _each in range(5):
        answered(row, phone(row), 0, 1)
    for seen in range(1, rules.last_step(len(exercise().questions))):
        running.move(row.id, seen, 1)
    row.refresh_from_db()
    before = results.of(row)
    Hall.objects.update(opened_at=clock.now() - tasks.FORGET_AFTER - timedelta(days=1))
    assert tasks.forget_phones() == 1 and tasks.forget_phones() == 0
    assert not HallPhone.objects.exists() and not HallAnswer.objects.exists()
    row.refresh_from_db()
    assert results.of(row) == before and before.questions[0][1].by_option[1] == 5


def test_answers_become_those_of_whoever_keeps_them_once_and_weigh_as_helped(place, chair):
    row = opened(place.sewing, chair, step=1)
    number = phone(row)
    right = exercise().questions[0].right
    answered(row, number, 0, right)
    token = people.begin(source="hall")
    assert taking_part.keep(number, token) == 1
    assert taking_part.keep(number, token) == 0
    assert taking_part.keep(number, people.begin(source="hall")) == 0  # somebody else with the same phone
    event = Event.objects.get()
    assert (event.learner, event.kind, event.content_id, event.score, event.hints) == (
        token.person, "answer", exercise().questions[0].item, 1.0, 1,
    )  # fmt: skip
    assert LearnerState.objects.get().person == token.person


def test_answers_of_several_people_at_one_phone_are_nobodys(place, chair):
    row = opened(place.sewing, chair, step=1)
    number = phone(row, 3)
    answered(row, number, 0, 1)
    assert taking_part.keep(number, people.begin(source="hall")) == 0
    assert not Event.objects.exists()


def test_presence_in_the_class_is_written_down_for_the_moment_the_phone_came_in(place, chair):
    lesson = planned(place.sewing, chair)
    session = begun(lesson)
    row = opened(place.sewing, chair, session=session.id)
    worker = places.worker("Trần An", place.sewing, agreed=True)
    seats.enrol(lesson.id, worker)
    number = phone(row)
    assert taking_part.be_present(number, worker) == "present" == taking_part.be_present(number, worker)
    assert classes.came(session.id) == 1


def test_without_a_class_there_is_no_presence(place, chair):
    row = opened(place.sewing, chair)
    assert taking_part.be_present(phone(row), places.worker("Trần An", place.sewing)) == ""
    assert queries.by_code(row.code) == row


def test_at_once_no_answer_is_lost_and_none_is_double(tmp_path):
    told = raced("tests.rooms.halls.race", tmp_path)
    assert told == {"kept": told["phones"] * 2, "rows": told["phones"], "phones": told["phones"], "steps": 1}
