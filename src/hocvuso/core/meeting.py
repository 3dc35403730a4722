"""One meeting of a class: its time, which may cross midnight, who came in time, and the changing code on the wall.

A day is a Vietnamese day, minutes count from its midnight; moments are aware. A night shift's class on Monday from
22:30 until 00:15 ends on Tuesday and is still Monday's class.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from fractions import Fraction

DAY = 1440  # minutes (standard)
LONGEST = 12 * 60  # minutes, decided: a training day with its breaks
OPENS = timedelta(minutes=30)  # decided: so long before the start one can sign in
CLOSES = timedelta(minutes=30)  # decided: and so long after the end, for the queue at the door
LATE_AFTER = timedelta(minutes=15)  # decided, usual in union classes; an official may still write "present"
MOST_WEEKS = 52  # meetings of one class, decided

SLOT = 30  # seconds that one code stands on the wall, as codes of second factors do (RFC 6238)
DIGITS = 6  # of a code (RFC 4226, 5.3)
LIVE = timedelta(minutes=2)  # decided: a code that comes in later was carried out of the room, or had no link

PRESENT, LATE, EXCUSED, ABSENT = "present", "late", "excused", "absent"
PRESENCES = (PRESENT, LATE, EXCUSED, ABSENT)


@dataclass(frozen=True, slots=True)
class Meeting:
    """From when until when a class meets."""

    starts: datetime
    ends: datetime

    @property
    def minutes(self) -> int:
        """Return how long it takes."""
        return int((self.ends - self.starts).total_seconds() // 60)

    @property
    def opens(self) -> datetime:
        """Return from when on one can sign in."""
        return self.starts - OPENS

    @property
    def closes(self) -> datetime:
        """Return until when one can sign in."""
        return self.ends + CLOSES

    def touches(self, other: Meeting) -> bool:
        """Tell whether both take place at one time; one that begins when the other ends does not."""
        return self.starts < other.ends and other.starts < self.ends


def on_day(day: date, begins: int, ends: int, zone: tzinfo) -> Meeting:
    """Return the meeting of a day; one that ends at or before the minute it begins ends on the next day.

    Raises ValueError for minutes outside the day and for more than LONGEST minutes.
    """
    if not (0 <= begins < DAY and 0 <= ends <= DAY):
        raise ValueError("a minute of the day is 0 to 1439")
    length = ends - begins if ends > begins else ends + DAY - begins
    if length > LONGEST:
        raise ValueError("longer than a training day")
    starts = datetime.combine(day, time(begins // 60, begins % 60), zone)
    return Meeting(starts, starts + timedelta(minutes=length))


def weekly(first: date, number: int, begins: int, ends: int, zone: tzinfo, days: Collection[int] = ()) -> list[Meeting]:
    """Return `number` meetings from a day on, on its weekday or on the given ones (Monday is 0), at one hour.

    Raises ValueError for a number outside 1…MOST_WEEKS, for weekdays that there are not, and as `on_day`.
    """
    wanted = set(days) or {first.weekday()}
    if not 1 <= number <= MOST_WEEKS or not wanted <= set(range(7)):
        raise ValueError("too many meetings, or no such weekday")
    found: list[Meeting] = []
    day = first
    while len(found) < number:
        if day.weekday() in wanted:
            found.append(on_day(day, begins, ends, zone))
        day += timedelta(days=1)
    return found


def clashes(wanted: Sequence[Meeting], taken: Sequence[Meeting]) -> list[tuple[Meeting, Meeting]]:
    """Return which wanted meetings fall on which taken ones, in the order of `wanted`."""
    return [(each, other) for each in wanted for other in taken if each.touches(other)]


def presence(meeting: Meeting, at: datetime) -> str | None:
    """Return PRESENT or LATE for whoever signs in at a moment, None outside the time in which one can."""
    if not meeting.opens <= at <= meeting.closes:
        return None
    return LATE if at > meeting.starts + LATE_AFTER else PRESENT


def minutes_there(meeting: Meeting, kind: str, came: datetime | None = None) -> int:
    """Return how many minutes of a meeting count for somebody, 0 to its length.

    Whoever was present has all of it. Whoever was late has what was left when he came; where nobody knows when (a list
    that was written later, or a moment outside the meeting), LATE_AFTER is taken off.
    """
    if kind == PRESENT:
        return meeting.minutes
    if kind != LATE:
        return 0
    if came is not None and meeting.starts < came < meeting.ends:
        return int((meeting.ends - came).total_seconds() // 60)
    return max(0, meeting.minutes - int(LATE_AFTER.total_seconds() // 60))


def has_come(kind: str) -> bool:
    """Tell whether a presence counts as having been there."""
    return kind in (PRESENT, LATE)


def needed(meetings: int, share: Fraction) -> int:
    """Return at how many of some meetings one must have been to have come to a share of them; 1 at least.

    `share` is above 0 and at most 1; a part of a meeting counts as a whole one. Raises ValueError for another share.
    """
    if not 0 < share <= 1:
        raise ValueError(share)
    return max(1, -(-meetings * share.numerator // share.denominator))


def slot_of(moment: datetime) -> int:
    """Return the number of the half minute in which a moment lies."""
    return int(moment.timestamp()) // SLOT


def code(secret: bytes, slot: int) -> str:
    """Return the six digits of a half minute: HOTP with SHA-1 (RFC 4226, 5.3)."""
    digest = hmac.new(secret, slot.to_bytes(8, "big"), hashlib.sha1).digest()
    offset = digest[-1] & 0x0F
    word = int.from_bytes(digest[offset : offset + 4], "big") & 0x7FFFFFFF
    return f"{word % 10**DIGITS:0{DIGITS}d}"


def read_on_wall(secret: bytes, typed: str, meeting: Meeting, now: datetime) -> datetime | None:
    """Return the moment at which a code stood on the wall of a meeting, None if it never did until `now`.

    The moment comes from the code and never from a phone, whose clock may be wrong; so a code that was read without a
    link counts when it is sent later. Of several moments the newest holds. A guess hits one of some 400 half minutes
    among a million codes.
    """
    if len(typed) != DIGITS or not (typed.isascii() and typed.isdigit()):
        return None
    newest = min(slot_of(meeting.closes), slot_of(now))
    for slot in range(newest, slot_of(meeting.opens) - 1, -1):
        if hmac.compare_digest(code(secret, slot), typed):
            return datetime.fromtimestamp(slot * SLOT, meeting.starts.tzinfo)
    return None
