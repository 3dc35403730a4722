"""Import of members (O5 to O7): hand a list in, mend what cannot be read, enter it, take it back."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hocvuso.people.officials import names_shown
from hocvuso.plumbing import audit, paging
from hocvuso.plumbing.uploads import in_memory
from hocvuso.plumbing.views import message
from hocvuso.reports import importing
from hocvuso.reports.views.desk import Desk, at_desk, no_right, rail
from hocvuso.roster import actions, background, failed, queries, sentences, sources
from hocvuso.roster.actions import Handed
from hocvuso.roster.queries import Preview
from hocvuso.roster.unreadable import Unreadable

ROWS_BY_HAND = 5
MOST_SHEETS = 8  # read into previews so that one may be chosen; the file itself is not kept
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Page = Callable[..., HttpResponse]


def signing(page: Page) -> Page:
    """Let only whoever signs for the unit, with the second factor, hand in its list."""

    @names_shown
    @at_desk
    @wraps(page)
    def guarded(request: HttpRequest, desk: Desk, *args: Any, **kwargs: Any) -> HttpResponse:
        if not desk.may_sign:
            return no_right(request, has_role=True)
        return page(request, desk, *args, **kwargs)

    return guarded


def of_import(page: Page) -> Page:
    """Give a page the import that its address names, if it belongs to the unit on the desk."""

    @signing
    @wraps(page)
    def found(request: HttpRequest, desk: Desk, list_id: uuid.UUID) -> HttpResponse:
        preview = queries.of_viewer(desk.viewer, list_id, desk.day)
        if preview is None or preview.unit != desk.unit.id:
            return message(
                request, _("This list is not here any more"),
                _("A list that nobody entered is deleted after some days. Hand it in again."), status=404,
                button=_("Import a list"), to=desk.link("roster"),
            )  # fmt: skip
        return page(request, desk, preview)

    return found


def link(desk: Desk, name: str, list_id: uuid.UUID, **query: str) -> str:
    """Return the address of a page about one import."""
    return desk.link(name, list_id, **query)


@require_http_methods(["GET", "HEAD", "POST"])
@in_memory(sources.MOST_BYTES + 100_000)
@signing
def start(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Offer the ways to hand a list in, and read what was handed in into a preview."""
    typed = {"dan": request.POST.get("dan", ""), "rows": importing.typed_rows(request.POST, ROWS_BY_HAND)}
    error = ""
    if request.method == "POST":
        try:
            return _read(request, desk)
        except Unreadable as problem:
            error = sentences.unreadable(problem)
    page = {
        **rail(desk, "roster"),
        "error": error,
        "typed": typed,
        "way": request.GET.get("cach", "") or request.POST.get("cach", ""),
        "recent": [(each, link(desk, "list", each.id)) for each in queries.recent(desk.viewer, desk.unit.id, desk.day)],
    }
    return render(request, "reports/roster/start.html", page, status=422 if error else 200)


def _read(request: HttpRequest, desk: Desk) -> HttpResponse:
    way = request.POST.get("cach", "")
    if way == "dan":
        source, name = sources.of_text(request.POST.get("dan", "")), ""
    elif way == "tay":
        source, name = sources.of_table(importing.typed_table(request.POST, ROWS_BY_HAND)), ""
    else:
        sent = request.FILES.get("tep")
        if sent is None:
            too_large = int(request.META.get("CONTENT_LENGTH") or 0) > sources.MOST_BYTES
            raise Unreadable("too_big", megabytes=sources.MOST_BYTES >> 20) if too_large else Unreadable("no_file")
        source, name = sources.of_file(sent.read(), sent.name or ""), sent.name or ""
    handed = Handed(desk.unit.id, desk.viewer, importing.WAYS.get(way, "file"), name)
    try:
        found = actions.stage(handed, source)
    except Unreadable as problem:
        if problem.code in {"which_sheet", "only_hidden"}:
            return _choose_sheet(request, desk, handed, source)
        raise
    return HttpResponseRedirect(link(desk, "list", found))


