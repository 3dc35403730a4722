"""What a phone answered, when the hall is over: see it, and take it along under one's own name."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from hocvuso.core import hall as rules
from hocvuso.halls import queries, results, taking_part
from hocvuso.halls.views import phones
from hocvuso.people import actions as people
from hocvuso.people import steps, tokens
from hocvuso.plumbing.views import message


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def own(request: HttpRequest, code: str) -> HttpResponse:
    """Show a phone its answers with the safe ones; keep them when its button is pressed."""
    hall = queries.by_code(code)
    phone = taking_part.phone_in(code, phones.read(request, code)) if hall else None
    if hall is None or phone is None:
        raise Http404(code)
    here = reverse("halls:room", args=[code])
    exercise = results.exercise_of(hall)
    if rules.stage(hall.step, len(exercise.questions)) != rules.OVER:
        return message(
            request, _("The hall is not over yet"), _("Your answers are kept. They stand here when it is over."),
            button=_("Back to the hall"), to=here, status=409,
        )  # fmt: skip
    if request.method == "POST":
        return _kept(request, phone.id, code)
    mine = taking_part.own(phone.id)
    lines = [(one, mine.get(place)) for place, one in enumerate(exercise.questions)]
    page = {
        "hall": hall, "phone": phone, "lines": lines, "back": here,
        "right": sum(given is not None and given.choice == one.right for one, given in lines),
        "answered": len(mine), "is_named": bool(steps.named(request)),
    }  # fmt: skip
    return render(request, "halls/own.html", page)


def _kept(request: HttpRequest, phone: uuid.UUID, code: str) -> HttpResponse:
    """Give the answers to whoever learns on this phone; somebody new becomes a learner without a name by it.

    Whoever has a name is written down as present in the class of the hall; who gets one comes back for that.
    """
    known: tokens.Token | None = request.learner  # type: ignore[attr-defined]
    token = known or people.begin(source="hall")
    taking_part.keep(phone, token)
    person = steps.named(request)
    if person is not None:
        taking_part.be_present(phone, person)
    here = reverse("halls:own", args=[code])
    response = HttpResponseRedirect(here if person else f"{reverse('people:save')}?ve={here}")
    if known is None:
        tokens.write(response, token)
    return response
