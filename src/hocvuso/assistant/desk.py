"""The library of this site: the published curriculum and its search index, built once, saved, memory-mapped."""

from __future__ import annotations

import shutil
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from hocvuso.assistant.pipeline import Library
from hocvuso.core import retrieval
from hocvuso.core.content import Curriculum
from hocvuso.core.indexing import Index
from hocvuso.curriculum import queries as curriculum


def _folder(version: str) -> Path:
    return Path(settings.DATA) / "index" / version


def build() -> int:
    """Build and save the index of the published curriculum unless that was done; return how many passages."""
    now = curriculum.current()
    folder = _folder(now.version)
    if not folder.exists():
        fresh = folder.with_name(folder.name + ".new")
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.parent.mkdir(parents=True, exist_ok=True)
        retrieval.save(retrieval.build(now), fresh)
        # A rename is atomic: a reader sees the whole index or none.
        fresh.rename(folder)
        for old in folder.parent.iterdir():
            if old != folder:
                shutil.rmtree(old, ignore_errors=True)
    return len(now.steps) + len(now.cards)


def index() -> Index:
    """Return the index of the published curriculum."""
    return library().index


def library() -> Library:
    """Return the curriculum in force together with its index."""
    return _library(curriculum.current())


@lru_cache(maxsize=2)
def _library(now: Curriculum) -> Library:
    folder = _folder(now.version)
    return Library(now, retrieval.load(folder) if folder.exists() else retrieval.build(now))
