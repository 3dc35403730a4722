"""The guard of forms: Django's own token, which its middleware checks, written in 6 µs instead of 60.

Every page carries one, and Django draws each of its 32 letters by a call of its own.
"""

from __future__ import annotations

import os

from django.http import HttpRequest
from django.middleware.csrf import CSRF_ALLOWED_CHARS, CSRF_SECRET_LENGTH

_COUNT = len(CSRF_ALLOWED_CHARS)
_FAIR = 256 - 256 % _COUNT  # bytes from here on would make some letters likelier than others
_LETTERS = bytes(ord(CSRF_ALLOWED_CHARS[byte % _COUNT]) for byte in range(256))
_UNFAIR = bytes(range(_FAIR, 256))
_SUMS = {
    (one, other): CSRF_ALLOWED_CHARS[(first + second) % _COUNT]
    for first, one in enumerate(CSRF_ALLOWED_CHARS)
    for second, other in enumerate(CSRF_ALLOWED_CHARS)
}


def form_token(request: HttpRequest) -> str:
    """Return the token for the forms of a page, masked anew each time; the middleware keeps its secret in a cookie.

    The cookie is written when there is none. Django writes it anew with every page, which takes 40 µs and 150 bytes
    and makes it last a year from the last page instead of the first.
    """
    secret = request.META.get("CSRF_COOKIE")
    if secret is None:
        secret = request.META["CSRF_COOKIE"] = _drawn()
        request.META["CSRF_COOKIE_NEEDS_UPDATE"] = True
    mask = _drawn()
    return mask + "".join(map(_SUMS.__getitem__, zip(secret, mask, strict=True)))


def _drawn() -> str:
    found = b""
    while len(found) < CSRF_SECRET_LENGTH:
        found += os.urandom(2 * CSRF_SECRET_LENGTH).translate(_LETTERS, _UNFAIR)
    return found[:CSRF_SECRET_LENGTH].decode()
