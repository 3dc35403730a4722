"""Kits as data, a link for each group, what is counted of it and what never is."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings

from hocvuso.campaigns import actions, kits, queries
from hocvuso.campaigns.actions import NotThis
from hocvuso.campaigns.models import CampaignLink, LinkOpening
from hocvuso.core import masking
from hocvuso.curriculum import queries as curriculum
from hocvuso.people import actions as people
from hocvuso.people.models import Person
from hocvuso.plumbing import clock
from hocvuso.plumbing.ids import uuid7
from hocvuso.unions import queries as unions
from tests.rooms import places

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]
PHONE = "Mozilla/5.0 (Linux; Android 10) Chrome/120 Mobile"


@pytest.fixture
def place():
    return places.province()


@pytest.fixture
def kit():
    return kits.by_id("khong-doc-ma")


def link(place, kit, group="Zalo tổ 1", text="Thử đi:"):
    return actions.link_for(place.sewing, kit, group, text, by=uuid7())


def reach(place, kit):
    return queries.reach(unions.subtree_ids(place.sewing, places.today()), kit.id)


def test_the_shipped_kits_hold_what_the_file_promises():
    library = kits.library()
    assert len(library.kits) >= 12
    assert library.expires_on - library.checked_on <= timedelta(days=366)
    now = curriculum.current()
    for each in library.kits:
        assert each.skill in now.skills, each.id
        assert set(each.facts) <= set(now.facts), each.id
        told = "\n".join((each.short, each.long, each.say, *each.scene))
        # A birthday as a bad example of a password is no secret of anybody.
        assert not masking.mask(told.replace("15081992", "")).kinds, each.id


def test_the_kits_cover_the_four_skills_that_everybody_needs_and_the_scams_of_today_by_dated_facts():
    kits_of = {}
    for each in kits.library().kits:
        kits_of.setdefault(each.skill, []).append(each)
    assert {"kns.4.3", "kns.5.2", "kns.6.2", "kns.2.2"} <= set(kits_of), "scams, public services, paying, e-mail"
    today, facts = clock.today(), curriculum.current().facts
    scams = kits_of["kns.4.3"]
    assert len(scams) >= 5 and all(each.facts for each in scams)
    for each in kits.library().kits:
        for name in each.facts:
            assert facts[name].expires_on > today, f"{each.id} rests on {name}, which has expired"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (('short = "', 'shorter = "'), "short is missing"),
        (('short = "', f'short = "{"a" * 140}'), "short has"),
        (('scene = ["Chuông', 'scene = ["Một."]\nscenes = ["Chuông'), "3 to 6 scenes"),
        (('id = "tin-nhan-gia"', 'id = "khong-doc-ma"'), "there twice"),
        (("[[kit]]", "[[kit"), "kits.toml"),
        (('owner = "', 'owned = "'), "'owner' is missing"),
    ],
)
def test_a_broken_file_names_the_place(tmp_path, change, sentence):
    told = (settings.CONTENT / "campaigns/kits.toml").read_text(encoding="utf-8")
    broken = tmp_path / "kits.toml"
    broken.write_text(told.replace(*change, 1), encoding="utf-8")
    with pytest.raises(kits.BadKits, match=sentence):
        kits.read(broken)


@pytest.mark.parametrize(("typed", "found"), [("ma otp", "khong-doc-ma"), ("wifi nha an", "wifi-nha-an"), ("xyz", "")])
def test_kits_are_found_without_marks(typed, found):
    names = [each.id for each in kits.found(typed)]
    assert found in names if found else not names


def test_one_group_has_one_link_and_a_new_text_replaces_the_old(place, kit):
    one, again = link(place, kit), link(place, kit, text="Thử ngay:")
    assert one.id == again.id
    assert [each.text for each in reach(place, kit)] == ["Thử ngay:"]
    assert link(place, kit, group="Zalo tổ 2").code != one.code


@pytest.mark.parametrize(
    ("group", "text", "what"),
    [
        ("", "a", "empty"),
        ("Tổ", "  \n ", "empty"),
        ("Tổ", "a" * 701, "long"),
        ("Tổ", "Mã OTP của tôi là 482916", "secret"),
    ],
)
def test_what_cannot_be_posted_is_refused(place, kit, group, text, what):
    with pytest.raises(NotThis) as refused:
        link(place, kit, group, text)
    assert refused.value.what == what
    assert not CampaignLink.objects.exists()


def test_an_opening_is_counted_without_anybody_and_previews_are_not(client, place, kit):
    made = link(place, kit)
    page = client.get(f"/s/{made.code}", headers={"user-agent": PHONE})
    client.get(f"/s/{made.code}", headers={"user-agent": PHONE})  # loaded again
    client.cookies.clear()
    client.get(f"/s/{made.code}", headers={"user-agent": "facebookexternalhit/1.1"})
    client.head(f"/s/{made.code}", headers={"user-agent": PHONE})
    assert reach(place, kit)[0].opened == 1
    assert "/thu/tin-lua-dao" in page.content.decode()
    assert 'property="og:title" content="Mã OTP không đọc cho ai"' in page.content.decode()
    assert [field.name for field in LinkOpening._meta.get_fields()] == ["id", "link", "on", "times"]


def test_whoever_begins_after_opening_counts_for_the_group_and_only_he(client, place, kit):
    made, other = link(place, kit), link(place, kit, group="Zalo tổ 2")
    client.get(f"/s/{made.code}", headers={"user-agent": PHONE})
    client.post("/thu/tin-lua-dao", {"verdict": "suspicious"})
    found = {each.code: (each.begun, each.funnel.kept) for each in reach(place, kit)}
    assert found == {made.code: (1, 0), other.code: (0, 0)}
    assert Person.objects.get(source=made.code).claimed_at is None


def test_kept_counts_who_has_an_account_now(place, kit):
    made = link(place, kit)
    token = people.begin(source=made.code)
    owner = people.enrol(full_name="Trần Thị Mơ")
    people.join(token.person, owner, way="test")
    people.begin(source=made.code)
    assert [(each.begun, each.funnel.kept) for each in reach(place, kit)] == [(2, 1)]


def test_a_cookie_that_is_no_code_is_nobodys_source(client):
    client.cookies["hvs_from"] = "<script>"
    client.post("/thu/tin-lua-dao", {"verdict": "suspicious"})
    assert Person.objects.filter(source="tin-lua-dao").count() == 1


def test_posted_keeps_its_first_day_and_can_be_taken_back(place, kit):
    made, day = link(place, kit), clock.today()
    actions.posted(made.id, proof="zalo.example/1", by=uuid7(), on=day)
    actions.posted(made.id, proof="zalo.example/2", by=uuid7(), on=day + timedelta(days=3))
    assert (reach(place, kit)[0].posted_on, reach(place, kit)[0].proof) == (day, "zalo.example/2")
    actions.take_back(made.id, by=uuid7())
    assert reach(place, kit)[0].posted_on is None
