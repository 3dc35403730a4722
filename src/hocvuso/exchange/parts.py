"""Which units belong to a partner: the subtree that goes up to it, or comes up from it; and what it sent back."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from hocvuso.exchange import log
from hocvuso.exchange.models import Installation
from hocvuso.plumbing import clock
from hocvuso.unions import queries as unions
from hocvuso.unions import travelling


def units_of(partner: Installation) -> list[uuid.UUID]:
    """Return the units of a partner's subtree today, its top first."""
    if partner.unit is None:
        return []
    under = unions.subtree_ids(partner.unit, clock.today())
    return [partner.unit, *(unit for unit in under if unit != partner.unit)]


def code_of(unit: uuid.UUID) -> str:
    """Return the code of a unit, also of one that ended."""
    return codes([unit]).get(unit, "")


def codes(units: list[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Return the codes of units."""
    return {line.id: line.code for line in unions.unit_lines(units, clock.today())}


def stands_under(partner: Installation, unit: uuid.UUID) -> bool:
    """Tell whether a unit belongs to a partner's subtree, today or when it last stood."""
    if partner.unit is None:
        return False
    return unit == partner.unit or travelling.stood_under(unit, partner.unit)


def goes_elsewhere(unit: uuid.UUID) -> bool:
    """Tell whether a unit hands in to another installation: it is the top of what goes up to one."""
    return Installation.objects.filter(side="above", unit=unit, ended_at=None).exclude(paired_at=None).exists()


def partners(side: str = "") -> list[Installation]:
    """Return those we are paired with, by name."""
    rows = Installation.objects.filter(is_own=False, ended_at=None).exclude(paired_at=None)
    return list((rows.filter(side=side) if side else rows).order_by("name", "id"))


def sent_back(partner: Installation, subject: str, row: Mapping[str, Any]) -> None:
    """Write down that the other side did not enter something, and why."""
    log.note(partner, "back", {"subject": subject, "kind": str(row["kind"]), "reason": str(row["reason"])[:400]})
