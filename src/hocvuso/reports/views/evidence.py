"""Folders of proof on screen: ask for one, see how far it is, take it."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hocvuso.core.returns import last_day, month_of, parse_month
from hocvuso.people.officials import names_shown, used_second_factor
from hocvuso.reports import targets
from hocvuso.reports.documents import answers
from hocvuso.reports.evidence import building, gathering
from hocvuso.reports.views.desk import Desk, at_desk, no_right, rail
from hocvuso.reports.views.returns import link
from hocvuso.unions import access


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def evidence(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show one's own folders and ask for a new one; names ask for the second factor first."""
    since = parse_month(request.POST.get("tu", "")) or month_of(desk.day).replace(month=1)
    until = parse_month(request.POST.get("den", "")) or month_of(desk.day)
    error = ""
    if request.method == "POST":
        with_names = request.POST.get("ten") == "1" and desk.sees_names
        if with_names and not used_second_factor(request):
            request.method = "GET"  # so that the way back leads here and not to the first page
            return names_shown(_never)(request)
        if not (parse_month(request.POST.get("tu", "")) and parse_month(request.POST.get("den", ""))):
            error = _("Write the months as 2026-11: year, a stroke, month.")
        else:
            end = min(last_day(max(since, until)), desk.day)
            target = gathering.target_of(request.POST.get("chi-tieu", ""), desk.unit.id, end)
            if target is not None:
                asker, period = (desk.viewer, desk.name), (min(since, until), end)
                building.ask(asker, desk.unit.id, target, period, with_names=with_names)
                return HttpResponseRedirect(desk.link("evidence"))
            error = _("This target did not hold yet at the end of that time. Choose another one, or a later month.")
    packs = building.of(desk.viewer, desk.unit.id)
    page = {
        **rail(desk, "returns"),
        "back": desk.link("returns"),
        "packs": [_told(desk, pack) for pack in packs],
        "is_waiting": any(building.is_under_way(pack) for pack in packs),
        "target_choices": targets.on(desk.day, desk.unit.id),
        "since": _month(since),
        "until": _month(until),
        "error": error,
    }
    return render(request, "reports/evidence.html", page, status=422 if error else 200)


def _month(day: date) -> str:
    return f"{day:%Y-%m}"


def _told(desk: Desk, pack: Any) -> dict[str, Any]:
    target = gathering.target_of(pack.target, pack.unit_id, pack.until)
    ready = pack.finished_at is not None
    return {
        "pack": pack,
        "state": None if ready else building.progress_of(pack),
        "title": target.title if target else pack.target,
        "zip": link(desk, "evidence_file", pack=pack.id, ending="zip") if ready else "",
        "pdf": link(desk, "evidence_file", pack=pack.id, ending="pdf")
        if ready and building.paper_of(pack).exists()
        else "",
        "kib": max(round(pack.size / 1024), 1),
        "kept": building.KEPT_DAYS,
    }


@at_desk
def file(request: HttpRequest, desk: Desk, pack: uuid.UUID, ending: str) -> Any:
    """Hand a folder out to whoever asked for it, as long as he may still see what is in it."""
    found = building.find(desk.viewer, pack)
    if found is None or found.finished_at is None or ending not in ("zip", "pdf") or found.unit_id != desk.unit.id:
        return no_right(request, has_role=True)
    if found.with_names:
        if not access.may_see_names(desk.viewer, found.unit_id, desk.day):
            return no_right(request, has_role=True)
        if not used_second_factor(request):
            return names_shown(_never)(request)
    path = building.file_of(found) if ending == "zip" else building.paper_of(found)
    if not path.exists():
        return no_right(request, has_role=True)
    name = answers.file_name("minh chung", desk.unit.code, found.target, f"{found.until:%Y-%m-%d}", ending=ending)
    return answers.sent(path.open("rb"), ending, name)


def _never(request: HttpRequest) -> HttpResponse:
    """Stand behind the second factor's door for a moment; whoever comes back asks for the page itself."""
    return no_right(request, has_role=True)
