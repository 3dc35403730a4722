"""Dated rules of confirmation: pass mark, trying again, validity, issuer; each with its day, none changed later."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hocvuso.frameworks import actions, queries, sentences
from hocvuso.frameworks.actions import NotNow
from hocvuso.frameworks.actions.ruling import Ruling
from hocvuso.frameworks.views.desk import at_desk, day, frame, signed, text, to
from hocvuso.plumbing import clock

LIMITS = {"cua": 60, "tu": 20, "dat": 4, "lai": 4, "han": 4, "noi": 200, "so": 60}
MOST_DAYS, MOST_MONTHS = 3650, 600


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def rules(request: HttpRequest, viewer: uuid.UUID) -> HttpResponse:
    """Show the rules of every framework with their history, and begin a new one."""
    known = {each.version.framework: each.version.title for each in reversed(queries.versions(clock.today()))}
    typed = {**dict.fromkeys(LIMITS, ""), "tu": f"{clock.today():%d/%m/%Y}"}
    wrong: dict[str, str] = {}
    if request.method == "POST":
        typed = {name: text(request.POST, name, most) for name, most in LIMITS.items()}
        wrong = _begin(known, typed, viewer)
        if not wrong:
            return to("rules", xong=1)
    today = clock.today()
    listed = [(framework, title, queries.rules(framework), queries.rule_on(framework, today))
              for framework, title in known.items()]  # fmt: skip
    page = {
        **frame(viewer, "rules"), "frameworks": listed, "typed": typed, "wrong": wrong, "today": today,
        "is_done": request.GET.get("xong") == "1",
    }  # fmt: skip
    return render(request, "frameworks/rules.html", page, status=422 if wrong else 200)


def _begin(known: dict[str, str], typed: dict[str, str], viewer: uuid.UUID) -> dict[str, str]:
    """Begin a rule, or return what is wrong with each field."""
    on, share = day(typed["tu"]), whole(typed["dat"].rstrip("% "), 100)
    retake, months = whole(typed["lai"], MOST_DAYS), whole(typed["han"], MOST_MONTHS)
    checks = {
        "cua": (typed["cua"] in known, _("Choose the table that the rule is for.")),
        "tu": (on is not None, _("Write the first day like 01/01/2026.")),
        "dat": (share is not None, _("The pass mark is a whole number of percent from 1 to 100.")),
        "lai": (retake is not None or not typed["lai"], _("Write a number of days, or leave it empty.")),
        "han": (months is not None or not typed["han"], _("Write a number of months, or leave it empty.")),
        "noi": (len(typed["noi"]) > 2, _("Write who confirms.")),
        "so": (len(typed["so"]) > 2, _("Write the number of the decision.")),
    }
    wrong = {name: sentence for name, (is_right, sentence) in checks.items() if not is_right}
    if wrong or on is None or share is None:
        return wrong
    ruling = Ruling(share / 100, typed["noi"], typed["so"], retake, months)
    try:
        actions.begin_rule(typed["cua"], ruling, on=on, by=signed(viewer))
    except NotNow as problem:
        return {"tu": sentences.not_now(problem)}
    return {}


def whole(typed: str, most: int) -> int | None:
    """Read a whole number from 1 to `most`."""
    if not (typed.isascii() and typed.isdecimal() and len(typed) < 7):
        return None
    return int(typed) if 1 <= int(typed) <= most else None


@require_POST
@at_desk
def drop(request: HttpRequest, viewer: uuid.UUID) -> HttpResponse:
    """Drop a rule that has not begun."""
    try:
        actions.drop_rule(uuid.UUID(request.POST.get("muc", "")), by=signed(viewer))
    except (ValueError, NotNow):
        return to("rules")  # no such rule, or one that has begun: the page shows what stands
    return to("rules")
