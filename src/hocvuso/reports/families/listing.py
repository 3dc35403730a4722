"""The families of a unit by name, behind the second factor: who supports one, how many are in it, whether the rule is
met. Never what one of them knows, and no relative's name. Each reading leaves a trace.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hocvuso.certificates import papers
from hocvuso.families import queries, recognising, rules, states
from hocvuso.families.queries import Case, Line
from hocvuso.people import queries as people
from hocvuso.people.officials import names_shown
from hocvuso.plumbing import audit, paging
from hocvuso.plumbing.templating import full_day
from hocvuso.plumbing.views import message
from hocvuso.reports.documents import answers
from hocvuso.reports.documents.paper import DAY, TEXT, WHOLE, Column, Paper, Part, Table
from hocvuso.reports.families.overview import signer
from hocvuso.reports.views.desk import Desk, at_desk, no_right, rail
from hocvuso.reports.views.returns import link
from hocvuso.unions import access
from hocvuso.unions import queries as unions
from hocvuso.unions.roles import Right

PAGE_SIZE, TRACE = 30, "family"
MOST_EXPORTED = 5000  # families of one file
EVERY, WAITING, DONE = "tat-ca", "cho", "da"
FILTERS = {EVERY: "", WAITING: states.PROPOSED, DONE: states.RECOGNISED}


def _found(desk: Desk, show: str, typed: str) -> people.Ids:
    """Return the supporters of families of the unit and below whom the official may see by name, in their order."""
    named = unions.within(access.named_units(desk.viewer, desk.day), [desk.unit.id], desk.day)
    return people.matching(queries.supporters(named, desk.day, FILTERS[show]), typed)


def _lines(desk: Desk, persons: Sequence[uuid.UUID]) -> list[Line]:
    """Return the lines of a few supporters, with a trace for each who is shown."""
    found = queries.lines(persons, rules.on(desk.day, desk.unit.id).rule, desk.day)
    audit.record_reading(desk.viewer, [each.supporter for each in found], TRACE, desk.as_what)
    return found


@require_safe
@names_shown
@at_desk
def listing(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the families of the unit; those that wait for a word by their own filter."""
    if not desk.sees_names:
        return no_right(request, has_role=True)
    show = request.GET.get("loc", EVERY)
    show = show if show in FILTERS else EVERY
    typed = request.GET.get("tim", "")[:80]
    found = _found(desk, show, typed)
    part = paging.part(paging.asked(request.GET), found.count(), PAGE_SIZE)

    def to(**other: str) -> str:
        return desk.link("families_list", **{"loc": show, **({"tim": typed} if typed else {}), **other})

    words = {EVERY: _("All"), WAITING: _("Waiting for a decision"), DONE: _("Recognised")}
    page = {
        **rail(desk, "families"), "back": desk.link("families"), "show": show, "typed": typed,
        "lines": [(each, _to(desk, each)) for each in _lines(desk, list(found[part.rows]))],
        "filters": [(name, words[name], desk.link("families_list", loc=name)) for name in FILTERS],
        "earlier": to(trang=str(part.earlier)) if part.earlier else "",
        "later": to(trang=str(part.later)) if part.later else "",
        "may_export": desk.may(Right.EXPORT), "file": to_file(desk, show),
    }  # fmt: skip
    return render(request, "reports/families/list.html", page)


def to_file(desk: Desk, show: str) -> str:
    """Return the address of the list as a spreadsheet."""
    return desk.link("families_file", loc=show)


def _to(desk: Desk, each: Line) -> str:
    return link(desk, "family", number=each.recognition.pk) if each.recognition else ""


@require_safe
@names_shown
@at_desk
def download(request: HttpRequest, desk: Desk) -> Any:
    """Give the list as a spreadsheet; each person in it gets a trace as on the page."""
    show = request.GET.get("loc", EVERY)
    if not (desk.sees_names and desk.may(Right.EXPORT)):
        return no_right(request, has_role=True)
    found = _found(desk, show if show in FILTERS else EVERY, "")
    lines = _lines(desk, list(found[:MOST_EXPORTED]))
    audit.record("export report", actor=desk.viewer, what=f"family list {desk.unit.code} xlsx")
    columns = (
        Column(_("Supporter"), TEXT, 34), Column(_("Relatives"), WHOLE, 12), Column(_("State"), TEXT, 30),
        Column(_("Since"), DAY, 14), Column(_("Decision"), TEXT, 24),
    )  # fmt: skip
    rows = [(each.name, each.relatives, _state(each), _since(each), _decision(each)) for each in lines]
    paper = Paper(
        title=_("Digital Workers' Families"), unit=desk.unit.name, above=desk.unit.parent,
        period=_("as of %(day)s") % {"day": full_day(desk.day)}, parts=[Part("", [], Table(columns, rows))],
    )  # fmt: skip
    name = answers.file_name("danh sach gia dinh", desk.unit.code, f"{desk.day:%Y-%m-%d}", ending="xlsx")
    return answers.answer(paper, "xlsx", name, table_first=True)


