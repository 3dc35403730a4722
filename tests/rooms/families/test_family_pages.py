"""Pages of families as each who may come there sees them, and as those who may not."""

from __future__ import annotations

import re

import pytest
from django.http import HttpResponse

from hocvuso.families import founding, joining, queries, recognising
from hocvuso.families.models import FamilyMember, FamilyRecognition, Household
from hocvuso.families.recognising import Signer
from hocvuso.families.views import joining as invitation_page
from hocvuso.learning.models import Event
from hocvuso.people import actions as people
from hocvuso.people import tokens
from hocvuso.people.models import Person
from hocvuso.plumbing.ids import uuid7
from hocvuso.plumbing.rates import Rate
from tests.rooms import places
from tests.rooms.families.households import phone_of, profile, ready, worker
from tests.rooms.forms import hidden

pytestmark = pytest.mark.django_db(databases="__all__")
NEGATIVE = re.compile(r"chưa đạt|không đạt|thiếu người|sống một mình|chưa có ai|thất bại", re.IGNORECASE)


def text(answer) -> str:
    """Return a page's text."""
    return answer.content.decode()


def token_of(browser) -> tokens.Token:
    """Return for whom a browser speaks."""

    class Asked:
        COOKIES = {tokens.COOKIE: browser.cookies[tokens.COOKIE].value}

    found = tokens.read(Asked())
    assert found is not None
    return found


def test_without_a_name_there_is_one_way_on(site):
    answer = site.get("/gia-dinh")
    assert answer.status_code == 403
    assert "/luu?ve=/gia-dinh" in text(answer)


def test_no_family_and_a_no_are_no_fault(place):
    lan = phone_of(worker(place))
    page = text(lan.get("/gia-dinh"))
    assert "Học một mình cũng tốt như vậy" in page
    assert not NEGATIVE.search(page)
    lan.post("/gia-dinh/lap", {"loi": "khong"})
    assert not Household.objects.exists()


def test_a_relative_without_a_phone_comes_in_step_by_step(place):
    person = worker(place)
    lan = phone_of(person)
    lan.post("/gia-dinh/lap", {"loi": "co"})
    assert lan.post("/gia-dinh/moi", {"ai": "mother", "may": "chung"})["Location"] == "/gia-dinh/them?ai=mother"
    first = hidden(text(lan.get("/gia-dinh/them?ai=mother")))
    empty = lan.post("/gia-dinh/them", {**first, "ten": "", "tuoi": "lon"})
    assert empty.status_code == 422
    asked = lan.post("/gia-dinh/them", {**first, "ten": "Trần Thị Mây", "tuoi": "lon"})
    assert "Mây có muốn cùng học với Lan không?" in text(asked)
    assert not Person.objects.filter(full_name="Trần Thị Mây").exists(), "nothing is kept before she agrees"
    no = lan.post("/gia-dinh/them", {**hidden(text(asked)), "loi": ""})
    assert no.status_code == 302
    assert not Person.objects.filter(full_name="Trần Thị Mây").exists()
    for _ in range(2):
        lan.post("/gia-dinh/them", {**hidden(text(asked)), "loi": "task"})
    assert FamilyMember.objects.get(role="relative").shares == "task"


def test_for_a_child_the_guardian_is_asked_first_and_then_the_child(place):
    lan = phone_of(worker(place))
    lan.post("/gia-dinh/lap", {"loi": "co"})
    first = hidden(text(lan.get("/gia-dinh/them?ai=child")))
    year = str(places.today().year - 12)
    told = {**first, "ten": "Bé Na", "tuoi": "nho", "nam": year}
    assert lan.post("/gia-dinh/them", {**told, "nam": "xưa"}).status_code == 422
    assert lan.post("/gia-dinh/them", {**told, "nam": "1999"}).status_code == 422
    guardian = text(lan.post("/gia-dinh/them", told))
    assert "người giám hộ của Na" in guardian
    skipped = lan.post("/gia-dinh/them", {**told, "buoc": "minh", "loi": "task"})
    assert skipped.status_code == 302
    assert not FamilyMember.objects.filter(role="relative").exists(), "the guardian's word cannot be skipped"
    child = text(lan.post("/gia-dinh/them", {**hidden(guardian), "loi": "nothing"}))
    assert "Na có muốn cùng học với Lan không?" in child
    lan.post("/gia-dinh/them", {**hidden(child), "loi": "progress"})
    made = FamilyMember.objects.get(role="relative")
    assert (made.born_in, made.shares, made.has_own_phone) == (int(year), "progress", False)


