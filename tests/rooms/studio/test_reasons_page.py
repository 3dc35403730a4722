"""Why this lesson: open to authors and trainers for learners who agreed, without names, traced, stopped at once."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import translation

from hocvuso.core import items as item_kinds
from hocvuso.curriculum import queries as curriculum
from hocvuso.learning import actions
from hocvuso.learning import queries as learning
from hocvuso.learning.intake import Incoming
from hocvuso.learning.models import PlanRow
from hocvuso.people import actions as people
from hocvuso.people import case_numbers, tokens
from hocvuso.people.tokens import Token
from hocvuso.plumbing import clock
from hocvuso.plumbing.ids import uuid7
from hocvuso.plumbing.models import Audit
from hocvuso.studio.views import reasons
from hocvuso.unions import access
from hocvuso.unions import actions as unions
from hocvuso.unions.models import Role
from tests.rooms import places

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]
PAGE = "/cb/tac-gia/vi-sao"


def learner(*, agrees: bool = True, number: str = "0000000111") -> Token:
    """A claimed learner who has answered something, and who lets authors look or not."""
    phone = people.Phone(people.begin(), uuid7(), uuid7(), label="Android")
    code = people.OwnCode("digits", "2846")
    token = people.claim_by_phone(uuid7(), full_name="Nguyễn Thị Lan", number=number, code=code, phone=phone)
    token = people.agree(token, count=True, remind=False)
    item = next(iter(curriculum.current().items.values()))
    given = item_kinds.right_response(item).to_json()
    now = clock.now()
    answer = Incoming(uuid7(), "answer", item.id, token.device, None, now, version=item.version, context="practice",
                      response=given, ms=20_000)  # fmt: skip
    assert actions.record(token.person, [answer], now=now)[0].status == "stored"
    if agrees:
        people.switch(token, people.EXPLAIN, given=True)
    return token


def at_his_phone(token: Token) -> Client:
    answer, phone = HttpResponse(), Client()
    tokens.write(answer, token)
    phone.cookies = answer.cookies
    return phone


def address(person: uuid.UUID) -> str:
    return f"{PAGE}/{case_numbers.number_of(person)}"


def test_with_nobody_agreed_the_page_says_how_one_agrees(author: Client) -> None:
    token = learner(agrees=False)
    page = author.get(PAGE).content.decode()
    assert "Chưa ai cho xem" in page and "Dữ liệu của tôi" in page
    assert author.get(address(token.person)).status_code == 404
    assert not Audit.objects.filter(verb="read", what="reasons").exists()


def test_winner_runner_up_terms_facts_and_chance_are_shown_without_a_name(author: Client) -> None:
    token = learner()
    plan = PlanRow.objects.get(person=token.person, is_current=True)
    listed = author.get(PAGE).content.decode()
    number = case_numbers.number_of(token.person)
    assert number in listed
    page = author.get(address(token.person)).content.decode()
    assert plan.activity in page and f"{round(plan.propensity * 100)}%" in page
    now = curriculum.current()
    second = now.lessons[plan.runner_up].title if plan.runner_up in now.lessons else now.items[plan.runner_up].prompt
    assert second[:30] in page
    assert sum(plan.facts["terms"].values()) == pytest.approx(plan.score, abs=5e-6)
    assert f"{plan.score * 1000:.1f}".replace(".", ",") in page
    words = {"learning": "Học thêm được", "evidence": "Một lần đúng còn thiếu", "review": "Đang quên dần",
             "information": "Câu trả lời cho biết"}  # fmt: skip
    named = set(plan.facts["terms"]) | set(plan.facts["runner_up_terms"])
    assert named and {name for name, word in words.items() if word in page} == named
    for name in ("Nguyễn", str(token.person), token.person.hex):
        assert name not in page and name not in listed


def test_each_reading_leaves_a_trace_that_he_sees_with_the_role(author: Client) -> None:
    token = learner()
    for _ in range(2):
        author.get(address(token.person))
    assert Audit.objects.filter(subject=token.person, verb="read", what="reasons").count() == 2
    page = at_his_phone(token).get("/toi/du-lieu").content.decode()
    assert "xem vì sao hệ thống mời bạn học từng bài, không thấy tên bạn" in page
    assert "2 lần trong ngày" in page and "Người viết bài" in page


def test_he_agrees_and_stops_with_one_tap_on_his_own_page_and_it_holds_at_once(author: Client) -> None:
    token = learner(agrees=False)
    phone = at_his_phone(token)
    assert "Cho người viết bài và giảng viên xem vì sao" in phone.get("/toi/du-lieu").content.decode()
    phone.post("/toi/du-lieu/dong-y", {"purpose": "explain", "given": "1"})
    mine = phone.get("/toi/du-lieu").content.decode()
    assert case_numbers.number_of(token.person) in mine
    assert author.get(address(token.person)).status_code == 200
    phone.post("/toi/du-lieu/dong-y", {"purpose": "explain", "given": "0"})
    assert author.get(address(token.person)).status_code == 404
    assert case_numbers.number_of(token.person) not in author.get(PAGE).content.decode()
    assert Audit.objects.filter(subject=token.person, verb="read", what="reasons").count() == 1


def test_a_number_leads_there_however_it_is_typed_and_a_wrong_one_to_nobody(author: Client) -> None:
    token = learner()
    number = case_numbers.number_of(token.person)
    assert re.fullmatch(r"[2-9A-Z]{3}-[2-9A-Z]{3}", number)
    answer = author.get(PAGE, {"so": number.lower().replace("-", " ")})
    assert (answer.status_code, answer.headers["Location"]) == (302, address(token.person))
    assert "Không ai có số" in author.get(PAGE, {"so": "<b>22"}).content.decode()


@pytest.mark.parametrize("side", ["marked", "personnel"])
def test_whoever_manages_staff_for_an_employer_never_sees_it_also_as_an_author(site: Client, side: str) -> None:
    token, units = learner(), places.province()
    both = places.official(units.top, username="haivai", role=access.AUTHOR)
    if side == "marked":
        Role.objects.create(person_id=both, unit_id=units.sewing, name=access.CHAIR, valid_from=places.LONG_AGO,
                            is_employer_side=True)  # fmt: skip
    else:
        Role.objects.create(person_id=both, unit_id=units.sewing, name=access.PERSONNEL, valid_from=places.LONG_AGO)
    desk = places.come_in("haivai")
    assert desk.get(PAGE).status_code == 403
    assert desk.get(address(token.person)).status_code == 403
    assert not Audit.objects.filter(subject=token.person, verb="read").exists()


def test_a_lead_trainer_sees_those_of_her_unit_and_no_others(site: Client) -> None:
    here, elsewhere, units = learner(), learner(number="0000000222"), places.province()
    unions.employ(here.person, units.sewing, on=places.LONG_AGO)
    places.official(units.sewing, username="thu", role=access.TRAINER_LEAD)
    desk = places.come_in("thu")
    page = desk.get(PAGE).content.decode()
    assert case_numbers.number_of(here.person) in page
    assert case_numbers.number_of(elsewhere.person) not in page
    assert desk.get(address(here.person)).status_code == 200
    assert desk.get(address(elsewhere.person)).status_code == 404
    assert "/cb/tac-gia/cau-hoi" not in page  # no way to pages that are closed to her


def test_a_role_that_has_ended_or_is_only_lent_opens_nothing() -> None:
    units, day = places.province(), clock.today()
    for name, until in ((access.AUTHOR, day), (access.TRAINER, day - timedelta(days=1))):
        who = places.official(units.top, username=f"cu{name}", role=name)
        assert access.teaching_role(who, day) is not None
        Role.objects.filter(person_id=who).update(valid_to=until)
        assert access.teaching_role(who, day) is None
    lender = places.official(units.top, username="cho", role=access.TRAINER_LEAD)
    source = Role.objects.get(person_id=lender)
    borrower = places.official(units.sewing, username="muon", role=access.OFFICIAL)
    Role.objects.create(person_id=borrower, unit_id=units.top, name=access.TRAINER_LEAD, source=source, rights="names",
                        valid_from=places.LONG_AGO)  # fmt: skip
    assert access.teaching_role(borrower, day) is None


def test_a_choice_that_no_score_made_says_so(author: Client) -> None:
    token = learner()
    actions.choose(token.person, now=clock.now(), personalise=False)
    page = author.get(address(token.person)).content.decode()
    assert "Đã tắt tự chọn" in page and "Không điểm số nào chọn bài này" in page
    assert "Bài kế tiếp theo thứ tự" in page or "theo thứ tự" in page


@pytest.mark.parametrize(("facts", "says"), [({"p": 0.724}, "72%"), ({"p": 0.724, "readout": 3}, "72%, có nhìn cả")])
def test_the_chance_that_was_foreseen_is_told_and_what_it_was_read_off(facts: dict[str, object], says: str) -> None:
    plan = learning.Proposed(
        clock.now(), "practice", "kns.4.3/x", "not_tested_yet", {"skill": "kns.4.3", **facts}, "", 0.1, 0.9, True
    )
    with translation.override("vi"):
        told = dict(reasons._facts(curriculum.current(), plan))
    assert told["Khả năng làm đúng"].startswith(says)
    assert ("vừa làm" in told["Khả năng làm đúng"]) is ("readout" in facts)
