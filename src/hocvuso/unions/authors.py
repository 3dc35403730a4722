"""The door of pages for whoever writes lessons: the role first, then the second factor."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hocvuso.people.officials import names_shown
from hocvuso.plumbing import clock
from hocvuso.plumbing.views import message
from hocvuso.unions import access

Page = Callable[..., HttpResponse]


def for_authors(page: Page, *, operators: bool = False) -> Page:
    """Open a page to authors, also to whoever runs the site if `operators`; the page gets who that is."""
    sentence = gettext_lazy("Only authors of lessons see it. The level above you gives that role.")
    return _open_to(page, access.is_author, sentence, operators=operators)


def for_teachers(page: Page) -> Page:
    """Open a page to authors and trainers; never to whoever manages staff for an employer."""
    sentence = gettext_lazy("Only authors of lessons and trainers see it. The level above you gives these roles.")
    return _open_to(page, lambda viewer, day: access.teaching_role(viewer, day) is not None, sentence)


def _open_to(page: Page, is_one: Callable[[uuid.UUID, date], bool], sentence: Any, *, operators: bool = False) -> Page:

    @names_shown
    def proved(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return page(request, uuid.UUID(str(request.user.pk)), *args, **kwargs)

    @login_required
    @wraps(page)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        is_operator = operators and bool(getattr(request.user, "is_staff", False))
        if is_operator or is_one(uuid.UUID(str(request.user.pk)), clock.today()):
            return proved(request, *args, **kwargs)
        heading = _("This page is not open to you yet")
        return message(request, heading, str(sentence), status=403, button=_("Back"), to="/")

    return guarded
