"""When a message may reach somebody: never in his work, on his way there and back, or in his sleep.

All times are minutes of the Vietnamese day, 0 to 1439. A span runs from its first minute to just before its last one
and may cross midnight (22:00 to 06:00 is 1320, 360); a span that ends where it begins is empty.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

DAY = 1440  # minutes, by definition of the day (standard)
WAY = 30  # minutes on the way to and from work; own judgement: workers lodge near their factory
LEAST_OPEN = 60  # minutes a day that must stay open, decided: else nothing could ever be sent

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Shift:
    """When somebody works and sleeps; either may be empty."""

    work: Span
    sleep: Span


# Assumed, from the usual three shifts and office hours of factories; everybody may give his own hours instead.
SHIFTS = {
    "morning": Shift(work=(360, 840), sleep=(1290, 330)),
    "afternoon": Shift(work=(840, 1320), sleep=(1410, 420)),
    "night": Shift(work=(1320, 360), sleep=(420, 840)),
    "office": Shift(work=(450, 1020), sleep=(1320, 360)),
}
# Decided: of whom nothing is known nothing is assumed but that evening classes begin at 18:00 (design, vietnam.md 2).
UNKNOWN = Shift(work=(0, 0), sleep=(1230, 1080))


class NothingOpen(ValueError):
    """The hours leave less than an hour a day in which a message may come."""


def shift(name: str, own: Iterable[Span] = ()) -> Shift:
    """Return the shift called `name`; for "own" the two spans of work and sleep; else that of whom nothing is known.

    Raises NothingOpen for own hours that leave less than an hour a day, ValueError for minutes outside the day.
    """
    if name != "own":
        return SHIFTS.get(name, UNKNOWN)
    given = [*own, (0, 0), (0, 0)][:2]
    if not all(0 <= minute < DAY for span in given for minute in span):
        raise ValueError("a minute of the day is 0 to 1439")
    found = Shift(given[0], given[1])
    if open_minutes(found) < LEAST_OPEN:
        raise NothingOpen
    return found


def is_quiet(hours: Shift, minute: int) -> bool:
    """Tell whether nothing may be sent at `minute`."""
    return _is_in(_with_way(hours.work), minute) or _is_in(hours.sleep, minute)


def minutes_until_open(hours: Shift, minute: int) -> int:
    """Return how many minutes it stays quiet from `minute` on, 0 when it is open. Raises NothingOpen if it never ends.

    The ends of the spans are the only minutes at which quiet can end, so three looks are enough.
    """
    if not is_quiet(hours, minute):
        return 0
    ends = (_with_way(hours.work)[1], hours.sleep[1])
    waits = sorted((end - minute) % DAY for end in ends if not is_quiet(hours, end))
    if not waits:
        raise NothingOpen
    return waits[0]


def open_minutes(hours: Shift) -> int:
    """Return how many minutes of the day are open."""
    return sum(not is_quiet(hours, minute) for minute in range(DAY))


def _with_way(work: Span) -> Span:
    begins, ends = work
    if (ends - begins) % DAY + 2 * WAY >= DAY or begins == ends:
        return work
    return (begins - WAY) % DAY, (ends + WAY) % DAY


def _is_in(span: Span, minute: int) -> bool:
    begins, ends = span
    return (minute - begins) % DAY < (ends - begins) % DAY
