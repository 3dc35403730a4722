"""The library of this site: the published curriculum and its search index, built once, saved, memory-mapped."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from hocvuso.assistant import checker, own_wordings, pipeline
from hocvuso.assistant.own import registry
from hocvuso.assistant.pipeline import Library
from hocvuso.core.content import Curriculum
from hocvuso.core.extending import Added, extended
from hocvuso.core.indexing import Index
from hocvuso.core.messages.judge import Judge
from hocvuso.curriculum import queries as curriculum
from hocvuso.curriculum.parse import content_folder


@dataclass(frozen=True, slots=True)
class _Grown:
    """What was made last of the shipped index and added wordings."""

    shipped: Index
    added: tuple[Added, ...]
    index: Index


_grown: _Grown | None = None


def build() -> int:
    """Build and save the index of the published curriculum unless that was done; return how many passages.

    Indexes of earlier curricula are taken away. The checker of messages learns here too, so that no request does.
    """
    judge()
    now = curriculum.current()
    pipeline.open_library(now, _shelf())
    for folder in _shelf().iterdir():
        if folder.name != pipeline.index_name(now):
            shutil.rmtree(folder, ignore_errors=True)
    return len(now.steps) + len(now.cards)


def library() -> Library:
    """Return the curriculum in force together with its index."""
    shipped = _library(curriculum.current())
    return replace(shipped, index=_with_added(shipped.index, own_wordings.in_use()))


@lru_cache(maxsize=1)
def judge() -> Judge:
    """Return what was learnt from the shipped messages (256 KiB); learns only where `build` has not."""
    return checker.open_judge(content_folder(), Path(settings.DATA) / "messages")


def _shelf() -> Path:
    folder = Path(settings.DATA) / "index"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@lru_cache(maxsize=2)  # the curriculum in force, and the one before it while requests still finish
def _library(now: Curriculum) -> Library:
    return replace(pipeline.open_library(now, _shelf()), judge=judge(), own=registry.recogniser())


def _with_added(shipped: Index, added: tuple[Added, ...]) -> Index:
    """Return the index with the wordings of this site's authors; one more costs that one alone."""
    global _grown
    kept = _grown
    if not added:
        return shipped
    if kept is None or kept.shipped is not shipped or kept.added != added[: len(kept.added)]:
        kept = _Grown(shipped, (), shipped)
    if kept.added != added:
        kept = _Grown(shipped, added, extended(kept.index, added[len(kept.added) :]))
        _grown = kept
    return kept.index