def _state(each: Line) -> str:
    if each.recognition is None:
        return _("may be proposed") if each.is_met else _("learning together")
    return _("recognised") if each.recognition.state == states.RECOGNISED else _("waiting for a decision")


def _since(each: Line) -> Any:
    row = each.recognition
    return "" if row is None else row.decided_on or row.proposed_on


def _decision(each: Line) -> str:
    return each.recognition.decision if each.recognition else ""


@require_POST
@names_shown
@at_desk
def propose(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Propose a family that meets the rule; the family hears of it and may take it back."""
    try:
        supporter = uuid.UUID(request.POST.get("ai", ""))
    except ValueError:
        return no_right(request, has_role=True)
    if not desk.may(Right.CONFIRM) or not _found(desk, EVERY, "").filter(pk=supporter).exists():
        return no_right(request, has_role=True)
    try:
        made = recognising.propose(supporter, on=desk.day, by=signer(desk))
    except recognising.NotYet:
        return _not_yet(request, desk.link("families_list"))
    return HttpResponseRedirect(link(desk, "family", number=made.pk))


def _not_yet(request: HttpRequest, to: str) -> HttpResponse:
    return message(
        request, _("Not possible today"),
        _("The rule is not met today, or the family has changed. It stays in the list and can be proposed later."),
        status=409, button=_("Back"), to=to,
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@names_shown
@at_desk
def one(request: HttpRequest, desk: Desk, number: uuid.UUID) -> HttpResponse:
    """Show one proposal or recognition, and take the decision: recognise, write back, end."""
    found = _case(desk, number)
    if found is None:
        return no_right(request, has_role=True)
    may_decide = access.may_act_for(desk.viewer, found.recognition.unit_id, desk.day)
    error = ""
    if request.method == "POST":
        if not may_decide:
            return no_right(request, has_role=True)
        answer, error = _decided(request, desk, found)
        if answer is not None:
            return answer
    audit.record_reading(desk.viewer, [found.supporter] if found.supporter else [], TRACE, desk.as_what)
    name = people.names([found.supporter]).get(found.supporter) if found.supporter else None
    page = {
        **rail(desk, "families"), "back": desk.link("families_list"), "found": found, "row": found.recognition,
        "name": name.full if name else "", "may_decide": may_decide, "error": error, "typed": request.POST,
        "here": link(desk, "family", number=number), "paper": link(desk, "family_paper", number=number),
        "version": rules.on(desk.day, found.recognition.unit_id),
    }  # fmt: skip
    return render(request, "reports/families/one.html", page, status=422 if error else 200)


def _case(desk: Desk, number: uuid.UUID) -> Case | None:
    """Return a case of the unit or below whose people the official may see by name."""
    found = queries.case(number, desk.day)
    if found is None or not desk.sees_names:
        return None
    here = unions.within(access.named_units(desk.viewer, desk.day), [desk.unit.id], desk.day)
    return found if here.filter(unit_id=found.recognition.unit_id).exists() else None


def _decided(request: HttpRequest, desk: Desk, found: Case) -> tuple[HttpResponse | None, str]:
    """Do what was decided; return the answer, or what is missing."""
    act, note, number = request.POST.get("viec", ""), request.POST.get("ly-do", "").strip(), found.recognition.pk
    here = HttpResponseRedirect(link(desk, "family", number=number))
    if act == "cong-nhan":
        try:
            recognising.confirm(number, by=signer(desk), on=desk.day, decision=request.POST.get("so", ""))
        except recognising.NotYet:
            return _not_yet(request, here.url), ""
        return here, ""
    if act in ("tra-loi", "thu-hoi") and not note:
        return None, _("Write what the family should know: they read it on their page.")
    if act == "tra-loi":
        recognising.send_back(number, by=signer(desk), on=desk.day, note=note)
    elif act == "thu-hoi":
        recognising.revoke(number, by=signer(desk), on=desk.day, note=note)
    return here, ""


@require_safe
@names_shown
@at_desk
def paper(request: HttpRequest, desk: Desk, number: uuid.UUID) -> HttpResponse:
    """Give the certificate of a recognised family, with names only of those who agreed."""
    case = _case(desk, number)
    found = queries.certificate(case.recognition.code, desk.day) if case else None
    if found is None or not found.is_valid:
        return no_right(request, has_role=True)
    return papers.given(request, found, back=link(desk, "family", number=number))
