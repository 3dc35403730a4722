"""What runs by itself in this room."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db.models import F, Q

from hocvuso.exchange import entering, log, parts, sending
from hocvuso.exchange.carriers.https import Https
from hocvuso.exchange.models import SentEnvelope
from hocvuso.exchange.parcelling import Refused
from hocvuso.plumbing import clock, jobs

ENTER_EVERY_SECONDS = 5  # decided: what came in is seen when the page is opened again
KEPT = timedelta(days=90)  # decided: as long as a replaced key is believed


def register() -> None:
    """Register the jobs."""
    jobs.every(ENTER_EVERY_SECONDS, "exchange.enter", entering.drain)
    jobs.every(settings.EXCHANGE_EVERY_MINUTES * 60, "exchange.send", send_due)
    jobs.every(24 * 3600, "exchange.forget_old", forget_old)


def send_due() -> int:
    """Send to everybody with an address who does not rest; return how many were reached."""
    reached = 0
    now = clock.now()
    for partner in parts.partners():
        if partner.address and (partner.rests_until is None or partner.rests_until <= now):
            try:
                sending.push(partner, Https())
            except Refused:
                continue  # noted with the partner; the page says what to do
            reached += 1
    return reached


def forget_old() -> int:
    """Delete what was acknowledged a quarter ago, and old lines of the log."""
    old = Q(made_at__lt=clock.now() - KEPT, sequence__lte=F("stream__told_sequence"))
    return SentEnvelope.objects.filter(old).delete()[0] + log.forget_old()
