"""Pairing by a code read aloud, and ending it: the operator's affair."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hocvuso.exchange import actions, words
from hocvuso.exchange.views.looking import for_operators, found, framed
from hocvuso.people.operators import viewer_of
from hocvuso.plumbing import clock
from hocvuso.plumbing.uploads import in_memory
from hocvuso.unions import queries as unions

LONGEST_INTRODUCTION = 64 * 1024  # bytes; decided: an introduction takes less than one kilobyte


@require_http_methods(["GET", "HEAD", "POST"])
@for_operators
def invite(request: HttpRequest) -> HttpResponse:
    """Make a code for an installation below; it is shown once, to be read aloud."""
    typed, problem, made, line = request.POST.get("don-vi", "").strip(), "", None, None
    by_file = request.POST.get("cach", "") == "tep"
    if request.method == "POST":
        line = unions.unit_by_code(typed, clock.today())
        if line is None:
            problem = _("No unit has the code “%(code)s” here.") % {"code": typed}
        else:
            made = actions.invite(line.id, by=viewer_of(request), is_by_file=by_file)
    page = {
        "typed": typed, "by_file": by_file, "problem": problem, "made": made, "unit": line,
        "address": request.build_absolute_uri("/")[:-1], **framed(request, reverse("exchange:partners")),
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
    page = {"typed": typed, "problems": problems, **framed(request, reverse("exchange:partners"))}
    return render(request, "exchange/pair.html", page, status=422 if problems else 200)


@in_memory(LONGEST_INTRODUCTION)
@for_operators
def by_file(request: HttpRequest) -> HttpResponse:
    """Pair without a line: an introduction is carried up, the answer comes back, each proves that it knows the code."""
    typed = {name: request.POST.get(name, "").strip() for name in ("ma", "don-vi")}
    problems: dict[str, str] = {}
    if request.method == "POST":
        try:
            return _step(request, typed, problems)
        except actions.Refused as refusal:
            problems.setdefault(
                _field_of(request, refusal), f"{words.said(refusal.why)} {words.next_step(refusal.why)}"
            )
    page = {"typed": typed, "problems": problems, **framed(request, reverse("exchange:partners"))}
    return render(request, "exchange/by_file.html", page, status=422 if problems else 200)


def _step(request: HttpRequest, typed: dict[str, str], problems: dict[str, str]) -> HttpResponse:
    """Do one of the three steps. Raises Refused; what is wrong with a field stands in `problems` then."""
    step, by = request.POST.get("viec", ""), viewer_of(request)
    if step == "tra-loi":
        return _carried(actions.answer_by_file(_brought(request, "gioi-thieu", problems)), "tra-loi")
    line = unions.unit_by_code(typed["don-vi"], clock.today())
    if line is None:
        problems["don-vi"] = _("No unit has the code “%(code)s” here.") % {"code": typed["don-vi"]}
        raise actions.Refused("code_slip")
    if step == "gioi-thieu":
        return _carried(actions.begin_by_file(typed["ma"]), "gioi-thieu")
    partner = actions.finish_by_file(typed["ma"], _brought(request, "tep", problems), line.id, by=by)
    return HttpResponseRedirect(reverse("exchange:partner", args=[partner.id]) + "?xong=ghep-tep")


def _brought(request: HttpRequest, name: str, problems: dict[str, str]) -> bytes:
    sent: Any = request.FILES.get(name)
    if sent is None:
        problems[name] = _("Choose the file first.")
        raise actions.Refused("foreign")
    data: bytes = sent.read()
    return data


def _field_of(request: HttpRequest, refusal: actions.Refused) -> str:
    if request.POST.get("viec") == "tra-loi":
        return "gioi-thieu"
    return "ma" if refusal.why in ("code_slip", "code_wrong") else "tep"


def _carried(data: bytes, name: str) -> HttpResponse:
    """Give a file to be carried to the other side."""
    response = HttpResponse(data, content_type="application/json")
    response.headers["Content-Disposition"] = f'attachment; filename="hoc-vu-so-{name}.hvg"'
    response.headers["Cache-Control"] = "no-store"
    return response


@require_POST
@for_operators
def end(request: HttpRequest, number: uuid.UUID) -> HttpResponse:
    """End a pairing: nothing more is sent or believed; what came stays."""
    actions.end(found(request, number).id, by=viewer_of(request))
    return HttpResponseRedirect(reverse("exchange:partners"))
