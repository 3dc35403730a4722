"""One live programme: goals with their tasks and how far they are; its papers; taken off the pages and brought back."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hocvuso.core.programmes.answers import day_of
from hocvuso.plumbing.ids import uuid7
from hocvuso.programmes import actions, queries, words
from hocvuso.programmes.queries import Shown
from hocvuso.reports.documents import answers as documents
from hocvuso.reports.programmes import planning, reporting
from hocvuso.reports.programmes.form import Typed, choices, read
from hocvuso.reports.programmes.wizard import given, id_of, signer
from hocvuso.reports.views.desk import Desk, at_desk, no_right, rail
from hocvuso.reports.views.returns import link
from hocvuso.unions import access
from hocvuso.unions import queries as unions
from hocvuso.unions.roles import Right

Page = Callable[..., Any]
ENDINGS = ("docx", "xlsx")


def on_programme(page: Page) -> Page:
    """Give a page the programme named in its address, if it belongs to the unit of the desk or one below."""

    @wraps(page)
    def found(request: HttpRequest, desk: Desk, number: uuid.UUID, *args: Any, **kwargs: Any) -> Any:
        shown = queries.one(number, desk.day)
        if shown is None or not is_below(desk, shown.row.unit_id):
            return no_right(request, has_role=True)
        may_sign = access.may_act_for(desk.viewer, shown.row.unit_id, desk.day)
        if request.method == "POST" and not may_sign:
            return no_right(request, has_role=True)
        return page(request, desk, shown, may_sign, *args, **kwargs)

    return found


def is_below(desk: Desk, unit: uuid.UUID) -> bool:
    """Tell whether a unit is that of the desk or stands under it."""
    return unions.subtree_ids(desk.unit.id, desk.day).filter(unit_id=unit).exists()


def sees_owners(desk: Desk, unit: uuid.UUID) -> bool:
    """Tell whether the official is told who is in charge of a task; the employer's side is not."""
    return access.may(desk.viewer, Right.NAMES, unit, desk.day)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
@on_programme
def one(request: HttpRequest, desk: Desk, shown: Shown, may_sign: bool) -> HttpResponse:
    """Show a programme, and do what its buttons say."""
    typed = Typed({}, {})
    if request.method == "POST":
        answer = _act(request, desk, shown)
        if isinstance(answer, HttpResponse):
            return answer
        typed = answer
    unit = unions.unit(shown.row.unit_id, desk.day) or desk.unit
    kept = shown.row.plan
    page = {
        **rail(desk, "programmes"),
        "back": desk.link("programmes"),
        "shown": shown, "programme": shown.row, "unit": unit, "may_sign": may_sign,
        "sees_owners": sees_owners(desk, unit.id),
        "how_far": reporting.how_far, "deadline": words.deadline, "tags": words.TAGS, "states": words.states(),
        "task": lambda number: link(desk, "programme_task", number=number),
        "paper": lambda name, ending: link(desk, "programme_paper", number=shown.row.pk, name=name, ending=ending),
        "sessions": [(at, day_of(on), begins, group) for at, on, begins, group, _time in kept.get("sessions", [])],
        "kits": [(title, day_of(on)) for title, on in kept.get("kits", [])],
        "day": desk.day, "task_id": request.POST.get("task", "") or uuid7(),
        "typed": typed.values, "wrong": typed.wrong,
        **choices(desk, unit),
    }  # fmt: skip
    return render(request, "reports/programmes/programme.html", page, status=422 if typed.wrong else 200)


def _act(request: HttpRequest, desk: Desk, shown: Shown) -> HttpResponse | Typed:
    """Do what a button says; a form in which something is missing comes back as it was typed."""
    what, by = request.POST.get("viec", ""), signer(desk)
    here = HttpResponseRedirect(link(desk, "programme", number=shown.row.pk))
    if what == "bo":
        actions.remove(shown.row.pk, by=by)
    elif what == "lay-lai":
        actions.restore(shown.row.pk, by=by)
    elif what == "them":
        typed = read(request.POST, desk, shown.row.unit_id)
        goal = next((each.id for each in shown.goals if str(each.id) == request.POST.get("muc-tieu", "")), None)
        if goal is None:
            typed.wrong["muc-tieu"] = _("Choose a goal.")
        if typed.wrong or goal is None:
            return typed
        actions.add_task(id_of(request.POST.get("task", "")), goal, typed.details(), by=by)
    else:
        raise Http404
    return here


@require_safe
@at_desk
@on_programme
def paper(request: HttpRequest, desk: Desk, shown: Shown, may_sign: bool, name: str, ending: str) -> Any:
    """Give the plan, the draft decision of the group, or the report of a programme as a file."""
    unit = unions.unit(shown.row.unit_id, desk.day) or desk.unit
    if name == "bao-cao" and ending in ENDINGS:
        made = reporting.report(shown, unit, desk.day, with_owners=sees_owners(desk, unit.id))
        return documents.answer(made, ending, documents.file_name(name, shown.row.title[:40], ending=ending))
    if ending != "docx" or not sees_owners(desk, unit.id):
        raise Http404
    return given(unit, name, planning.again(shown))
