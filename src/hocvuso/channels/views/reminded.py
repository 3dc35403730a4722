"""My reminders: what came, why, and one tap that stops them, on the page or from a message without coming in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hocvuso.channels import actions, links, queries
from hocvuso.channels.views.notices import frame, person_of
from hocvuso.people import queries as people
from hocvuso.plumbing.views import message


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Show a learner the reminders that came, each with its reason, and the switch."""
    person = person_of(request)
    if person is None:
        return HttpResponseRedirect(reverse("people:me"))
    page = {
        **frame("learner"),
        "side": "learner",
        "is_on": people.has_agreed(person, queries.REMIND),
        "reminders": queries.reminders(person),
        "token": links.end_token(person),
    }
    response = render(request, "channels/reminders.html", page)
    response.headers["Cache-Control"] = "no-store"
    return response


@csrf_exempt  # the signed link is the proof, and it can only stop
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, token: str) -> HttpResponse:
    """Stop all reminders at once and offer the way back. A mail server that looks by HEAD stops nothing."""
    person = links.read_end(token)
    if person is None or people.account(person) is None:
        return _not_complete(request)
    if request.method != "HEAD":
        actions.switch_reminders(person, given=False, way="link")
    return render(request, "channels/reminders_end.html", {"is_on": False, "token": token})


@require_POST
def again(request: HttpRequest, token: str) -> HttpResponse:
    """Let reminders come again."""
    person = links.read_end(token)
    if person is None or not actions.switch_reminders(person, given=True, way="link"):
        return _not_complete(request)
    return render(request, "channels/reminders_end.html", {"is_on": True, "token": token})


def _not_complete(request: HttpRequest) -> HttpResponse:
    return message(
        request, _("This link is not complete"),
        _("Open it once more from the message, or stop the reminders on the page “Me”."), status=404,
        button=_("To the start"), to="/",
    )  # fmt: skip
