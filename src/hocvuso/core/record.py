"""What was practised in each skill: memory trace, practised gain, and the successes that mastery needs.

In a state a record stays in the bytes in which it rests, so that a state fits 4 KB, a replay gives the same bytes,
and an answer reads and writes only the record of its own skill.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from . import memory
from .evidence import Evidence, is_unassisted_success, item_print
from .parameters import DEFAULT, Parameters

Records = Mapping[int, bytes]  # by skill position, ascending; never changed in place

# Half precision holds 3 digits: enough for days, difficulty and gain.
COLUMNS = np.dtype(
    [
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
ROW = struct.Struct("<eeHeBBHHB")  # the same for one record: a row of COLUMNS takes 4 µs to write, this 0.3
GAIN = struct.Struct("<e")
FLAGS_AT, GAIN_AT, TRIES_AT = 14, 6, 8  # decided: where they stand in a row
TWO_ITEMS = 1  # flag: two different items succeeded on the first day
SPREAD = 2  # flag: unassisted successes on different items and days, the evidence half of the rule
MASTERED = 4  # flag: the rule of mastery was met and not lost since
TWO_DAYS = 8  # flag: the first item succeeded on two different days
MOST = 255  # counters of one byte stop here


class SkillRecord(NamedTuple):
    """The practice record of one skill; see COLUMNS for units. A tuple, because it is read with every answer."""

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


def record_at(records: Records, place: int) -> SkillRecord | None:
    """Return the record of a skill position, None when it was never practised."""
    row = records.get(place)
    return None if row is None else read_record(place, row)


def read_record(place: int, row: bytes) -> SkillRecord:
    """Return the record of a skill position from its row."""
    # What SkillRecord(…) does, without sorting out which argument is which: 0.4 instead of 0.7 µs, several an answer.
    return tuple.__new__(SkillRecord, (place, *ROW.unpack(row)))


def all_records(records: Records) -> list[SkillRecord]:
    """Return every practice record, ascending by skill position."""
    return [read_record(place, row) for place, row in records.items()]


def as_columns(records: Records) -> NDArray[np.void]:
    """Return every practice record as a row of COLUMNS, ascending by skill position. Read-only."""
    return np.frombuffer(b"".join(records.values()), COLUMNS)


def with_records(records: Records, changes: Iterable[SkillRecord]) -> Records:
    """Return the records with some replaced or inserted, their values rounded to COLUMNS."""
    changed = dict(records)
    for record in changes:
        changed[record[0]] = ROW.pack(*record[1:])
    return changed if len(changed) == len(records) else dict(sorted(changed.items()))


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
    return record._replace(day=max(record.day, day), gain=gain)


def after_answer(
    record: SkillRecord | None, place: int, event: Evidence, *, gain: float, parameters: Parameters
) -> SkillRecord:
    """Return the record after a marked answer; `gain` is what is practised now, logits."""
    remembered = event.score is not None and event.score >= parameters.success
    known = SkillRecord(place, 0.0, 0.0, event.day, gain) if record is None else record
    # One reading of the tuple: field by field it took 1 µs of the 4 here.
    _, stability, difficulty, last, _, tries, successes, item, first_day, flags = known
    day = event.day if event.day > last else last
    if record is None:
        trace = memory.first_trace(remembered=remembered)
    else:
        trace = memory.next_trace((stability, difficulty), days=day - last, remembered=remembered)
    if is_unassisted_success(event, parameters):
        successes = min(successes + 1, MOST)
        item, first_day, flags = _spread(known, item_print(event.task.id, event.variant), event.day)
    tries = min(tries + 1, MOST)
    after = (place, trace[0], trace[1], day, gain, tries, successes, item, first_day, flags)
    return tuple.__new__(SkillRecord, after)  # see `read_record`


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