def _choose_sheet(request: HttpRequest, desk: Desk, handed: Handed, source: sources.Source) -> HttpResponse:
    """Read every sheet that holds a list into its own preview and let the official say which one is meant."""
    found = []
    for sheet in [each for each in source.sheets if not each.is_empty][:MOST_SHEETS]:
        try:
            list_id = actions.stage(Handed(handed.unit, handed.by, handed.way, handed.file_name, sheet.name), source)
        except Unreadable:
            continue
        found.append((sheet, queries.preview(list_id), link(desk, "list", list_id)))
    if not found:
        raise Unreadable("no_names")
    page = {**rail(desk, "roster"), "sheets": found, "file_name": handed.file_name}
    return render(request, "reports/roster/sheets.html", page)


@of_import
def show(request: HttpRequest, desk: Desk, preview: Preview) -> HttpResponse:
    """Show the preview with the rows to mend; once entered, what was done and how to take it back."""
    lines, part = queries.to_mend(preview.id, paging.asked(request.GET))
    columns = preview.notes["columns"] if preview.way == "file" else ()
    page = {
        **rail(desk, "roster"),
        "preview": preview,
        "told": importing.told(preview),
        "job": background.state(desk.viewer, preview.notes),
        "lines": [importing.shown(each, columns) for each in lines],
        "number": part.number,
        "pages": part.pages,
        "to": {
            name: link(desk, name, preview.id)
            for name in ("list", "mend", "mend_all", "enter", "undo", "failed", "drop")
        },
        "earlier": link(desk, "list", preview.id, trang=str(part.earlier)) if part.earlier else "",
        "later": link(desk, "list", preview.id, trang=str(part.later)) if part.later else "",
    }
    return render(request, "reports/roster/list.html", page)


@require_POST
@of_import
def mend(request: HttpRequest, desk: Desk, preview: Preview) -> HttpResponse:
    """Put one row right: typed values, a suggestion taken, a question answered."""
    row = request.POST.get("row", "")
    if row.isascii() and row.isdigit() and len(row) < 9:
        word = request.POST.get("answer", "")
        if word:
            actions.answer(preview.id, int(row), word)
        else:
            actions.mend(preview.id, int(row), importing.values(request.POST))
    page = request.POST.get("trang", "1")
    return HttpResponseRedirect(link(desk, "list", preview.id, trang=page[:5]))


@require_POST
@of_import
def mend_all(request: HttpRequest, desk: Desk, preview: Preview) -> HttpResponse:
    """Do one thing for every row that it fits: take suggestions, leave blank, answer alike."""
    what = request.POST.get("what", "")
    if what == "suggestions":
        actions.take_suggestions(preview.id)
    elif what == "blank":
        actions.leave_blank(preview.id)
    elif what in {"different", "same", "out"}:
        actions.answer_all(preview.id, what)
    return HttpResponseRedirect(link(desk, "list", preview.id))


@require_POST
@of_import
def enter(request: HttpRequest, desk: Desk, preview: Preview) -> HttpResponse:
    """Enter everybody who is ready: the only button of these pages that makes anybody a member."""
    with suppress(actions.NotNow):  # taken back on another screen; the page says so
        background.enter(preview.id, by=desk.viewer)
    return HttpResponseRedirect(link(desk, "list", preview.id))


@require_POST
@of_import
def undo(request: HttpRequest, desk: Desk, preview: Preview) -> HttpResponse:
    """Take an entered list back within 24 hours."""
    try:
        background.undo(preview.id, by=desk.viewer)
    except actions.NotNow:
        return message(
            request, _("This list cannot be taken back any more"),
            _("24 hours have passed. Change single people on their own page."), status=409, button=_("Back"),
            to=link(desk, "list", preview.id),
        )  # fmt: skip
    return HttpResponseRedirect(link(desk, "list", preview.id))


@require_POST
@of_import
def drop(request: HttpRequest, desk: Desk, preview: Preview) -> HttpResponse:
    """Throw a preview away."""
    actions.drop(preview.id)
    return HttpResponseRedirect(desk.link("roster"))


@of_import
def failed_rows(request: HttpRequest, desk: Desk, preview: Preview) -> HttpResponse:
    """Give the rows to mend as a spreadsheet that can be handed in again."""
    audit.record("export", actor=desk.viewer, what="rows_to_mend", facts={"rows": preview.open})
    response = HttpResponse(failed.workbook(queries.open_lines(preview.id)), content_type=XLSX)
    response.headers["Content-Disposition"] = 'attachment; filename="can-sua.xlsx"'
    return response
