"""The rotating tokens of a channel: one exchange at a time, the new pair kept in the transaction that used up the old.

A refresh token is good for one use. Whoever exchanges it holds the row's lock, so a second worker waits, sees that the
generation has moved on, and takes the new token without asking. On SQLite the writer's queue is that lock.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

from django.db import transaction

from hocvuso.channels.models import ChannelToken
from hocvuso.channels.outside.contract import Adapter, Refused, Why
from hocvuso.channels.outside.sealing import Pair, Unreadable, opened, seal
from hocvuso.plumbing import audit, clock

MARGIN = timedelta(minutes=5)  # decided: a call that begins now must end before the token does
Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Held:
    """A token to work with, and how often the pair had been exchanged when it was read."""

    access: str
    generation: int


def keep(channel: str, pair: Pair) -> None:
    """Keep the pair that a person got by connecting the channel; it replaces whatever was there."""
    with transaction.atomic():
        row = ChannelToken.objects.select_for_update().filter(channel=channel).first()
        _write(row or ChannelToken(channel=channel, generation=0), pair)


def forget(channel: str) -> bool:
    """Throw the tokens of a channel away; tell whether there were any."""
    return bool(ChannelToken.objects.filter(channel=channel).delete()[0])


def with_token(adapter: Adapter, act: Callable[[str], Found]) -> Found:
    """Return what `act` does with a token; where the channel no longer takes it, exchange it once. Raises Refused."""
    held = current(adapter)
    try:
        return act(held.access)
    except Refused as refusal:
        if refusal.why is not Why.TOKEN:
            raise
    return act(exchange(adapter, held.generation).access)


def current(adapter: Adapter) -> Held:
    """Return a token to work with, exchanged before it ends. Raises Refused."""
    row = ChannelToken.objects.filter(channel=adapter.name).first()
    if row is None:
        raise Refused(Why.LOGIN, "no_token")
    if row.expires_at - clock.now() > MARGIN:
        return _held(row)
    return exchange(adapter, row.generation)


def exchange(adapter: Adapter, seen: int) -> Held:
    """Exchange the pair unless somebody has since `seen`; return the token to work with. Raises Refused."""
    with transaction.atomic():
        row = ChannelToken.objects.select_for_update().filter(channel=adapter.name).first()
        if row is None:
            raise Refused(Why.LOGIN, "no_token")
        if row.generation != seen:
            return _held(row)
        if row.is_dead:
            raise Refused(Why.LOGIN, "dead_token")
        refresh = _opened(row.refresh)
        try:
            _write(row, adapter.refresh(refresh))
            return _held(row)
        except Refused as refusal:
            if refusal.why is not Why.LOGIN:
                raise
            dead = refusal
        ChannelToken.objects.filter(channel=adapter.name).update(is_dead=True)
    raise dead


def _held(row: ChannelToken) -> Held:
    return Held(_opened(row.access), row.generation)


def _write(row: ChannelToken, pair: Pair) -> None:
    row.access, row.refresh, row.expires_at = seal(pair.access), seal(pair.refresh), pair.expires_at
    row.refresh_until, row.refreshed_at = pair.refresh_until, clock.now()
    row.generation, row.is_dead, row.who = row.generation + 1, False, pair.who or row.who
    row.save()
    audit.record("channel_token", actor=None, what=row.channel)


def _opened(sealed: str) -> str:
    try:
        return opened(sealed)
    except Unreadable:
        raise Refused(Why.LOGIN, "key_changed") from None
