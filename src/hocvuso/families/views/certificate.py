"""The certificate of a recognised family, for the family; everybody checks it where all certificates are checked."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from hocvuso.certificates import papers
from hocvuso.families import founding, queries
from hocvuso.families.views.who import for_named
from hocvuso.plumbing import clock


@require_safe
def check(request: HttpRequest, code: str) -> HttpResponse:
    """Lead from the address on older prints to the page that checks any certificate."""
    return HttpResponseRedirect(reverse("certificates:check", args=[code]))


@require_safe
@for_named
def printed(request: HttpRequest, person: uuid.UUID, code: str) -> HttpResponse:
    """Show the certificate for printing, or give it as PDF, to somebody of the family."""
    held, found = founding.current(person), queries.certificate(code, clock.today())
    live = queries.live(held.household_id) if held else None
    if found is None or live is None or live.pk != found.id:
        raise Http404(code)
    return papers.given(request, found, back=reverse("families:home"))
