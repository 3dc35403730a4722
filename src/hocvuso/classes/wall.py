"""What stands on the wall of a meeting: six digits, the square beside them, how many have signed in."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse

from hocvuso.classes import queries
from hocvuso.classes.models import PLANNED, Class, ClassSession
from hocvuso.core import meeting
from hocvuso.plumbing import clock, squares


def shown(row: Class, held: ClassSession) -> dict[str, Any]:
    """Return what stands there now; digits are "" outside the hours of signing in."""
    at = clock.now()
    is_open = held.state == PLANNED and held.meeting.opens <= at <= held.meeting.closes
    digits = meeting.code(bytes.fromhex(held.secret), meeting.slot_of(at)) if is_open else ""
    address = f"{settings.SITE_URL}{reverse('classes:sign_in', args=[row.code])}?m={digits}"
    return {
        "digits": digits,
        "square": str(squares.square(address)) if digits else "",
        "came": queries.came(held.id),
        "left": meeting.SLOT - int(at.timestamp()) % meeting.SLOT,
    }
