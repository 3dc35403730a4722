"""Who writes to us on Zalo, under which id he learns, and how an account here and one there become one."""

from __future__ import annotations

import re
import secrets
import uuid
from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from hocvuso.channels.models import LinkCode, ZaloAccount
from hocvuso.people import actions as people
from hocvuso.people import queries
from hocvuso.people.hashing import keyed_hash
from hocvuso.plumbing import audit, clock, outbox
from hocvuso.plumbing.ids import uuid7
from hocvuso.plumbing.rates import Rate

CONSENT = "remind-zalo"  # the purpose under which people keep the consent to notices on Zalo
CODE_LIFE = timedelta(minutes=15)  # decided: as other codes that are read from one screen and typed on another
DIGITS = 6
TRIES = Rate(5, 900.0)  # decided: a million codes, five tries in a quarter of an hour
_CODE = re.compile(r"^\s*hvs[\s:.-]*((?:\d[\s.-]?){6})\s*$", re.IGNORECASE)


class Wrong(Exception):
    """The code is none, is over, or was typed too often; `why`: code, often, taken, nameless."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def account_of(user_id: str) -> ZaloAccount:
    """Return the account of somebody on Zalo, made when he writes for the first time."""
    found = ZaloAccount.objects.get_or_create(user_id=user_id, defaults={"began_at": clock.now()})
    return found[0]


def of_person(person: uuid.UUID) -> ZaloAccount | None:
    """Return the account on Zalo that a person has joined to his, else the one where he learns without a name."""
    linked = ZaloAccount.objects.filter(person_id=person).first()
    return linked or ZaloAccount.objects.filter(learner=person, person=None).first()


@transaction.atomic
def learner_of(account: ZaloAccount) -> uuid.UUID:
    """Return the id under which somebody learns on Zalo.

    Joined and agreed to be recorded: his own. Else a random id of this account, as on a phone, forgotten after 30 days.
    """
    row = ZaloAccount.objects.select_for_update().get(id=account.id)
    if row.person_id and queries.has_agreed(row.person_id, "learn"):
        if row.learner:
            people.join(row.learner, row.person_id, way="zalo")
            _learn_as(row, None)
        return row.person_id
    learner = row.learner
    if learner is None or not _is_there(learner):
        learner = people.begin(source="zalo", label="Zalo").person
        _learn_as(row, learner)
    return learner


def _is_there(learner: uuid.UUID) -> bool:
    """Tell whether a random id is still good: not forgotten, and not somebody with a name by now."""
    found = queries.account(learner)
    return found is not None and not found.is_claimed and queries.canonical(learner) == learner


def _learn_as(row: ZaloAccount, learner: uuid.UUID | None) -> None:
    row.learner = learner
    row.save(update_fields=["learner"])


def code_in(text: str) -> str:
    """Return the six digits of a typed code ("HVS 482 193"), "" where there is none."""
    found = _CODE.match(text)
    return "".join(letter for letter in found[1] if letter.isdigit()) if found else ""


def code_for_person(person: uuid.UUID) -> str:
    """Return a fresh code for somebody to type on Zalo; an earlier one is worth nothing any more."""
    return _fresh(person=person, account=None)


def code_for_account(account: ZaloAccount) -> str:
    """Return a fresh code for somebody to type on his page here."""
    return _fresh(person=None, account=account.id)


@transaction.atomic
def _fresh(*, person: uuid.UUID | None, account: uuid.UUID | None) -> str:
    now = clock.now()
    LinkCode.objects.filter(expires_at__lt=now - CODE_LIFE).delete()
    mine = Q(person_id=person) if person else Q(account_id=account)
    LinkCode.objects.filter(mine, used_at=None).delete()
    is_new, code = False, ""
    while not is_new:
        code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
        facts = {"person_id": person, "account_id": account, "expires_at": now + CODE_LIFE}
        is_new = LinkCode.objects.get_or_create(code_hash=_hash(code), defaults=facts)[1]
    return code


def _hash(code: str) -> str:
    return keyed_hash("zalo-link", code)


@transaction.atomic
def link_by_person_s_code(account: ZaloAccount, code: str) -> uuid.UUID:
    """Join the account on Zalo where a code was typed with the person to whom it was shown. Raises Wrong."""
    if not TRIES.allows(account.id.hex):
        raise Wrong("often")
    row = LinkCode.objects.select_for_update().filter(code_hash=_hash(code), account=None).first()
    if row is None or row.person_id is None or not _is_used_up(row):
        raise Wrong("code")
    _link(account, row.person_id)
    return row.person_id


@transaction.atomic
def link_by_account_s_code(person: uuid.UUID, code: str) -> None:
    """Join the account on Zalo to which a code was sent with the person who typed it here. Raises Wrong."""
    if not TRIES.allows(person.hex):
        raise Wrong("often")
    row = LinkCode.objects.select_for_update().filter(code_hash=_hash(code), person=None).first()
    if row is None or row.account is None or not _is_used_up(row):
        raise Wrong("code")
    _link(row.account, person)


def _is_used_up(row: LinkCode) -> bool:
    """Use a code up; tell whether it was still good."""
    now = clock.now()
    return bool(
        row.expires_at > now and LinkCode.objects.filter(code_hash=row.code_hash, used_at=None).update(used_at=now)
    )


def _link(account: ZaloAccount, person: uuid.UUID) -> None:
    """Join both; a person has one account on Zalo, an account one person: what was joined before is parted."""
    owner = queries.account(person)
    if owner is None or not owner.is_claimed:
        raise Wrong("nameless")
    ZaloAccount.objects.filter(person_id=person).exclude(id=account.id).update(person=None, linked_at=None)
    row = ZaloAccount.objects.select_for_update().get(id=account.id)
    if row.person_id not in {None, person}:
        raise Wrong("taken")
    row.person_id, row.linked_at = person, clock.now()
    row.save(update_fields=["person", "linked_at"])
    people.decide(person, CONSENT, given=True, way="zalo-link")
    audit.record("zalo_linked", actor=person, subject=person)
    outbox.notify(person, "zalo_linked", {"day": f"{clock.today():%d/%m/%Y}"}, key=f"zalo:{uuid7().hex}")


@transaction.atomic
def unlink(person: uuid.UUID) -> bool:
    """Part a person from his account on Zalo; tell whether he had one. What he learnt stays his."""
    if not ZaloAccount.objects.filter(person_id=person).update(person=None, linked_at=None, learner=None, bubble=""):
        return False
    people.decide(person, CONSENT, given=False, way="zalo-unlink")
    audit.record("zalo_unlinked", actor=person, subject=person)
    return True


def switch(person: uuid.UUID, *, given: bool) -> None:
    """Let notices come on Zalo, or stop them; the conversation stays."""
    with transaction.atomic():
        people.decide(person, CONSENT, given=given, way="zalo")
