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
