"""Publishing a table from a day on, after a look at what it changes; withdrawing it."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hocvuso.frameworks import actions, comparing, queries, sentences
from hocvuso.frameworks.actions import NotNow
from hocvuso.frameworks.actions.publishing import Paper
from hocvuso.frameworks.models import FrameworkVersion
from hocvuso.frameworks.views.desk import day, frame, head, of_version, signed, text, to
from hocvuso.plumbing import clock

LIMITS = {"tu": 20, "noi": 200, "so": 60, "ngay": 20, "nguoi": 80}


@require_http_methods(["GET", "HEAD", "POST"])
@of_version
def publish(request: HttpRequest, viewer: uuid.UUID, one: FrameworkVersion) -> HttpResponse:
    """Show what a table would change, and put it in force from a day on."""
    typed = {
        "tu": f"{clock.today():%d/%m/%Y}", "noi": one.issuer, "so": one.decision,
        "ngay": f"{one.signed_on:%d/%m/%Y}" if one.signed_on else "", "nguoi": one.signer,
    }  # fmt: skip
    wrong: dict[str, str] = {}
    if request.method == "POST":
        typed = {name: text(request.POST, name, most) for name, most in LIMITS.items()}
        wrong = _publish(one, typed, viewer)
        if not wrong:
            return to("publish", one.id, xong=1)
    top = head(one)
    starts = one.from_on or day(typed["tu"]) or clock.today()
    page: dict[str, Any] = {
        **frame(viewer, "desk"), **top, "typed": typed, "wrong": wrong, "is_done": request.GET.get("xong") == "1",
        "compared": comparing.compare(one, clock.today(), starts) if top["is_draft"] else None,
        "rule": queries.rule_on(one.framework, starts),
    }  # fmt: skip
    return render(request, "frameworks/publish.html", page, status=422 if wrong else 200)


def _publish(one: FrameworkVersion, typed: dict[str, str], viewer: uuid.UUID) -> dict[str, str]:
    """Publish, or return what is wrong with each field."""
    on, signed_on = day(typed["tu"]), day(typed["ngay"])
    wrong = {
        "tu": "" if on else _("Write the first day like 01/01/2026."),
        "ngay": "" if signed_on else _("Write the day of signing like 29/04/2026."),
        "noi": "" if len(typed["noi"]) > 2 else _("Write who issued the table."),
        "so": "" if len(typed["so"]) > 2 else _("Write the number of the decision."),
        "nguoi": "" if len(typed["nguoi"]) > 2 else _("Write who signed the decision."),
    }
    wrong = {name: sentence for name, sentence in wrong.items() if sentence}
    if wrong or on is None or signed_on is None:
        return wrong
    try:
        actions.publish(one, Paper(typed["noi"], typed["so"], signed_on, typed["nguoi"]), on=on, by=signed(viewer))
    except NotNow as problem:
        return {"tu" if problem.code == "past" else "": sentences.not_now(problem)}
    return {}


@require_POST
@of_version
def withdraw(request: HttpRequest, viewer: uuid.UUID, one: FrameworkVersion) -> HttpResponse:
    """Take a published table out of force; the one before holds again."""
    try:
        actions.withdraw(one, reason=text(request.POST, "ly-do", 300), by=signed(viewer))
    except NotNow as problem:
        page = {
            **frame(viewer, "desk"), **head(one), "typed": {}, "wrong": {"ly-do": sentences.not_now(problem)},
            "is_done": False, "compared": None, "rule": None,
        }  # fmt: skip
        return render(request, "frameworks/publish.html", page, status=422)
    return to("publish", one.id)
