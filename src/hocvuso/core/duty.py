"""Who is on duty when: fair shares, and nobody in his working shift, on his way to or from it, or in his sleep.

Greedy and repeatable: turns are given out in their order, each to whoever can take it and has had least so far. A turn
that nobody can take stays open; it is never pressed on somebody.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from hocvuso.core.quiet_hours import SHIFTS, Shift, is_quiet

HOUR = 60  # minutes (standard)
LONGEST_TURN = 4  # hours, decided: after a shift nobody stands longer
DAYS_AHEAD = 28  # days of the first roster, decided: four weeks can be overlooked


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of duty: a day, from one hour of it to another."""

    on: date
    from_hour: int
    until_hour: int

    @property
    def hours(self) -> int:
        """Return how long it takes."""
        return self.until_hour - self.from_hour


@dataclass(frozen=True, slots=True)
class OnCall:
    """Somebody who takes turns; a shift that is not known keeps him from nothing."""

    id: str
    shift: str = ""


def turns(first: date, days: Sequence[int], from_hour: int, until_hour: int, length: int = DAYS_AHEAD) -> list[Turn]:
    """Return the turns of a weekly plan from a day on; `days` count from Monday as 0.

    Raises ValueError for hours outside the day or a turn that is longer than LONGEST_TURN.
    """
    if not (0 <= from_hour < until_hour <= 24 and until_hour - from_hour <= LONGEST_TURN):
        raise ValueError("a turn begins and ends on one day and is not too long")
    wanted = set(days)
    every = (first + timedelta(days=number) for number in range(length))
    return [Turn(day, from_hour, until_hour) for day in every if day.weekday() in wanted]


def can_take(person: OnCall, turn: Turn) -> bool:
    """Tell whether a turn touches neither his work and the way there, nor his sleep."""
    hours: Shift | None = SHIFTS.get(person.shift)
    if hours is None:
        return True
    return not any(is_quiet(hours, minute) for minute in range(turn.from_hour * HOUR, turn.until_hour * HOUR, 30))


def share_out(
    wanted: Sequence[Turn], people: Sequence[OnCall], before: Mapping[str, int] | None = None
) -> dict[Turn, str]:
    """Return who takes which turn; `before` are hours that somebody has had already. Open turns are left out.

    Of those who can take a turn it falls to the one with fewest hours, then to whose last turn is longest ago.
    """
    had = {each.id: (before or {}).get(each.id, 0) for each in people}
    last: dict[str, date] = {}
    given: dict[Turn, str] = {}
    for turn in sorted(wanted, key=lambda each: (each.on, each.from_hour)):
        ready = [each.id for each in people if can_take(each, turn)]
        if not ready:
            continue
        chosen = min(ready, key=lambda each: (had[each], last.get(each, date.min), each))
        given[turn], last[chosen] = chosen, turn.on
        had[chosen] += turn.hours
    return given
