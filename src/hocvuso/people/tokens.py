"""The signed device token: who is learning on this phone, readable without asking the database.

Revoked phones stand in a set in memory that is refreshed every ten seconds.
"""

from __future__ import annotations

import threading
import time
import uuid
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from hocvuso.people.models import Device
from hocvuso.plumbing import clock

COOKIE = "hvs_device"
LIFE_SECONDS = 90 * 24 * 3600
REFRESH_SECONDS = 10.0
_signer = signing.TimestampSigner(salt="device")
_lock = threading.Lock()
_revoked: frozenset[tuple[uuid.UUID, int]] = frozenset()
_refreshed_at = 0.0


@dataclass(frozen=True, slots=True)
class Token:
    """The person and phone that a request speaks for."""

    person: uuid.UUID
    device: uuid.UUID
    epoch: int
    name: str  # given name shown on each screen; empty for an anonymous learner


def write(response: HttpResponse, token: Token) -> None:
    """Put `token` into the answer's cookie."""
    value = _signer.sign(f"{token.person.hex}.{token.device.hex}.{token.epoch}.{token.name.encode().hex()}")
    response.set_cookie(
        COOKIE, value, max_age=LIFE_SECONDS, secure=settings.IS_SECURE_SITE, httponly=True, samesite="Lax"
    )


def forget(response: HttpResponse) -> None:
    """Take the token off this phone."""
    response.delete_cookie(COOKIE, samesite="Lax")


def read(request: HttpRequest) -> Token | None:
    """Return who this request speaks for, or None when the cookie is absent, forged, old or revoked."""
    value = request.COOKIES.get(COOKIE)
    if not value:
        return None
    try:
        token, signed_at = _signed(value)
    except (signing.BadSignature, ValueError):
        return None
    if time.time() - signed_at > LIFE_SECONDS or (token.device, token.epoch) in _revocations():
        return None
    return token


@lru_cache(maxsize=4096)  # a phone sends the same cookie for days; checking its signature takes 25 µs
def _signed(value: str) -> tuple[Token, int]:
    """Return what a cookie says and when it was signed. Raises BadSignature or ValueError, not remembered."""
    person, device, epoch, name = _signer.unsign(value).split(".")
    token = Token(uuid.UUID(person), uuid.UUID(device), int(epoch), bytes.fromhex(name).decode())
    return token, signing.b62_decode(value.rsplit(_signer.sep, 2)[1])


def refresh() -> None:
    """Read the revoked phones anew at the next request of this process."""
    global _refreshed_at
    _refreshed_at = 0.0


def _revocations() -> frozenset[tuple[uuid.UUID, int]]:
    global _revoked, _refreshed_at
    if time.monotonic() - _refreshed_at > REFRESH_SECONDS or _refreshed_at == 0.0:
        with _lock:
            # A token older than its life opens nothing anyway, so phones closed before that need not be remembered.
            since = clock.now() - timedelta(seconds=LIFE_SECONDS)
            rows = Device.objects.filter(revoked_at__gte=since).values_list("id", "epoch")
            _revoked = frozenset(rows)
            _refreshed_at = time.monotonic()
    return _revoked
