"""Paper quizzes: entered by line, taken back, counted without names, handed on once to those who agreed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from hocvuso.core import paper_quiz
from hocvuso.halls import paper
from hocvuso.halls.models import PaperQuiz, PaperSheet
from hocvuso.learning.models import Event
from hocvuso.people import own_data
from hocvuso.plumbing import clock
from hocvuso.plumbing.ids import uuid7
from tests.rooms import places
from tests.rooms.halls.rooms_of_halls import exercise, printed

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]


@pytest.fixture
def quiz(place, chair):
    return printed(place.sewing, chair)


@pytest.fixture
def workers(place):
    return [places.worker(name, place.sewing, agreed=True) for name in ("Trần An", "Lê Bình")]


def line(quiz, form="A", letters=None):
    found = paper_quiz.form_of(paper.forms_of(quiz), form)
    return form, paper_quiz.read(letters or found.key(exercise()), found)


def test_a_code_typed_off_a_sheet_finds_its_quiz_every_time(quiz):
    for typed in (quiz.code.upper(), f"{quiz.code.upper()}-B", f" {quiz.code} a "):
        assert paper.by_code(typed) == quiz
    assert paper.by_code("zzzzz") is None


def test_the_same_grid_twice_is_one_entry(quiz, workers, chair):
    save, lines = uuid7(), {workers[0]: line(quiz), workers[1]: line(quiz, "B")}
    assert paper.enter(quiz.id, save, lines, by=chair) == 2
    assert paper.enter(quiz.id, save, lines, by=chair) == 0
    assert paper.enter(quiz.id, uuid7(), lines, by=chair) == 0  # nothing has changed
    shown = paper.entered(paper.one(quiz.id))
    assert shown[workers[1]].letters == paper.forms_of(quiz)[1].key(exercise())


def test_undo_brings_each_line_back_as_it_was(quiz, workers, chair):
    first = {workers[0]: line(quiz)}
    paper.enter(quiz.id, uuid7(), first, by=chair)
    paper.enter(quiz.id, uuid7(), {workers[0]: line(quiz, "B", "aa"), workers[1]: line(quiz)}, by=chair)
    assert paper.undo(quiz.id, by=chair) == 2
    shown = paper.entered(paper.one(quiz.id))
    assert set(shown) == {workers[0]} and shown[workers[0]].form == "A"
    assert paper.undo(quiz.id, by=chair) == 0


def test_an_emptied_line_takes_the_sheet_away(quiz, workers, chair):
    paper.enter(quiz.id, uuid7(), {workers[0]: line(quiz)}, by=chair)
    paper.enter(quiz.id, uuid7(), {workers[0]: ("A", "")}, by=chair)
    assert paper.result(paper.one(quiz.id))[0] == 0
    paper.undo(quiz.id, by=chair)
    assert paper.result(paper.one(quiz.id))[0] == 1


def test_closing_hands_on_once_what_those_who_agreed_answered_and_wipes_the_letters(quiz, workers, place, chair):
    silent = places.worker("Đỗ Chi", place.sewing)  # never asked whether he agrees
    paper.enter(quiz.id, uuid7(), dict.fromkeys([*workers, silent], line(quiz)), by=chair)
    assert paper.close(quiz.id, by=chair) == 2
    assert paper.close(quiz.id, by=chair) == 0
    events = Event.objects.all()
    assert {each.learner for each in events} == set(workers)
    assert len(events) == 2 * len(exercise().questions) and {each.hints for each in events} == {0}
    assert all(each.score == 1.0 for each in events)
    assert not PaperSheet.objects.exclude(chosen="").exists()
    people, lines = paper.result(paper.one(quiz.id))
    assert people == 3 and [answered for _one, answered, _share in lines] == [3] * len(lines)
    with pytest.raises(paper.Refused):
        paper.enter(quiz.id, uuid7(), {workers[0]: line(quiz)}, by=chair)
    with pytest.raises(paper.Refused):
        paper.undo(quiz.id, by=chair)


def test_a_quiz_closes_by_itself_a_day_after_the_last_entry(quiz, workers, chair):
    paper.enter(quiz.id, uuid7(), {workers[0]: line(quiz)}, by=chair)
    assert paper.close_old() == 0
    PaperQuiz.objects.update(saved_at=clock.now() - paper.UNDO_FOR - timedelta(minutes=1))
    assert paper.close_old() == 1 and paper.close_old() == 0


def test_sheets_without_a_name_are_added_and_shares_of_few_are_hidden(quiz, workers, chair):
    paper.count_only(quiz.id, 8, {0: 6, 1: 99}, by=chair)
    people, lines = paper.result(paper.one(quiz.id))
    assert people == 8 and lines[0][1:] == (8, 0.75) and lines[1][2] == 1.0
    paper.count_only(quiz.id, 3, {0: 1}, by=chair)
    assert paper.result(paper.one(quiz.id))[1][0][2] is None


def test_a_person_sees_and_takes_away_his_sheets(quiz, workers, chair):
    paper.enter(quiz.id, uuid7(), dict.fromkeys(workers, line(quiz)), by=chair)
    holder = next(each for each in own_data.holders() if each.name == "halls")
    assert holder.count([workers[0]]) == 1
    assert holder.export([workers[0]])["sheets"][0]["form"] == "A"
    moved = holder.merged(workers[0], workers[1])  # both have a sheet: that of the kept account stays
    assert moved == {"sheets": []}
    assert holder.erase([workers[0]]) == 1 and PaperSheet.objects.get().person == workers[1]
