"""How a channel is: what went through it today, when it last worked, why it last refused, until when it rests."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import F

from hocvuso.channels.models import ChannelDay, ChannelState
from hocvuso.channels.outside.contract import Adapter, Refused, Why
from hocvuso.plumbing import clock

FIRST_REST = timedelta(seconds=30)  # decided: doubled with each failure in a row, an hour at most
LONGEST_REST = timedelta(hours=1)
A_MINUTE = timedelta(minutes=1)


def counted(channel: str, *, sent: int = 0, refused: int = 0, received: int = 0, turned_away: int = 0) -> None:
    """Add to what went through a channel today."""
    row, _ = ChannelDay.objects.get_or_create(channel=channel, on=clock.today())
    ChannelDay.objects.filter(id=row.id).update(
        sent=F("sent") + sent, refused=F("refused") + refused, received=F("received") + received,
        turned_away=F("turned_away") + turned_away,
    )  # fmt: skip


def sent_today(channel: str) -> int:
    """Return how many messages went out today."""
    return ChannelDay.objects.filter(channel=channel, on=clock.today()).values_list("sent", flat=True).first() or 0


def has_room(adapter: Adapter) -> bool:
    """Tell whether the day's quota is not used up."""
    return not adapter.a_day() or sent_today(adapter.name) < adapter.a_day()


def worked(channel: str) -> None:
    """Note that something went out."""
    fresh = {"ok_at": clock.now(), "failures": 0, "rests_until": None}
    if not ChannelState.objects.filter(channel=channel).update(**fresh):
        ChannelState.objects.get_or_create(channel=channel, defaults=fresh)
    counted(channel, sent=1)


def refused(channel: str, refusal: Refused) -> None:
    """Note why a channel refused, and let it rest where asking again at once would only be refused again.

    What concerns one person or one message says nothing of the channel: it goes on.
    """
    now = clock.now()
    row, _ = ChannelState.objects.get_or_create(channel=channel)
    is_channel = refusal.why not in {Why.WINDOW, Why.GONE, Why.NEVER}
    ChannelState.objects.filter(channel=channel).update(
        refused_at=now, why=refusal.why.value, code=refusal.code, detail=refusal.detail,
        failures=row.failures + 1 if is_channel else row.failures,
        rests_until=_rests_until(refusal.why, row.failures, now) if is_channel else row.rests_until,
    )  # fmt: skip
    counted(channel, refused=1)


def _rests_until(why: Why, failures: int, now: datetime) -> datetime:
    if why is Why.QUOTA:
        midnight: datetime = now.astimezone(clock.VIETNAM).replace(hour=0, minute=1, second=0, microsecond=0)
        return midnight + timedelta(days=1)
    if why is Why.RATE:
        return now + A_MINUTE
    return now + min(FIRST_REST * (1 << min(failures, 8)), LONGEST_REST)


def is_resting(channel: str) -> bool:
    """Tell whether a channel is left alone now."""
    return ChannelState.objects.filter(channel=channel, rests_until__gt=clock.now()).exists()


def wake(channel: str) -> None:
    """Let a channel be asked again at once, because somebody has put something right."""
    ChannelState.objects.filter(channel=channel).update(rests_until=None, failures=0)
