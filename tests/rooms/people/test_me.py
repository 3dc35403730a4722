"""What a person sees of himself, corrects, takes along, erases."""

import json

import pytest

from hocvuso.people import actions, own_data, queries
from hocvuso.people.models import Card, Consent, Device, Person, PersonAlias
from hocvuso.plumbing import audit
from hocvuso.plumbing.ids import uuid7
from hocvuso.plumbing.models import Audit
from hocvuso.unions.models import Employment, Membership
from tests.rooms import places
from tests.rooms.people.learners import answered, claim_by_card, claim_by_phone, learner_of, token_of

pytestmark = pytest.mark.django_db(databases="__all__")


def text(response):
    return response.content.decode()


def test_me_for_nobody_for_an_anonymous_and_for_a_named_learner(site, place):
    assert "Ở đây chưa giữ gì của bạn." in text(site.get("/toi"))
    answered(site)
    assert "Bạn đang học ẩn danh." in text(site.get("/toi"))
    claim_by_card(site, actions.deal_card(places.worker("Nguyễn Thị Hường", place.sewing)))
    page = text(site.get("/toi"))
    assert "Nguyễn Thị Hường" in page
    assert "CĐCS Công ty May Bến Nứa" in page
    for address in ("/tien-bo", "/toi/du-lieu", "/chon", "/giao-dien/contrast?ve=/toi", "/ngon-ngu/en?ve=/toi"):
        assert f'href="{address}"' in page


@pytest.mark.parametrize("address", ["/toi/du-lieu", "/toi/du-lieu/tai", "/toi/du-lieu/xoa"])
def test_my_data_without_a_learner_leads_to_me(site, address):
    assert site.get(address).headers["Location"] == "/toi"


def test_a_token_of_another_database_harms_nothing(site):
    answered(site)
    Device.objects.all().delete()
    Person.objects.all().delete()
    for address in ("/toi", "/luu", "/vao", "/khong-phai-toi"):
        assert site.get(address).status_code == 200
    assert site.get("/dong-y").status_code == 302
    assert site.get("/toi/du-lieu").status_code == 302
    assert claim_by_phone(site).status_code == 302


@pytest.mark.both
def test_my_data_counts_what_each_room_holds(hers):
    page = text(hers.get("/toi/du-lieu"))
    for title in ("Tài khoản của bạn", "Bài bạn đã học", "Đơn vị của bạn"):
        assert title in page
    assert page.count("Rút lại") == 2


def test_what_nothing_is_kept_of_does_not_hide_what_is(hers):
    page = text(hers.get("/toi/du-lieu"))
    shown, _, folded = page.partition("mục chưa giữ gì")
    assert "Tài khoản của bạn" in shown and '<b class="num">0</b>' not in page
    assert "Báo cáo bạn đã ký cho công đoàn" in folded and "Báo cáo bạn đã ký" not in shown


def test_whoever_read_it_is_named_with_the_act(hers, place):
    chair = places.official(place.sewing)
    audit.record_reading(chair, [learner_of(hers)], "member_list")
    assert "chị Hạnh xem tên bạn trong danh sách đơn vị" in text(hers.get("/toi/du-lieu"))
    unnamed = uuid7()
    audit.record_reading(unnamed, [learner_of(hers)], "member_list")
    assert "Một cán bộ xem tên bạn" in text(hers.get("/toi/du-lieu"))


def test_nobody_so_far(hers):
    assert "Chưa có ai." in text(hers.get("/toi/du-lieu"))


@pytest.mark.both
def test_a_name_is_put_right_everywhere(hers):
    response = hers.post("/toi/du-lieu/ten", {"ten": "  Nguyễn  Thị Hương "})
    assert response.headers["Location"] == "/toi/du-lieu"
    person = Person.objects.get(id=learner_of(hers))
    assert (person.full_name, person.search) == ("Nguyễn Thị Hương", "nguyen thi huong")
    assert token_of(hers).name == "Hương"
    assert Audit.objects.filter(verb="change name", subject=person.id).count() == 1
    assert "Trong tên không có chữ số" in text(hers.post("/toi/du-lieu/ten", {"ten": "Hương 2"}))


def test_the_download_holds_everything_and_no_secret(hers):
    response = hers.get("/toi/du-lieu/tai")
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["Cache-Control"] == "no-store"
    held = json.loads(response.content)
    assert set(held) == {holder.name for holder in own_data.holders()} | {"traces"}
    assert held["account"]["person"][0]["full_name"] == "Nguyễn Thị Hường"
    assert {row["purpose"] for row in held["account"]["consents"]} == {"learn", "count", "remind"}
    assert held["unions"]["memberships"][0]["unit__name"] == "CĐCS Công ty May Bến Nứa"
    assert "hash" not in text(response)


def test_the_download_of_somebody_who_has_not_agreed_holds_the_random_id_too(site, place, monkeypatch):
    asked = []
    holder = own_data.Holder("listener", lambda: "", lambda ids: 0, lambda ids: asked.extend(ids), lambda ids: 0)
    monkeypatch.setitem(own_data._holders, "listener", holder)
    anonymous = answered(site)
    person = places.worker("Nguyễn Thị Hường", place.sewing)
    claim_by_card(site, actions.deal_card(person))
    site.get("/toi/du-lieu/tai")
    assert asked == [person, anonymous.person]


@pytest.mark.both
def test_erasing_asks_first_then_leaves_a_nameless_row(hers):
    owner = learner_of(hers)
    assert "Xóa tất cả của tôi?" in text(hers.get("/toi/du-lieu/xoa"))
    assert Person.objects.get(id=owner).erased_at is None
    response = hers.post("/toi/du-lieu/xoa")
    assert "Đã xóa" in text(response)
    assert response.headers["Clear-Site-Data"] == '"cache"'
    gone = Person.objects.get(id=owner)
    assert (gone.full_name, gone.search, gone.phone, gone.pin_hash) == ("", "", "", "")
    assert (gone.is_active, gone.erased_at is not None) == (False, True)
    for model in (Card, Consent, PersonAlias, Membership, Employment):
        assert not model.objects.filter(person_id=owner).exists()
    assert not Device.objects.filter(person_id=owner, revoked_at=None).exists()
    assert token_of(hers) is None
    assert "Hường" not in text(hers.get("/vao"))
    assert Audit.objects.filter(verb="erase", subject=owner, what="asked").count() == 1


def test_erasing_reaches_every_room_under_every_id(site, place, monkeypatch):
    erased = []
    holder = own_data.Holder(
        "listener", lambda: "", lambda ids: 0, lambda ids: None, lambda ids: erased.append(ids) or 1
    )
    monkeypatch.setitem(own_data._holders, "listener", holder)
    anonymous = answered(site)
    person = places.worker("Nguyễn Thị Hường", place.sewing)
    claim_by_card(site, actions.deal_card(person))
    site.post("/toi/du-lieu/xoa")
    assert erased == [[person], [anonymous.person]]


def test_erasing_twice_is_harmless(hers):
    owner = learner_of(hers)
    for _ in range(2):
        actions.erase(owner, by=owner, way="asked")
    assert Audit.objects.filter(verb="erase", subject=owner).count() == 1


def test_an_erased_person_is_in_no_list(hers, place):
    owner = learner_of(hers)
    actions.erase(owner, by=None, way="asked")
    assert queries.account(owner) is None
    assert queries.names([owner]) == {}
    assert list(queries.matching(queries.those([owner]), "")) == []
