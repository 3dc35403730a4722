"""The page behind the square code of a certificate, for everybody, and nothing but what stands on the paper."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from hocvuso.certificates import queries
from hocvuso.plumbing import clock, origin
from hocvuso.plumbing.rates import Rate
from hocvuso.plumbing.views import message, too_many

WRONG_CODES = Rate(30, 3600.0)  # decided: as for invitations
ALL_CODES = Rate(600, 3600.0)  # decided: an office that checks the papers of a whole shift behind one address


@never_cache
@require_safe
def check(request: HttpRequest, code: str) -> HttpResponse:
    """Say whether a certificate is true and still holds; nobody needs an account for it."""
    response = _checked(request, code)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _checked(request: HttpRequest, code: str) -> HttpResponse:
    asker = origin.client_address(request)
    if not ALL_CODES.allows(asker):
        return too_many(request, ALL_CODES.wait())
    found = queries.paper(code, clock.today())
    if found is None:
        if not WRONG_CODES.allows(asker):
            return too_many(request, WRONG_CODES.wait())
        return message(
            request, _("No certificate has this code"),
            _("Compare each letter with the paper. If it is the same, ask the union whose name stands on it."),
            status=404, button=_("To the start"), to="/",
        )  # fmt: skip
    return render(request, "certificates/check.html", {"paper": found})
