"""The door of a hall, and the hall itself as a phone shows it; it also works without the script."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from hocvuso.core import hall as rules
from hocvuso.halls import queries, taking_part, watching
from hocvuso.halls.models import HallPhone
from hocvuso.halls.views import phones
from hocvuso.people import steps
from hocvuso.plumbing import origin
from hocvuso.plumbing.ids import uuid7
from hocvuso.plumbing.paging import whole
from hocvuso.plumbing.rates import Rate
from hocvuso.plumbing.views import too_many

# Assumed: 500 phones come in from the one address of their factory, some of them twice; a flood is turned away.
FROM_AN_ADDRESS = Rate(3000, 3600.0)


@never_cache
@require_http_methods(["GET", "HEAD"])
def door(request: HttpRequest) -> HttpResponse:
    """Ask for the digits on the wall."""
    typed = "".join(sign for sign in request.GET.get("ma", "")[:20] if sign.isdigit())
    if typed and queries.by_code(typed):
        return HttpResponseRedirect(reverse("halls:room", args=[typed]))
    error = _("No hall has these digits. Look at the wall once more.") if request.GET.get("ma") else ""
    return render(request, "halls/door.html", {"typed": request.GET.get("ma", "")[:20], "error": error},
                  status=404 if error else 200)  # fmt: skip


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def room(request: HttpRequest, code: str) -> HttpResponse:
    """Let a phone come in with one tap; then show what the hall is at."""
    now = watching.now(code)
    if now is None:
        return _not_here(request)
    phone = taking_part.phone_in(code, phones.read(request, code))
    if request.method == "POST":
        return _come_in(request, now) if phone is None or "nguoi" in request.POST else _answer(request, now, phone)
    hall = queries.by_code(code)
    if hall is None:
        raise Http404(code)
    page: dict[str, Any] = {"hall": hall, "now": now, "most": rules.A_PHONE}
    if phone is None:
        page |= {"number": uuid7(), "person": steps.named(request) if hall.session else None}
        return render(request, "halls/come_in.html", page)
    mine = taking_part.own(phone.id)
    page |= {"phone": phone, **parted(now), "given": mine.get(now.question) if now.question is not None else None,
             "missed": request.GET.get("muon") == "1"}  # fmt: skip
    return render(request, "halls/room.html", page)


def parted(now: watching.Now) -> dict[str, Any]:
    """Return what the part of the page shows that changes with the step; the same for every phone."""
    asked = now.exercise.questions[now.question] if now.question is not None else None
    return {
        "now": now, "asked": asked, "many": len(now.exercise.questions),
        "bars": rules.bars(asked, now.counted) if asked and now.counted and now.stage == rules.SHOWN else None,
    }  # fmt: skip


def _not_here(request: HttpRequest) -> HttpResponse:
    error = _("No hall has these digits. Look at the wall once more.")
    return render(request, "halls/door.html", {"typed": "", "error": error}, status=404)


def _come_in(request: HttpRequest, now: watching.Now) -> HttpResponse:
    if not FROM_AN_ADDRESS.allows(origin.client_address(request)):
        return too_many(request, FROM_AN_ADDRESS.wait())
    phone = phones.read(request, now.code) or phones.number(request.POST.get("may", "")) or uuid7()
    people = whole(request.POST.get("nguoi", "1"), most=rules.A_PHONE)
    if not taking_part.join(now.code, phone, people):  # the number is one of another hall
        phone = uuid7()
        taking_part.join(now.code, phone, people)
    person = steps.named(request)
    if person is not None and request.POST.get("co-mat"):
        taking_part.be_present(phone, person)
    response = HttpResponseRedirect(reverse("halls:room", args=[now.code]))
    phones.write(response, now.code, phone, is_secure=request.is_secure())
    return response


def _answer(request: HttpRequest, now: watching.Now, phone: HallPhone) -> HttpResponse:
    """Take an answer of a phone without the script."""
    question = whole(request.POST.get("cau", ""), most=99)
    chosen = request.POST.get("chon", "")
    here = reverse("halls:room", args=[now.code])
    if not chosen:
        return HttpResponseRedirect(here)
    held = taking_part.own(phone.id).get(question)
    found = taking_part.answer(
        now.code, phone.id, question, whole(chosen, most=99), (held.turn if held else 0) + 1, options_of(now)
    )
    return HttpResponseRedirect(f"{here}?muon=1" if found == taking_part.CLOSED else here)


def options_of(now: watching.Now) -> list[int]:
    """Return the numbers of answers of the questions of a hall."""
    return [len(each.options) for each in now.exercise.questions]


def own_phone(request: HttpRequest, code: str) -> uuid.UUID:
    """Return the phone of this browser in a hall; there is no such page for one that never came in."""
    phone = taking_part.phone_in(code, phones.read(request, code))
    if phone is None:
        raise Http404(code)
    return phone.id
