"""By which link somebody came here, kept for half an hour in a cookie that names the link and nobody.

Whoever begins within that time is counted for the link; no visit of anybody is kept.
"""

from __future__ import annotations

import re

from django.conf import settings
from django.http import HttpRequest, HttpResponse

COOKIE = "hvs_from"
LIFE_SECONDS = 1800  # decided: the time of a break
# Programs that fetch a page for its preview; they open nothing. Words of their own names, as they send them.
_PREVIEWS = re.compile(r"bot|crawler|spider|preview|facebookexternalhit|zalo(?!pay)[^/]*url", re.IGNORECASE)
_CODE = re.compile(r"[a-z0-9-]{1,40}")


def read(request: HttpRequest) -> str:
    """Return the link by which this browser came, "" when it is none or long ago."""
    found = request.COOKIES.get(COOKIE, "")
    return found if _CODE.fullmatch(found) else ""


def note(response: HttpResponse, code: str) -> None:
    """Keep the link in the browser."""
    response.set_cookie(
        COOKIE, code, max_age=LIFE_SECONDS, secure=settings.IS_SECURE_SITE, httponly=True, samesite="Lax"
    )


def is_preview(request: HttpRequest) -> bool:
    """Tell whether a program fetches a page only for its preview."""
    return bool(_PREVIEWS.search(request.headers.get("User-Agent", "")))
