"""O1 and O2: a link that opens once, a code by the number on record, six digits of one's own, and the first page."""

from __future__ import annotations

import itertools
import uuid
from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.test import Client

from hocvuso.people import actions as people
from hocvuso.people import desks
from hocvuso.people.actions import By
from hocvuso.people.models import Person
from hocvuso.plumbing import clock, outbox
from hocvuso.unions import actions, appointing, inviting, roles
from hocvuso.unions.appointing import Term
from hocvuso.unions.inviting import CodeRefused, NotInvitable
from hocvuso.unions.models import Role, RoleInvitation
from tests.rooms import places

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.both]
NUMBER, OWN = "0900000123", "284617"
CODE_PAGE, OWN_PAGE = "/cb/nhan-viec/buoc/ma", "/cb/nhan-viec/buoc/ma-rieng"


@pytest.fixture
def above(place):
    """An official of the level above."""
    return places.official(place.ward, role=roles.OFFICIAL)


@pytest.fixture
def lan(place, above):
    """She has just been made chair and has never come in."""
    person = places.worker("Nguyễn Thị Lan", place.sewing, phone=NUMBER)
    today = clock.today()
    appointing.give(person, roles.CHAIR, Term(today), by=By(above, place.sewing), today=today)
    return person


def role_of(person: uuid.UUID) -> uuid.UUID:
    return Role.objects.get(person_id=person).id


def link_for(person: uuid.UUID, by: uuid.UUID) -> str:
    return "/cb/nhan-viec/" + inviting.invite(role_of(person), by=by, today=clock.today())


def sent_code(person: uuid.UUID) -> str:
    """The newest code in the outbox."""
    codes = [each.facts["code"] for each in outbox.due() if each.recipient == person and each.kind == "desk_code"]
    return codes[-1]


def text(response) -> str:
    return response.content.decode()


def proven(link: str, person: uuid.UUID) -> Client:
    """A browser that stands before the choice of the own code."""
    browser = Client()
    assert browser.post(link, {"viec": "quen"}).headers["Location"] == CODE_PAGE
    assert browser.post(CODE_PAGE, {"code": sent_code(person)}).headers["Location"] == OWN_PAGE
    return browser


def taken_on(person: uuid.UUID, by: uuid.UUID, *, may: str = "rieng") -> Client:
    browser = proven(link_for(person, by), person)
    done = browser.post(OWN_PAGE, {"code": OWN, "again": OWN, "may": may})
    assert done.headers["Location"] == "/cb/?don-vi=SEW"
    return browser


def test_from_the_link_to_the_first_page(place, above, lan):
    actions.declare_headcount(
        place.sewing, audience="worker", count=214, signed_by="Lê Văn Ký", on=date(2026, 3, 5)
    )  # fmt: skip
    link = link_for(lan, above)
    browser = Client()
    first = text(browser.get(link))
    for words in ("CĐCS Công ty May Bến Nứa", "214 người lao động (khai 03/2026)", "Lê Thị Hạnh", "Nhận nhiệm vụ"):
        assert words in first
    browser = proven(link, lan)
    asked = text(browser.get(OWN_PAGE))
    assert "Dùng máy chung?" in asked
    assert NUMBER in asked and "lan.nt" in asked
    done = browser.post(OWN_PAGE, {"code": OWN, "again": OWN, "may": "rieng"})
    assert done.headers["Location"] == "/cb/?don-vi=SEW"
    assert browser.get("/cb/?don-vi=SEW").status_code == 200
    assert browser.get("/cb/nguoi").headers["Location"].startswith("/cb/tai-khoan/buoc-hai/cai"), "names: second factor"
    assert browser.get("/cb/tai-khoan/buoc-hai/cai").status_code == 200, "she has just proved herself"
    assert Person.objects.get(id=lan).phone_confirmed_at is not None


@pytest.mark.parametrize("typed", [NUMBER, "0900 000 123", "lan.nt", "Lan.NT"])
def test_later_she_comes_in_with_number_or_user_name(above, lan, typed):
    taken_on(lan, above)
    browser = Client()
    assert browser.post("/cb/tai-khoan/vao", {"login": typed, "password": OWN}).headers["Location"] == "/cb/"
    assert browser.get("/cb/?don-vi=SEW").status_code == 200


