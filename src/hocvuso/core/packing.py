"""A learner state at rest: at most 4,096 bytes, readable by any later curriculum.

Layout, little-endian: version, dimensions, entries, records (one byte each), events (4 bytes); a 3-byte key
per entry (stored skills ascending, then skills that only have a record); mean, then the lower triangle of the
covariance row by row, float32; then one 16-byte record per practised skill.
"""

from __future__ import annotations

import struct
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from .graph import KEY_BYTES, SkillGraph
from .parameters import DEFAULT, MODEL_VERSION, Parameters
from .record import RECORD, Records
from .state import LearnerState

LIMIT = 4096  # decided: README.md 8, at most 4 KB a learner at rest
HEADER = struct.Struct("<BBBBI")
# As record.RECORD, but the skill is the number of its entry.
STORED = np.dtype([("entry", "u1"), *[(name, RECORD[name].str) for name in RECORD.names or () if name != "skill"]])
# All fields but the first lie alike in both, so that records are copied as bytes: by fields it takes 11 µs longer.
KEPT, WIDE = STORED.itemsize - STORED["entry"].itemsize, RECORD.itemsize


class UnreadableState(ValueError):
    """The bytes are of another model version or damaged: replay the learner's events."""


def pack(state: LearnerState) -> bytes:
    """Return the state as bytes, exactly: `unpack(pack(s))` equals s. Raises ValueError beyond 255 skills."""
    practised = state.records["skill"].tolist()
    entries = [*state.places, *[place for place in practised if place not in state.slots]]
    if len(entries) > 254:
        raise ValueError("a packed state holds at most 254 skills")
    numbers = {place: number for number, place in enumerate(entries)}
    records = np.empty((len(state.records), STORED.itemsize), dtype=np.uint8)
    records[:, 0] = [numbers[place] for place in practised]
    records[:, -KEPT:] = state.records.view(np.uint8).reshape(-1, WIDE)[:, -KEPT:]
    return b"".join(
        (
            HEADER.pack(MODEL_VERSION, len(state.mean), len(entries), len(records), state.events),
            *[state.graph.keys[place] for place in entries],
            state.mean.astype("<f4", copy=False).tobytes(),
            state.covariance.take(_triangle(len(state.mean))).astype("<f4", copy=False).tobytes(),
            records.tobytes(),
        )
    )


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

    Raises UnreadableState for another model version or a wrong length.
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
    if not 1 <= size <= entries + 1 or len(blob) != at_records + STORED.itemsize * rows:
        raise UnreadableState("the state has a wrong length")
    keys = [blob[at : at + KEY_BYTES] for at in range(HEADER.size, at_mean, KEY_BYTES)]
    found = [graph.by_key.get(key, -1) for key in keys]
    numbers = np.frombuffer(blob, "<f4", size + triangle, at_mean).astype(np.float32)
    mean, covariance = numbers[:size], numbers[size:].take(_square(size))
    places = tuple(found[: size - 1])
    if -1 in places or any(one >= other for one, other in pairwise(places)):
        # Another curriculum than the one it was packed under: skills are gone, or stand in another order.
        stored = sorted((place, slot) for slot, place in enumerate(places, start=1) if place >= 0)
        picked = [0, *[slot for _, slot in stored]]
        places = tuple(place for place, _ in stored)
        mean, covariance = mean[picked], covariance[np.ix_(picked, picked)]
    return LearnerState(
        graph=graph,
        parameters=parameters,
        events=events,
        places=places,
        slots={place: slot for slot, place in enumerate(places, start=1)},
        mean=mean,
        covariance=covariance,
        records=_records(np.frombuffer(blob, np.uint8, STORED.itemsize * rows, at_records), found),
    )


def _records(stored: NDArray[np.uint8], found: list[int]) -> Records:
    stored = stored.reshape(-1, STORED.itemsize)
    raw = np.empty((len(stored), WIDE), dtype=np.uint8)
    raw[:, -KEPT:] = stored[:, -KEPT:]
    records = raw.view(RECORD)[:, 0]
    places = [found[entry] for entry in stored[:, 0].tolist()]
    records["skill"] = places
    if -1 in places or any(one >= other for one, other in pairwise(places)):
        known = records[records["skill"] >= 0]
        return known[np.argsort(known["skill"], kind="stable")]
    return records
