"""Reading of response files: who answered what, when, and how; with the line and the reason where one is wrong.

CSV with a header, plain or gzip: user, item, skills (ids joined by ~), t (seconds), correct (0 or 1), and, if the file
says so, split (train or test, by learner). A learner's rows stand in the order in which he answered.
"""

from __future__ import annotations

import csv
import gzip
import io
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from hocvuso.core.graph import Floats, PrerequisiteRing, SkillGraph, UnknownPrerequisite
from hocvuso.evaluation.files import BadFile

Places = NDArray[np.int64]

NEEDED = ("user", "item", "skills", "t", "correct")
SPLITS = ("train", "test")
DAY_SECONDS = 86_400


@dataclass(frozen=True, slots=True)
class Responses:
    """All answers, learner by learner. An item is told apart by its id and its skills; `mixes` has these.

    `t` are seconds from the learner's first answer; `is_test` is None where the file has no split.
    """

    graph: SkillGraph
    learners: tuple[str, ...]
    mixes: tuple[tuple[int, ...], ...]
    learner: Places
    item: Places
    t: Floats
    right: Floats
    is_test: NDArray[np.bool_] | None

    @property
    def day(self) -> Places:
        """Return whole days since the learner's first answer."""
        return (self.t // DAY_SECONDS).astype(np.int64)

    def only(self, rows: NDArray[np.bool_]) -> Responses:
        """Return some of the rows; learners, items and skills keep their numbers."""
        return Responses(
            self.graph, self.learners, self.mixes, self.learner[rows], self.item[rows], self.t[rows],
            self.right[rows], None if self.is_test is None else self.is_test[rows],
        )  # fmt: skip


@dataclass(slots=True)
class _Reading:
    """What has been read so far."""

    path: Path
    skills: dict[str, int] = field(default_factory=dict)
    may_add: bool = True
    learners: dict[str, int] = field(default_factory=dict)
    items: dict[tuple[str, tuple[int, ...]], int] = field(default_factory=dict)
    latest: dict[str, float] = field(default_factory=dict)
    timed: set[str] = field(default_factory=set)  # learners with more than one time
    first_at: dict[tuple[str, str, float], int] = field(default_factory=dict)  # line of (user, item, t)
    repeats: list[tuple[str, int, int]] = field(default_factory=list)  # user, line, earlier line
    splits: dict[str, str] = field(default_factory=dict)
    rows: list[tuple[int, int, float, float]] = field(default_factory=list)

    def fail(self, line: int, reason: str) -> BadFile:
        """Return the error for a line."""
        return BadFile(f"{self.path}, dòng {line}: {reason}")


def read(path: Path, *, skills: Path | None = None, sort: bool = False) -> Responses:
    """Read a response file. Raises BadFile for what cannot be used; `sort` puts unordered times in order."""
    graph = None if skills is None else read_skills(skills)
    reading = _Reading(path)
    if graph is not None:
        reading.skills, reading.may_add = {skill: place for place, skill in enumerate(graph.ids)}, False
    for line, row in _rows(path):
        _take(reading, line, row, sort=sort)
    if not reading.rows:
        raise BadFile(f"{path}: không có câu trả lời nào.")
    for user, line, earlier in reading.repeats:
        if user in reading.timed:  # without times a repeated row may be a second try
            raise reading.fail(line, f"lặp lại dòng {earlier} (cùng người, cùng câu, cùng lúc).")
    return _gathered(reading, graph)


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        raw = path.read_bytes()
        text = (gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw).decode("utf-8-sig")
    except (OSError, EOFError, UnicodeDecodeError, gzip.zlib.error) as problem:  # type: ignore[attr-defined]
        raise BadFile(f"{path}: không đọc được ({problem}).") from None
    found = csv.reader(io.StringIO(text))
    head = [name.strip() for name in next(found, [])]
    missing = [name for name in NEEDED if name not in head]
    if missing:
        raise BadFile(f"{path}, dòng 1: thiếu cột {', '.join(missing)}; cần {', '.join(NEEDED)}, có thể thêm split.")
    for cells in found:
        if not cells:
            continue
        if len(cells) != len(head):
            raise BadFile(f"{path}, dòng {found.line_num}: có {len(cells)} ô, cần {len(head)}.")
        yield found.line_num, dict(zip(head, map(str.strip, cells), strict=True))


def _take(reading: _Reading, line: int, row: dict[str, str], *, sort: bool) -> None:
    for name in NEEDED:
        if row[name] == "" or row[name].lower() in {"nan", "null", "none", "na"}:
            raise reading.fail(line, f"cột {name} bỏ trống hoặc là NaN.")
    user, seconds = row["user"], _seconds(reading, line, row["t"])
    mix = _mix(reading, line, row["skills"])
    if row["correct"] not in {"0", "1", "0.0", "1.0"}:
        raise reading.fail(line, f"cột correct là “{row['correct']}”, cần 0 hoặc 1.")
    before = reading.latest.get(user, seconds)
    if seconds < before and not sort:
        raise reading.fail(line, f"thời điểm {seconds:g} đứng sau {before:g} của cùng người; --sort để tự xếp lại.")
    if seconds != before:
        reading.timed.add(user)
    reading.latest[user] = max(seconds, before)
    earlier = reading.first_at.setdefault((user, row["item"], seconds), line)
    if earlier != line:
        reading.repeats.append((user, line, earlier))
    _take_split(reading, line, user, row.get("split", ""))
    learner = reading.learners.setdefault(user, len(reading.learners))
    item = reading.items.setdefault((row["item"], mix), len(reading.items))
    reading.rows.append((learner, item, seconds, float(row["correct"])))


def _seconds(reading: _Reading, line: int, text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        raise reading.fail(line, f"cột t là “{text}”, cần số giây.") from None
    if not math.isfinite(seconds):
        raise reading.fail(line, f"cột t là “{text}”, cần số giây hữu hạn.")
    return seconds


def _mix(reading: _Reading, line: int, text: str) -> tuple[int, ...]:
    names = [name.strip() for name in text.split("~")]
    if "" in names or any(name.lower() == "nan" for name in names):
        raise reading.fail(line, f"cột skills là “{text}”, có kỹ năng bỏ trống hoặc NaN.")
    for name in names:
        if name not in reading.skills:
            if not reading.may_add:
                raise reading.fail(line, f"kỹ năng “{name}” không có trong tệp kỹ năng.")
            reading.skills[name] = len(reading.skills)
    return tuple(dict.fromkeys(reading.skills[name] for name in names))


def _take_split(reading: _Reading, line: int, user: str, split: str) -> None:
    if split and split not in SPLITS:
        raise reading.fail(line, f"cột split là “{split}”, cần train hoặc test.")
    if reading.splits.setdefault(user, split) != split:
        raise reading.fail(line, f"người “{user}” vừa ở train vừa ở test.")


def _gathered(reading: _Reading, graph: SkillGraph | None) -> Responses:
    learner, item, t, right = (np.array(column) for column in zip(*reading.rows, strict=True))
    order = np.lexsort((t, learner))  # stable: equal times keep the order of the file
    learner, item, t, right = learner[order], item[order], t[order].astype(float), right[order].astype(float)
    first = np.concatenate(([True], learner[1:] != learner[:-1]))
    t = t - t[first][np.cumsum(first) - 1]
    splits = [reading.splits[user] for user in reading.learners]
    is_test = None
    if set(splits) == set(SPLITS):
        is_test = np.array([split == "test" for split in splits])[learner]
    return Responses(
        graph=graph or SkillGraph.from_skills((skill, ()) for skill in reading.skills),
        learners=tuple(reading.learners),
        mixes=tuple(mix for _, mix in reading.items),
        learner=learner.astype(np.int64),
        item=item.astype(np.int64),
        t=t,
        right=right,
        is_test=is_test,
    )


def read_skills(path: Path) -> SkillGraph:
    """Read skills and what they need: CSV with the columns skill, needs (ids joined by ~). Raises BadFile."""
    try:
        rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    except (OSError, UnicodeDecodeError) as problem:
        raise BadFile(f"{path}: không đọc được ({problem}).") from None
    if not rows or not {"skill", "needs"} <= set(rows[0]):
        raise BadFile(f"{path}, dòng 1: cần hai cột skill, needs và ít nhất một kỹ năng.")
    listed: Sequence[tuple[str, list[str]]] = [
        (row["skill"].strip(), [each for each in (row["needs"] or "").strip().split("~") if each]) for row in rows
    ]
    try:
        return SkillGraph.from_skills(listed)
    except (PrerequisiteRing, UnknownPrerequisite, ValueError) as problem:
        raise BadFile(f"{path}: {problem}.") from None
