"""When a simulator is practice: whoever has read the lesson does it once where nothing can go wrong, and again later.

A simulator takes minutes and says as much as one question, so no score per minute would ever choose it. What it gives
is that somebody has done it. So the rule is a plain one, and its reason is the rule: at most one simulator a day, first
of what the session is about, then of what was learnt last.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

APART = 2  # days; published: product.md 5.2, twice in different variants so far apart is mastery
AGAIN = 1  # days; decided: a run that did not pass is tried again, but not on the same day
ROUNDING = 1e-9  # decided: far below any difference that is meant


@dataclass(frozen=True, slots=True)
class Simulator:
    """A simulator as the planner sees it; given in the order in which beginners play them."""

    id: str
    skill: str
    minutes: float


@dataclass(frozen=True, slots=True)
class Played:
    """What somebody's runs of one simulator came to, as days since the epoch; None: never passed on his own."""

    last_day: int
    first_pass: int | None = None
    last_pass: int | None = None

    @property
    def is_steady(self) -> bool:
        """Tell whether it went well twice, far enough apart."""
        return self.first_pass is not None and self.last_pass is not None and self.last_pass - self.first_pass >= APART

    def after(self, day: int, *, is_pass: bool) -> Played:
        """Return the same after one more run."""
        if not is_pass:
            return Played(max(day, self.last_day), self.first_pass, self.last_pass)
        first = day if self.first_pass is None else min(day, self.first_pass)
        return Played(max(day, self.last_day), first, max(day, first if self.last_pass is None else self.last_pass))

    def is_due(self, day: int) -> bool:
        """Tell whether it may be proposed once more."""
        return not self.is_steady and day - self.last_day >= (AGAIN if self.first_pass is None else APART)


@dataclass(frozen=True, slots=True)
class Offer:
    """A simulator that is proposed; `last_day` is that of the run before, None for the first."""

    simulator: Simulator
    last_day: int | None


def offered(
    simulators: Iterable[Simulator],
    played: Mapping[str, Played],
    *,
    day: int,
    minutes: float,
    about: Sequence[str],
    learnt: Sequence[str],
    out_of_reach: AbstractSet[str] = frozenset(),
) -> Offer | None:
    """Return the simulator to propose within some minutes, None where there is none or one was played today.

    `about`: the skills of the session; `learnt`: skills of which a lesson was read, newest first; only those count.
    """
    if any(each.last_day >= day for each in played.values()):
        return None
    order = {
        skill: place for place, skill in reversed([*enumerate([*(one for one in about if one in learnt), *learnt])])
    }
    fits = [
        each
        for each in simulators
        if each.skill in order
        and each.id not in out_of_reach
        and each.minutes <= minutes + ROUNDING
        and (each.id not in played or played[each.id].is_due(day))
    ]
    found = min(fits, key=lambda each: order[each.skill], default=None)
    if found is None:
        return None
    before = played.get(found.id)
    return Offer(found, before.last_day if before else None)
