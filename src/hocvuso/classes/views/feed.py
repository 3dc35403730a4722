"""The calendar that a phone follows: its address, a new one, and the calendar itself."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from hocvuso.classes import calendar, queries
from hocvuso.classes.views.taking_part import class_at, needs_name


@require_http_methods(["GET", "HEAD", "POST"])
@needs_name
def address(request: HttpRequest, person: uuid.UUID) -> HttpResponse:
    """Show the secret address of my calendar, or replace it."""
    if request.method == "POST":
        calendar.address_secret(person, new=True)
        return HttpResponseRedirect(reverse("classes:calendar"))
    path = reverse("classes:feed", args=[calendar.address_secret(person)])
    page = {"address": f"{settings.SITE_URL}{path}", "file": path, "back": reverse("classes:home")}
    return render(request, "classes/calendar.html", page)


@never_cache
@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """Give the calendar to whatever follows it; the address alone opens it."""
    person = queries.feed_of(secret)
    if person is None:
        raise Http404
    body = calendar.written(_("My classes"), queries.calendar(person))
    return HttpResponse(body, content_type="text/calendar; charset=utf-8")


@never_cache
@require_safe
def of_class(request: HttpRequest, code: str) -> HttpResponse:
    """Give the calendar of one class to whoever has its link: what its page tells, and no way into an online class."""
    row = class_at(code)
    body = calendar.written(row.name, queries.calendar_of_class(row.id))
    return HttpResponse(body, content_type="text/calendar; charset=utf-8")
