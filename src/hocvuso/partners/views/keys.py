"""The operator's page about keys: make one and see it once, exchange it, take it back."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from hocvuso.partners import keys
from hocvuso.partners.seat import for_operators, operator_rail
from hocvuso.people.operators import viewer_of
from hocvuso.plumbing import clock
from hocvuso.plumbing.ids import uuid_of


@require_http_methods(["GET", "HEAD", "POST"])
@for_operators
def listing(request: HttpRequest) -> HttpResponse:
    """Show every key; a new one is shown in this answer and never again."""
    act, shown = request.POST.get("viec", ""), ""
    problems: list[str] = []
    if request.method == "POST" and act == "thu-hoi":
        if number := uuid_of(request.POST.get("khoa", "")):
            keys.revoke(number, by=viewer_of(request))
        return HttpResponseRedirect(reverse("partners:keys"))
    if request.method == "POST" and act == "doi":
        number = uuid_of(request.POST.get("khoa", ""))
        made = keys.exchange(number, by=viewer_of(request)) if number else None
        if made is None:
            return HttpResponseRedirect(reverse("partners:keys"))
        shown = made[1]
    elif request.method == "POST":
        want, problems = keys.wanted(
            request.POST.get("noi", ""), request.POST.get("don-vi", ""), request.POST.getlist("loai"),
            request.POST.get("den", ""), clock.today(), is_authority="chinh-quyen" in request.POST,
        )  # fmt: skip
        if want is not None:
            shown = keys.make(want, by=viewer_of(request))[1]
    page = {
        **operator_rail(), "keys": keys.listed(clock.today()), "kinds": keys.words(), "problems": problems,
        "shown": shown, "typed": request.POST if problems else {},
        "chosen": request.POST.getlist("loai") if problems else [],
        "address": f"{settings.SITE_URL}/api/v1/exchange", "back": reverse("partners:home"),
    }  # fmt: skip
    response = render(request, "partners/keys.html", page, status=422 if problems else 200)
    response.headers["Cache-Control"] = "no-store"
    return response
