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
from hocvuso.partners.views.forms import month_asked, of_form
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
    told, data, problems = _typed(request, seat, known)
    if problems or request.POST.get("viec") != "luu":
        return _page(request, seat, known, told, problems=problems, tried=True, data=data)
    library.save(told, data, unit=seat.form_unit, by=seat.viewer, name=seat.name)
    return HttpResponseRedirect(seat.link("form", known.form.id))


def _typed(request: HttpRequest, seat: Seat, known: Known) -> tuple[Mapping[str, Any], bytes, list[str]]:
    """Return the mapping typed, the partner's file, and what is wrong with both."""
    told: Mapping[str, Any] = known.told
    sent = request.FILES.get("tep")
    data = sent.read() if sent is not None else known.template
    try:
        text = request.POST.get("toml", "")
        told = editing.from_text(text) if seat.is_operator and text.strip() else editing.typed(told, request.POST)
        form = content.parse(told)
    except content.Wrong as wrong:
        return told, data, [words.problem(each) for each in wrong.problems]
    if (form.id, form.way, form.shows_persons) != (known.form.id, known.form.way, known.form.shows_persons):
        return told, data, [_("A mapping keeps its name and whether it shows persons. Make another one for that.")]
    return told, data, _tried(seat, Known(form, told, data), request)


def _tried(seat: Seat, known: Known, request: HttpRequest) -> list[str]:
    """Return why a mapping would write nothing, tried on the figures of this unit."""
    if known.form.way == content.IN:
        return []
    month = month_asked(request, seat)
    titles = figures.titles(seat.unit, month)
    return making.make(known, seat.unit, month, viewer=seat.viewer, today=seat.day, titles=titles).stops


def _page(
    request: HttpRequest, seat: Seat, known: Known, told: Mapping[str, Any], *, problems: list[str] | None = None,
    tried: bool = False, data: bytes = b"",
) -> HttpResponse:  # fmt: skip
    month = month_asked(request, seat)
    facts = figures.titles(seat.unit, month)
    if not known.form.shows_persons:
        facts = {name: word for name, word in facts.items() if name not in figures.of_persons()}
    is_in = known.form.way == content.IN
    page = {
        **rail(seat), "known": known, "form": known.form, "is_in": is_in, "problems": problems or [], "tried": tried,
        "facts": dict(content.FIELDS) if is_in else facts, "name_of_fact": "field" if is_in else "fact",
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
