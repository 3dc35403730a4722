"""Pages for a learner with a name, never for a random id; whoever has none is told how to get one."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from hocvuso.people import steps
from hocvuso.plumbing.views import message

Page = Callable[..., HttpResponseBase]


def has_only_to_agree(request: HttpRequest) -> bool:
    """Tell whether somebody has a name on this phone and has not said yet that it may be recorded what he learns."""
    learner = steps.learner_of(request)
    return request.method in ("GET", "HEAD") and learner is not None and bool(learner.name)


def to_consent(request: HttpRequest) -> HttpResponseRedirect:
    """Lead to the page that asks, and from there back here."""
    return HttpResponseRedirect(f"{reverse('people:consent')}?ve={request.path}")


def for_named(why: Callable[[], str]) -> Callable[[Page], Page]:
    """Give a page the person who uses this phone; without a name there is `why` one is needed, and one way on."""

    def decorated(page: Page) -> Page:
        @never_cache
        @wraps(page)
        def named(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            person = steps.named(request)
            if person is None and has_only_to_agree(request):
                return to_consent(request)
            if person is None:
                return message(
                    request, _("First your name"), why(), status=403, button=_("Save my results"),
                    to=f"{reverse('people:save')}?ve={request.path}",
                )  # fmt: skip
            return page(request, person, *args, **kwargs)

        return named

    return decorated
