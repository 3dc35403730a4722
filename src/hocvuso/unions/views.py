"""Pages of the tree for learners: the link on a poster, and "where do you work"."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hocvuso.people import queries as people
from hocvuso.people import steps
from hocvuso.plumbing import clock
from hocvuso.unions import actions, queries
from hocvuso.unions.queries import UnitLine

COOKIE = "hvs_join"
COOKIE_SECONDS = 30 * 24 * 3600
JOIN_CODE_LENGTH = 6


def invited(request: HttpRequest, code: str) -> HttpResponse:
    """Remember which unit's poster or link brought somebody, and let him begin at once."""
    response = HttpResponseRedirect("/")
    if queries.unit_by_join_code(code, clock.today()):
        response.set_cookie(
            COOKIE, code, max_age=COOKIE_SECONDS, httponly=True, samesite="Lax", secure=settings.IS_SECURE_SITE
        )
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """Ask where somebody works, by the six digits of the unit or by its name; he may leave it open."""
    learner = steps.learner_of(request)
    owner = people.account(people.owner_of(learner)) if learner else None
    if owner is None or not owner.is_claimed:  # a membership hangs on a name
        return HttpResponseRedirect(steps.onward(request, "people:save"))
    after = steps.end_of(request, "learning:goal")
    if request.method == "POST":
        unit = _chosen(request.POST.get("unit", ""))
        if unit is not None:
            actions.declare(owner.id, unit.id, on=clock.today())
        return HttpResponseRedirect(after if unit else request.get_full_path())
    typed = request.GET.get("tim", request.COOKIES.get(COOKIE, ""))
    units, problem = _found(typed)
    page = {
        "typed": typed,
        "units": units,
        "error": problem,
        "later_url": after,
        "kept": [(key, value) for key, value in request.GET.items() if key != "tim"],
    }
    return render(request, "unions/choose.html", page)


def _chosen(typed: str) -> UnitLine | None:
    try:
        return queries.unit(uuid.UUID(typed), clock.today())
    except ValueError:
        return None


def _found(typed: str) -> tuple[list[UnitLine], str]:
    """Return the units meant, or the sentence that says why there is none."""
    text = typed.strip()
    if not text:
        return [], ""
    if text.replace(" ", "").isdigit():
        digits = text.replace(" ", "")
        unit = queries.unit_by_join_code(digits, clock.today())
        if unit is not None:
            return [unit], ""
        if len(digits) != JOIN_CODE_LENGTH:
            return [], _("The code of a unit has 6 digits. You typed %(typed)d.") % {"typed": len(digits)}
        return [], _("No unit has the code %(code)s. Compare it with the poster.") % {"code": digits}
    units = queries.search_units(text, clock.today())
    return units, "" if units else _("Nothing found for “%(typed)s”. Try one word of the name.") % {"typed": text}
