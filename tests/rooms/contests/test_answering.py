"""Answers of a contest: saved once, changed, resumed elsewhere, the server's clock, in flight after the end."""

from __future__ import annotations

from datetime import timedelta

import pytest

from hocvuso.contests import answering, entering, planning, settling
from hocvuso.contests.answering import Given
from hocvuso.contests.models import Entrant, Entry
from hocvuso.core.contest.timing import GRACE
from hocvuso.plumbing.ids import uuid7
from hocvuso.roster.models import RosterEntry
from tests.rooms import places
from tests.rooms.contests.rooms_of_contests import (
    answers,
    asked,
    begun,
    handed_in,
    planned,
    right_answer,
    round_of,
    running,
    shift,
)

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]


@pytest.fixture
def worker(place):
    return places.worker("Trần An", place.sewing)


@pytest.fixture
def contest(place, chair):
    return running(place.sewing, chair)


def again(entry):
    return Entry.objects.get(id=entry.id)


def test_an_answer_sent_twice_is_one_and_a_whole_paper_gets_its_points(contest, worker):
    entry = begun(contest, worker)
    given = answers(entry, 4)
    assert {each.status for each in asked(entry, given).results} == {"stored"}
    assert {each.status for each in asked(entry, given).results} == {"duplicate"}
    told = asked(entry, given, hands_in=True, guess=12)
    row = again(entry)
    assert (row.points, row.guess, len(row.answers), row.late) == (4, 12, 6, 0)
    assert told.handed_in_at == row.handed_in_at and not row.by_itself


def test_handing_in_twice_keeps_the_first(contest, worker):
    entry = begun(contest, worker)
    first = asked(entry, answers(entry, 3), hands_in=True, guess=1).handed_in_at
    told = asked(entry, answers(entry, 6), hands_in=True, guess=9)
    assert told.handed_in_at == first
    assert {each.reason for each in told.results} == {answering.HANDED_IN}
    assert (again(entry).points, again(entry).guess) == (3, 1)


def test_an_answer_may_be_changed_and_an_older_one_that_comes_later_changes_nothing(contest, worker):
    entry = begun(contest, worker)
    entry.starts_at -= timedelta(minutes=1)
    entry.save()
    old, new = Given("a", 0, 5000, {"dont_know": True}), Given("b", 0, 9000, right_answer(entry, 0))
    assert asked(entry, [new]).results[0].status == "stored"
    assert asked(entry, [old]).results[0].status == "older"
    asked(entry, [], hands_in=True)
    assert again(entry).points == 1


def test_somebody_elses_paper_is_not_found(contest, worker, place):
    entry = begun(contest, worker)
    other = places.worker("Lê Bình", place.sewing)
    assert not asked(entry, answers(entry, 6), person=other).is_found
    assert again(entry).answers == {}


def test_what_does_not_belong_to_the_paper_is_refused_and_spoils_nothing(contest, worker):
    entry = begun(contest, worker)
    good = answers(entry, 6)[:1]
    told = asked(entry, [Given("x", 77, 1, {}), Given("y", 1, 1, {"choice": "nothing-of-it"}), *good])
    assert [each.status for each in told.results] == ["refused", "refused", "stored"]
    assert [each.reason for each in told.results][:2] == [answering.UNKNOWN, answering.BAD]


def test_a_submit_in_flight_after_the_end_counts_when_it_was_made_before(contest, worker):
    entry = begun(contest, worker)
    after = entry.ends_at + timedelta(minutes=2)
    told = asked(entry, answers(entry, 5, ms=300_000), now=after, hands_in=True, ms=400_000, guess=3)
    row = again(entry)
    assert {each.status for each in told.results} == {"stored"}
    assert (row.points, row.late, row.guess, row.by_itself) == (5, 6, 3, False)
    assert row.handed_in_at == entry.ends_at


