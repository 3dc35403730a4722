"""Giving, ending and delegating roles: never more than one's own, never by accident, over when it is over."""

from datetime import date, timedelta

import pytest

from hocvuso.people import actions as people
from hocvuso.people import dossiers
from hocvuso.people.actions import By
from hocvuso.plumbing import outbox
from hocvuso.unions import access, actions, appointing, roles
from hocvuso.unions.appointing import LastChair, MayNot, Term
from hocvuso.unions.belonging import Misdated
from hocvuso.unions.models import Role
from hocvuso.unions.roles import Right
from tests.rooms import places

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]
TODAY = date(2026, 11, 1)


def of(person, unit):
    return [line for line in appointing.role_lines([unit], TODAY) if line.person == person]


def test_the_level_above_gives_a_chair_and_takes_it_back():
    place = places.province()
    official = places.official(place.ward, role=roles.OFFICIAL)
    lan = places.worker("Nguyễn Thị Lan", place.sewing)
    by = By(official, place.sewing, "theo đại hội")
    for _ in range(2):
        appointing.give(lan, roles.CHAIR, Term(TODAY), by=by, today=TODAY)
    assert access.may_act_for(lan, place.sewing, TODAY)
    assert [(line.giver, line.reason) for line in of(lan, place.sewing)] == [(official, "theo đại hội")]
    people.take_back(dossiers.changes(person=lan)[0].id, by=by)
    assert not Role.objects.filter(person_id=lan).exists()


def test_whoever_is_given_a_role_learns_of_it_whichever_way_it_came():
    place = places.province()
    official = places.official(place.ward, role=roles.OFFICIAL)
    lan, hoa, cuc = (places.worker(name, place.sewing) for name in ("Lê Lan", "Lê Hoa", "Lê Cúc"))
    actions.give_role(lan, place.sewing, roles.GROUP_LEAD, on=TODAY)
    for _ in range(2):
        appointing.give(hoa, roles.CHAIR, Term(TODAY), by=By(official, place.sewing), today=TODAY)
    source = of(official, place.ward)[0].id
    by, lent = By(official, place.sewing, "nghỉ phép"), Term(TODAY, TODAY + timedelta(5))
    appointing.delegate(source, cuc, [Right.COUNTS], lent, by=by, today=TODAY)
    told = [(each.recipient, each.kind, each.facts["unit"]) for each in outbox.due() if each.recipient != official]
    assert sorted(told) == sorted((person, "role_given", "SEW") for person in (lan, hoa, cuc))


@pytest.mark.parametrize(
    ("giver", "unit", "name", "why"),
    [
        ("official", "sewing", "chair", "above"),  # of the unit itself
        ("official", "shoes", "group_lead", "right"),  # of a sister unit
        ("inspector", "sewing", "group_lead", "right"),
        ("operator", "sewing", "group_lead", "right"),
        ("official", "sewing", "king", "unknown"),
    ],
)
def test_nobody_gives_what_is_not_his_to_give(giver, unit, name, why):
    place = places.province()
    by = By(places.official(place.sewing, role=giver), getattr(place, unit))
    lan = places.worker("Nguyễn Thị Lan", place.sewing)
    with pytest.raises(MayNot) as problem:
        appointing.give(lan, name, Term(TODAY), by=by, today=TODAY)
    assert problem.value.why == why


def test_nobody_gives_himself_a_role():
    place = places.province()
    chair = places.official(place.ward)
    with pytest.raises(MayNot):
        appointing.give(chair, roles.OFFICIAL, Term(TODAY), by=By(chair, place.sewing), today=TODAY)


def test_the_last_chair_needs_a_second_word_and_a_reason():
    place = places.province()
    above, chair = places.official(place.ward, username="above"), places.official(place.sewing)
    role = of(chair, place.sewing)[0].id
    for by, is_sure in ((By(above, place.sewing, "hết nhiệm kỳ"), False), (By(above, place.sewing, " "), True)):
        with pytest.raises(LastChair):
            appointing.end(role, last_day=TODAY, by=by, today=TODAY, is_sure=is_sure)
    assert access.may_act_for(chair, place.sewing, TODAY + timedelta(1))
    appointing.end(role, last_day=TODAY, by=By(above, place.sewing, "hết nhiệm kỳ"), today=TODAY, is_sure=True)
    assert access.may_act_for(chair, place.sewing, TODAY)
    assert not access.may_act_for(chair, place.sewing, TODAY + timedelta(1))


