"""Pages of the jury: what looks odd, how each question did, drawing lots, boards of units, papers typed in."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hocvuso.contests import jury, lottery, paper_entry, queries, settling, words
from hocvuso.people import queries as people
from hocvuso.plumbing import audit, clock
from hocvuso.plumbing.ids import uuid7
from hocvuso.plumbing.paging import whole
from hocvuso.reports import members
from hocvuso.reports.contests.board import names, round_of, signer, tried
from hocvuso.reports.contests.planning import Row, link, on_contest
from hocvuso.reports.views.desk import Desk, rail
from hocvuso.unions import access
from hocvuso.unions import queries as unions
from hocvuso.unions.roles import Right

FOUND = 30  # names shown for a search


@require_http_methods(["GET", "HEAD", "POST"])
@on_contest
def odd(request: HttpRequest, desk: Desk, row: Row) -> HttpResponse:
    """Show what looks odd in a round, and set a paper aside after a hearing, or take it back in."""
    error, found = "", round_of(request, row)
    if request.method == "POST":
        error = _set_aside(request, desk, row)
        if not error:
            return HttpResponseRedirect(f"{link(desk, row.id, 'contest_odd')}&vong={found.number}")
    told = jury.odd(found)
    who = {number: each.person for number, each in queries.entrants(row.id).items()}
    numbers = {number for pair, _same in told.alike for number in (pair.one, pair.other)}
    numbers |= {each[0] for each in (*told.quick, *told.late)}
    known = names(desk, [who[number] for number in sorted(numbers)])
    page = {
        **rail(desk, "contests"), "back": link(desk, row.id), "row": row, "round": found, "odd": told, "error": error,
        "rounds": queries.rounds(row.id), "names": {number: known.get(who[number], "") for number in numbers},
        "to": f"{link(desk, row.id, 'contest_odd')}&vong={found.number}", "typed": request.POST,
        "link": lambda number: f"{link(desk, row.id, 'contest_odd')}&vong={number}",
    }  # fmt: skip
    return render(request, "reports/contests/odd.html", page, status=422 if error else 200)


def _set_aside(request: HttpRequest, desk: Desk, row: Row) -> str:
    number, attempt = (whole(request.POST.get(name, ""), most=999_999) for name in ("so-bao-danh", "lan"))
    entry = paper_entry.find(round_of(request, row), number, attempt)
    if entry is None:
        return _("There is no such paper in this round.")
    reason = request.POST.get("ly-do", "").strip()[:300]
    act = jury.take_back_in if request.POST.get("viec") == "nhan-lai" else jury.set_aside
    return tried(lambda: act(entry, reason, by=signer(desk)))[0]


@require_safe
@on_contest
def units(request: HttpRequest, desk: Desk, row: Row) -> HttpResponse:
    """Show the boards of units as the result will: the upper half; of the others how many there are."""
    found = settling.unit_boards(row, desk.day)
    took = {each.id: each for each in found.units}
    ids = [uuid.UUID(each.id) for each in found.units]
    page = {
        **rail(desk, "contests"), "back": link(desk, row.id), "row": row,
        "names": {each.id.hex: each.name for each in unions.unit_lines(ids, desk.day)}, "took": took,
        "taking_part": [each for each in found.taking_part if each.is_upper],
        "improvement": [each for each in found.improvement if each.is_upper and (each.figure or 0) > 0],
        "unknown": [each for each in found.taking_part if each.place is None and took[each.id].took_part],
        "below": sum(each.place is not None and not each.is_upper for each in found.taking_part),
    }  # fmt: skip
    return render(request, "reports/contests/units.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@on_contest
def lots(request: HttpRequest, desk: Desk, row: Row) -> HttpResponse:
    """Freeze a list, draw with a public number, show what was drawn."""
    error = ""
    if request.method == "POST":
        error = _draw(request, desk, row)
        if not error:
            return HttpResponseRedirect(link(desk, row.id, "contest_lots"))
    rows = lottery.of_contest(row.id)
    drawn = queries.entrants(row.id, [number for each in rows for number in each.drawn])
    who = {number: each.person for number, each in drawn.items()}
    known = names(desk, list(who.values()))
    page = {
        **rail(desk, "contests"), "back": link(desk, row.id), "row": row, "error": error, "typed": request.POST,
        "lots": [
            (each, words.moment(each.made_at),
             [(number, known.get(who[number], "") if number in who else "") for number in each.drawn])
            for each in rows
        ],
        "number": uuid7(), "to": link(desk, row.id, "contest_lots"), "all": len(lottery.tickets(row.id, lottery.ALL)),
        "full": len(lottery.tickets(row.id, lottery.FULL)),
    }  # fmt: skip
    return render(request, "reports/contests/lots.html", page, status=422 if error else 200)


def _draw(request: HttpRequest, desk: Desk, row: Row) -> str:
    try:
        number = uuid.UUID(request.POST.get("so", ""))
    except ValueError:
        raise Http404 from None
    if request.POST.get("viec") == "boc":
        if number not in {each.id for each in lottery.of_contest(row.id)}:
            raise Http404
        return tried(lambda: lottery.draw(number, request.POST.get("so-cong-khai", "")[:40], by=signer(desk)))[0]
    title = request.POST.get("ten", "").strip()[:120] or _("Lucky prize")
    many, who = whole(request.POST.get("giai", ""), most=999), request.POST.get("ai", lottery.ALL)
    return tried(lambda: lottery.freeze(number, row.id, title, many, who, by=signer(desk)))[0]


@require_http_methods(["GET", "HEAD", "POST"])
@on_contest
def on_paper(request: HttpRequest, desk: Desk, row: Row) -> HttpResponse:
    """Type papers in: whom, then one letter for each question. Each stands marked as typed from paper."""
    found, error, told = round_of(request, row), "", None
    if request.method == "POST":
        told, error = _type_in(request, desk, found)
    typed = request.GET.get("tim", "").strip()[:80]
    page = {
        **rail(desk, "contests"), "back": link(desk, row.id), "row": row, "round": found, "error": error, "told": told,
        "sheet": paper_entry.sheet(found), "searched": typed, "found": _found(desk, typed), "typed": request.POST,
        "chosen": _chosen(desk, request.GET.get("nguoi", "")), "number": uuid7(),
        "to": f"{link(desk, row.id, 'contest_paper')}&vong={found.number}",
        "print": f"{link(desk, row.id, 'contest_sheet')}&vong={found.number}", "rounds": queries.rounds(row.id),
        "link": lambda number: f"{link(desk, row.id, 'contest_paper')}&vong={number}", "now": clock.now(),
    }  # fmt: skip
    return render(request, "reports/contests/on_paper.html", page, status=422 if error else 200)


def _found(desk: Desk, typed: str) -> list[people.Listed]:
    if not typed:
        return []
    ids = set(people.matching(members.visible_ids(desk.viewer, desk.unit.id, desk.day), typed)[:FOUND])
    audit.record_reading(desk.viewer, sorted(ids), "contest", desk.as_what)
    return people.listed(ids)


def _chosen(desk: Desk, typed: str) -> people.Listed | None:
    try:
        person = uuid.UUID(typed)
    except ValueError:
        return None
    if not access.among(desk.viewer, Right.NAMES, [person], desk.day):
        return None
    return next(iter(people.listed([person])), None)


def _type_in(request: HttpRequest, desk: Desk, found: Any) -> tuple[str | None, str]:
    """Return what became of a typed paper, or what is wrong with it."""
    chosen = _chosen(desk, request.POST.get("nguoi", ""))
    if chosen is None:
        return None, _("Choose whose paper it is first.")
    number = request.POST.get("so", "")
    try:
        entry = paper_entry.type_in(
            uuid.UUID(number), found, chosen.id, request.POST.get("dap-an", ""), request.POST.get("doan", ""),
            by=desk.viewer,
        )  # fmt: skip
    except ValueError as refused:
        return None, paper_entry.problem(str(refused.args[0]))
    facts = {"name": chosen.full_name, "points": entry.points, "questions": len(entry.drawn)}
    return _("Kept: %(name)s, %(points)s of %(questions)s right.") % facts, ""
