"""Who has come in at an officials' page, whether he runs the site, and pages that are his alone."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse

from hocvuso.people.officials import names_shown

Page = Callable[..., HttpResponse]


def viewer_of(request: HttpRequest) -> uuid.UUID:
    """Return who has come in."""
    return uuid.UUID(str(request.user.pk))


def is_operator(request: HttpRequest) -> bool:
    """Tell whether somebody runs the site."""
    return bool(getattr(request.user, "is_staff", False))


def operators_only(closed: Page) -> Callable[[Page], Page]:
    """Open a page to the operator alone, with the second factor; others get what `closed` answers."""

    def wrap(page: Page) -> Page:
        proved = names_shown(page)

        @login_required
        @wraps(page)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            return proved(request, *args, **kwargs) if is_operator(request) else closed(request)

        return guarded

    return wrap
