"""The certificates of a unit by name, behind the second factor: the list, one of them, many as one file.

Each reading leaves a trace. Whoever stands on the employer's side sees none of it.
"""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hocvuso.certificates import actions, bundles, kinds, papers, queries
from hocvuso.certificates import words as said
from hocvuso.certificates.queries import Issued
from hocvuso.core.certificate import VALID
from hocvuso.people.officials import names_shown
from hocvuso.plumbing import audit, paging
from hocvuso.plumbing.views import message
from hocvuso.reports.certificates.overview import page_of
from hocvuso.reports.documents import answers
from hocvuso.reports.views.desk import Desk, at_desk, no_right
from hocvuso.unions import access
from hocvuso.unions import queries as unions

PAGE_SIZE, TRACE = 20, "certificate"
LIVE, ENDED = "con", "het"


def _units(desk: Desk) -> unions.Ids:
    """Return the unit and those below whose people the official may see by name."""
    return unions.within(access.named_units(desk.viewer, desk.day), [desk.unit.id], desk.day)


@require_http_methods(["GET", "HEAD", "POST"])
@names_shown
@at_desk
def listing(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show what was issued, newest first; the button makes one file of all that hold and stand in this list."""
    if not desk.sees_names:
        return no_right(request, has_role=True)
    show = ENDED if request.GET.get("loc") == ENDED else LIVE
    about, typed = request.GET.get("ve-viec", "")[:80], request.GET.get("tim", "")[:80]
    found = queries.listed(_units(desk), typed=typed, about=about, is_live=show == LIVE)
    if request.method == "POST":
        ids = list(found.values_list("pk", flat=True)[: bundles.MOST]) if show == LIVE else []
        if ids:
            bundles.ask(ids, unit=desk.unit.id, by=desk.viewer, way_back=desk.link("certificates_print"))
        return HttpResponseRedirect(desk.link("certificates_print"))
    part = paging.part(paging.asked(request.GET), found.count(), PAGE_SIZE)
    lines = [queries.issued(row, desk.day) for row in found[part.rows]]
    audit.record_reading(desk.viewer, [each.person for each in lines if each.person], TRACE, desk.as_what)
    kept = {"loc": show, **({"tim": typed} if typed else {}), **({"ve-viec": about} if about else {})}

    def to(**other: str) -> str:
        return desk.link("certificates_list", **{**kept, **other})

    page = page_of(
        desk, "certificates", show=show, typed=typed, about=about, here=to(),
        lines=[(each, said.state_of(each.standing), desk.link("certificate", each.id)) for each in lines],
        filters=[(LIVE, _("Issued")), (ENDED, _("Revoked"))], to=to,
        earlier=to(trang=str(part.earlier)) if part.earlier else "",
        later=to(trang=str(part.later)) if part.later else "",
    )  # fmt: skip
    return render(request, "reports/certificates/list.html", page)


def _one(desk: Desk, number: uuid.UUID) -> Issued | None:
    """Return a certificate of the unit or below whose people the official may see by name."""
    found = queries.one(number, desk.day) if desk.sees_names else None
    return found if found and _units(desk).filter(unit_id=found.unit).exists() else None


@require_http_methods(["GET", "HEAD", "POST"])
@names_shown
@at_desk
def one(request: HttpRequest, desk: Desk, number: uuid.UUID) -> HttpResponse:
    """Show one certificate; revoke it with a reason, or take that back within a day."""
    found = _one(desk, number)
    if found is None:
        return no_right(request, has_role=True)
    may_decide = access.may_act_for(desk.viewer, found.unit, desk.day)
    here, error = desk.link("certificate", number), ""
    if request.method == "POST":
        if not may_decide:
            return no_right(request, has_role=True)
        answer, error = _decided(request, desk, found)
        if answer is not None:
            return answer
    if found.person is not None:
        audit.record_reading(desk.viewer, [found.person], TRACE, desk.as_what)
    page = page_of(
        desk, "certificates_list", row=found, state=said.state_of(found.standing), kind=kinds.title_of(found.kind),
        may_decide=may_decide, may_restore=may_decide and actions.may_restore(found), error=error, here=here,
        paper=desk.link("certificate_paper", number), typed=request.POST,
    )  # fmt: skip
    return render(request, "reports/certificates/one.html", page, status=422 if error else 200)


def _decided(request: HttpRequest, desk: Desk, found: Issued) -> tuple[HttpResponse | None, str]:
    """Do what was decided; return the answer, or what is missing."""
    act, reason = request.POST.get("viec", ""), request.POST.get("ly-do", "").strip()
    here = HttpResponseRedirect(desk.link("certificate", found.id))
    if act == "bo-thu-hoi":
        try:
            actions.restore(found.id, by=desk.viewer)
        except actions.TooLate:
            return message(
                request, _("This revocation stays"),
                _("Its day is over, or a newer certificate stands in its place. Issue a new one."), status=409,
                button=_("Back"), to=here.url,
            ), ""  # fmt: skip
        return here, ""
    if act == "thu-hoi" and not reason:
        return None, _("Write why: the person reads it, whoever checks the paper does not.")
    if act == "thu-hoi":
        actions.revoke(found.id, by=desk.viewer, reason=reason)
    return here, ""


@require_safe
@names_shown
@at_desk
def paper(request: HttpRequest, desk: Desk, number: uuid.UUID) -> HttpResponse:
    """Give one certificate for printing, or as PDF."""
    found = _one(desk, number)
    drawn = queries.paper(found.code, desk.day) if found and found.standing == VALID else None
    if found is None or drawn is None:
        return no_right(request, has_role=True)
    if found.person is not None:
        audit.record_reading(desk.viewer, [found.person], TRACE, desk.as_what)
    return papers.given(request, drawn, back=desk.link("certificate", number))


@require_safe
@names_shown
@at_desk
def prints(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the files that were asked for and how far each is."""
    if not desk.sees_names:
        return no_right(request, has_role=True)
    asked = [
        (row, bundles.progress_of(row), desk.link("certificates_file", row.pk) if row.finished_at else "")
        for row in bundles.of(desk.viewer, desk.unit.id)
    ]
    page = page_of(
        desk, "certificates", asked=asked, kept=bundles.KEPT_DAYS,
        is_waiting=any(bundles.is_under_way(row) for row, _state, _to in asked),
    )  # fmt: skip
    return render(request, "reports/certificates/print.html", page)


@require_safe
@names_shown
@at_desk
def file(request: HttpRequest, desk: Desk, bundle: uuid.UUID) -> Any:
    """Hand a file out to whoever asked for it, as long as he may still see who is in it."""
    found = bundles.find(desk.viewer, bundle)
    path = bundles.file_of(bundle)
    may = found is not None and found.unit == desk.unit.id and desk.sees_names
    if not may or found is None or found.finished_at is None or not path.exists():
        return no_right(request, has_role=True)
    name = answers.file_name("chung nhan", desk.unit.code, f"{found.asked_at:%Y-%m-%d}", ending="pdf")
    return answers.sent(path.open("rb"), "pdf", name)
