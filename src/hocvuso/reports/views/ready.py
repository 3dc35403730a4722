"""Ready reports on screen: a table with filters that live in the address, and the same as a file."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from hocvuso.core.returns import month_before, month_of, parse_month
from hocvuso.people.officials import names_shown, used_second_factor
from hocvuso.plumbing import audit, paging
from hocvuso.plumbing.views import message
from hocvuso.reports import targets
from hocvuso.reports.definitions import catalogue
from hocvuso.reports.definitions.shape import MONTH, TARGET, Asked, Definition, Listing
from hocvuso.reports.documents import answers, pdf
from hocvuso.reports.documents.paper import shown
from hocvuso.reports.ready import papers
from hocvuso.reports.returns import printing, queries
from hocvuso.reports.views.desk import Desk, at_desk, no_right, rail
from hocvuso.reports.views.returns import link

PAGE_SIZE = 50
MONTHS_SHOWN = 12
LAST_COLUMN = 99  # a report has fewer


@at_desk
def ready(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List the ready reports."""
    rows = [(each.title(), each.what(), link(desk, "ready_one", name=each.name)) for each in catalogue.all_of_them()]
    page = {**rail(desk, "returns"), "back": desk.link("returns"), "rows": rows}
    return render(request, "reports/ready.html", page)


@at_desk
def one(request: HttpRequest, desk: Desk, name: str) -> HttpResponse:
    """Show one ready report as a table."""
    definition = catalogue.named(name)
    if definition is None:
        return no_right(request, has_role=True)
    if _needs_second_factor(request, desk, definition):
        return names_shown(_never)(request)
    asked = _asked(request, desk)
    listing = definition.make(asked)
    total = listing.count()
    part = paging.part(paging.asked(request.GET), total, PAGE_SIZE)
    rows = [
        [(shown(value, column.kind), value is None) for column, value in zip(listing.columns, row, strict=True)]
        for row in listing.rows(part.rows.start, part.rows.stop)
    ]
    page = {
        **rail(desk, "returns"),
        "back": desk.link("ready"),
        "definition": definition,
        "asked": asked,
        "heads": _heads(desk, name, asked, listing, request),
        "rows": rows,
        "sorts": listing.sorts and total > 1,
        "number": part.number,
        "pages": part.pages,
        "notes": (*listing.notes, papers.made(asked)),
        "target_choices": targets.of_people(desk.day, desk.unit.id) if TARGET in definition.asks else [],
        "month_choices": _months(desk) if MONTH in definition.asks else [],
        "month_words": printing.month_words,
        "at": lambda **more: _address(desk, name, request, **more),
        "file": lambda ending: _address(desk, name, request, page="ready_download", ending=ending),
        "clear": link(desk, "ready_one", name=name),
    }
    return render(request, "reports/ready_one.html", page)


@at_desk
def download(request: HttpRequest, desk: Desk, name: str, ending: str) -> Any:
    """Give a ready report as a file, narrowed as the page was."""
    definition = catalogue.named(name)
    if definition is None or ending not in {*answers.WRITERS, "csv"}:
        return no_right(request, has_role=True)
    if _needs_second_factor(request, desk, definition):
        return names_shown(_never)(request)
    asked = _asked(request, desk)
    paper = papers.paper(definition, asked, definition.make(asked))
    audit.record("export report", actor=desk.viewer, what=f"{name} {desk.unit.code} {ending}")
    file = answers.file_name(name, desk.unit.code, f"{desk.day:%Y-%m-%d}", ending=ending)
    if ending == "csv":
        return answers.csv_answer(paper, file)
    try:
        return answers.answer(paper, ending, file, table_first=True)
    except pdf.NoPdf as missing:
        back = link(desk, "ready_one", name=name)
        return message(request, _("No PDF on this server"), str(missing), status=503, button=_("Back"), to=back)


def _never(request: HttpRequest) -> HttpResponse:
    """Stand behind the second factor's door for a moment; whoever comes back asks for the page itself."""
    return no_right(request, has_role=True)


def _needs_second_factor(request: HttpRequest, desk: Desk, definition: Definition) -> bool:
    return definition.has_names and desk.sees_names and not used_second_factor(request)


def _asked(request: HttpRequest, desk: Desk) -> Asked:
    month = parse_month(request.GET.get("thang", "")) or month_before(month_of(desk.day))
    wanted = request.GET.get("chi-tieu", "")
    every = targets.of_people(desk.day, desk.unit.id)
    target = next((each for name in (wanted, targets.WORKERS) for each in every if each.id == name), every[0])
    order = request.GET.get("xep", "")
    return Asked(
        desk.unit, desk.day, target, month, desk.viewer, desk.sees_names, request.GET.get("tim", "")[:80],
        paging.whole(order, most=LAST_COLUMN) if order else None, request.GET.get("chieu") == "giam",
    )  # fmt: skip


def _months(desk: Desk) -> list[Any]:
    latest = month_before(month_of(desk.day))
    known = {latest, *queries.months_below(desk.unit.id, MONTHS_SHOWN)}
    return sorted(known, reverse=True)[:MONTHS_SHOWN]


def _address(desk: Desk, name: str, request: HttpRequest, *, page: str = "ready_one", **more: str) -> str:
    """Return the address of this page with its filters, some of them changed; an empty one is left out."""
    parts = {"name": name, **({"ending": more.pop("ending")} if "ending" in more else {})}
    kept = {key: request.GET[key] for key in ("thang", "chi-tieu", "tim", "xep", "chieu") if key in request.GET}
    query = {key: value for key, value in {**kept, **more}.items() if value}
    return link(desk, page, query, **parts)


def _heads(desk: Desk, name: str, asked: Asked, listing: Listing, request: HttpRequest) -> list[dict[str, Any]]:
    found = []
    for place, column in enumerate(listing.columns):
        is_here = asked.order == place
        turned = "giam" if is_here and not asked.is_descending else ""
        found.append(
            {
                "title": column.title,
                "is_number": column.is_number,
                "address": _address(desk, name, request, xep=str(place), chieu=turned) if listing.sorts else "",
                "sorted": ("descending" if asked.is_descending else "ascending") if is_here and listing.sorts else "",
            }
        )
    return found
