"""Whether a grassroots union is connected, as four facts. Who knows some registers here and is asked for many units.

A source answers by fact, and only for the units of which it knows something: a unit that it leaves out is unknown to
it. One source that says yes is enough, because a unit may work on this server, on its own or in other software.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from hocvuso.core import indicators

FRESH = timedelta(days=35)  # decided: one monthly return and a few days for it
ROSTER, RETURNS, HIGHER, AUTHORITY = "roster", "returns", "higher", "authority"
FACTS = (ROSTER, RETURNS, HIGHER, AUTHORITY)
Words = Mapping[uuid.UUID, bool]
Source = Callable[[Collection[uuid.UUID], date], Mapping[str, Words]]
_sources: list[Source] = []
Page = str | Callable[[], str]
_pages: dict[str, Page] = {}  # fact → name of the page on which an official sets it right


@dataclass(frozen=True, slots=True)
class Connection:
    """What is known of one unit; None is unknown."""

    roster: bool | None = None  # its list was confirmed this quarter
    returns: bool | None = None  # its last two monthly returns were on time
    higher: bool | None = None  # its data reached the higher union, with a receipt
    authority: bool | None = None  # and the local authority

    @property
    def is_connected(self) -> bool | None:
        """Whether all four hold; None while that is open."""
        return indicators.all_hold([self.roster, self.returns, self.higher, self.authority])


def register(source: Source, *, pages: Mapping[str, Page] | None = None) -> None:
    """Let `source` answer for the facts that it knows; called from a room's `AppConfig.ready`.

    `pages` names, by fact, the officials' page on which it is set right: one of this room, or `room:page` of one above.
    """
    if source not in _sources:
        _sources.append(source)
    _pages.update(pages or {})


def page_of(fact: str) -> str:
    """Return the name of the page on which a fact is set right, or nothing."""
    page = _pages.get(fact, "")
    return page if isinstance(page, str) else page()


def of_units(units: Collection[uuid.UUID], day: date) -> dict[uuid.UUID, Connection]:
    """Return what is known of each unit on a day."""
    said = [source(units, day) for source in _sources]
    known = {fact: [words[fact] for words in said if fact in words] for fact in FACTS}
    return {
        unit: Connection(*(indicators.any_known(words.get(unit) for words in known[fact]) for fact in FACTS))
        for unit in units
    }


def quarter(day: date) -> tuple[date, date]:
    """Return the first day of the quarter of `day`, and the first day after it."""
    first = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    return first, (first + timedelta(days=95)).replace(day=1)
