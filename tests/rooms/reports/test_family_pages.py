"""Officials' pages about families: counts, the list, decisions, goal and rule; what they must not show, and to whom."""

from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook

from hocvuso.families import founding, queries, recognising, rules
from hocvuso.families.models import FamilyGoal, FamilyRecognition
from hocvuso.people import actions as people
from hocvuso.people import traces
from tests.rooms import places
from tests.rooms.families.households import BY, profile, ready, worker

pytestmark = pytest.mark.django_db(databases="__all__")
LIST = "/cb/gia-dinh/danh-sach?don-vi=SEW"


def rows_of(answer) -> list[tuple[object, ...]]:
    """Return the rows of the first sheet of a spreadsheet that was sent."""
    sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).worksheets[0]
    return list(sheet.iter_rows(values_only=True))


def recognised(place, count: int, name: str = "Nguyễn Thị") -> None:
    """Let a union have some recognised families."""
    for number in range(count):
        lan, _mother = ready(place, f"{name} {chr(65 + number)}")
        recognising.confirm(recognising.propose(lan, on=places.today()).pk, by=BY, on=places.today())


def test_from_proposal_to_decision_without_a_skill_or_a_relatives_name(place, chair):
    lan, _mother = ready(place)
    recognising.propose(lan, on=places.today())
    browser = places.come_in()
    assert "Xem 1 đề nghị" in browser.get("/cb/gia-dinh?don-vi=SEW").content.decode()
    page = browser.get(f"{LIST}&loc=cho").content.decode()
    assert "Nguyễn Thị Lan" in page
    assert "Mây" not in page
    number = FamilyRecognition.objects.get().pk
    here = f"/cb/gia-dinh/{number}?don-vi=SEW"
    page = browser.get(here).content.decode()
    assert "hôm nay đã đủ" in page
    assert "Mây" not in page
    assert browser.post(here, {"viec": "tra-loi", "ly-do": " "}).status_code == 422
    for _ in range(2):
        assert browser.post(here, {"viec": "cong-nhan", "so": "12/QĐ"}).status_code == 302
    assert FamilyRecognition.objects.get().decision == "12/QĐ"
    assert any("gia đình cùng học" in each.did for each in traces.seen([lan])), "who looked is shown to her"
    paper = browser.get(f"/cb/gia-dinh/{number}/giay?don-vi=SEW")
    assert "Gia đình công nhân số" in paper.content.decode()
    assert "Nguyễn Thị Lan" not in paper.content.decode(), "she did not agree to be named"
    browser.post(here, {"viec": "thu-hoi", "ly-do": "cấp nhầm"})
    assert browser.get(f"/cb/gia-dinh/{number}/giay?don-vi=SEW").status_code == 403


def test_an_official_proposes_a_family_and_the_family_may_refuse(place, chair):
    lan, mother = ready(place)
    browser = places.come_in()
    assert "đủ điều kiện đề nghị" in browser.get(LIST).content.decode()
    to = browser.post("/cb/gia-dinh/de-nghi?don-vi=SEW", {"ai": str(lan)})
    assert to.status_code == 302
    assert FamilyRecognition.objects.get().is_proposed_by_official
    recognising.give_back(lan, on=places.today())
    answer = browser.post(to["Location"], {"viec": "cong-nhan"})
    assert answer.status_code == 409
    people.decide(mother.person, people.FAMILY, given=False, way="test")
    assert browser.post("/cb/gia-dinh/de-nghi?don-vi=SEW", {"ai": str(lan)}).status_code == 409


def test_whoever_withdraws_is_gone_from_the_list(place, chair):
    lan, _mother = ready(place)
    browser = places.come_in()
    assert "Nguyễn Thị Lan" in browser.get(LIST).content.decode()
    people.decide(lan, people.FAMILY, given=False, way="test")
    assert "Nguyễn Thị Lan" not in browser.get(LIST).content.decode()


def test_nobody_without_a_family_appears_and_no_word_is_against_anybody(place, chair):
    worker(place, "Trần Văn Một")
    founding.found(worker(place, "Phạm Thị Mới"), on=places.today())
    browser = places.come_in()
    page = browser.get(LIST).content.decode()
    assert "Phạm Thị Mới" in page
    assert "đang cùng học" in page
    assert "Trần Văn Một" not in page
    for bad in ("chưa đạt", "không đạt", "sống một mình."):
        assert bad not in page


def test_the_level_above_looks_and_cannot_sign_for_the_unit(place):
    lan, _mother = ready(place)
    number = recognising.propose(lan, on=places.today()).pk
    places.official(place.ward)
    browser = places.come_in()
    page = browser.get("/cb/gia-dinh?don-vi=T-W").content.decode()
    assert "Xem 1 đề nghị" in page
    answer = browser.post(f"/cb/gia-dinh/{number}?don-vi=T-W", {"viec": "cong-nhan"})
    assert answer.status_code == 403
    assert FamilyRecognition.objects.get().state == "proposed"


