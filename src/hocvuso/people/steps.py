"""The steps of claiming: what is remembered between two screens, and where they lead on to.

The ids that new rows will get are drawn at the first step, so that a form sent twice makes one account.
"""

from __future__ import annotations

import uuid
from dataclasses import asdict, dataclass
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from hocvuso.people import queries
from hocvuso.people.actions import Phone
from hocvuso.people.tokens import Token
from hocvuso.plumbing.ids import uuid7
from hocvuso.plumbing.views import way_back

KEY = "claim"


@dataclass(slots=True)
class Claim:
    """A claim under way in this session: by a card, or by name and number, perhaps with a dealt code or blank card."""

    device: str
    learner: str
    person: str
    card: str = ""
    full_name: str = ""
    number: str = ""
    blank: str = ""


def start(request: HttpRequest) -> Claim:
    """Return the claim under way, or a new one."""
    stored = request.session.get(KEY)
    return Claim(**stored) if stored else Claim(str(uuid7()), str(uuid7()), str(uuid7()))


def current(request: HttpRequest) -> Claim | None:
    """Return the claim under way, or None when there is none (an old page, or it is done)."""
    stored = request.session.get(KEY)
    return Claim(**stored) if stored else None


def keep(request: HttpRequest, claim: Claim) -> None:
    """Remember a claim until the next screen."""
    request.session[KEY] = asdict(claim)


def finish(request: HttpRequest) -> None:
    """Forget the claim: it has become an account."""
    request.session.pop(KEY, None)


def phone_of(request: HttpRequest, claim: Claim) -> Phone:
    """Return the phone that claims."""
    return Phone(learner_of(request), uuid.UUID(claim.device), uuid.UUID(claim.learner), label=label_of(request))


def learner_of(request: HttpRequest) -> Token | None:
    """Return the token of whoever learns on this phone."""
    token = getattr(request, "learner", None)
    return token if isinstance(token, Token) else None


def named(request: HttpRequest) -> uuid.UUID | None:
    """Return the person with a name who uses this phone, None for nobody and for a learner without a name."""
    learner = learner_of(request)
    person = queries.canonical(learner.person) if learner else None
    return person if person is not None and queries.has_name(person) else None


def label_of(request: HttpRequest) -> str:
    """Return a word for this phone that its owner recognises in a list; nothing finer than the family."""
    agent = request.headers.get("User-Agent", "")
    for mark, label in (("iPhone", "iPhone"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS", "Mac")):
        if mark in agent:
            return label
    return ""


def onward(request: HttpRequest, name: str, **query: str) -> str:
    """Return the address of the next screen; where the person wanted to go in the end travels along."""
    end = way_back(request, "")
    full = {**query, "ve": end} if end else query
    return f"{reverse(name)}?{urlencode(full)}" if full else reverse(name)


def end_of(request: HttpRequest, default: str) -> str:
    """Return where the person wanted to go, else the page called `default`."""
    return way_back(request, reverse(default))
