"""The person page, changes with undo, duplicates and roles, as officials use them."""

import re

import pytest

from hocvuso.people import actions as people
from hocvuso.people import dossiers, queries
from hocvuso.people.models import Person, Proposal
from hocvuso.plumbing.models import Audit
from hocvuso.unions import access, actions, belonging
from hocvuso.unions.models import Membership, Role
from tests.rooms import places

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]


@pytest.fixture
def lan(place):
    return places.worker("Nguyễn Thị Lan", place.sewing, invited=True, phone="0000000111")


def text(response):
    return response.content.decode()


def at(person, act="", unit="SEW"):
    return f"/cb/nguoi/{person}{'/' + act if act else ''}?don-vi={unit}"


def today():
    return f"{places.today():%d/%m/%Y}"


def test_the_page_is_narrow_and_leaves_a_trace_with_role_and_unit(chair, lan):
    page = places.come_in().get(at(lan))
    assert page.status_code == 200
    assert "Nguyễn Thị Lan" in text(page)
    assert "0000000111" not in text(page)
    row = Audit.objects.get(subject=lan, verb="read", what="person_page")
    assert (row.actor, row.facts) == (chair, {"role": "chair", "unit": "CĐCS Công ty May Bến Nứa"})


def test_a_stranger_and_nobody_get_the_same_answer(place, chair):
    browser, stranger = places.come_in(), places.worker("Trần Văn Xa", place.shoes)
    answers = [browser.get(at(person)) for person in (stranger, "01234567-89ab-7def-8123-456789abcdef")]
    assert [each.status_code for each in answers] == [404, 404]
    assert [browser.post(at(stranger, "ten"), {"ten": "Ai Đó", "ly-do": "x"}).status_code] == [404]
    assert not Audit.objects.filter(subject=stranger, verb="read").exists()


def test_a_name_is_corrected_with_a_reason_and_taken_back(chair, lan):
    browser = places.come_in()
    assert browser.post(at(lan, "ten"), {"ten": "Nguyễn Thị Lan Anh"}).status_code == 422
    assert browser.post(at(lan, "ten"), {"ten": "Nguyễn Thị Lan Anh", "ly-do": "thiếu chữ"}).status_code == 302
    assert queries.names([lan])[lan].full == "Nguyễn Thị Lan Anh"
    assert "lan anh" in Person.objects.get(id=lan).search, "lists and search follow"
    page = text(browser.get(at(lan)))
    assert "Nguyễn Thị Lan”" in page, "the old name stays in the trace"
    change = dossiers.changes(person=lan)[0].id
    assert browser.post("/cb/nguoi/hoan-tac?don-vi=SEW", {"change": change}).status_code == 302
    assert queries.names([lan])[lan].full == "Nguyễn Thị Lan"


def test_a_new_number_is_never_confirmed_and_two_may_share_one(place, chair, lan):
    other = places.worker("Trần Thị Hoa", place.sewing, phone="0000000999")
    Person.objects.filter(id=lan).update(phone_confirmed_at="2026-01-01T00:00:00Z")
    assert places.come_in().post(at(lan, "so"), {"so": "0000 000 999"}).status_code == 302
    person = Person.objects.get(id=lan)
    assert (person.phone, person.phone_confirmed_at) == ("0000000999", None)
    assert Person.objects.get(id=other).phone == "0000000999"


def test_leaving_goes_to_what_was_changed_where_it_is_taken_back(place, chair, lan):
    browser = places.come_in()
    sent = {"unit": place.sewing, "ngay": today(), "ly-do": "nghỉ việc"}
    Membership.objects.filter(person_id=lan).update(valid_from=places.LONG_AGO)
    assert browser.post(at(lan, "roi"), {**sent, "ngay": "31/02/2026"}).status_code == 422
    assert browser.post(at(lan, "roi"), {**sent, "ngay": "01/01/2099"}).status_code == 422
    yesterday = places.today().toordinal() - 1
    sent["ngay"] = f"{type(places.today()).fromordinal(yesterday):%d/%m/%Y}"
    answer = browser.post(at(lan, "roi"), sent)
    assert answer.headers["Location"].startswith("/cb/nguoi/vua-sua")
    assert browser.get(at(lan)).status_code == 404
    page = text(browser.get(answer.headers["Location"]))
    change = re.search(r'name="change" value="([^"]+)"', page).group(1)
    browser.post("/cb/nguoi/hoan-tac?don-vi=SEW", {"change": change})
    assert browser.get(at(lan)).status_code == 200


def test_a_move_out_of_ones_charge_waits_for_the_other_unit(place, chair, lan):
    sent = {"unit": place.sewing, "ma": "214003", "ngay": today()}
    assert places.come_in().post(at(lan, "chuyen"), sent).status_code == 302
    assert [row.is_declared for row in Membership.objects.filter(person_id=lan, unit_id=place.packing)] == [True]


