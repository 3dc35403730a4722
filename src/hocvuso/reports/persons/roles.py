"""Who holds which role for a unit: give, end, lend; with the way back."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hocvuso.people import dossiers
from hocvuso.people import queries as people
from hocvuso.people.actions import By, ChangedMeanwhile
from hocvuso.people.officials import names_shown
from hocvuso.plumbing import audit
from hocvuso.reports import members
from hocvuso.reports.persons import inviting_page, words
from hocvuso.reports.views.desk import Desk, at_desk, no_right, rail
from hocvuso.unions import access, appointing
from hocvuso.unions import roles as kinds
from hocvuso.unions.appointing import LastChair, MayNot, RoleLine, Term
from hocvuso.unions.belonging import Misdated
from hocvuso.unions.roles import Right

TRACE = "roles"
FOUND_MOST = 8


@require_http_methods(["GET", "HEAD", "POST"])
@names_shown
@at_desk
def roles(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the roles for this unit, find somebody to hold one, or carry one act out."""
    if not desk.may(Right.ROLES):
        return no_right(request, has_role=True)
    error, last_chair = "", ""
    if request.method == "POST":
        if request.POST.get("viec") in inviting_page.VERBS:
            made, error = inviting_page.carry_out(request, desk, _own_role(request, desk))
            if made is None and not error:
                return HttpResponseRedirect(desk.link("roles"))
            return _shown(request, desk, error, made=made)
        try:
            error = _carry_out(request, desk)
        except (MayNot, Misdated, ChangedMeanwhile) as problem:
            error = words.problem(problem)
        except LastChair:
            last_chair = request.POST.get("vai", "")
            error = _("This is the last chair of the unit. Name the successor first, or write why and confirm.")
        if not error:
            return HttpResponseRedirect(desk.link("roles"))
    return _shown(request, desk, error, last_chair)


def _shown(
    request: HttpRequest, desk: Desk, error: str, last_chair: str = "", made: inviting_page.Made | None = None
) -> HttpResponse:
    page = {**_page(request, desk, error, last_chair), "made": made}
    return render(request, "reports/roles.html", page, status=422 if error else 200)


def _page(request: HttpRequest, desk: Desk, error: str, last_chair: str) -> dict[str, Any]:
    lines = appointing.role_lines([desk.unit.id], desk.day)
    own = [line for line in appointing.roles_held([desk.viewer], desk.day) if not line.is_delegated]
    typed = request.GET.get("tim", "")[:80]
    found: list[uuid.UUID] = []
    if typed:
        visible = members.visible_ids(desk.viewer, desk.unit.id, desk.day)
        found = [*people.matching(visible, typed)[:FOUND_MOST]]
    changes = [each for each in dossiers.changes(units=[desk.unit.id]) if each.kind in words.OF_ROLES][:5]
    ids = {line.person for line in lines} | {line.giver for line in lines if line.giver} | set(found)
    ids |= {each.person for each in changes} | {each.by for each in changes if each.by}
    names = people.names(ids)
    audit.record_reading(desk.viewer, {*(line.person for line in lines), *found} - {desk.viewer}, TRACE, desk.as_what)
    mine = {right for line in own for right in line.rights if not line.is_employer_side}
    may_give = [kind for kind in kinds.KINDS.values() if not appointing.may_give(desk.viewer, kind.name, desk.unit.id,
                                                                                desk.day)]  # fmt: skip
    return {
        **rail(desk, "roles"),
        "lines": [(line, kinds.word(line.name), names.get(line.person), names.get(line.giver) if line.giver else None,
                   [kinds.RIGHT_WORDS[right] for right in Right if right in line.rights]) for line in lines],
        "invitations": inviting_page.told(lines, desk),
        "found": [(person, names[person].full) for person in found if person in names and person != desk.viewer],
        "typed": typed,
        "kinds": may_give,
        "own": [(line, kinds.word(line.name)) for line in own],
        "lendable": [(right, kinds.RIGHT_WORDS[right]) for right in Right if right in mine & kinds.DELEGABLE],
        "changes": [words.told(each, names) for each in changes],
        "longest": desk.day + timedelta(30),
        "error": error,
        "last_chair": last_chair,
        "form": request.POST,
    }  # fmt: skip


def _carry_out(request: HttpRequest, desk: Desk) -> str:
    by = By(desk.viewer, desk.unit.id, request.POST.get("ly-do", "").strip())
    verb = request.POST.get("viec", "")
    if verb == "het":
        return _ended(request, desk, by)
    person = _person(request, desk)
    since, error = words.typed_day(request.POST.get("tu", ""), desk.day)
    typed_end = request.POST.get("den", "").strip()
    last_day, wrong_end = words.typed_day(typed_end) if typed_end else (None, "")
    if error or wrong_end or since is None:
        return error or wrong_end
    term = Term(since, last_day)
    if verb == "trao":
        side = request.POST.get("quan-ly") == "1"
        appointing.give(person, request.POST.get("vai", ""), term, by=by, today=desk.day, is_employer_side=side)
        return ""
    if verb != "uy-quyen":
        raise Http404
    if last_day is None:
        return _("Write until which day the rights are lent.")
    rights = [right for right in Right if right in request.POST.getlist("quyen")]
    appointing.delegate(_id(request, "nguon"), person, rights, term, by=by, today=desk.day)
    return ""


def _ended(request: HttpRequest, desk: Desk, by: By) -> str:
    day, error = words.typed_day(request.POST.get("ngay", ""), desk.day - timedelta(1))
    role = _own_role(request, desk).id
    if day is not None and not error:
        sure = request.POST.get("chac") == "1"
        appointing.end(role, last_day=day, by=by, today=desk.day, is_sure=sure)
    return error


def _own_role(request: HttpRequest, desk: Desk) -> RoleLine:
    """Return the role of this unit that a form is about."""
    lines = {line.id: line for line in appointing.role_lines([desk.unit.id], desk.day)}
    if (line := lines.get(_id(request, "vai"))) is None:
        raise Http404
    return line


def _person(request: HttpRequest, desk: Desk) -> uuid.UUID:
    person = _id(request, "nguoi")
    if not access.may_on(desk.viewer, Right.NAMES, person, desk.day):
        raise Http404
    return person


def _id(request: HttpRequest, name: str) -> uuid.UUID:
    try:
        return uuid.UUID(request.POST.get(name, ""))
    except ValueError:
        raise Http404 from None
