"""Drives: counted and never typed, changed only forwards, left without a mark, commended by consent."""

from __future__ import annotations

import json
import uuid
from datetime import date, timedelta
from typing import Any

import pytest

from hocvuso.channels import dispatch
from hocvuso.channels.models import Notice
from hocvuso.core.emulation import Criterion
from hocvuso.emulation import commending, counting, drives, pledging, public, queries, reviewing, states
from hocvuso.emulation.commending import Paper
from hocvuso.emulation.drives import Refused
from hocvuso.emulation.models import Commendation, Drive, DrivePledge, DriveRules
from hocvuso.learning import regularity
from hocvuso.people import actions as people
from hocvuso.people import own_data
from hocvuso.plumbing import clock
from hocvuso.plumbing.ids import uuid7
from hocvuso.plumbing.models import Audit, Outbox
from hocvuso.programmes import measures
from hocvuso.programmes.measures import Asked
from tests.rooms import places
from tests.rooms.emulation.drives_of import BOTH, BY, DAYS, able, learnt, pledged, running, tomorrow, written

pytestmark = pytest.mark.django_db
PAPER = Paper("15/QĐ-LĐLĐ", date(2026, 6, 1), "Nguyễn Văn An")


def worker(place: places.Province, name: str = "Nguyễn Thị Lan") -> uuid.UUID:
    return places.worker(name, place.sewing, agreed=True)


def refused(act: Any, *args: Any, **more: Any) -> str:
    with pytest.raises(Refused) as caught:
        act(*args, **more)
    return str(caught.value.args[0])


# --- writing, showing, changing


def test_the_same_form_twice_is_one_drive_and_nobody_sees_it_yet(place: places.Province):
    row = written(place.ward)
    told = drives.Told(row.title, row.aims, row.starts_on, row.ends_on)
    again = drives.write(row.pk, place.ward, told, BOTH, by=BY)
    assert (again.pk, Drive.objects.count(), DriveRules.objects.count()) == (row.pk, 1, 1)
    assert queries.shown(row.pk) is None
    assert refused(pledging.pledge, row.pk, "person", uuid7(), place.ward, goals={}, is_named=False,
                   on=places.today()) == "gone"  # fmt: skip


def test_a_period_that_ends_before_it_begins_and_nothing_to_count_are_refused(place: places.Province):
    today = places.today()
    backwards = drives.Told("Đợt", "", today, today - timedelta(days=1))
    assert refused(drives.write, uuid7(), place.ward, backwards, BOTH, by=BY) == "period"
    empty = drives.Told("Đợt", "", today, today)
    assert refused(drives.write, uuid7(), place.ward, empty, (), by=BY) == "none"
    assert not Drive.objects.exists()


def test_published_the_offices_below_are_told_once(place: places.Province):
    chair = places.official(place.sewing)
    row = running(place.ward)
    drives.publish(row.pk, by=BY, on=places.today())
    sent = Outbox.objects.filter(body__kind="drive_called")
    assert [each.recipient for each in sent] == [chair]


def test_shown_to_people_period_and_criteria_stay_and_the_decision_may_follow(place: places.Province):
    row = running(place.ward)
    told = drives.Told("Tên mới", "", row.starts_on, row.ends_on + timedelta(days=30), "20/QĐ", None, "Bà Hoa")
    drives.write(row.pk, place.ward, told, (Criterion("person", "days", 99),), by=BY)
    changed = Drive.objects.get(pk=row.pk)
    assert (changed.title, changed.decision, changed.ends_on) == ("Tên mới", "20/QĐ", row.ends_on)
    assert counting.asked_of(changed, "person", places.today()) == BOTH


def test_what_is_asked_changes_from_a_later_day_with_a_reason_and_people_are_told(place: places.Province):
    row, lan = running(place.ward), worker(place)
    pledged(row, lan, place.sewing)
    harder = (Criterion("person", "days", 9),)
    today = places.today()
    assert refused(drives.change_rules, row.pk, today, harder, "vì", by=BY, on=today) == "past"
    assert refused(drives.change_rules, row.pk, tomorrow(), harder, "", by=BY, on=today) == "reason"
    made = drives.change_rules(row.pk, tomorrow(), harder, "Thêm thời gian", by=BY, on=today)
    assert drives.change_rules(row.pk, tomorrow(), harder, "Thêm thời gian", by=BY, on=today).pk == made.pk
    assert counting.asked_of(row, "person", today) == BOTH
    assert counting.asked_of(row, "person", tomorrow()) == harder
    assert Outbox.objects.filter(body__kind="drive_changed", recipient=lan).count() == 1
    assert drives.take_rules_back(row.pk, made.pk, by=BY, on=today)
    assert not drives.take_rules_back(row.pk, made.pk, by=BY, on=today)
    assert counting.asked_of(row, "person", tomorrow()) == BOTH


