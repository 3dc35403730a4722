"""Screens of a trainer from outside: his class and nothing else, until it is over (`guests`)."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hocvuso.classes import attending, gridding, guests, live, materials, queries, seats, wall, words
from hocvuso.classes.models import ClassSession, Guest
from hocvuso.plumbing import audit, clock, origin, paging
from hocvuso.plumbing.rates import Rate
from hocvuso.plumbing.views import message, too_many

COOKIE = "hvs_guest"
LIFE_SECONDS = 90 * 24 * 3600  # the row says when it ends; no class is longer away than that
FROM_AN_ADDRESS = Rate(30, 600.0)  # decided: digits typed from one address, whoever's link it is
SAID = "class-said"
Page = Callable[..., HttpResponse]


def for_guest(page: Page) -> Page:
    """Give a page the guest who has come in on this browser, and his class; anybody else is told what to do."""

    @never_cache
    @wraps(page)
    def found(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        guest = guests.inside(request.COOKIES.get(COOKIE, ""))
        if guest is None:
            return message(
                request, _("This page is for a guest trainer"), _("A link opens once and ends with the class. Ask "
                "whoever invited you for a new one."), status=403, button=_("To the front page"), to="/",
            )  # fmt: skip
        return page(request, guest, *args, **kwargs)

    return found


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def come_in(request: HttpRequest, secret: str) -> HttpResponse:
    """Ask for the six digits that were told by another way; looking spends nothing, for chats open links ahead."""
    guest = guests.at_link(secret)
    if guest is None:
        raise Http404
    if guests.inside(request.COOKIES.get(COOKIE, "")) == guest:
        return HttpResponseRedirect(reverse("classes:guest"))
    why, error = guests.why_closed(guest), ""
    if not why and request.method == "POST":
        if not FROM_AN_ADDRESS.allows(origin.client_address(request)):
            return too_many(request, FROM_AN_ADDRESS.wait())
        try:
            _guest, cookie = guests.open_link(secret, request.POST.get("ma", "")[:12])
        except guests.Refused as refused:
            why, error = ("", problem("wrong")) if refused.args[0] == "wrong" else (refused.args[0], "")
        else:
            return _let_in(cookie)
    if why:
        return message(request, _("This link opens nothing"), problem(why), status=410, button=_("To the front page"),
                       to="/")  # fmt: skip
    page = {"guest": guest, "row": guest.of, "error": error}
    return render(request, "classes/guest/come_in.html", page, status=422 if error else 200)


def _let_in(cookie: str) -> HttpResponse:
    response = HttpResponseRedirect(reverse("classes:guest"))
    response.set_cookie(
        COOKIE, cookie, max_age=LIFE_SECONDS, secure=settings.IS_SECURE_SITE, httponly=True, samesite="Lax"
    )
    return response


def problem(why: str) -> str:
    """Return the sentence for a link or digits that open nothing."""
    return {
        "wrong": _("These digits do not match. Ask whoever invited you to read them out again."),
        "burnt": _("Its time is over, or the digits were wrong too often. Ask for a new link."),
        "used": _("It was opened before, on another phone. Ask for a new link if that was not you."),
        "over": _("The class is over or called off, or the invitation was ended."),
    }[why]


@require_safe
@for_guest
def home(request: HttpRequest, guest: Guest) -> HttpResponse:
    """Show the class: meetings, who has a seat, what to teach from."""
    row, now = guest.of, clock.now()
    seated = _seats(guest)
    part = paging.part(paging.asked(request.GET), len(seated), gridding.ON_PAGE)
    _leave_traces(guest, seated[part.rows])
    page = {
        "guest": guest, "row": row, "seats": seated[part.rows], "part": part, "taken": len(seated),
        "sessions": [
            (each, words.when(each), each.state == "planned", each.starts_at <= now, live.is_open(each))
            for each in queries.sessions(row.id)
        ],
        "materials": materials.of_class(row.id), "here": reverse("classes:guest"),
    }  # fmt: skip
    return render(request, "classes/guest/home.html", page)


def _seats(guest: Guest) -> list[queries.Seat]:
    return [each for each in queries.roll(None, guest.of_id, _today()) if not each.is_waiting]


def _today() -> date:
    return clock.today()


def _leave_traces(guest: Guest, shown: list[queries.Seat]) -> None:
    """Leave a trace with each person whose name was shown: who, and from where."""
    facts = {"role": guest.name, "unit": guest.partner}  # he has no role and no unit: his name and who sent him
    audit.record_reading(guest.id, [each.person for each in shown], "class_guest", facts)


def _session(guest: Guest, session: uuid.UUID) -> ClassSession:
    held = queries.session(session)
    if held is None or held.of_id != guest.of_id:
        raise Http404
    return held


@require_http_methods(["GET", "HEAD", "POST"])
@for_guest
def grid(request: HttpRequest, guest: Guest, session: uuid.UUID) -> HttpResponse:
    """Show the list of a meeting, and write down what was tapped."""
    held, seated = _session(guest, session), _seats(guest)
    here = reverse("classes:guest_grid", args=[session])
    if request.method == "POST":
        request.session[SAID] = gridding.act(request, session, seated, by=None, guest=guest.name)
        return HttpResponseRedirect(f"{here}?trang={request.GET.get('trang', '1')[:5]}")
    page = gridding.page(request, held, seated, request.session.pop(SAID, ""))
    _leave_traces(guest, page["lines"])
    whole = {"guest": guest, "row": guest.of, "here": here, "back": reverse("classes:guest"), **page}
    return render(request, "classes/guest/grid.html", whole)


@require_http_methods(["GET", "HEAD", "POST"])
@for_guest
def square(request: HttpRequest, guest: Guest, enrolment: uuid.UUID) -> HttpResponse:
    """Show whose square was read, and write him down as having come."""
    seat = next((each for each in queries.roll(None, guest.of_id, _today()) if each.enrolment == enrolment), None)
    if seat is None:
        raise Http404
    held = queries.meeting_now(guest.of_id)
    if request.method == "POST" and held is not None:
        attending.let_in(held.id, seat.person, by=None, guest=guest.name)
        return HttpResponseRedirect(request.get_full_path())
    _leave_traces(guest, [seat])
    page = {
        "guest": guest, "row": guest.of, "seat": seat, "name": seat.name, "session": held,
        "when": words.when(held) if held else "", "is_here": bool(held and attending.came_to(held.id, seat.person)),
        "grid": reverse("classes:guest_grid", args=[held.id]) if held else "", "back": reverse("classes:guest"),
    }  # fmt: skip
    return render(request, "classes/guest/square.html", page)


@require_safe
@for_guest
def on_wall(request: HttpRequest, guest: Guest, session: uuid.UUID) -> HttpResponse:
    """Show the code of a meeting for the projector."""
    held = _session(guest, session)
    page = {
        "guest": guest, "row": guest.of, "when": words.when(held), **wall.shown(guest.of, held),
        "fresh": reverse("classes:guest_wall_now", args=[session]), "seats": seats.taken(guest.of_id),
        "short": f"{settings.SITE_URL.partition('://')[2]}/lop/{guest.of.code}", "back": reverse("classes:guest"),
    }  # fmt: skip
    return render(request, "classes/guest/wall.html", page)


@require_safe
@for_guest
def on_wall_now(request: HttpRequest, guest: Guest, session: uuid.UUID) -> HttpResponse:
    """Give the script of the wall what stands on it now."""
    return JsonResponse(wall.shown(guest.of, _session(guest, session)))


@require_safe
@for_guest
def board(request: HttpRequest, guest: Guest, session: uuid.UUID) -> HttpResponse:
    """Show how far the room is, without a name: what single people learn is not for a guest."""
    return _board(request, guest, session, "classes/guest/board.html")


@require_safe
@for_guest
def board_now(request: HttpRequest, guest: Guest, session: uuid.UUID) -> HttpResponse:
    """Give the script of the board what stands on it now."""
    return _board(request, guest, session, "classes/live_whole.html")


def _board(request: HttpRequest, guest: Guest, session: uuid.UUID, template: str) -> HttpResponse:
    held, back = _session(guest, session), reverse("classes:guest")
    if not live.is_open(held):
        return message(request, _("The board is closed"), _("It is open while the class runs, from half an hour "
                       "before until half an hour after."), status=409, button=_("To the class"), to=back)  # fmt: skip
    page = {
        "guest": guest, "row": guest.of, "when": words.when(held), "whole": live.whole(held), "back": back,
        "fresh": reverse("classes:guest_board_now", args=[session]),
    }  # fmt: skip
    return render(request, template, page)


@require_safe
@for_guest
def file(request: HttpRequest, guest: Guest, material: uuid.UUID) -> HttpResponse:
    """Give a file of the class."""
    return materials.answer(material, guest.of_id)


@require_POST
@for_guest
def leave(request: HttpRequest, guest: Guest) -> HttpResponse:
    """End it: this browser opens nothing any more."""
    guests.leave(guest)
    response = message(
        request, _("Thank you for teaching"), _("This phone opens nothing of the class any more."), status=200,
        button=_("To the front page"), to="/",
    )  # fmt: skip
    response.delete_cookie(COOKIE, samesite="Lax")
    return response
