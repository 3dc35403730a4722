"""The list of people, behind the second factor; every reading leaves a trace that the person himself can see."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hocvuso.people import actions as people_actions
from hocvuso.people.officials import names_shown
from hocvuso.plumbing import audit, paging
from hocvuso.plumbing.templating import number
from hocvuso.reports import members as listing
from hocvuso.reports.views.desk import Desk, at_desk, no_right, rail
from hocvuso.unions import actions as union_actions

TRACE = "member_list"


@names_shown
@at_desk
def members(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show who was invited, who has started, who asked for help."""
    if not desk.sees_names:
        return no_right(request, has_role=True)
    typed, show = request.GET.get("tim", "")[:80], request.GET.get("loc", "")
    show = show if show in listing.FILTERS else listing.ALL
    found = _page(request, desk, typed, show)
    audit.record_reading(desk.viewer, [line.id for line in found.lines], TRACE, desk.as_what)
    page = {
        **rail(desk, "members"),
        "found": found,
        "typed": typed,
        "show": show,
        "filters": _filters(desk, typed),
        "first": _at(desk, typed, show, 1) if found.total is None and request.GET.get("sau") else "",
        "earlier": _at(desk, typed, show, found.number - 1) if found.number > 1 else "",
        "later": _later(desk, typed, show, found),
    }
    return render(request, "reports/members.html", page)


def _page(request: HttpRequest, desk: Desk, typed: str, show: str) -> listing.Page:
    if listing.is_long(desk.viewer, desk.unit.id, desk.day):
        try:
            after = uuid.UUID(request.GET.get("sau", ""))
        except ValueError:
            after = None
        return listing.long_page(desk.viewer, desk.unit.id, desk.day, typed=typed, show=show, after=after)
    return listing.page(desk.viewer, desk.unit.id, desk.day, typed=typed, show=show, number=paging.asked(request.GET))


def _later(desk: Desk, typed: str, show: str, found: listing.Page) -> str:
    if found.after is not None:
        return f"{_at(desk, typed, show, 1)}&sau={found.after}"
    return _at(desk, typed, show, found.number + 1) if found.number < found.pages else ""


def _filters(desk: Desk, typed: str) -> list[tuple[str, str, str]]:
    locked = listing.locked(desk.viewer, desk.unit.id, desk.day)
    words = {
        listing.ALL: _("All"),
        listing.NOT_INVITED: _("Not invited"),
        listing.WAITING: _("Invited, not started"),
        listing.STARTED: _("Started"),
        listing.ASKING: _("Asked for help"),
        listing.LOCKED: _("Locked out: %(count)s") % {"count": number(locked)} if locked else _("Locked out"),
    }
    return [(show, words[show], _at(desk, typed, show, 1)) for show in listing.FILTERS]


def _at(desk: Desk, typed: str, show: str, page: int) -> str:
    query = {"loc": show, **({"tim": typed} if typed else {}), **({"trang": str(page)} if page > 1 else {})}
    return desk.link("members", **query)


@require_POST
@names_shown
@at_desk
def confirm(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Confirm that somebody who named this unit belongs to it."""
    person = _named(request, desk)
    if person is None or not desk.may_sign:
        return no_right(request, has_role=True)
    union_actions.confirm(person, desk.unit.id, on=desk.day, by=desk.viewer)
    return HttpResponseRedirect(desk.link("members"))


@require_POST
@names_shown
@at_desk
def free(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Open somebody who typed too many wrong codes."""
    person = _named(request, desk)
    if person is None:
        return no_right(request, has_role=True)
    people_actions.free(person, by=desk.viewer)
    left = listing.locked(desk.viewer, desk.unit.id, desk.day)
    return HttpResponseRedirect(desk.link("members", loc=listing.LOCKED if left else listing.ALL))


def _named(request: HttpRequest, desk: Desk) -> uuid.UUID | None:
    """Return the person named in the form when the official may see him by name."""
    try:
        person = uuid.UUID(request.POST.get("person", ""))
    except ValueError:
        return None
    return person if listing.sees(desk.viewer, person, desk.unit.id, desk.day) else None
