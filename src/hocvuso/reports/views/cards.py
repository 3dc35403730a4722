"""Printed cards: with names for those who have not come in yet, blank ones for everybody else."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hocvuso.people import actions as people_actions
from hocvuso.people import queries as people
from hocvuso.plumbing import audit
from hocvuso.plumbing.views import message
from hocvuso.reports import cards
from hocvuso.reports.documents import pdf
from hocvuso.reports.views.desk import Desk, no_right, rail
from hocvuso.reports.views.roster import signing

MOST_SHEETS = 25


@signing
def choose(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Ask for whom cards are printed."""
    waiting = cards.waiting(desk.viewer, desk.unit.id, desk.day)
    page = {
        **rail(desk, "roster"),
        "waiting": people.count(waiting),
        "teams": cards.teams(desk.viewer, desk.unit.id, desk.day),
        "most": cards.MOST,
        "batches": [(batch, _polite(batch.issued_by)) for batch in people.blank_batches(desk.unit.id)],
    }
    return render(request, "reports/roster/cards.html", page)


def _polite(person: uuid.UUID) -> str:
    name = people.names([person]).get(person)
    return name.polite if name else ""


@require_POST
@signing
def sheet(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Deal the cards and give the sheets: as PDF, or as a page that the browser prints."""
    is_pdf = request.POST.get("as") == "pdf"
    try:
        if is_pdf:
            pdf.ready()
    except pdf.NoPdf:
        return message(
            request, _("This site cannot make PDF files yet"),
            _("Use “Show the page to print” and print from the browser. No card was dealt."), status=501,
            button=_("Back"), to=desk.link("cards"),
        )  # fmt: skip
    made = _blank(request, desk) if request.POST.get("blank") else _named(request, desk)
    if not made:
        return message(
            request, _("No card to print"), _("Nobody of this team waits for a card. Choose another one."),
            status=422, button=_("Back"), to=desk.link("cards"),
        )  # fmt: skip
    return answered(request, made, desk.unit.name, desk.unit.code, desk.link("cards"), is_pdf=is_pdf)


def answered(
    request: HttpRequest, made: list[cards.Card], unit: str, name: str, back: str, *, is_pdf: bool = True
) -> HttpResponse:  # fmt: skip
    """Return sheets of cards that were dealt, as PDF or as a page that the browser prints."""
    page = {
        "unit": unit, "pages": cards.pages(made), "count": len(made), "site": cards.site(), "is_pdf": is_pdf,
        "language": translation.get_language(), "back": back,
    }  # fmt: skip
    html = render_to_string("reports/roster/sheet.html", page, request)
    if not is_pdf:
        response = HttpResponse(html)
    else:
        response = HttpResponse(pdf.drawn(html, cards.STYLE), content_type="application/pdf")
        response.headers["Content-Disposition"] = f'attachment; filename="the-{name}.pdf"'
    response.headers["Cache-Control"] = "no-store"  # codes must not lie in the memory of a shared computer
    return response


def _named(request: HttpRequest, desk: Desk) -> list[cards.Card]:
    first = request.POST.get("tu", "1")
    number = int(first) if first.isascii() and first.isdigit() and len(first) < 7 else 1
    team = request.POST.get("to", "")
    ids = cards.chosen(desk.viewer, desk.unit.id, desk.day, team=team, first=max(number, 1))
    audit.record_reading(desk.viewer, ids, "cards", desk.as_what)
    return cards.deal(ids, desk.unit.id, by=desk.viewer)


def _blank(request: HttpRequest, desk: Desk) -> list[cards.Card]:
    asked = request.POST.get("so", "1")
    sheets = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 3 else 1
    if not desk.is_grassroots:  # nobody belongs to an upper union itself
        return []
    return cards.deal_blank(desk.unit.id, min(max(sheets, 1), MOST_SHEETS), by=desk.viewer)


@require_POST
@signing
def revoke(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Let the unused cards of a batch open nothing any more."""
    try:
        people_actions.revoke_blank_cards(uuid.UUID(request.POST.get("batch", "")), desk.unit.id, by=desk.viewer)
    except ValueError:
        return no_right(request, has_role=True)
    return HttpResponseRedirect(desk.link("cards"))
