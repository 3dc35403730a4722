"""One thing that could not be entered by itself: what each side says, and two or three ways to go on."""

from __future__ import annotations

import uuid
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hocvuso.exchange import actions, queries, words
from hocvuso.exchange.views.looking import for_signers, found, framed
from hocvuso.people.operators import viewer_of
from hocvuso.plumbing import clock
from hocvuso.unions import access
from hocvuso.unions import actions as unions_actions
from hocvuso.unions import queries as unions
from hocvuso.unions.structure import again, wording

AGAIN = "lam-theo"


@require_http_methods(["GET", "HEAD", "POST"])
@for_signers
def held(request: HttpRequest, number: uuid.UUID) -> HttpResponse:
    """Show it and take the decision; decided twice, the second sees what became of it."""
    one = queries.held_one(number)
    if one is None:
        if request.method == "POST":
            return HttpResponseRedirect(reverse("exchange:partners"))
        raise Http404
    found(request, one.partner_id)
    problem, typed = "", request.POST.get("don-vi", "").strip()
    if request.method == "POST":
        unit = unions.unit_by_code(typed, clock.today()) if typed else None
        if typed and unit is None:
            problem = _("No unit has the code “%(code)s” here.") % {"code": typed}
        elif request.POST.get("viec") == AGAIN and AGAIN in one.choices and not _may_do(request, one):
            problem = _("This has to be done by somebody who may change the tree of these units. The change waits.")
        elif request.POST.get("viec") == "o-day" and one.why == "unit_unknown" and unit is None:
            problem = _("Type the code of the unit here that is meant.")
        else:
            problem = _decide(request, one.id, unit.id if unit else None)
        if not problem:
            return HttpResponseRedirect(reverse("exchange:partner", args=[one.partner_id]) + "?xong=quyet")
        one = queries.held_one(number) or one
    effect, refusal = _effect(one)
    page = {
        "one": one, "why": words.held(one.why), "problem": problem, "typed": typed, "effect": effect,
        "refusal": refusal, "heading": _heading(one), "on": _on(one),
        "choices": [(name, words.choice(name)) for name in one.choices if effect or name != AGAIN],
        **framed(request, reverse("exchange:partner", args=[one.partner_id])),
    }  # fmt: skip
    return render(request, "exchange/held.html", page, status=422 if problem else 200)


def _effect(one: queries.HeldUp) -> tuple[again.Effect | None, str]:
    """Return what doing a held change here would do, or why it cannot be done as it was there."""
    if AGAIN not in one.choices:
        return None, ""
    try:
        return again.would_do(one.facts["change"]), ""
    except unions_actions.Refused as trouble:
        return None, wording.sentence(trouble)


def _heading(one: queries.HeldUp) -> str:
    """Say which change it is, "" for anything else that is held."""
    change = one.facts.get("change")
    if change is None:
        return ""
    return (
        _("%(change)s taken back") % {"change": words.change(change["kind"])}
        if change["is_undone"]
        else words.change(change["kind"])
    )


def _on(one: queries.HeldUp) -> date | None:
    """Return from which day on a held change holds."""
    change = one.facts.get("change")
    return date.fromisoformat(change["on"]) if change else None


def _may_do(request: HttpRequest, one: queries.HeldUp) -> bool:
    """Tell whether this official may change every unit that doing a held change here would touch."""
    effect, _refusal = _effect(one)
    return effect is not None and access.may_change(viewer_of(request), effect.concerned, clock.today())


def _decide(request: HttpRequest, number: uuid.UUID, unit: uuid.UUID | None) -> str:
    try:
        state = actions.decide(number, request.POST.get("viec", ""), by=viewer_of(request), unit=unit)
    except actions.NotHeld:
        return _("Choose one of the ways.")
    actions.drain()
    if state == "held":
        return _("It could not be done that way. Below stands why; choose another way.")
    return ""
