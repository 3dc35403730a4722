"""What the operator does with addresses: enter one, try it, exchange its secret, let it rest, wake it, remove it."""

from __future__ import annotations

import base64
import secrets
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction

from hocvuso.core import hooks as core
from hocvuso.partners.hooks import telling
from hocvuso.partners.models import Hook, HookMessage
from hocvuso.plumbing import audit, clock
from hocvuso.plumbing.ids import uuid7
from hocvuso.plumbing.sealing import Ring

BOTH_SIGN = timedelta(hours=24)  # decided: so long the old secret signs beside the new one
TEST = "test.sent"
_ring = Ring("hocvuso.partners.hooks", "CHANNELS_KEY")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a new address is told."""

    partner: str
    url: str
    units: Sequence[uuid.UUID]
    kinds: Collection[str]


def _new_secret() -> str:
    return core.SECRET + base64.b64encode(secrets.token_bytes(core.SECRET_BYTES)).decode()


def secrets_of(hook: Hook) -> list[str]:
    """Return the secrets that sign now, the newest first. Raises Unreadable."""
    both = hook.rotated_at is not None and clock.now() - hook.rotated_at < BOTH_SIGN
    return [_ring.opened(each) for each in hook.secrets[: 2 if both else 1]]


@transaction.atomic
def enter(want: Wanted, *, by: uuid.UUID) -> tuple[Hook, str]:
    """Enter an address; its secret is returned this once."""
    secret = _new_secret()
    row = Hook.objects.create(
        partner=want.partner[:120], url=want.url, secrets=[_ring.seal(secret)],
        units=[each.hex for each in want.units], kinds=list(want.kinds), made_by=by, made_at=clock.now(),
    )  # fmt: skip
    audit.record("enter webhook", actor=by, what=want.partner, facts={"kinds": list(want.kinds)})
    return row, secret


@transaction.atomic
def exchange(hook: uuid.UUID, *, by: uuid.UUID) -> str | None:
    """Give an address a new secret; for a day the old one signs, too."""
    row = Hook.objects.select_for_update().filter(id=hook).first()
    if row is None:
        return None
    secret = _new_secret()
    row.secrets = [_ring.seal(secret), *row.secrets[:1]]
    row.rotated_at = clock.now()
    row.save(update_fields=["secrets", "rotated_at"])
    audit.record("exchange webhook secret", actor=by, what=str(hook))
    return secret


@transaction.atomic
def stop(hook: uuid.UUID, *, by: uuid.UUID) -> None:
    """Tell an address nothing more until it is woken."""
    if Hook.objects.filter(id=hook, stopped_at=None).update(stopped_at=clock.now(), why_stopped="hand"):
        audit.record("stop webhook", actor=by, what=str(hook))


@transaction.atomic
def wake(hook: uuid.UUID, *, by: uuid.UUID) -> None:
    """Tell an address again, also what waited meanwhile."""
    woken = Hook.objects.filter(id=hook).exclude(stopped_at=None)
    if woken.update(stopped_at=None, why_stopped="", failing_since=None):
        HookMessage.objects.filter(hook_id=hook, taken_at=None).update(next_at=clock.now(), tries=0)
        audit.record("wake webhook", actor=by, what=str(hook))


@transaction.atomic
def remove(hook: uuid.UUID, *, by: uuid.UUID) -> None:
    """Forget an address with all that was told it."""
    if Hook.objects.filter(id=hook).delete()[0]:
        audit.record("remove webhook", actor=by, what=str(hook))


def test(hook: Hook) -> HookMessage:
    """Put a message of nothing but a test before an address; it is sent like every other."""
    now = clock.now()
    number = uuid7()
    body = telling.body(TEST, now, {"text": "Học Vụ Số: thử / test"})
    return HookMessage.objects.create(
        id=number, hook=hook, key=f"test:{number.hex}", kind=TEST, body=body, made_at=now, next_at=now
    )
