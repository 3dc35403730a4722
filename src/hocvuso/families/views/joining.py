"""The page behind an invitation: who invites, what is recorded, what the supporter may see; yes or no."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from hocvuso.core import family
from hocvuso.families import founding, joining, words
from hocvuso.families.joining import Refused
from hocvuso.families.models import SUPPORTER
from hocvuso.families.views.home import in_another
from hocvuso.families.views.inviting import full
from hocvuso.families.views.who import given_name, go_home
from hocvuso.people import named, steps
from hocvuso.plumbing import clock, origin
from hocvuso.plumbing.rates import Rate
from hocvuso.plumbing.views import message, too_many

# Decided: wrong codes from one address in an hour. A house types a code wrong a few times; trying all takes longer.
WRONG_CODES = Rate(30, 3600.0)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, code: str) -> HttpResponse:
    """Show an invitation, and let whoever agrees in."""
    person = steps.named(request)
    held = founding.current(person) if person else None
    try:
        found = joining.invitation(code, clock.today())
    except Refused as why:
        return _closed(request, code, why.args[0], person)
    supporter = given_name(founding.supporter_of(found.household_id))
    if held is not None and held.household_id == found.household_id and held.role == SUPPORTER:
        return go_home()
    if person is None and named.has_only_to_agree(request):
        return named.to_consent(request)
    if request.method == "POST" and person is not None:
        return _answered(request, code, person)
    page = {
        "supporter": supporter, "is_named": person is not None, "shares": words.shares(supporter),
        "save": f"{reverse('people:save')}?ve={request.path}", "enter": f"{reverse('people:enter')}?ve={request.path}",
        "adult_from": family.ADULT_FROM,
    }  # fmt: skip
    return render(request, "families/invitation.html", page)


def _answered(request: HttpRequest, code: str, person: uuid.UUID) -> HttpResponse:
    answer = request.POST.get("loi", "")
    if answer not in family.SHARES:
        return message(
            request, _("Nothing was kept"), _("You are in no family by this. The invitation stays good for two weeks."),
            button=_("To my lesson"), to=reverse("learning:today"),
        )  # fmt: skip
    try:
        joining.join(code, person, shares=answer, on=clock.today())
    except founding.InAnother:
        return in_another(request, person)
    except Refused as why:
        return full(request) if why.args[0] == "full" else _closed(request, code, why.args[0], person)
    return go_home()


def _closed(request: HttpRequest, code: str, why: str, person: uuid.UUID | None) -> HttpResponse:
    """Say why a code opens nothing; whoever used it himself is in already."""
    if why == "used" and person is not None and joining.was_used_by(code, person):
        return go_home()
    if why == "unknown" and not WRONG_CODES.allows(origin.client_address(request)):
        return too_many(request, WRONG_CODES.wait())
    heading, sentence = {
        "unknown": (_("No family has this code"), _("Compare each letter with the invitation, or scan it again.")),
        "used": (_("This invitation has been used"), _("It opens once. Ask whoever invited you for a new one.")),
        "old": (_("This invitation is over"), _("It was good for two weeks. Ask whoever invited you for a new one.")),
    }[why]  # fmt: skip
    return message(
        request, heading, sentence, status=404 if why == "unknown" else 410, button=_("To the start"), to="/"
    )
