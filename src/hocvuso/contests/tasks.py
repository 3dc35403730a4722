"""Recurring jobs of the room: papers whose time is up hand themselves in; a round that opens is told."""

from __future__ import annotations

from hocvuso.contests import settling
from hocvuso.contests.models import ANNOUNCED, Round
from hocvuso.contests.planning import tell
from hocvuso.plumbing import clock, jobs

EVERY_SECONDS = 120  # decided: a round is told within two minutes of its opening


def register() -> None:
    """Register the jobs."""
    jobs.every(EVERY_SECONDS, "contests.close", settling.close_due)
    jobs.every(EVERY_SECONDS, "contests.open", tell_opened)


def tell_opened() -> int:
    """Tell everybody who entered that a round has opened, once; return how many rounds."""
    now = clock.now()
    rows = Round.objects.filter(of__state=ANNOUNCED, told_at=None, opens_at__lte=now, closes_at__gt=now)
    found = list(rows.select_related("of"))
    for row in found:
        facts = {"round": row.number, "until": f"{row.closes_at.astimezone(clock.VIETNAM):%H:%M %d/%m/%Y}"}
        tell(row.of, "contest_open", key=f"contest-open|{row.id.hex}", facts=facts)
        row.told_at = now
        row.save(update_fields=["told_at"])
    return len(found)
