"""Who may not ask a person for a while: why, until when, what he says against it; and the decision about that."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hocvuso.groups.help_desk import blocking
from hocvuso.people import queries as people
from hocvuso.people.officials import names_shown
from hocvuso.plumbing import audit, clock
from hocvuso.reports.views.desk import Desk, at_desk, no_right, rail
from hocvuso.unions import access
from hocvuso.unions.roles import Right


@require_http_methods(["GET", "HEAD", "POST"])
@names_shown
@at_desk
def blocks(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List the blocks in force, objections first; lift one, or answer an objection and keep it."""
    if not (desk.may(Right.CONFIRM) and desk.sees_names):
        return no_right(request, has_role=True)
    error = ""
    if request.method == "POST":
        lift, answer = request.POST.get("viec") == "bo", request.POST.get("tra-loi", "")
        number = _number(request.POST.get("so", ""))
        if blocking.decide(desk.viewer, number, lift=lift, answer=answer, now=clock.now()):
            return HttpResponseRedirect(desk.link("help_blocks"))
        error = _("Write an answer that the person understands. Who blocked cannot turn the objection down himself.")
    found = blocking.below(desk.viewer, desk.unit.id, desk.day)
    seen = access.among(desk.viewer, Right.NAMES, {each.person for each in found}, desk.day)
    audit.record_reading(desk.viewer, sorted(seen), "help_blocks", desk.as_what)
    names = people.names(seen)
    page = {
        **rail(desk, "help_queue"),
        "back": desk.link("help_queue"),
        "found": [
            (each, names[each.person].full if each.person in names else _("Somebody without a name yet"),
             blocking.REASONS[each.reason], each.waits and blocking.may_keep(desk.viewer, each))
            for each in found
        ],
        "error": error, "typed": request.POST, "longest": blocking.LONGEST_NOTE,
    }  # fmt: skip
    return render(request, "reports/help_blocks.html", page, status=422 if error else 200)


def _number(typed: str) -> uuid.UUID:
    try:
        return uuid.UUID(typed)
    except ValueError:
        raise Http404 from None
