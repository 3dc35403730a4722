"""What the exchange holds about one person: who told us of him, what was told; and who is asked to forget him."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from hocvuso.exchange.kinds import erasures
from hocvuso.exchange.models import PartnerPerson, ReceivedFact
from hocvuso.people import departures, own_data


def _count(ids: Sequence[uuid.UUID]) -> int:
    return PartnerPerson.objects.filter(person__in=ids).count() + ReceivedFact.objects.filter(person__in=ids).count()


def _export(ids: Sequence[uuid.UUID]) -> Any:
    told = PartnerPerson.objects.filter(person__in=ids).order_by("at", "id")
    facts = ReceivedFact.objects.filter(person__in=ids).order_by("at", "id")
    return {
        "told_by": list(told.values("installation__name", "at", "left_at")),
        "facts": list(facts.values("installation__name", "kind", "key", "facts", "at")),
    }


def _erase(ids: own_data.Ids) -> int:
    gone = ReceivedFact.objects.filter(person__in=ids).delete()[0]
    return gone + PartnerPerson.objects.filter(person__in=ids).delete()[0]


def register() -> None:
    """Register with the page of own data; both tables keep the id that the other side knows him by."""
    own_data.register(
        own_data.Holder("exchange", lambda: _("What another installation told about you"), _count, _export, _erase)
    )
    departures.words_for({
        "roster": lambda: _("Your name and your unit"), "result": lambda: _("Skills that you have learnt"),
        "certificate": lambda: _("Your certificates"),
    })  # fmt: skip
    departures.before_erasing(erasures.ask)
