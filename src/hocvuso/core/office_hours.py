"""When somebody at a desk will look: the next opening, and by when an answer is due.

All moments are local, of the country in which people wait. A week begins on Monday.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

WEEK = 7  # days, by definition (standard)
HOURS = 24  # of a day, by definition (standard)


@dataclass(frozen=True, slots=True)
class Office:
    """Open from one full hour to just before another on the first `days` days of each week."""

    from_hour: int
    until_hour: int
    days: int

    def __post_init__(self) -> None:
        """Refuse hours in which nobody would ever be there. Raises ValueError."""
        if not (0 <= self.from_hour < self.until_hour <= HOURS and 1 <= self.days <= WEEK):
            raise ValueError("an office opens before it closes, within one day, on 1 to 7 days of a week")

    def is_open(self, moment: datetime) -> bool:
        """Tell whether somebody is at the desk."""
        return moment.weekday() < self.days and self.from_hour <= moment.hour < self.until_hour

    def next_open(self, moment: datetime) -> datetime:
        """Return the moment itself while the office is open, else its next opening."""
        if self.is_open(moment):
            return moment
        day = moment.date()
        if moment.hour >= self.from_hour or moment.weekday() >= self.days:
            day += timedelta(days=1)
        while day.weekday() >= self.days:
            day += timedelta(days=1)
        return datetime.combine(day, time(self.from_hour), moment.tzinfo)

    def due(self, asked: datetime, hours: int) -> datetime:
        """Return by when an answer is due: `hours` after the office could first see it, and never while it is shut."""
        return self.next_open(self.next_open(asked) + timedelta(hours=hours))
