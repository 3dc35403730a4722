"""My certificates: to show, to keep as PDF, to share by the address of the check."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hocvuso.certificates import earning, outside, papers, queries, words
from hocvuso.people.named import for_named
from hocvuso.plumbing import clock
from hocvuso.plumbing.views import message

needs_name = for_named(lambda: _("A certificate carries a name. It takes a minute."))


@require_safe
@needs_name
def home(request: HttpRequest, person: uuid.UUID) -> HttpResponse:
    """Show what I was given, each with its address to be shared."""
    today = clock.today()
    given = [(each, _shared(each.code)) for each in queries.of_person(person, today)]
    ways = [each for each in earning.ways(person, today) if each.held is None]
    main = next((each.version.id for each in ways if each.found.is_met and not each.has_asked), "") if not given else ""
    page = {
        "given": given, "titles": words.titles(), "brought": len(outside.of_person(person)),
        "ways": ways, "main": main,
    }  # fmt: skip
    return render(request, "certificates/mine.html", page)


@require_POST
@needs_name
def ask(request: HttpRequest, person: uuid.UUID) -> HttpResponse:
    """Ask the own union for a certificate, or take that back."""
    rule = request.POST.get("quy-tac", "")
    if request.POST.get("viec") == "thoi":
        earning.take_back(person, rule)
    elif not earning.ask(person, rule, on=clock.today()):
        return message(
            request, _("Which union are you in?"),
            _("A certificate is given by a union. Say first which one is yours."),
            status=409, button=_("Say my union"), to=reverse("unions:choose"),
        )  # fmt: skip
    return HttpResponseRedirect(reverse("certificates:home"))


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
