"""My certificates: to show, to keep as PDF, to share by the address of the check."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hocvuso.certificates import papers, queries
from hocvuso.people.named import for_named
from hocvuso.plumbing import clock

needs_name = for_named(lambda: _("A certificate carries a name. It takes a minute."))


@require_safe
@needs_name
def home(request: HttpRequest, person: uuid.UUID) -> HttpResponse:
    """Show what I was given, each with its address to be shared."""
    given = [(each, _shared(each.code)) for each in queries.of_person(person)]
    return render(request, "certificates/mine.html", {"given": given})


def _shared(code: str) -> str:
    return f"{settings.SITE_URL}{reverse('certificates:check', kwargs={'code': code})}"


@require_safe
@needs_name
def printed(request: HttpRequest, person: uuid.UUID, code: str) -> HttpResponse:
    """Give one of my own certificates for printing, or as PDF."""
    day = clock.today()
    own = {each.code for each in queries.of_person(person, day) if each.standing in ("valid", "expired")}
    found = queries.paper(code, day) if code in own else None
    if found is None:
        raise Http404(code)
    return papers.given(request, found, back=reverse("certificates:home"))
