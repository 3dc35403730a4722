"""What somebody has reached of an official table: a projection of what he has reached of our own skills.

Nothing is stored and nothing is asked anew: whatever table comes, the log of bands of the past is seen through it.
A row is reached when all of its skills are; a row without a skill can be reached by nobody and says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

MASTERED = "mastered"
TRIED = frozenset({MASTERED, "nearly", "learning"})  # the other bands say that nothing was tried
REACHED, BEGUN, NOT_YET, UNTAUGHT = "reached", "begun", "not_yet", "untaught"
Rows = Mapping[str, Sequence[str]]  # row → its skills


def of_row(skills: Sequence[str], bands: Mapping[str, str]) -> str:
    """Return where somebody stands in one row; `bands` are his skills, those without evidence absent."""
    if not skills:
        return UNTAUGHT
    if all(bands.get(skill) == MASTERED for skill in skills):
        return REACHED
    return BEGUN if any(bands.get(skill) in TRIED for skill in skills) else NOT_YET


def of_table(rows: Rows, bands: Mapping[str, str]) -> dict[str, str]:
    """Return where somebody stands in every row."""
    return {row: of_row(skills, bands) for row, skills in rows.items()}


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the log of bands: on `day` (since 1970) a skill got a band."""

    day: int
    skill: str
    band: str


def bands_on(log: Iterable[Change], day: int) -> dict[str, str]:
    """Return the bands at the end of a day; `log` is in the order of writing within a day."""
    return {each.skill: each.band for each in sorted(log, key=lambda each: each.day) if each.day <= day}


def share(rows: Rows, bands: Mapping[str, str]) -> float:
    """Return the share of rows that are reached, 0…1; rows without a skill count as not reached."""
    return sum(of_row(skills, bands) == REACHED for skills in rows.values()) / len(rows) if rows else 0.0


@dataclass(frozen=True, slots=True)
class Mark:
    """From `day` on, this share of the rows must be reached; whoever did not pass waits `retake` days (0: not said)."""

    day: int
    share: float
    retake: int = 0


def mark_on(marks: Iterable[Mark], day: int) -> Mark | None:
    """Return the mark in force on a day: the one that began last; None before the first."""
    begun = [each for each in marks if each.day <= day]
    return max(begun, key=lambda each: each.day) if begun else None


@dataclass(frozen=True, slots=True)
class Wait:
    """A test of day `since` was not passed: until `until`, exclusive, no result counts and nobody may try."""

    since: int
    until: int


def waits(failed: Iterable[int], marks: Sequence[Mark]) -> list[Wait]:
    """Return the waits after tests that were not passed, by their days; oldest first.

    How long one waits says the mark of the day of the test: what he was told then stays, a later mark changes nothing.
    A test that was taken while one had to wait does not count and begins no wait of its own.
    """
    found: list[Wait] = []
    for day in sorted(set(failed)):
        mark = mark_on(marks, day)
        if mark and mark.retake and not waiting(found, day):
            found.append(Wait(day, day + mark.retake))
    return found


def waiting(all_waits: Iterable[Wait], day: int) -> Wait | None:
    """Return the wait that a day falls into."""
    return next((each for each in all_waits if each.since <= day < each.until), None)


def passed_on(
    rows: Rows, log: Sequence[Change], marks: Sequence[Mark], today: int, all_waits: Sequence[Wait] = ()
) -> int | None:
    """Return the first day on which enough rows were reached for the mark of that day; None if there is none yet.

    What was reached before a mark began counts from the mark's first day. A later, higher mark takes nothing back.
    What is reached while one waits for another try counts from the day on which he may try again.
    """
    if not rows or not marks:
        return None
    turns = sorted({each.day for each in log} | {each.day for each in marks} | {each.until for each in all_waits})
    for day in turns:
        mark = mark_on(marks, day) if day <= today and not waiting(all_waits, day) else None
        if mark and share(rows, bands_on(log, day)) >= mark.share - 1e-9:
            return day
    return None


@dataclass(frozen=True, slots=True)
class Counts:
    """Of people: how many reached each row, and how many reached at least `mark` of all rows (None: no mark)."""

    people: int
    by_row: Mapping[str, int]
    passed: int | None


def counted(rows: Rows, groups: Mapping[frozenset[str], int], mark: float | None) -> Counts:
    """Count people by what they mastered: `groups` says how many have mastered exactly which skills."""
    by_row, passed = dict.fromkeys(rows, 0), 0
    for mastered, people in groups.items():
        reached = [row for row, skills in rows.items() if skills and mastered.issuperset(skills)]
        for row in reached:
            by_row[row] += people
        passed += people if rows and mark is not None and len(reached) / len(rows) >= mark - 1e-9 else 0
    return Counts(sum(groups.values()), by_row, None if mark is None else passed)
