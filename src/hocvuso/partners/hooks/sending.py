"""Messages go out: signed for this very try, one address after the other, later again, given up, the operator told."""

from __future__ import annotations

import random
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from hocvuso.core import hooks as core
from hocvuso.partners.hooks import actions, wire
from hocvuso.partners.models import Hook, HookMessage
from hocvuso.plumbing import clock, outbox
from hocvuso.plumbing.sealing import Unreadable

AT_ONCE = 50  # messages of one round
TRIES_A_ROUND = 5  # decided: a partner that does not answer costs ten seconds a message; the others wait no longer
KEPT = timedelta(days=30)  # decided: how long the log shows what was told
GONE = 410


def send_due() -> int:
    """Send what is due; return how many messages were taken."""
    rows = HookMessage.objects.filter(next_at__lte=clock.now(), taken_at=None, hook__stopped_at=None)
    taken, failed = 0, dict[str, int]()
    for row in rows.select_related("hook").order_by("next_at", "id")[:AT_ONCE]:
        address = str(row.hook_id)
        if failed.get(address, 0) >= TRIES_A_ROUND or not _claim(row):
            continue
        if send(row):
            taken += 1
        else:
            failed[address] = failed.get(address, 0) + 1
    return taken


def _claim(row: HookMessage) -> bool:
    """Take a message for this process: whoever moves its next try forward sends it, and nobody else."""
    later = clock.now() + timedelta(minutes=2)
    return HookMessage.objects.filter(id=row.id, next_at=row.next_at, taken_at=None).update(next_at=later) == 1


def send(row: HookMessage) -> bool:
    """Send a message once and write down what came of it; tell whether it was taken."""
    hook, now = row.hook, clock.now()
    try:
        secrets = actions.secrets_of(hook)
    except Unreadable:
        _stopped(hook, "sealed")
        return False
    stamp = int(now.timestamp())
    message_id = f"msg_{row.id.hex}"
    headers = {
        "webhook-id": message_id, "webhook-timestamp": str(stamp),
        "webhook-signature": core.signatures(message_id, stamp, row.body, secrets),
        "Content-Type": "application/json", "User-Agent": "hocvuso-webhooks/1",
    }  # fmt: skip
    answer = wire.post(hook.url, row.body, headers)
    _written_down(row, answer)
    return answer.is_taken


@transaction.atomic
def _written_down(row: HookMessage, answer: wire.Answer) -> None:
    now = clock.now()
    row.tries += 1
    row.status, row.said = answer.status, answer.said[:200]
    if answer.is_taken:
        row.taken_at, row.next_at = now, None
        Hook.objects.filter(id=row.hook_id).exclude(failing_since=None).update(failing_since=None)
    else:
        wait = core.wait(row.tries, random.random())
        row.next_at = now + wait if wait is not None else None
        Hook.objects.filter(id=row.hook_id, failing_since=None).update(failing_since=now)
        _give_up(row.hook, answer)
    row.save(update_fields=["tries", "status", "said", "taken_at", "next_at"])


def _give_up(hook: Hook, answer: wire.Answer) -> None:
    """Leave an address alone that says it is gone, or that has failed for days."""
    hook.refresh_from_db()
    if answer.status == GONE:
        _stopped(hook, "gone")
    elif hook.failing_since is not None and clock.now() - hook.failing_since >= core.STOP_AFTER:
        _stopped(hook, "failing")


def _stopped(hook: Hook, why: str) -> None:
    """Stop telling an address, and tell whoever entered it."""
    if Hook.objects.filter(id=hook.id, stopped_at=None).update(stopped_at=clock.now(), why_stopped=why):
        link = reverse("partners:hook", args=[hook.id])
        facts = {"partner": hook.partner, "link": link}
        outbox.notify(hook.made_by, "webhook_stopped", facts, key=f"hook:{hook.id.hex}:{clock.now():%Y%m%d%H%M}")


def forget_old() -> int:
    """Delete what was taken or given up a month ago."""
    over = Q(taken_at__lt=clock.now() - KEPT) | Q(made_at__lt=clock.now() - KEPT, next_at=None)
    return HookMessage.objects.filter(over).delete()[0]
