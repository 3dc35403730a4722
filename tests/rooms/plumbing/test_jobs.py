"""Single and recurring jobs: asked for, done once, tried again, stopped, forgotten."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from hocvuso.plumbing import clock, jobs
from hocvuso.plumbing.jobs import asking, recurring, working
from hocvuso.plumbing.models import Job, Schedule
from tests.rooms.plumbing import some_jobs

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]
ME, ANOTHER = uuid.UUID(int=1), uuid.UUID(int=2)


@pytest.fixture(autouse=True)
def nothing_done() -> Iterator[None]:
    """Start with an empty list of what was done, and leave no recurring job of a test behind."""
    some_jobs.done.clear()
    kept = dict(recurring._registry)
    yield
    recurring._registry.clear()
    recurring._registry.update(kept)


def _later_all_pauses() -> None:
    """Let the time come for what waits to be tried again."""
    DBTaskResult.objects.update(run_after=clock.now() - timedelta(seconds=1))


def test_a_job_is_done_once_and_tells_who_asked():
    job = jobs.later(some_jobs.note_word, asked_by=ME, way_back="/cb/", word="xưởng may")
    before = jobs.state_of(job, viewer=ME)
    assert (before.status, before.is_over, before.way_back) == ("waiting", False, "/cb/")
    assert jobs.run_waiting() == 1
    assert jobs.run_waiting() == 0
    after = jobs.state_of(job, viewer=ME)
    assert (after.status, after.returned, after.title) == ("done", {"letters": 9}, "Note a word")
    assert (after.done, after.total, after.text) == (1, 1, "xưởng may")
    assert some_jobs.done == ["xưởng may"]


def test_only_who_asked_sees_a_job_and_stops_it():
    job = jobs.later(some_jobs.note_word, asked_by=ME, word="a")
    assert jobs.state_of(job, viewer=ANOTHER) is None
    assert not jobs.stop(job, viewer=ANOTHER)
    assert jobs.state_of(uuid.UUID(int=9), viewer=ME) is None
    jobs.run_waiting()
    assert some_jobs.done == ["a"]


def test_what_is_rolled_back_was_never_asked_for():
    with pytest.raises(RuntimeError), transaction.atomic():
        jobs.later(some_jobs.note_word, word="never")
        raise RuntimeError
    assert jobs.run_waiting() == 0


def test_one_job_waits_per_key_and_the_next_may_be_asked_for_once_it_has_begun():
    first = jobs.later(some_jobs.note_word, once="unit 7", word="first")
    assert jobs.later(some_jobs.note_word, once="unit 7", word="again") == first
    assert jobs.later(some_jobs.note_word, once="unit 8", word="other") != first
    assert jobs.run_waiting() == 2
    assert jobs.later(some_jobs.note_word, once="unit 7", word="next") != first
    jobs.run_waiting()
    assert some_jobs.done == ["first", "other", "next"]


def test_a_job_for_later_waits():
    jobs.later(some_jobs.note_word, after=clock.now() + timedelta(hours=1), word="soon")
    assert not working.is_any_ready() and jobs.run_waiting() == 0
    _later_all_pauses()
    assert working.is_any_ready() and jobs.run_waiting() == 1


def test_a_failing_job_is_tried_again_with_longer_pauses_and_then_kept_for_the_operator():
    job = jobs.later(some_jobs.fail, asked_by=ME)
    jobs.later(some_jobs.note_word, word="after it")
    pauses = []
    for _ in range(2):
        jobs.run_waiting()
        row = DBTaskResult.objects.get(id=job)
        pauses.append(round((row.run_after - clock.now()).total_seconds(), -1))
        assert jobs.state_of(job, viewer=ME).status == "waiting" and not jobs.failures()
        _later_all_pauses()
    assert pauses == [30, 120]
    jobs.run_waiting()
    assert some_jobs.done.count("tried") == 3 and "after it" in some_jobs.done
    assert jobs.state_of(job, viewer=ME).status == "failed"
    [kept] = jobs.failures()
    assert (kept.id, kept.attempts) == (job, 3) and "the disk is full" in kept.error


def test_the_operator_queues_a_failed_job_again():
    job = jobs.later(some_jobs.fail)
    for _ in range(3):
        jobs.run_waiting()
        _later_all_pauses()
    assert jobs.retry(job) and not jobs.failures()
    assert not jobs.retry(job)  # waits already
    assert jobs.run_waiting() == 1


def test_a_refusal_is_told_to_who_asked_and_not_tried_again():
    job = jobs.later(some_jobs.refuse, asked_by=ME)
    jobs.run_waiting()
    _later_all_pauses()
    assert jobs.run_waiting() == 0
    state = jobs.state_of(job, viewer=ME)
    assert (state.status, state.refusal, state.error) == ("failed", "Tệp không có cột họ tên.", "")
    assert not jobs.failures()


def test_what_cannot_be_kept_counts_as_a_failure():
    job = jobs.later(some_jobs.return_a_set, asked_by=ME)
    jobs.run_waiting()
    assert jobs.state_of(job, viewer=ME).status == "waiting"
    assert "TypeError" in DBTaskResult.objects.get(id=job).traceback


def test_a_job_whose_code_is_gone_does_not_stop_the_others():
    job = jobs.later(some_jobs.note_word, asked_by=ME, word="gone")
    DBTaskResult.objects.filter(id=job).update(task_path="tests.rooms.plumbing.some_jobs.was_here")
    jobs.later(some_jobs.note_word, word="still")
    jobs.run_waiting()
    assert some_jobs.done == ["still"]
    assert jobs.state_of(job, viewer=ME).status == "failed"


def test_a_waiting_job_is_stopped_before_it_begins():
    job = jobs.later(some_jobs.note_word, asked_by=ME, word="no")
    assert jobs.stop(job, viewer=ME)
    assert jobs.run_waiting() == 0
    assert jobs.state_of(job, viewer=ME).status == "stopped"
    assert not jobs.failures()


def test_a_running_job_is_stopped_at_its_next_step(monkeypatch):
    job = jobs.later(some_jobs.count, asked_by=ME)
    told = asking.Progress.at

    def at(progress, *given):
        if some_jobs.done == ["step 0"]:
            assert jobs.stop(job, viewer=ME)
            asking.note(progress)  # what the watching thread does once a second
        told(progress, *given)

    monkeypatch.setattr(asking.Progress, "at", at)
    jobs.run_waiting()
    assert some_jobs.done == ["step 0"]
    assert jobs.state_of(job, viewer=ME).status == "stopped"
    assert not jobs.stop(job, viewer=ME)


def test_a_job_that_lost_its_process_is_taken_up_again_but_not_for_ever():
    job = jobs.later(some_jobs.note_word, asked_by=ME, word="again")
    for number in range(working.MOST_STARTS):
        claimed = DBTaskResult.objects.ready().get_locked()
        claimed.claim(f"gone-{number}")
        assert jobs.state_of(job, viewer=ME).status == "running"
        assert jobs.run_waiting() == 0  # nobody else begins what runs
        working.take_up_again()
    assert jobs.state_of(job, viewer=ME).status == "failed"
    assert "ended 10 times" in jobs.failures()[0].error


def test_who_lost_the_lead_does_not_touch_what_another_has_taken_up():
    job = jobs.later(some_jobs.note_word, asked_by=ME, word="a")
    row = DBTaskResult.objects.ready().get_locked()
    row.claim("slow")
    working.take_up_again()
    DBTaskResult.objects.ready().get_locked().claim("next")
    working._queue_again(row, clock.now())
    assert jobs.state_of(job, viewer=ME).status == "running"


def test_jobs_are_forgotten_after_a_month():
    old, fresh = (jobs.later(some_jobs.note_word, word=word) for word in ("old", "fresh"))
    jobs.run_waiting()
    DBTaskResult.objects.filter(id=old).update(finished_at=clock.now() - timedelta(days=31))
    assert working.forget_old() == 1
    assert list(Job.objects.values_list("id", flat=True)) == [fresh]


def test_rare_jobs_run_once_per_period_whoever_looks():
    recurring._registry.clear()
    jobs.every(3600, "test.hourly", lambda: some_jobs.done.append("hourly"))
    assert jobs.run_due() == ["test.hourly"]
    assert jobs.run_due() == []
    assert recurring.Timetable().run_due() == []
    Schedule.objects.update(next_at=clock.now() - timedelta(seconds=1))
    assert recurring.Timetable().run_due() == ["test.hourly"]
    assert some_jobs.done == ["hourly", "hourly"]


def test_a_broken_recurring_job_keeps_no_other_from_running():
    recurring._registry.clear()
    jobs.every(3600, "test.broken", lambda: 1 / 0)
    jobs.every(2, "test.broken_often", lambda: 1 / 0)
    jobs.every(3600, "test.fine", lambda: some_jobs.done.append("fine"))
    jobs.run_due()
    assert some_jobs.done == ["fine"]
    errors = {run["name"]: run["error"] for run in jobs.runs()}
    assert "ZeroDivisionError" in errors["test.broken"] and "ZeroDivisionError" in errors["test.broken_often"]
    assert errors["test.fine"] == ""


def test_frequent_jobs_keep_their_period_and_write_nothing_when_idle(monkeypatch, django_assert_num_queries):
    recurring._registry.clear()
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now)
    jobs.every(2, "test.often", lambda: some_jobs.done.append("often"))
    table = recurring.Timetable(is_short=True)
    table.run_due()  # notes once that it is alive
    with django_assert_num_queries(0):
        for _ in range(100):
            assert 0 < table.sleep_seconds() <= 2
            now += timedelta(seconds=2)
            table.run_due()
    assert len(some_jobs.done) == 101
    now += timedelta(hours=2)
    table.run_due()
    assert Schedule.objects.get(name="test.often").last_started_at == now


@pytest.mark.parametrize(("worked", "pause"), [(0.1, 2), (0.5, 2), (3, 12), (40, 60)])
def test_a_frequent_job_that_worked_long_rests_long(monkeypatch, worked, pause):
    recurring._registry.clear()
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now)

    def work():
        nonlocal now
        now += timedelta(seconds=worked)

    jobs.every(2, "test.often", work)
    table = recurring.Timetable(is_short=True)
    assert table.run_due() == ["test.often"]
    assert min(pause, 30) == table.sleep_seconds()
    now += timedelta(seconds=pause - 0.01)
    assert table.run_due() == []
    now += timedelta(seconds=0.01)
    assert table.run_due() == ["test.often"]


def test_a_clock_that_is_put_back_stops_no_frequent_job(monkeypatch):
    recurring._registry.clear()
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now)
    jobs.every(2, "test.often", lambda: some_jobs.done.append("often"))
    table = recurring.Timetable(is_short=True)
    table.run_due()
    now -= timedelta(days=1)
    assert table.run_due() == ["test.often"]


def test_a_period_under_a_second_is_refused():
    with pytest.raises(ValueError, match="too often"):
        jobs.every(0.5, "test.hasty", lambda: None)