def test_rules_that_hold_already_are_not_taken_back(place: places.Province):
    row = running(place.ward)
    assert not drives.take_rules_back(row.pk, row.rules.get().pk, by=BY, on=places.today())


def test_whoever_met_what_was_asked_keeps_it_when_more_is_asked(place: places.Province):
    row, lan = running(place.ward), worker(place)
    learnt(lan, 3, 5)
    places.master(lan, "kns.4.3", on=places.today() - timedelta(days=4))
    pledge = pledged(row, lan, place.sewing)
    drives.change_rules(row.pk, tomorrow(), (Criterion("person", "days", 50),), "vì", by=BY, on=places.today())
    counting.refresh([pledge], row, tomorrow(3))
    assert pledge.met_on is not None
    late = pledged(row, worker(place, "Trần Thị Mai"), place.sewing)
    learnt(late.subject, 0)
    counting.refresh([late], row, tomorrow(3))
    assert late.met_on is None


def test_removed_it_is_on_no_page_and_comes_back(place: places.Province):
    row = running(place.ward)
    drives.remove(row.pk, by=BY)
    drives.remove(row.pk, by=BY)
    assert queries.shown(row.pk) is None
    drives.restore(row.pk, by=BY)
    assert queries.shown(row.pk) == row


def test_taken_back_from_people_only_while_nobody_takes_part(place: places.Province):
    row, lan = running(place.ward), worker(place)
    pledged(row, lan, place.sewing)
    assert refused(drives.hide, row.pk, by=BY) == "pledged"
    pledging.withdraw(row.pk, "person", lan)
    drives.hide(row.pk, by=BY)
    assert queries.shown(row.pk) is None


def test_copied_to_the_next_year_without_decision_and_unseen(place: places.Province):
    row, new = running(place.ward), uuid7()
    made = drives.copy(row.pk, new, by=BY)
    assert drives.copy(row.pk, new, by=BY).pk == made.pk
    assert (made.decision, made.published_at, made.before_id) == ("", None, row.pk)
    assert made.starts_on == drives.next_year(row.starts_on)
    assert counting.asked_of(made, "person", made.starts_on) == BOTH
    assert drives.next_year(date(2028, 2, 29)) == date(2029, 2, 28)


# --- taking part


def test_progress_is_counted_from_what_was_learnt_since_the_drive_began(place: places.Province):
    row, lan = running(place.ward), worker(place)
    learnt(lan, 30, 4, 4, 2)
    places.master(lan, "kns.1.1", on=places.today() - timedelta(days=40))
    places.master(lan, "kns.4.3", on=places.today() - timedelta(days=2))
    pledge = pledging.pledge(row.pk, "person", lan, place.sewing, goals={DAYS.key: 8}, is_named=False,
                             on=places.today())  # fmt: skip
    (days, skills) = queries.progress(row, pledge, places.today())
    assert (days.done, days.own_goal, days.share) == (2, 8, 0.25)
    assert skills.done == 1
    assert DrivePledge.objects.get().met_on == places.today()


@pytest.mark.both
def test_days_are_vietnamese_and_a_clock_that_is_off_is_not_believed(place: places.Province):
    lan, today = worker(place), places.today()
    learnt(lan, 3, hour=0)
    learnt(lan, 2, hour=23)
    learnt(lan, 9, hour=12, sent_after=timedelta(days=8))  # came in yesterday and says it was nine days ago
    learnt(lan, 7, hour=12, sent_after=timedelta(days=2))  # kept on the phone for two days
    days = regularity.study_days([lan], today - timedelta(days=20), today)[lan]
    assert days == {today - timedelta(days=each) for each in (1, 2, 3, 7)}


@pytest.mark.both
def test_at_night_a_day_lasts_until_one_goes_to_bed(place: places.Province):
    from hocvuso.channels import actions as channels

    lan, mai, today = worker(place), worker(place, "Trần Thị Mai"), places.today()
    channels.keep_hours(lan, "night")
    for person in (lan, mai):
        learnt(person, 2, hour=2)
        learnt(person, 3, hour=23)
    found = regularity.study_days([lan, mai], today - timedelta(days=9), today)
    assert found[lan] == {today - timedelta(days=3)}
    assert found[mai] == {today - timedelta(days=2), today - timedelta(days=3)}


@pytest.mark.both
def test_many_are_counted_with_few_statements(place: places.Province, django_assert_max_num_queries: Any):
    row = running(place.ward)
    able(row, place, 9)
    with django_assert_max_num_queries(14):
        assert counting.refresh_drive(row, places.today()) == 9
    assert DrivePledge.objects.exclude(met_on=None).count() == 9