def test_looking_spends_nothing_and_taking_on_spends_it(above, lan):
    link = link_for(lan, above)
    for _ in range(3):
        assert Client().get(link).status_code == 200
    browser = proven(link, lan)
    browser.post(OWN_PAGE, {"code": OWN, "again": OWN, "may": "rieng"})
    again = Client().get(link)
    assert again.status_code == 410
    assert "đã dùng rồi" in text(again) and "Lê Thị Hạnh" in text(again)
    assert browser.get(link).headers["Location"] == "/cb/?don-vi=SEW", "she herself is led on"
    twice = browser.post(OWN_PAGE, {"code": "999111", "again": "999111", "may": "rieng"})
    assert twice.headers["Location"] == "/cb/"
    assert Person.objects.get(id=lan).check_password(OWN)


def test_a_link_that_opens_nothing_says_why_and_whom_to_ask(place, above, lan):
    link = link_for(lan, above)
    rows = RoleInvitation.objects.filter(role_id=role_of(lan))
    kept = rows.get()

    def words(status: int) -> str:
        answer = Client().get(link)
        assert answer.status_code == status
        assert Client().post(link, {"viec": "nhan"}).status_code == status
        return text(answer)

    rows.update(expires_at=clock.now() - timedelta(seconds=1))
    assert "quá ba ngày" in words(410) and "Nhờ Lê Thị Hạnh gửi liên kết mới" in words(410)
    rows.update(expires_at=kept.expires_at)
    Role.objects.filter(id=kept.role_id).update(valid_to=clock.today())  # yesterday was the last day
    assert "đã hết hạn" in words(410)
    Role.objects.filter(id=kept.role_id).update(valid_to=None, valid_from=clock.today() + timedelta(2))
    assert "bắt đầu ngày" in words(403)
    Role.objects.filter(id=kept.role_id).update(valid_from=clock.today())
    inviting.withdraw(kept.role_id, by=above)
    assert "rút lại" in words(410)
    assert "không dẫn tới đâu" in text(Client().get("/cb/nhan-viec/0123456789abcdef0123456789abcdef"))
    assert outbox.due() and all(each.kind != "desk_code" for each in outbox.due()), "no code went out"


def test_a_role_taken_away_meanwhile_ends_the_steps(above, lan):
    browser = proven(link_for(lan, above), lan)
    Role.objects.filter(id=role_of(lan)).update(valid_to=clock.today())
    done = browser.post(OWN_PAGE, {"code": OWN, "again": OWN, "may": "rieng"})
    assert done.status_code == 410
    assert not desks.accounts([lan])[lan].is_open


def test_a_new_link_makes_the_old_one_worthless(above, lan):
    old, new = link_for(lan, above), link_for(lan, above)
    assert Client().get(old).status_code == 410
    assert Client().get(new).status_code == 200
    for _ in range(inviting.MOST_LINKS_A_DAY - 2):
        link_for(lan, above)
    with pytest.raises(NotInvitable) as problem:
        link_for(lan, above)
    assert problem.value.why == "often"


def test_five_wrong_tries_burn_a_code_and_five_codes_burn_the_link(above, lan):
    link = link_for(lan, above)
    browser = Client()
    browser.post(link, {"viec": "nhan"})
    right = sent_code(lan)
    wrong = "000000" if right != "000000" else "000001"
    for left in (4, 3, 2, 1):
        answer = browser.post(CODE_PAGE, {"code": wrong})
        assert answer.status_code == 422 and f"Còn {left} lần thử" in text(answer)
    assert "mã này bỏ rồi" in text(browser.post(CODE_PAGE, {"code": wrong}))
    assert "mã này bỏ rồi" in text(browser.post(CODE_PAGE, {"code": right})), "the right one comes too late"
    for _ in range(inviting.MOST_CODES - 1):
        assert browser.post(CODE_PAGE, {"viec": "gui-lai"}).headers["Location"] == CODE_PAGE
    assert "Đã gửi năm mã rồi" in text(browser.post(CODE_PAGE, {"viec": "gui-lai"}))
    assert browser.post(CODE_PAGE, {"code": sent_code(lan)}).headers["Location"] == OWN_PAGE


def test_an_old_code_and_one_for_another_number_open_nothing(above, lan):
    browser = Client()
    browser.post(link_for(lan, above), {"viec": "nhan"})
    code = sent_code(lan)
    Person.objects.filter(id=lan).update(phone="0900000999")
    assert browser.post(CODE_PAGE, {"code": code}).status_code == 422
    Person.objects.filter(id=lan).update(phone=NUMBER)
    RoleInvitation.objects.update(code_until=clock.now())
    assert "quá 10 phút" in text(browser.post(CODE_PAGE, {"code": code}))


