"""Coming in again and leaving: "Tôi đã có tài khoản" and "Không phải tôi"."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hocvuso.people import actions, codes, forms, known, queries, steps, tokens
from hocvuso.people.actions import Refused, Trial, limits
from hocvuso.people.views.claim import phone_key, refusal
from hocvuso.plumbing import origin

KEY = "enter"
pages = require_http_methods(["GET", "HEAD", "POST"])


@pages
def enter(request: HttpRequest) -> HttpResponse:
    """Ask who is coming in: a name that this phone knows, or a card."""
    names = known.read(request)
    error = ""
    if request.method == "POST":
        person, error = _who(request, names)
        if person is not None:
            request.session[KEY] = str(person)
            return HttpResponseRedirect(steps.onward(request, "people:enter_code"))
    page = {
        "known": names,
        "error": error,
        "typed": request.POST.get("ma", ""),
        "by_card": not names or bool(error) or request.GET.get("cach") == "the",
        "card_url": steps.onward(request, "people:enter", cach="the"),
        "save_url": steps.onward(request, "people:save"),
    }
    return render(request, "people/enter.html", page, status=422 if error else 200)


def _who(request: HttpRequest, names: list[known.Known]) -> tuple[uuid.UUID | None, str]:
    chosen = request.POST.get("who", "")
    for each in names:
        if each.person.hex == chosen:
            return each.person, ""
    typed, problem = forms.card_code(request.POST.get("ma", ""))
    if problem:
        return None, problem
    trial = Trial(None, f"card:{phone_key(request)}", origin.client_address(request))
    verdict = limits.take(trial)
    if verdict.word != "go":
        return None, refusal(verdict.word)
    found = queries.card(typed)
    if found.kind == "blank" and found.state == "ok":
        limits.was_right(trial)
        return None, _("This card is still new. Press “Save my results” to begin with it.")
    account = queries.account(found.person) if found.person else None
    if account is None:
        limits.was_wrong(trial)
        return None, _("No card has this code. Compare each character with the card.")
    limits.was_right(trial)
    if not account.code_kind:
        return None, _("This card is still new. Press “Save my results” to begin with it.")
    return account.id, ""


@pages
def enter_code(request: HttpRequest) -> HttpResponse:
    """Ask for the own code and let the person in."""
    account = _coming(request)
    if account is None:
        return HttpResponseRedirect(steps.onward(request, "people:enter"))
    learner = steps.learner_of(request)
    may_merge = bool(learner and not learner.name)
    chosen = codes.picked(",".join([request.POST.get("picked", ""), request.POST.get("pick", "")]))
    page: dict[str, Any] = {
        "name": account.given_name,
        "error": "",
        "things": codes.THINGS,
        "picked": chosen,
        "may_merge": may_merge,
        "merge": request.POST.get("merge", ""),
        "by_pictures": account.code_kind == codes.PICTURES,
    }
    value = _typed_code(request, account, chosen)
    if value is not None:
        page["picked"] = []
        merged = learner if may_merge and page["merge"] else None
        page["error"] = value[1] or _try(request, account, value[0], merged, page)
    if "response" in page:
        return page["response"]  # type: ignore[no-any-return]
    return render(request, "people/enter_code.html", page, status=422 if page["error"] else 200)


def _coming(request: HttpRequest) -> queries.Account | None:
    stored = request.session.get(KEY)
    return queries.account(queries.canonical(uuid.UUID(stored))) if stored else None


def _typed_code(request: HttpRequest, account: queries.Account, chosen: list[str]) -> tuple[str, str] | None:
    """Return (code, what is wrong with it), or None while nothing complete has been sent."""
    if request.method != "POST":
        return None
    if account.code_kind == codes.PICTURES:
        return (",".join(chosen), "") if len(chosen) == codes.PICTURE_COUNT else None
    return forms.own_digits(request.POST.get("code", ""))


def _try(
    request: HttpRequest, account: queries.Account, value: str, merge: tokens.Token | None, page: dict[str, Any]
) -> str:
    """Let him in (the answer then stands in `page`), or return the sentence that says why not."""
    trial = Trial(account.id, phone_key(request), origin.client_address(request))
    try:
        token = actions.come_in(trial, value, here=merge, label=steps.label_of(request))
    except Refused as problem:
        return refusal(problem.verdict.word, problem.verdict.left)
    request.session.pop(KEY, None)
    agreed = queries.has_agreed(account.id, "learn")
    to = steps.end_of(request, "learning:today") if agreed else steps.onward(request, "people:consent")
    response = HttpResponseRedirect(to)
    tokens.write(response, token)
    known.remember(request, response, account.id, token.name)
    page["response"] = response
    return ""


@pages
def not_me(request: HttpRequest) -> HttpResponse:
    """Sign this phone out after telling what stays on it."""
    learner = steps.learner_of(request)
    if learner is None:
        return HttpResponseRedirect("/")
    if request.method != "POST":
        page = {"name": learner.name, "save_url": reverse("people:save")}
        return render(request, "people/not_me.html", page)
    owner = queries.owner_of(learner)
    actions.sign_out(learner)
    response = HttpResponseRedirect("/")
    tokens.forget(response)
    if request.POST.get("forget"):
        known.forget(request, response, owner)
    response.headers["Clear-Site-Data"] = '"cache"'
    return response
