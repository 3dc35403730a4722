"""How much one phone, or one address, may send in a while: a flood is turned away before it costs anything.

Counted in memory by each server process, so the true limit is that of all processes together; a restart forgets.
Nobody is locked: whoever is turned away is told when to send again, and a phone's outbox does so by itself.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field

_ALL: list[Rate] = []


def forget_all() -> None:
    """Begin every count of this process anew: tests and drills send more in a minute than a phone does."""
    for rate in _ALL:
        rate.forget()


@dataclass(slots=True)
class Rate:
    """At most `most` things per key in each stretch of `seconds`; one stretch for all keys, so memory is bounded."""

    most: int
    seconds: float
    _since: float = 0.0
    _counts: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Note it among those that `forget_all` begins anew."""
        _ALL.append(self)

    def allows(self, key: str) -> bool:
        """Count one thing and tell whether it is within the limit."""
        now = time.monotonic()
        if now - self._since > self.seconds or not self._since:
            self._since, self._counts = now, {}
        count = self._counts[key] = self._counts.get(key, 0) + 1
        return count <= self.most

    def wait(self) -> int:
        """Return after how many whole seconds the count begins anew, at least 1."""
        return max(1, round(self._since + self.seconds - time.monotonic()))

    def forget(self) -> None:
        """Begin the count anew."""
        self._since, self._counts = 0.0, {}
