"""The way by which whoever was given a role takes it on: a link, a code that proves the number, then his desk.

A link opens once, within three days. Whoever sends one could, at worst, use it himself; so only he may send it who may
give every role that this account holds.
"""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F, Q

from hocvuso.people import actions as people
from hocvuso.people import codes, desks
from hocvuso.people.hashing import keyed_hash
from hocvuso.plumbing import audit, clock, outbox
from hocvuso.unions import appointing
from hocvuso.unions.models import Role, RoleInvitation

LINK_TERM = timedelta(hours=72)  # product.md 4.2, O1
CODE_TERM = timedelta(minutes=10)  # decided: as long as one looks for a message
# Decided: with five tries for each of five codes somebody who has the link guesses one code in 40,000.
MOST_CODES, MOST_TRIES = 5, 5
MOST_LINKS_A_DAY = 5  # decided: more would make this a way to pester somebody


class NotInvitable(Exception):
    """No link can be sent; `why` is "right", "held elsewhere", "number", "operator", "often" or "over"."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class CodeRefused(Exception):
    """A code was not sent or did not open; `why` is "wrong", "old", "burnt" or "often", `left` the tries left."""

    def __init__(self, why: str, left: int = 0) -> None:
        super().__init__(why)
        self.why, self.left = why, left


@dataclass(frozen=True, slots=True)
class Opened:
    """A link as it stands; `state` is "open", "early", "withdrawn", "used", "expired" or "ended"."""

    state: str
    id: uuid.UUID
    person: uuid.UUID
    unit: uuid.UUID
    role: str
    inviter: uuid.UUID
    since: date
    until: date | None  # first day on which the role no longer holds


@dataclass(frozen=True, slots=True)
class Standing:
    """How far the invitation to one role is: "open", "used", "expired" or "withdrawn", and since or until when."""

    state: str
    at: datetime


def why_not(viewer: uuid.UUID, person: uuid.UUID, day: date) -> str:
    """Return why `viewer` may not send this person a link ("right", "held elsewhere", "number", "operator"), or ""."""
    lines = appointing.roles_held([person], day)
    if not lines or viewer == person:
        return "right"
    if any(_may_not_give(viewer, line, day) for line in lines):
        return "held elsewhere"
    account = desks.accounts([person]).get(person)
    if account is None or account.is_operator:
        return "operator"
    return "" if account.phone else "number"


def _may_not_give(viewer: uuid.UUID, line: appointing.RoleLine, day: date) -> bool:
    lent_by_him = line.is_delegated and line.giver == viewer
    return not lent_by_him and bool(appointing.may_give(viewer, line.name, line.unit, day))


@transaction.atomic
def invite(role_id: uuid.UUID, *, by: uuid.UUID, today: date) -> str:
    """Make a link for a role and return its secret part, kept nowhere; an earlier link opens no more.

    Raises NotInvitable.
    """
    role = Role.objects.select_for_update().get(id=role_id)
    if role.valid_to is not None and role.valid_to <= today:
        raise NotInvitable("over")
    why = why_not(by, role.person_id, today)
    if why:
        raise NotInvitable(why)
    now = clock.now()
    mine = RoleInvitation.objects.filter(role=role)
    if mine.filter(made_at__gt=now - timedelta(days=1)).count() >= MOST_LINKS_A_DAY:
        raise NotInvitable("often")
    mine.filter(used_at=None, withdrawn_at=None).update(withdrawn_at=now)
    secret = secrets.token_hex(16)
    begins = datetime.combine(role.valid_from, datetime.min.time(), clock.VIETNAM)
    RoleInvitation.objects.create(
        role=role, link_hash=_link_hash(secret), made_by=by, made_at=now, expires_at=max(now, begins) + LINK_TERM
    )
    audit.record("invite", actor=by, subject=role.person_id, what=f"{role.name} {role.unit_id}")
    return secret


@transaction.atomic
def withdraw(role_id: uuid.UUID, *, by: uuid.UUID) -> None:
    """Make the open link of a role worthless; harmless when there is none."""
    rows = RoleInvitation.objects.filter(role_id=role_id, used_at=None, withdrawn_at=None)
    person = Role.objects.values_list("person_id", flat=True).get(id=role_id)
    if rows.update(withdrawn_at=clock.now()):
        audit.record("withdraw invitation", actor=by, subject=person, what=str(role_id))


def standings(role_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Standing]:
    """Return how far the newest invitation to each role is; roles without one are absent."""
    rows = RoleInvitation.objects.filter(role_id__in=list(role_ids)).order_by("made_at", "id")
    return {row.role_id: _standing(row) for row in rows}


def _standing(row: RoleInvitation) -> Standing:
    if row.used_at is not None:
        return Standing("used", row.used_at)
    if row.withdrawn_at is not None:
        return Standing("withdrawn", row.withdrawn_at)
    return Standing("open" if row.expires_at > clock.now() else "expired", row.expires_at)


def opened(secret: str, today: date) -> Opened | None:
    """Return what a link leads to, or None; looking at it spends nothing, since chat programmes open links ahead."""
    row = RoleInvitation.objects.filter(link_hash=_link_hash(secret)).select_related("role").first()
    return _opened(row, today)


def under_way(invitation: uuid.UUID, today: date) -> Opened | None:
    """Return the same of an invitation that is being taken on."""
    return _opened(RoleInvitation.objects.filter(id=invitation).select_related("role").first(), today)


def _opened(row: RoleInvitation | None, today: date) -> Opened | None:
    if row is None:
        return None
    role, state = row.role, _standing(row).state
    if state == "open" and role.valid_to is not None and role.valid_to <= today:
        state = "ended"
    elif state == "open" and role.valid_from > today:
        state = "early"
    return Opened(
        state, row.id, role.person_id, role.unit_id, role.name, row.made_by, role.valid_from, role.valid_to
    )  # fmt: skip


def _link_hash(secret: str) -> str:
    return keyed_hash("role link", secret)


@transaction.atomic
def send_code(invitation: uuid.UUID) -> None:
    """Send six digits to the person on record, by the ways on which messages go. Raises CodeRefused ("often")."""
    person, code = _new_code(invitation)
    minutes = int(CODE_TERM.total_seconds()) // 60
    outbox.notify(person, "desk_code", {"code": code, "minutes": minutes}, key=f"desk:{uuid.uuid4().hex}")


@transaction.atomic
def spoken_code(role_id: uuid.UUID, *, by: uuid.UUID, today: date) -> str:
    """Return a code that the inviter reads out on the telephone, for somebody whom no message reaches.

    Raises NotInvitable, and CodeRefused ("old": there is no open link, "often").
    """
    row = RoleInvitation.objects.filter(_is_open(), role_id=role_id).select_related("role").first()
    if row is None:
        raise CodeRefused("old")
    why = why_not(by, row.role.person_id, today)
    if why:
        raise NotInvitable(why)
    person, code = _new_code(row.id)
    audit.record("read out code", actor=by, subject=person, what=str(role_id))
    return code


def _new_code(invitation: uuid.UUID) -> tuple[uuid.UUID, str]:
    row = RoleInvitation.objects.select_for_update(of=("self",)).select_related("role").get(id=invitation)
    if row.codes_made >= MOST_CODES:
        raise CodeRefused("often")
    code = f"{secrets.randbelow(10**codes.DESK_LENGTH):0{codes.DESK_LENGTH}d}"
    row.code_hash = _code_hash(row, code)
    row.code_until, row.tries, row.codes_made = clock.now() + CODE_TERM, 0, row.codes_made + 1
    row.save(update_fields=["code_hash", "code_until", "tries", "codes_made"])
    return row.role.person_id, code


def _code_hash(row: RoleInvitation, code: str) -> str:
    account = desks.accounts([row.role.person_id])[row.role.person_id]
    return keyed_hash("desk code", f"{row.id.hex} {account.phone} {code}")


def prove(invitation: uuid.UUID, code: str) -> None:
    """Accept a typed code. Raises CodeRefused; a try is counted before the code is looked at."""
    counted = RoleInvitation.objects.filter(id=invitation, tries__lt=MOST_TRIES).update(tries=F("tries") + 1)
    row = RoleInvitation.objects.select_related("role").get(id=invitation)
    if not counted:
        raise CodeRefused("burnt")
    if row.code_until is None or row.code_until <= clock.now():
        raise CodeRefused("old")
    if not secrets.compare_digest(row.code_hash, _code_hash(row, code)):
        raise CodeRefused("wrong" if row.tries < MOST_TRIES else "burnt", MOST_TRIES - row.tries)


@transaction.atomic
def take_on(invitation: uuid.UUID, *, code: str = "") -> bool:
    """Spend an invitation and, with `code`, open the desk of whoever took it; tell whether it was still open.

    Without a code he has come in at his own desk already.
    """
    if not RoleInvitation.objects.filter(_is_open(), id=invitation).update(used_at=clock.now()):
        return False
    role = Role.objects.get(invitations=invitation)
    if code:
        people.open_desk(role.person_id, code=code)
    audit.record("take on", actor=role.person_id, subject=role.person_id, what=f"{role.name} {role.unit_id}")
    return True


def _is_open() -> Q:
    return Q(used_at=None, withdrawn_at=None, expires_at__gt=clock.now())
