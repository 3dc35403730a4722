"""What was changed about the people of a unit, newest first, and the way back within a day."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hocvuso.people import actions as people_actions
from hocvuso.people import dossiers
from hocvuso.people import queries as people
from hocvuso.people.actions import By, TooLate
from hocvuso.people.officials import names_shown
from hocvuso.plumbing import audit
from hocvuso.plumbing.views import message
from hocvuso.reports.persons import words
from hocvuso.reports.views.desk import Desk, at_desk, no_right, rail
from hocvuso.unions import access
from hocvuso.unions import queries as unions
from hocvuso.unions.roles import Right

TRACE = "changes"


@names_shown
@at_desk
def changes(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the newest changes in this unit and under it."""
    if not desk.may(Right.CHANGE):
        return no_right(request, has_role=True)
    units = unions.subtree_ids(desk.unit.id, desk.day)
    allowed = units.filter(unit_id__in=access.units_where(desk.viewer, Right.CHANGE, desk.day))
    found = dossiers.changes(units=allowed)
    names = people.names({each.person for each in found} | {each.by for each in found if each.by})
    audit.record_reading(desk.viewer, {each.person for each in found}, TRACE, desk.as_what)
    page = {**rail(desk, "members"), "changes": [words.told(each, names) for each in found]}
    page["back"] = desk.link("members")
    return render(request, "reports/changes.html", page)


@require_POST
@names_shown
@at_desk
def take_back(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Take one change back; whoever may change people of that unit may."""
    try:
        change = dossiers.change(uuid.UUID(request.POST.get("change", "")))
    except ValueError:
        change = None
    right = Right.ROLES if change and change.kind in words.OF_ROLES else Right.CHANGE
    if change is None or change.unit is None or not access.may(desk.viewer, right, change.unit, desk.day):
        raise Http404
    try:
        people_actions.take_back(change.id, by=By(desk.viewer, change.unit))
    except TooLate:
        sentence = _("A day has passed, or something newer builds on it. Put it right by hand instead.")
        return message(request, _("It cannot be taken back any more"), sentence, status=409, button=_("Back"),
                       to=desk.link("changes"))  # fmt: skip
    return HttpResponseRedirect(desk.link("roles" if right is Right.ROLES else "changes"))
