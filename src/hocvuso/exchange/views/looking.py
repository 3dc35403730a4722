"""How the exchange stands, for whoever signs for a unit that takes part and for the operator; sending, files."""

from __future__ import annotations

import tempfile
import uuid
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hocvuso.core.exchange import parcels as frames
from hocvuso.exchange import actions, parts, queries, words
from hocvuso.exchange.carriers import files
from hocvuso.exchange.carriers.https import TYPE, Https
from hocvuso.exchange.models import Installation
from hocvuso.people.officials import names_shown
from hocvuso.people.operators import is_operator, operators_only, viewer_of
from hocvuso.plumbing import audit, clock, paging
from hocvuso.plumbing.uploads import in_memory
from hocvuso.plumbing.views import message
from hocvuso.reports import frame
from hocvuso.unions import access
from hocvuso.unions.roles import Right

Page = Callable[..., HttpResponse]
LONGEST_FILE = 16 * frames.LONGEST_BODY  # bytes; a larger one is read by the command
PAGE = 50


def units_signed(request: HttpRequest) -> set[uuid.UUID] | None:
    """Return the units for which he signs; None for the operator, who sees how all partners stand."""
    if is_operator(request):
        return None
    return set(access.units_where(viewer_of(request), Right.CONFIRM, clock.today()))


def for_signers(page: Page) -> Page:
    """Open a page to the operator and to whoever signs for a unit, after the second factor."""
    proved = names_shown(page)

    @login_required
    @wraps(page)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if units_signed(request) == set():
            return closed(request)
        return proved(request, *args, **kwargs)

    return guarded


def closed(request: HttpRequest) -> HttpResponse:
    """Say who may open this page."""
    heading, text = _("This page is not open to you yet"), _("Whoever signs for a unit sees it. The operator pairs.")
    return message(request, heading, text, status=403, button=_("Back"), to=reverse("reports:today"))


for_operators = operators_only(closed)


def framed(request: HttpRequest, back: str) -> dict[str, Any]:
    """Return what the frame of each page shows."""
    code = request.GET.get("don-vi", "")
    shown = {} if is_operator(request) else frame.of_official(viewer_of(request), code, "exchange:partners", back)
    ways = [
        (reverse("exchange:partners"), "send", _("Exchange")),
        (reverse("exchange:receive"), "source", _("Take a file in")),
    ]
    return shown or frame.of_operator(ways, back)


def found(request: HttpRequest, number: uuid.UUID) -> Installation:
    """Return a partner whom this official may look at. Raises Http404."""
    units = units_signed(request)
    row = next((each for each in parts.partners() if each.id == number), None)
    if row is None or (units is not None and row.unit not in units):
        raise Http404
    return row


@require_safe
@for_signers
def partners(request: HttpRequest) -> HttpResponse:
    """Show every partner: whether both sides have the same, what waits, what to do next."""
    units = units_signed(request)
    page = {
        "standings": queries.standings(units), "is_operator": is_operator(request),
        "fingerprint": queries.own_fingerprint(), **framed(request, reverse("reports:today")),
    }  # fmt: skip
    return render(request, "exchange/partners.html", page)


@require_safe
@for_signers
def partner(request: HttpRequest, number: uuid.UUID) -> HttpResponse:
    """Show one partner: unit by unit what was sent, when it was acknowledged, the difference, what waits."""
    row = found(request, number)
    sheet = paging.part(paging.asked(request.GET), queries.line_count(row.id), PAGE)
    lines = queries.lines(row.id, limit=PAGE, skip=(sheet.number - 1) * PAGE)
    page = {
        "one": queries.standing(row.id), "lines": lines, "sheet": sheet, "paging_name": paging.PAGE,
        "held": [(each, words.held(each.why)) for each in queries.held(row.id)],
        "log": [(each, said(each.what, each.facts)) for each in queries.log(row.id)],
        "is_operator": is_operator(request), "done": request.GET.get("xong", ""),
        **framed(request, reverse("exchange:partners")),
    }  # fmt: skip
    return render(request, "exchange/partner.html", page)