def test_a_small_child_is_agreed_for_and_not_asked(place):
    lan = phone_of(worker(place))
    lan.post("/gia-dinh/lap", {"loi": "co"})
    first = hidden(text(lan.get("/gia-dinh/them?ai=child")))
    told = {**first, "ten": "Bé Tí", "tuoi": "nho", "nam": str(places.today().year - 4)}
    guardian = text(lan.post("/gia-dinh/them", told))
    lan.post("/gia-dinh/them", {**hidden(guardian), "loi": "nothing"})
    assert FamilyMember.objects.filter(role="relative").count() == 1


def test_a_task_on_the_supporters_phone_counts_to_the_relative(place):
    person, _mother = ready(place)
    mother = profile(person, "Bố Tư", kin="father")
    lan = phone_of(person)
    answer = lan.post(f"/gia-dinh/dua-may/{mother.pk}")
    assert answer["Location"] == "/thu/tin-lua-dao"
    assert token_of(lan).person == mother.person
    page = lan.get("/thu/tin-lua-dao")
    action = hidden(text(page))
    lan.post("/thu/tin-lua-dao", {**action, "dont_know": "1"})
    done = Event.objects.filter(learner=mother.person)
    assert done.exists(), "the task is the relative's"
    assert not Event.objects.filter(learner=person).exists()
    home = text(lan.get("/gia-dinh"))
    assert "Trả máy cho Lan" in home
    back = lan.post("/gia-dinh/tra-may")
    assert back["Location"] == "/vao?ve=/gia-dinh"
    assert "Lan" in text(lan.get("/vao"))
    again = phone_of(person)
    again.cookies[tokens.COOKIE] = phone_of(person).cookies[tokens.COOKIE].value
    assert "làm bài ngày" in text(again.get("/gia-dinh"))


def test_the_phone_is_lent_only_to_ones_own_relative_who_still_agrees(place):
    person, mother = ready(place)
    stranger, their_mother = ready(place, "Phạm Văn Dũng")
    lan = phone_of(person)
    lan.post(f"/gia-dinh/dua-may/{their_mother.pk}")
    assert token_of(lan).person == person
    people.decide(mother.person, people.FAMILY, given=False, way="test")
    lan.post(f"/gia-dinh/dua-may/{mother.pk}")
    assert token_of(lan).person == person
    assert founding.current(stranger) is not None


def test_an_invitation_shows_who_invites_and_nothing_else(place, site):
    person, _mother = ready(place)
    made = joining.invite(uuid7(), person, "sibling", on=places.today())
    page = text(site.get(f"/gia-dinh/{made.code}"))
    assert "Lan mời bạn cùng học" in page
    assert "Nguyễn" not in page
    assert "Mây" not in page
    assert f"/luu?ve=/gia-dinh/{made.code}" in page
    site.post(f"/gia-dinh/{made.code}", {"loi": "task"})
    assert FamilyMember.objects.filter(household=made.household_id).count() == 2


def test_an_invitation_is_answered_once_and_used_up(place, site):
    person, _mother = ready(place)
    made = joining.invite(uuid7(), person, "sibling", on=places.today())
    hoa, address = phone_of(worker(place, "Hoa"), "Hoa"), f"/gia-dinh/{made.code}"
    assert "Chưa ghi gì cả" in text(hoa.post(address, {"loi": ""}))
    for _ in range(2):
        assert hoa.post(address, {"loi": "task"})["Location"] == "/gia-dinh"
    assert hoa.get(address)["Location"] == "/gia-dinh"
    late = site.get(address)
    assert late.status_code == 410
    assert "đã dùng rồi" in text(late)
    assert phone_of(worker(place, "Bình"), "Bình").post(address, {"loi": "task"}).status_code == 410


def test_who_is_in_another_family_is_told_so(place):
    person, _mother = ready(place)
    other, _theirs = ready(place, "Phạm Văn Dũng")
    made = joining.invite(uuid7(), person, "sibling", on=places.today())
    answer = phone_of(other, "Dũng").post(f"/gia-dinh/{made.code}", {"loi": "task"})
    assert answer.status_code == 409
    assert "Mỗi người ở một gia đình" in text(answer)


def test_wrong_codes_are_turned_away_after_some(site, monkeypatch):
    monkeypatch.setattr(invitation_page, "WRONG_CODES", Rate(2, 3600.0))
    assert [site.get(f"/gia-dinh/aaaaaaa{number}").status_code for number in range(3)] == [404, 404, 429]


