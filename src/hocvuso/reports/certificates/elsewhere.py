"""Certificates from elsewhere that people of the unit brought: looked at, verified or given back with a word."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hocvuso.certificates import outside
from hocvuso.certificates import words as said
from hocvuso.core.certificate import DECLARED, REFUSED, VERIFIED
from hocvuso.people import queries as people
from hocvuso.people.officials import names_shown
from hocvuso.plumbing import audit, kept_files, paging
from hocvuso.reports.certificates.overview import page_of, units_of
from hocvuso.reports.views.desk import Desk, at_desk, no_right
from hocvuso.unions import access

Brought = Any  # a row of the room of certificates, whose tables are its own
PAGE_SIZE, TRACE = 40, "outside"
FILTERS = {"cho": DECLARED, "da": VERIFIED, "tra": REFUSED}


@require_safe
@names_shown
@at_desk
def listing(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show what people brought: what waits first, then what was decided."""
    if not desk.sees_names:
        return no_right(request, has_role=True)
    show = request.GET.get("loc", "cho")
    show = show if show in FILTERS else "cho"
    seen = access.visible_people(desk.viewer, desk.day)
    found = outside.brought_to(units_of(desk), FILTERS[show], among=seen)
    part = paging.part(paging.asked(request.GET), found.count(), PAGE_SIZE)
    rows = list(found[part.rows])
    names = people.names([each.person for each in rows])
    audit.record_reading(desk.viewer, names, TRACE, desk.as_what)
    words = {"cho": _("To look at"), "da": _("Verified"), "tra": _("Given back")}

    def to(**other: str) -> str:
        return desk.link("certificates_outside", **{"loc": show, **other})

    page = page_of(
        desk, "certificates", show=show, filters=[(each, words[each], to(loc=each)) for each in FILTERS],
        lines=[
            (row, names[row.person].full, said.sources()[row.source], desk.link("outside_one", row.pk))
            for row in rows if row.person in names
        ],
        earlier=to(trang=str(part.earlier)) if part.earlier else "",
        later=to(trang=str(part.later)) if part.later else "",
    )  # fmt: skip
    return render(request, "reports/certificates/outside.html", page)


def _found(desk: Desk, number: uuid.UUID) -> Brought | None:
    """Return one whose holder the official may see by name, brought to the unit or below."""
    row = outside.find(number) if desk.sees_names else None
    if row is None or not units_of(desk).filter(unit_id=row.unit).exists():
        return None
    return row if access.shown_among(desk.viewer, [row.person], desk.day) else None


@require_http_methods(["GET", "HEAD", "POST"])
@names_shown
@at_desk
def one(request: HttpRequest, desk: Desk, number: uuid.UUID) -> HttpResponse:
    """Show one, and take the decision: verified, or given back with what is missing."""
    row = _found(desk, number)
    if row is None:
        return no_right(request, has_role=True)
    may_decide = access.may_act_for(desk.viewer, row.unit, desk.day) if row.unit else False
    error = ""
    if request.method == "POST":
        act, reason = request.POST.get("viec", ""), request.POST.get("ly-do", "").strip()
        if not may_decide or act not in ("dung", "tra"):
            return no_right(request, has_role=True)
        if act == "tra" and not reason:
            error = _("Write what is missing: the person reads it and can send it again.")
        else:
            outside.decide(row.pk, is_true=act == "dung", by=desk.viewer, name=desk.name, reason=reason)
            return HttpResponseRedirect(desk.link("certificates_outside"))
    audit.record_reading(desk.viewer, [row.person], TRACE, desk.as_what)
    name = people.names([row.person]).get(row.person)
    page = page_of(
        desk, "certificates_outside", row=row, name=name.full if name else "", source=said.sources()[row.source],
        state=said.state_of(row.state), titles=said.titles(), may_decide=may_decide, error=error,
        here=desk.link("outside_one", number), file=desk.link("outside_file", number) if row.ending else "",
        typed=request.POST,
    )  # fmt: skip
    return render(request, "reports/certificates/outside_one.html", page, status=422 if error else 200)


@require_safe
@names_shown
@at_desk
def file(request: HttpRequest, desk: Desk, number: uuid.UUID) -> HttpResponse:
    """Give the photograph or file to whoever may see its holder by name."""
    row = _found(desk, number)
    if row is None:
        return no_right(request, has_role=True)
    if row.data is None:
        raise Http404
    audit.record_reading(desk.viewer, [row.person], TRACE, desk.as_what)
    return kept_files.handed_out(bytes(row.data), row.ending, f"chung-nhan-{row.on:%Y%m%d}")
