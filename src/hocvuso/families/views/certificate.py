"""The page behind the square code of a certificate, for everybody; and the certificate itself, for its family."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from hocvuso.families import founding, papers, queries
from hocvuso.families.views.who import for_named
from hocvuso.plumbing import clock, origin
from hocvuso.plumbing.rates import Rate
from hocvuso.plumbing.views import message, too_many

WRONG_CODES = Rate(30, 3600.0)  # decided: as for invitations


@never_cache
@require_safe
def check(request: HttpRequest, code: str) -> HttpResponse:
    """Say whether a certificate is true and still holds; nobody needs an account for it."""
    found = queries.certificate(code, clock.today())
    if found is None:
        if not WRONG_CODES.allows(origin.client_address(request)):
            return too_many(request, WRONG_CODES.wait())
        return message(
            request, _("No certificate has this code"),
            _("Compare each letter with the paper. If it is the same, ask the union whose name stands on it."),
            status=404, button=_("To the start"), to="/",
        )  # fmt: skip
    return render(request, "families/check.html", {"paper": found})


@require_safe
@for_named
def printed(request: HttpRequest, person: uuid.UUID, code: str) -> HttpResponse:
    """Show the certificate for printing, or give it as PDF, to somebody of the family."""
    held, found = founding.current(person), queries.certificate(code, clock.today())
    live = queries.live(held.household_id) if held else None
    if found is None or live is None or live.pk != found.id:
        raise Http404(code)
    return papers.given(request, found, back=reverse("families:home"))
