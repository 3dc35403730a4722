"""How one learner's latest answers deviated from what was foreseen: what the read-out knows beside the state.

A deviation is right − p, p being what the state foresaw. Skills and items are told apart by numbers, so that the same
traces serve a file of answers (rows) and a curriculum that changes (`skill_number`, `item_print`).
"""

from __future__ import annotations

import base64
import math
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from .graph import KEY_BYTES, Floats, skill_key

OVERALL = (0.6, 0.9, 0.98)  # assumed: decay per answer of deviations over all answers
OF_SKILL = (0.7, 0.95)  # assumed: the same within a skill
NEXT_DAY = 0.5  # assumed: what a night leaves of the middle trace; the fast one starts anew, the slow one stays
LEAST_P = 1e-3  # assumed: bounds a deviation away from 0 and 1
NAMES = (
    "fast", "middle", "slow", "skill_fast", "skill_slow", "skill_right", "skill_wrong", "answers", "again", "last",
    "last_deviation", "times",
)  # fmt: skip
SKILL_AT, ANSWERS_AT, ITEM_AT = 3, 7, 8  # derived: places in NAMES
REMEMBERED = 40  # assumed: items of which the last answer is kept, so that traces stay below 800 bytes
FORM = 1  # version byte of packed traces
_HEAD = struct.Struct("<BBBHH")  # form, skills, items, answers, day; then keys, prints, and all numbers in one block
_HALF, _PRINT = np.dtype("<f2"), np.dtype("<u2")
_FOUR, _THREE = struct.Struct("<4e"), struct.Struct("<3e")
_MOST = 2048.0  # published: IEEE half precision, counts beyond are not whole


@lru_cache(maxsize=1024)  # the skills of a site
def skill_number(skill: str) -> int:
    """Return by which number traces know a skill of a curriculum, whatever else is in it."""
    return int.from_bytes(skill_key(skill))