def test_another_union_sees_nothing_of_it(place):
    lan, _mother = ready(place)
    number = recognising.propose(lan, on=places.today()).pk
    places.official(place.packing)
    browser = places.come_in()
    assert browser.get(f"/cb/gia-dinh/{number}?don-vi=PAC").status_code == 403
    assert browser.post("/cb/gia-dinh/de-nghi?don-vi=PAC", {"ai": str(lan)}).status_code == 403
    assert "Nguyễn Thị Lan" not in browser.get("/cb/gia-dinh/danh-sach?don-vi=PAC").content.decode()


def test_the_employers_side_sees_counts_from_five_on_and_no_list(place):
    recognised(place, 4)
    places.official(place.sewing, employer_side=True)
    browser = places.come_in()
    page = browser.get("/cb/gia-dinh?don-vi=SEW").content.decode()
    assert "Dưới 5 gia đình" in page
    assert "4 gia đình" not in page
    assert browser.get(LIST).status_code == 403
    assert ("SEW", "CĐCS Công ty May Bến Nứa", "dưới 5") in rows_of(browser.get("/cb/gia-dinh/so-lieu.xlsx?don-vi=SEW"))
    recognised(place, 5, "Trần Thị")
    assert "9 gia đình đã được công nhận" in browser.get("/cb/gia-dinh?don-vi=SEW").content.decode()


def test_counts_and_list_go_out_as_spreadsheets(place, chair):
    recognised(place, 2)
    browser = places.come_in()
    assert ("SEW", "CĐCS Công ty May Bến Nứa", 2) in rows_of(browser.get("/cb/gia-dinh/so-lieu.xlsx?don-vi=SEW"))
    named = rows_of(browser.get("/cb/gia-dinh/danh-sach.xlsx?don-vi=SEW"))
    assert [row[:3] for row in named[1:3]] == [("Nguyễn Thị A", 1, "đã công nhận"), ("Nguyễn Thị B", 1, "đã công nhận")]
    assert "Mây" not in str(named)


def test_a_goal_is_signed_and_bad_input_is_kept(place, chair):
    browser = places.come_in()
    to = "/cb/gia-dinh/muc-tieu?don-vi=SEW"
    bad = browser.post(to, {"so": "nhiều", "ngay": "31/12/2090"})
    assert bad.status_code == 422
    assert "nhiều" in bad.content.decode()
    assert browser.post(to, {"so": "5", "ngay": "01/01/2020"}).status_code == 422
    for _ in range(2):
        browser.post(to, {"so": "1.200", "ngay": "31/12/2090"})
    assert [each.families for each in FamilyGoal.objects.all()] == [1200]
    assert "1.200 gia đình" in browser.get("/cb/gia-dinh?don-vi=SEW").content.decode()


def test_a_rule_is_signed_for_the_unit_and_given_up_again(place, chair):
    browser, to = places.come_in(), "/cb/gia-dinh/quy-tac?don-vi=SEW"
    assert browser.post(to, {"so-ngay": "30", "cach-tinh": "Quy tắc mới"}).status_code == 422
    assert browser.post(to, {"so-ngay": "30", "cach-tinh": "Quy tắc mới", "ky-nang": ["kns.9.1"]}).status_code == 302
    assert rules.on(places.today(), place.sewing).rule.skills == ("kns.9.1",)
    page = browser.get("/cb/gia-dinh?don-vi=SEW").content.decode()
    assert "Quy tắc mới" in page
    assert "Lê Thị Hạnh" in page
    browser.post(to, {"viec": "thoi"})
    assert rules.on(places.today(), place.sewing).unit is None


def test_a_page_of_the_list_costs_the_same_queries(place, chair, django_assert_max_num_queries):
    browser = places.come_in()
    for number in range(6):
        ready(place, f"Nguyễn Thị {chr(65 + number)}")
    with django_assert_max_num_queries(60):
        assert browser.get(LIST).content.decode().count("đủ điều kiện đề nghị") == 6


def test_a_proposal_of_an_erased_family_stays_nameless(place, chair):
    lan, _mother = ready(place)
    profile(lan, "Bố Tư", kin="father")
    row = recognising.confirm(recognising.propose(lan, on=places.today()).pk, by=BY, on=places.today())
    people.erase(lan, by=lan, way="asked")
    page = places.come_in().get(f"/cb/gia-dinh/{row.pk}?don-vi=SEW").content.decode()
    assert "Một gia đình không còn lưu tên" in page
    assert queries.recognised([place.sewing], places.today()) == 1