def test_leaving_leaves_no_mark_anywhere(place: places.Province):
    row, lan = running(place.ward), worker(place)
    before = [holder.export([lan]) for holder in own_data.holders()]
    traces = Audit.objects.count()
    learnt(lan, 3, 5)
    places.master(lan, "kns.4.3", on=places.today() - timedelta(days=4))
    pledged(row, lan, place.sewing, is_named=True)
    commending.propose(row.pk, DrivePledge.objects.values_list("pk", flat=True), by=BY, on=places.today())
    dispatch.deliver_due()
    assert Notice.objects.filter(person_id=lan, kind="drive_proposed").exists()
    assert pledging.withdraw(row.pk, "person", lan)
    assert not pledging.withdraw(row.pk, "person", lan)
    assert not DrivePledge.objects.exists()
    assert not Commendation.objects.exists()
    assert not Notice.objects.filter(person_id=lan).exists()
    assert not Outbox.objects.filter(recipient=lan).exists()
    assert not Audit.objects.filter(subject=lan, at__isnull=False)[traces:].exists()
    after = {holder.name: holder.export([lan]) for holder in own_data.holders()}
    told = json.dumps(after, default=str)
    assert str(row.pk) not in told
    assert row.title not in told
    assert len(before) == len(after)


def test_whoever_takes_part_twice_changes_his_goal(place: places.Province):
    row, lan = running(place.ward), worker(place)
    first = pledged(row, lan, place.sewing)
    again = pledging.pledge(row.pk, "person", lan, place.sewing, goals={DAYS.key: 30}, is_named=True,
                            on=places.today())  # fmt: skip
    assert (again.pk, again.pledged_on, again.goals) == (first.pk, first.pledged_on, {DAYS.key: 30})
    assert refused(pledging.pledge, row.pk, "person", lan, place.sewing, goals={DAYS.key: 0}, is_named=True,
                   on=places.today()) == "goal"  # fmt: skip


def test_people_under_sixteen_and_drives_that_are_over_are_refused(place: places.Province):
    row, child = running(place.ward), worker(place)
    people.decide(child, people.GUARDIAN, given=True, way="test", by=uuid7())
    assert refused(pledged, row, child, place.sewing) == "child"
    over = running(place.ward, starts=-30, ends=-1)
    assert refused(pledging.pledge, over.pk, "person", worker(place), place.sewing, goals={}, is_named=False,
                   on=places.today()) == "over"  # fmt: skip


def test_a_unit_is_counted_by_what_programmes_count(place: places.Province):
    row = running(place.ward, criteria=(*BOTH, Criterion("unit", "pledged", 1)))
    pledged(row, worker(place), place.sewing)
    pledge = pledging.pledge(row.pk, "unit", place.sewing, place.sewing, goals={}, is_named=True, on=places.today())
    (taking_part,) = queries.progress(row, pledge, places.today())
    assert (taking_part.done, taking_part.is_met) == (1, True)


# --- reviews


def test_a_review_is_frozen_whatever_comes_later(place: places.Province):
    row = running(place.ward)
    able(row, place, 6)
    number = uuid7()
    made = reviewing.review(number, row.pk, states.MID, "Khá tốt.", by=BY, on=places.today())
    assert reviewing.review(number, row.pk, states.MID, "khác", by=BY, on=places.today()).words == "Khá tốt."
    pledging.withdraw(row.pk, "person", DrivePledge.objects.all()[0].subject)
    made.refresh_from_db()
    assert made.figures["pledged"] == {"person": 6}
    assert made.figures["met"] == {"person": 6}
    assert reviewing.is_whole(made)
    made.figures["met"]["person"] = 7
    assert not reviewing.is_whole(made)


def test_the_final_review_comes_after_the_last_day_once_and_can_be_taken_back(place: places.Province):
    row = running(place.ward)
    end = row.ends_on + timedelta(days=1)
    assert refused(reviewing.review, uuid7(), row.pk, states.FINAL, "", by=BY, on=places.today()) == "early"
    made = reviewing.review(uuid7(), row.pk, states.FINAL, "", by=BY, on=end)
    assert refused(reviewing.review, uuid7(), row.pk, states.FINAL, "", by=BY, on=end) == "again"
    assert reviewing.take_back(made.pk, by=BY)
    assert reviewing.review(uuid7(), row.pk, states.FINAL, "", by=BY, on=end).pk != made.pk


def test_units_improve_against_the_final_review_of_the_year_before(place: places.Province):
    first = running(place.ward)
    able(first, place, 5)
    reviewing.review(uuid7(), first.pk, states.FINAL, "", by=BY, on=first.ends_on + timedelta(days=1))
    row = drives.copy(first.pk, uuid7(), by=BY)
    pledge = DrivePledge(drive=row, who="person", subject=uuid7(), unit=place.sewing, pledged_on=row.starts_on)
    pledge.save()
    (count,) = queries.unit_counts(row, queries.figures(row, places.today()))
    assert (count.before, count.pledged, count.met) == ((5, 5), 1, 0)


