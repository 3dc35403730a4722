"""The one rule of who may see whom, against a plain re-telling of it over random trees, roles and days."""

import uuid
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hocvuso.people import actions as people
from hocvuso.plumbing.ids import uuid7
from hocvuso.unions import access, actions, roles
from hocvuso.unions.models import Employment, FullTime, Grant, Membership, Role, Unit, UnitLink
from hocvuso.unions.roles import Right
from tests.examples import examples
from tests.rooms import places

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]
START = date(2026, 1, 1)
# Told a second time, on purpose: what each role gives where nobody stands on the employer's side.
EVERYTHING = {"counts", "names", "change", "import", "export", "confirm", "structure", "roles", "help"}
GIVES = {
    "chair": EVERYTHING,
    "official": EVERYTHING,
    "group_lead": {"counts", "names", "help"},
    "trainer_lead": {"counts", "names", "help"},
    "inspector": {"counts", "names"},
    "trainer": {"counts"},
    "operator": {"counts", "structure"},
    "author": set(),
    "personnel": {"counts"},
    "unheard_of": set(),
}
VIEWER, GIVER = 0, 1
TIES = (Membership, Employment, FullTime)

days = st.integers(0, 9)
ending = st.tuples(days, st.none() | days).map(
    lambda pair: (START + timedelta(pair[0]), None if pair[1] is None else START + timedelta(pair[0] + 1 + pair[1]))
)
# Mostly open ones, or too little is in force on the day that is asked about for the rules to meet.
periods = st.one_of(st.just((START, None)), st.just((START, None)), ending)


@dataclass
class World:
    """Units by number with their links, roles (who, unit, name, side, period), delegations to the viewer, people."""

    links: list
    roles: list
    delegated: list  # (number of the role it came from, unit, rights, side, period)
    facts: list
    granted: list
    day: date


@st.composite
def worlds(draw):
    """Up to five units (each parent comes earlier, so no ring), their moves, roles and people, and a day to ask."""
    count = draw(st.integers(2, 5))
    links = [(child, None if child == 0 else draw(st.integers(0, child - 1)), START, None) for child in range(count)]
    for child in range(1, count):
        if draw(st.integers(0, 3)) == 0:
            moved = START + timedelta(draw(st.integers(1, 8)))
            links[child] = (*links[child][:3], moved)
            links.append((child, draw(st.integers(0, child - 1)), moved, None))
    at, side = st.integers(0, count - 1), st.integers(0, 4).map(lambda drawn: drawn == 0)
    names = st.sampled_from(["chair", *sorted(GIVES)])
    roles = draw(st.lists(st.tuples(st.just(VIEWER), at, names, side, periods), max_size=3))
    roles += draw(st.lists(st.tuples(st.just(GIVER), at, names, side, periods), min_size=1, max_size=3))
    of_giver = [number for number, role in enumerate(roles) if role[0] == GIVER]
    rights = st.sets(st.sampled_from(sorted(EVERYTHING)), min_size=2)
    delegated = draw(st.lists(st.tuples(st.sampled_from(of_giver), at, rights, side, periods), max_size=3))
    facts = draw(st.lists(st.tuples(st.integers(0, 3), at, st.sampled_from(TIES), periods), min_size=2, max_size=6))
    granted = draw(st.lists(st.tuples(st.integers(0, 3), periods), max_size=2))
    return World(links, roles, delegated, facts, granted, START + timedelta(draw(st.integers(0, 12))))


def holds(period, day):
    return period[0] <= day and (period[1] is None or day < period[1])


