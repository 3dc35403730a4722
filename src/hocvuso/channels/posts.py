"""Composed posts on their way: taken from the outbox, sent step by step, told back; by hand where nothing is set up.

A row is the post. Its next try is written down before each step, so that a machine that dies in the middle waits its
turn; steps are such that doing one again makes no second post.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

import structlog
from django.db import transaction

from hocvuso.channels.models import ChannelPost
from hocvuso.channels.outside import health
from hocvuso.channels.outside.contract import AGAIN, Adapter, Files, Refused, Why
from hocvuso.channels.tiktok.api import TIKTOK
from hocvuso.channels.zalo.api import ZALO
from hocvuso.core.plain_text import plain
from hocvuso.core.posting import Article, Media, Rendered, render
from hocvuso.plumbing import audit, clock, outbox

log = structlog.get_logger(__name__)
ADAPTERS: tuple[Adapter, ...] = (ZALO, TIKTOK)
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=2)
KEPT_TRYING = timedelta(days=7)  # decided: news of a week ago is none; a person may still post it by hand
STEPS_AT_ONCE = 20


def adapter_for(channel: str) -> Adapter | None:
    """Return the adapter that posts to a channel of core.posting, None for one that people post to by hand."""
    return next((each for each in ADAPTERS if channel in each.posts_as), None)


def rendered(post: ChannelPost) -> Rendered:
    """Return a post exactly as it goes, which is what was shown."""
    return render(article_of(post.article), post.channel)


def title_of(post: ChannelPost) -> str:
    """Return how a post is called on our pages: its title, else how its text begins."""
    article = article_of(post.article)
    return plain(article.title).text or plain(article.short or article.long).text[:60]


def article_of(kept: Mapping[str, Any]) -> Article:
    """Read an article from its row."""
    media = {name: Media(**kept[name]) if kept.get(name) else None for name in ("picture", "video")}
    words = {name: str(kept.get(name, "")) for name in ("title", "short", "long", "link")}
    return Article(**words, picture=media["picture"], video=media["video"])


def take_up() -> int:
    """Take what rooms below want posted from the outbox, each once; return how many."""
    taken = 0
    for message in outbox.posts_due():
        with transaction.atomic():
            if not outbox.take(message.id):
                continue
            taken += 1
            adapter = adapter_for(message.channel)
            is_open = adapter is not None and adapter.is_on()
            ChannelPost.objects.get_or_create(
                key=message.key,
                defaults={
                    "channel": message.channel, "article": message.article, "files": message.files,
                    "digest": message.digest, "is_broadcast": message.is_broadcast, "unit": message.unit,
                    "by": message.by, "created_at": clock.now(), "next_at": clock.now(),
                    "outcome": "waiting" if is_open else "by_hand",
                },
            )  # fmt: skip
            outbox.tell(message.key, {"state": "waiting" if is_open else "by_hand"})
    return taken


def send_due() -> int:
    """Bring the posts whose time has come one or more steps further; return how many went out."""
    now = clock.now()
    due = ChannelPost.objects.filter(outcome="waiting", next_at__lte=now).order_by("next_at", "id")[:10]
    return sum(_bring_on(post) for post in due)


def _bring_on(post: ChannelPost) -> bool:
    adapter = adapter_for(post.channel)
    if adapter is None or not adapter.is_on():
        _end(post, "by_hand")
        return False
    if health.is_resting(adapter.name) or not health.has_room(adapter):
        return False
    shown = rendered(post)
    if shown.digest != post.digest or not shown.may_go:
        _end(post, "failed", Refused(Why.NEVER, "changed"))
        return False
    for _step in range(STEPS_AT_ONCE):
        if not _claim(post):
            return False
        try:
            done = adapter.post(shown, Files(**post.files), post.progress, post.is_broadcast)
        except Refused as refusal:
            _refused(post, adapter, refusal)
            return False
        if done.is_done:
            health.worked(adapter.name)
            ChannelPost.objects.filter(id=post.id).update(where=done.where[:300], sent_at=clock.now(), progress={})
            _end(post, "sent", where=done.where[:300])
            return True
        post.progress = dict(done.progress)
        ChannelPost.objects.filter(id=post.id).update(progress=post.progress, next_at=clock.now() + done.look_again)
        post.next_at = clock.now() + done.look_again
        if done.look_again:
            return False
    return False


def _claim(post: ChannelPost) -> bool:
    """Write the next try down before this one, unless another process has it."""
    following = clock.now() + FIRST_PAUSE
    mine = ChannelPost.objects.filter(id=post.id, outcome="waiting", next_at=post.next_at).update(next_at=following)
    post.next_at = following
    return mine == 1


def _refused(post: ChannelPost, adapter: Adapter, refusal: Refused) -> None:
    health.refused(adapter.name, refusal)
    log.warning("post_refused", channel=post.channel, why=refusal.why.value, code=refusal.code)
    if refusal.why is Why.UNSURE:
        ChannelPost.objects.filter(id=post.id).update(progress={**post.progress, "is_unsure": True})
    elif refusal.why not in AGAIN:
        _end(post, "failed", refusal)
        return
    if clock.now() - post.created_at > KEPT_TRYING:
        _end(post, "failed", refusal)
        return
    pause = min(FIRST_PAUSE * 2 ** min(post.attempts, 7), LONGEST_PAUSE)
    told = {"why": refusal.why.value, "code": refusal.code, "detail": refusal.detail}
    ChannelPost.objects.filter(id=post.id).update(attempts=post.attempts + 1, next_at=clock.now() + pause, **told)


def _end(post: ChannelPost, outcome: str, refusal: Refused | None = None, *, where: str = "") -> None:
    told = {"why": refusal.why.value, "code": refusal.code, "detail": refusal.detail} if refusal else {}
    ChannelPost.objects.filter(id=post.id).update(outcome=outcome, **told)
    outbox.tell(post.key, {"state": outcome, "where": where, **told})


@transaction.atomic
def posted_by_hand(post: uuid.UUID, *, by: uuid.UUID, where: str = "") -> bool:
    """Write down that somebody has posted it himself; tell whether it had not gone out before."""
    row = ChannelPost.objects.select_for_update().filter(id=post).first()
    if row is None or row.outcome == "sent":
        return False
    row.outcome, row.sent_at, row.where, row.progress = "sent", clock.now(), where[:300], {}
    row.save(update_fields=["outcome", "sent_at", "where", "progress"])
    outbox.tell(row.key, {"state": "sent", "where": row.where, "by_hand": True})
    audit.record("posted_by_hand", actor=by, what=f"{row.channel}: {row.article.get('title', '')}"[:200])
    return True


@transaction.atomic
def not_posted(post: uuid.UUID, *, by: uuid.UUID) -> bool:
    """Take a word that it is posted back."""
    row = ChannelPost.objects.select_for_update().filter(id=post, outcome="sent").first()
    told = outbox.told([row.key]) if row else {}
    if row is None or not told.get(row.key, {}).get("by_hand"):
        return False
    row.outcome, row.sent_at, row.where = "by_hand", None, ""
    row.save(update_fields=["outcome", "sent_at", "where"])
    outbox.tell(row.key, {"state": "by_hand"})
    audit.record("not_posted", actor=by, what=f"{row.channel}: {row.article.get('title', '')}"[:200])
    return True


def try_again(post: uuid.UUID) -> bool:
    """Let a post that failed, or waits for a hand, go its way once more; tell whether there is such a way."""
    row = ChannelPost.objects.filter(id=post, outcome__in=["failed", "by_hand"]).first()
    adapter = adapter_for(row.channel) if row else None
    if row is None or adapter is None or not adapter.is_on():
        return False
    health.wake(adapter.name)
    fresh: dict[str, Any] = {"outcome": "waiting", "attempts": 0, "created_at": clock.now(), "next_at": clock.now()}
    outbox.tell(row.key, {"state": "waiting"})
    return bool(ChannelPost.objects.filter(id=row.id, outcome=row.outcome).update(**fresh))


def waiting(channels: Iterable[str]) -> int:
    """Return how many posts wait for these channels."""
    return ChannelPost.objects.filter(outcome="waiting", channel__in=list(channels)).count()


def forget_old(before: datetime) -> int:
    """Delete posts that ended before that moment; return how many."""
    return ChannelPost.objects.filter(created_at__lt=before).exclude(outcome="waiting").delete()[0]
