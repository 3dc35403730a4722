"""The log of the exchange: one line for each thing that an operator may ask about later."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from hocvuso.exchange.models import ExchangeNote, Installation
from hocvuso.plumbing import clock

KEPT = timedelta(days=400)  # decided: a year's returns can be followed to their receipts


def note(partner: Installation | None, what: str, facts: Mapping[str, Any]) -> None:
    """Write one line."""
    ExchangeNote.objects.create(at=clock.now(), installation=partner, what=what, facts=dict(facts))


def note_refusal(partner: Installation | None, why: str, detail: str, *, way: str) -> None:
    """Write that something that came was not taken; of a full disk nothing, for that line would find no room either."""
    if why != "full":
        note(partner, "refused", {"why": why, "detail": detail, "way": way})


def forget_old() -> int:
    """Delete lines past their term."""
    return ExchangeNote.objects.filter(at__lt=clock.now() - KEPT).delete()[0]