def test_a_chair_with_a_successor_goes_without_a_question():
    place = places.province()
    above, chair = places.official(place.ward, username="above"), places.official(place.sewing)
    actions.give_role(places.worker("Trần Thị Hoa", place.sewing), place.sewing, roles.CHAIR, on=TODAY)
    appointing.end(of(chair, place.sewing)[0].id, last_day=TODAY, by=By(above, place.sewing), today=TODAY)
    assert not access.may_act_for(chair, place.sewing, TODAY + timedelta(1))


def test_an_end_before_the_beginning_is_refused():
    place = places.province()
    above, lan = places.official(place.ward), places.worker("Nguyễn Thị Lan", place.sewing)
    with pytest.raises(Misdated):
        appointing.give(
            lan, roles.TRAINER, Term(TODAY, TODAY - timedelta(1)), by=By(above, place.sewing), today=TODAY
        )  # fmt: skip


def delegated(place, chair, lan, unit, rights, last_day):
    source = of(chair, place.ward)[0].id
    appointing.delegate(source, lan, rights, Term(TODAY, last_day), by=By(chair, unit, "nghỉ phép"), today=TODAY)


def test_a_delegation_gives_what_it_names_until_its_day():
    place = places.province()
    chair, lan = places.official(place.ward), places.worker("Nguyễn Thị Lan", place.sewing)
    delegated(place, chair, lan, place.shoes, {Right.NAMES, Right.CHANGE}, TODAY + timedelta(9))
    for day, holds in ((TODAY - timedelta(1), False), (TODAY, True), (TODAY + timedelta(9), True),
                       (TODAY + timedelta(10), False)):  # fmt: skip
        assert access.may(lan, Right.NAMES, place.shoes, day) is holds
    assert access.rights_for(lan, place.shoes, TODAY) == {Right.NAMES, Right.CHANGE}
    assert not access.rights_for(lan, place.sewing, TODAY)


def test_a_delegation_ends_with_the_role_it_came_from():
    place = places.province()
    chair, lan = places.official(place.ward), places.worker("Nguyễn Thị Lan", place.sewing)
    delegated(place, chair, lan, place.ward, {Right.NAMES}, TODAY + timedelta(90))
    Role.objects.filter(person_id=chair).update(valid_to=TODAY + timedelta(5))
    assert access.may(lan, Right.NAMES, place.sewing, TODAY + timedelta(4))
    assert not access.may(lan, Right.NAMES, place.sewing, TODAY + timedelta(5))


def test_the_delegator_calls_it_back():
    place = places.province()
    chair, lan = places.official(place.ward), places.worker("Nguyễn Thị Lan", place.sewing)
    delegated(place, chair, lan, place.ward, {Right.COUNTS, Right.NAMES}, TODAY + timedelta(90))
    appointing.end(of(lan, place.ward)[0].id, last_day=TODAY - timedelta(1), by=By(chair, place.ward), today=TODAY)
    assert not access.rights_for(lan, place.ward, TODAY)


def test_a_delegation_is_never_more_than_its_source_and_goes_no_further():
    place = places.province()
    chair, lan = places.official(place.ward), places.worker("Nguyễn Thị Lan", place.sewing)
    for rights, unit, why in (({Right.ROLES}, place.ward, "more"), ({Right.NAMES}, place.packing, "right")):
        with pytest.raises(MayNot) as problem:
            delegated(place, chair, lan, unit, rights, TODAY + timedelta(9))
        assert problem.value.why == why
    with pytest.raises(Misdated):
        delegated(place, chair, lan, place.ward, {Right.NAMES}, None)
    delegated(place, chair, lan, place.ward, {Right.NAMES}, TODAY + timedelta(9))
    hoa = places.worker("Trần Thị Hoa", place.sewing)
    with pytest.raises(MayNot):
        appointing.delegate(
            of(lan, place.ward)[0].id, hoa, {Right.NAMES}, Term(TODAY, TODAY), by=By(lan, place.ward), today=TODAY
        )  # fmt: skip
