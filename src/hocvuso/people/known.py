"""Whose phone this is: the names of those who came in here before, in a signed cookie, four at most.

On such a phone a name and the own code are enough; on any other also the card.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

COOKIE = "hvs_known"
LIFE_SECONDS = 365 * 24 * 3600
MOST = 4
_SALT = "known"


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody who came in on this phone before."""

    person: uuid.UUID
    name: str


def read(request: HttpRequest) -> list[Known]:
    """Return who came in on this phone before, the last one first."""
    try:
        rows = signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=LIFE_SECONDS)
        return [Known(uuid.UUID(person), str(name)) for person, name in rows]
    except (signing.BadSignature, ValueError, TypeError):
        return []


def remember(request: HttpRequest, response: HttpResponse, person: uuid.UUID, name: str) -> None:
    """Put a name first on this phone."""
    others = [each for each in read(request) if each.person != person]
    _write(response, [Known(person, name), *others][:MOST])


def forget(request: HttpRequest, response: HttpResponse, person: uuid.UUID) -> None:
    """Take a name off this phone."""
    _write(response, [each for each in read(request) if each.person != person])


def _write(response: HttpResponse, names: list[Known]) -> None:
    if not names:
        response.delete_cookie(COOKIE, samesite="Lax")
        return
    value = signing.dumps([[each.person.hex, each.name] for each in names], salt=_SALT, compress=True)
    response.set_cookie(
        COOKIE, value, max_age=LIFE_SECONDS, secure=settings.IS_SECURE_SITE, httponly=True, samesite="Lax"
    )
