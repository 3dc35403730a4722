"""Who may open the operator's pages: staff, and only after the second factor in this session."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from hocvuso.people.officials import names_shown, used_second_factor
from hocvuso.plumbing.views import on_this_site


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
    return HttpResponseRedirect(on_this_site(request.GET.get("next", ""), reverse("admin:index")))
