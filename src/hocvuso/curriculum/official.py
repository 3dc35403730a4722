"""The frameworks shipped in `content/framework/` and what our skills come near to in them, as pages show them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from hocvuso.curriculum.parse import content_folder
from hocvuso.curriculum.reading.frameworks import CloseTo, Framework, read_frameworks

__all__ = ["CloseTo", "Framework", "crosswalk", "frameworks"]


@lru_cache(maxsize=1)
def _read() -> tuple[tuple[Framework, ...], Mapping[str, CloseTo]]:
    found, _problems = read_frameworks(content_folder())
    return found.all, found.crosswalk


def frameworks() -> tuple[Framework, ...]:
    """Return the frameworks of others; our own list of skills, though its file names a decision, is none of them."""
    return tuple(each for each in _read()[0] if not each.is_own_taxonomy)


def crosswalk() -> Mapping[str, CloseTo]:
    """Return, by skill, which codes come near; our own judgement."""
    return _read()[1]
