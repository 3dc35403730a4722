"""Monthly returns on screen: the list of a month, one return, and what is done with it."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hocvuso.core.returns import Line, month_before, month_of, parse_month
from hocvuso.plumbing.views import message
from hocvuso.reports.documents import answers, pdf
from hocvuso.reports.models import Return
from hocvuso.reports.returns import actions, measures, printing, queries, rights
from hocvuso.reports.returns.actions import Signer, Typed
from hocvuso.reports.returns.opening import OWN, tree_of
from hocvuso.reports.views.desk import Desk, at_desk, no_right, rail

ALL, OPEN, WAITING, DONE = "tat-ca", "chua-gui", "cho-nhan", "da-nhan"
STATES = {OPEN: (queries.DRAFT, queries.SENT_BACK, "missing"), WAITING: (queries.SENT,), DONE: queries.DONE}
Page = Callable[..., Any]  # a download is another kind of answer than a page


def signer(desk: Desk) -> Signer:
    """Return who acts at this desk."""
    return Signer(desk.viewer, desk.name)


def link(desk: Desk, name: str, query: dict[str, str] | None = None, /, **parts: Any) -> str:
    """Return the address of a page about this unit that has more than its name in the address."""
    return desk.link(name, *parts.values(), **(query or {}))


@at_desk
def returns(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show this month's return of the unit, those below it, and what was sent before."""
    latest = month_before(month_of(desk.day))
    month = parse_month(request.GET.get("thang", "")) or latest
    month = min(month, latest)
    own = queries.of_month(desk.unit.id, month)
    below = [] if desk.is_grassroots else queries.below(desk.unit.id, month, desk.day)
    show = request.GET.get("loc", ALL)
    show = show if show in STATES else ALL
    kept = [each for each in below if show == ALL or each.state in STATES[show]]
    history = queries.of_unit(desk.unit.id, desk.day)
    open_ones = sum(each.is_open for each in below)
    page = {
        **rail(desk, "returns"),
        "month": month,
        "own": own,
        "own_link": link(desk, "return", of=own.id) if own else "",
        "finding": _finding(own, month),
        "rows": [(each, link(desk, "return", of=each.id) if each.id else "") for each in kept],
        "has_below": bool(below),
        "filters": _filters(desk, month, show, below),
        "open_ones": open_ones,
        "to_remind": sum(each.is_open and each.id is not None for each in below),
        "overdue_days": max((each.days_overdue for each in below if each.is_open), default=0),
        "history": [(each, link(desk, "return", of=each.id)) for each in history if each.id],
        "months": _months(desk, month, latest),
        "month_code": f"{month:%Y-%m}",
        "state_words": printing.state_words,
        "month_words": printing.month_words,
    }
    return render(request, "reports/returns.html", page)


def _finding(own: Return | None, month: date) -> str:
    words = {"month": printing.month_words(month)}
    if own is None:
        return _("No return for month %(month)s yet") % words
    return {
        queries.DRAFT: _("The return of month %(month)s waits for you"),
        queries.SENT: _("The return of month %(month)s is sent"),
        queries.ACCEPTED: _("The return of month %(month)s is accepted"),
        queries.SENT_BACK: _("The return of month %(month)s came back"),
        queries.CLOSED: _("The return of month %(month)s is closed"),
    }[own.state] % words


def _filters(desk: Desk, month: date, show: str, below: list[queries.Summary]) -> list[tuple[str, str, str, bool]]:
    counts = Counter(each.state for each in below)
    words = {ALL: _("All"), OPEN: _("Not sent"), WAITING: _("Waiting for you"), DONE: _("Accepted")}
    found = []
    for name, word in words.items():
        count = len(below) if name == ALL else sum(counts[state] for state in STATES[name])
        query = {"thang": f"{month:%Y-%m}", **({"loc": name} if name != ALL else {})}
        found.append((desk.link("returns", **query), word, str(count), name == show))
    return found


def _months(desk: Desk, month: date, latest: date) -> list[tuple[str, date]]:
    """Return the addresses of the month before and the month after, as far as there is one."""
    found = [(desk.link("returns", thang=f"{month_before(month):%Y-%m}"), month_before(month))]
    later = month_of(date.fromordinal(month.toordinal() + 31))
    if later <= latest:
        found.append((desk.link("returns", thang=f"{later:%Y-%m}"), later))
    return found