def test_the_rule_and_the_proposal_on_the_page(place):
    person, mother = ready(place)
    lan = phone_of(person)
    page = text(lan.get("/gia-dinh"))
    assert "Gia đình bạn đã đủ điều kiện công nhận" in page
    assert "/cung-hoc/kns.10.1" in page
    assert not NEGATIVE.search(page)
    assert "CĐCS Công ty May Bến Nứa" in text(lan.get("/gia-dinh/de-nghi"))
    for _ in range(2):
        lan.post("/gia-dinh/de-nghi", {"ten": "1"})
    row = FamilyRecognition.objects.get()
    recognising.confirm(row.pk, by=Signer(uuid7(), "Lê Thị Hạnh"), on=places.today())
    assert "Gia đình bạn là Gia đình công nhân số" in text(lan.get("/gia-dinh"))
    assert queries.certificate(row.code, places.today()).names == ("Nguyễn Thị Lan",)
    lan.post("/gia-dinh/ten", {"ten": "0"})
    assert queries.certificate(row.code, places.today()).names == ()
    lan.post("/gia-dinh/de-nghi", {"viec": "rut"})
    assert "hết hiệu lực" in text(lan.get(f"/gia-dinh/giay/{row.code}", follow=True))
    assert founding.current(mother.person) is not None


def test_a_certificate_is_checked_by_anybody_and_printed_by_its_family(place, site):
    person, _mother = ready(place)
    row = recognising.propose(person, on=places.today())
    assert site.get(f"/gia-dinh/giay/{row.code}", follow=True).status_code == 404
    recognising.confirm(row.pk, by=Signer(uuid7(), "Lê Thị Hạnh"), on=places.today())
    page = text(site.get(f"/gia-dinh/giay/{row.code.upper()}", follow=True))
    assert "Giấy này là thật và còn hiệu lực" in page
    assert "Lan" not in page
    address = f"/gia-dinh/giay/{row.code}/in"
    assert site.get(address).status_code == 403
    stranger, _theirs = ready(place, "Phạm Văn Dũng")
    assert phone_of(stranger).get(address).status_code == 404
    lan = phone_of(person)
    assert "Gia đình công nhân số" in text(lan.get(address))
    pdf = lan.get(f"{address}?as=pdf")
    assert pdf["Content-Type"] == "application/pdf"
    assert pdf.content.startswith(b"%PDF")


def test_a_relative_changes_what_is_seen_and_leaves(place):
    person, mother = ready(place)
    hers = phone_of(mother.person, "Mây")
    page = text(hers.get("/gia-dinh"))
    assert "Gia đình của Lan" in page
    hers.post("/gia-dinh/chia-se", {"loi": "nothing"})
    assert "giữ riêng" in text(phone_of(person).get("/gia-dinh"))
    hers.post("/gia-dinh/roi")
    assert "Mây" not in text(phone_of(person).get("/gia-dinh"))


def test_withdrawing_on_my_data_empties_the_supporters_page_at_once(place):
    person, mother = ready(place)
    hers, lan = phone_of(mother.person, "Mây"), phone_of(person)
    assert "Mây" in text(lan.get("/gia-dinh"))
    assert "Có mặt trong gia đình cùng học của tôi" in text(hers.get("/toi/du-lieu"))
    hers.post("/toi/du-lieu/dong-y", {"purpose": "family", "given": "0"})
    assert "Mây" not in text(lan.get("/gia-dinh"))
    assert "Bạn đã rút lời đồng ý" in text(hers.get("/gia-dinh"))
    hers.post("/gia-dinh/chia-se", {"loi": "task"})
    assert "Mây" in text(lan.get("/gia-dinh"))


def test_somebody_without_a_family_is_not_asked_about_it_on_my_data(place):
    assert "Có mặt trong gia đình" not in text(phone_of(worker(place)).get("/toi/du-lieu"))


def test_whoever_has_a_name_and_has_not_agreed_to_be_recorded_is_asked_that_first(place, site):
    person, _mother = ready(place)
    made = joining.invite(uuid7(), person, "sibling", on=places.today())
    phone = people.Phone(people.begin(), uuid7(), uuid7())
    code = people.OwnCode("digits", "2846")
    token = people.claim_by_phone(uuid7(), full_name="Nguyễn Thị Huệ", number="0000000019", code=code, phone=phone)
    answer = HttpResponse()
    tokens.write(answer, token)
    site.cookies[tokens.COOKIE] = answer.cookies[tokens.COOKIE].value
    for address in (f"/gia-dinh/{made.code}", "/gia-dinh"):
        assert site.get(address)["Location"] == f"/dong-y?ve={address}"
    assert site.post("/dong-y?ve=/gia-dinh", {"answer": "yes"})["Location"] == "/gia-dinh"
    assert site.get(f"/gia-dinh/{made.code}").status_code == 200
