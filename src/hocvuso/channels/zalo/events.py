"""What Zalo tells us: signed, fresh, new, and kept in one short statement; it is answered afterwards, by a job."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from django.conf import settings
from django.http import HttpRequest

from hocvuso.channels.models import ZaloEvent
from hocvuso.channels.outside import health
from hocvuso.channels.zalo.api import NAME
from hocvuso.core.zalo_signature import is_signed
from hocvuso.plumbing import clock

MOST_BYTES = 64 * 1024  # decided: a message has 2,000 characters, a picture comes as its address
MOST_TEXT = 5000  # as much as the assistant reads
AHEAD = timedelta(minutes=5)  # decided: two clocks
REMEMBERED = timedelta(days=7)  # decided: longer than anything may be late (ZALO_STALE_MINUTES)
WORDS = ("user_send_text", "anonymous_send_text")
OTHERS = (
    "user_send_image", "user_send_link", "user_send_audio", "user_send_video", "user_send_sticker", "user_send_gif",
    "user_send_location", "user_send_file", "user_send_business_card", "follow", "unfollow",
)  # fmt: skip
Verdict = Literal["taken", "again", "ignored", "forged", "stale", "unreadable"]


def receive(request: HttpRequest) -> Verdict:
    """Keep what Zalo sent, if it was Zalo, lately, for the first time, and something that we answer."""
    raw = request.body
    read = _read(raw)
    if read is None:
        return "unreadable"
    stamp = str(read.get("timestamp", ""))
    stamps = (stamp, request.headers.get("X-ZEvent-Timestamp", ""))
    given = request.headers.get("X-ZEvent-Signature", "")
    app = str(read.get("app_id", ""))
    if app != settings.ZALO_APP_ID or not is_signed(given, app, raw, stamps, settings.ZALO_OA_SECRET):
        return "forged"
    said_at = _moment(stamp)
    now = clock.now()
    if said_at is None or not -AHEAD <= now - said_at <= timedelta(minutes=settings.ZALO_STALE_MINUTES):
        return "stale"
    name, user = str(read.get("event_name", ""))[:40], _user(read)
    if name not in (*WORDS, *OTHERS) or not user:
        return "ignored"
    row = ZaloEvent(
        key=_key(read, raw), name=name, user_id=user, text=_text(read), said_at=said_at, arrived_at=now, next_at=now
    )
    found = ZaloEvent.objects.get_or_create(
        key=row.key,
        defaults={
            "id": row.id, "name": row.name, "user_id": row.user_id, "text": row.text, "said_at": row.said_at,
            "arrived_at": row.arrived_at, "next_at": row.next_at,
        },
    )  # fmt: skip
    return "taken" if found[1] else "again"


def _read(raw: bytes) -> Mapping[str, Any] | None:
    if len(raw) > MOST_BYTES:
        return None
    try:
        read = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    return read if isinstance(read, dict) else None


def _moment(stamp: str) -> datetime | None:
    """Return the moment of a timestamp in milliseconds."""
    if not stamp.isascii() or not stamp.isdigit() or len(stamp) > 14:
        return None
    return datetime.fromtimestamp(int(stamp) / 1000, UTC)


def _user(read: Mapping[str, Any]) -> str:
    for name in ("sender", "follower"):
        each = read.get(name)
        if isinstance(each, dict) and str(each.get("id", "")).isalnum():
            return str(each["id"])[:40]
    return ""


def _text(read: Mapping[str, Any]) -> str:
    said = read.get("message")
    text = said.get("text", "") if isinstance(said, dict) else ""
    return str(text)[:MOST_TEXT].replace("\0", "")


def _key(read: Mapping[str, Any], raw: bytes) -> str:
    """Return under what an event is remembered: the id of its message, else what it says."""
    said = read.get("message")
    number = str(said.get("msg_id") or said.get("mid") or "") if isinstance(said, dict) else ""
    return f"m:{number[:90]}" if number else f"h:{hashlib.sha256(raw).hexdigest()}"


def forget_old() -> int:
    """Delete what is too old to be sent again, and note nothing of it."""
    return ZaloEvent.objects.filter(arrived_at__lt=clock.now() - REMEMBERED).delete()[0]


def turned_away() -> None:
    """Count one that was forged or stale."""
    health.counted(NAME, turned_away=1)
