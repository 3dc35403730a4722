"""How often one phone, or one address of phones that are not known yet, may ask in a minute.

Whoever asks more is told when to ask again (plumbing/rates.py). What is sent at all is limited in people/middleware.py;
questions cost a search each, and links ask by GET.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse

from hocvuso.plumbing import origin, views
from hocvuso.plumbing.rates import Rate

# Assumed: nobody reads an answer in two seconds; a hall of 300 phones behind one address asks once a minute.
FROM_A_PHONE = Rate(30, 60.0)
FROM_AN_ADDRESS = Rate(300, 60.0)


def turned_away(request: HttpRequest) -> HttpResponse | None:
    """Count one question; None when it may be answered, else what is sent in place of an answer."""
    learner = request.learner  # type: ignore[attr-defined]
    rate = FROM_A_PHONE if learner else FROM_AN_ADDRESS
    if rate.allows(learner.device.hex if learner else origin.client_address(request)):
        return None
    return views.too_many(request, rate.wait())


def limited(view: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Count what asks something: a form that was sent, or a link with a question in it."""

    @wraps(view)
    def counted(request: HttpRequest) -> HttpResponse:
        asks = request.method == "POST" or "q" in request.GET
        return (turned_away(request) if asks else None) or view(request)

    return counted
