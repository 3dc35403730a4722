"""The kinds of visitor that the access matrix speaks of, with real accounts, and a small invented world for them.

One grassroots union (MAY) with a member who learns, a sister union (VAN), and a province (ST) above both.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, timedelta
from http.cookies import SimpleCookie

from allauth.mfa.totp.internal.auth import format_hotp_value, generate_totp_secret, hotp_value
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from hocvuso.assistant import actions as assistant
from hocvuso.channels import links
from hocvuso.curriculum import queries as curriculum
from hocvuso.groups.help_desk import asking
from hocvuso.learning import actions as learning
from hocvuso.learning.intake import Incoming
from hocvuso.people import actions as people
from hocvuso.people import queries, tokens
from hocvuso.people.models import Person
from hocvuso.plumbing import clock
from hocvuso.plumbing.ids import uuid7
from hocvuso.unions import access, appointing, inviting
from hocvuso.unions import actions as unions
from hocvuso.unions.structure import queries as structure
from hocvuso.unions.structure import territory_changes
from tests.house import things

KINDS = ("nobody", "trying", "learner", "official", "official2", "employer", "neighbour", "operator",
         "operator2")  # fmt: skip
# Whoever gets, in every row, what another kind gets.
TWINS = {"double": "employer"}
PASSWORD = "mot-mat-khau-dai-de-thu"
ITEM, STEP = "kns.4.3/parcel-signs", "kns.4.3/three-questions#who-sent-it"
TOTP_SECONDS = 30  # RFC 6238


@dataclass(frozen=True, slots=True)
class World:
    """What the matrix refers to in braces, and the cookies with which each kind of visitor comes."""

    names: dict[str, str]
    cookies: dict[str, SimpleCookie]

    def client(self, kind: str, **options: bool) -> Client:
        """Return a browser as this visitor has it just before a request."""
        browser = Client(raise_request_exception=False, **options)
        browser.cookies = SimpleCookie(self.cookies[kind].output(header="", sep=";"))
        return browser


def build() -> World:
    """Make the world; call it inside a transaction that is rolled back."""
    today = clock.today()
    since = today - timedelta(days=30)
    province = unions.found(code="ST", name="Công đoàn tỉnh Sông Trăng", kind="province", on=since)
    grassroots = {"kind": "grassroots", "on": since, "parent": province}
    may = unions.found(code="MAY", name="CĐCS Công ty May", join_code="214001", **grassroots)
    van = unions.found(code="VAN", name="CĐCS Hợp tác xã Vận tải", join_code="214002", **grassroots)
    ward = territory_changes.NewTerritory("P-BN", "Phường Bến Nứa", "ward", "TINH")
    tinh = territory_changes.NewTerritory("TINH", "Tỉnh Sông Trăng", "province")
    territory_changes.place(may, territory_changes.found([tinh, ward], on=since)["P-BN"], on=since)
    group = unions.found(code="MAY-1", name="Tổ chuyền 1", kind="group", on=since, parent=may)
    trying = people.begin(source="tin-lua-dao")
    _answer(trying)
    learner = _learner()
    unions.employ(learner.person, may, on=since)
    unions.join(learner.person, may, on=since)
    stranger = people.enrol(full_name="Trần Văn Xa", phone="0000000222")
    unions.employ(stranger, van, on=since)
    cookies = {"nobody": SimpleCookie(), "trying": _token_cookie(trying), "learner": _token_cookie(learner)}
    cookies |= _officials(may, van, since)
    role = _newly_appointed(may, since)
    digital = things.group(may)
    names = {
        "event": str(_answer(learner)),
        "run": str(_run(learner)),
        "item": ITEM,
        "member": str(learner.person),
        "stranger": str(stranger),
        "question": str(_question(learner)),
        "help": str(asking.open_request(learner.person, "em khong thay nut do", now=clock.now()).id),
        "group": str(digital.pk),
        "group_code": digital.code,
        "report": str(_report(learner)),
        "nothing": str(uuid7()),
        "change": str(structure.changes_of(group, limit=1)[0].id),
        "unit": str(van),
        "table": str(things.table()),
        **things.movement(may, learner.person),
        **things.contest(may, learner.person),
        "list": str(things.handed_list(may)),
        "return": str(things.monthly_return(may, since)),
        "role": str(role),
        "invitation": inviting.invite(role, by=queries.official("mai"), today=today),
        "end": links.end_token(learner.person),
        "stop": links.stop_link(learner.person).rpartition("/")[2],
        "post": str(things.post(may)),
        **things.exchange(may),
        "confirm": links.confirm_link(learner.person, "lan@may.example").rpartition("/")[2],
    }
    return World(names, cookies)


def _officials(may: uuid.UUID, van: uuid.UUID, since: date) -> dict[str, SimpleCookie]:
    return {
        "official": _official("hanh", may, access.CHAIR, since),
        "official2": _official("mai", may, access.CHAIR, since, second_factor=True),
        "employer": _official("quang", may, access.CHAIR, since, second_factor=True, is_employer_side=True),
        "double": _double("nhan", may, since),
        "neighbour": _official("thuy", van, access.CHAIR, since, second_factor=True),
        "operator": _operator("van-hanh"),
        "operator2": _operator("van-hanh-2", second_factor=True),
    }


def _report(learner: tokens.Token) -> uuid.UUID:
    """Let a learner report a step."""
    sent = Incoming(uuid7(), "report", STEP, learner.device, None, clock.now(), response={"ly-do": "wrong"})
    return learning.record(learner.person, [sent], now=clock.now())[0].id


def _run(learner: tokens.Token) -> uuid.UUID:
    """Let a learner give a simulator up at once."""
    sent = Incoming(
        uuid7(), "scenario", "bank-transfer", learner.device, None, clock.now(), context="alone", variant="0",
        response={"log": [[900, "finish", "", ""]]},
    )  # fmt: skip
    return learning.record(learner.person, [sent], now=clock.now())[0].id


def _learner() -> tokens.Token:
    phone = people.Phone(people.begin(), uuid7(), uuid7(), label="Android")
    token = people.claim_by_phone(
        uuid7(), full_name="Nguyễn Thị Lan", number="0000000111", code=people.OwnCode("digits", "2846"), phone=phone
    )
    return people.agree(token, count=True, remind=False)


def _token_cookie(token: tokens.Token) -> SimpleCookie:
    response = HttpResponse()
    tokens.write(response, token)
    return response.cookies


def _official(
    name: str, unit: uuid.UUID, role: str, since: date, *, second_factor: bool = False, is_employer_side: bool = False
) -> SimpleCookie:
    """Appoint an official and let him come in through the real door, with his second factor when he has one."""
    person = people.enrol(full_name=f"Lê Thị {name.capitalize()}", address="chị")
    secret = generate_totp_secret() if second_factor else ""
    people.appoint(person, username=name, password=PASSWORD, second_factor=secret)
    unions.give_role(person, unit, role, on=since, is_employer_side=is_employer_side)
    return _come_in(name, secret)


def _newly_appointed(unit: uuid.UUID, since: date) -> uuid.UUID:
    """Give a role to somebody who has never come in, and return the role."""
    person = people.enrol(full_name="Phạm Thị Mới", phone="0000000444")
    unions.give_role(person, unit, "group_lead", on=since)
    return appointing.roles_held([person], since)[0].id


def _double(name: str, unit: uuid.UUID, since: date) -> SimpleCookie:
    """Let somebody see names by one role, and manage staff for the employer by another."""
    cookies = _official(name, unit, access.TRAINER_LEAD, since, second_factor=True)
    unions.give_role(queries.official(name), unit, access.PERSONNEL, on=since, is_employer_side=True)
    return cookies


def _operator(name: str, *, second_factor: bool = False) -> SimpleCookie:
    operator = Person.objects.create_superuser(name, PASSWORD)
    secret = generate_totp_secret() if second_factor else ""
    people.appoint(operator.id, username=name, password=PASSWORD, second_factor=secret)
    return _come_in(name, secret)


def _come_in(name: str, secret: str) -> SimpleCookie:
    browser = Client()
    answer = browser.post(reverse("account_login"), {"login": name, "password": PASSWORD})
    assert answer.status_code == 302, answer.content.decode()
    if secret:
        assert answer.headers["Location"].startswith(reverse("mfa_authenticate")), answer.headers
        counter = int(clock.now().timestamp()) // TOTP_SECONDS
        answer = browser.post(reverse("mfa_authenticate"), {"code": format_hotp_value(hotp_value(secret, counter))})
        assert answer.status_code == 302, answer.content.decode()
    assert "_auth_user_id" in browser.session
    return browser.cookies


def _answer(learner: tokens.Token) -> uuid.UUID:
    item = curriculum.item(ITEM)
    assert item is not None
    event = Incoming(
        id=uuid7(), kind="answer", content_id=ITEM, device=learner.device, counter=1, client_at=clock.now(),
        version=item.version, response={"dont_know": True},
    )  # fmt: skip
    assert learning.record(learner.person, [event], now=clock.now())[0].status == "stored"
    return event.id


def _question(learner: tokens.Token) -> uuid.UUID:
    turn = assistant.ask("lam sao biet tin nhan lua dao", now=clock.now(), person=learner.person)
    assert turn is not None
    return turn.id