def test_a_plain_form_after_the_end_and_anything_after_the_grace_do_not_count(contest, worker):
    entry = begun(contest, worker)
    saved = answers(entry, 6)
    asked(entry, saved[:2])
    late = [Given(uuid7().hex, 3, None, right_answer(entry, 3))]
    told = asked(entry, late, now=entry.ends_at + timedelta(minutes=1))
    assert told.results[0].reason == answering.TOO_LATE
    told = asked(entry, saved[2:], now=entry.ends_at + GRACE + timedelta(seconds=1), hands_in=True, ms=1)
    assert {each.reason for each in told.results} == {answering.TOO_LATE}
    assert (again(entry).points, again(entry).by_itself) == (2, True)


def test_a_phone_clock_set_back_gains_nothing(contest, worker):
    """The phone's date is not asked: what it may tell is a count since the start, and never more than has passed."""
    entry = begun(contest, worker)
    beyond = [Given("z", 0, 3_600_000, right_answer(entry, 0))]
    assert asked(entry, beyond, now=entry.ends_at + timedelta(minutes=1)).results[0].reason == answering.TOO_LATE
    behind = [Given("w", 0, -5, right_answer(entry, 0))]
    assert asked(entry, behind, now=entry.ends_at + timedelta(minutes=1)).results[0].reason == answering.TOO_LATE


def test_a_paper_hands_itself_in_with_what_was_saved(contest, worker):
    entry = begun(contest, worker)
    asked(entry, answers(entry, 3))
    assert settling.close_due(entry.ends_at + GRACE) == 0
    assert settling.close_due(entry.ends_at + GRACE + timedelta(seconds=1)) == 1
    assert settling.close_due(entry.ends_at + GRACE + timedelta(seconds=1)) == 0
    row = again(entry)
    assert (row.points, row.by_itself, row.handed_in_at) == (3, True, entry.ends_at)


def test_the_attempt_under_way_goes_on_on_another_phone(contest, worker):
    entry = begun(contest, worker)
    asked(entry, answers(entry, 2)[:2])
    other = entering.begin(Entrant.objects.get(), round_of(contest).id, entering.Wish(uuid7(), device=uuid7()))
    assert other.id == entry.id and len(other.answers) == 2
    assert Entry.objects.count() == 1


def test_two_attempts_and_no_third(contest, worker):
    handed_in(contest, worker, 2)
    assert handed_in(contest, worker, 5).attempt == 2
    with pytest.raises(entering.Refused, match=entering.USED_UP):
        begun(contest, worker)
    assert [each.points for each in settling.placed(contest.id)] == [5]


def test_the_same_form_twice_is_one_attempt(contest, worker):
    entrant, wish = entering.enter(contest.id, worker), entering.Wish(uuid7())
    first = entering.begin(entrant, round_of(contest).id, wish)
    asked(first, answers(first, 1), hands_in=True)
    assert entering.begin(entrant, round_of(contest).id, wish).id == first.id
    assert Entry.objects.count() == 1


def test_outside_a_round_only_trials_begin_and_they_count_for_nothing(place, chair, worker):
    row = planned(place.sewing, chair)
    planning.announce(row.id, by=chair)
    with pytest.raises(entering.Refused, match=entering.CLOSED):
        begun(row, worker)
    trial = begun(row, worker, is_trial=True)
    asked(trial, answers(trial, 5), hands_in=True)
    assert len(trial.drawn) == 5 and again(trial).points == 5
    assert settling.placed(row.id) == []
    shift(row, timedelta(hours=-2))
    assert handed_in(row, worker, 1).attempt == 1


def test_whoever_belongs_elsewhere_or_is_under_sixteen_may_not_enter(contest, place):
    with pytest.raises(entering.Refused, match=entering.NOT_OURS):
        entering.enter(contest.id, places.worker("Lê Bình", place.packing))
    young = places.worker("Đỗ Chi", place.sewing)
    RosterEntry.objects.create(unit_id=place.sewing, person_id=young, name_key="do chi", birth="2015-02-03")
    with pytest.raises(entering.Refused, match=entering.TOO_YOUNG):
        entering.enter(contest.id, young)


def test_a_contest_of_the_province_is_open_to_units_below_it(place, chair, worker):
    row = running(place.top, chair)
    assert entering.enter(row.id, worker).unit == place.sewing
    narrow = running(place.top, chair, units=[place.zone])
    with pytest.raises(entering.Refused, match=entering.NOT_OURS):
        entering.enter(narrow.id, worker)
