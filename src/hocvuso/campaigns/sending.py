"""What is due on a channel, exactly as it was approved; the room above sends it and says what became of it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db.models import QuerySet

from hocvuso.campaigns import kits, video
from hocvuso.campaigns.models import CampaignLink, PostPicture
from hocvuso.campaigns.rendering import article, rendered
from hocvuso.core import campaign as rules
from hocvuso.core.posting import CHANNELS, Rendered

AT_ONCE = 100  # decided: what one round takes up; the rest is due in the next


@dataclass(frozen=True, slots=True)
class DuePost:
    """A post that a channel shall get now: these letters, and the address behind them."""

    place: uuid.UUID
    post: uuid.UUID
    unit: uuid.UUID
    channel: str
    due_at: datetime
    kit: str
    rendered: Rendered


def due_posts(now: datetime, channel: str) -> list[DuePost]:
    """Return what is approved, due and neither out nor refused on a channel, the longest due first.

    What is no longer what was approved is left out: its digest differs.
    """
    return [each for row in _due(now).filter(channel=channel)[:AT_ONCE] if (each := _taken(row)) is not None]


def changed(now: datetime) -> list[uuid.UUID]:
    """Return the places that are due and would get something else than what was approved."""
    return [row.id for row in _due(now)[:AT_ONCE] if _taken(row) is None]


def _due(now: datetime) -> QuerySet[CampaignLink]:
    rows = CampaignLink.objects.filter(due_at__lte=now, posted_on=None, refusal="", post__state=rules.APPROVED)
    rows = rows.exclude(channel__in=[name for name, limits in CHANNELS.items() if limits.by_hand])
    return rows.select_related("post", "post__picture").defer("post__picture__jpeg").order_by("due_at", "id")


def _taken(row: CampaignLink) -> DuePost | None:
    if row.post is None or row.due_at is None:
        return None
    told = rendered(row, article(row.post, row))
    if told.digest != row.digest:
        return None
    return DuePost(row.id, row.post.id, row.unit_id, row.channel, row.due_at, row.kit, told)


def picture(post: uuid.UUID) -> bytes | None:
    """Return the picture of a post as JPEG, None where it has none."""
    held = PostPicture.objects.filter(post=post).first()
    return bytes(held.jpeg) if held else None


def video_file(kit: str) -> Path | None:
    """Return the upright video of a kit, None where it is not made."""
    found = kits.by_id(kit)
    return video.path_of(found) if found else None
