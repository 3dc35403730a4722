"""Pairing by a code read aloud, and ending it: the operator's affair."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hocvuso.exchange import actions, words
from hocvuso.exchange.views.looking import for_operators, found
from hocvuso.people.operators import viewer_of
from hocvuso.plumbing import clock
from hocvuso.unions import queries as unions


@require_http_methods(["GET", "HEAD", "POST"])
@for_operators
def invite(request: HttpRequest) -> HttpResponse:
    """Make a code for an installation below; it is shown once, to be read aloud."""
    typed, problem, made, line = request.POST.get("don-vi", "").strip(), "", None, None
    if request.method == "POST":
        line = unions.unit_by_code(typed, clock.today())
        if line is None:
            problem = _("No unit has the code “%(code)s” here.") % {"code": typed}
        else:
            made = actions.invite(line.id, by=viewer_of(request))
    page = {
        "typed": typed, "problem": problem, "made": made, "unit": line, "address": request.build_absolute_uri("/")[:-1],
        "home_url": reverse("exchange:partners"),
    }  # fmt: skip
    response = render(request, "exchange/invite.html", page, status=422 if problem else 200)
    response.headers["Cache-Control"] = "no-store"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@for_operators
def pair(request: HttpRequest) -> HttpResponse:
    """Pair with the installation above by the code that was read aloud; what was typed stays in the form."""
    typed = {name: request.POST.get(name, "").strip() for name in ("dia-chi", "ma", "don-vi")}
    problems: dict[str, str] = {}
    if request.method == "POST":
        line = unions.unit_by_code(typed["don-vi"], clock.today())
        if line is None:
            problems["don-vi"] = _("No unit has the code “%(code)s” here.") % {"code": typed["don-vi"]}
        if not typed["dia-chi"].startswith(("https://", "http://")):
            problems["dia-chi"] = _("The address begins with https://")
        if not problems and line is not None:
            try:
                partner = actions.ask(typed["dia-chi"], typed["ma"], line.id, by=viewer_of(request))
                return HttpResponseRedirect(reverse("exchange:partner", args=[partner.id]) + "?xong=ghep")
            except actions.Refused as refusal:
                where = "ma" if refusal.why in ("code_slip", "they_code_wrong", "code_wrong") else "dia-chi"
                problems[where] = f"{words.said(refusal.why)} {words.next_step(refusal.why)}"
    page = {"typed": typed, "problems": problems, "home_url": reverse("exchange:partners")}
    return render(request, "exchange/pair.html", page, status=422 if problems else 200)


@require_POST
@for_operators
def end(request: HttpRequest, number: uuid.UUID) -> HttpResponse:
    """End a pairing: nothing more is sent or believed; what came stays."""
    actions.end(found(request, number).id, by=viewer_of(request))
    return HttpResponseRedirect(reverse("exchange:partners"))
