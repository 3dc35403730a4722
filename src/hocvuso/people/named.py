"""Pages for a learner with a name, never for a random id; whoever has none is told how to get one."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from hocvuso.people import queries
from hocvuso.people.tokens import Token
from hocvuso.plumbing.views import message

Page = Callable[..., HttpResponseBase]


def person_of(request: HttpRequest) -> uuid.UUID | None:
    """Return the person with a name who uses this phone, None for nobody and for a learner without a name."""
    learner: Token | None = request.learner  # type: ignore[attr-defined]
    person = queries.canonical(learner.person) if learner else None
    return person if person is not None and queries.has_name(person) else None


def for_named(why: Callable[[], str]) -> Callable[[Page], Page]:
    """Give a page the person who uses this phone; without a name there is `why` one is needed, and one way on."""

    def decorated(page: Page) -> Page:
        @never_cache
        @wraps(page)
        def named(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            person = person_of(request)
            if person is None:
                return message(
                    request, _("First your name"), why(), status=403, button=_("Save my results"),
                    to=reverse("people:save"),
                )  # fmt: skip
            return page(request, person, *args, **kwargs)

        return named

    return decorated
