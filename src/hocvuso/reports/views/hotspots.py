"""Wifi points at an official's desk: where they are and where none is, and each from the need to the last check."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hocvuso.core import hotspot
from hocvuso.hotspots import actions, queries, words
from hocvuso.hotspots.actions import Signer
from hocvuso.hotspots.queries import Known
from hocvuso.plumbing import paging
from hocvuso.plumbing.ids import uuid7
from hocvuso.plumbing.squares import square
from hocvuso.plumbing.views import message
from hocvuso.reports import cards
from hocvuso.reports import hotspots as desk_work
from hocvuso.reports.documents import answers, pdf
from hocvuso.reports.views.desk import Desk, at_desk, no_right, rail
from hocvuso.reports.views.returns import link
from hocvuso.unions import access
from hocvuso.unions import queries as unions

PAGE = 30
Page = Callable[..., Any]


@require_safe
@at_desk
def listing(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the points of the unit and below: what needs doing first, and which unions have none."""
    units = unions.subtree_ids(desk.unit.id, desk.day)
    points = queries.in_units(units, desk.day)
    names = {line.id: line.name for line in unions.unit_lines({each.unit for each in points}, desk.day)}
    missing = queries.units_without(units, desk.day)
    lacking_count = missing.count()
    lacking = paging.part(max(paging.whole(request.GET.get("thieu", ""), most=9999), 1), lacking_count, PAGE)
    part = paging.part(paging.asked(request.GET), len(points), PAGE)
    counts = queries.counts(units)
    page = {
        **rail(desk, "hotspots"),
        "counts": [(word, counts[state]) for state, word in words.states().items() if counts[state]],
        "points": [(each, names[each.unit], link(desk, "hotspot", point=each.id)) for each in points[part.rows]],
        "earlier": desk.link("hotspots", trang=str(part.earlier)) if part.earlier else "",
        "later": desk.link("hotspots", trang=str(part.later)) if part.later else "",
        "closed": [(each, link(desk, "hotspot", point=each.id)) for each in queries.closed_in(units, desk.day)],
        "without": unions.unit_lines(missing[lacking.rows], desk.day),
        "without_count": lacking_count,
        "is_lacking_open": "thieu" in request.GET,
        "lacking_earlier": desk.link("hotspots", thieu=str(lacking.earlier)) if lacking.earlier else "",
        "lacking_later": desk.link("hotspots", thieu=str(lacking.later)) if lacking.later else "",
        "due": sum(each.is_due for each in points),
        "states": words.states(),
        "tags": TAGS,
    }
    return render(request, "reports/hotspots.html", page)


