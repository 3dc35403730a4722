"""What certificates there are: rooms above register theirs, so that a contest's needs no change here.

A kind gives the words of a paper that `actions.issue` makes. A source knows papers that another room keeps itself
(families, whose names come and go with a yes), so that they are drawn and checked like all others.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from hocvuso.certificates.shown import Paper

Words = Callable[[], str]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of certificate: what lists call it, and the words above and below the name on its paper."""

    id: str
    title: Words  # "Chứng nhận lớp học"
    sentence: Words  # "đã hoàn thành lớp", between the name and what it is for
    opening: Words  # "chứng nhận", above the name


_kinds: dict[str, Kind] = {}
_sources: list[Callable[[str, date], Paper | None]] = []


def register(kind: Kind) -> None:
    """Make a kind known; the same id again replaces it."""
    _kinds[kind.id] = kind


def find(name: str) -> Kind:
    """Return a kind; raises KeyError for one that no room has registered."""
    return _kinds[name]


def title_of(name: str) -> str:
    """Return what lists call a kind, "" for one whose room is gone."""
    return _kinds[name].title() if name in _kinds else ""


def register_source(look: Callable[[str, date], Paper | None]) -> None:
    """Let the page that checks a code ask another room too."""
    _sources.append(look)


def elsewhere(code: str, day: date) -> Paper | None:
    """Return the paper of a code that another room keeps, None where none does."""
    return next((found for look in _sources if (found := look(code, day)) is not None), None)
