"""The demonstration: an invented province with its unions, people, cards and officials. Everything is marked.

Filling it twice changes nothing; taking it away leaves no name. What the officials need to come in is kept in
`demo.json` beside the database, readable by the owner of the site only.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import random
import secrets
import uuid
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.conf import settings
from django.db import transaction

from hocvuso.curriculum import queries as curriculum
from hocvuso.learning import demo as learning
from hocvuso.people import actions as people_actions
from hocvuso.people import hashing
from hocvuso.people import queries as people
from hocvuso.plumbing import clock
from hocvuso.unions import access
from hocvuso.unions import actions as union_actions
from hocvuso.unions import queries as unions

FILE = "demo.json"
SEED = 20260101
FOUNDED = date(2025, 7, 1)
MARK = "(minh họa)"
# Numbers beginning with 0100 cannot be assigned to anybody.
NUMBERS_FROM = 100_000_100
CARDS_LISTED = 6  # a unit


@dataclass(frozen=True, slots=True)
class Place:
    """An invented unit; `people` enter its list, `headcount` is what it declares (None: not yet)."""

    code: str
    name: str
    kind: str
    parent: str = ""
    join_code: str = ""
    people: int = 0
    headcount: int | None = None


@dataclass(frozen=True, slots=True)
class Invented:
    """An invented official."""

    username: str
    name: str
    address: str
    unit: str
    role: str
    role_words: str
    is_employer_side: bool = False


PLACES = (
    Place("ST", f"Công đoàn tỉnh Sông Trăng {MARK}", "province"),
    Place("ST-BN", f"Công đoàn phường Bến Nứa {MARK}", "upper", "ST"),
    Place("ST-GD", f"Công đoàn KCN Gió Đông {MARK}", "upper", "ST"),
    Place("ST-BN-MAY", f"CĐCS Công ty May Bến Nứa {MARK}", "grassroots", "ST-BN", "214001", 58, 60),
    Place("ST-BN-VAN", f"CĐCS HTX Vận tải Cầu Mây {MARK}", "grassroots", "ST-BN", "214002", 9),
    Place("ST-GD-GIAY", f"CĐCS Công ty Giày Cánh Diều {MARK}", "grassroots", "ST-GD", "214003", 34, 38),
    Place("ST-GD-TRE", f"CĐCS Công ty Bao bì Lá Tre {MARK}", "grassroots", "ST-GD", "214004", 19, 19),
)
OFFICIALS = (
    Invented("hanh.demo", "Lê Thị Hạnh", "chị", "ST-BN-MAY", access.CHAIR, "Chủ tịch công đoàn cơ sở"),
    Invented("thuan.demo", "Vũ Đức Thuận", "anh", "ST", access.OFFICIAL, "Cán bộ công đoàn tỉnh"),
    Invented("quang.demo", "Phạm Văn Quang", "anh", "ST-BN-MAY", access.PERSONNEL,
             "Phó chủ tịch công đoàn, kiêm trưởng phòng nhân sự", is_employer_side=True),
)  # fmt: skip
FAMILY_NAMES = "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Mai Tạ Kiều"
WOMEN = (
    "Thị Thu Ngọc Kim Thanh Bích Mỹ",
    "An Ánh Bình Châu Diễm Dung Đào Giang Hà Hạnh Hoa Hồng Hường Lan Liên Loan Mai My Nga Ngân Nhung Oanh Phượng "
    "Quyên Sen Thảo Thắm Thúy Trang Tuyết Uyên Vân Xuân Yến",
)
MEN = (
    "Văn Đức Minh Hữu Quốc Công Xuân",
    "Bảo Cường Dũng Đạt Đông Giang Hải Hiếu Hùng Khánh Kiên Lâm Long Mạnh Nam Nghĩa Phong Phúc Quân Sơn Tài Tâm "
    "Thành Thắng Tiến Toàn Trung Tuấn Việt Vinh",
)


def seed(now: datetime) -> int:
    """Fill the demonstration as of `now` and return how many invented people there are.

    With a published curriculum the people also get believable progress, through the same door as real ones.
    """
    with transaction.atomic():
        units = _units()
        persons = _people(units, now)
        officials = _officials(units)
    _keep({"officials": officials, "cards": _cards(units)})
    if curriculum.is_published():
        learning.practise(persons, now)
    return len(persons)


def remove() -> int:
    """Take every invented person and unit away, with all that hangs on them; return how many went."""
    with transaction.atomic():
        gone = people_actions.remove_demo() + union_actions.remove_demo()
    (settings.DATA / FILE).unlink(missing_ok=True)
    return gone


def _units() -> dict[str, uuid.UUID]:
    ids: dict[str, uuid.UUID] = {}
    for place in PLACES:
        present = unions.unit_by_code(place.code, clock.today())
        ids[place.code] = present.id if present else union_actions.found(
            code=place.code, name=place.name, kind=place.kind, on=FOUNDED, parent=ids.get(place.parent),
            join_code=place.join_code or None, is_demo=True,
        )  # fmt: skip
        if present is None and place.headcount is not None:
            union_actions.declare_headcount(
                ids[place.code], audience="worker", count=place.headcount, signed_by="Lê Thị Hạnh (minh họa)",
                on=date(2026, 3, 2),
            )  # fmt: skip
    return ids


def _people(units: dict[str, uuid.UUID], now: datetime) -> list[uuid.UUID]:
    """Enter the invented workers once; afterwards return those who are there."""
    workers = unions.people_ids(unions.subtree_ids(units["ST"], clock.today()), clock.today())
    present = [*people.matching(workers, "", within=[people.demo_ids()])]
    return present or [_worker(each, units, now) for each in _invented_workers()]


@dataclass(frozen=True, slots=True)
class Worker:
    """An invented worker."""

    number: int
    name: str
    address: str
    unit: str
    is_member: bool
    is_invited: bool
    agreed: bool


def _invented_workers() -> Iterator[Worker]:
    chance = random.Random(SEED)
    number = 0
    for place in PLACES:
        for _ in range(place.people):
            number += 1
            is_woman = chance.random() < 0.6
            parts = (FAMILY_NAMES, *(WOMEN if is_woman else MEN))
            name = " ".join(chance.choice(part.split()) for part in parts)
            yield Worker(
                number, name, "chị" if is_woman else "anh", place.code, is_member=chance.random() < 0.85,
                is_invited=chance.random() < 0.88, agreed=chance.random() < 0.92,
            )  # fmt: skip


def _worker(worker: Worker, units: dict[str, uuid.UUID], now: datetime) -> uuid.UUID:
    since = (now - timedelta(days=60)).date()
    person = people_actions.enrol(
        full_name=worker.name, address=worker.address, phone=f"{NUMBERS_FROM + worker.number:010d}", source="demo",
        is_demo=True,
    )  # fmt: skip
    union_actions.employ(person, units[worker.unit], on=since)
    if worker.is_member:
        union_actions.join(person, units[worker.unit], on=since)
    if worker.is_invited:
        people_actions.deal_card(person, code=card_code(worker.number))
    if worker.is_invited and worker.agreed:
        for purpose in ("learn", "count"):
            people_actions.decide(person, purpose, given=True, way="demo")
    return person


def card_code(number: int) -> str:
    """Return the characters of an invented card: the same on every start of this site, others elsewhere."""
    digest = hmac.new(settings.SECRET_KEY.encode(), f"demo-card:{number}".encode(), hashlib.sha256).digest()
    letters = hashing.CARD_LETTERS
    return "".join(letters[byte % len(letters)] for byte in digest[: hashing.CARD_LENGTH])


def _officials(units: dict[str, uuid.UUID]) -> list[dict[str, Any]]:
    """Appoint the invented officials; their passwords are drawn anew only where the kept ones are lost."""
    kept = {each["username"]: each for each in _kept().get("officials", [])}
    lines = []
    for each in OFFICIALS:
        person = people.official(each.username)
        if person is None:
            person = people_actions.enrol(full_name=each.name, address=each.address, source="demo", is_demo=True)
            union_actions.give_role(
                person, units[each.unit], each.role, on=FOUNDED, is_employer_side=each.is_employer_side
            )
            kept.pop(each.username, None)
        if each.username not in kept:
            facts = asdict(each) | {"password": secrets.token_urlsafe(9), "secret": generate_totp_secret()}
            people_actions.appoint(
                person, username=each.username, password=facts["password"], second_factor=facts["secret"]
            )
            kept[each.username] = facts | {"unit": next(place.name for place in PLACES if place.code == each.unit)}
        lines.append(kept[each.username])
    return lines


def _cards(units: dict[str, uuid.UUID]) -> list[dict[str, str]]:
    """Return the first cards of each unit for the page that lists them."""
    names = {place.code: place.name for place in PLACES}
    listed: dict[str, list[dict[str, str]]] = {code: [] for code in units}
    for worker in _invented_workers():
        if worker.is_invited and len(listed[worker.unit]) < CARDS_LISTED:
            line = {"name": worker.name, "code": card_code(worker.number), "unit": names[worker.unit]}
            listed[worker.unit].append(line)
    return [line for lines in listed.values() for line in lines]


def _kept() -> dict[str, Any]:
    path: Path = settings.DATA / FILE
    stored: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return stored


def _keep(demo: dict[str, Any]) -> None:
    path: Path = settings.DATA / FILE
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        json.dump(demo, file, ensure_ascii=False, indent=1)
