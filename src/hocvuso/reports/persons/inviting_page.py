"""The part of the page of roles that invites: make a link, send it again, take it back, read a code out."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from hocvuso.people import desks
from hocvuso.people import queries as people
from hocvuso.reports.persons import words
from hocvuso.reports.views.desk import Desk
from hocvuso.unions import inviting
from hocvuso.unions import roles as kinds
from hocvuso.unions.appointing import RoleLine
from hocvuso.unions.inviting import CodeRefused, NotInvitable

VERBS = frozenset({"moi", "rut", "doc-ma"})


@dataclass(frozen=True, slots=True)
class Made:
    """What is shown once: a text with the link to send, or a code to read out."""

    name: str
    text: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """How far an invitation is, and what can be done: `state` as in `inviting.Standing`, or "account" or "none"."""

    state: str
    at: Any
    why_not: str  # the sentence that says why no link can be sent, or nothing


def told(lines: list[RoleLine], desk: Desk) -> dict[uuid.UUID, Told]:
    """Return how far each invitation is, by the id of the role."""
    standings = inviting.standings(line.id for line in lines)
    accounts = desks.accounts(line.person for line in lines)
    found = {}
    for line in lines:
        standing, account = standings.get(line.id), accounts.get(line.person)
        state = standing.state if standing else "account" if account and account.is_open else "none"
        why = inviting.why_not(desk.viewer, line.person, desk.day)
        is_own = line.person == desk.viewer
        found[line.id] = Told(state, standing.at if standing else None, "" if is_own else _sentence(why))
    return found


def _sentence(why: str) -> str:
    return str(words.NOT_INVITED[why]) if why else ""


def carry_out(request: HttpRequest, desk: Desk, line: RoleLine) -> tuple[Made | None, str]:
    """Do what the form asks; return (what is shown once, what stands against it)."""
    name = people.names([line.person]).get(line.person)
    called = name.full if name else ""
    try:
        if request.POST.get("viec") == "moi":
            secret = inviting.invite(line.id, by=desk.viewer, today=desk.day)
            return Made(called, text=_text(line, secret)), ""
        if request.POST.get("viec") == "doc-ma":
            return Made(called, code=inviting.spoken_code(line.id, by=desk.viewer, today=desk.day)), ""
    except NotInvitable as problem:
        return None, _sentence(problem.why)
    except CodeRefused as problem:
        return None, _sentence("codes" if problem.why == "often" else "old")
    inviting.withdraw(line.id, by=desk.viewer)
    return None, ""


def _text(line: RoleLine, secret: str) -> str:
    link = settings.SITE_URL + reverse("unions:role_link", args=[secret])
    return _(
        "You have been given a task: %(role)s, %(unit)s. Open the link within 3 days, it works once and for you only: "
        "%(link)s"
    ) % {"role": kinds.word(line.name), "unit": line.unit_name, "link": link}
