"""Whether a request that changes something comes from a page of this site.

The hot door carries no form token, so that a page kept on a phone can still send; browsers name the origin of
every cross-site request, and cookies are SameSite=Lax.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest


def is_ours(request: HttpRequest) -> bool:
    """Tell whether Origin, else Sec-Fetch-Site, else Referer names this site; a request with none is refused."""
    origin = request.headers.get("Origin", "")
    if origin == settings.SITE_URL:
        return True
    own = {settings.SITE_URL, f"{request.scheme}://{request.get_host()}"}
    if origin:
        return origin in own
    fetch_site = request.headers.get("Sec-Fetch-Site", "")
    if fetch_site:
        return fetch_site == "same-origin"
    parts = urlsplit(request.headers.get("Referer", ""))
    return f"{parts.scheme}://{parts.netloc}" in own


def client_address(request: HttpRequest) -> str:
    """Return the address that a request came from; it only ever slows down, never locks.

    On https a proxy stands in front, on this machine, and names its client last in X-Forwarded-For; anybody else's
    header is not believed.
    """
    address = str(request.META.get("REMOTE_ADDR", ""))
    named = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    return named if named and settings.IS_SECURE_SITE and address in {"127.0.0.1", "::1"} else address
