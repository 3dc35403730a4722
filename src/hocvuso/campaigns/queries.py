"""Lookups of awareness work: links, and how many opened, began and stayed by each."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from hocvuso.campaigns.models import CampaignLink, LinkOpening
from hocvuso.people import queries as people
from hocvuso.unions import queries as unions


@dataclass(frozen=True, slots=True)
class Reach:
    """What became of one link: opened so many times, this many began a first task, this many kept their results."""

    id: uuid.UUID
    code: str
    unit: uuid.UUID
    kit: str
    group: str
    text: str
    posted_on: date | None
    proof: str
    opened: int
    begun: int
    kept: int


def by_code(code: str) -> CampaignLink | None:
    """Return the link behind an address."""
    return CampaignLink.objects.filter(code=code.lower()).first()


def reach(units: unions.Ids, kit: str = "") -> list[Reach]:
    """Return the links of these units, those of one kit or all, the newest first."""
    rows = CampaignLink.objects.filter(unit__in=units)
    rows = (rows.filter(kit=kit) if kit else rows).order_by("-created_at")
    return _reached(list(rows))


def one(link: uuid.UUID) -> Reach | None:
    """Return one link with what became of it."""
    return next(iter(_reached(list(CampaignLink.objects.filter(id=link)))), None)


def _reached(rows: list[CampaignLink]) -> list[Reach]:
    openings = _openings(row.id for row in rows)
    begun, kept = people.came_by([row.code for row in rows])
    return [
        Reach(
            row.id, row.code, row.unit_id, row.kit, row.group, row.text, row.posted_on, row.proof,
            openings.get(row.id, 0), begun.get(row.code, 0), kept.get(row.code, 0),
        )
        for row in rows
    ]  # fmt: skip


def _openings(links: Iterable[uuid.UUID]) -> dict[uuid.UUID, int]:
    rows = LinkOpening.objects.filter(link__in=list(links)).values_list("link").annotate(Sum("times"))
    return dict(rows)
