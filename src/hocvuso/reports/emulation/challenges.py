"""Challenges of a unit: what its people reach together, in one number."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hocvuso.motivation import challenging, queries
from hocvuso.motivation.challenging import Refused, Signer, Wanted
from hocvuso.plumbing.ids import uuid7
from hocvuso.plumbing.paging import whole
from hocvuso.reports.persons.words import typed_day
from hocvuso.reports.programmes.wizard import id_of
from hocvuso.reports.views.desk import Desk, at_desk, no_right, rail

FIELD_OF = {"title": "ten", "goal": "so-luong", "period": "den", "what": "gi"}


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def challenges(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the challenges of the unit; begin one, take one off and bring it back."""
    if request.method != "POST":
        return _page(request, desk, {"tu": f"{desk.day:%d/%m/%Y}"}, {})
    if not desk.may_sign:
        return no_right(request, has_role=True)
    act, by = request.POST.get("viec", ""), Signer(desk.viewer, desk.name)
    if act in ("bo", "lay-lai"):
        number = id_of(request.POST.get("thu-thach", ""))
        if any(each.row.pk == number for each in queries.of_unit(desk.unit.id, desk.day)):
            (challenging.remove if act == "bo" else challenging.restore)(number, by=by)
        return HttpResponseRedirect(desk.link("challenges"))
    wrong = _begun(request, desk, by)
    return _page(request, desk, request.POST.dict(), wrong) if wrong else HttpResponseRedirect(desk.link("challenges"))


def _begun(request: HttpRequest, desk: Desk, by: Signer) -> dict[str, str]:
    """Begin what the form says; return what is wrong with it."""
    sent = request.POST
    (starts_on, first), (ends_on, last) = (typed_day(sent.get(name, "")) for name in ("tu", "den"))
    wrong = {name: error for name, error in (("tu", first), ("den", last)) if error}
    if starts_on is None or ends_on is None:
        return wrong
    goal = whole(sent.get("so-luong", "").strip().replace(".", ""), most=challenging.MOST_GOAL + 1)
    wanted = Wanted(sent.get("ten", ""), sent.get("gi", ""), goal, starts_on, ends_on)
    try:
        challenging.begin(id_of(sent.get("so", "")), desk.unit.id, wanted, by=by, on=desk.day)
    except Refused as refused:
        return {FIELD_OF[refused.args[0]]: _words(refused.args[0])}
    return {}


def _words(why: str) -> str:
    return {
        "title": _("Give it a name that people like to hear."),
        "goal": _("Write a whole number, 1 or more."),
        "period": _("The last day has not gone by and lies after the first, at most a year later."),
        "what": _("Choose what is counted."),
    }[why]


def _page(request: HttpRequest, desk: Desk, typed: Mapping[str, str], wrong: Mapping[str, str]) -> HttpResponse:
    rows = queries.of_unit(desk.unit.id, desk.day)
    page = {
        **rail(desk, "drives"), "back": desk.link("drives"), "typed": typed, "wrong": wrong,
        "rows": [each for each in rows if each.row.removed_at is None],
        "removed": [each for each in rows if each.row.removed_at] if desk.may_sign else (),
        "number": typed.get("so") or uuid7(), "to": desk.link("challenges"),
        "whats": [("skills", _("new skills mastered")), ("lessons", _("lessons read"))],
    }  # fmt: skip
    return render(request, "reports/emulation/challenges.html", page, status=422 if wrong else 200)
