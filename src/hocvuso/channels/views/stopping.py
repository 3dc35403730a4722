"""One tap in a message stops what it was, without coming in, and one more undoes the slip."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from hocvuso.channels import actions, links
from hocvuso.people import queries as people
from hocvuso.plumbing.views import message


@dataclass(frozen=True, slots=True)
class _Stoppable:
    """What a signed link can stop: whose link it is, the switch, the page, and how else it can be stopped."""

    read: Callable[[str], uuid.UUID | None]
    switch: Callable[..., bool]
    page: str
    otherwise: Callable[[], str]


_STOPPABLE = {
    "email": _Stoppable(
        links.read_stop, actions.switch_email, "channels/stop.html",
        lambda: _("Open it once more from the e-mail, or stop the e-mails on the page “Me”."),
    ),
    "reminders": _Stoppable(
        links.read_end, actions.switch_reminders, "channels/reminders_end.html",
        lambda: _("Open it once more from the message, or stop the reminders on the page “Me”."),
    ),
}  # fmt: skip


@csrf_exempt  # RFC 8058: mail programmes post here by themselves; the signed link is the proof, and it can only stop
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str, what: str) -> HttpResponse:
    """Stop it at once and offer the way back. A mail server that looks by HEAD stops nothing."""
    one = _STOPPABLE[what]
    person = one.read(token)
    if person is None or people.account(person) is None:
        return _not_complete(request, one)
    if request.method != "HEAD":
        one.switch(person, given=False, way="link")
    return render(request, one.page, {"is_on": False, "token": token})


@require_POST
def again(request: HttpRequest, token: str, what: str) -> HttpResponse:
    """Undo a stop."""
    one = _STOPPABLE[what]
    person = one.read(token)
    if person is None or not one.switch(person, given=True, way="link"):
        return _not_complete(request, one)
    return render(request, one.page, {"is_on": True, "token": token})


def _not_complete(request: HttpRequest, one: _Stoppable) -> HttpResponse:
    return message(
        request, _("This link is not complete"), one.otherwise(), status=404, button=_("To the start"), to="/"
    )