def on_return(page: Page) -> Page:
    """Give a page the return named in its address, if it belongs to the unit of the desk."""

    @wraps(page)
    def found(request: HttpRequest, desk: Desk, of: uuid.UUID, *args: Any, **kwargs: Any) -> Any:
        row = queries.find(of)
        if row is None or not rights.may_read(desk.unit.id, row):
            return no_right(request, has_role=True)
        try:
            return page(request, desk, row, *args, **kwargs)
        except actions.NoRight:
            return no_right(request, has_role=True)
        except actions.NotDone as refused:
            back = link(desk, "return", of=row.id)
            heading = _("That did not go through")
            return message(request, heading, str(refused), status=409, button=_("To the return"), to=back)

    return found


@at_desk
@on_return
def one(request: HttpRequest, desk: Desk, row: Return) -> HttpResponse:
    """Show one return with all that belongs to it."""
    return _shown(request, desk, row)


def _shown(
    request: HttpRequest,
    desk: Desk,
    row: Return,
    *,
    typed: Typed | None = None,
    problems: dict[str, str] | None = None,
    problem: str = "",
) -> HttpResponse:
    added = queries.combined(row.unit_id, row.month) if row.kind != OWN else None
    may_send = rights.may_send(desk.viewer, row, desk.day)
    version = queries.frozen_version(row)
    in_hand = version is not None
    words = measures.words(row.unit_id, queries.tree_day(row))
    page = {
        **rail(desk, "returns"),
        "back": desk.link("returns", thang=f"{row.month:%Y-%m}"),
        "row": row,
        "lines": [_line(line, words, typed, problems or {}) for line in queries.lines(row)],
        "added": added,
        "is_own": row.kind == OWN,
        "may_edit": may_send and not in_hand,
        "may_withdraw": may_send and row.state in (queries.SENT, queries.CLOSED),
        "may_adjust": may_send and row.state in queries.DONE,
        "may_answer": rights.may_receive(desk.viewer, row, desk.day) and row.state == queries.SENT,
        "version": version,
        "versions": queries.versions(row),
        "steps": queries.steps(row),
        "adjustments": queries.adjustments([row.id]),
        "note": typed.note if typed else row.note,
        "problem": problem,
        "day": queries.tree_day(row),
        "late": max((desk.day - row.due_on).days, 0) if not in_hand else 0,
        "link": lambda name, **parts: link(desk, name, of=row.id, **parts),
        "state_words": printing.state_words,
        "month_words": printing.month_words,
        "step_words": step_words,
        "title_of": words.title,
    }
    return render(request, "reports/return.html", page, status=(409 if not problems else 422) if problem else 200)


def _line(line: Line, words: measures.Words, typed: Typed | None, problems: dict[str, str]) -> dict[str, Any]:
    kept = ("" if line.own is None else str(line.own), line.reason)
    own, reason = typed.own.get(line.id, kept) if typed else kept
    return {
        "line": line,
        "title": words.title(line.id),
        "rule": words.rule(line.id),
        "why": printing.why_words(line.why),
        "own": own,
        "reason": reason,
        "kept": kept[0] if typed and kept[0] != own else "",
        "problem": problems.get(line.id, ""),
    }


def step_words(what: str) -> str:
    """Return what happened to a return, in words."""
    return {
        "opened": _("Opened and filled by the system"),
        "corrected": _("Draft changed"),
        "sent": _("Confirmed and sent"),
        "received": _("Received by the higher union"),
        "accepted": _("Accepted"),
        "sent_back": _("Sent back"),
        "withdrawn": _("Taken back"),
        "closed": _("Confirmed and closed"),
        "adjusted": _("Corrected after closing"),
        "reminded": _("Reminded"),
    }.get(what, what)


@require_POST
@at_desk
@on_return
def keep(request: HttpRequest, desk: Desk, row: Return) -> HttpResponse:
    """Keep the draft, or confirm and send it; what was typed is shown again when something is wrong."""
    typed = _typed(request, row)
    edit = _number(request.POST.get("edit", ""))
    try:
        if request.POST.get("act") == "confirm":
            roster = request.POST.get("roster") == "1"
            actions.confirm(signer(desk), row.id, edit=edit, typed=typed, roster_is_right=roster)
        else:
            actions.save(signer(desk), row.id, edit=edit, typed=typed)
    except actions.BadFigures as bad:
        return _shown(request, desk, row, typed=typed, problems=bad.lines, problem=str(bad))
    except actions.Changed as changed:
        row.refresh_from_db()
        return _shown(request, desk, row, typed=typed, problem=str(changed))
    return HttpResponseRedirect(link(desk, "return", of=row.id))


