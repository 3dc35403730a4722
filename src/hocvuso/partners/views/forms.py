"""One form of a partner: what would be written, the file, their list read into our import."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import wraps
from itertools import islice
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hocvuso.core import vntext
from hocvuso.core.mapping import content, incoming
from hocvuso.core.returns import month_after, month_before, month_of, parse_month
from hocvuso.partners.forms import figures, making, reading, words
from hocvuso.partners.forms.library import Known, forms
from hocvuso.partners.seat import Seat, at_seat, closed, rail
from hocvuso.people.officials import names_shown
from hocvuso.plumbing.uploads import in_memory
from hocvuso.roster import actions, sentences, sources
from hocvuso.roster.unreadable import Unreadable

ROWS_SHOWN, FAULTS_SHOWN = 20, 30
Page = Callable[[HttpRequest, Seat, Known], HttpResponse]


def of_form(page: Page) -> Callable[..., HttpResponse]:
    """Give a page the form that its address names; one with persons asks for the second factor and the right."""

    @at_seat
    @wraps(page)
    def found(request: HttpRequest, seat: Seat, *, form: str) -> HttpResponse:
        known = forms(seat.form_unit, seat.day).get(form)
        if known is None:
            raise Http404
        if not known.form.shows_persons:
            return page(request, seat, known)
        if not (seat.may_hand_in if known.form.way == content.IN else seat.may_take_out):
            return closed(request)
        return names_shown(lambda asked: page(asked, seat, known))(request)

    return found


def month_asked(request: HttpRequest, seat: Seat) -> date:
    """Return the month in the address, at the latest the one that is over."""
    latest = month_before(month_of(seat.day))
    return min(parse_month(request.GET.get("thang", "")) or latest, latest)


@require_safe
@of_form
def show(request: HttpRequest, seat: Seat, known: Known) -> HttpResponse:
    """Show a form filled with real figures before anything is taken out; a list to read in, its button."""
    if known.form.way == content.IN:
        return _incoming(request, seat, known)
    month = month_asked(request, seat)
    titles = figures.titles(seat.unit, month)
    made = making.make(known, seat.unit, month, viewer=seat.viewer, today=seat.day, titles=titles)
    if request.method == "GET":
        making.note_looking(made, seat.unit, ROWS_SHOWN, viewer=seat.viewer, today=seat.day)
    page = {
        **_frame(seat, known),
        "month_words": f"{month:%m/%Y}",
        "earlier": _at(seat, known, month_before(month)),
        "later": _at(seat, known, month_after(month)) if month_after(month) < month_of(seat.day) else None,
        "has_month": known.form.source in {content.UNIT, content.UNITS},
        **preview(made, titles),
        "to_returns": f"{reverse('reports:returns')}?{urlencode({'don-vi': seat.unit.code})}",
        "stops": made.stops,
        "file": seat.link("file", known.form.id, thang=f"{month:%Y-%m}"),
        "state": figures.of_unit(seat.unit, month, seat.day)["state"],
    }
    return render(request, "partners/form.html", page)


def preview(made: making.Made, titles: dict[str, str]) -> dict[str, Any]:
    """Return what `filled.html` shows: single cells, the first rows, and what stays empty with the reason."""
    spots = _spots(made, titles)
    return {
        "spots": spots, "has_empty": any(not value for _cell, _title, value in spots),
        "headings": [each.heading for each in made.known.form.columns],
        "rows": [[shown(value) for value in row] for row in islice(made.filled.rows, ROWS_SHOWN)],
        "count": len(made.filled.rows), "more_faults": max(len(made.faults) - FAULTS_SHOWN, 0),
        "faults": [words.fault(each, titles) for each in made.faults[:FAULTS_SHOWN]],
    }  # fmt: skip


def _frame(seat: Seat, known: Known) -> dict[str, Any]:
    edit = seat.link("edit", known.form.id) if seat.may_edit else ""
    return {
        **rail(seat), "known": known, "form": known.form, "source": words.source(known.form), "edit": edit,
        "back": seat.link("home"),
    }  # fmt: skip


def _at(seat: Seat, known: Known, month: date) -> tuple[str, str]:
    return seat.link("form", known.form.id, thang=f"{month:%Y-%m}"), f"{month:%m/%Y}"


def _spots(made: making.Made, titles: dict[str, str]) -> list[tuple[str, str, str]]:
    """Return cell, what it is, what would be written, for the single cells of a form."""
    spots = made.known.form.spots
    entries = made.filled.entries[: len(spots)]
    return [
        (spot.cell, titles.get(spot.fact, spot.fact), shown(entry.value))
        for spot, entry in zip(spots, entries, strict=True)
    ]


def shown(value: object) -> str:
    """Return what is written as a preview shows it."""
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)


@require_POST
@of_form
def file(request: HttpRequest, seat: Seat, known: Known) -> HttpResponse:
    """Give the filled file; where the form does not fit, nothing is written and the page says why."""
    if known.form.way == content.IN:
        raise Http404
    month = month_asked(request, seat)
    titles = figures.titles(seat.unit, month)
    made = making.make(known, seat.unit, month, viewer=seat.viewer, today=seat.day, titles=titles)
    try:
        data = making.take_out(made, seat.unit, viewer=seat.viewer, today=seat.day)
    except making.Stopped:
        return HttpResponseRedirect(seat.link("form", known.form.id, thang=f"{month:%Y-%m}"))
    response = HttpResponse(data, content_type=making.TYPES[known.form.form])
    name = "-".join(vntext.search_key(f"{known.form.id} {seat.unit.code} {month:%Y-%m}").split())
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{known.form.form}"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _incoming(request: HttpRequest, seat: Seat, known: Known, error: str = "") -> HttpResponse:
    columns = [
        (each.heading, content.FIELDS[each.fact], each.rule.is_required, dict(each.rule.codes), each.rule.date)
        for each in known.form.columns
    ]
    page = {**_frame(seat, known), "columns": columns, "error": error, "read": seat.link("read", known.form.id)}
    return render(request, "partners/incoming.html", page, status=422 if error else 200)


@require_POST
@in_memory(sources.MOST_BYTES + 100_000)
@of_form
def read(request: HttpRequest, seat: Seat, known: Known) -> HttpResponse:
    """Read a partner's list into the preview of our own import; its page names faults row by row."""
    if known.form.way != content.IN:
        raise Http404
    sent = request.FILES.get("tep")
    try:
        if sent is None:
            raise Unreadable("no_file")
        table = reading.table(known.form, sent.read(), sent.name or "")
        handed = actions.Handed(seat.unit.id, seat.viewer, "file", sent.name or "")
        found = actions.stage(handed, sources.of_table(table))
    except Unreadable as problem:
        return _incoming(request, seat, known, sentences.unreadable(problem))
    except incoming.NoHeadings as problem:
        missing = ", ".join(f"“{each}”" for each in problem.missing)
        said = _("This is not the list that the mapping knows: no row holds the headings %(missing)s.")
        return _incoming(request, seat, known, said % {"missing": missing})
    return HttpResponseRedirect(f"{reverse('reports:list', args=[found])}?don-vi={seat.unit.code}")
