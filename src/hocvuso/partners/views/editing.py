"""The editor of a mapping: where each figure goes, the partner's own file, tried on real figures, then kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hocvuso.core.mapping import content
from hocvuso.partners.forms import editing, figures, library, making, template, words
from hocvuso.partners.forms.library import Known
from hocvuso.partners.seat import Seat, closed, rail
from hocvuso.partners.views.forms import ROWS_SHOWN, month_asked, of_form, preview
from hocvuso.plumbing.uploads import in_memory


@require_http_methods(["GET", "HEAD", "POST"])
@in_memory(template.MOST_BYTES + 200_000)
@of_form
def edit(request: HttpRequest, seat: Seat, known: Known) -> HttpResponse:
    """Show a mapping to be changed; what was typed is tried on real figures first and kept only where it fits."""
    if not seat.may_edit:
        return closed(request)
    if request.method != "POST":
        return _page(request, seat, known, known.told)
    if request.POST.get("viec") == "lay-lai":
        library.take_back(known.form.id, unit=seat.form_unit, by=seat.viewer)
        return HttpResponseRedirect(seat.link("form", known.form.id))
    told, data, problems = _typed(request, known, is_operator=seat.is_operator)
    made = None if problems else _tried(request, seat, Known(content.parse(told), told, data))
    problems += made.stops if made is not None else []
    if problems or request.POST.get("viec") != "luu":
        return _page(request, seat, known, told, problems=problems, tried=True, data=data, made=made)
    library.save(told, data, unit=seat.form_unit, by=seat.viewer, name=seat.name)
    return HttpResponseRedirect(seat.link("form", known.form.id))


def _typed(request: HttpRequest, known: Known, *, is_operator: bool) -> tuple[Mapping[str, Any], bytes, list[str]]:
    """Return the mapping typed, the partner's file, and what is wrong with both."""
    told: Mapping[str, Any] = known.told
    sent = request.FILES.get("tep")
    data = sent.read() if sent is not None else known.template
    try:
        text = request.POST.get("toml", "")
        told = editing.from_text(text) if is_operator and text.strip() else editing.typed(told, request.POST)
        form = content.parse(told)
    except content.Wrong as wrong:
        return told, data, [words.problem(each) for each in wrong.problems]
    if (form.id, form.way, form.shows_persons) != (known.form.id, known.form.way, known.form.shows_persons):
        return told, data, [_("A mapping keeps its name and whether it shows persons. Make another one for that.")]
    return told, data, []


def _tried(request: HttpRequest, seat: Seat, known: Known) -> making.Made | None:
    """Return what a mapping would write, tried on the figures and rows of this unit; None for a list to read in."""
    if known.form.way == content.IN:
        return None
    month = month_asked(request, seat)
    titles = figures.titles(seat.unit, month)
    return making.make(known, seat.unit, month, viewer=seat.viewer, today=seat.day, titles=titles)


def _page(
    request: HttpRequest, seat: Seat, known: Known, told: Mapping[str, Any], *, problems: list[str] | None = None,
    tried: bool = False, data: bytes = b"", made: making.Made | None = None,
) -> HttpResponse:  # fmt: skip
    month = month_asked(request, seat)
    titles = facts = figures.titles(seat.unit, month)
    is_filled = made is not None and not problems
    if made is not None and is_filled:
        making.note_looking(made, seat.unit, ROWS_SHOWN, viewer=seat.viewer, today=seat.day)
    if not known.form.shows_persons:
        facts = {name: word for name, word in facts.items() if name not in figures.of_persons()}
    is_in = known.form.way == content.IN
    page = {
        **rail(seat), **(preview(made, titles) if made is not None else {}), "is_filled": is_filled,
        "has_file": "tep" in request.FILES, "known": known, "form": known.form, "is_in": is_in,
        "problems": problems or [], "tried": tried,
        "facts": dict(content.FIELDS) if is_in else facts, "name_of_fact": "field" if is_in else "fact",
        "labels": editing.shown(told, "label") if known.form.form == content.XLSX else [],
        "about": {name: str(told.get(name, "")) for name in ("title", "partner")},
        "is_invented": bool(told.get("invented")),
        "cells": editing.shown(told, "cell") if known.form.form == content.XLSX else [],
        "columns": editing.shown(told, "column") if known.form.columns else [],
        "sheet": told.get("sheet", ""), "first": told.get("rows", {}).get("first", "") if known.form.first_row else "",
        "sheets": _sheets(data or known.template, known.form), "toml": request.POST.get("toml", ""),
        "back": seat.link("form", known.form.id), "here": seat.link("edit", known.form.id),
    }  # fmt: skip
    return render(request, "partners/edit.html", page, status=422 if problems else 200)


def _sheets(data: bytes, form: content.Form) -> list[str]:
    if form.form != content.XLSX:
        return []
    try:
        return list(template.opened(data, form.sheet).sheets)
    except template.BadTemplate as problem:
        return problem.value.split(", ") if problem.code == "no_sheet" else []