def _typed(request: HttpRequest, row: Return) -> Typed:
    own = {
        line_id: (request.POST.get(f"so.{line_id}", "")[:40], request.POST.get(f"vi.{line_id}", "")[:400])
        for line_id in (line.id for line in measures.unpack(row.lines))
        if f"so.{line_id}" in request.POST
    }
    return Typed(own, request.POST.get("note", ""))


def _number(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 6 else -1


@require_POST
@at_desk
@on_return
def withdraw(request: HttpRequest, desk: Desk, row: Return) -> HttpResponse:
    """Take a return back while nobody has accepted it."""
    actions.withdraw(signer(desk), row.id, version=_number(request.POST.get("version", "")))
    return HttpResponseRedirect(link(desk, "return", of=row.id))


@require_POST
@at_desk
@on_return
def answer(request: HttpRequest, desk: Desk, row: Return) -> HttpResponse:
    """Accept a return or send it back with a reason."""
    version = _number(request.POST.get("version", ""))
    if request.POST.get("act") == "accept":
        actions.accept(signer(desk), row.id, version=version)
    else:
        actions.send_back(signer(desk), row.id, version=version, reason=request.POST.get("reason", ""))
    return HttpResponseRedirect(desk.link("returns", thang=f"{row.month:%Y-%m}"))


@require_POST
@at_desk
@on_return
def adjust(request: HttpRequest, desk: Desk, row: Return) -> HttpResponse:
    """Correct a figure of an accepted return, beside what was frozen."""
    actions.adjust(
        signer(desk),
        row.id,
        line=request.POST.get("line", ""),
        after=request.POST.get("so", ""),
        reason=request.POST.get("reason", ""),
    )
    return HttpResponseRedirect(link(desk, "return", of=row.id))


@at_desk
@on_return
def download(request: HttpRequest, desk: Desk, row: Return, ending: str) -> Any:
    """Give a return as Excel, Word or PDF: the frozen version, an earlier one (`ban`), or the draft as it stands."""
    if ending not in answers.WRITERS:
        return no_right(request, has_role=True)
    asked = request.GET.get("ban", "")
    version = queries.frozen_version(row, _number(asked) if asked else None)
    name = answers.file_name("bao cao", row.unit_code, f"{row.month:%Y-%m}", ending=ending)
    try:
        return answers.answer(printing.paper(row, version), ending, name)
    except pdf.NoPdf as missing:
        return message(
            request, _("No PDF on this server"), str(missing), status=503, button=_("To the return"),
            to=link(desk, "return", of=row.id),
        )  # fmt: skip


@require_POST
@at_desk
def remind(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Remind those below whose return is not in."""
    month = parse_month(request.POST.get("thang", "")) or month_before(month_of(desk.day))
    try:
        actions.remind(signer(desk), desk.unit.id, month)
    except actions.NoRight:
        return no_right(request, has_role=True)
    return HttpResponseRedirect(desk.link("returns", thang=f"{month:%Y-%m}"))


@require_POST
@at_desk
def open_month(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Open a month that ended, for this unit and those below it."""
    month = parse_month(request.POST.get("thang", "")) or month_before(month_of(desk.day))
    try:
        actions.open_by_hand(signer(desk), desk.unit.id, month)
    except actions.NoRight:
        return no_right(request, has_role=True)
    except actions.NotDone as refused:
        heading, back = _("That did not go through"), desk.link("returns")
        return message(request, heading, str(refused), status=409, button=_("Back"), to=back)
    return HttpResponseRedirect(desk.link("returns", thang=f"{month:%Y-%m}"))


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def due_day(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Let a unit above others set by which day returns reach it."""
    if desk.is_grassroots or not desk.may_sign:
        return no_right(request, has_role=True)
    typed, error = request.POST.get("ngay", ""), ""
    if request.method == "POST":
        try:
            actions.set_due_day(signer(desk), desk.unit.id, due_day=_number(typed))
            return HttpResponseRedirect(desk.link("returns"))
        except actions.NotDone as refused:
            error = str(refused)
    tree = tree_of(month_of(desk.day))
    below = [unit for unit, above in tree.parents.items() if above == desk.unit.id]
    now = max((tree.due_day(unit) for unit in below), default=tree.due_day(desk.unit.id))
    page = {**rail(desk, "returns"), "typed": typed or now, "error": error, "back": desk.link("returns")}
    return render(request, "reports/due_day.html", page, status=422 if error else 200)