class Told:
    """The rule told again, unit by unit and without a statement."""

    def __init__(self, world):
        self.world = world
        self.parent = {child: above for child, above, *period in world.links if holds(period, world.day)}

    def over(self, unit):
        """The unit itself and all above it."""
        line = []
        while unit is not None:
            line.append(unit)
            unit = self.parent.get(unit)
        return line

    def on_side(self, who, unit):
        """Whether somebody manages staff for this unit or one above it."""
        own = [(at, name == "personnel" or side) for person, at, name, side, period in self.world.roles
               if person == who and holds(period, self.world.day)]  # fmt: skip
        if who == VIEWER:
            own += [(at, side) for source, at, _, side, period in self.world.delegated
                    if all(holds(each, self.world.day) for each in (period, self.world.roles[source][4]))]  # fmt: skip
        return any(at in self.over(unit) for at, side in own if side)

    def may(self, who, right, unit):
        """Whether somebody has a right for a unit."""
        if unit not in self.parent:
            return False
        given = False
        for person, at, name, side, period in self.world.roles:
            if person == who and at in self.over(unit) and holds(period, self.world.day):
                given |= right in (GIVES[name] & {"counts"} if side else GIVES[name])
        if who == VIEWER:
            given |= any(self._by(each, right, unit) for each in self.world.delegated)
        return given and (right == "counts" or not self.on_side(who, unit))

    def _by(self, delegation, right, unit):
        source, at, rights, side, period = delegation
        _, place, name, giver_side, giver_period = self.world.roles[source]
        if not (holds(period, self.world.day) and holds(giver_period, self.world.day)):
            return False
        if at not in self.over(unit) or place not in self.over(unit) or right not in rights:
            return False
        if right != "counts" and (side or giver_side or self.on_side(GIVER, unit)):
            return False
        return right in GIVES[name]

    def tied(self, right):
        """Whom the right is about because of a unit that he belongs to."""
        here = [each for each in self.world.facts if holds(each[3], self.world.day)]
        return {person for person, unit, *_ in here if self.may(VIEWER, right, unit)}

    def people(self, right):
        """Whom the right is about."""
        here = [each for each in self.world.facts if holds(each[3], self.world.day)]
        found = self.tied(right)
        if right == "names":
            barred = {person for person, unit, *_ in here if unit in self.parent and self.on_side(VIEWER, unit)}
            found |= {each for each, period in self.world.granted if holds(period, self.world.day)} - barred
        return found


def build(world):
    """Write the world into the tables; return units and persons by number."""
    for model in (Grant, Role, *TIES, UnitLink, Unit):
        model.objects.all().delete()
    units = [
        Unit.objects.create(code=uuid.uuid4().hex[:12], name="Đơn vị", kind="grassroots", founded_on=START)
        for _ in range(1 + max(link[0] for link in world.links))
    ]
    for child, above, since, until in world.links:
        UnitLink.objects.create(
            unit=units[child], parent=None if above is None else units[above], valid_from=since, valid_to=until
        )
    actions.rebuild_paths()
    persons = [people.enrol(full_name="Người thử") for _ in range(6)]
    rows = []
    for who, unit, name, side, (since, until) in world.roles:
        rows.append(Role.objects.create(
            person_id=persons[who], unit=units[unit], name=name, is_employer_side=side, valid_from=since, valid_to=until
        ))  # fmt: skip
    for source, unit, rights, side, (since, until) in world.delegated:
        Role.objects.create(
            person_id=persons[VIEWER], unit=units[unit], name=rows[source].name, is_employer_side=side,
            source=rows[source], rights=" ".join(sorted(rights)), valid_from=since, valid_to=until,
        )  # fmt: skip
    for person, unit, tie, (since, until) in world.facts:
        tie.objects.create(person_id=persons[2 + person], unit=units[unit], valid_from=since, valid_to=until)
    for person, (since, until) in world.granted:
        Grant.objects.create(
            viewer_id=persons[VIEWER], subject_id=persons[2 + person], what="work", reason="lớp học", valid_from=since,
            valid_to=until,
        )  # fmt: skip
    return units, persons


@settings(
    max_examples=examples(15),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(world=worlds())
def test_the_rule_over_random_trees_roles_delegations_and_days(world):
    units, persons = build(world)
    told, day = Told(world), world.day
    for right in Right:
        expected = {number for number in range(len(units)) if told.may(VIEWER, right, number)}
        assert set(access.units_where(persons[VIEWER], right, day)) == {units[each].id for each in expected}, right
        seen = {persons[2 + each] for each in told.people(right)}
        assert set(access.people_where(persons[VIEWER], right, day)) == seen, right
        tied = {persons[2 + each] for each in told.tied(right)}
        assert access.among(persons[VIEWER], right, persons[2:], day) == tied, right
        assert access.among(persons[VIEWER], right, persons[2:4], day) == tied & set(persons[2:4]), right
        for number, unit in enumerate(units):
            assert access.may(persons[VIEWER], right, unit.id, day) == (number in expected)
        for person in persons[2:]:
            assert access.may_on(persons[VIEWER], right, person, day) == (person in seen)


def test_the_table_of_roles_is_what_the_tests_say():
    """A role that gains or loses a right is a decision: it is told in two places."""
    given_now = {name: {str(right) for right in kind.rights} for name, kind in roles.KINDS.items()}
    assert given_now == {name: rights for name, rights in GIVES.items() if name != "unheard_of"}


def test_a_role_that_ended_yesterday_gives_nothing_in_an_open_session():
    place = places.province()
    chair = places.official(place.sewing)
    browser = places.come_in()
    assert browser.get("/cb/nguoi?don-vi=SEW").status_code == 200
    Role.objects.filter(person_id=chair).update(valid_to=places.today())
    for address in ("/cb/nguoi?don-vi=SEW", "/cb/?don-vi=SEW", "/cb/"):
        assert browser.get(address).status_code == 403, address


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
