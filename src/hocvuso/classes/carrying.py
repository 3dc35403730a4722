"""What a phone read on the wall without a link and sends later, by the door of events (`learning.carried`)."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime

from hocvuso.classes import attending, queries
from hocvuso.learning import carried
from hocvuso.learning.intake import Incoming, Refused
from hocvuso.people import queries as people
from hocvuso.plumbing.rates import Rate

KIND = "attend"
# Decided: a phone sends one code a meeting; whoever guesses hits one of some 400 half minutes among a million codes.
BY_ONE = Rate(20, 24 * 3600.0)


def register() -> None:
    """Register what phones carry for this room."""
    carried.register(KIND, take)


def take(learner: uuid.UUID, incoming: Incoming, *, now: datetime) -> str:
    """Write down that somebody was there, by the digits that he read; return "stored" or "duplicate". Raises Refused.

    The phone's clock is not looked at.
    """
    person = people.canonical(learner)
    if incoming.person is not None and people.canonical(incoming.person) != person:
        raise Refused("other_person")
    if not people.has_name(person):
        raise Refused("no_name")
    row = queries.by_code(incoming.content_id)
    if row is None:
        raise Refused("unknown_class")
    if not BY_ONE.allows(str(person)):
        raise Refused("often")
    try:
        _kind, is_new = attending.sign_in_to(row.id, person, _digits(incoming.response))
    except attending.Refused as refused:
        raise Refused(f"attend_{refused.args[0]}") from refused
    return "stored" if is_new else "duplicate"


def _digits(response: object) -> str:
    typed = response.get("ma") if isinstance(response, Mapping) else None
    return "".join(str(typed or "")[:24].split())
