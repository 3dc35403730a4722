"""Who may be entered twice: pairs to look at, proposals that wait for a second official, merges that can be undone."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from hocvuso.core import likeness
from hocvuso.people import actions as people_actions
from hocvuso.people import dossiers
from hocvuso.people.actions import By, NeedsSecond, NotMergeable, Over, SamePerson, TooLate
from hocvuso.people.officials import names_shown
from hocvuso.plumbing import audit
from hocvuso.reports.views.desk import Desk, at_desk, no_right, rail
from hocvuso.unions import access, appointing, belonging
from hocvuso.unions import queries as unions
from hocvuso.unions.roles import Right

TRACE = "duplicates"
PAIRS_SHOWN = 20
WHY: dict[str, Any] = {
    "phone and name": gettext_lazy("same phone number, same name"),
    "name and birth": gettext_lazy("same name and year of birth in one unit"),
    "name": gettext_lazy("same name in one unit"),
    "spelling": gettext_lazy("names one letter apart, one unit"),
    "phone": gettext_lazy("same phone number, perhaps one family"),
}
ACTS: dict[str, Any] = {"merge": gettext_lazy("Join into one"), "new card": gettext_lazy("New card")}


@require_http_methods(["GET", "HEAD", "POST"])
@names_shown
@at_desk
def duplicates(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show what there is to decide, or carry one decision out."""
    if not desk.may(Right.CHANGE):
        return no_right(request, has_role=True)
    error = code = ""
    if request.method == "POST":
        try:
            code = _decide(request, desk)
        except (NotMergeable, NeedsSecond, SamePerson, Over, TooLate) as problem:
            error = _sentence(problem)
        if not error and not code:
            return HttpResponseRedirect(desk.link("duplicates"))
    return render(request, "reports/duplicates.html", _page(desk, error, code), status=422 if error else 200)


def _page(desk: Desk, error: str, code: str) -> dict[str, Any]:
    everybody = belonging.changeable_ids(desk.viewer, desk.unit.id, desk.day)
    found = _pairs(desk, everybody)
    waiting, merged = dossiers.proposals(everybody), dossiers.merges(everybody)
    ids = {uuid.UUID(side) for pair in found for side in (pair.one, pair.other)}
    ids |= {side for each in waiting for side in (each.person, each.other) if side}
    ids |= {each.kept for each in merged}
    known = dossiers.known(ids)
    audit.record_reading(desk.viewer, ids, TRACE, desk.as_what)
    return {
        **rail(desk, "duplicates"),
        "pairs": [(known[uuid.UUID(pair.one)], known[uuid.UUID(pair.other)], WHY[pair.why]) for pair in found],
        "waiting": [(each, known.get(each.person), known.get(each.other) if each.other else None, ACTS[each.kind],
                     each.by == desk.viewer) for each in waiting],
        "merged": [(each, known.get(each.kept)) for each in merged],
        "error": error,
        "code": code,
    }  # fmt: skip


def _pairs(desk: Desk, everybody: unions.Ids) -> list[likeness.Pair]:
    rows = dossiers.to_compare(everybody)
    units = belonging.units_by_person(everybody, desk.day)
    entries = [
        likeness.Entry(str(person), name, phone, frozenset(map(str, units.get(person, ()))))
        for person, name, phone in rows
    ]
    found = likeness.pairs(entries)
    apart = dossiers.told_apart(uuid.UUID(side) for pair in found for side in (pair.one, pair.other))
    return [each for each in found if (uuid.UUID(each.one), uuid.UUID(each.other)) not in apart][:PAIRS_SHOWN]


def _decide(request: HttpRequest, desk: Desk) -> str:
    """Carry a decision out; return the spoken code of a new card, else nothing."""
    verb = request.POST.get("viec", "")
    by = By(desk.viewer, desk.unit.id, request.POST.get("ly-do", "").strip())
    if verb in {"gop", "khac"}:
        one, other = _person(request, desk, "giu"), _person(request, desk, "bo")
        if verb == "khac":
            people_actions.tell_apart(one, other, by=by)
        elif people_actions.has_credentials(other) or appointing.roles_held([other], desk.day):
            people_actions.propose("merge", one, by=by, other=other)
        else:
            people_actions.merge(one, other, by=by)
        return ""
    everybody = belonging.changeable_ids(desk.viewer, desk.unit.id, desk.day)
    wanted = request.POST.get("so", "")
    if verb == "tach":
        if any(str(each.id) == wanted for each in dossiers.merges(everybody)):
            people_actions.unmerge(uuid.UUID(wanted), by=by)
            return ""
    elif verb in {"dong-y", "khong"} and any(str(each.id) == wanted for each in dossiers.proposals(everybody)):
        return people_actions.decide_proposal(uuid.UUID(wanted), by=by, is_agreed=verb == "dong-y")
    raise Http404


def _person(request: HttpRequest, desk: Desk, name: str) -> uuid.UUID:
    try:
        person = uuid.UUID(request.POST.get(name, ""))
    except ValueError:
        raise Http404 from None
    if not access.may_on(desk.viewer, Right.CHANGE, person, desk.day):
        raise Http404
    return person


def _sentence(problem: Exception) -> str:
    if isinstance(problem, SamePerson):
        return _("You proposed this yourself. A second official has to agree.")
    if isinstance(problem, Over):
        return _("This was decided already, or its week is over. Propose it again.")
    if isinstance(problem, NotMergeable) and problem.why == "official":
        return _("The second entry is an official's account. Keep that one and join the other into it.")
    return _("One of the two has changed meanwhile. Look at the list again.")
