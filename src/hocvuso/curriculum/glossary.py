"""The words of `content/glossary.toml` as pages show them: plain meaning, an example, what people also call it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from hocvuso.core import explained, vntext
from hocvuso.core.local_ids import is_local
from hocvuso.core.question import Question
from hocvuso.curriculum.parse import content_folder
from hocvuso.curriculum.reading.guides import GLOSSARY, read_guides


@dataclass(frozen=True, slots=True)
class Word:
    """One word with everything that is said of it; `skill` teaches it."""

    id: str
    word: str
    plain: str
    example: str
    also: tuple[str, ...]
    skill: str


_own: list[Callable[[], Path]] = []  # where the site's own words stand; `hocvuso ask` knows of no site


def look_also_in(folder: Callable[[], Path]) -> None:
    """Let the words of a site's own folder stand beside the shipped ones."""
    _own[:] = [folder]


def words() -> tuple[Word, ...]:
    """Return the shipped words and those of the site in the order of the alphabet; none of a file that is broken."""
    return _words(*_place())


def _place() -> tuple[Path | None, int]:
    """Return the site's own folder and when its words were written."""
    if not _own:
        return None, 0
    own = _own[0]()
    file = own / GLOSSARY
    return own, file.stat().st_mtime_ns if file.is_file() else 0


@lru_cache(maxsize=2)
def _words(own: Path | None, _written_at: int) -> tuple[Word, ...]:
    folders = (content_folder(), own) if own else (content_folder(),)
    files = [file for folder in folders for file in read_guides(folder)[0].glossary]
    shipped = {row.id for row in files[0].model.word} if files else set()
    rows = [row for file in files for row in file.model.word if file is files[0] or _is_ours(row.id, shipped)]
    found = [Word(row.id, row.word, row.plain, row.example, tuple(row.also), row.skill) for row in rows]
    return tuple(sorted(found, key=lambda each: vntext.alphabet_key(each.word)))


def _is_ours(name: str, shipped: set[str]) -> bool:
    return is_local(name) and name not in shipped


def find(typed: str) -> tuple[Word, ...]:
    """Return the words by whose names each typed word begins one; marks do not matter."""
    wanted = vntext.search_key(typed).split()
    return tuple(each for each in words() if all(f" {one}" in f" {_names(each)}" for one in wanted))


def asked(question: Question) -> Word | None:
    """Return the word whose meaning a question asks for, and nothing else."""
    found = explained.word_asked(question, _table(*_place()))
    return next((each for each in words() if each.id == found), None)


@lru_cache(maxsize=2)
def _table(own: Path | None, written_at: int) -> explained.Names:
    return explained.names_of((each.id, name) for each in _words(own, written_at) for name in (each.word, *each.also))


def _names(word: Word) -> str:
    return vntext.search_key(" ".join((word.word, *word.also)))
