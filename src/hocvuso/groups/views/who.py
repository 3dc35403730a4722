"""Who helps on this phone: a learner with a name, never a random id. Everybody else is told how to get there."""

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

from hocvuso.people import queries as people
from hocvuso.people import tokens
from hocvuso.plumbing.views import message

Page = Callable[..., HttpResponseBase]


def person_of(request: HttpRequest) -> uuid.UUID | None:
    """Return the person with a name who uses this phone, None for nobody and for a learner without a name."""
    learner: tokens.Token | None = request.learner  # type: ignore[attr-defined]
    person = people.canonical(learner.person) if learner else None
    return person if person is not None and people.has_name(person) else None


def for_named(page: Page) -> Page:
    """Give a page the person who uses this phone; without a name there is one sentence and one way on."""

    @never_cache
    @wraps(page)
    def named(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        person = person_of(request)
        if person is None:
            return message(
                request, _("First your name"),
                _("Whoever helps others does it under his name. Save your results with a card or your number first."),
                status=403, button=_("Save my results"), to=reverse("people:save"),
            )  # fmt: skip
        return page(request, person, *args, **kwargs)

    return named
