"""The drives of a unit and those above; writing one, changing its words, changing what it asks from a day on."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from hocvuso.core import emulation
from hocvuso.emulation import drives, queries, words
from hocvuso.emulation.drives import Refused
from hocvuso.plumbing.ids import uuid7
from hocvuso.programmes.actions import Signer
from hocvuso.reports.emulation import form
from hocvuso.reports.emulation.form import Typed
from hocvuso.reports.emulation.seen import Seen, for_signers
from hocvuso.reports.persons.words import typed_day
from hocvuso.reports.programmes.wizard import id_of
from hocvuso.reports.views.desk import Desk, at_desk, no_right, rail

FIELD_OF = {"period": "den"}


@require_safe
@at_desk
def listing(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List the drives of the unit and those of the levels above."""
    own = queries.of_unit(desk.unit.id)
    page = {
        **rail(desk, "drives"),
        "own": [(row, words.phase(row, desk.day), desk.link("drive", row.pk)) for row in own if row.removed_at is None],
        "above": [
            (row, words.phase(row, desk.day), desk.link("drive", row.pk))
            for row in queries.above(desk.unit.id, desk.day)
        ],
        "removed": [(row, desk.link("drive", row.pk)) for row in own if row.removed_at] if desk.may_sign else (),
    }
    return render(request, "reports/emulation/listing.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def new(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Write a drive of this unit; nobody sees it before it is published."""
    if not desk.may_sign:
        return no_right(request, has_role=True)
    number = id_of(request.POST.get("so", ""))
    if request.method != "POST":
        return _form(request, desk, form.blank(desk.day), to=desk.link("drive_new"), number=str(uuid7()))
    typed = form.read(request.POST)
    if typed.told is not None:
        try:
            row = drives.write(number, desk.unit.id, typed.told, typed.criteria, by=Signer(desk.viewer, desk.name))
            return HttpResponseRedirect(desk.link("drive", row.pk))
        except Refused as refused:
            typed = _wrong(typed, refused)
    return _form(request, desk, typed, to=desk.link("drive_new"), number=str(number))


def _wrong(typed: Typed, refused: Refused) -> Typed:
    why = refused.args[0]
    return Typed(typed.values, {FIELD_OF.get(why, "tieu-chi"): words.refused(why)})


def _form(
    request: HttpRequest, desk: Desk, typed: Typed, *, to: str, number: str = "", is_shown: bool = False
) -> HttpResponse:  # fmt: skip
    page = {
        **rail(desk, "drives"), "back": to.replace("/sua?", "?") if not number else desk.link("drives"), "to": to,
        "number": number, "typed": typed.values, "wrong": typed.wrong, "is_shown": is_shown,
        "offered": form.offered(desk.unit.id, desk.day),
    }  # fmt: skip
    return render(request, "reports/emulation/form.html", page, status=422 if typed.wrong else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
@for_signers
def edit(request: HttpRequest, seen: Seen) -> HttpResponse:
    """Change a drive; once people see it, its words and decision only."""
    row, desk = seen.row, seen.desk
    to, is_shown = desk.link("drive_edit", row.pk), row.published_at is not None
    before = form.filled(row)
    if request.method != "POST":
        return _form(request, desk, before, to=to, is_shown=is_shown)
    typed = form.read({**before.values, **request.POST.dict()} if is_shown else request.POST)
    if typed.told is not None:
        try:
            drives.write(row.pk, row.unit_id, typed.told, typed.criteria, by=seen.signer)
            return HttpResponseRedirect(desk.link("drive", row.pk))
        except Refused as refused:
            typed = _wrong(typed, refused)
    return _form(request, desk, typed, to=to, is_shown=is_shown)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
@for_signers
def rules(request: HttpRequest, seen: Seen) -> HttpResponse:
    """Change what a drive that people see asks, from a later day on and with a reason."""
    row, desk = seen.row, seen.desk
    if request.method != "POST":
        return _rules(request, seen, form.asked(row, row.ends_on), {})
    values = {name: str(text).strip()[:300] for name, text in request.POST.items()}
    picked, wrong = form.chosen(values)
    day, error = typed_day(values.get("ngay", ""))
    if error:
        wrong["ngay"] = error
    if day is None or wrong:
        return _rules(request, seen, values, wrong)
    try:
        drives.change_rules(row.pk, day, picked, values.get("ly-do", ""), by=seen.signer, on=desk.day)
    except Refused as refused:
        why = refused.args[0]
        field = {"past": "ngay", "late": "ngay", "order": "ngay", "reason": "ly-do"}.get(why, "tieu-chi")
        return _rules(request, seen, values, {field: words.refused(why)})
    return HttpResponseRedirect(desk.link("drive", row.pk))


def _rules(request: HttpRequest, seen: Seen, typed: Mapping[str, str], wrong: Mapping[str, str]) -> HttpResponse:
    row, desk = seen.row, seen.desk
    page = {
        **rail(desk, "drives"), "back": desk.link("drive", row.pk), "row": row, "typed": typed, "wrong": wrong,
        "to": desk.link("drive_rules", row.pk), "offered": form.offered(row.unit_id, desk.day),
        "is_over": emulation.phase(row.starts_on, row.ends_on, desk.day) == emulation.OVER,
    }  # fmt: skip
    return render(request, "reports/emulation/rules.html", page, status=422 if wrong else 200)
