"""What an official sees of a contest held above his unit: the line of his own unit, and the public pages."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hocvuso.contests import publishing, queries, words
from hocvuso.reports.views.desk import Desk, at_desk, rail
from hocvuso.unions import queries as unions


@require_safe
@at_desk
def own(request: HttpRequest, desk: Desk, number: uuid.UUID) -> HttpResponse:
    """Show how many of the unit take part, beside all units together; counts only, so the employer's side may look."""
    line = next((each for each in queries.above(desk.unit.id, desk.day) if each.id == number), None)
    row = queries.one(number)
    if line is None or row is None:
        raise Http404
    own_line = None
    if line.phase != queries.COMING:
        own_line = publishing.own_line(row, list(unions.subtree_ids(desk.unit.id, desk.day)), desk.day)
    page = {
        **rail(desk, "contests"), "back": desk.link("contests"), "row": row, "line": line,
        "tag": words.phases()[line.phase], "own": own_line, "own_unit": desk.unit.name,
        "rounds": [(each.number, words.span(each)) for each in queries.rounds(number)],
        "holder": next((each.name for each in unions.unit_lines([row.unit], desk.day)), ""),
    }  # fmt: skip
    return render(request, "reports/contests/own.html", page)
