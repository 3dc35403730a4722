"""What is due on a channel, exactly as it was approved; the room above sends it and says what became of it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from hocvuso.campaigns.models import CampaignLink, PostPicture
from hocvuso.campaigns.rendering import article, rendered
from hocvuso.core import campaign as rules
from hocvuso.core.posting import Rendered

AT_ONCE = 100  # decided: what one round takes up; the rest is due in the next


@dataclass(frozen=True, slots=True)
class DuePost:
    """A post that a channel shall get now: these letters, and the address behind them."""

    place: uuid.UUID
    post: uuid.UUID
    unit: uuid.UUID
    channel: str
    due_at: datetime
    rendered: Rendered


def due_posts(now: datetime, channel: str) -> list[DuePost]:
    """Return what is approved, due and neither out nor refused on a channel, the longest due first.

    What is no longer what was approved is left out: its digest differs.
    """
    rows = CampaignLink.objects.filter(
        channel=channel, due_at__lte=now, posted_on=None, refusal="", post__state=rules.APPROVED
    ).select_related("post", "post__picture").defer("post__picture__jpeg").order_by("due_at", "id")  # fmt: skip
    return [each for row in rows[:AT_ONCE] if (each := _due(row)) is not None]


def _due(row: CampaignLink) -> DuePost | None:
    if row.post is None or row.due_at is None:
        return None
    told = rendered(row, article(row.post, row))
    if told.digest != row.digest:
        return None
    return DuePost(row.id, row.post.id, row.unit_id, row.channel, row.due_at, told)


def picture(post: uuid.UUID) -> bytes | None:
    """Return the picture of a post as JPEG, None where it has none."""
    held = PostPicture.objects.filter(post=post).first()
    return bytes(held.jpeg) if held else None
