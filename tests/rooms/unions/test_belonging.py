"""Belonging as dated facts: leaving, moving, audiences, full time, correction; taken back exactly; counted once."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hocvuso.people import actions as people
from hocvuso.people import dossiers
from hocvuso.people import queries as persons
from hocvuso.people.actions import By, ChangedMeanwhile, TooLate
from hocvuso.people.models import Person
from hocvuso.unions import access, actions, belonging, queries, records
from hocvuso.unions.models import Employment, FullTime, Membership, Role
from tests.examples import examples
from tests.rooms import places

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]
TODAY = date(2026, 11, 1)


def here(unit, day, audience="worker"):
    return set(queries.employed_ids(unit, day, audience))


def test_leaving_ends_the_link_and_nothing_else():
    place = places.province()
    chair, lan = places.official(place.sewing), places.worker("Nguyễn Thị Lan", place.sewing, agreed=True)
    by = By(chair, place.sewing, "nghỉ việc")
    belonging.leave(lan, place.sewing, last_day=date(2026, 10, 20), today=TODAY, by=by)
    assert here(place.sewing, date(2026, 10, 20)) == {lan}
    assert here(place.sewing, date(2026, 10, 21)) == set()
    assert set(queries.member_ids(place.top, date(2026, 10, 21))) == set()
    person = Person.objects.get(id=lan)
    assert (person.full_name, person.is_active, person.erased_at) == ("Nguyễn Thị Lan", True, None)
    assert persons.has_agreed(lan, "learn")
    assert {row.reason for row in Employment.objects.filter(person_id=lan)} == {"nghỉ việc"}
    assert not access.may_on(chair, access.Right.NAMES, lan, date(2026, 10, 21))


def test_leaving_twice_is_leaving_once():
    place = places.province()
    chair, lan = places.official(place.sewing), places.worker("Nguyễn Thị Lan", place.sewing)
    for _ in range(2):
        belonging.leave(lan, place.sewing, last_day=TODAY, today=TODAY, by=By(chair, place.sewing))
    assert len(dossiers.changes(person=lan)) == 1


@pytest.mark.parametrize(("day", "why"), [(TODAY + timedelta(1), "future"), (date(2025, 6, 1), "before start")])
def test_days_that_cannot_be(day, why):
    place = places.province()
    chair, lan = places.official(place.sewing), places.worker("Nguyễn Thị Lan", place.sewing)
    with pytest.raises(belonging.Misdated) as problem:
        belonging.leave(lan, place.sewing, last_day=day, today=TODAY, by=By(chair, place.sewing))
    assert problem.value.why == why
    assert here(place.sewing, TODAY) == {lan}


def test_whoever_holds_a_role_hands_it_over_before_he_leaves():
    place = places.province()
    chair, lan = places.official(place.ward), places.worker("Nguyễn Thị Lan", place.sewing)
    actions.give_role(lan, place.sewing, "group_lead", on=places.LONG_AGO)
    with pytest.raises(belonging.HoldsRole) as problem:
        belonging.leave(lan, place.sewing, last_day=TODAY, today=TODAY, by=By(chair, place.sewing))
    assert problem.value.names == ["group_lead"]


def test_a_move_keeps_what_somebody_is_and_waits_for_the_new_unit_where_it_must():
    place = places.province()
    chair, lan = places.official(place.ward), places.worker("Nguyễn Thị Lan", place.sewing)
    belonging.move(lan, place.sewing, place.shoes, on=date(2026, 10, 1), today=TODAY, by=By(chair, place.sewing))
    assert here(place.sewing, date(2026, 9, 30)) == {lan}
    assert here(place.sewing, date(2026, 10, 1)) == set()
    assert here(place.shoes, date(2026, 10, 1)) == {lan}
    belonging.move(
        lan, place.shoes, place.packing, on=TODAY, today=TODAY, by=By(chair, place.shoes), is_declared=True
    )  # fmt: skip
    assert here(place.packing, TODAY) == set()
    assert queries.declared_ids([lan], place.packing, TODAY) == {lan}


def test_the_audience_has_its_own_days():
    place = places.province()
    chair, lan = places.official(place.sewing), places.worker("Nguyễn Thị Lan", place.sewing)
    by = By(chair, place.sewing)
    belonging.change_audience(lan, place.sewing, "official", on=date(2026, 5, 1), today=TODAY, by=by)
    assert here(place.sewing, date(2026, 4, 30)) == {lan}
    assert here(place.sewing, date(2026, 5, 1)) == set()
    assert here(place.sewing, date(2026, 5, 1), "official") == {lan}


def test_full_time_begins_and_ends():
    place = places.province()
    chair, lan = places.official(place.top), places.worker("Nguyễn Thị Lan", place.top)
    by = By(chair, place.top)
    belonging.set_full_time(lan, place.top, on=date(2026, 1, 1), today=TODAY, by=by, is_full_time=True)
    belonging.set_full_time(lan, place.top, on=date(2026, 6, 1), today=TODAY, by=by, is_full_time=False)
    row = FullTime.objects.get(person_id=lan)
    assert (row.valid_from, row.valid_to) == (date(2026, 1, 1), date(2026, 6, 1))


def test_dates_are_put_right_and_never_the_wrong_way_round():
    place = places.province()
    chair, lan = places.official(place.sewing), places.worker("Nguyễn Thị Lan", place.sewing)
    by, link = By(chair, place.sewing), Employment.objects.get(person_id=lan).id
    belonging.correct_dates(link, lan, since=date(2026, 2, 1), last_day=date(2026, 3, 31), today=TODAY, by=by)
    assert here(place.sewing, date(2026, 3, 31)) == {lan}
    assert here(place.sewing, date(2026, 4, 1)) == set()
    with pytest.raises(belonging.Misdated):
        belonging.correct_dates(link, lan, since=date(2026, 2, 1), last_day=date(2026, 1, 31), today=TODAY, by=by)


def test_of_two_officials_at_once_the_second_is_told():
    place = places.province()
    mai, hanh = places.official(place.sewing, username="mai"), places.official(place.sewing)
    lan = places.worker("Nguyễn Thị Lan", place.sewing)
    seen = dossiers.state_of(lan)
    people.correct_name(lan, "Nguyễn Thị Lan Anh", by=By(mai, place.sewing, "gõ sót", seen))
    with pytest.raises(ChangedMeanwhile) as problem:
        belonging.leave(lan, place.sewing, last_day=TODAY, today=TODAY, by=By(hanh, place.sewing, "", seen))
    assert problem.value.by == mai
    assert here(place.sewing, TODAY) == {lan}


def rows(person):
    return records.picture([*belonging.rows_of(person), *Role.objects.filter(person_id=person)])


acts = st.lists(
    st.tuples(st.sampled_from(["leave", "move", "audience", "full", "enter"]), st.integers(0, 2), st.integers(0, 2),
              st.integers(0, 300)),
    min_size=1, max_size=5,
)  # fmt: skip


@settings(max_examples=examples(12), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=acts)
def test_each_act_taken_back_leaves_exactly_what_was_there(acts):
    place = _world()
    units = [place.sewing, place.shoes, place.packing]
    lan = places.worker("Nguyễn Thị Lan", place.sewing)
    pictures, done = [], []
    for act, one, other, number in acts:
        day, before = places.LONG_AGO + timedelta(number), rows(lan)
        by = By(lan, units[one])
        try:
            _carry_out(act, lan, units[one], units[other], day, by)
        except (belonging.Misdated, belonging.NotHere):
            assert rows(lan) == before
            continue
        newest = dossiers.changes(person=lan)[:1]
        if newest and newest[0].id not in done:
            pictures.append(before)
            done.append(newest[0].id)
        else:
            assert rows(lan) == before
    for change, before in zip(reversed(done), reversed(pictures), strict=True):
        people.take_back(change, by=By(lan))
        assert rows(lan) == before


def _world():
    """Found the province anew in each example: they share one transaction."""
    from hocvuso.unions.models import Unit

    Unit.objects.all().delete()
    return places.province()


def _carry_out(act, person, one, other, day, by):
    if act == "leave":
        belonging.leave(person, one, last_day=day, today=TODAY, by=by)
    elif act == "move" and one != other:
        belonging.move(person, one, other, on=day, today=TODAY, by=by)
    elif act == "audience":
        belonging.change_audience(person, one, "official", on=day, today=TODAY, by=by)
    elif act == "full":
        belonging.set_full_time(person, one, on=day, today=TODAY, by=by, is_full_time=day.day % 2 == 0)
    elif act == "enter":
        belonging.enter(person, one, on=day, today=TODAY, by=by)


def test_an_older_change_is_not_taken_back_under_a_newer_one():
    place = places.province()
    chair, lan = places.official(place.sewing), places.worker("Nguyễn Thị Lan", place.sewing)
    by = By(chair, place.sewing)
    belonging.change_audience(lan, place.sewing, "official", on=date(2026, 5, 1), today=TODAY, by=by)
    first = dossiers.changes(person=lan)[0].id
    belonging.leave(lan, place.sewing, last_day=TODAY, today=TODAY, by=by)
    with pytest.raises(TooLate):
        people.take_back(first, by=by)


links = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 5), st.booleans(), st.integers(0, 20),
                           st.none() | st.integers(1, 20)), max_size=14)  # fmt: skip


@settings(max_examples=examples(12), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(links=links, at=st.integers(0, 25))
def test_one_person_in_several_units_is_counted_once_at_every_level(links, at):
    place = _world()
    units = [place.top, place.ward, place.zone, place.sewing, place.shoes, place.packing]
    under = {0: {0, 1, 2, 3, 4, 5}, 1: {1, 3, 4}, 2: {2, 5}, 3: {3}, 4: {4}, 5: {5}}
    ids = [people.enrol(full_name=f"Người {number}") for number in range(5)]
    start, day = places.LONG_AGO, places.LONG_AGO + timedelta(at)
    for person, unit, member, since, length in links:
        model = Membership if member else Employment
        until = None if length is None else start + timedelta(since + length)
        model.objects.create(
            person_id=ids[person], unit_id=units[unit], valid_from=start + timedelta(since), valid_to=until
        )
    for number, unit in enumerate(units):
        expected = {
            person
            for person, where, _, since, length in links
            if where in under[number] and since <= at and (length is None or at < since + length)
        }
        assert persons.count(queries.people_ids(queries.subtree_ids(unit, day), day)) == len(expected)


def test_a_worker_who_is_no_member_counts_for_the_enterprise():
    place = places.province()
    hung = people.enrol(full_name="Trần Văn Hùng")
    actions.employ(hung, place.sewing, on=places.LONG_AGO)
    assert set(queries.member_ids(place.sewing, TODAY)) == set()
    assert here(place.top, TODAY) == {hung}


def test_who_is_present_counts_once_in_each_subtree_on_its_day():
    place = places.province()
    lan, hoa = places.worker("Nguyễn Thị Lan", place.sewing), places.worker("Trần Thị Hoa", place.packing)
    places.worker("Lê Văn Nam", place.sewing)  # not among those who are asked about
    actions.employ(lan, place.shoes, on=date(2026, 10, 1))
    among = persons.those([lan, hoa])

    def present(unit, day=TODAY):
        return queries.present_count(among, unit, day)

    assert [present(unit) for unit in (place.top, place.ward, place.zone)] == [2, 1, 1]
    assert [present(unit) for unit in (place.sewing, place.shoes, place.packing)] == [1, 1, 1]
    assert present(place.shoes, date(2026, 9, 30)) == 0
    actions.move([place.packing], place.ward, on=TODAY)
    assert [present(unit) for unit in (place.ward, place.zone)] == [2, 0]
    assert present(place.zone, TODAY - timedelta(days=1)) == 1
