"""Plain forms: the same action as the phone's outbox, one event at a time."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from hocvuso.learning import actions
from hocvuso.learning.intake import LONGEST_MS, MOST_HINTS, Incoming
from hocvuso.people import actions as people
from hocvuso.people import came_by, tokens
from hocvuso.plumbing import clock
from hocvuso.plumbing.ids import uuid7
from hocvuso.plumbing.paging import whole

View = Callable[..., HttpResponse]


def submit(
    request: HttpRequest,
    kind: str,
    content_id: str,
    *,
    version: str = "",
    context: str = "",
    plan: str = "",
    variant: str = "",
    source: str = "",
) -> tuple[actions.Result, tokens.Token, bool]:
    """Store what a plain form says; somebody new becomes an anonymous learner with this first answer.

    Returns the result, the token to speak for from now on, and whether it is new and must be written.
    """
    known: tokens.Token | None = request.learner  # type: ignore[attr-defined]
    token = known or people.begin(source=came_by.read(request) or source)
    now = clock.now()
    incoming = Incoming(
        id=as_id(request.POST.get("id", "")) or uuid7(),
        kind=kind,
        content_id=content_id,
        device=token.device,
        counter=None,
        client_at=now,
        version=version,
        context=context,
        variant=variant,
        response={"form": {name: request.POST.getlist(name) for name in request.POST}},
        hints=whole(request.POST.get("hints", ""), most=MOST_HINTS),
        ms=whole(request.POST.get("ms", ""), most=LONGEST_MS),
        plan=as_id(plan),
    )
    result = actions.record(token.person, [incoming], now=now)[0]
    return result, token, known is None


def keep(response: HttpResponse, token: tokens.Token, *, is_new: bool) -> HttpResponse:
    """Put a new learner's token into the answer."""
    if is_new:
        tokens.write(response, token)
    return response


def refusal(reason: str) -> str:
    """Return the sentence for a refused answer."""
    if reason == "bad_response":
        return _("Nothing chosen yet. Choose, then press Answer.")
    return _("This question has been replaced. Your earlier work is kept. Go to today's lesson.")


def as_id(text: str) -> uuid.UUID | None:
    """Return the id in a text, None where there is none."""
    try:
        return uuid.UUID(text) if text else None
    except ValueError:
        return None
