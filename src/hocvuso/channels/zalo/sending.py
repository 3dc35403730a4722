"""Answers events and sends what is due: in order for each person, at the speed and in the windows that Zalo allows."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import structlog
from django.conf import settings
from django.db import transaction
from django.db.models import F

from hocvuso.channels.contract import Outcome, Parcel
from hocvuso.channels.models import ZaloAccount, ZaloEvent, ZaloMessage
from hocvuso.channels.outside import health
from hocvuso.channels.outside.contract import AGAIN, Refused, Why
from hocvuso.channels.zalo import api, chat, wording
from hocvuso.channels.zalo.api import NAME, ZALO
from hocvuso.channels.zalo.people import account_of
from hocvuso.core.message_window import Fare, Rules, fare
from hocvuso.plumbing import clock

log = structlog.get_logger(__name__)
AT_ONCE = 50
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=10), timedelta(hours=1)
KEPT_TRYING = timedelta(hours=47)  # decided: within the free window of 48 hours; later the question has lost its sense
MOST_TRIES = 5  # of answering one event: what fails so often is broken


def answer_due() -> int:
    """Answer the events that wait, oldest first; return how many. A second process takes none of the same."""
    now = clock.now()
    due = ZaloEvent.objects.filter(is_open=True, next_at__lte=now).order_by("said_at", "id")[:AT_ONCE]
    return sum(_answered(event, now) for event in due)


def _answered(event: ZaloEvent, now: datetime) -> bool:
    mine = ZaloEvent.objects.filter(id=event.id, is_open=True, next_at=event.next_at)
    if not mine.update(next_at=now + timedelta(minutes=1) * 4**event.attempts, attempts=F("attempts") + 1):
        return False
    account = account_of(event.user_id)
    _came(event, account)
    if not event.bubble and account.bubble:  # what was on his screen, also when this is done once more
        event.bubble = account.bubble
        ZaloEvent.objects.filter(id=event.id).update(bubble=account.bubble)
    try:
        messages = chat.answer(event, account, now)
    except Exception:
        log.exception("zalo_event_failed", event_name=event.name, id=str(event.id))
        if event.attempts + 1 >= MOST_TRIES:
            ZaloEvent.objects.filter(id=event.id).update(is_open=False, text="")
        return False
    with transaction.atomic():
        for number, body in enumerate(messages):
            ZaloMessage.objects.get_or_create(
                key=f"{event.key}:{number}",
                defaults={"account": account, "body": body, "created_at": now, "next_at": now},
            )
        # Its words go; that it came is remembered.
        ZaloEvent.objects.filter(id=event.id).update(is_open=False, text="")
    health.counted(NAME, received=1)
    return True


def _came(event: ZaloEvent, account: ZaloAccount) -> None:
    """Keep when somebody wrote last: his window opens anew. One event counts once."""
    if event.attempts:
        return
    if event.name == "unfollow":
        ZaloAccount.objects.filter(id=account.id).update(left_at=event.said_at)
    elif event.name == "follow":
        ZaloAccount.objects.filter(id=account.id).update(left_at=None)
    if event.name != "unfollow" and (account.wrote_at is None or event.said_at >= account.wrote_at):
        ZaloAccount.objects.filter(id=account.id).update(wrote_at=event.said_at, replies=0)


def send_due() -> int:
    """Send the answers whose time has come; return how many went."""
    now = clock.now()
    waiting = ZaloMessage.objects.filter(outcome="waiting", next_at__lte=now).select_related("account")
    due = list(waiting.order_by("next_at", "id")[:AT_ONCE])
    if not due or not ZALO.is_on() or health.is_resting(NAME) or not health.has_room(ZALO):
        return 0
    sent = 0
    for message in due:
        if health.is_resting(NAME) or not health.has_room(ZALO):
            break
        sent += _send(message)
    return sent


def _send(message: ZaloMessage) -> bool:
    now = clock.now()
    if now - message.created_at > KEPT_TRYING:
        ZaloMessage.objects.filter(id=message.id).update(outcome="late")
        return False
    pause = min(FIRST_PAUSE * 2 ** min(message.attempts, 9), LONGEST_PAUSE)
    mine = ZaloMessage.objects.filter(id=message.id, outcome="waiting", next_at=message.next_at)
    if not mine.update(next_at=now + pause, attempts=F("attempts") + 1):
        return False
    try:
        _to(message.account, wording.sent(message.body))
    except Refused as refusal:
        kept = "waiting" if refusal.why in AGAIN else "unsure" if refusal.why is Why.UNSURE else "failed"
        ZaloMessage.objects.filter(id=message.id).update(outcome=kept, why=refusal.why.value)
        return False
    ZaloMessage.objects.filter(id=message.id).update(outcome="sent", sent_at=now, why="")
    return True


def rules() -> Rules:
    """Return for how long and how often somebody may be answered here."""
    hours, days = settings.ZALO_FREE_HOURS, settings.ZALO_OPEN_DAYS
    return Rules(timedelta(hours=hours), settings.ZALO_FREE_REPLIES, timedelta(days=days))


def fare_of(account: ZaloAccount, now: datetime) -> Fare:
    """Return what a message to somebody costs now."""
    return "closed" if account.left_at else fare(account.wrote_at, account.replies, now, rules())


def _to(account: ZaloAccount, body: dict[str, object]) -> None:
    """Send one message to somebody, unless his window is closed or it would cost money that nobody allowed."""
    account.refresh_from_db()
    costs = fare_of(account, clock.now())
    if costs == "closed" or (costs == "paid" and not settings.ZALO_PAID):
        raise Refused(Why.WINDOW, costs)
    if settings.ZALO_A_SECOND:
        time.sleep(1 / settings.ZALO_A_SECOND)
    try:
        api.send(account.user_id, body)
    except Refused as refusal:
        health.refused(NAME, refusal)
        if refusal.why is Why.GONE:
            ZaloAccount.objects.filter(id=account.id).update(left_at=clock.now())
        raise
    ZaloAccount.objects.filter(id=account.id).update(replies=F("replies") + 1)
    health.worked(NAME)


class ZaloWay:
    """Zalo as a further way for notices (channels/contract.py): a message of advice, else an approved template."""

    def is_on(self) -> bool:
        """Tell whether it is set up and may be spoken to now."""
        return ZALO.is_on() and not health.is_resting(NAME) and health.has_room(ZALO)

    @contextmanager
    def opened(self) -> Iterator[ZaloWay]:
        """Open it for a batch: each message is a call of its own."""
        yield self

    def send(self, parcel: Parcel) -> Outcome:
        """Send one notice; `to` is an id on Zalo."""
        account = ZaloAccount.objects.filter(user_id=parcel.to).first()
        if account is None or account.left_at:
            return Outcome.REFUSED
        words = parcel.words
        text = wording.shortened("\n\n".join((words.title, words.text, f"{words.button}: {words.link}")))
        try:
            if fare_of(account, clock.now()) != "free" and parcel.template and parcel.phone:
                return _by_template(parcel)
            _to(account, {"text": text})
        except Refused as refusal:
            return _OUTCOMES.get(refusal.why, Outcome.LATER)
        return Outcome.SENT


_OUTCOMES = {
    Why.WINDOW: Outcome.FAILED, Why.GONE: Outcome.REFUSED, Why.NEVER: Outcome.FAILED, Why.RIGHT: Outcome.FAILED,
    Why.UNSURE: Outcome.FAILED,
}  # fmt: skip


def _by_template(parcel: Parcel) -> Outcome:
    data = {"tieu_de": parcel.words.title, "noi_dung": parcel.words.text, "duong_dan": parcel.words.link}
    try:
        api.send_template(parcel.phone, parcel.template, data, parcel.id.hex)
    except Refused as refusal:
        health.refused(NAME, refusal)
        return _OUTCOMES.get(refusal.why, Outcome.LATER)
    health.worked(NAME)
    return Outcome.SENT


def forget_old(before: datetime) -> int:
    """Delete messages that were sent, or never went, before that moment; return how many."""
    return ZaloMessage.objects.filter(created_at__lt=before).exclude(outcome="waiting").delete()[0]
