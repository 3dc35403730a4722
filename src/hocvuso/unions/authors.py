"""The door of pages for whoever writes lessons: the role first, then the second factor."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from hocvuso.people.officials import names_shown
from hocvuso.plumbing import clock
from hocvuso.plumbing.views import message
from hocvuso.unions import access

Page = Callable[..., HttpResponse]


def for_authors(page: Page, *, operators: bool = False) -> Page:
    """Open a page to authors, also to whoever runs the site if `operators`; the page gets who that is."""

    @names_shown
    def proved(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return page(request, uuid.UUID(str(request.user.pk)), *args, **kwargs)

    @login_required
    @wraps(page)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        is_operator = operators and bool(getattr(request.user, "is_staff", False))
        if is_operator or access.is_author(uuid.UUID(str(request.user.pk)), clock.today()):
            return proved(request, *args, **kwargs)
        sentence = _("Only authors of lessons see it. The level above you gives that role.")
        return message(request, _("This page is not open to you yet"), sentence, status=403, button=_("Back"), to="/")

    return guarded
