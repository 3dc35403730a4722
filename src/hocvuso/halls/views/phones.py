"""Which phone of a hall a browser is: a random number in a cookie of that hall, which names nobody."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse

LIFE_SECONDS = 24 * 3600  # decided: whoever wants to keep his answers does so by the next day


def read(request: HttpRequest, code: str) -> uuid.UUID | None:
    """Return the number of this phone in a hall, None before it came in."""
    return number(request.COOKIES.get(_name(code), ""))


def write(response: HttpResponse, code: str, phone: uuid.UUID, *, is_secure: bool) -> None:
    """Let the browser keep the number."""
    response.set_cookie(
        _name(code), phone.hex, max_age=LIFE_SECONDS, path="/h", secure=is_secure, httponly=True, samesite="Lax"
    )


def number(typed: str) -> uuid.UUID | None:
    """Return a number as it stands in a cookie or a form."""
    try:
        return uuid.UUID(typed)
    except ValueError:
        return None


def _name(code: str) -> str:
    return f"hvs_h_{code}"
