"""Screens O1 and O2: whoever was given a role opens his link, proves that it is him, chooses six digits, and begins."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hocvuso.people import codes, desks, forms
from hocvuso.people import queries as people
from hocvuso.people.desks import DeskAccount
from hocvuso.people.officials import let_in
from hocvuso.plumbing import clock
from hocvuso.plumbing.templating import full_day
from hocvuso.plumbing.views import message
from hocvuso.unions import inviting, queries, roles
from hocvuso.unions.inviting import CodeRefused, Opened

KEY = "role_invitation"  # in the session: which one is under way, and whether the code was right
SHOWN_DIGITS = 3
pages = require_http_methods(["GET", "HEAD", "POST"])
Step = Callable[[HttpRequest, Opened, DeskAccount], HttpResponse]


@pages
def link(request: HttpRequest, secret: str) -> HttpResponse:
    """Say what is given to whom by whom (O1); opening it spends nothing, the button begins."""
    found = inviting.opened(secret, clock.today())
    account = _account(found)
    if found is None or account is None:
        return _nowhere(request)
    if found.state == "used" and _here(request) == account.id:
        return HttpResponseRedirect(_desk(found))
    if found.state != "open":
        return _closed(request, found)
    verb = request.POST.get("viec", "") if request.method == "POST" else ""
    if _here(request) not in {None, account.id}:
        if verb != "doi-nguoi":
            return _somebody_else(request, account)
        logout(request)
        return HttpResponseRedirect(request.path)
    if verb:
        return _begin(request, found, account, forgot=verb == "quen")
    return render(request, "unions/role_link.html", _told(found, account, is_here=_here(request) == account.id))


def _account(found: Opened | None) -> DeskAccount | None:
    return desks.accounts([found.person]).get(found.person) if found else None


def _here(request: HttpRequest) -> uuid.UUID | None:
    """Return which official has come in on this machine."""
    return uuid.UUID(str(request.user.pk)) if request.user.is_authenticated else None


def _desk(found: Opened) -> str:
    unit = queries.unit(found.unit, clock.today())
    return f"{reverse('reports:today')}?{urlencode({'don-vi': unit.code})}" if unit else reverse("reports:today")


def _begin(request: HttpRequest, found: Opened, account: DeskAccount, *, forgot: bool) -> HttpResponse:
    """Take it on at once at his own desk, by signing in where he has one, else by the code."""
    if _here(request) == account.id:
        inviting.take_on(found.id)
        return HttpResponseRedirect(_desk(found))
    if account.is_open and not (forgot and not account.is_operator):
        return HttpResponseRedirect(f"{reverse('account_login')}?{urlencode({'next': request.path})}")
    if not account.phone:
        return _ask_inviter(request, found, _("No phone number of yours is known"))
    request.session[KEY] = {"id": str(found.id), "is_proven": False}
    return _send(request, found)


def _send(request: HttpRequest, found: Opened) -> HttpResponse:
    try:
        inviting.send_code(found.id)
    except CodeRefused:
        return _ask_inviter(request, found, _("Five codes have been sent already"))
    return HttpResponseRedirect(reverse("unions:role_code"))


def _told(found: Opened, account: DeskAccount, *, is_here: bool) -> dict[str, Any]:
    """Return what the first screen says: the unit with its size, the role, its days, who gave it."""
    day = clock.today()
    unit = queries.unit(found.unit, day)
    name = people.names([account.id]).get(account.id)
    return {
        "name": name.polite if name else "",
        "unit": unit.name if unit else "",
        "size": _size(found.unit, day),
        "role": roles.word(found.role),
        "until": found.until,
        "inviter": _inviter(found),
        "has_account": account.is_open and not is_here,
        "may_forget": not account.is_operator,
    }


def _size(unit: uuid.UUID, day: date) -> str:
    """Return how large a unit is: as declared, or how many grassroots unions stand under it; unknown is said."""
    declared = queries.headcounts([unit], "worker", day).get(unit)
    if declared is not None:
        facts = {"count": declared.count, "month": f"{declared.signed_on:%m/%Y}"}
        return _("%(count)d workers (declared %(month)s)") % facts
    below = len(queries.leaf_paths(unit, day))
    line = queries.unit(unit, day)
    if line is None or line.is_grassroots or not below:
        return _("how many workers: not declared yet")
    return _("%(count)d grassroots unions") % {"count": below}


def _inviter(found: Opened) -> str:
    name = people.names([found.inviter]).get(found.inviter)
    return name.full if name else _("the level above you")


# --- links that open nothing: each says why, and whom to ask


def _nowhere(request: HttpRequest) -> HttpResponse:
    sentence = _("It may be cut off. Open it from the message itself, or ask whoever sent it for a new one.")
    return message(request, _("This link leads nowhere"), sentence, status=404, button=_("To the start"), to="/")


def _closed(request: HttpRequest, found: Opened) -> HttpResponse:
    facts = {"inviter": _inviter(found)}
    if found.state == "used":
        sentence = _("If it was you: come in with your number and your code. If not, tell %(inviter)s at once.") % facts
        to = reverse("account_login")
        return message(request, _("This link has been used"), sentence, status=410, button=_("Come in"), to=to)
    if found.state == "early":
        return _ask_inviter(request, found, _("This task begins on %(day)s") % {"day": full_day(found.since)},
                            _("Open the same link again from that day on."), status=403)  # fmt: skip
    headings = {
        "expired": _("This link is older than three days"),
        "withdrawn": _("This link has been taken back"),
        "ended": _("This task is over"),
    }
    return _ask_inviter(request, found, headings[found.state], status=410)


def _ask_inviter(
    request: HttpRequest, found: Opened, heading: str, sentence: str = "", *, status: int = 403
) -> HttpResponse:
    ask = {
        "withdrawn": _("There may be a newer link among your messages. If not, ask %(inviter)s."),
        "ended": _("Nothing is left to do here. If that is a mistake, tell %(inviter)s."),
    }.get(found.state, _("Ask %(inviter)s for a new link. Nothing is lost."))
    told = sentence or ask % {"inviter": _inviter(found)}
    return message(request, heading, told, status=status, button=_("Come in"), to=reverse("account_login"))


def _somebody_else(request: HttpRequest, account: DeskAccount) -> HttpResponse:
    here = _here(request)
    names = people.names([account.id, *([here] if here else [])])
    page = {"here": names.get(here) if here else None, "wanted": names.get(account.id)}
    return render(request, "unions/role_other.html", page, status=409)


# --- proving that it is him (O2)


def under_way(*, proven: bool) -> Callable[[Step], Callable[[HttpRequest], HttpResponse]]:
    """Give a step the invitation under way in this session; an old or finished one leads to where it can go on."""

    def wrapper(step: Step) -> Callable[[HttpRequest], HttpResponse]:
        @pages
        @wraps(step)
        def guarded(request: HttpRequest) -> HttpResponse:
            kept = request.session.get(KEY)
            if not kept:
                return HttpResponseRedirect(reverse("reports:today"))
            found = inviting.under_way(uuid.UUID(kept["id"]), clock.today())
            account = _account(found)
            if found is None or account is None or found.state != "open":
                request.session.pop(KEY)
                return _closed(request, found) if found and account else _nowhere(request)
            if proven and not kept["is_proven"]:
                return HttpResponseRedirect(reverse("unions:role_code"))
            return step(request, found, account)

        return guarded

    return wrapper


@under_way(proven=False)
def code(request: HttpRequest, found: Opened, account: DeskAccount) -> HttpResponse:
    """Ask for the six digits that were sent to the number on record."""
    if request.POST.get("viec") == "gui-lai":
        return _send(request, found)
    error = ""
    if request.method == "POST":
        error = _prove(request, found)
        if not error:
            return HttpResponseRedirect(reverse("unions:role_own_code"))
    page = {"tail": account.phone[-SHOWN_DIGITS:], "error": error, "inviter": _inviter(found)}
    return render(request, "unions/role_code.html", page, status=422 if error else 200)


def _prove(request: HttpRequest, found: Opened) -> str:
    typed, error = forms.own_digits(request.POST.get("code", "").replace(" ", ""), codes.DESK_LENGTH)
    if error:
        return error
    try:
        inviting.prove(found.id, typed)
    except CodeRefused as problem:
        return {
            "wrong": _("The code is not right yet. %(left)d tries left.") % {"left": problem.left},
            "old": _("This code is too old. Have a new one sent."),
            "burnt": _("Five wrong tries: this code is worth nothing now. Have a new one sent."),
        }[problem.why]
    request.session[KEY] = {"id": str(found.id), "is_proven": True}
    return ""


@under_way(proven=False)
def other_number(request: HttpRequest, found: Opened, account: DeskAccount) -> HttpResponse:
    """Say what to do when the number on record is not his."""
    sentence = _("Tell %(inviter)s your number. It is put right, and a new link comes to you.") % {
        "inviter": _inviter(found)
    }
    heading = _("The number ending in %(tail)s is not yours?") % {"tail": account.phone[-SHOWN_DIGITS:]}
    return message(request, heading, sentence, button=_("Back"), to=reverse("unions:role_code"))


@under_way(proven=True)
def own_code(request: HttpRequest, found: Opened, account: DeskAccount) -> HttpResponse:
    """Let him choose his six digits and say whose machine this is; then he is at his first page."""
    error = ""
    if request.method == "POST":
        digits, error = forms.own_digits(request.POST.get("code", ""), codes.DESK_LENGTH)
        error = error or codes.why_weak_at_desk(digits, account.phone)
        if not error and request.POST.get("again", "").strip() != digits:
            error = _("The two codes differ. Type the same code twice.")
        if not error and request.POST.get("may") not in {"rieng", "chung"}:
            error = _("Say whose machine this is.")
        if not error:
            return _taken(request, found, digits)
    name = people.names([account.id]).get(account.id)
    page = {
        "error": error,
        "may": request.POST.get("may", ""),
        "phone": account.phone if desks.is_alone_with(account.phone, account.id) else "",
        "username": account.username or desks.free_username(name.full if name else ""),
    }
    return render(request, "unions/role_own_code.html", page, status=422 if error else 200)


def _taken(request: HttpRequest, found: Opened, digits: str) -> HttpResponse:
    request.session.pop(KEY)
    if not inviting.take_on(found.id, code=digits):  # sent twice, or withdrawn this very moment
        return HttpResponseRedirect(_desk(found))
    return let_in(request, found.person, to=_desk(found))
