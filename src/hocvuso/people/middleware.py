"""Says on each request who is learning, without a query, and gives pages what all of them show."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from hocvuso.people import tokens
from hocvuso.plumbing import origin, views
from hocvuso.plumbing.guard import form_token
from hocvuso.plumbing.rates import Rate

THEMES = ("light", "dark", "contrast")
# Assumed: a person sends one thing a second at most; a hall of 500 phones behind one address sends six each.
FROM_A_PHONE = Rate(600, 600.0)
FROM_AN_ADDRESS = Rate(3000, 600.0)
# trust.md 4.2: a shared machine forgets its official after ten idle minutes.
SHARED_MACHINE, SHARED_SECONDS = "shared_machine", 600


class LearnerMiddleware:
    """Set `request.learner` to the device token, or None for somebody who has not answered anything yet.

    What is sent in floods is turned away here: by phone, and by address where no phone is known, since each first
    answer of an unknown phone makes a new learner.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        learner = request.learner = tokens.read(request)  # type: ignore[attr-defined]
        if request.method == "POST" and request.path_info not in settings.SIGNED_DOORS:
            rate = FROM_A_PHONE if learner else FROM_AN_ADDRESS
            if not rate.allows(learner.device.hex if learner else origin.client_address(request)):
                return views.too_many(request, rate.wait())
        response = self.get_response(request)
        if request.path_info.startswith("/cb/") and request.session.get(SHARED_MACHINE):
            request.session.set_expiry(SHARED_SECONDS)  # its ten minutes begin again with each page
        return response


def page_context(request: HttpRequest) -> dict[str, Any]:
    """Return what the frame of every page needs: name, language, theme."""
    theme = request.COOKIES.get("hvs_theme", "")
    return {
        "learner": getattr(request, "learner", None),
        "lang": translation.get_language(),
        "theme": theme if theme in THEMES else "",
        "is_demo": settings.DEMO,
        "path": request.get_full_path(),
        # Made on every page, not only on those with a form: otherwise the first two pages that load at once (one of
        # them fetched ahead by the service worker) each set a secret of their own, and one form is refused.
        "csrf_token": form_token(request),
    }
