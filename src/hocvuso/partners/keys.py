"""Keys of partners' programs: made and shown once, kept as a hash, scoped, exchanged, taken back.

A key is 32 random bytes, so a plain SHA-256 of it says nothing; whoever copies the database cannot read with it.
"""

from __future__ import annotations

import hashlib
import secrets
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from hocvuso.partners.models import PartnerKey
from hocvuso.plumbing import audit, clock
from hocvuso.unions import queries as unions

PREFIX = "hvs_"
UNITS, RETURNS, RECEIPTS, FIGURES = "units", "returns", "receipts", "figures"
CHANGES, CERTIFICATES = "changes", "certificates"
KINDS = (UNITS, RETURNS, RECEIPTS, FIGURES, CERTIFICATES, CHANGES)
OF_PERSONS = frozenset({CHANGES})
LONGEST_DAYS = 400  # decided: a key is looked at again at least once a year
OVERLAP = timedelta(days=7)  # decided: so long the old key still reads after an exchange
USE_NOTED_EVERY = timedelta(minutes=1)  # decided: a program that reads every second writes once a minute


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads with a key."""

    key: uuid.UUID
    partner: str
    units: tuple[uuid.UUID, ...]
    kinds: frozenset[str]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a new key is for."""

    partner: str
    units: Sequence[uuid.UUID]
    kinds: Collection[str]
    expires_on: date
    is_authority: bool = False


def words() -> dict[str, str]:
    """Return what the kinds are called."""
    return {
        UNITS: _("Units: names, codes, who stands under whom"),
        RETURNS: _("Returns that were handed in"),
        RECEIPTS: _("Receipts of returns: received, accepted, sent back"),
        FIGURES: _("Figures of targets; groups under 5 stay hidden"),
        CERTIFICATES: _("Whether a certificate holds"),
        CHANGES: _("Members who joined, left, moved: only those who agreed; each reading is noted"),
    }


def wanted(
    partner: str, codes: str, kinds: Collection[str], expires: str, today: date, *, is_authority: bool = False
) -> tuple[Wanted | None, list[str]]:
    """Read what was typed for a new key; None with sentences where something is missing."""
    problems, units = [], units_of(codes, today)
    day = parsed_day(expires)
    if not partner.strip():
        problems.append(_("Write who reads with this key."))
    if not units:
        problems.append(_("Write the code of at least one unit that exists, such as ST."))
    chosen = [kind for kind in KINDS if kind in kinds]
    if not chosen:
        problems.append(_("Choose at least one thing that may be read."))
    if day is None or not today < day <= today + timedelta(days=LONGEST_DAYS):
        problems.append(_("The last day lies within the next 400 days."))
    if is_authority and RETURNS not in chosen:
        problems.append(_("A local authority's key counts by the returns that it reads: tick returns, too."))
    if problems or day is None:
        return None, problems
    return Wanted(" ".join(partner.split())[:120], units, chosen, day, is_authority), []


def parsed_day(text: str) -> date | None:
    """Return a day written as 2026-12-31, or None."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def units_of(codes: str, today: date) -> list[uuid.UUID]:
    """Return the units whose codes were typed; nothing when one of them does not exist."""
    listed = codes.replace(",", " ").split()[:50]
    found = [unions.unit_by_code(code, today) for code in listed]
    return [] if None in found else [line.id for line in found if line is not None]


@transaction.atomic
def make(want: Wanted, *, by: uuid.UUID) -> tuple[PartnerKey, str]:
    """Make a key; its text is returned this once and kept nowhere."""
    text = PREFIX + secrets.token_urlsafe(32)
    end = datetime.combine(want.expires_on + timedelta(days=1), time(), clock.VIETNAM)
    row = PartnerKey.objects.create(
        partner=want.partner, key_hash=_hash(text), hint=text[-4:], units=[each.hex for each in want.units],
        kinds=list(want.kinds), made_by=by, made_at=clock.now(), expires_at=end, is_authority=want.is_authority,
    )  # fmt: skip
    audit.record("make key", actor=by, what=want.partner, facts={"kinds": list(want.kinds)})
    return row, text


@transaction.atomic
def exchange(key: uuid.UUID, *, by: uuid.UUID) -> tuple[PartnerKey, str] | None:
    """Give a partner a new key with the same scope; the old one still reads for a week."""
    old = PartnerKey.objects.select_for_update().filter(_alive(), id=key).first()
    if old is None:
        return None
    units = [uuid.UUID(each) for each in old.units]
    row, text = make(Wanted(old.partner, units, old.kinds, last_day(old), old.is_authority), by=by)
    row.arrived_until = old.arrived_until
    row.save(update_fields=["arrived_until"])
    old.expires_at = min(old.expires_at, clock.now() + OVERLAP)
    old.save(update_fields=["expires_at"])
    return row, text


@transaction.atomic
def revoke(key: uuid.UUID, *, by: uuid.UUID) -> bool:
    """Take a key back: from this moment on it reads nothing. Twice is once."""
    done = PartnerKey.objects.filter(id=key, revoked_at=None).update(revoked_at=clock.now())
    if done:
        audit.record("revoke key", actor=by, what=str(key))
    return bool(done)


def last_day(row: PartnerKey) -> date:
    """Return the last day on which a key reads."""
    return clock.day_of(row.expires_at - timedelta(seconds=1))


def _alive() -> Q:
    return Q(revoked_at=None, expires_at__gt=clock.now())


def reader(text: str) -> Reader | None:
    """Return who reads with a key, or None: unknown, over, or taken back."""
    if not text.startswith(PREFIX) or len(text) > 100:
        return None
    row = PartnerKey.objects.filter(_alive(), key_hash=_hash(text)).first()
    if row is None:
        return None
    now = clock.now()
    if row.used_at is None or now - row.used_at > USE_NOTED_EVERY:
        PartnerKey.objects.filter(id=row.id).update(used_at=now, uses=F("uses") + 1)
    return Reader(row.id, row.partner, tuple(uuid.UUID(each) for each in row.units), frozenset(row.kinds))


def arrived(key: uuid.UUID, until: datetime) -> None:
    """Note that the returns signed up to `until` have arrived; said again, or out of order, it is no news."""
    behind = Q(arrived_until=None) | Q(arrived_until__lt=until)
    PartnerKey.objects.filter(behind, id=key).update(arrived_until=until)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def listed(today: date) -> list[dict[str, Any]]:
    """Return every key for the operator's page, living ones first."""
    rows = list(PartnerKey.objects.order_by("-made_at")[:200])
    ids = {uuid.UUID(each) for row in rows for each in row.units}
    names = {line.id.hex: line.name for line in unions.unit_lines(ids, today)}
    kinds, now = words(), clock.now()
    found = [
        {
            "row": row, "is_alive": row.revoked_at is None and row.expires_at > now,
            "units": [names.get(each, each) for each in row.units],
            "kinds": [kinds.get(each, each) for each in row.kinds], "last_day": f"{last_day(row):%d/%m/%Y}",
        }
        for row in rows
    ]  # fmt: skip
    return sorted(found, key=lambda each: not each["is_alive"])
