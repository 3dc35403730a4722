"""Numbers that stand in addresses and forms, and lists that are shown page by page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

PAGE = "trang"  # the word of addresses
_DIGITS = 9  # more is no number that anybody means, unless it may be as large
_LAST = 99_999  # decided: no list has more pages


def whole(text: str, *, most: int) -> int:
    """Return the whole number that somebody sent, at most `most`; 0 for whatever else it is."""
    longest = max(_DIGITS, len(str(most)))
    return min(int(text), most) if text.isascii() and text.isdigit() and len(text) <= longest else 0


@dataclass(frozen=True, slots=True)
class Part:
    """One page of a list: its number, counted from 1, of how many, and its size."""

    number: int
    pages: int
    size: int

    @property
    def rows(self) -> slice:
        """Return which rows of the list stand on it."""
        return slice((self.number - 1) * self.size, self.number * self.size)

    @property
    def earlier(self) -> int | None:
        """Return the number of the page before, None on the first."""
        return self.number - 1 if self.number > 1 else None

    @property
    def later(self) -> int | None:
        """Return the number of the next page, None on the last."""
        return self.number + 1 if self.number < self.pages else None


def asked(query: Mapping[str, str]) -> int:
    """Return the page that an address asks for; the first where it names none."""
    return max(whole(query.get(PAGE, ""), most=_LAST), 1)


def part(number: int, total: int, size: int) -> Part:
    """Return the page of a list of `total` rows that comes nearest to `number`; an empty list has one page."""
    pages = max(-(-total // size), 1)
    return Part(min(max(number, 1), pages), pages, size)
