"""Certificates of a class that is over: a look at who came often enough, then one button for those who are ticked.

For whoever signs for the unit of the class, and whoever taught it. Each name shown leaves a trace.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hocvuso.certificates import bundles
from hocvuso.classes import recognising
from hocvuso.classes.recognising import SHARE, SHARES, Line, Signer
from hocvuso.plumbing import audit
from hocvuso.reports.classes.board import Row, on_class
from hocvuso.reports.classes.planning import link
from hocvuso.reports.views.desk import Desk, no_right, rail


@require_http_methods(["GET", "HEAD", "POST"])
@on_class
def give(request: HttpRequest, desk: Desk, row: Row, may_sign: bool) -> HttpResponse:
    """Show who came often enough, and give certificates to those who are ticked."""
    if not may_sign and row.trainer != desk.viewer:
        return no_right(request, has_role=True)
    typed = request.POST.get("ty-le") or request.GET.get("ty-le", "")
    share = typed if typed in SHARES else SHARE
    lines = recognising.lines(desk.viewer, row, share, desk.day)
    if request.method == "POST":
        error = _given(request, desk, row, share, lines)
        if not error:
            return HttpResponseRedirect(link(desk, row.id, "class_certificates"))
        return _page(request, desk, row, share, lines, error)
    return _page(request, desk, row, share, lines)


def _given(request: HttpRequest, desk: Desk, row: Row, share: str, lines: list[Line]) -> str:
    """Give them to those who are ticked; return what is wrong."""
    if not recognising.is_open(row):
        return _("This class is not over. Certificates are given after its last meeting.")
    ticked = set(request.POST.getlist("ai"))
    chosen = {each.seat.person for each in lines if str(each.seat.person) in ticked}
    if not chosen:
        return _("Tick at least one.")
    made = recognising.give(
        row.id, chosen, share, by=Signer(desk.viewer, desk.name), decision=request.POST.get("so", "")
    )  # fmt: skip
    return "" if made else _("None of those ticked came often enough.")


def _page(request: HttpRequest, desk: Desk, row: Row, share: str, lines: list[Line], error: str = "") -> HttpResponse:
    ready = [each for each in lines if each.has_earned and not each.holds]
    holding = [each for each in lines if each.holds]
    audit.record_reading(
        desk.viewer, [each.seat.person for each in (*ready, *holding) if each.seat.name], "class", desk.as_what
    )  # fmt: skip
    here = link(desk, row.id, "class_certificates")
    words = {
        "1-2": _("half of the meetings"),
        "2-3": _("two thirds"),
        "3-4": _("three quarters"),
        "1-1": _("every meeting"),
    }
    page: dict[str, Any] = {
        **rail(desk, "classes"), "back": link(desk, row.id), "row": row, "here": here, "error": error,
        "is_open": recognising.is_open(row), "meetings": len(recognising.held(row.id)), "share": share,
        "shares": [(each, words[each], f"{here}&ty-le={each}") for each in SHARES], "ready": ready,
        "holding": [
            (each, desk.link("certificate", each.paper.id) if each.paper and desk.sees_names and each.seat.name else "")
            for each in holding
        ],
        "fewer": sum(not each.has_earned and not each.holds for each in lines),
        "print": desk.link("class_certificates_print", row.id) if holding and desk.sees_names else "",
        "typed": request.POST,
    }  # fmt: skip
    return render(request, "reports/classes/certificates.html", page, status=422 if error else 200)


@require_http_methods(["POST"])
@on_class
def printed(request: HttpRequest, desk: Desk, row: Row, may_sign: bool) -> HttpResponse:
    """Ask for all certificates of the class whose holders the official may see, in one file."""
    if not desk.sees_names or not (may_sign or row.trainer == desk.viewer):
        return no_right(request, has_role=True)
    lines = recognising.lines(desk.viewer, row, SHARE, desk.day)
    ids = [each.paper.id for each in lines if each.paper and each.holds and each.seat.name]
    to = desk.link("certificates_print")
    if ids:
        bundles.ask(ids, unit=desk.unit.id, by=desk.viewer, way_back=to)
    return HttpResponseRedirect(to)
