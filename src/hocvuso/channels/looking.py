"""How the channels are, for the page: set up, connected, what went through, what waits, what to do next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from hocvuso.channels.models import ChannelDay, ChannelPost, ChannelState, ChannelToken, Letter, ZaloEvent, ZaloMessage
from hocvuso.channels.outside import words
from hocvuso.channels.posts import ADAPTERS
from hocvuso.plumbing import clock
from hocvuso.unions import queries as unions

POSTS_SHOWN = 30
MAIL = "email"


@dataclass(frozen=True, slots=True)
class Health:
    """One channel as the page shows it."""

    channel: str
    name: str
    is_on: bool
    is_connected: bool
    needs_connecting: bool
    tone: str  # ok todo care off
    state: str
    next_step: str
    ok_at: datetime | None
    refused_at: datetime | None
    refusal: str
    code: str
    rests_until: datetime | None
    waiting: int
    sent: int
    quota: int  # 0: none of ours
    received: int
    turned_away: int
    refreshed_at: datetime | None
    expires_at: datetime | None
    refresh_until: datetime | None
    who: str


def channels() -> list[Health]:
    """Return every channel outside, in a handful of statements."""
    states = {row.channel: row for row in ChannelState.objects.all()}
    days = {row.channel: row for row in ChannelDay.objects.filter(on=clock.today())}
    tokens = {row.channel: row for row in ChannelToken.objects.all()}
    quotas = {each.name: each.a_day() for each in ADAPTERS}
    is_on = {each.name: each.is_on() for each in ADAPTERS} | {MAIL: bool(settings.SMTP_HOST)}
    waiting = _waiting()
    return [
        _health(
            name, is_on[name], states.get(name), days.get(name), tokens.get(name), quotas.get(name, 0), waiting[name]
        )
        for name in is_on
    ]


def _waiting() -> dict[str, int]:
    letters = Letter.objects.filter(outcome="waiting")
    posts = ChannelPost.objects.filter(outcome="waiting")
    on_zalo = ZaloMessage.objects.filter(outcome="waiting").count() + ZaloEvent.objects.filter(is_open=True).count()
    return {
        "zalo": on_zalo + letters.filter(way="zalo").count() + posts.filter(channel="zalo-article").count(),
        "tiktok": posts.filter(channel="tiktok").count(),
        MAIL: letters.filter(way=MAIL).count(),
    }


def _health(
    name: str, is_on: bool, state: ChannelState | None, day: ChannelDay | None, token: ChannelToken | None, quota: int,
    waiting: int,
) -> Health:  # fmt: skip
    has_tokens = name != MAIL
    is_connected = is_on and (not has_tokens or (token is not None and not token.is_dead))
    tone, said, following = _judged(name, is_on=is_on, is_connected=is_connected, state=state, token=token)
    return Health(
        channel=name, name=words.name_of(name), is_on=is_on, is_connected=is_connected,
        needs_connecting=is_on and not is_connected, tone=tone, state=said, next_step=following,
        ok_at=state.ok_at if state else None, refused_at=state.refused_at if state else None,
        refusal=words.said(state.why) if state else "", code=state.code if state else "",
        rests_until=state.rests_until if state and state.rests_until and state.rests_until > clock.now() else None,
        waiting=waiting, sent=day.sent if day else 0, quota=quota, received=day.received if day else 0,
        turned_away=day.turned_away if day else 0, refreshed_at=token.refreshed_at if token else None,
        expires_at=token.expires_at if token else None, refresh_until=token.refresh_until if token else None,
        who=token.who if token else "",
    )  # fmt: skip


def _judged(
    name: str, *, is_on: bool, is_connected: bool, state: ChannelState | None, token: ChannelToken | None
) -> tuple[str, str, str]:
    """Return tone, state and next step of a channel."""
    if not is_on:
        following = _(
            "Texts and pictures can be copied and posted by hand. The operator's manual says how to set it up."
        )
        if name == MAIL:
            following = _("Notices stand on the site. The operator's manual says how to set e-mail up.")
        return "off", _("Not set up"), following
    if not is_connected:
        if token is not None and token.is_dead:
            return "care", _("Must be connected anew"), words.next_step("login")
        return (
            "todo",
            _("Set up, not connected yet"),
            _("The operator connects it: one button, then the consent there."),
        )
    is_troubled = state is not None and state.failures > 0
    if is_troubled and state is not None:
        return "care", words.said(state.why), words.next_step(state.why)
    if state is None or state.ok_at is None:
        return "todo", _("Connected, nothing sent yet"), _("Nothing to do.")
    return "ok", _("Working"), _("Nothing to do.")


def posts(units: unions.Ids | None) -> list[ChannelPost]:
    """Return the newest posts, those that wait for a hand first; of these units only, None for all."""
    rows = ChannelPost.objects.all() if units is None else ChannelPost.objects.filter(unit__in=units)
    newest = list(rows.order_by("-created_at")[:POSTS_SHOWN])
    order = {"by_hand": 0, "failed": 0, "waiting": 1, "sent": 2}
    return sorted(newest, key=lambda post: order.get(post.outcome, 3))
