"""Finds words of the interface that stand in the wrong language on a screen."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache

from babel.messages.pofile import read_po

from hocvuso.assistant import sentences
from tests.journeys.place import ROOT

PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{\w+\}|%%")
# English words that no Vietnamese word looks like, also when it is typed without its marks.
ENGLISH = re.compile(
    r"\b(and|of|your|you|with|please|have|was|were|next|search|save|cancel|submit|password|required|error|invalid|page|"
    r"lesson|skills?|answer|minutes?|learn|results?|phone|names?)\b",
    re.IGNORECASE,
)
# Brands and file names keep theirs.
NOT_WORDS = re.compile(r"Google Authenticator|iPhone|\S+@\S+|https?://\S+|[\w.-]+\.(?:json|example)", re.IGNORECASE)


Pair = tuple[frozenset[str], frozenset[str]]  # English forms, Vietnamese forms


@cache
def catalogue() -> tuple[Pair, ...]:
    """Return every text of the interface in both languages: screens, the assistant's own sentences, skills' titles."""
    found = [_pair({english}, {vietnamese}) for vietnamese, english in sentences.SENTENCES.values()]
    for file in sorted((ROOT / "src/hocvuso").glob("*/locale/vi/LC_MESSAGES/django.po")):
        with file.open("rb") as opened:
            found += [_pair(_forms(each.id), _forms(each.string)) for each in read_po(opened, locale="vi") if each.id]
    for file in sorted((ROOT / "content/skills").glob("*/skill.toml")):
        skill = tomllib.loads(file.read_text(encoding="utf-8"))
        found.append(_pair({skill["title_en"]}, {skill["title"]}))
    return tuple(found)


def _forms(text: str | Iterable[str]) -> set[str]:
    return {text} if isinstance(text, str) else set(text)


def _pair(english: set[str], vietnamese: set[str]) -> Pair:
    return frozenset(english - vietnamese), frozenset(vietnamese - english)


def _shape(text: str) -> re.Pattern[str] | None:
    """Return a pattern for a screen text with anything in its gaps; None when hardly two words would be left."""
    parts = PLACEHOLDER.split(" ".join(text.split()))
    words = [part for part in parts[::2] if part]
    if sum(letter.isalpha() for word in words for letter in word) < 6:
        return None
    return re.compile(r"\s*" + r".{0,200}?".join(map(re.escape, parts[::2])) + r"\s*")


@cache
def _foreign(language: str) -> tuple[frozenset[str], tuple[re.Pattern[str], ...]]:
    """Return the screen texts that must not stand on a page in `language`: those without gaps, those with."""
    plain, shapes = set(), []
    for english, vietnamese in catalogue():
        for text in english if language == "vi" else vietnamese:
            if PLACEHOLDER.search(text):
                shapes += [shape for shape in [_shape(text)] if shape]
            elif len(text) > 1:
                plain.add(" ".join(text.split()))
    # The same word may be right in both: "Chat", "Zalo".
    right = {" ".join(text.split()) for pair in catalogue() for text in pair[language == "vi"]}
    return frozenset(plain - right), tuple(shapes)


def strangers(said: Iterable[str], language: str) -> list[str]:
    """Return what of the words on a page in `language` is an untranslated text of the interface."""
    plain, shapes = _foreign(language)
    found = []
    for text in said:
        if text in plain or any(shape.fullmatch(text) for shape in shapes):
            found.append(f"“{text}” is not {language}")
        elif language == "vi" and ENGLISH.search(NOT_WORDS.sub("", text)):
            found.append(f"English in “{text[:80]}”")
    return found
