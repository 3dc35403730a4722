"""Two provinces that know nothing of each other: every address asked by every role of one about the other.

Each name, number and figure of a province occurs nowhere else, so that one that gets across is found in any answer:
page, redirect, JSON, or a file inside a zip or a spreadsheet. Used by a test, and at full size by `make drill-tenancy`.
"""

from __future__ import annotations

import io
import json
import re
import uuid
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from http.cookies import SimpleCookie

from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from hocvuso.groups import founding
from hocvuso.groups.help_desk import asking
from hocvuso.people import actions as people
from hocvuso.people import queries, tokens
from hocvuso.plumbing import clock, rates
from hocvuso.plumbing.ids import uuid7
from hocvuso.unions import actions as unions
from hocvuso.unions import appointing, roles
from hocvuso.unions.roles import Right
from tests.house import access_matrix, things, visitors

SMALL, LARGE = 3, 7  # one unit under the smallest group that is shown, one above it
SIDE, LENT = "chair, employer's side", "rights lent"
# What may be told of a foreign unit: posters and the question "where do you work" name units to everybody.
PUBLIC = ("m/", "luu/don-vi", "")


@dataclass
class Branch:
    """One province: what it would give away, its ids for the matrix, and the browsers of its officials."""

    code: str
    persons: list[str] = field(default_factory=list)  # names and numbers
    units: list[str] = field(default_factory=list)  # names of units, headcounts
    names: dict[str, str] = field(default_factory=dict)  # what the matrix has in braces
    cookies: dict[str, SimpleCookie] = field(default_factory=dict)


def kinds() -> list[str]:
    """Return every kind of official that the drill plays."""
    return [*roles.KINDS, SIDE, LENT]


def sees_names(kind: str) -> bool:
    """Tell whether this kind may see the names of its own people."""
    return kind == LENT or (kind in roles.KINDS and Right.NAMES in roles.KINDS[kind].rights)


def build(code: str, syllable: str, digit: int, played: list[str]) -> Branch:
    """Make a province whose people all carry `syllable`, and whose numbers begin with 01`digit`."""
    branch, since = Branch(code), clock.today() - timedelta(days=40)
    province = _unit(branch, code, f"Công đoàn tỉnh {syllable}", "province", since)
    upper = _unit(branch, f"{code}-U", f"Công đoàn phường {syllable}", "upper", since, province)
    large = _unit(branch, f"{code}-L", f"CĐCS Công ty {syllable} Lớn", "grassroots", since, upper)
    small = _unit(branch, f"{code}-S", f"CĐCS Công ty {syllable} Nhỏ", "grassroots", since, upper)
    declared = 900_000 + digit * 1_111
    branch.units.append(f"{declared:,}".replace(",", "."))
    unions.declare_headcount(large, audience="worker", count=declared, signed_by="Ai Đó", on=since)
    members = [_person(branch, number, syllable, digit, large if number < LARGE else small, since)
               for number in range(LARGE + SMALL)]  # fmt: skip
    branch.names = {
        "member": str(members[0]), "stranger": str(members[1]), "unit": str(large), "nothing": str(uuid7()),
        "event": str(uuid7()), "question": str(uuid7()), "item": visitors.ITEM,
        "group": str(_group(branch, large, members, syllable)), "group_code": "000000",
        "help": str(asking.open_request(members[0], f"giúp {syllable}", now=clock.now()).id),
    }  # fmt: skip
    branch.names |= things.points(large) | things.shared(large)
    for number, kind in enumerate(played):
        branch.cookies[kind] = _official(branch, f"{code.lower()}{number}", kind, upper, since)
    return branch


def _group(branch: Branch, unit: uuid.UUID, members: list[uuid.UUID], syllable: str) -> uuid.UUID:
    """Found a group of two members whose name and area say where it is."""
    name = f"Tổ công nghệ số {syllable}"
    branch.units.append(name)
    chosen = dict(zip(members[1:3], ("head", "member"), strict=True))
    wanted = founding.Wanted(name, f"Xưởng {syllable}", chosen, (1, 3), 17, 19)
    group = founding.prepare(unit, wanted, by=members[0], now=clock.now())
    paper = founding.Paper("07/QĐ", f"Người Ký {syllable}", clock.today())
    founding.enter_decision(group.pk, paper, by=members[0], now=clock.now())
    return group.pk


def _unit(branch: Branch, code: str, name: str, kind: str, on: date, parent: uuid.UUID | None = None) -> uuid.UUID:
    branch.units.append(name)
    return unions.found(code=code, name=name, kind=kind, on=on, parent=parent)


def _person(branch: Branch, number: int, syllable: str, digit: int, unit: uuid.UUID, since: date) -> uuid.UUID:
    letters = "AĂÂBCDĐEÊGHIKL"
    name, phone = f"Trần {letters[number]}ương {syllable}", f"01{digit}0000{digit}{number:02d}"
    person = people.enrol(full_name=name, phone=phone)
    unions.employ(person, unit, on=since)
    unions.join(person, unit, on=since)
    for purpose in ("learn", "count"):
        people.decide(person, purpose, given=True, way="drill")
    branch.persons += [name, phone, f"…{phone[-3:]}"]
    return person


