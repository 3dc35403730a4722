"""Who helps on this phone: a learner with a name, never a random id. Everybody else is told how to get there."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from hocvuso.people import steps
from hocvuso.plumbing.views import message

Page = Callable[..., HttpResponse]


def for_named(page: Page) -> Page:
    """Give a page the person who uses this phone; without a name there is one sentence and one way on."""

    @never_cache
    @wraps(page)
    def named(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        person = steps.named(request)
        if person is None:
            return message(
                request, _("First your name"),
                _("Whoever helps others does it under his name. Save your results with a card or your number first."),
                status=403, button=_("Save my results"), to=reverse("people:save"),
            )  # fmt: skip
        return page(request, person, *args, **kwargs)

    return named
