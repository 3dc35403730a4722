"""How lines lie in a part: compressed JSON of a preview, binary ids for taking back."""

from __future__ import annotations

import uuid
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import orjson

from hocvuso.core.roster.duplicates import NEW, QUESTION, SAME
from hocvuso.core.roster.fields import KEPT, Fault, Line

FAULTY, REPEATED = "faulty", "repeated"
# What a person answered to "two people with one phone?": both are different people, or the same.
DIFFERENT, SAME_PERSON, LEAVE_OUT = "different", "same", "out"
STATES = (NEW, SAME, QUESTION, FAULTY, REPEATED)
OPEN_STATES = frozenset({FAULTY, QUESTION})
_LEVEL = 1  # of zlib: 100,000 lines in 0.4 s; a higher one saves a tenth and costs three times as long


class Staged(NamedTuple):
    """A line of a preview: what it is, which person it is, and what was answered about it."""

    line: Line
    state: str
    person: str = ""
    answer: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it waits to be mended or answered."""
        return self.state in OPEN_STATES

    @property
    def is_ready(self) -> bool:
        """Whether it can be entered."""
        return self.state in {NEW, SAME}


def pack(staged: Iterable[Staged]) -> bytes:
    """Return lines as they are stored."""
    rows = [
        [each.line.number, *each.line.values(), each.state, each.person, each.answer,
         [[fault.field, fault.code, fault.value, fault.suggestion] for fault in each.line.faults]]
        for each in staged
    ]  # fmt: skip
    return zlib.compress(orjson.dumps(rows), _LEVEL)


def unpack(stored: bytes) -> list[Staged]:
    """Return stored lines."""
    return [_staged(row) for row in orjson.loads(zlib.decompress(stored))] if stored else []


def _staged(row: list[Any]) -> Staged:
    width = len(KEPT)
    faults = tuple(Fault(*fault) for fault in row[width + 4])
    return Staged(Line(*[*row[: width + 1], faults]), *row[width + 1 : width + 4])


@dataclass(slots=True)
class Trail:
    """What entering one part changed, so that it can be taken back exactly."""

    people: list[uuid.UUID] = field(default_factory=list)  # entered anew
    memberships: list[uuid.UUID] = field(default_factory=list)
    employments: list[uuid.UUID] = field(default_factory=list)
    confirmed: list[uuid.UUID] = field(default_factory=list)
    entries: list[uuid.UUID] = field(default_factory=list)  # of people who were there before
    # What stood there before: of persons [name, phone, address], of entries [birth, team, employee, member].
    persons_before: dict[str, list[str]] = field(default_factory=dict)
    entries_before: dict[str, list[str]] = field(default_factory=dict)

    def packed(self) -> bytes:
        """Return the trail as it is stored."""
        ids = [self.people, self.memberships, self.employments, self.confirmed, self.entries]
        head = orjson.dumps([[len(each) for each in ids], self.persons_before, self.entries_before])
        body = b"".join(each.bytes for part in ids for each in part)
        return zlib.compress(len(head).to_bytes(4, "big") + head + body, _LEVEL)

    @classmethod
    def of(cls, stored: bytes) -> Trail:
        """Return a stored trail."""
        if not stored:
            return cls()
        data = zlib.decompress(stored)
        length = int.from_bytes(data[:4], "big")
        sizes, persons, entries = orjson.loads(data[4 : 4 + length])
        ids = [uuid.UUID(bytes=data[at : at + 16]) for at in range(4 + length, len(data), 16)]
        parts, at = [], 0
        for size in sizes:
            parts.append(ids[at : at + size])
            at += size
        people, memberships, employments, confirmed, listed = parts
        return cls(people, memberships, employments, confirmed, listed, persons, entries)
