"""Coming into a family and out of it, what is seen of whom, and recognition; with the bad input that people send."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest

from hocvuso.core import family
from hocvuso.core.family import GUARDIAN, NOTHING, OWN, PROGRESS, TASK
from hocvuso.families import founding, joining, queries, recognising, rules, sharing
from hocvuso.families.founding import InAnother
from hocvuso.families.joining import Profile, Refused
from hocvuso.families.models import FamilyInvitation, Household
from hocvuso.families.recognising import NotYet
from hocvuso.groups.help_desk import asking
from hocvuso.people import actions as people
from hocvuso.people import queries as persons
from hocvuso.people import several
from hocvuso.people.models import Person
from hocvuso.plumbing import clock
from hocvuso.plumbing.ids import uuid7
from hocvuso.unions import access
from tests.rooms import places
from tests.rooms.families.households import BY, founded, invited, profile, ready, seen, skilled, tried, worker

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]


@pytest.fixture
def lan(place):
    """A worker who has founded her family."""
    return founded(place)


def test_a_family_is_founded_once_with_consent(lan):
    founding.found(lan, on=places.today())
    assert Household.objects.count() == 1
    assert persons.has_agreed(lan, people.FAMILY)


def test_an_invitation_opens_once(place, lan):
    hoa, binh = worker(place, "Hoa"), worker(place, "Bình")
    member, made = invited(lan, hoa)
    assert joining.join(made.code, hoa, shares=TASK, on=places.today()).pk == member.pk, "sent twice is once"
    with pytest.raises(Refused, match="used"):
        joining.join(made.code, binh, shares=TASK, on=places.today())
    assert [each.name for each in seen(lan).relatives] == ["Hoa"]


def test_a_code_that_is_wrong_old_or_taken_back_opens_nothing(place, lan):
    hoa, today = worker(place, "Hoa"), places.today()
    made = joining.invite(uuid7(), lan, "mother", on=today - timedelta(days=15))
    with pytest.raises(Refused, match="old"):
        joining.join(made.code, hoa, shares=TASK, on=today)
    with pytest.raises(Refused, match="unknown"):
        joining.join("zzzzzzzz", hoa, shares=TASK, on=today)
    fresh = joining.invite(uuid7(), lan, "mother", on=today)
    joining.withdraw_invitation(lan, fresh.pk, on=today)
    with pytest.raises(Refused, match="old"):
        joining.join(fresh.code, hoa, shares=TASK, on=today)
    assert not persons.has_agreed(hoa, people.FAMILY)


def test_the_same_invitation_sent_twice_is_one(lan):
    number = uuid7()
    codes = {joining.invite(number, lan, "mother", on=places.today()).code for _ in range(2)}
    assert len(codes) == FamilyInvitation.objects.count() == 1


def test_the_seventh_relative_is_refused_by_either_door(place, lan):
    last = joining.invite(uuid7(), lan, "child", on=places.today())
    for number in range(family.MOST_RELATIVES):
        profile(lan, f"Người {chr(65 + number)}")
    with pytest.raises(Refused, match="full"):
        profile(lan, "Người thứ bảy")
    with pytest.raises(Refused, match="full"):
        joining.join(last.code, worker(place, "Hoa"), shares=TASK, on=places.today())
    with pytest.raises(Refused, match="full"):
        joining.invite(uuid7(), lan, "mother", on=places.today())
    founding.take_out(lan, seen(lan).relatives[0].id, on=places.today())
    profile(lan, "Người thứ bảy")
    assert len(seen(lan).relatives) == family.MOST_RELATIVES


def test_nobody_is_in_two_families(place, lan):
    hoa = worker(place, "Hoa")
    invited(lan, hoa)
    other = worker(place, "Dũng")
    founding.found(other, on=places.today())
    with pytest.raises(InAnother):
        invited(other, hoa)
    with pytest.raises(InAnother):
        founding.found(hoa, on=places.today())
    with pytest.raises(InAnother):
        invited(lan, other)
    founding.leave(hoa, on=places.today())
    invited(other, hoa)
    assert [each.name for each in seen(other).relatives] == ["Hoa"]
    assert seen(lan).relatives == ()


def test_ones_own_invitation_is_no_way_in(lan):
    made = joining.invite(uuid7(), lan, "mother", on=places.today())
    with pytest.raises(Refused, match="own"):
        joining.join(made.code, lan, shares=TASK, on=places.today())


@pytest.mark.parametrize(
    ("born", "said", "may"),
    [
        (None, {OWN}, True), (None, {GUARDIAN}, False), (12, {GUARDIAN}, False), (12, {OWN}, False),
        (12, {OWN, GUARDIAN}, True), (4, {GUARDIAN}, True), (4, set(), False),
    ],
)  # fmt: skip
def test_nothing_is_kept_before_everybody_who_must_agree_has(lan, born, said, may):
    before = Person.objects.count()
    year = None if born is None else places.today().year - born
    if not may:
        with pytest.raises(Refused, match="consent"):
            profile(lan, born_in=year, said=frozenset(said))
        assert Person.objects.count() == before
        return
    made = profile(lan, born_in=year, said=frozenset(said))
    given = several.agreed((people.FAMILY, people.GUARDIAN, people.LEARN), [made.person])[made.person]
    assert people.LEARN in given
    assert (people.GUARDIAN in given) == (born is not None)
    assert (people.FAMILY in given) == (born != 4)
    child = Person.objects.get(id=made.person)
    assert (child.phone, child.pin_hash, child.claimed_at, child.username) == ("", "", None, None), "no own way in"


@pytest.mark.parametrize("year", [1950, 2005, 2100])
def test_a_year_that_is_no_childs_is_refused(lan, year):
    with pytest.raises(Refused, match="year"):
        joining.check(Profile("Bé Na", "child", year), date(2026, 11, 29))


def test_a_childs_own_no_counts_beside_the_guardians_yes(lan):
    made = profile(lan, "Bé Na", kin="child", born_in=places.today().year - 12)
    assert [each.age for each in seen(lan).relatives] == [family.CHILD]
    people.decide(made.person, people.FAMILY, given=False, way="my-data")
    assert seen(lan).relatives == ()


def test_a_childs_name_is_never_on_the_certificate(place):
    lan, _mother = ready(place)
    made = profile(lan, "Bé Na", kin="child", born_in=places.today().year - 12)
    with pytest.raises(sharing.NotAdult):
        sharing.be_named(made.person, given=True)
    people.decide(made.person, people.NAMED, given=True, way="test")  # and were it there, it would not be shown
    row = recognising.confirm(recognising.propose(lan, on=places.today()).pk, by=BY, on=places.today())
    shown = queries.certificate(row.code, places.today())
    assert shown.names == ()
    assert shown.others == 3


def test_the_supporter_sees_what_each_relative_lets_be_seen(place, lan):
    hoa = skilled(worker(place, "Hoa"))
    invited(lan, hoa, NOTHING)
    tried(hoa)

    def line():
        each = seen(lan).relatives[0]
        return each.task_on, each.skills

    assert line() == (None, None)
    sharing.share(hoa, TASK)
    assert line() == (places.today(), None)
    sharing.share(hoa, PROGRESS)
    assert line() == (places.today(), len(rules.on(places.today()).rule.skills))
    sharing.share(hoa, NOTHING)
    assert line() == (None, None)
    with pytest.raises(ValueError, match="everything"):
        sharing.share(hoa, "everything")


def test_what_was_shared_is_gone_at_once_when_consent_is_withdrawn(place):
    lan, mother = ready(place)
    assert seen(lan).found.is_met
    people.decide(mother.person, people.FAMILY, given=False, way="my-data")
    assert seen(lan).relatives == ()
    assert not seen(lan).found.has_task
    with pytest.raises(NotYet, match="rule"):
        recognising.propose(lan, on=places.today())
    sharing.share(mother.person, TASK)  # he agrees again himself
    assert seen(lan).found.is_met


def test_whether_the_rule_is_met_tells_nothing_that_is_kept_private(place, lan):
    skilled(lan)
    hoa = worker(place, "Hoa")
    invited(lan, hoa, NOTHING)
    before = seen(lan).found
    tried(hoa)
    assert seen(lan).found == before
    sharing.share(hoa, TASK)
    assert seen(lan).found.is_met


def test_a_task_counts_to_the_relative_for_ninety_days(place):
    lan, mother = ready(place)
    days = rules.on(places.today()).rule.task_days
    later = places.today() + timedelta(days=days)
    assert queries.of_supporter(founding.current(lan), later).found.is_met
    assert not queries.of_supporter(founding.current(lan), later + timedelta(days=1)).found.is_met
    assert seen(lan).relatives[0].id == mother.pk


def test_a_task_done_before_the_name_was_known_counts_too(place, lan):
    skilled(lan)
    hoa = worker(place, "Hoa")
    invited(lan, hoa)
    token = people.begin()
    tried(token.person)
    people.join(token.person, hoa, way="test")
    assert seen(lan).found.is_met


def test_a_profile_that_nobody_opens_any_more_is_forgotten(place):
    lan, mother = ready(place)
    founding.leave(lan, on=places.today())
    assert Person.objects.get(id=mother.person).expires_at is not None
    assert Person.objects.get(id=lan).expires_at is None
    assert not persons.has_agreed(mother.person, people.FAMILY)


def test_only_a_profile_without_a_way_in_is_opened_by_somebody_else(place):
    lan, mother = ready(place)
    token = people.begin()
    lent = people.lend(token, mother.person)
    assert (lent.person, lent.name) == (mother.person, "Mây")
    Person.objects.filter(id=lan).update(pin_hash="x")
    with pytest.raises(people.HasOwnWay):
        people.lend(lent, lan)


def test_a_family_costs_the_same_queries_however_many_are_in_it(place, django_assert_max_num_queries):
    lan, _mother = ready(place)
    for number in range(4):
        profile(lan, f"Người {chr(65 + number)}", shares=PROGRESS)
    with django_assert_max_num_queries(20):
        assert len(seen(lan).relatives) == 5


def test_unknown_people_and_numbers_change_nothing(place, lan):
    nobody = uuid.uuid4()
    assert not founding.leave(nobody, on=places.today())
    assert not founding.take_out(lan, nobody, on=places.today())
    assert not founding.take_out(worker(place, "Hoa"), nobody, on=places.today())
    assert queries.certificate("khong-co", places.today()) is None
    assert queries.case(nobody, places.today()) is None


def test_a_child_meets_no_stranger_and_stands_in_no_list(place, lan, chair):
    made = profile(lan, "Bé Na", kin="child", born_in=places.today().year - 12)
    with pytest.raises(asking.Refused, match="child"):
        asking.open_request(made.person, "gap nguoi", now=clock.now())
    assert made.person not in set(access.visible_people(chair, places.today()))
    assert not persons.has_agreed(made.person, "count")
    assert not persons.has_agreed(made.person, "remind")
