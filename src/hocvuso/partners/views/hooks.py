"""The operator's pages about webhooks: addresses, a test, the log, a new secret, rest and waking."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hocvuso.partners import keys
from hocvuso.partners.hooks import actions, sending, telling, wire
from hocvuso.partners.models import Hook
from hocvuso.partners.seat import for_operators, operator_rail
from hocvuso.people.operators import viewer_of
from hocvuso.plumbing import clock

LOG_SHOWN = 50


@require_http_methods(["GET", "HEAD", "POST"])
@for_operators
def listing(request: HttpRequest) -> HttpResponse:
    """Show every address; enter a new one, whose secret is shown once."""
    problems: list[str] = []
    if request.method == "POST":
        want, problems = _wanted(request)
        if want is not None:
            row, secret = actions.enter(want, by=viewer_of(request))
            return _one(request, row, secret=secret)
    page = {
        **operator_rail(), "hooks": list(Hook.objects.order_by("partner", "made_at")), "kinds": telling.kinds(),
        "problems": problems, "typed": request.POST if problems else {},
        "chosen": request.POST.getlist("loai") if problems else [],
        "back": reverse("partners:home"), "may_be_plain": bool(wire.private()),
    }  # fmt: skip
    return render(request, "partners/hooks.html", page, status=422 if problems else 200)


def _wanted(request: HttpRequest) -> tuple[actions.Wanted | None, list[str]]:
    url, units = request.POST.get("dia-chi", "").strip(), keys.units_of(request.POST.get("don-vi", ""), clock.today())
    kinds = [kind for kind in telling.kinds() if kind in request.POST.getlist("loai")]
    partner, problems = " ".join(request.POST.get("noi", "").split()), []
    if not partner:
        problems.append(_("Write who is told."))
    if wrong := wire.wrong_url(url, may_be_plain=bool(wire.private())):
        problems.append(url_words(wrong))
    if not units:
        problems.append(_("Write the code of at least one unit that exists, such as ST."))
    if not kinds:
        problems.append(_("Choose at least one thing to be told."))
    return (None if problems else actions.Wanted(partner, url, units, kinds)), problems


def url_words(wrong: str) -> str:
    """Say what is wrong with an address."""
    return {
        "plain": _("The address must begin with https://."),
        "user": _("No user name or password in the address: the signature proves who sends."),
        "long": _("The address is too long."),
    }.get(wrong, _("Write a whole address, such as https://may-chu.example/nhan."))


@require_http_methods(["GET", "HEAD", "POST"])
@for_operators
def one(request: HttpRequest, number: uuid.UUID) -> HttpResponse:
    """Show one address with its log, and do what its buttons say."""
    row = Hook.objects.filter(id=number).first()
    if row is None:
        raise Http404
    act, by = request.POST.get("viec", ""), viewer_of(request)
    if request.method != "POST":
        return _one(request, row)
    if act == "doi":
        return _one(request, row, secret=actions.exchange(number, by=by) or "")
    if act == "thu":
        sending.send(actions.test(row))
    elif act == "nghi":
        actions.stop(number, by=by)
    elif act == "thuc":
        actions.wake(number, by=by)
    elif act == "bo":
        actions.remove(number, by=by)
        return HttpResponseRedirect(reverse("partners:hooks"))
    return HttpResponseRedirect(request.path)


def _one(request: HttpRequest, row: Hook, *, secret: str = "") -> HttpResponse:
    row.refresh_from_db()
    kinds = telling.kinds()
    page: dict[str, Any] = {
        **operator_rail(), "hook": row, "secret": secret, "kinds": [kinds.get(each, each) for each in row.kinds],
        "here": reverse("partners:hook", args=[row.id]), "why": _why(row.why_stopped),
        "log": [
            (each, kinds.get(each.kind, _("Test")), _said(each.status, each.said))
            for each in row.messages.order_by("-made_at", "-id")[:LOG_SHOWN]
        ],
        "waiting": row.messages.filter(taken_at=None).exclude(next_at=None).count(), "back": reverse("partners:hooks"),
    }  # fmt: skip
    response = render(request, "partners/hook.html", page)
    response.headers["Cache-Control"] = "no-store"
    return response


def _why(word: str) -> str:
    return {
        "failing": _("Nothing got through for five days, so it was left alone. What waited is kept."),
        "gone": _("The other side said that the address is gone (410)."),
        "sealed": _("Its secret can no longer be opened: the key of this site was changed. Give it a new secret."),
    }.get(word, "")


def _said(status: int | None, said: str) -> str:
    words = {
        "private": _("a private address: refused, the operator has not allowed it"),
        "plain": _("not protected by https: refused"),
        "no_such_host": _("there is no machine of that name"),
        "ConnectError": _("the machine does not answer"),
        "ConnectTimeout": _("the machine does not answer"),
        "ReadTimeout": _("no answer within ten seconds"),
    }
    return words.get(said, said) if status is None else f"{status} {said}"[:80]
