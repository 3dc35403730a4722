"""A small invented province and its people, for the tests of several rooms."""

from __future__ import annotations

import time
import uuid
from dataclasses import dataclass
from datetime import date, datetime
from datetime import time as clock_time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client

from hocvuso.learning.models import BandChange, LearnerState, SkillStanding
from hocvuso.people import actions as people
from hocvuso.plumbing import clock
from hocvuso.reports.rollups import counting
from hocvuso.unions import access
from hocvuso.unions import actions as unions

LONG_AGO = date(2025, 7, 1)
NOON = clock_time(12)
PASSWORD = "ba-con-cò-trắng"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@dataclass(frozen=True, slots=True)
class Province:
    """Ids of the units: the province, one upper union with two grassroots unions, another upper union with one."""

    top: uuid.UUID
    ward: uuid.UUID
    sewing: uuid.UUID
    shoes: uuid.UUID
    zone: uuid.UUID
    packing: uuid.UUID


def province() -> Province:
    """Found the province."""
    new = (
        unions.NewUnit("T", "Công đoàn tỉnh Sông Trăng", "province", None),
        unions.NewUnit("T-W", "Công đoàn phường Bến Nứa", "upper", "T"),
        unions.NewUnit("SEW", "CĐCS Công ty May Bến Nứa", "grassroots", "T-W", "214001"),
        unions.NewUnit("SHO", "CĐCS Công ty Giày Cánh Diều", "grassroots", "T-W", "214002"),
        unions.NewUnit("T-Z", "Công đoàn KCN Gió Đông", "upper", "T"),
        unions.NewUnit("PAC", "CĐCS Công ty Đóng gói Đồng Sậy", "grassroots", "T-Z", "214003"),
    )
    found = unions.found_many(new, on=LONG_AGO)
    return Province(*(found[each.code] for each in new))


def worker(name: str, unit: uuid.UUID, *, agreed: bool = False, invited: bool = False, phone: str = "") -> uuid.UUID:
    """Enter a worker of a unit; with `invited` he holds a card, with `agreed` he lets himself be counted."""
    person = people.enrol(full_name=name, phone=phone)
    unions.employ(person, unit, on=LONG_AGO)
    unions.join(person, unit, on=LONG_AGO)
    if invited:
        people.deal_card(person)
    if agreed:
        for purpose in ("learn", "count"):
            people.decide(person, purpose, given=True, way="test")
    return person


def official(
    unit: uuid.UUID,
    *,
    username: str = "hanh",
    role: str = access.CHAIR,
    employer_side: bool = False,
    factor: bool = True,
) -> uuid.UUID:
    """Appoint an official of a unit, with or without a second factor."""
    person = people.enrol(full_name="Lê Thị Hạnh", address="chị")
    people.appoint(person, username=username, password=PASSWORD, second_factor=SECRET if factor else "")
    unions.give_role(person, unit, role, on=LONG_AGO, is_employer_side=employer_side)
    return person


def code_now() -> str:
    """Return the six digits that the official's phone shows now."""
    return format_hotp_value(hotp_value(SECRET, int(time.time()) // 30))


def come_in(username: str = "hanh", *, factor: bool = True) -> Client:
    """Return a browser in which the official has come in, some seconds after what was done before."""
    counted()
    browser = Client()
    browser.post("/cb/tai-khoan/vao", {"login": username, "password": PASSWORD})
    if factor:
        browser.post("/cb/tai-khoan/buoc-hai", {"code": code_now()})
    return browser


def card_of(person: uuid.UUID) -> str:
    """Deal a new card and return its characters."""
    return people.deal_card(person, expires_at=None)


def begin(*persons: uuid.UUID) -> None:
    """Let persons have answered something, as an answer would leave it."""
    at = clock.now()
    for person in persons:
        LearnerState.objects.get_or_create(person=person, defaults={"blob": b"", "model_version": 1, "updated_at": at})
        BandChange.objects.get_or_create(person=person, skill="", defaults={"band": "started", "at": at})


def master(person: uuid.UUID, *skills: str, on: date | None = None) -> None:
    """Let a person have begun, and mastered the skills (on a day), as answers would leave it."""
    begin(person)
    at = clock.now() if on is None else datetime.combine(on, NOON, clock.VIETNAM)
    for skill in skills:
        SkillStanding.objects.create(person=person, skill=skill, band="mastered", since=at)
        BandChange.objects.create(person=person, skill=skill, band="mastered", at=at)


def counted() -> None:
    """Let the job run that keeps the tallies."""
    counting.catch_up()


def today() -> date:
    """Return today in Vietnam."""
    return clock.today()
