"""Three questions before and after at an official's desk: begin, hand the address on, ask again, read the shares."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hocvuso.awareness import asking, pulses
from hocvuso.awareness.asking import Asked, Round
from hocvuso.plumbing import squares
from hocvuso.reports.views.desk import Desk, at_desk, no_right, rail
from hocvuso.reports.views.returns import link
from hocvuso.unions import access
from hocvuso.unions import queries as unions


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def listing(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the pulses of the unit and those below, and the form that begins one."""
    error = ""
    if request.method == "POST":
        if not desk.may_sign:
            return no_right(request, has_role=True)
        chosen = pulses.by_id(request.POST.get("bo", ""))
        try:
            if chosen is not None:
                made = asking.begin(desk.unit.id, chosen, request.POST.get("ten", ""), by=desk.viewer, on=desk.day)
                return HttpResponseRedirect(link(desk, "pulse", asked=made))
            error = _("Choose three questions.")
        except asking.NoName:
            error = _("Give it a name that you know again, like “Scams, December”.")
    language = translation.get_language() or "vi"
    asked = asking.all_of(unions.subtree_ids(desk.unit.id, desk.day))
    names = {line.id: line.name for line in unions.unit_lines({each.unit for each in asked}, desk.day)}
    page = {
        **rail(desk, "campaigns"),
        "back": desk.link("campaigns"),
        "sets": [(each, each.named(language)) for each in pulses.sets()],
        "chosen": request.POST.get("bo", ""),
        "name": request.POST.get("ten", ""),
        "error": error,
        "asked": [(each, names[each.unit], link(desk, "pulse", asked=each.id)) for each in asked],
    }
    return render(request, "reports/awareness/pulses.html", page, status=422 if error else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def one(request: HttpRequest, desk: Desk, asked: uuid.UUID) -> HttpResponse:
    """Show one pulse: the address that takes answers, the shares before and after; ask again, close, open again."""
    found = asking.one(asked)
    if found is None or not unions.subtree_ids(desk.unit.id, desk.day).filter(unit_id=found.unit).exists():
        return no_right(request, has_role=True)
    may_sign = access.may_act_for(desk.viewer, found.unit, desk.day)
    if request.method == "POST":
        if not may_sign:
            return no_right(request, has_role=True)
        _do(request.POST.get("viec", ""), desk, found)
        return HttpResponseRedirect(link(desk, "pulse", asked=asked))
    now = found.now
    unit = unions.unit(found.unit, desk.day)
    page = {
        **rail(desk, "campaigns"),
        "back": desk.link("pulses"),
        "asked": found,
        "unit": unit.name if unit else "",
        "may_sign": may_sign,
        "now": now,
        "address": _address(now) if now else "",
        "square": squares.square(_address(now)) if now else "",
        "result": asking.result(found),
        "text": _text(now) if now else "",
    }
    return render(request, "reports/awareness/pulse.html", page)


def _do(what: str, desk: Desk, found: Asked) -> None:
    if what == "hoi-lai":
        asking.ask_again(found.id, by=desk.viewer, on=desk.day)
    elif what == "dong":
        asking.close(found.id, by=desk.viewer, on=desk.day)
    elif what == "mo-lai":
        asking.reopen(found.id, by=desk.viewer)


def _address(turn: Round) -> str:
    return f"{settings.SITE_URL}{reverse('awareness:pulse', kwargs={'code': turn.code})}"


def _text(turn: Round) -> str:
    """Return what is pasted into a group."""
    return _("Three questions, half a minute, no name. Your union would like to know what to teach first:") + (
        f"\n{_address(turn)}"
    )
