"""Two accounts that are one person: what follows whom, what comes back, and who has to agree."""

import pytest

from hocvuso.learning.models import Event, LearnerState, SkillStanding
from hocvuso.people import actions as people
from hocvuso.people import queries
from hocvuso.people.actions import By, NeedsSecond, NotMergeable, Over, SamePerson
from hocvuso.people.models import Card, Change, Consent, Device, Person, PersonAlias
from hocvuso.plumbing import clock
from hocvuso.unions import access, actions
from hocvuso.unions import queries as unions
from hocvuso.unions.models import Employment, FullTime, Grant, Membership, Role
from tests.house import visitors
from tests.rooms import places

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]
TABLES = (Person, PersonAlias, Device, Card, Consent, Change, Membership, Employment, FullTime, Role, Grant, Event,
          SkillStanding)  # fmt: skip


def everything():
    """Every row of every table that a merge may touch; what is worked out anew only by what it says."""
    found = {model.__name__: sorted(map(repr, model.objects.values_list())) for model in TABLES}
    found["state"] = sorted(map(repr, LearnerState.objects.values_list("person", "blob", "events")))
    found["SkillStanding"] = sorted(map(repr, SkillStanding.objects.values_list("person", "skill", "band")))
    return found


def pair():
    """One person twice: on the list of a unit, and claimed on a phone with some answers behind her."""
    place = places.province()
    listed = places.worker("Nguyễn Thị Lan", place.sewing, invited=True)
    token = visitors._learner()
    visitors._answer(token)
    people.deal_card(token.person)
    actions.declare(token.person, place.sewing, on=places.today())
    return place, listed, token


def second(place):
    return places.official(place.sewing, username="mai"), places.official(place.sewing)


def test_what_hangs_on_the_account_that_goes_follows():
    place, listed, token = pair()
    mai, hanh = second(place)
    people.merge(listed, token.person, by=By(mai, place.sewing, "một người"), agreed_by=hanh)
    assert queries.canonical(token.person) == listed
    assert queries.account(listed).is_claimed
    assert queries.has_agreed(listed, "count")
    assert Card.objects.filter(person_id=listed).count() == 2
    assert Event.objects.filter(learner=token.person).exists(), "events are never rewritten"
    assert LearnerState.objects.filter(person=listed).exists()
    assert queries.count(unions.people_ids(unions.subtree_ids(place.top, places.today()), places.today())) == 1


def test_taken_apart_both_are_exactly_what_they_were():
    place, listed, token = pair()
    mai, hanh = second(place)
    before = everything()
    merge = people.merge(listed, token.person, by=By(mai, place.sewing), agreed_by=hanh)
    assert everything() != before
    for _ in range(2):
        people.unmerge(merge, by=By(hanh, place.sewing, "hai người khác nhau"))
    assert everything() == before


def test_what_came_after_the_merge_stays_with_the_account_that_was_kept():
    place, listed, token = pair()
    mai, hanh = second(place)
    merge = people.merge(listed, token.person, by=By(mai, place.sewing), agreed_by=hanh)
    people.correct_name(listed, "Nguyễn Thị Lan Anh", by=By(mai, place.sewing))
    people.unmerge(merge, by=By(hanh, place.sewing))
    assert {queries.names([listed])[listed].full, queries.names([token.person])[token.person].full} == {
        "Nguyễn Thị Lan Anh", "Nguyễn Thị Lan"}  # fmt: skip


def test_an_account_in_use_goes_only_with_a_second_official():
    place, listed, token = pair()
    mai, hanh = second(place)
    for agreed_by in (None, mai):
        with pytest.raises(NeedsSecond):
            people.merge(listed, token.person, by=By(mai, place.sewing), agreed_by=agreed_by)
    proposal = people.propose("merge", listed, by=By(mai, place.sewing, "một người"), other=token.person)
    assert proposal == people.propose("merge", listed, by=By(mai, place.sewing, "một người"), other=token.person)
    with pytest.raises(SamePerson):
        people.decide_proposal(proposal, by=By(mai), is_agreed=True)
    assert queries.canonical(token.person) == token.person
    people.decide_proposal(proposal, by=By(hanh), is_agreed=True)
    assert queries.canonical(token.person) == listed
    with pytest.raises(Over):
        people.decide_proposal(proposal, by=By(hanh), is_agreed=True)


def test_a_new_card_for_somebody_who_has_claimed_takes_two_and_is_spoken_at_once():
    place, _, token = pair()
    mai, hanh = second(place)
    proposal = people.propose("new card", token.person, by=By(mai, place.sewing, "mất máy"))
    code = people.decide_proposal(proposal, by=By(hanh), is_agreed=True)
    found = queries.card(code)
    assert (found.state, found.person, found.kind) == ("ok", token.person, "dealt")
    assert Card.objects.get(id=found.id).expires_at < clock.now() + people.proposing.SPOKEN_TERM * 1.1


def test_an_officials_account_never_becomes_part_of_another():
    place, listed, _ = pair()
    mai, hanh = second(place)
    with pytest.raises(NotMergeable) as problem:
        people.merge(listed, hanh, by=By(mai, place.sewing))
    assert problem.value.why == "official"
    with pytest.raises(NotMergeable):
        people.merge(listed, listed, by=By(mai, place.sewing))


def test_roles_follow_and_come_back():
    place, listed, _ = pair()
    twin = places.worker("Nguyễn Thị Lan", place.shoes)
    actions.give_role(twin, place.shoes, access.CHAIR, on=places.LONG_AGO)
    merge = people.merge(listed, twin, by=By(listed, place.sewing))
    assert access.may_act_for(listed, place.shoes, places.today())
    people.unmerge(merge, by=By(listed, place.sewing))
    assert not access.may_act_for(listed, place.shoes, places.today())
    assert access.may_act_for(twin, place.shoes, places.today())


def test_erasing_one_who_was_merged_forgets_both_and_cannot_be_taken_apart():
    place, listed, token = pair()
    mai, hanh = second(place)
    people.merge(listed, token.person, by=By(mai, place.sewing), agreed_by=hanh)
    people.erase(listed, by=listed, way="asked")
    assert not Person.objects.filter(id__in=[listed, token.person]).exclude(full_name="").exists()
    assert not Event.objects.filter(learner=token.person).exists()
