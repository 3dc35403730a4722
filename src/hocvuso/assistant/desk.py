"""The library of this site: the published curriculum and its search index, built once, saved, memory-mapped."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from hocvuso.assistant import checker, own_wordings, pipeline, vectors
from hocvuso.assistant.own import registry
from hocvuso.assistant.pipeline import Library
from hocvuso.core.content import Curriculum
from hocvuso.core.extending import Added, extended
from hocvuso.core.indexing import Index
from hocvuso.core.meaning import BadVectors, Encoder, read_table
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
    encoder = _encoder()
    if encoder is not None and not vectors.is_made(encoder, _folder(now)):
        vectors.make(encoder, now, _folder(now))
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


@lru_cache(maxsize=1)
def _encoder() -> Encoder | None:
    """Return what turns texts into vectors by the settings; None without, or where the folder cannot be used."""
    if settings.EMBEDDINGS_DIR:
        try:
            return read_table(Path(settings.EMBEDDINGS_DIR))
        except BadVectors:
            return None
    if settings.EMBEDDINGS_URL:
        return vectors.Service(
            settings.EMBEDDINGS_URL, settings.EMBEDDINGS_MODEL, settings.EMBEDDINGS_API_KEY,
            settings.EMBEDDINGS_TIMEOUT_MS / 1000,
        )  # fmt: skip
    return None


def _meaning(now: Curriculum) -> vectors.Meaning | None:
    encoder = _encoder()
    if encoder is None:
        return None
    return vectors.opened(encoder, now, _folder(now), is_outside=not settings.EMBEDDINGS_DIR)


def _folder(now: Curriculum) -> Path:
    return _shelf() / pipeline.index_name(now)


def _shelf() -> Path:
    folder = Path(settings.DATA) / "index"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@lru_cache(maxsize=2)  # the curriculum in force, and the one before it while requests still finish
def _library(now: Curriculum) -> Library:
    library = pipeline.open_library(now, _shelf())
    return replace(library, judge=judge(), own=registry.recogniser(), meaning=_meaning(now))


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
