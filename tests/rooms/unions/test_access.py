"""The one rule of who may see whom, against a plain re-telling of it over random trees, roles and days."""

import uuid
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hocvuso.people import actions as people
from hocvuso.plumbing.ids import uuid7
from hocvuso.unions import access, actions
from hocvuso.unions.models import Employment, Grant, Membership, Role, Unit, UnitLink
from tests.rooms import places

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]
START = date(2026, 1, 1)
ROLES = ("chair", "official", "trainer_lead", "personnel", "volunteer_lead")

days = st.integers(0, 9)
periods = st.tuples(days, st.none() | days).map(
    lambda pair: (START + timedelta(pair[0]), None if pair[1] is None else START + timedelta(pair[0] + 1 + pair[1]))
)


@st.composite
def worlds(draw):
    """Up to six units (each parent comes earlier, so no ring), their moves, roles and people, and a day to ask."""
    count = draw(st.integers(1, 6))
    links = [(child, None if child == 0 else draw(st.integers(0, child - 1)), START, None) for child in range(count)]
    for child in range(1, count):
        if draw(st.booleans()):
            moved = START + timedelta(draw(st.integers(1, 8)))
            links[child] = (*links[child][:3], moved)
            links.append((child, draw(st.integers(0, child - 1)), moved, None))
    at = st.integers(0, count - 1)
    roles = draw(st.lists(st.tuples(at, st.sampled_from(ROLES), st.booleans(), periods), max_size=4))
    facts = draw(st.lists(st.tuples(st.integers(0, 3), at, st.booleans(), periods), max_size=6))
    granted = draw(st.lists(st.tuples(st.integers(0, 3), periods), max_size=2))
    return links, roles, facts, granted, START + timedelta(draw(st.integers(0, 12)))


def holds(period, day):
    return period[0] <= day and (period[1] is None or day < period[1])


def expected(world):
    """Re-tell the rule: whose counts, whose names, which people."""
    links, roles, facts, granted, day = world
    parent = {child: above for child, above, *period in links if holds(period, day)}

    def covered(unit):
        line = []
        while unit is not None:
            line.append(unit)
            unit = parent.get(unit)
        return line

    mine = [(unit, name, employer) for unit, name, employer, period in roles if holds(period, day)]
    counts, names = set(), set()
    for unit in parent:
        over = [role for role in mine if role[0] in covered(unit)]
        if over:
            counts.add(unit)
        if any(n in access.SEES_NAMES and not e for _, n, e in over) and not any(e for *_, e in over):
            names.add(unit)
    seen = {person for person, unit, _, period in facts if holds(period, day) and unit in names}
    return counts, names, seen | {person for person, period in granted if holds(period, day)}


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(world=worlds())
def test_the_rule_over_random_trees_roles_and_days(world):
    links, roles, facts, granted, day = world
    for model in (Grant, Role, Membership, Employment, UnitLink, Unit):
        model.objects.all().delete()
    units = [
        Unit.objects.create(code=uuid.uuid4().hex[:12], name="Đơn vị", kind="grassroots", founded_on=START)
        for _ in range(1 + max(link[0] for link in links))
    ]
    for child, above, since, until in links:
        UnitLink.objects.create(
            unit=units[child], parent=None if above is None else units[above], valid_from=since, valid_to=until
        )
    actions.rebuild_paths()
    viewer, *persons = [people.enrol(full_name="Người thử") for _ in range(5)]
    for unit, name, employer, (since, until) in roles:
        Role.objects.create(
            person_id=viewer, unit=units[unit], name=name, is_employer_side=employer, valid_from=since, valid_to=until
        )
    for person, unit, member, (since, until) in facts:
        model = Membership if member else Employment
        model.objects.create(person_id=persons[person], unit=units[unit], valid_from=since, valid_to=until)
    for person, (since, until) in granted:
        Grant.objects.create(
            viewer_id=viewer,
            subject_id=persons[person],
            what="work",
            reason="lớp học",
            valid_from=since,
            valid_to=until,
        )
    counts, names, seen = expected(world)
    assert set(access.counted_units(viewer, day)) == {units[each].id for each in counts}
    assert set(access.named_units(viewer, day)) == {units[each].id for each in names}
    assert set(access.visible_people(viewer, day)) == {persons[each] for each in seen}
    for index, unit in enumerate(units):
        assert access.may_see_counts(viewer, unit.id, day) == (index in counts)
        assert access.may_see_names(viewer, unit.id, day) == (index in names)


def test_a_chair_sees_the_names_of_his_unit_and_nothing_beside_it():
    place = places.province()
    chair = places.official(place.sewing)
    here, there = places.worker("Nguyễn Thị Lan", place.sewing), places.worker("Trần Văn Hùng", place.shoes)
    assert set(access.visible_people(chair, places.today())) == {here}
    assert not access.may_see_counts(chair, place.shoes, places.today())
    assert not access.may_see_counts(chair, place.ward, places.today())
    assert there not in set(access.visible_people(chair, places.today()))


def test_the_employers_side_sees_counts_only_even_with_a_second_role():
    place = places.province()
    manager = places.official(place.sewing, role=access.PERSONNEL, employer_side=True)
    actions.give_role(manager, place.ward, access.OFFICIAL, on=places.LONG_AGO)
    colleague, other = places.worker("Nguyễn Thị Lan", place.sewing), places.worker("Trần Văn Hùng", place.shoes)
    assert access.may_see_counts(manager, place.sewing, places.today())
    assert not access.may_see_names(manager, place.sewing, places.today())
    assert set(access.visible_people(manager, places.today())) == {other}
    assert colleague not in set(access.visible_people(manager, places.today()))


def test_a_role_ends_on_its_last_day():
    place = places.province()
    trainer = people.enrol(full_name="Đỗ Thị Thu")
    actions.give_role(trainer, place.sewing, access.TRAINER_LEAD, on=date(2026, 3, 1), until=date(2026, 6, 1))
    seen = [access.may_see_names(trainer, place.sewing, day) for day in (date(2026, 2, 28), date(2026, 3, 1))]
    gone = [access.may_see_names(trainer, place.sewing, day) for day in (date(2026, 5, 31), date(2026, 6, 1))]
    assert seen == [False, True]
    assert gone == [True, False]


def test_only_the_units_own_officials_sign_for_it():
    place = places.province()
    chair, above = places.official(place.sewing), places.official(place.ward, username="tren")
    manager = places.official(place.sewing, username="quang", employer_side=True)
    assert access.may_act_for(chair, place.sewing, places.today())
    assert not access.may_act_for(above, place.sewing, places.today())
    assert not access.may_act_for(manager, place.sewing, places.today())


@pytest.mark.parametrize(("group", "hidden"), [(0, False), (1, True), (4, True), (5, False), (None, False)])
def test_groups_under_five_are_hidden(group, hidden):
    assert access.is_hidden(group) is hidden


def test_an_unknown_viewer_sees_nobody():
    places.worker("Nguyễn Thị Lan", places.province().sewing)
    assert set(access.visible_people(uuid7(), places.today())) == set()
