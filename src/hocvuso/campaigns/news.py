"""The site's own news: posts that are out on the website, as pages, as a feed, as a card for a union's own site."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from hocvuso.campaigns.models import CampaignLink
from hocvuso.campaigns.rendering import article, rendered
from hocvuso.core import campaign as rules
from hocvuso.unions import queries as unions

if TYPE_CHECKING:
    from hocvuso.core.posting import Rendered

PAGE, FEED, CARD = 20, 30, 3


@dataclass(frozen=True, slots=True)
class News:
    """One post on our own pages, with nothing in it that a browser could run."""

    code: str
    place: uuid.UUID
    post: uuid.UUID
    kit: str
    skill: str
    unit: uuid.UUID
    unit_name: str
    posted_on: date
    changed_at: datetime
    told: Rendered

    @property
    def paragraphs(self) -> list[str]:
        """The text by lines."""
        return [line for line in self.told.text.split("\n") if line.strip()]


def listed(unit: uuid.UUID | None, day: date, *, start: int = 0, most: int = PAGE) -> list[News]:
    """Return news of a unit and those below it, or of all, the newest first."""
    return _news(_out(unit, day)[start : start + most], day)


def count(unit: uuid.UUID | None, day: date) -> int:
    """Count the news of a unit and those below it, or of all."""
    return _out(unit, day).count()


def by_code(code: str, day: date) -> News | None:
    """Return one piece of news by the code in its address."""
    return next(iter(_news(_out(None, day).filter(code=code.lower())[:1], day)), None)


def _out(unit: uuid.UUID | None, day: date) -> QuerySet[CampaignLink]:
    rows = CampaignLink.objects.filter(channel=rules.WEBSITE, posted_on__isnull=False, post__isnull=False)
    rows = rows.exclude(post__state=rules.ENDED).order_by("-posted_on", "-id")
    return rows.filter(unit__in=unions.subtree_ids(unit, day)) if unit else rows


def _news(rows: QuerySet[CampaignLink], day: date) -> list[News]:
    found = list(rows.select_related("post", "post__picture").defer("post__picture__jpeg"))
    names = {line.id: line.name for line in unions.unit_lines({row.unit_id for row in found}, day)}
    return [
        News(
            row.code, row.id, row.post.id, row.kit, row.skill, row.unit_id, names.get(row.unit_id, ""), row.posted_on,
            row.post.approved_at or row.created_at, rendered(row, article(row.post, row)),
        )
        for row in found
        if row.post is not None and row.posted_on is not None
    ]  # fmt: skip
