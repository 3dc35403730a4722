"""A level asks, unions post, figures roll up; who is late is told, and few people stay hidden."""

from __future__ import annotations

from datetime import timedelta

import pytest

from hocvuso.campaigns import actions, assigning, composing, kits, queries, rollup
from hocvuso.campaigns.actions import NotThis
from hocvuso.campaigns.assigning import Wanted
from hocvuso.campaigns.composing import Draft, Signer
from hocvuso.campaigns.models import Assignment, CampaignLink
from hocvuso.core.campaign import Funnel
from hocvuso.people import actions as people
from hocvuso.plumbing import jobs, outbox
from hocvuso.plumbing.ids import uuid7
from tests.rooms import places

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]


@pytest.fixture
def place():
    return places.province()


@pytest.fixture
def ward(place):
    return Signer(places.official(place.ward, username="mien"), "Trần Thị Miên")


def asked(place, by, *, days=5, **other):
    wanted = Wanted(places.today() + timedelta(days=days), **{"kit": "khong-doc-ma", **other})
    return assigning.assign(uuid7(), place.ward, wanted, by=by, on=places.today())


def posts(unit, by, on=None, kit="khong-doc-ma"):
    made = actions.link_for(unit, kits.by_id(kit), "Zalo tổ 1", "Thử đi:", by=by.id)
    actions.posted(made.id, proof="", by=by.id, on=on or places.today())
    return made


def begin(link, count):
    return [people.begin(source=link.code).person for _one in range(count)]


def test_a_union_has_done_it_when_a_post_of_that_kit_is_marked(place, ward):
    row = asked(place, ward)
    posts(place.sewing, ward, kit="tin-nhan-gia")
    assert rollup.asked_of(place.sewing, places.today()) == [(row, "open")]
    posts(place.sewing, ward)
    assert rollup.asked_of(place.sewing, places.today()) == [(row, "done")]
    assert rollup.asked_of(place.packing, places.today()) == []  # stands under another level


def test_what_was_posted_before_it_was_asked_does_not_count(place, ward):
    posts(place.sewing, ward, on=places.today() - timedelta(days=3))
    row = asked(place, ward)
    assert rollup.progress(row, place.ward, places.today()).done == 0


def test_posts_and_reach_roll_up_and_few_people_stay_hidden(place, ward):
    row = asked(place, ward)
    sewing, shoes = posts(place.sewing, ward), posts(place.shoes, ward)
    begin(sewing, 6)
    begin(shoes, 2)
    for _time in range(3):
        actions.opened(shoes.id, on=places.today())
    found = rollup.progress(row, place.ward, places.today())
    assert (found.asked, found.done, found.posts, found.total.begun) == (2, 2, 2, 8)
    lines = {line.unit.id: line for line in found.lines}
    assert lines[place.shoes].funnel is None
    assert lines[place.sewing].funnel is None  # else the total would tell the other
    assert lines[place.shoes].opened == 3
    begin(shoes, 4)
    lines = {line.unit.id: line for line in rollup.progress(row, place.ward, places.today()).lines}
    assert lines[place.shoes].funnel.begun == 6


def test_who_mastered_the_skill_counts_for_the_link_by_which_he_came(place, ward):
    made = posts(place.sewing, ward)
    token = people.begin(source=made.code)
    owner = people.enrol(full_name="Trần Thị Mơ")
    people.join(token.person, owner, way="test")
    places.master(owner, "kns.4.3", "kns.6.2")
    anonymous = people.begin(source=made.code).person
    places.master(anonymous, "kns.6.2")  # another skill than the link opens
    assert queries.one(made.id).funnel == Funnel(0, 2, 1, 1)


def test_late_offices_are_told_once_a_day(place, ward):
    chair = places.official(place.sewing, username="hanh")
    places.official(place.shoes, username="loc", employer_side=True)
    row = asked(place, ward)
    jobs.run_waiting()
    assert [each.recipient for each in outbox.due() if each.kind == "campaign_asked"] == [chair]
    for _time in range(2):
        assigning.remind_below(row, place.ward, by=ward.id)
        jobs.run_waiting()
    due = [each for each in outbox.due() if each.kind == "campaign_due"]
    assert [each.recipient for each in due] == [chair]
    assert due[0].facts["title"] == "Mã OTP không đọc cho ai"
    posts(place.sewing, ward)
    assert place.sewing not in rollup.late_units(row, place.ward, places.today())


def test_reminders_come_by_themselves_around_the_last_day(place, ward):
    places.official(place.sewing, username="hanh")
    asked(place, ward, days=1)
    asked(place, ward, days=4)
    assert assigning.remind() == 1
    Assignment.objects.update(ended_on=places.today())
    assert rollup.due_reminders(places.today()) == []


def test_what_cannot_be_asked_is_refused(place, ward):
    with pytest.raises(NotThis, match="past"):
        asked(place, ward, days=-1)
    with pytest.raises(NotThis, match="empty"):
        asked(place, ward, kit="")
    draft = Draft("Ba câu", "Hỏi ba câu", "", "kns.4.3", places=(("website", ""),))
    post = composing.write(uuid7(), place.ward, draft, by=ward)
    with pytest.raises(NotThis, match="draft"):
        asked(place, ward, kit="", post=post)


def test_a_post_from_above_becomes_the_unions_own_draft_once(place, ward):
    draft = Draft("Ba câu", "Hỏi ba câu", "Dài", "kns.4.3", places=(("website", ""),))
    post = composing.write(uuid7(), place.ward, draft, by=ward)
    for act in ("ask", "approve"):
        post = composing.step(post.id, act, by=ward, seen=post.version, note="đã đọc")
    row = asked(place, ward, kit="", post=post)
    chair = Signer(places.official(place.sewing), "Lê Thị Hạnh")
    own, again = (composing.adapt(post, place.sewing, uuid7(), by=chair) for _time in range(2))
    assert own.id == again.id
    words = Draft("Ba câu", "Hỏi đi", "", "kns.4.3", places=(("zalo-group", "T"),))
    composing.write(own.id, place.sewing, words, by=chair)
    made = CampaignLink.objects.get(post=own)
    assert rollup.asked_of(place.sewing, places.today())[0][1] == "open"
    actions.posted(made.id, proof="", by=chair.id, on=places.today())
    assert rollup.asked_of(place.sewing, places.today())[0][1] == "done"
    assert rollup.progress(row, place.ward, places.today()).done == 1


def test_progress_takes_as_many_statements_for_many_as_for_few(place, ward, django_assert_max_num_queries):
    row = asked(place, ward)
    for number in range(8):
        made = actions.link_for(place.sewing, kits.by_id("khong-doc-ma"), f"Tổ {number}", "Thử:", by=ward.id)
        actions.posted(made.id, proof="", by=ward.id, on=places.today())
        begin(made, 2)
    with django_assert_max_num_queries(16):
        rollup.progress(row, place.ward, places.today())
