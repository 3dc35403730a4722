"""Who asks, and for whom an answer is worded: phone, level and role, from choices and from what a channel sees."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest

from hocvuso.assistant.own.registry import Office
from hocvuso.learning import queries as learning
from hocvuso.people import steps
from hocvuso.unions import access

_DEVICES = {"iPhone": "iphone", "Android": "android", "Windows": "pc", "Mac": "pc"}
OFFICIAL = "official"
DEVICES = ("android", "iphone", "pc")


@dataclass(frozen=True, slots=True)
class Wording:
    """For whom an answer is worded."""

    device: str
    easy: bool
    audience: str


def wording_for(person: uuid.UUID | None, office: Office | None, day: date, *, in_hand: str = "") -> Wording:
    """Return device, reading level and role: what the learner chose, as on the pages of lessons, else what is known.

    The one rule for every channel. `in_hand` is the device that a channel sees; an official in office gets the
    official's wording.
    """
    chosen = learning.choices(person) if person else learning.no_choices()
    audience = OFFICIAL if office and access.roles_of(office.official, day) else chosen.audience
    return Wording(chosen.device or (in_hand if in_hand in DEVICES else ""), chosen.easy, audience)


def office_of(request: HttpRequest) -> Office | None:
    """Return who is signed in as an official here, with or without a role; a learner's phone signs nobody in."""
    if not request.user.is_authenticated:
        return None
    return Office(uuid.UUID(str(request.user.pk)), request.GET.get("don-vi", ""))


def in_hand(request: HttpRequest) -> str:
    """Return the kind of device that asks, "" when its browser does not say."""
    return _DEVICES.get(steps.label_of(request), "")
