"""Recognition from proposal to end, the rule as unions change it; what is held, exported, erased, merged."""

from __future__ import annotations

from datetime import timedelta

import pytest

from hocvuso.certificates import papers
from hocvuso.core.family import NOTHING, TASK
from hocvuso.curriculum import queries as curriculum
from hocvuso.families import founding, joining, queries, recognising, rules, sharing
from hocvuso.families.joining import Refused
from hocvuso.families.models import FamilyMember, FamilyRecognition, Household
from hocvuso.families.recognising import NotYet
from hocvuso.people import actions as people
from hocvuso.people import own_data
from hocvuso.plumbing import printing
from tests.rooms import places
from tests.rooms.families.households import BY, founded, invited, profile, ready, seen, skilled, tried, worker

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]


@pytest.fixture
def lan(place):
    """A worker who has founded her family."""
    return founded(place)


def test_from_proposal_to_certificate_and_its_end(place):
    lan, _mother = ready(place)
    today = places.today()
    row = recognising.propose(lan, on=today)
    assert recognising.propose(lan, on=today).pk == row.pk, "sent twice is once"
    assert queries.certificate(row.code, today) is None, "a proposal is no certificate"
    for _ in range(2):
        recognising.confirm(row.pk, by=BY, on=today, decision="12/QĐ-CĐCS")
    shown = queries.certificate(row.code.upper(), today)
    assert (shown.is_valid, shown.unit, shown.signed, shown.decision) == (
        True, "CĐCS Công ty May Bến Nứa", "Lê Thị Hạnh", "12/QĐ-CĐCS",
    )  # fmt: skip
    assert shown.names == ()
    sharing.be_named(lan, given=True)
    assert queries.certificate(row.code, today).names == ("Nguyễn Thị Lan",)
    assert queries.recognised([place.sewing], today) == 1
    recognising.revoke(row.pk, by=BY, on=today + timedelta(days=3), note="cấp nhầm")
    assert not queries.certificate(row.code, today).is_valid
    assert queries.recognised([place.sewing], today + timedelta(days=2)) == 1
    assert queries.recognised([place.sewing], today + timedelta(days=3)) == 0
    assert queries.recognised_by_unit([place.sewing, place.shoes], today) == {place.sewing: 1}


def test_a_rule_that_is_not_met_any_more_is_not_confirmed_and_nothing_is_lost(place):
    lan, mother = ready(place)
    row = recognising.propose(lan, on=places.today())
    sharing.share(mother.person, NOTHING)
    with pytest.raises(NotYet, match="rule"):
        recognising.confirm(row.pk, by=BY, on=places.today())
    sharing.share(mother.person, TASK)
    assert recognising.confirm(row.pk, by=BY, on=places.today()).state == "recognised"


def test_a_recognition_stays_whatever_happens_to_the_rule_afterwards(place):
    lan, mother = ready(place)
    row = recognising.confirm(recognising.propose(lan, on=places.today()).pk, by=BY, on=places.today())
    founding.leave(mother.person, on=places.today())
    assert queries.certificate(row.code, places.today()).is_valid


def test_what_was_sent_back_can_be_proposed_again_and_given_back(place):
    lan, _mother = ready(place)
    today = places.today()
    first = recognising.propose(lan, on=today)
    recognising.send_back(first.pk, by=BY, on=today, note="Hỏi lại tổ trưởng")
    assert queries.last_answer(first.household_id).note == "Hỏi lại tổ trưởng"
    second = recognising.propose(lan, on=today)
    assert second.pk != first.pk
    assert queries.last_answer(first.household_id) is None
    assert recognising.give_back(lan, on=today)
    with pytest.raises(NotYet, match="gone"):
        recognising.confirm(second.pk, by=BY, on=today)
    assert queries.recognised([place.sewing], today) == 0


def test_a_family_without_a_unit_is_told_to_say_where_it_works():
    lan = skilled(people.enrol(full_name="Nguyễn Thị Lan"))
    founding.found(lan, on=places.today())
    mother = profile(lan)
    tried(mother.person)
    assert seen(lan).found.is_met
    assert seen(lan).unit is None
    with pytest.raises(NotYet, match="unit"):
        recognising.propose(lan, on=places.today())


def test_a_union_changes_the_rule_from_a_day_on_for_itself_and_below(place):
    lan, _mother = ready(place)
    today, before = places.today(), rules.on(places.today(), place.sewing)
    wanted, wrong = rules.check({"so-ngay": "30", "cach-tinh": "Quy tắc mới"}, ["kns.9.1", "kns.9.1", "no.such.1"])
    assert not wrong
    assert wanted.skills == ("kns.9.1",)
    for _ in range(2):
        rules.change(wanted, "Quy tắc mới", unit=place.ward, by=BY.id, name=BY.name)
    assert rules.on(today, place.sewing).rule == wanted
    assert rules.on(today, place.sewing).words == "Quy tắc mới"
    assert rules.on(today, place.packing) == before
    assert rules.on(today - timedelta(days=1), place.sewing) == before
    assert not seen(lan).found.is_met
    rules.end(place.ward, on=today, by=BY.id)
    assert rules.on(today, place.sewing) == before


