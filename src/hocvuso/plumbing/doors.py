"""The two hottest doors pass a shorter chain: no session, no official, no messages, no search among all addresses.

Measured in one process: of the plan's page 0.09 ms, of an answer 0.10 ms. Everything before this middleware, so
all security headers, and what stands in HOT_MIDDLEWARE still applies. Views behind a hot door must not ask for
`request.user` or `request.session`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import ResolverMatch, resolve
from django.utils.module_loading import import_string

Handler = Callable[[HttpRequest], HttpResponse]


class HotDoorsMiddleware:
    """Answer the addresses of HOT_DOORS by way of HOT_MIDDLEWARE alone; pass all others on."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response
        short: Handler = _answer
        for name in reversed(settings.HOT_MIDDLEWARE):
            short = import_string(name)(short)
        self.short = short

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info in settings.HOT_DOORS:
            return self.short(request)
        return self.get_response(request)


@lru_cache(maxsize=16)
def _found(path: str) -> ResolverMatch:
    return resolve(path)


def _answer(request: HttpRequest) -> HttpResponse:
    match = request.resolver_match = _found(request.path_info)
    response: HttpResponse = match.func(request, *match.args, **match.kwargs)
    return response
