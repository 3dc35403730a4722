"""How and when I may be reached: my shift or own hours, my e-mail address; confirming it, and stopping with one tap."""

from __future__ import annotations

import uuid

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hocvuso.channels import actions, forms, links, queries
from hocvuso.channels.views.notices import frame, person_of
from hocvuso.core import quiet_hours
from hocvuso.people import queries as people
from hocvuso.plumbing.views import message


@require_http_methods(["GET", "HEAD", "POST"])
def for_learner(request: HttpRequest) -> HttpResponse:
    """Show and change a learner's hours and address."""
    person = person_of(request)
    if person is None:
        return HttpResponseRedirect(reverse("people:me"))
    return _ways(request, person, "learner")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def for_official(request: HttpRequest) -> HttpResponse:
    """Show and change an official's hours and address."""
    return _ways(request, uuid.UUID(str(request.user.pk)), "official")


def _ways(request: HttpRequest, person: uuid.UUID, side: str) -> HttpResponse:
    account = people.account(person)
    is_named = side == "official" or (account is not None and account.is_claimed)
    error_hours = error_email = ""
    if request.method == "POST" and "shift" in request.POST:
        error_hours = _keep_hours(request, person)
    elif request.method == "POST" and is_named:
        error_email = _keep_email(request, person)
    if request.method == "POST" and not (error_hours or error_email):
        return HttpResponseRedirect(f"{request.path}?da-luu=1")
    kept = queries.ways(person)
    typed = {name: request.POST.get(name, "") for name in forms.FIELDS if name in request.POST}
    is_own = kept.shift == "own"
    own = [forms.written(minute) if is_own else "" for span in (kept.work, kept.sleep) for minute in span]
    page = {
        "ways": kept,
        "side": side,
        "shifts": _shifts(),
        "shift": request.POST.get("shift", kept.shift),
        "own": dict(zip(forms.FIELDS, own, strict=True)) | typed,
        "email": request.POST.get("email", kept.email),
        "error_hours": error_hours,
        "error_email": error_email,
        "is_kept": request.method == "GET" and "da-luu" in request.GET,
        "has_mail": actions.has_mail(),
        "is_named": is_named,
        **frame(side),
    }
    status = 422 if error_hours or error_email else 200
    return render(request, "channels/ways.html", page, status=status)


def _shifts() -> list[tuple[str, str, str]]:
    return [
        ("morning", _("Morning shift"), _("6:00 to 14:00")),
        ("afternoon", _("Afternoon shift"), _("14:00 to 22:00")),
        ("night", _("Night shift"), _("22:00 to 6:00, sleep 7:00 to 14:00")),
        ("office", _("Office hours"), _("7:30 to 17:00")),
        ("own", _("My own hours"), _("write them below")),
        ("", _("I do not say"), _("notices only from 18:00 to 20:30")),
    ]


def _keep_hours(request: HttpRequest, person: uuid.UUID) -> str:
    shift, error = request.POST.get("shift", ""), ""
    spans: list[quiet_hours.Span] = []
    if shift == "own":
        spans, error = forms.own_hours(request.POST)
    if not error:
        actions.keep_hours(person, shift, spans)
    return error


def _keep_email(request: HttpRequest, person: uuid.UUID) -> str:
    if "stop" in request.POST or "again" in request.POST:
        actions.switch_email(person, given="again" in request.POST, way="notices")
        return ""
    try:
        actions.keep_email(person, request.POST.get("email", ""))
    except actions.BadAddress:
        return _("This is not an e-mail address yet. It looks like ten@congty.vn.")
    except actions.TooManyAddresses:
        return _("Three addresses were tried today. Try again tomorrow.")
    return ""


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Confirm an e-mail address by one button; only opening the link does not, because mail servers open links too."""
    if links.read_confirm(token) is None or (request.method == "POST" and not actions.confirm_email(token)):
        return message(
            request,
            _("This link is no longer good"),
            _("It works for 7 days, for the address written last. Write the address once more on the site."),
            status=404,
            button=_("To the start"),
            to="/",
        )
    return render(request, "channels/confirm.html", {"is_done": request.method == "POST"})
