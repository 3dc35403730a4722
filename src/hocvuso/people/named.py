"""Pages for a learner with a name, never for a random id; whoever has none is told how to get one."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from hocvuso.people import steps
from hocvuso.plumbing.views import message

Page = Callable[..., HttpResponseBase]


def for_named(why: Callable[[], str]) -> Callable[[Page], Page]:
    """Give a page the person who uses this phone; without a name there is `why` one is needed, and one way on."""

    def decorated(page: Page) -> Page:
        @never_cache
        @wraps(page)
        def named(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            person = steps.named(request)
            if person is None:
                return message(
                    request, _("First your name"), why(), status=403, button=_("Save my results"),
                    to=f"{reverse('people:save')}?ve={request.path}",
                )  # fmt: skip
            return page(request, person, *args, **kwargs)

        return named

    return decorated