TAGS = {hotspot.WORKING: "ok", hotspot.BROKEN: "look", hotspot.AGREED: "todo", hotspot.ASKED: "todo"}


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def need(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Write down a point that is needed."""
    if not desk.may_sign:
        return no_right(request, has_role=True)
    typed = desk_work.read(request.POST) if request.method == "POST" else desk_work.Typed({}, {})
    if request.method == "POST" and not typed.wrong:
        made = actions.need(
            _id(request.POST.get("point", "")), desk.unit.id, typed.details(), by=_signer(desk), on=desk.day
        )
        return HttpResponseRedirect(link(desk, "hotspot", point=made.id))
    page = {
        **rail(desk, "hotspots"), "back": desk.link("hotspots"), "typed": typed.values, "wrong": typed.wrong,
        "point_id": request.POST.get("point", "") or uuid7(), "to": desk.link("hotspot_need"), "is_new": True,
    }  # fmt: skip
    return render(request, "reports/hotspot_form.html", page, status=422 if typed.wrong else 200)


def _id(typed: str) -> uuid.UUID:
    try:
        return uuid.UUID(typed)
    except ValueError:
        return uuid7()


def _signer(desk: Desk) -> Signer:
    return Signer(desk.viewer, desk.name)


def on_point(page: Page) -> Page:
    """Give a page the point named in its address, if it belongs to the unit of the desk or one below."""

    @wraps(page)
    def found(request: HttpRequest, desk: Desk, point: uuid.UUID, *args: Any, **kwargs: Any) -> Any:
        known = queries.known(point, desk.day)
        if known is None or not unions.subtree_ids(desk.unit.id, desk.day).filter(unit_id=known.point.unit).exists():
            return no_right(request, has_role=True)
        may_sign = access.may_act_for(desk.viewer, known.point.unit, desk.day)
        if request.method == "POST" and not may_sign:
            return no_right(request, has_role=True)
        return page(request, desk, known, may_sign, *args, **kwargs)

    return found


@require_safe
@at_desk
@on_point
def one(request: HttpRequest, desk: Desk, known: Known, may_sign: bool) -> HttpResponse:
    """Show one point: where it stands, the next step, what people could not do, what was done."""
    point = known.point
    unit = unions.unit(point.unit, desk.day)
    state_words, trouble_words = words.states(), words.troubles()
    last = known.steps[-1]
    page = {
        **rail(desk, "hotspots"),
        "back": desk.link("hotspots"),
        "known": known,
        "point": point,
        "unit": unit,
        "may_sign": may_sign,
        "state": state_words[point.state],
        "tag": TAGS.get(point.state, ""),
        "steps": [(each, state_words[each.state]) for each in known.steps],
        "troubles": [(trouble_words[kind], count) for kind, count in known.troubles.items()],
        "main": _main(point.state),
        "others": [(to, word) for to, word in _others(point.state) if to != _main(point.state)[0]],
        "undo": last.id if len(known.steps) > 1 else None,
        "link": lambda name: link(desk, name, point=point.id),
        "is_public": point.state in hotspot.OPEN,
        "near": _near(point, desk.day),
    }
    return render(request, "reports/hotspot.html", page)


def _near(point: queries.Point, day: date) -> queries.Near | None:
    """Return the working point that is near already, while it is not decided whether this one is opened."""
    return queries.nearest_working(point, day) if point.state in {hotspot.NEEDED, hotspot.ASKED} else None


def _main(state: str) -> tuple[str, str]:
    """Return the step that is usually next, and its button; the same state stands for a check."""
    return {
        hotspot.NEEDED: (hotspot.ASKED, _("The letter is sent")),
        hotspot.ASKED: (hotspot.AGREED, _("The business agreed")),
        hotspot.AGREED: (hotspot.WORKING, _("I joined: it works")),
        hotspot.WORKING: (hotspot.WORKING, _("Checked today: it works")),
        hotspot.BROKEN: (hotspot.WORKING, _("I joined: it works again")),
        hotspot.CLOSED: (hotspot.NEEDED, _("It is needed again")),
    }[state]


def _others(state: str) -> list[tuple[str, str]]:
    buttons = {
        hotspot.AGREED: _("They agreed without a letter"),
        hotspot.BROKEN: _("It does not work"),
        hotspot.CLOSED: _("Close this point"),
    }
    return [(to, buttons[to]) for to in hotspot.NEXT[state] if to in buttons]


@require_POST
@at_desk
@on_point
def move(request: HttpRequest, desk: Desk, known: Known, may_sign: bool) -> HttpResponse:
    """Do the next step, or write down a check."""
    seen, to = request.POST.get("seen", ""), request.POST.get("to", "")
    here = link(desk, "hotspot", point=known.point.id)
    try:
        if seen == to == hotspot.WORKING:
            actions.check(known.point.id, by=_signer(desk), on=desk.day)
        elif seen in hotspot.STATES:
            note = request.POST.get("note", "")[:200].strip()
            actions.move(known.point.id, seen, to, by=_signer(desk), on=desk.day, note=note)
    except (actions.Changed, hotspot.NoSuchStep):
        return message(
            request, _("That did not go through"),
            _("Somebody changed this point meanwhile. Look at it again, then decide."), status=409,
            button=_("To the point"), to=here,
        )  # fmt: skip
    return HttpResponseRedirect(here)


@require_POST
@at_desk
@on_point
def undo(request: HttpRequest, desk: Desk, known: Known, may_sign: bool) -> HttpResponse:
    """Take the newest step back."""
    actions.take_back(known.point.id, _id(request.POST.get("step", "")), by=_signer(desk))
    return HttpResponseRedirect(link(desk, "hotspot", point=known.point.id))


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
@on_point
def change(request: HttpRequest, desk: Desk, known: Known, may_sign: bool) -> HttpResponse:
    """Change what is told about a point."""
    if not may_sign:
        return no_right(request, has_role=True)
    here = link(desk, "hotspot", point=known.point.id)
    typed = desk_work.read(request.POST) if request.method == "POST" else desk_work.Typed(desk_work.filled(known), {})
    if request.method == "POST" and not typed.wrong:
        actions.change(known.point.id, typed.details(), by=_signer(desk))
        return HttpResponseRedirect(here)
    page = {
        **rail(desk, "hotspots"), "back": here, "typed": typed.values, "wrong": typed.wrong,
        "to": link(desk, "hotspot_change", point=known.point.id), "is_new": False,
    }  # fmt: skip
    return render(request, "reports/hotspot_form.html", page, status=422 if typed.wrong else 200)


@require_safe
@at_desk
@on_point
def letter(request: HttpRequest, desk: Desk, known: Known, may_sign: bool) -> Any:
    """Give the letter to the business as a Word file."""
    unit = unions.unit(known.point.unit, desk.day) or desk.unit
    paper = desk_work.letter(known, unit, desk.name)
    return answers.answer(paper, "docx", answers.file_name("thu-xin-wifi", known.point.name[:40], ending="docx"))


@require_safe
@at_desk
@on_point
def card(request: HttpRequest, desk: Desk, known: Known, may_sign: bool) -> HttpResponse:
    """Give the card of a point (A6): as a page that the browser prints, or as PDF where this machine makes one."""
    if known.point.state not in hotspot.OPEN:
        return no_right(request, has_role=True)
    is_pdf = request.GET.get("as") == "pdf"
    try:
        if is_pdf:
            pdf.ready()
    except pdf.NoPdf as missing:
        return message(
            request, _("This site cannot make PDF files yet"), str(missing), status=501, button=_("Back"),
            to=link(desk, "hotspot", point=known.point.id),
        )  # fmt: skip
    unit = unions.unit(known.point.unit, desk.day) or desk.unit
    page = {
        "point": known.point, "unit": unit.name, "square": square(desk_work.card_address(known.point.code)),
        "site": f"{cards.site()}/w/{known.point.code}", "is_pdf": is_pdf, "language": translation.get_language(),
        "back": link(desk, "hotspot", point=known.point.id),
    }  # fmt: skip
    html = render_to_string("reports/hotspot_card.html", page, request)
    if not is_pdf:
        return HttpResponse(html)
    style = cards.STYLE.with_name("hotspot.css")
    response = HttpResponse(pdf.drawn(html, style), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="wifi-{known.point.code}.pdf"'
    return response
