"""Who asks on this page, and for whom an answer is worded: phone, level and role, from choices and from the request."""

from __future__ import annotations

import uuid
from datetime import date

from django.http import HttpRequest

from hocvuso.assistant.own.registry import Office
from hocvuso.learning.queries import Chosen
from hocvuso.people import steps
from hocvuso.unions import access

_DEVICES = {"iPhone": "iphone", "Android": "android", "Windows": "pc", "Mac": "pc"}
OFFICIAL = "official"


def office_of(request: HttpRequest) -> Office | None:
    """Return who is signed in as an official here, with or without a role; a learner's phone signs nobody in."""
    if not request.user.is_authenticated:
        return None
    return Office(uuid.UUID(str(request.user.pk)), request.GET.get("don-vi", ""))


def device_of(request: HttpRequest, chosen: Chosen) -> str:
    """Return the kind of device to explain: the one chosen, else the one in hand."""
    return chosen.device or _DEVICES.get(steps.label_of(request), "")


def audience_of(office: Office | None, chosen: Chosen, day: date) -> str:
    """Return for whom an answer is worded: an official in office gets the official's wording."""
    return OFFICIAL if office and access.roles_of(office.official, day) else chosen.audience
