"""What this room holds about one person: the returns that he signed as an official, and folders that he asked for.

What somebody signed for his union stays when he erases his account: it is the union's paper, as an ink signature is.
His folders go.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from hocvuso.people import own_data
from hocvuso.reports.evidence import building
from hocvuso.reports.models import Adjustment, EvidencePack, ReturnStep, RosterCheck


def register() -> None:
    """Register this room with the page of own data."""
    own_data.register(
        own_data.Holder("reports", lambda: _("Returns you signed for your union"), _count, _export, _erase)
    )


def _count(ids: Sequence[uuid.UUID]) -> int:
    signed = ReturnStep.objects.filter(by__in=ids).count() + RosterCheck.objects.filter(by__in=ids).count()
    return signed + EvidencePack.objects.filter(asked_by__in=ids).count()


def _export(ids: Sequence[uuid.UUID]) -> dict[str, Any]:
    return {
        "returns": list(
            ReturnStep.objects.filter(by__in=ids).values("of__unit_name", "of__month", "what", "at", "reason")
        ),
        "adjustments": list(
            Adjustment.objects.filter(by__in=ids).values("of__unit_name", "of__month", "line", "after", "reason", "at")
        ),
        "rosters": list(RosterCheck.objects.filter(by__in=ids).values("unit__name", "on", "people")),
        "evidence": list(
            EvidencePack.objects.filter(asked_by__in=ids).values("unit__name", "target", "since", "until", "asked_at")
        ),
    }


def _erase(ids: own_data.Ids) -> int:
    return sum(building.forget(pack) for pack in EvidencePack.objects.filter(asked_by__in=ids))
