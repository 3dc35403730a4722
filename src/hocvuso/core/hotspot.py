"""The life of a free wifi point: which step may follow which, when it must be looked at again, how far it is.

A point is needed, asked for by letter, agreed to, working, broken or closed. What is not known (never checked, no
place on the map) is said and never guessed.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from hocvuso.core import vntext

NEEDED, ASKED, AGREED, WORKING, BROKEN, CLOSED = "needed", "asked", "agreed", "working", "broken", "closed"
STATES = (NEEDED, ASKED, AGREED, WORKING, BROKEN, CLOSED)
OPEN = (WORKING, BROKEN)  # shown to everybody: a broken one with its word, so that nobody walks there for nothing
NEXT: dict[str, tuple[str, ...]] = {
    NEEDED: (ASKED, AGREED, CLOSED),  # AGREED at once: the owner said yes before any letter
    ASKED: (AGREED, CLOSED),
    AGREED: (WORKING, CLOSED),
    WORKING: (BROKEN, CLOSED),
    BROKEN: (WORKING, CLOSED),
    CLOSED: (NEEDED,),
}
CHECK_DAYS = 90  # decided: a quarter, the rhythm of the unit's other confirmations
TROUBLES = 2  # decided: one report may be somebody's own phone
TROUBLE_DAYS = 14  # decided: older reports are of another time
EARTH_KM = 6371.0088  # mean radius, IUGG (published)


class NoSuchStep(ValueError):
    """A point in this state cannot come into that one."""


def step(state: str, to: str) -> str:
    """Return `to` when a point in `state` may come into it; raises NoSuchStep."""
    if to not in NEXT[state]:
        raise NoSuchStep(f"{state} -> {to}")
    return to


@dataclass(frozen=True, slots=True)
class Looked:
    """What is known of a working point: its state, when it was last checked, on which days somebody could not join."""

    state: str
    checked_on: date | None
    troubles: Collection[date] = ()

    def is_due(self, day: date) -> bool:
        """Tell whether somebody should look at it again: never checked, CHECK_DAYS ago, or reported by several."""
        if self.state != WORKING:
            return False
        return self.checked_on is None or (day - self.checked_on).days >= CHECK_DAYS or self.is_doubted(day)

    def is_doubted(self, day: date) -> bool:
        """Tell whether TROUBLES reports came within TROUBLE_DAYS and after the last check."""
        since = day - timedelta(days=TROUBLE_DAYS)
        if self.checked_on is not None:
            since = max(since, self.checked_on)
        return sum(each >= since for each in self.troubles) >= TROUBLES


def distance_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the kilometres between two places given as latitude and longitude in degrees (haversine formula)."""
    (up, left), (down, right) = (tuple(map(math.radians, place)) for place in (one, other))
    half = math.sin((down - up) / 2) ** 2 + math.cos(up) * math.cos(down) * math.sin((right - left) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def box(latitude: float, km: float) -> tuple[float, float]:
    """Return the degrees of latitude and of longitude that reach at least `km` far at a latitude; all round at a pole.

    One degree of latitude is the same everywhere on the sphere; one of longitude shrinks with the cosine.
    """
    high = math.degrees(km / EARTH_KM)
    edge = math.radians(min(abs(latitude) + high, 90.0))  # the farther edge of the box, where a degree is shortest
    narrow = math.cos(edge)
    return high, 360.0 if narrow < 1e-9 else min(math.degrees(km / EARTH_KM) / narrow, 360.0)


def place(latitude: str, longitude: str) -> tuple[float, float] | None:
    """Return a typed place in degrees, None when both are empty; raises ValueError for anything that is no place.

    A comma may stand for the point, as it is written in Viet Nam.
    """
    if not latitude.strip() and not longitude.strip():
        return None
    up, right = (float(each.strip().replace(",", ".")) for each in (latitude, longitude))
    if not (-90 <= up <= 90 and -180 <= right <= 180):
        raise ValueError(f"no place on earth: {up}, {right}")
    return up, right


# "mật khẩu là 1234", "mk: abc", "pass=…" (folded); "không có mật khẩu", "hỏi quầy lấy mật khẩu" tell none.
_TELLS = re.compile(r"\b(?:mat khau|mk|pass|password|pw)\b\s*(?:wifi\s*)?(?:la\s+|[:=]\s*)\S")


def tells_password(text: str) -> bool:
    """Tell whether a text gives away a password; a public page must never show one."""
    return bool(_TELLS.search(vntext.fold_in_place(text)))