def said(what: str, facts: dict[str, Any]) -> str:
    """Return one line of the log in words."""
    why = str(facts.get("why", ""))
    lines: dict[str, Callable[[], str]] = {
        "sent": lambda: _("Sent %(envelopes)s envelopes, received %(received)s") % facts,
        "received": lambda: _("Received %(envelopes)s envelopes with %(rows)s rows") % facts,
        "written": lambda: _("Wrote %(envelopes)s envelopes into a file") % facts,
        "failed": lambda: _("Not sent: %(why)s") % {"why": words.said(why)},
        "refused": lambda: _("Not taken: %(why)s") % {"why": words.said(why)},
        "held": lambda: (
            _("%(unit)s waits for a decision: %(why)s") % {"unit": facts.get("subject", ""), "why": words.held(why)}
        ),
        "decided": lambda: (
            _("%(unit)s decided: %(choice)s")
            % {"unit": facts.get("subject", ""), "choice": words.choice(str(facts.get("choice", "")))}
        ),
        "back": lambda: (
            _("The other side did not enter something about %(unit)s: %(why)s")
            % {"unit": facts.get("subject", ""), "why": words.held(str(facts.get("reason", "")))}
        ),
        "erased": lambda: _("Erased %(persons)s people as asked") % facts,
        "paired": lambda: _("Paired"),
        "ended": lambda: _("Pairing ended"),
        "key": lambda: _("The other side has a new key"),
        "anew": lambda: (
            _("One side was restored from an older copy: %(unit)s is told once more")
            % {"unit": facts.get("subject", "")}
        ),
    }
    return lines[what]() if what in lines else what


@require_POST
@for_signers
def send(request: HttpRequest, number: uuid.UUID) -> HttpResponse:
    """Send at once; what the other side refused is said with what to do."""
    row = found(request, number)
    actions.wake(row.id)
    back = reverse("exchange:partner", args=[row.id])
    try:
        actions.push(row, Https())
    except actions.Refused as refusal:
        sentence = f"{words.said(refusal.why)} {words.next_step(refusal.why)}"
        return message(request, _("Not sent yet"), sentence, status=422, button=_("Back"), to=back)
    audit.record("send exchange", actor=viewer_of(request), what=str(row.id))
    return HttpResponseRedirect(f"{back}?xong=gui")


@require_POST
@for_signers
def file(request: HttpRequest, number: uuid.UUID) -> HttpResponse:
    """Give all that waits for a partner as a file to carry there."""
    row = found(request, number)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / files.name_for(row)
        try:
            actions.write_file(row, path)
        except actions.Refused as refusal:
            sentence = f"{words.said(refusal.why)} {words.next_step(refusal.why)}"
            back = reverse("exchange:partner", args=[row.id])
            return message(request, _("No file was made"), sentence, status=422, button=_("Back"), to=back)
        response = HttpResponse(path.read_bytes(), content_type=TYPE)
    audit.record("write exchange", actor=viewer_of(request), what=str(row.id))
    response.headers["Content-Disposition"] = f'attachment; filename="{path.name}"'
    response.headers["Cache-Control"] = "no-store"
    return response


@in_memory(LONGEST_FILE)
@for_signers
def receive(request: HttpRequest) -> HttpResponse:
    """Take a file in that somebody brought."""
    problem = ""
    if request.method == "POST":
        sent: Any = request.FILES.get("tep")
        if sent is None:
            problem = _("Choose the file first. A file of more than 64 MB is read by the command.")
        else:
            done = _taken(sent.read())
            if done.problem is None and done.partner is not None:
                audit.record("receive exchange", actor=viewer_of(request), what=str(done.partner.id))
                return _received(request, done)
            why = done.problem.why if done.problem else "foreign"
            problem = f"{words.said(why)} {words.next_step(why)}"
    page = {"problem": problem, **framed(request, reverse("exchange:partners"))}
    return render(request, "exchange/receive.html", page, status=422 if problem else 200)


def _taken(data: bytes) -> files.Read:
    with tempfile.NamedTemporaryFile(suffix=files.SUFFIX) as kept:
        kept.write(data)
        kept.flush()
        return actions.receive_file(Path(kept.name))


def _received(request: HttpRequest, done: files.Read) -> HttpResponse:
    facts = {"name": done.partner.name if done.partner else "", "new": done.new, "before": done.before}
    sentence = _("From %(name)s: %(new)s new envelopes, %(before)s were here already.") % facts
    if done.ahead or done.forked:
        names = {"units": ", ".join((done.ahead + done.forked)[:5])}
        sentence += " " + _("An earlier file is missing for: %(units)s. Read that one first.") % names
    return message(request, _("File taken in"), sentence, button=_("Continue"), to=reverse("exchange:partners"))
