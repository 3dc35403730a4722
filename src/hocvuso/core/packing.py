"""A learner state at rest: at most 4,096 bytes, readable by any later curriculum.

Layout, little-endian: version, dimensions, entries, records (one byte each), events (4 bytes); a 3-byte key
per entry (stored skills ascending, then skills that only have a record); mean, then the lower triangle of the
covariance row by row, float32; then one 16-byte record per practised skill; then the CRC-32 of all of it, so that a bit
that has flipped on a disk is never believed.
"""

from __future__ import annotations

import math
import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from .graph import KEY_BYTES, SkillGraph
from .parameters import DEFAULT, MODEL_VERSION, Parameters
from .record import ROW, Records
from .state import LearnerState

LIMIT = 4096  # decided: README.md 8, at most 4 KB a learner at rest
HEADER = struct.Struct("<BBBBI")
SUM = struct.Struct("<I")
STORED = 1 + ROW.size  # decided: the number of its entry, then the record as it stands in the state
_BYTES = tuple(bytes([number]) for number in range(256))


class UnreadableState(ValueError):
    """The bytes are of another model version or damaged: replay the learner's events."""


def pack(state: LearnerState) -> bytes:
    """Return the state as bytes, exactly: `unpack(pack(s))` equals s. Raises ValueError beyond 255 skills."""
    entries = [*state.places, *[place for place in state.records if place not in state.slots]]
    if len(entries) > 254:
        raise ValueError("a packed state holds at most 254 skills")
    numbers = dict(zip(entries, _BYTES, strict=False))
    packed = b"".join(
        (
            HEADER.pack(MODEL_VERSION, len(state.mean), len(entries), len(state.records), state.events),
            *[state.graph.keys[place] for place in entries],
            state.mean.astype("<f4", copy=False).tobytes(),
            state.covariance.take(_triangle(len(state.mean))).astype("<f4", copy=False).tobytes(),
            *[part for place, row in state.records.items() for part in (numbers[place], row)],
        )
    )
    return packed + SUM.pack(zlib.crc32(packed))


@lru_cache(maxsize=64)  # sizes met in one process; making the two index arrays takes 20 µs
def _triangle(size: int) -> NDArray[np.intp]:
    """Return where the lower triangle stands, row by row, in a flat square matrix."""
    below, across = np.tril_indices(size)
    return below * size + across


@lru_cache(maxsize=64)
def _square(size: int) -> NDArray[np.intp]:
    """Return which number of the packed triangle belongs to each place of the square matrix."""
    below, across = np.tril_indices(size)
    square = np.empty((size, size), dtype=np.intp)
    square[below, across] = square[across, below] = np.arange(len(below))
    return square


def unpack(blob: bytes, graph: SkillGraph, *, parameters: Parameters = DEFAULT) -> LearnerState:
    """Return the state of `pack`. Skills that the graph no longer has are left out.

    Raises UnreadableState for another model version, a wrong length or sum, or numbers that no state has.
    """
    try:
        version, size, entries, rows, events = HEADER.unpack_from(blob)
    except struct.error as problem:
        raise UnreadableState("the state is shorter than its header") from problem
    if version != MODEL_VERSION:
        raise UnreadableState(f"the state is of model version {version}, this is {MODEL_VERSION}")
    at_mean = HEADER.size + KEY_BYTES * entries
    triangle = size * (size + 1) // 2
    at_records = at_mean + 4 * (size + triangle)
    if not 1 <= size <= entries + 1 or len(blob) != at_records + STORED * rows + SUM.size:
        raise UnreadableState("the state has a wrong length")
    if SUM.unpack_from(blob, len(blob) - SUM.size)[0] != zlib.crc32(memoryview(blob)[: -SUM.size]):
        raise UnreadableState("the state is not what was packed")
    known = _known(graph, blob[HEADER.size : at_mean], size - 1)
    numbers = np.frombuffer(blob, "<f4", size + triangle, at_mean).astype(np.float32, copy=False)
    # A sum is finite only if every number is: one look at all of them in 2 µs.
    if not math.isfinite(np.add.reduce(numbers)):
        raise UnreadableState("the state holds numbers that are none")
    mean, covariance = numbers[:size], numbers[size:].take(_square(size))
    if known.picked is not None:
        mean, covariance = mean[known.picked], covariance[np.ix_(known.picked, known.picked)]
    return LearnerState(
        graph=graph,
        parameters=parameters,
        events=events,
        places=known.places,
        slots=known.slots,
        mean=mean,
        covariance=covariance,
        records=_records(blob, at_records, known.found),
    )


@dataclass(frozen=True, slots=True)
class _Known:
    """Which skills of the graph stand in a packed state.

    `found` has the position of each entry, −1 for one that the graph no longer has. `picked` are the slots to
    keep, in order, when the state was packed under another curriculum: skills are gone, or stand elsewhere.
    """

    found: tuple[int, ...]
    places: tuple[int, ...]
    slots: Mapping[int, int]
    picked: list[int] | None


# As many as `state._bridge`, and for the same sets of skills: 8 µs when it is not remembered.
@lru_cache(maxsize=1024)
def _known(graph: SkillGraph, keys: bytes, stored: int) -> _Known:
    found = tuple(graph.by_key.get(keys[at : at + KEY_BYTES], -1) for at in range(0, len(keys), KEY_BYTES))
    places, picked = found[:stored], None
    if not _ascends(places):
        kept = sorted((place, slot) for slot, place in enumerate(places, start=1) if place >= 0)
        places, picked = tuple(place for place, _ in kept), [0, *[slot for _, slot in kept]]
    return _Known(found, places, {place: slot for slot, place in enumerate(places, start=1)}, picked)


def _records(blob: bytes, start: int, found: tuple[int, ...]) -> Records:
    try:
        records = {found[blob[at]]: blob[at + 1 : at + STORED] for at in range(start, len(blob) - SUM.size, STORED)}
    except IndexError as problem:
        raise UnreadableState("a record is of a skill that the state does not name") from problem
    if _ascends(tuple(records)):
        return records
    records.pop(-1, None)
    return dict(sorted(records.items()))


def _ascends(places: tuple[int, ...]) -> bool:
    return -1 not in places and all(one < other for one, other in pairwise(places))
