"""What was practised in each skill: memory trace, practised gain, and the successes that mastery needs.

Records are rows of a NumPy array, ascending by skill, rounded to a few bytes, so that a state fits 4 KB and a
replay gives the same bytes.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from . import memory
from .evidence import Evidence, is_unassisted_success, item_print
from .parameters import DEFAULT, Parameters

Records = NDArray[np.void]

# Half precision holds 3 digits: enough for days, difficulty and gain.
RECORD = np.dtype(
    [
        ("skill", "<i2"),  # position in the graph
        ("stability", "<f2"),  # days, memory.Trace
        ("difficulty", "<f2"),  # 1…10, memory.Trace
        ("day", "<u2"),  # last practised
        ("gain", "<f2"),  # practised gain on that day, logits
        ("tries", "u1"),  # answers marked, stops at 255
        ("successes", "u1"),  # unassisted successes, stops at 255
        ("first_item", "<u2"),  # print of the item of the first unassisted success, 0 = none
        ("first_day", "<u2"),  # its day
        ("flags", "u1"),
    ]
)
TWO_ITEMS = 1  # flag: two different items succeeded on the first day
SPREAD = 2  # flag: unassisted successes on different items and days, the evidence half of the rule
MASTERED = 4  # flag: the rule of mastery was met and not lost since
TWO_DAYS = 8  # flag: the first item succeeded on two different days
MOST = 255  # counters of one byte stop here


@dataclass(frozen=True, slots=True)
class SkillRecord:
    """The practice record of one skill; see RECORD for units."""

    skill: int
    stability: float
    difficulty: float
    day: int
    gain: float
    tries: int = 0
    successes: int = 0
    first_item: int = 0
    first_day: int = 0
    flags: int = 0


def no_records() -> Records:
    """Return the empty array of records."""
    return np.empty(0, dtype=RECORD)


def record_at(records: Records, place: int) -> SkillRecord | None:
    """Return the record of a skill position, None when it was never practised."""
    row = int(records["skill"].searchsorted(place))
    if row < len(records) and records["skill"][row] == place:
        return SkillRecord(*records[row].item())
    return None


def all_records(records: Records) -> list[SkillRecord]:
    """Return every practice record, ascending by skill position."""
    return [SkillRecord(*row) for row in records.tolist()]


def with_record(records: Records, record: SkillRecord) -> Records:
    """Return the records with one replaced or inserted, its values rounded to RECORD."""
    row = int(records["skill"].searchsorted(record.skill))
    if row < len(records) and records["skill"][row] == record.skill:
        changed = records.copy()
    else:
        changed = np.empty(len(records) + 1, dtype=RECORD)
        changed[:row] = records[:row]
        changed[row + 1 :] = records[row:]
    changed[row] = (
        record.skill, record.stability, record.difficulty, record.day, record.gain,
        record.tries, record.successes, record.first_item, record.first_day, record.flags,
    )  # fmt: skip
    return changed


def faded_gain(record: SkillRecord, day: int) -> float:
    """Return the practised gain that is left on a day (logits): gain·R(days since practice)."""
    return record.gain * memory.recall(day - record.day, record.stability)


def pause_noise(record: SkillRecord, day: int, parameters: Parameters = DEFAULT) -> float:
    """Return the variance that a pause since the last practice adds (logits²)."""
    return parameters.time_noise * math.log1p(max(day - record.day, 0))


def after_study(record: SkillRecord | None, place: int, *, day: int, gain: float) -> SkillRecord:
    """Return the record after a lesson: a new trace counts as remembered, an old one keeps its strength."""
    if record is None:
        trace = memory.first_trace(remembered=True)
        return SkillRecord(place, trace.stability, trace.difficulty, day, gain)
    return replace(record, day=max(record.day, day), gain=gain)


def after_answer(
    record: SkillRecord | None, place: int, event: Evidence, *, gain: float, parameters: Parameters
) -> SkillRecord:
    """Return the record after a marked answer; `gain` is what is practised now, logits."""
    remembered = event.score is not None and event.score >= parameters.success
    if record is None:
        known, day = SkillRecord(place, 0.0, 0.0, event.day, gain), event.day
        trace = memory.first_trace(remembered=remembered)
    else:
        known, day = record, max(record.day, event.day)
        before = memory.Trace(record.stability, record.difficulty)
        trace = memory.next_trace(before, days=day - record.day, remembered=remembered)
    successes, item, first_day, flags = known.successes, known.first_item, known.first_day, known.flags
    if is_unassisted_success(event, parameters):
        successes = min(successes + 1, MOST)
        item, first_day, flags = _spread(known, item_print(event.task.id, event.variant), event.day)
    tries = min(known.tries + 1, MOST)
    return SkillRecord(place, trace.stability, trace.difficulty, day, gain, tries, successes, item, first_day, flags)


def _spread(record: SkillRecord, item: int, day: int) -> tuple[int, int, int]:
    """Return first item, first day and flags after an unassisted success.

    As long as no two successes are spread, either all fell on the first day (TWO_ITEMS once there are two
    items), or all were the first item (TWO_DAYS once there are two days). So these flags decide exactly.
    """
    if not record.first_item:
        return item, day, record.flags
    other_item, other_day = item != record.first_item, day != record.first_day
    flags = record.flags
    if (other_item and (other_day or flags & TWO_DAYS)) or (other_day and flags & TWO_ITEMS):
        flags |= SPREAD
    elif other_item:
        flags |= TWO_ITEMS
    elif other_day:
        flags |= TWO_DAYS
    return record.first_item, record.first_day, flags
