"""Screens L4 to L6: save my results, by a printed card or by a phone number, and choose a code."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hocvuso.people import actions, arrivals, codes, forms, known, own_data, queries, steps, tokens
from hocvuso.people.actions import CardUsed, OwnCode, Trial, limits
from hocvuso.people.queries import FoundCard
from hocvuso.plumbing import origin

pages = require_http_methods(["GET", "HEAD", "POST"])


def save(request: HttpRequest) -> HttpResponse:
    """Ask how to keep what was learnt: card, phone number, or later."""
    learner = steps.learner_of(request)
    if learner and learner.name:
        return HttpResponseRedirect(steps.onward(request, "people:me"))
    page = {
        "card_url": steps.onward(request, "people:card"),
        "phone_url": steps.onward(request, "people:phone"),
        "later_url": steps.end_of(request, _next_screen(learner)),
        "enter_url": steps.onward(request, "people:enter"),
    }
    return render(request, "people/save.html", page)


def _next_screen(learner: tokens.Token | None) -> str:
    """Return the goal for somebody in his first minutes, today's page for whoever was asked for consent before."""
    was_asked = learner is not None and "learn" in queries.consents(queries.owner_of(learner))
    return "learning:today" if was_asked else "learning:goal"


@pages
def card(request: HttpRequest) -> HttpResponse:
    """Read the code of a printed card; a scanned QR code brings it along as `ma`."""
    typed = request.POST.get("ma", request.GET.get("ma", ""))
    error = ""
    if request.method == "POST":
        found, error = look_up(request, typed)
        if found is not None:
            claim = steps.start(request)
            claim.full_name, claim.number = "", ""
            _remember(claim, found)
            steps.keep(request, claim)
            if claim.blank:
                return HttpResponseRedirect(steps.onward(request, "people:phone", the="1"))
            return HttpResponseRedirect(steps.onward(request, "people:that_is_me"))
    page = {"typed": typed, "error": error, "enter_url": steps.onward(request, "people:enter")}
    return render(request, "people/card.html", page, status=422 if error else 200)


def _remember(claim: steps.Claim, found: FoundCard | None) -> None:
    """Keep with which card somebody claims: his own, a blank one, or none."""
    is_blank = found is not None and found.kind == "blank"
    claim.blank = str(found.id) if found and is_blank else ""
    claim.card = str(found.id) if found and not is_blank else ""


def look_up(request: HttpRequest, typed: str) -> tuple[FoundCard | None, str]:
    """Return (a card that can be claimed, or the sentence that says why not); guessing cards is slowed down."""
    code, problem = forms.card_code(typed)
    if problem:
        return None, problem
    trial = Trial(None, f"card:{phone_key(request)}", origin.client_address(request))
    verdict = limits.take(trial)
    if verdict.word != "go":
        return None, refusal(verdict.word)
    found = queries.card(code)
    if found.state == "unknown":
        limits.was_wrong(trial)
        return None, _("No card has this code. Compare each character with the card.")
    limits.was_right(trial)
    if found.state == "used":
        return None, _("This card has been used. Ask %(official)s for a new one.") % {"official": issuer(found)}
    if found.state == "revoked":
        return None, _("This card was called back. Ask %(official)s for a new one.") % {"official": issuer(found)}
    if found.state == "expired":
        return None, _("This card is too old. Ask %(official)s for a new one.") % {"official": issuer(found)}
    return found, ""


def issuer(found: FoundCard) -> str:
    """Return how to call whoever gave the card out."""
    name = queries.names([found.issuer]).get(found.issuer) if found.issuer else None
    return name.polite if name else _("your union official")


def phone_key(request: HttpRequest) -> str:
    """Return what tells phones apart for limits: the phone's row, else the session."""
    learner = steps.learner_of(request)
    if learner:
        return learner.device.hex
    if not request.session.session_key:
        request.session.create()
    return str(request.session.session_key)


def refusal(word: str, left: int = 0) -> str:
    """Return the sentence for a code that was not looked at, or was wrong."""
    return {
        "wrong": _("The code is not right yet. %(left)d tries left.") % {"left": left},
        "wait": _("Five wrong tries. Wait 15 minutes, then try again."),
        "slow": _("Many people are coming in at once. Wait a few seconds, then press again."),
        "locked": _("Too many wrong tries today. Ask your union official to open your name again."),
    }[word]


@pages
def that_is_me(request: HttpRequest) -> HttpResponse:
    """Show whose card it is and ask whether that is right."""
    claim = steps.current(request)
    found = _card_of(claim)
    if claim is None or found is None or found.person is None:
        return HttpResponseRedirect(steps.onward(request, "people:card"))
    if request.method == "POST":
        if request.POST.get("answer") == "yes":
            return HttpResponseRedirect(steps.onward(request, "people:code"))
        steps.finish(request)
        return HttpResponseRedirect(steps.onward(request, "people:card"))
    name = queries.names([found.person]).get(found.person)
    lines = [line for holder in own_data.holders() if (line := holder.line([found.person]))]
    return render(request, "people/that_is_me.html", {"name": name.full if name else "", "lines": lines})


def _card_of(claim: steps.Claim | None) -> FoundCard | None:
    return queries.card_by_id(uuid.UUID(claim.card)) if claim and claim.card else None


