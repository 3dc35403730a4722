"""The shipped content as the core reads it, and the library over it: read once, built once for all test files.

The index is kept in the folder of the run, one for each process, so that the next part of the suite maps it from disk.
"""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

from hocvuso.assistant import pipeline
from hocvuso.assistant.pipeline import Library
from hocvuso.core.content import Curriculum
from hocvuso.curriculum.parse import content_folder, read_folder


@lru_cache(maxsize=1)
def curriculum() -> Curriculum:
    """Return the content of `content/`."""
    found = read_folder(content_folder()).curriculum
    assert found is not None
    return found


@lru_cache(maxsize=1)
def library() -> Library:
    """Return the assistant's library of it."""
    shelf = Path(os.environ["HOCVUSO_DATA"]) / "shipped"
    shelf.mkdir(parents=True, exist_ok=True)
    return pipeline.open_library(curriculum(), shelf)
