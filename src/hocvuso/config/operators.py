"""Who may open the operator's pages: staff, and only after the second factor in this session."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from hocvuso.people.officials import names_shown, used_second_factor


class OperatorSite(AdminSite):
    """Django's admin without a sign-in page of its own: operators come in where officials do."""

    def has_permission(self, request: HttpRequest) -> bool:
        """Tell whether this is an operator who has used his second factor."""
        return super().has_permission(request) and used_second_factor(request)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Lead through password and second factor, then to the page that was asked for."""
        return _onward(request)


@names_shown
def _onward(request: HttpRequest) -> HttpResponse:
    if not request.user.is_staff:
        raise PermissionDenied
    asked = request.GET.get("next", "")
    is_here = asked.startswith("/") and url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
    return HttpResponseRedirect(asked if is_here else reverse("admin:index"))
