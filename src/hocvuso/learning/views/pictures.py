"""The pictures of steps, as images that browsers keep."""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from hocvuso.core import drawing
from hocvuso.core.drawing.palette import style
from hocvuso.curriculum import queries as curriculum

FOR_EVER = "public, max-age=31536000, immutable"


@require_safe
def picture(request: HttpRequest, skill: str, lesson: str, step: str, named: str) -> HttpResponse:
    """Return the picture of a step; `named` is its stamp and theme.

    An old page may ask for a picture that has changed since: it gets today's, which is not kept under the old name.
    """
    found = curriculum.step(f"{skill}/{lesson}#{step}")
    stamp, _, theme = named.partition(".")
    if found is None or found.picture is None or not found.picture.draw or theme not in drawing.THEMES:
        raise Http404(named)
    text, alt = found.picture.draw, found.picture.alt
    response = HttpResponse(drawing.svg(text, alt, theme), content_type="image/svg+xml")
    response["Cache-Control"] = FOR_EVER if stamp == drawing.stamp(text, alt) else "no-cache"
    response["Content-Security-Policy"] = _policy(theme)
    return response


@lru_cache(maxsize=8)
def _policy(theme: str) -> str:
    """Return a policy under which nothing but the style of the drawing itself is followed."""
    digest = base64.b64encode(hashlib.sha256(style(theme).encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; frame-ancestors 'none'"