def _official(branch: Branch, username: str, kind: str, unit: uuid.UUID, since: date) -> SimpleCookie:
    role = roles.CHAIR if kind == SIDE else roles.TRAINER if kind == LENT else kind
    cookies = visitors._official(username, unit, role, since, second_factor=True, is_employer_side=kind == SIDE)
    if kind == LENT:
        giver = people.enrol(full_name="Người Giao")
        unions.give_role(giver, unit, roles.CHAIR, on=since)
        source = appointing.roles_held([giver], clock.today())[0].id
        term = appointing.Term(clock.today(), clock.today() + timedelta(days=9))
        holder = queries.official(username)
        assert holder is not None
        rights = set(roles.DELEGABLE)
        appointing.delegate(source, holder, rights, term, by=people.By(giver, unit), today=clock.today())
    return cookies


@dataclass(frozen=True, slots=True)
class Leak:
    """Something of another branch, or a name for somebody who sees counts only, in an answer."""

    kind: str
    asked: str
    what: str


@dataclass
class Tally:
    """What the drill asked and what it got: answers by kind of visitor and status, and every leak."""

    answers: Counter[tuple[str, str]] = field(default_factory=Counter)
    leaks: list[Leak] = field(default_factory=list)


def requests(own: Branch, other: Branch) -> Iterator[tuple[str, str, str, str]]:
    """Give (route, method, address, what is sent): each row of the matrix about the other branch, in two ways."""
    for row in access_matrix.rows():
        for about in (own, other):  # from the own desk about foreign people, and at the foreign desk
            address, sent = row.filled(other.names)
            found = re.sub(r"don-vi=\w+", f"don-vi={about.code}-L", address)
            yield row.route, row.method, found, sent.replace("don-vi=MAY", f"don-vi={about.code}-L")
            if found == address:
                break
    for address in _searches(own, other):
        yield address.partition("?")[0].strip("/"), "GET", address, ""


def _searches(own: Branch, other: Branch) -> Iterator[str]:
    name = other.persons[0].split()[-1]
    plain = "".join(each for each in name.lower() if each.isascii())[:4]  # what is typed never equals what is hidden
    for typed in (plain, other.persons[1][-5:], "tran"):
        for page in ("nguoi", "vai-tro"):
            for code in (own.code, f"{own.code}-L", f"{other.code}-U", f"{other.code}-S"):
                yield f"/cb/{page}?don-vi={code}&tim={typed}"
    for code in (other.code, f"{other.code}-U", f"{other.code}-L", f"{other.code}-S"):
        yield f"/cb/?don-vi={code}"


def own_requests(own: Branch) -> Iterator[tuple[str, str, str, str]]:
    """Give every row of the matrix about the own branch, for those who see counts only."""
    for row in access_matrix.rows():
        if row.route.startswith("cb/"):
            address, sent = row.filled(own.names)
            yield row.route, row.method, re.sub(r"don-vi=\w+", f"don-vi={own.code}-L", address), sent


def walk(own: Branch, other: Branch, tally: Tally, *, only: str = "") -> None:
    """Ask everything (`only`: what lies under a route) as every official of `own`; note what must not be answered."""
    for kind, cookies in own.cookies.items():
        for route, method, address, sent in requests(own, other):
            if not route.startswith(only):
                continue
            hidden = other.persons if route.startswith(PUBLIC[:2]) or not route else [*other.persons, *other.units]
            _ask(kind, cookies, method, address, sent, hidden, tally)
        if not sees_names(kind):
            for _route, method, address, sent in own_requests(own):
                _ask(kind, cookies, method, address, sent, own.persons, tally)


def _ask(
    kind: str, cookies: SimpleCookie, method: str, address: str, sent: str, hidden: list[str], tally: Tally
) -> None:  # fmt: skip
    with transaction.atomic():
        browser = Client(raise_request_exception=False)
        browser.cookies = SimpleCookie(cookies.output(header="", sep=";"))
        answer = _sent(browser, method, address, sent)
        transaction.set_rollback(True)
    tokens.refresh()
    rates.forget_all()  # whoever is turned away for sending much is not asked whether he may see it
    tally.answers[kind, str(answer.status_code)] += 1
    text = _text(answer)
    asked = f"{address} {sent}"
    tally.leaks += [Leak(kind, f"{method} {address}", each) for each in hidden if each in text and each not in asked]
    if answer.status_code >= 500:
        tally.leaks.append(Leak(kind, f"{method} {address}", f"answer {answer.status_code}"))


def _sent(browser: Client, method: str, address: str, sent: str) -> HttpResponse:
    if method == "GET":
        return browser.get(address)
    if method == "POST":
        return browser.post(address, access_matrix.fields(sent))
    return browser.post(
        address, json.loads(sent), content_type="application/json", headers={"origin": settings.SITE_URL}
    )


def _text(answer: HttpResponse) -> str:
    """Return all that an answer says: its body, unpacked where it is a file of files, and its headers."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    parts = [body.decode("utf-8", "replace"), *(f"{name}: {value}" for name, value in answer.items())]
    if zipfile.is_zipfile(io.BytesIO(body)):
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            parts += [packed.read(name).decode("utf-8", "replace") for name in packed.namelist()]
    return "\n".join(parts)