def test_whose_number_it_is_not_is_told_whom_to_call(above, lan):
    browser = Client()
    browser.post(link_for(lan, above), {"viec": "nhan"})
    page = text(browser.get("/cb/nhan-viec/buoc/so-khac"))
    assert "đuôi 123 không phải của anh/chị?" in page and "Báo số của anh/chị cho Lê Thị Hạnh" in page
    assert NUMBER not in text(browser.get(CODE_PAGE)), "whoever has the link does not learn the number"


def test_without_the_code_nobody_chooses_one(above, lan):
    browser = Client()
    assert browser.get(OWN_PAGE).headers["Location"] == "/cb/"
    browser.post(link_for(lan, above), {"viec": "nhan"})
    assert browser.post(OWN_PAGE, {"code": OWN, "again": OWN, "may": "rieng"}).headers["Location"] == CODE_PAGE
    assert not desks.accounts([lan])[lan].is_open


@pytest.mark.parametrize(
    ("code", "again", "may", "words"),
    [
        ("28461", "28461", "rieng", "Mã có 6 số, mới gõ 5"),
        ("123456", "123456", "rieng", "Số liền nhau"),
        ("121212", "121212", "rieng", "lặp"),
        ("150388", "150388", "rieng", "giống ngày sinh"),
        ("000012", "000012", "rieng", "một phần số điện thoại"),
        (OWN, "284618", "rieng", "Hai lần gõ khác nhau"),
        (OWN, OWN, "", "có dùng chung không"),
    ],
)
def test_a_code_that_others_guess_is_refused(above, lan, code, again, may, words):
    browser = proven(link_for(lan, above), lan)
    answer = browser.post(OWN_PAGE, {"code": code, "again": again, "may": may})
    assert answer.status_code == 422 and words in text(answer)


def test_a_shared_machine_forgets_after_ten_minutes_and_is_not_remembered(above, lan):
    browser = taken_on(lan, above, may="chung")
    assert browser.session.get_expiry_age() == 600
    assert "hvs_desk" not in browser.cookies
    own = Client()
    own.post("/cb/tai-khoan/vao", {"login": NUMBER, "password": OWN})
    assert own.session.get_expiry_age() == 12 * 3600
    assert "hvs_desk" in own.cookies
    later = Client()
    later.post("/cb/tai-khoan/vao", {"login": NUMBER, "password": OWN, "may": "chung"})
    assert later.session.get_expiry_age() == 600


def test_somebody_else_is_in_on_this_machine(place, above, lan):
    link = link_for(lan, above)
    browser = places.come_in()
    asked = browser.get(link)
    assert asked.status_code == 409
    assert "đang mở trang của chị Hạnh" in text(asked)
    assert browser.post(link, {"viec": "nhan"}).status_code == 409
    assert browser.get("/cb/").status_code == 200, "still her desk"
    assert browser.post(link, {"viec": "doi-nguoi"}).headers["Location"] == link
    assert "Nhận nhiệm vụ" in text(browser.get(link))


def test_whoever_has_an_account_comes_in_as_always(place, above):
    mai = places.official(place.shoes, username="mai", factor=False)
    Person.objects.filter(id=mai).update(phone=NUMBER)
    today = clock.today()
    appointing.give(mai, roles.GROUP_LEAD, Term(today), by=By(above, place.sewing), today=today)
    role = Role.objects.get(person_id=mai, unit_id=place.sewing).id
    link = "/cb/nhan-viec/" + inviting.invite(role, by=above, today=today)
    browser = Client()
    door = browser.post(link, {"viec": "nhan"}).headers["Location"]
    assert door.startswith("/cb/tai-khoan/vao?next=")
    back = browser.post(door, {"login": "mai", "password": places.PASSWORD})
    assert back.headers["Location"] == link
    assert browser.post(link, {"viec": "nhan"}).headers["Location"] == "/cb/?don-vi=SEW"
    assert Person.objects.get(id=mai).check_password(places.PASSWORD), "her password stays"
    assert inviting.standings([role])[role].state == "used"


def test_who_forgot_the_code_chooses_a_new_one_and_the_second_factor_stays(above, lan):
    before = taken_on(lan, above)
    people.appoint(lan, username="lan.nt", password=places.PASSWORD, second_factor=places.SECRET)
    link = link_for(lan, above)
    browser = Client()
    assert browser.post(link, {"viec": "quen"}).headers["Location"] == CODE_PAGE
    browser.post(CODE_PAGE, {"code": sent_code(lan)})
    done = browser.post(OWN_PAGE, {"code": "739205", "again": "739205", "may": "rieng"})
    assert done.headers["Location"].startswith("/cb/tai-khoan/buoc-hai"), "the second factor is asked for"
    assert browser.get("/cb/?don-vi=SEW").status_code == 302
    browser.post("/cb/tai-khoan/buoc-hai", {"code": places.code_now()})
    assert browser.get("/cb/?don-vi=SEW").status_code == 200
    assert before.get("/cb/").status_code == 302, "the session with the old code is over"


