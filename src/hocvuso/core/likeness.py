"""Which two entries may be one person: same number, same name in one unit, or names one slip of the keyboard apart.

Nothing is decided here; a person looks at each pair. Candidates are found by blocks, never pair by pair: names that
differ by one letter share a spelling with one letter left out (symmetric deletion, as in SymSpell, Garbe 2012), so the
work grows with the number of names and their length.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

# Decided: a number or a name that more people share says nothing about any two of them.
LARGEST_BLOCK = 8
# Decided: shorter names are one letter apart too often ("le an", "le anh").
SHORTEST_FUZZY = 9


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: `name` folded (vntext.search_key), `phone` digits or empty, `birth` a year or empty, `units` by id."""

    id: str
    name: str
    phone: str
    units: frozenset[str]
    birth: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two entries, smaller id first, and why: "phone and name", "name and birth", "name", "phone", "spelling"."""

    one: str
    other: str
    why: str


_ORDER = ("phone and name", "name and birth", "name", "spelling", "phone")


def pairs(entries: Iterable[Entry]) -> list[Pair]:
    """Return pairs to look at, the likeliest first; two births that differ speak against a pair."""
    known = {entry.id: entry for entry in entries}
    blocks: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for entry in known.values():
        for block in _blocks(entry):
            blocks[block].append(entry.id)
    found: dict[tuple[str, str], str] = {}
    for ids in blocks.values():
        if 1 < len(ids) <= LARGEST_BLOCK:
            for one, other in combinations(sorted(ids), 2):
                why = _why(known[one], known[other])
                if why:
                    found[one, other] = why
    ranked = sorted(found, key=lambda pair: (_ORDER.index(found[pair]), pair))
    return [Pair(one, other, found[one, other]) for one, other in ranked]


def _blocks(entry: Entry) -> set[tuple[str, ...]]:
    blocks: set[tuple[str, ...]] = {("phone", entry.phone)} if entry.phone else set()
    for unit in entry.units:
        blocks.add(("name", unit, entry.name))
        if len(entry.name) >= SHORTEST_FUZZY:
            blocks.add(("spelling", unit, entry.name))
            blocks |= {("spelling", unit, entry.name[:at] + entry.name[at + 1 :]) for at in range(len(entry.name))}
    return blocks


def _why(one: Entry, other: Entry) -> str:
    if one.birth and other.birth and one.birth[:4] != other.birth[:4]:
        return ""
    same_name, near = one.name == other.name, _is_near(one.name, other.name)
    together = bool(one.units & other.units)
    if one.phone and one.phone == other.phone:
        return "phone and name" if same_name or near else "phone"
    if same_name and together:
        return "name and birth" if one.birth and other.birth else "name"
    return "spelling" if near and together else ""


def _is_near(one: str, other: str) -> bool:
    """Tell whether one inserted, dropped or changed letter turns one name into the other (or none)."""
    if min(len(one), len(other)) < SHORTEST_FUZZY - 1 or abs(len(one) - len(other)) > 1:
        return one == other
    short, long = sorted((one, other), key=len)
    at = next((place for place, letter in enumerate(short) if letter != long[place]), len(short))
    return short[at + (len(short) == len(long)) :] == long[at + 1 :]
