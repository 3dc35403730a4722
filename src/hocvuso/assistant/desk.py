"""The library of this site: the published curriculum and its search index, built once, saved, memory-mapped."""

from __future__ import annotations

import shutil
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from hocvuso.assistant import checker, pipeline
from hocvuso.assistant.own import registry
from hocvuso.assistant.pipeline import Library
from hocvuso.core.content import Curriculum
from hocvuso.core.messages.judge import Judge
from hocvuso.curriculum import queries as curriculum
from hocvuso.curriculum.parse import content_folder


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
    return _library(curriculum.current())


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