# --- commendation


def test_only_who_met_it_and_agreed_can_be_proposed_and_nothing_is_made_up(place: places.Province):
    row = running(place.ward)
    (named,) = able(row, place, 1, is_named=True)
    pledged(row, worker(place, "Chưa Đạt"), place.sewing, is_named=True)
    silent = worker(place, "Không Nêu Tên")
    learnt(silent, 3, 5)
    places.master(silent, "kns.4.1", on=places.today() - timedelta(days=3))
    pledged(row, silent, place.sewing)
    assert [each.subject for each in commending.eligible(row)] == [named]
    ids = list(DrivePledge.objects.values_list("pk", flat=True))
    assert commending.propose(row.pk, ids, by=BY, on=places.today()) == 1
    assert commending.propose(row.pk, ids, by=BY, on=places.today()) == 0
    (held,) = queries.commendations(row.pk)
    assert public.page(row, places.today()) is None
    assert refused(commending.award, row.pk, [held.pk], Paper("", clock.today(), "An"), by=BY) == "number"
    assert refused(commending.award, row.pk, [held.pk], Paper("1", clock.today(), " "), by=BY) == "signer"
    assert commending.award(row.pk, [held.pk], PAPER, by=BY) == 1
    assert commending.award(row.pk, [held.pk], PAPER, by=BY) == 0
    shown = public.page(row, places.today())
    assert shown is not None
    assert [each.name for each in shown.named] == ["Nguyễn Thị Số 0"]
    assert commending.undo(row.pk, held.pk, by=BY)
    assert public.page(row, places.today()) is None


def test_a_name_leaves_the_list_at_once_and_the_decision_stays_as_a_number(place: places.Province):
    row = running(place.ward)
    lan, mai = able(row, place, 2, is_named=True)
    commending.propose(row.pk, DrivePledge.objects.values_list("pk", flat=True), by=BY, on=places.today())
    commending.award(row.pk, [each.pk for each in queries.commendations(row.pk)], PAPER, by=BY)
    pledging.be_named(row.pk, lan, given=False)
    assert [each.subject for each in queries.awarded(row.pk)] == [mai]
    pledging.withdraw(row.pk, "person", mai)
    assert queries.awarded(row.pk) == []
    assert queries.awarded_count(row.pk) == 2
    assert Commendation.objects.filter(subject=mai).count() == 0


def test_in_public_stand_only_the_upper_half_of_the_units(place: places.Province):
    row = running(place.top)
    for at in range(12):
        unit = (place.sewing, place.shoes)[at % 2]
        met_on = places.today() if at % 2 == 0 or at == 1 else None
        DrivePledge.objects.create(
            drive=row, who="person", subject=places.worker(f"Người {at}", unit), unit=unit, pledged_on=row.starts_on,
            met_on=met_on, is_named=True,
        )  # fmt: skip
    (first, *_rest) = DrivePledge.objects.filter(met_on__isnull=False)
    commending.propose(row.pk, [first.pk], by=BY, on=places.today())
    commending.award(row.pk, [each.pk for each in queries.commendations(row.pk)], PAPER, by=BY)
    shown = public.page(row, places.today())
    assert shown is not None
    assert shown.by_rate == ("CĐCS Công ty May Bến Nứa",)


# --- other rooms


def test_erased_and_merged_accounts_take_their_pledges_along(place: places.Province):
    row, lan, mai = running(place.ward), worker(place), worker(place, "Trần Thị Mai")
    (held,) = [each for each in own_data.holders() if each.name == "emulation"]
    pledged(row, lan, place.sewing)
    moved = held.merged(lan, mai)
    assert DrivePledge.objects.get().subject == mai
    held.unmerged(lan, mai, moved)
    assert DrivePledge.objects.get().subject == lan
    assert held.count([lan]) == 1
    assert held.export([lan])["pledges"][0]["drive__title"] == row.title
    held.erase([lan])
    assert held.count([lan]) == 0


def test_returns_and_programmes_count_drives_and_people(place: places.Province):
    row = running(place.ward)
    able(row, place, 2)
    today = places.today()
    first = today - timedelta(days=25)
    assert queries.running_in([place.ward, place.sewing], first, today) == {place.ward: 1}
    assert queries.pledged_in([place.ward, place.sewing], first, today) == {place.sewing: 2}
    for name, count in (("drives", 1), ("pledged", 2)):
        found = measures.find(name)
        assert found is not None
        assert found.count is not None
        asked = Asked(place.ward, first)
        assert found.count([asked], today)[asked].value == count