def _a_quarter_passes(person: uuid.UUID, wrong_today: int) -> None:
    """Only the count of the day is left."""
    cache.clear()
    cache.set(f"code:day:{person.hex}", wrong_today, 3600)


def test_wrong_codes_wait_then_lock_and_a_new_link_opens_again(above, lan):
    taken_on(lan, above)
    browser, names = Client(), itertools.cycle([NUMBER, "lan.nt", "LAN.NT"])

    def tried(code: str) -> str:
        name = next(names)  # whichever way she is named, it is one count
        return text(browser.post("/cb/tai-khoan/vao", {"login": name, "password": code}))

    for _ in range(5):
        assert "chưa đúng" in tried("111222")
    assert "Chờ 15 phút" in tried(OWN), "the right one waits too"
    for number in range(5, 9):
        _a_quarter_passes(lan, number)
        tried("111222")
    _a_quarter_passes(lan, 9)
    assert "Nhờ cấp trên gửi liên kết mới" in tried("111222")
    assert "Nhờ cấp trên gửi liên kết mới" in tried(OWN)
    taken_on(lan, above)
    assert Person.objects.get(id=lan).locked_at is None


def test_a_password_is_not_locked_by_strangers(place):
    chair = places.official(place.sewing, factor=False)
    for _ in range(4):
        Client().post("/cb/tai-khoan/vao", {"login": "hanh", "password": "x"})
    assert Person.objects.get(id=chair).locked_at is None


def test_a_number_of_two_officials_names_neither(place, above, lan):
    taken_on(lan, above)
    hoa = places.worker("Nguyễn Thanh Lan", place.sewing, phone=NUMBER)
    today = clock.today()
    appointing.give(hoa, roles.GROUP_LEAD, Term(today), by=By(above, place.sewing), today=today)
    browser = proven(link_for(hoa, above), hoa)
    page = text(browser.get(OWN_PAGE))
    assert "lan.nt2" in page and "Có cán bộ khác dùng cùng số điện thoại." in page
    browser.post(OWN_PAGE, {"code": OWN, "again": OWN, "may": "rieng"})
    assert desks.account_named(NUMBER) is None
    for name, person in (("lan.nt", lan), ("lan.nt2", hoa)):
        found = desks.account_named(name)
        assert found is not None and found.id == person


@pytest.mark.parametrize("case", ["held elsewhere", "number", "right", "operator"])
def test_who_may_not_send_a_link(place, above, lan, case):
    by = above
    if case == "held elsewhere":  # she also works for the province: whoever sends the link could use it
        actions.give_role(lan, place.top, roles.OFFICIAL, on=places.LONG_AGO)
    elif case == "number":
        Person.objects.filter(id=lan).update(phone="")
    elif case == "operator":
        Person.objects.filter(id=lan).update(is_staff=True)
    else:
        by = lan
    role = Role.objects.get(person_id=lan, unit_id=place.sewing).id
    with pytest.raises(NotInvitable) as problem:
        inviting.invite(role, by=by, today=clock.today())
    assert problem.value.why == case


def test_a_code_read_out_opens_as_one_that_was_sent(above, lan):
    with pytest.raises(CodeRefused):
        inviting.spoken_code(role_of(lan), by=above, today=clock.today())
    browser = Client()
    browser.post(link_for(lan, above), {"viec": "nhan"})
    code = inviting.spoken_code(role_of(lan), by=above, today=clock.today())
    assert browser.post(CODE_PAGE, {"code": f"{code[:3]} {code[3:]}"}).headers["Location"] == OWN_PAGE


def test_a_role_that_begins_later_keeps_its_link_until_then(place, above):
    hoa = places.worker("Trần Thị Hoa", place.sewing, phone=NUMBER)
    today, later = clock.today(), clock.today() + timedelta(30)
    appointing.give(hoa, roles.CHAIR, Term(later), by=By(above, place.sewing), today=today)
    link_for(hoa, above)
    assert RoleInvitation.objects.get(role_id=role_of(hoa)).expires_at.date() >= later + timedelta(2)