def test_the_second_of_two_officials_is_told_and_keeps_what_he_typed(place, chair, lan):
    seen = dossiers.state_of(lan)
    mai = places.official(place.sewing, username="mai")
    people.correct_name(lan, "Nguyễn Thị Lan Anh", by=people.By(mai, place.sewing))
    sent = {"ten": "Nguyễn Thị Lành", "ly-do": "gõ nhầm", "seen": seen}
    page = places.come_in().post(at(lan, "ten"), sent)
    assert page.status_code == 422
    assert "Chị Hạnh vừa sửa" in text(page)
    assert "Nguyễn Thị Lành" in text(page)
    assert queries.names([lan])[lan].full == "Nguyễn Thị Lan Anh"


def test_a_card_is_shown_once_and_takes_two_where_the_account_is_in_use(place, chair, lan):
    browser = places.come_in()
    page = browser.post(at(lan, "the"))
    code = re.search(r'translate="no">(\w{4}) (\w{4})<', text(page))
    assert queries.card("".join(code.groups())).person == lan
    Person.objects.filter(id=lan).update(claimed_at="2026-01-01T00:00:00Z")
    assert browser.post(at(lan, "the"), {"ly-do": "mất máy"}).status_code == 302
    proposal = Proposal.objects.get(person_id=lan)
    decide = {"viec": "dong-y", "so": proposal.id}
    assert browser.post("/cb/nguoi/trung?don-vi=SEW", decide).status_code == 422, "not the proposer himself"
    places.official(place.sewing, username="mai")
    page = places.come_in("mai").post("/cb/nguoi/trung?don-vi=SEW", decide)
    assert re.search(r'translate="no">\w{4} \w{4}<', text(page))


def test_duplicates_are_found_joined_told_apart_and_taken_apart(place, chair, lan):
    browser, address = places.come_in(), "/cb/nguoi/trung?don-vi=SEW"
    twin = places.worker("Nguyễn Thị Lán", place.sewing)
    other = places.worker("Nguyễn Thị Lam", place.sewing)
    page = text(browser.get(address))
    assert all(str(each) in page for each in (lan, twin, other))
    browser.post(address, {"viec": "khac", "giu": lan, "bo": other})
    browser.post(address, {"viec": "khac", "giu": twin, "bo": other})
    assert str(other) not in text(browser.get(address))
    assert browser.post(address, {"viec": "gop", "giu": lan, "bo": twin}).status_code == 302
    assert queries.canonical(twin) == lan
    merge = re.search(r'name="so" value="([^"]+)"', text(browser.get(address))).group(1)
    browser.post(address, {"viec": "tach", "so": merge})
    assert queries.canonical(twin) == twin


def test_nobody_joins_somebody_whom_he_may_not_change(place, chair, lan):
    stranger = places.worker("Nguyễn Thị Lan", place.shoes)
    sent = {"viec": "gop", "giu": lan, "bo": stranger}
    assert places.come_in().post("/cb/nguoi/trung?don-vi=SEW", sent).status_code == 404
    assert queries.canonical(stranger) == stranger


def test_roles_are_given_lent_ended_and_taken_back(place, lan):
    places.official(place.ward)
    browser, address = places.come_in(), "/cb/vai-tro?don-vi=SEW"
    assert str(lan) in text(browser.get(address + "&tim=nguyen lan"))
    give = {"viec": "trao", "nguoi": lan, "vai": "chair", "tu": today(), "ly-do": "theo đại hội"}
    assert browser.post(address, give).status_code == 302
    assert access.may_act_for(lan, place.sewing, places.today())
    role = Role.objects.get(person_id=lan)
    assert browser.post(address, {"viec": "het", "vai": role.id, "ly-do": "nghỉ"}).status_code == 422, "the last chair"
    assert browser.post(address, {"viec": "het", "vai": role.id, "ly-do": "nghỉ", "chac": "1"}).status_code == 302
    assert not access.rights_for(lan, place.sewing, places.today())
    change = dossiers.changes(person=lan)[0].id
    browser.post("/cb/nguoi/hoan-tac?don-vi=SEW", {"change": change})
    assert access.may_act_for(lan, place.sewing, places.today())


def test_an_inspector_only_looks(place, lan):
    places.official(place.sewing, role="inspector")
    browser = places.come_in()
    page = browser.get(at(lan))
    assert page.status_code == 200
    assert "/ten?" not in text(page)
    assert browser.post(at(lan, "ten"), {"ten": "Ai Đó", "ly-do": "x"}).status_code == 404
    assert browser.get("/cb/vai-tro?don-vi=SEW").status_code == 403


def test_links_and_changes_of_a_foreign_unit_stay_hidden(place, chair, lan):
    above = places.official(place.zone, username="kcn")
    belonging.enter(
        lan, place.packing, on=places.LONG_AGO, today=places.today(), by=people.By(above, place.packing, "việc thứ hai")
    )  # fmt: skip
    actions.give_role(lan, place.packing, "group_lead", on=places.LONG_AGO)
    page = text(places.come_in().get(at(lan)))
    assert "Đóng gói Đồng Sậy" not in page
    assert "việc thứ hai" not in page