@pytest.mark.parametrize(
    ("typed", "skills", "field"),
    [
        ({"so-ngay": "0", "cach-tinh": "x"}, ["kns.4.3"], "so-ngay"),
        ({"so-ngay": "chín", "cach-tinh": "x"}, ["kns.4.3"], "so-ngay"),
        ({"so-ngay": "90", "cach-tinh": " "}, ["kns.4.3"], "cach-tinh"),
        ({"so-ngay": "90", "cach-tinh": "x"}, [], "ky-nang"),
    ],
)
def test_a_rule_that_says_nothing_is_refused(typed, skills, field):
    wanted, wrong = rules.check(typed, skills)
    assert wanted is None
    assert set(wrong) == {field}


def test_a_file_of_rules_says_what_is_missing(tmp_path):
    for text, problem in (("", "no"), ("[[rule]]\nvalid_from = 2026-01-01", "missing"), (
        '[[rule]]\nvalid_from = 2026-01-01\nskills = []\ntask_days = 1\nrule = ""\nrule_en = ""', "one skill",
    )):  # fmt: skip
        path = tmp_path / "families.toml"
        path.write_text(text)
        with pytest.raises(rules.BadRules, match=problem):
            rules.read(path)


def test_the_shipped_rule_names_skills_that_there_are():
    for version in rules.shipped():
        assert set(version.rule.skills) <= set(curriculum.current().skills)


def holder():
    """Return the room as "Dữ liệu của tôi" knows it."""
    return next(each for each in own_data.holders() if each.name == "families")


def test_what_is_held_is_shown_exported_and_erased(place):
    lan, mother = ready(place)
    row = recognising.confirm(recognising.propose(lan, on=places.today()).pk, by=BY, on=places.today())
    assert holder().count([lan]) == 2
    told = holder().export([lan])
    assert told["families"][0]["role"] == "supporter"
    assert told["recognitions"][0]["code"] == row.code
    assert "household" not in str(told), "nothing of the others"
    people.erase(lan, by=lan, way="asked")
    assert not Household.objects.exists()
    assert not FamilyMember.objects.filter(person=mother.person).exists()
    kept = FamilyRecognition.objects.get(pk=row.pk)
    assert (kept.household_id, kept.proposed_by) == (None, None)
    assert queries.certificate(row.code, places.today()).names == ()
    assert queries.recognised([place.sewing], places.today()) == 1, "the count of the unit stays"


def test_an_erased_relative_leaves_and_his_invitation_stays_used(place, lan):
    hoa = worker(place, "Hoa")
    _member, made = invited(lan, hoa)
    people.erase(hoa, by=hoa, way="asked")
    assert seen(lan).relatives == ()
    with pytest.raises(Refused, match="old"):
        joining.join(made.code, worker(place, "Bình"), shares=TASK, on=places.today())


def test_two_accounts_in_two_families_become_one_in_one_and_apart_again(place, lan):
    other, twice = worker(place, "Dũng"), worker(place, "Hoa")
    founding.found(other, on=places.today())
    again = worker(place, "Hoà")
    invited(lan, twice)
    invited(other, again)
    merge = people.merge(twice, again, by=people.By(BY.id))
    assert len(seen(lan).relatives) == 1
    assert seen(other).relatives == ()
    people.unmerge(merge, by=people.By(BY.id))
    assert len(seen(lan).relatives) == len(seen(other).relatives) == 1


def test_a_page_of_families_costs_the_same_queries(place, django_assert_max_num_queries):
    found = [ready(place, f"Nguyễn Thị {chr(65 + number)}")[0] for number in range(6)]
    rule = rules.on(places.today(), place.sewing).rule
    with django_assert_max_num_queries(8):
        lines = queries.lines(found, rule, places.today())
    assert [(each.relatives, each.is_met) for each in lines] == [(1, True)] * 6


def test_seven_names_fit_on_one_sheet(place, lan):
    skilled(lan)
    for number in range(6):
        tried(profile(lan, f"Nguyễn Phước Thị Quỳnh {chr(65 + number)}").person)
    for member in FamilyMember.objects.all():
        sharing.be_named(member.person, given=True)
    row = recognising.confirm(recognising.propose(lan, on=places.today()).pk, by=BY, on=places.today())
    found = queries.certificate(row.code, places.today())
    assert len(found.names) == 7
    page = papers.drawn_page([found])
    assert printing.fitted([page], papers.STYLE)[1] == 1