@dataclass(slots=True)
class Traces:
    """Changed in place by `add`. A function of the events alone, like the state: replaying them gives the same.

    `most`: how many items are remembered, the oldest fall out; then numbers are rounded as they are packed. 0: all,
    and nothing is rounded.
    """

    overall: list[float] = field(default_factory=lambda: [0.0] * len(OVERALL))
    skills: dict[int, list[float]] = field(default_factory=dict)  # fast, slow, right, wrong
    items: dict[int, list[float]] = field(default_factory=dict)  # last score, last deviation, times; newest last
    answers: int = 0
    day: int | None = None
    most: int = 0

    def read(self, item: int, skills: Sequence[int], day: int) -> list[float]:
        """Return the numbers of NAMES for the next answer, before it is known."""
        fast = slow = right = wrong = 0.0
        for skill in skills:
            known = self.skills.get(skill)
            if known is not None:
                fast += known[0]
                slow += known[1]
                right += math.log1p(known[2])
                wrong += math.log1p(known[3])
        count = len(skills)
        before = self.items.get(item)
        again = [1.0, before[0], before[1], math.log1p(before[2])] if before else [0.0, 0.0, 0.0, 0.0]
        return [
            *self.rested(day), fast / count, slow / count, right / count, wrong / count,
            math.log1p(self.answers), *again,
        ]  # fmt: skip

    def rested(self, day: int) -> list[float]:
        """Return the traces over all answers as they are on a day: a night ends what is quick."""
        if self.day is None or day <= self.day:
            return self.overall
        return [0.0, self.overall[1] * NEXT_DAY, self.overall[2]]

    def add(self, item: int, skills: Sequence[int], day: int, *, score: float, foreseen: float) -> None:
        """Take in an answer: `score` 0…1, `foreseen` the P(right) of the state before it."""
        deviation = score - min(max(foreseen, LEAST_P), 1.0 - LEAST_P)
        rested = self.rested(day)
        self.day = day if self.day is None else max(day, self.day)
        self.overall = [keep * old + (1.0 - keep) * deviation for keep, old in zip(OVERALL, rested, strict=True)]
        for skill in skills:
            known = self.skills.setdefault(skill, [0.0, 0.0, 0.0, 0.0])
            for number, keep in enumerate(OF_SKILL):
                known[number] = keep * known[number] + (1.0 - keep) * deviation
            known[2 if score > 0.5 else 3] += 1.0
        before = self.items.pop(item, None)
        self.items[item] = [score, deviation, (before[2] if before else 0.0) + 1.0]
        self.answers += 1
        if self.most:
            self._round(item, skills)

    def _round(self, item: int, skills: Sequence[int]) -> None:
        while len(self.items) > self.most:
            del self.items[next(iter(self.items))]
        self.overall = list(_THREE.unpack(_THREE.pack(*self.overall)))
        self.answers = min(self.answers, int(_MOST))
        for skill in skills:
            fast, slow, right, wrong = self.skills[skill]
            self.skills[skill] = list(_FOUR.unpack(_FOUR.pack(fast, slow, min(right, _MOST), min(wrong, _MOST))))
        self.items[item] = list(_THREE.unpack(_THREE.pack(*self.items[item])))

    def packed(self) -> str:
        """Return the traces as letters for JSON, exactly what `unpacked` reads; "" before the first answer.

        Raises ValueError where all items are remembered.
        """
        if not self.most:
            raise ValueError("only traces that remember so many items rest")
        if not self.answers:
            return ""
        skills, items = self.skills, self.items
        numbers = [*self.overall]
        for known in (*skills.values(), *items.values()):
            numbers += known
        head = _HEAD.pack(FORM, len(skills), len(items), self.answers, self.day or 0)
        keys = b"".join([skill.to_bytes(KEY_BYTES) for skill in skills])
        prints = np.array(list(items), _PRINT).tobytes()
        return base64.b64encode(head + keys + prints + np.array(numbers, _HALF).tobytes()).decode()

    @staticmethod
    def unpacked(text: str) -> Traces:
        """Read what `packed` wrote; what is damaged or of another form begins anew, for traces move no state."""
        try:
            data = base64.b64decode(text, validate=True)
            form, skills, items, answers, day = _HEAD.unpack_from(data)
            if form != FORM:
                return Traces(most=REMEMBERED)
            at_prints = _HEAD.size + KEY_BYTES * skills
            at_numbers = at_prints + _PRINT.itemsize * items
            keys = [int.from_bytes(data[at : at + KEY_BYTES]) for at in range(_HEAD.size, at_prints, KEY_BYTES)]
            prints = np.frombuffer(data, _PRINT, items, at_prints).tolist()
            numbers = np.frombuffer(data, _HALF, offset=at_numbers).tolist()
        except (ValueError, struct.error):
            return Traces(most=REMEMBERED)
        if len(numbers) != 3 + 4 * skills + 3 * items or not math.isfinite(sum(numbers)):
            return Traces(most=REMEMBERED)
        at_items = 3 + 4 * skills
        return Traces(
            numbers[:3],
            {key: numbers[at : at + 4] for key, at in zip(keys, range(3, at_items, 4), strict=True)},
            {item: numbers[at : at + 3] for item, at in zip(prints, range(at_items, len(numbers), 3), strict=True)},
            answers, day, REMEMBERED,
        )  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Reader:
    """Reads the numbers of NAMES for all tasks of a curriculum at once, without changing the traces.

    By task: `skills` the numbers of its skills, as shares of a table with one row for each in `numbers`; `rows` the
    tasks of each item print.
    """

    numbers: tuple[int, ...]
    shares: Floats
    rows: Mapping[int, Sequence[int]]

    @staticmethod
    def of(skills: Sequence[Sequence[int]], prints: Sequence[int]) -> Reader:
        """Make one from the skill numbers and the print of each task."""
        numbers = tuple(sorted({number for some in skills for number in some}))
        at = {number: place for place, number in enumerate(numbers)}
        shares = np.zeros((len(skills), len(numbers)))
        rows: dict[int, list[int]] = {}
        for row, (some, item) in enumerate(zip(skills, prints, strict=True)):
            shares[row, [at[number] for number in some]] = 1.0 / len(some)
            rows.setdefault(item, []).append(row)
        return Reader(numbers, shares, rows)

    def read(self, traces: Traces, day: int) -> NDArray[np.float64]:
        """Return a row for each task: what `Traces.read` would say of it."""
        result = np.zeros((len(self.shares), len(NAMES)))
        result[:, :SKILL_AT] = traces.rested(day)
        result[:, ANSWERS_AT] = math.log1p(traces.answers)
        empty = [0.0, 0.0, 0.0, 0.0]
        table = np.array([traces.skills.get(number, empty) for number in self.numbers])
        table[:, 2:] = np.log1p(table[:, 2:])
        result[:, SKILL_AT:ANSWERS_AT] = self.shares @ table
        for item, (score, deviation, times) in traces.items.items():
            for row in self.rows.get(item, ()):
                result[row, ITEM_AT:] = (1.0, score, deviation, math.log1p(times))
        return result
