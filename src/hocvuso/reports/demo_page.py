"""Who can be tried out in the demonstration; the page exists only on a demonstration site."""

from __future__ import annotations

import json
from typing import Any

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from hocvuso.people import queries as people
from hocvuso.plumbing import clock, outbox
from hocvuso.unions import inviting

PERIOD_SECONDS = 30  # RFC 6238, as allauth uses it
FILE = "demo.json"


def show(request: HttpRequest) -> HttpResponse:
    """List the invented people with their cards, and the invented official with his codes of this moment."""
    if not settings.DEMO:
        raise Http404
    return render(request, "reports/demo.html", {"demo": _kept(), "codes": _codes()})


def _codes() -> list[tuple[str, str]]:
    """Return the codes on their way to officials: nobody here has a telephone to which they could go."""
    sent = outbox.written("desk_code", clock.now() - inviting.CODE_TERM)
    names = people.names(each.recipient for each in sent)
    return [(names[each.recipient].full, each.facts["code"]) for each in sent if each.recipient in names]


def _kept() -> dict[str, Any]:
    path = settings.DATA / FILE
    if not path.exists():
        return {"officials": [], "cards": []}
    kept: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    counter = int(clock.now().timestamp()) // PERIOD_SECONDS
    for official in kept["officials"]:
        official["code"] = format_hotp_value(hotp_value(official.pop("secret"), counter))
    return kept
