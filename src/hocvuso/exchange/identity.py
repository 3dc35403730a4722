"""Who this installation is, with which keys: made when first asked for, turned over, revoked.

A key that was replaced is still believed for a while, so that a stick on its way is not worthless; a revoked one is
believed no more from that moment on, whatever it signed before.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q

from hocvuso.exchange import signing
from hocvuso.exchange.models import Installation, InstallationKey
from hocvuso.plumbing import audit, clock
from hocvuso.plumbing.sealing import Ring

OLD_KEY_DAYS = 90  # decided: as long as envelopes are kept after they were acknowledged
_ring = Ring("hocvuso.exchange.keys", "EXCHANGE_KEY")
seal, unseal = _ring.seal, _ring.opened


@dataclass(frozen=True, slots=True)
class Own:
    """This installation with the key that it signs with now."""

    id: uuid.UUID
    name: str
    key: str
    secret: signing.Secret


def ours() -> Own:
    """Return this installation and its key in force; both are made when there are none."""
    row = Installation.objects.filter(is_own=True).first() or _begin()
    key = row.keys.filter(_in_force(clock.now()), valid_until=None).order_by("-made_at").first()
    if key is None:
        with transaction.atomic():
            key = _add_key(row)
    return Own(row.id, row.name, key.id, signing.secret_of(unseal(key.secret)))


def _begin() -> Installation:
    try:
        with transaction.atomic():
            return Installation.objects.create(name=settings.OPERATOR_NAME[:120], is_own=True)
    except IntegrityError:  # somebody else has just made it
        return Installation.objects.get(is_own=True)


def _add_key(row: Installation) -> InstallationKey:
    secret = signing.new_secret()
    public = secret.public
    return InstallationKey.objects.create(
        id=public.id, installation=row, sign_public=public.sign, box_public=public.box, secret=seal(secret.text),
        made_at=clock.now(),
    )  # fmt: skip


def _in_force(now: datetime) -> Q:
    return Q(revoked_at=None) & (Q(valid_until=None) | Q(valid_until__gt=now))


@transaction.atomic
def turn_over(*, by: uuid.UUID | None) -> str:
    """Make a new pair of keys and return its name; the old one is believed for OLD_KEY_DAYS more.

    The other side learns the new one by the next parcel, which carries it signed with the old one.
    """
    row = Installation.objects.select_for_update().get(id=ours().id)
    row.keys.filter(valid_until=None).update(valid_until=clock.now() + timedelta(days=OLD_KEY_DAYS))
    key = _add_key(row)
    audit.record("turn key over", actor=by, what=key.id)
    return key.id


@transaction.atomic
def revoke(key_id: str, *, by: uuid.UUID | None) -> bool:
    """Believe a key no more, from now on; tell whether it was believed until now.

    One of ours that fell into wrong hands: the other sides must be paired anew, the new key cannot be vouched for by
    the one that is lost.
    """
    done = InstallationKey.objects.filter(id=key_id, revoked_at=None).update(revoked_at=clock.now())
    if done:
        audit.record("revoke key", actor=by, what=key_id)
    return bool(done)


def secrets_to_open_with() -> list[signing.Secret]:
    """Return our secrets, the newest first: what was sealed for an older key of ours can still be opened."""
    rows = InstallationKey.objects.filter(installation__is_own=True, revoked_at=None).order_by("-made_at")
    return [signing.secret_of(unseal(row.secret)) for row in rows]


def believed(installation: uuid.UUID) -> dict[str, InstallationKey]:
    """Return the keys of an installation that are believed now, by name."""
    rows = InstallationKey.objects.filter(_in_force(clock.now()), installation_id=installation)
    return {row.id: row for row in rows}


def standing_of(installation: uuid.UUID, key_id: str) -> str:
    """Return why a key is not believed: revoked, expired, or unknown."""
    row = InstallationKey.objects.filter(installation_id=installation, id=key_id).first()
    if row is None:
        return "key_unknown"
    return "key_revoked" if row.revoked_at is not None else "key_expired"


def newest_key(installation: uuid.UUID) -> InstallationKey | None:
    """Return the key of a partner that parcels are sealed for: the newest that is believed."""
    rows = InstallationKey.objects.filter(_in_force(clock.now()), installation_id=installation)
    return rows.order_by("-made_at").first()


def learn_key(installation: Installation, public: signing.Public) -> None:
    """Take a new key of a partner, vouched for by one that is believed; its others are believed a while longer."""
    if InstallationKey.objects.filter(id=public.id).exists():
        return
    until = clock.now() + timedelta(days=OLD_KEY_DAYS)
    installation.keys.filter(valid_until=None).update(valid_until=until)
    InstallationKey.objects.create(
        id=public.id, installation=installation, sign_public=public.sign, box_public=public.box, made_at=clock.now()
    )


def fingerprint(key_id: str) -> str:
    """Return a key's name in groups of four, as it is compared by eye."""
    return " ".join(key_id[start : start + 4] for start in range(0, len(key_id), 4))
