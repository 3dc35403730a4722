"""The page "Zalo" of a learner: join the account there with the one here, stop notices, part both."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hocvuso.channels.views.notices import frame, person_of
from hocvuso.channels.zalo import people as on_zalo
from hocvuso.channels.zalo.api import ZALO
from hocvuso.people import queries as people


@require_http_methods(["GET", "HEAD", "POST"])
def zalo(request: HttpRequest) -> HttpResponse:
    """Show whether my Zalo is joined, give a code to type there, or take the code that was sent there."""
    person = person_of(request)
    if person is None:
        return HttpResponseRedirect(reverse("people:me"))
    account = people.account(person)
    is_named = account is not None and account.is_claimed
    page: dict[str, Any] = {"code": "", "error": "", "typed": ""}
    if request.method == "POST" and is_named and ZALO.is_on():
        page |= _done(request, person)
        if not page["code"] and not page["error"]:
            return HttpResponseRedirect(request.path)
    linked = on_zalo.of_person(person)
    is_linked = linked is not None and linked.person_id == person
    page |= {
        "is_on": ZALO.is_on(), "is_named": is_named, "is_linked": is_linked,
        "has_left": is_linked and linked is not None and linked.left_at is not None,
        "gets": people.has_agreed(person, on_zalo.CONSENT), "account_name": settings.ZALO_OA_NAME or "Học Vụ Số",
        "account_link": settings.ZALO_OA_LINK, "side": "learner", **frame("learner"),
    }  # fmt: skip
    response = render(request, "channels/zalo.html", page, status=422 if page["error"] else 200)
    response.headers["Cache-Control"] = "no-store"
    return response


def _done(request: HttpRequest, person: Any) -> dict[str, str]:
    """Carry out one button of the page; return the code or what is wrong."""
    act = request.POST.get("viec", "")
    if act == "ma":
        code = on_zalo.code_for_person(person)
        return {"code": f"HVS {code[:3]} {code[3:]}"}
    if act == "ngat":
        on_zalo.unlink(person)
    elif act in {"dung", "nhan"}:
        on_zalo.switch(person, given=act == "nhan")
    elif act == "go":
        return _typed(request.POST.get("ma", ""), person)
    return {}


def _typed(typed: str, person: Any) -> dict[str, str]:
    code = on_zalo.code_in(typed) or on_zalo.code_in(f"HVS {typed}")
    if not code:
        return {"error": _("The code has six digits: HVS 123 456. Copy it from Zalo."), "typed": typed[:40]}
    try:
        on_zalo.link_by_account_s_code(person, code)
    except on_zalo.Wrong as wrong:
        words = {
            "often": _("Too many tries. Wait 15 minutes, then ask for a new code on Zalo."),
            "taken": _("This Zalo is joined with another account. Write “ngắt” there first."),
        }
        return {
            "error": words.get(wrong.why, _("This code is not good any more. Ask for a new one on Zalo.")),
            "typed": typed[:40],
        }
    return {}
