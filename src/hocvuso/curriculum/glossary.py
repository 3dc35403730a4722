"""The words of `content/glossary.toml` as pages show them: plain meaning, an example, what people also call it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from hocvuso.core import explained, vntext
from hocvuso.core.question import Question
from hocvuso.curriculum.parse import content_folder
from hocvuso.curriculum.reading.guides import read_guides


@dataclass(frozen=True, slots=True)
class Word:
    """One word with everything that is said of it; `skill` teaches it."""

    id: str
    word: str
    plain: str
    example: str
    also: tuple[str, ...]
    skill: str


@lru_cache(maxsize=1)
def words() -> tuple[Word, ...]:
    """Return the shipped words in the order of the alphabet; none where the file is missing or broken."""
    guides, _problems = read_guides(content_folder())
    rows = [row for file in guides.glossary for row in file.model.word]
    found = [Word(row.id, row.word, row.plain, row.example, tuple(row.also), row.skill) for row in rows]
    return tuple(sorted(found, key=lambda each: vntext.alphabet_key(each.word)))


def find(typed: str) -> tuple[Word, ...]:
    """Return the words by whose names each typed word begins one; marks do not matter."""
    wanted = vntext.search_key(typed).split()
    return tuple(each for each in words() if all(f" {one}" in f" {_names(each)}" for one in wanted))


def asked(question: Question) -> Word | None:
    """Return the word whose meaning a question asks for, and nothing else."""
    found = explained.word_asked(question, _table())
    return next((each for each in words() if each.id == found), None)


@lru_cache(maxsize=1)
def _table() -> explained.Names:
    return explained.names_of((each.id, name) for each in words() for name in (each.word, *each.also))


def _names(word: Word) -> str:
    return vntext.search_key(" ".join((word.word, *word.also)))
