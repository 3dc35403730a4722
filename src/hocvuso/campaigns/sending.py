"""What is due on a channel, exactly as it was approved; the room above sends it and says what became of it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse

from hocvuso.campaigns import kits, video
from hocvuso.campaigns.models import CampaignLink, PostPicture
from hocvuso.campaigns.rendering import article, rendered
from hocvuso.core import campaign as rules
from hocvuso.core.posting import CHANNELS, Rendered
from hocvuso.plumbing import outbox

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
    return DuePost(row.id, row.post.id, row.unit_id, row.channel, row.due_at, told)


def hand_over(now: datetime) -> int:
    """Put what is due on channels outside into the outbox, each once an approval; return how many are new.

    The room above takes it up, sends exactly that, and tells back; what nobody can send waits there for a hand.
    """
    new = 0
    for row in _due(now).exclude(channel=rules.WEBSITE)[:AT_ONCE]:
        due = _taken(row)
        if due is None or row.post is None:
            continue
        told = article(row.post, row)
        post = outbox.Composed(due.channel, asdict(told), due.rendered.digest, _files(row))
        with transaction.atomic():
            new += outbox.publish(post, key=key_of(row), unit=due.unit, by=row.post.approved_by)
    return new


def _files(row: CampaignLink) -> dict[str, str]:
    """Return where picture and video of a post lie: a path on this site, a file below the data folder."""
    found = {}
    if row.post is not None and hasattr(row.post, "picture"):
        found["picture_url"] = reverse("campaigns:picture", kwargs={"code": row.code})
    made = video_file(row.kit) if row.post is not None and row.post.has_video else None
    if made is not None:
        found["video"] = str(made.relative_to(settings.DATA))
    return found


def key_of(row: CampaignLink) -> str:
    """Return the name under which a place goes out after this approval; each approval is a new version of the post."""
    return f"place:{row.id.hex}:{row.post.version if row.post else 0}"


def answers(now: datetime) -> dict[uuid.UUID, dict[str, Any]]:
    """Return what became of places in the outbox that are not out here yet."""
    rows = {key_of(row): row.id for row in _due(now).exclude(channel=rules.WEBSITE)[:AT_ONCE]}
    return {rows[key]: told for key, told in outbox.told(rows).items()}


def call_off(rows: Iterable[CampaignLink]) -> None:
    """Take back what has not been taken up yet."""
    for row in rows:
        if row.channel != rules.WEBSITE and row.due_at is not None:
            outbox.call_off(key_of(row))


def picture(post: uuid.UUID) -> bytes | None:
    """Return the picture of a post as JPEG, None where it has none."""
    held = PostPicture.objects.filter(post=post).first()
    return bytes(held.jpeg) if held else None


def video_file(kit: str) -> Path | None:
    """Return the upright video of a kit, None where it is not made."""
    found = kits.by_id(kit)
    return video.path_of(found) if found else None