@pages
def phone(request: HttpRequest) -> HttpResponse:
    """Read name and phone number; with a code that an official dealt, the number becomes confirmed."""
    typed = {key: request.POST.get(key, "") for key in ("ten", "so", "ma")}
    errors = dict.fromkeys(typed, "")
    begun = steps.current(request) if request.GET.get("the") else None  # not for the next one who uses this phone
    blank = queries.blank_card_by_id(uuid.UUID(begun.blank)) if begun and begun.blank else None
    if request.method == "POST":
        name, errors["ten"] = forms.full_name(typed["ten"])
        number, errors["so"] = forms.mobile(typed["so"])
        found = None
        if typed["ma"].strip() and not any(errors.values()):
            found, errors["ma"] = look_up(request, typed["ma"])
        if not any(errors.values()):
            claim = steps.start(request)
            claim.full_name, claim.number = name, number
            _remember(claim, found or blank)
            steps.keep(request, claim)
            return HttpResponseRedirect(steps.onward(request, "people:that_is_me" if claim.card else "people:code"))
    status = 422 if any(errors.values()) else 200
    unit = arrivals.name_of(blank.unit) if blank and blank.unit else ""
    return render(request, "people/phone.html", {"typed": typed, "errors": errors, "unit": unit}, status=status)


@pages
def code(request: HttpRequest) -> HttpResponse:
    """Let the person choose his code, then make the phone his."""
    claim = steps.current(request)
    if claim is None or not (claim.card or claim.full_name):
        return HttpResponseRedirect(_after(request) if _has_name(request) else steps.onward(request, "people:save"))
    if claim.card and _card_of(claim) is None:  # its owner was erased meanwhile
        return HttpResponseRedirect(steps.onward(request, "people:card"))
    by_pictures = request.GET.get("cach") == "hinh"
    page = _read_pictures(request) if by_pictures else _read_digits(request, claim)
    if page.get("code"):
        return _claimed(request, claim, page["code"])
    page["other_url"] = steps.onward(request, "people:code", **({} if by_pictures else {"cach": "hinh"}))
    template = "people/code_pictures.html" if by_pictures else "people/code_digits.html"
    return render(request, template, page, status=422 if page["error"] else 200)


def _has_name(request: HttpRequest) -> bool:
    learner = steps.learner_of(request)
    return bool(learner and learner.name)


def _read_digits(request: HttpRequest, claim: steps.Claim) -> dict[str, Any]:
    if request.method != "POST":
        return {"error": ""}
    digits, error = forms.own_digits(request.POST.get("code", ""))
    if not error:
        error = codes.why_weak(codes.DIGITS, digits, claim.number)
    if not error and request.POST.get("again", "").strip() != digits:
        error = _("The two codes differ. Type the same code twice.")
    return {"error": error} if error else {"error": "", "code": OwnCode(codes.DIGITS, digits)}


def _read_pictures(request: HttpRequest) -> dict[str, Any]:
    """Take one picture after the other, three to choose and the same three once more."""
    chosen = codes.picked(",".join([request.POST.get("picked", ""), request.POST.get("pick", "")]))
    first = codes.picked(request.POST.get("first", ""))
    page: dict[str, Any] = {"things": codes.THINGS, "picked": chosen, "first": first, "error": ""}
    if len(chosen) < codes.PICTURE_COUNT:
        return page
    value = ",".join(chosen)
    if first:
        if first == chosen:
            return {**page, "code": OwnCode(codes.PICTURES, value)}
        return {**page, "picked": [], "first": [], "error": _("The pictures differ. Choose three once more.")}
    error = codes.why_weak(codes.PICTURES, value)
    return {**page, "picked": [], "first": [] if error else chosen, "error": error}


def _claimed(request: HttpRequest, claim: steps.Claim, own_code: OwnCode) -> HttpResponse:
    phone_here = steps.phone_of(request, claim)
    try:
        if claim.card:
            token = actions.claim_by_card(uuid.UUID(claim.card), code=own_code, phone=phone_here, number=claim.number)
        elif claim.blank:
            token = actions.claim_by_blank_card(
                uuid.UUID(claim.blank),
                uuid.UUID(claim.person),
                full_name=claim.full_name,
                number=claim.number,
                code=own_code,
                phone=phone_here,
            )
        else:
            token = actions.claim_by_phone(
                uuid.UUID(claim.person),
                full_name=claim.full_name,
                number=claim.number,
                code=own_code,
                phone=phone_here,
                source="phone",
            )
    except CardUsed:
        steps.finish(request)
        error = _("This card has been used. Ask %(official)s for a new one.") % {"official": _("your union official")}
        page = {"typed": "", "error": error, "enter_url": steps.onward(request, "people:enter")}
        return render(request, "people/card.html", page, status=409)
    needs_unit = not (claim.card or claim.blank)
    steps.finish(request)
    response = HttpResponseRedirect(steps.onward(request, "unions:choose") if needs_unit else _after(request))
    tokens.write(response, token)
    known.remember(request, response, queries.owner_of(token), token.name)
    return response


def _after(request: HttpRequest) -> str:
    return steps.end_of(request, "learning:goal")
