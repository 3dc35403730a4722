"""Read a question as people type it: chat words, regional words, raw Telex, slips of the thumb.

The reading keeps every plausible meaning with a weight; searching decides. Wordings written by authors
are read the same way, without mending, so that a question and a wording meet in the same words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from hocvuso.core import telex
from hocvuso.core.abbreviations import SAME_MEANING, TEXT_SPEAK, UNSAFE_WITHOUT_MARKS
from hocvuso.core.repair import Lexicon
from hocvuso.core.syllable import is_possible, is_possible_folded
from hocvuso.core.thesaurus import CONCEPTS
from hocvuso.core.vntext import fold, has_diacritics, syllables

# Weight of a second choice of the mending, and of a second meaning of a chat word (design: half).
SECOND_CHOICE = 0.5
# Weight of the standard word beside a regional or everyday one; both are searched (assumed).
SAME_MEANING_WEIGHT = 0.7
# Weight of a thing that both name, perhaps in other words (assumed: like a regional word).
CONCEPT_WEIGHT = 1.0
# From this share of typed words with marks on, the question counts as typed with marks. Vietnamese text
# has marks on about three of four syllables (measured on the wordings); half typed still helps.
_MARKED_SHARE = 0.3
_LONGEST_PHRASE = 4
# Longer texts are pasted messages, not questions; the rest would only cost time (design: 1,500 characters).
MAX_CHARACTERS = 1500
_TAG = re.compile(r"<[^<>]{0,300}>")


@dataclass(frozen=True, slots=True)
class Reading:
    """One meaning of what was typed at one place."""

    words: tuple[str, ...]  # folded
    marked: tuple[str, ...]  # the same with marks, where known
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Slot:
    """One typed word (or fixed phrase) and its readings, the main one first."""

    typed: str
    readings: tuple[Reading, ...]
    mended: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """A question, read."""

    slots: tuple[Slot, ...]
    concepts: tuple[str, ...]  # things of the thesaurus that are named in it
    marked: bool  # typed with diacritics (or raw Telex, which carries them)
    repaired: tuple[tuple[str, str], ...]  # typed, understood

    @property
    def repaired_share(self) -> float:
        """Share of the places that had to be mended, 0 to 1."""
        return sum(slot.mended for slot in self.slots) / max(1, len(self.slots))

    def words(self) -> list[str]:
        """The folded words of the main readings."""
        return [word for slot in self.slots for word in slot.readings[0].words]

    def terms(self) -> dict[str, float]:
        """Folded words and pairs of neighbouring words, each with the weight of its best reading."""
        best = _best(_occurrences(self.slots, marked=False))
        return best | dict.fromkeys(self.concepts, CONCEPT_WEIGHT)

    def marked_terms(self) -> dict[str, float]:
        """The same with marks."""
        return _best(_occurrences(self.slots, marked=True))

    def add_counts(self, counts: dict[str, float], *, marked: bool = False, weight: float = 1.0) -> None:
        """Add every occurrence of every term, times `weight`: how a text is counted for the index."""
        for term, occurrence in _occurrences(self.slots, marked=marked):
            counts[term] = counts.get(term, 0.0) + weight * occurrence
        for term in self.concepts if not marked else ():
            counts[term] = counts.get(term, 0.0) + weight


def _best(occurrences: Iterable[tuple[str, float]]) -> dict[str, float]:
    weights: dict[str, float] = {}
    for term, weight in occurrences:
        if weight > weights.get(term, 0.0):
            weights[term] = weight
    return weights


def _occurrences(slots: tuple[Slot, ...], *, marked: bool) -> Iterator[tuple[str, float]]:
    before: list[tuple[str, float]] = []  # last words of the place before
    for slot in slots:
        here: list[tuple[str, float]] = []
        for reading in slot.readings:
            words = reading.marked if marked else reading.words
            if not words:
                continue
            for left, weight in before:
                yield f"{left} {words[0]}", reading.weight * weight
            yield words[0], reading.weight
            for left, right in pairwise(words):
                yield f"{left} {right}", reading.weight
                yield right, reading.weight
            here.append((words[-1], reading.weight))
        before = here or before


def _phrase_table() -> tuple[dict[str, list[tuple[str, ...]]], dict[str, list[tuple[str, ...]]]]:
    """SAME_MEANING by the key with marks, and by the key without where that is safe."""
    exact: dict[str, list[tuple[str, ...]]] = {}
    folded: dict[str, list[tuple[str, ...]]] = {}
    for key, meanings in SAME_MEANING.items():
        for meaning in meanings:
            exact.setdefault(key, []).append(tuple(meaning.split()))
            if key not in UNSAFE_WITHOUT_MARKS:
                folded.setdefault(fold(key), []).append(tuple(meaning.split()))
    return exact, folded


_EXACT, _FOLDED = _phrase_table()
_TEXT_SPEAK = {key: [tuple(meaning.split()) for meaning in found] for key, found in TEXT_SPEAK.items()}


def read(text: str, lexicon: Lexicon) -> Question:
    """Read a question: only its first `MAX_CHARACTERS`, tags taken out. Never raises."""
    return _read(_TAG.sub(" ", text[:MAX_CHARACTERS]), lexicon)


def read_text(text: str) -> Question:
    """Read what an author wrote: chat and regional words as in questions, but nothing is mended."""
    return _read(text, None)


def _read(text: str, lexicon: Lexicon | None) -> Question:
    typed = syllables(text)
    words = [_composed(word, lexicon) for word in typed] if lexicon else typed
    marked_count = sum(has_diacritics(word) for word in words)
    marked = marked_count >= _MARKED_SHARE * max(1, sum(word.isalpha() for word in words)) and marked_count > 0
    slots: list[Slot] = []
    repaired: list[tuple[str, str]] = []
    place = 0
    while place < len(words):
        length, slot = _phrase(words, place, marked=marked, lexicon=lexicon)
        if slot is None:
            length, slot = 1, _single(words, typed, place, lexicon)
            if slot.mended:
                repaired.append((typed[place], " ".join(slot.readings[0].words)))
        slots.append(slot)
        place += length
    return Question(tuple(slots), _concepts(slots, marked=marked), marked, tuple(repaired))


def _concepts(slots: list[Slot], *, marked: bool) -> tuple[str, ...]:
    """Things named in the main readings, as terms that no text can spell ("=phone")."""
    words = [word for slot in slots for word in slot.readings[0].words]
    with_marks = [word for slot in slots for word in slot.readings[0].marked]
    found: list[str] = []
    for place, word in enumerate(words):
        for name, plain, concept in _NAMES.get(word, ()):
            end = place + len(name)
            if with_marks[place:end] == name or (
                not marked and words[place:end] == plain and _is_safe_plain(name, plain)
            ):
                found.append(concept)
    return tuple(dict.fromkeys(found))


def _is_safe_plain(name: list[str], plain: list[str]) -> bool:
    return len(name) > 1 or name == plain


def _names() -> dict[str, list[tuple[list[str], list[str], str]]]:
    """The thesaurus by the first folded word of each name."""
    table: dict[str, list[tuple[list[str], list[str], str]]] = {}
    for line in CONCEPTS.strip().splitlines():
        concept, _, names = line.partition(": ")
        for name in names.split(", "):
            words = syllables(name)
            plain = [fold(word) for word in words]
            table.setdefault(plain[0], []).append((words, plain, f"={concept}"))
    return table


_NAMES = _names()


def _composed(word: str, lexicon: Lexicon | None) -> str:
    folded = fold(word)
    if lexicon is None or folded in lexicon or word in _TEXT_SPEAK:
        return word
    return telex.undo(word)


def _phrase(words: list[str], place: int, *, marked: bool, lexicon: Lexicon | None) -> tuple[int, Slot | None]:
    """The longest regional or everyday phrase that begins here, searched beside its standard form."""
    for length in range(min(_LONGEST_PHRASE, len(words) - place), 0, -1):
        said = words[place : place + length]
        key = " ".join(said)
        meanings = _EXACT.get(key)
        if meanings is None and not any(has_diacritics(word) for word in said) and not marked:
            meanings = _FOLDED.get(key)
        if meanings is not None:
            main = _reading(tuple(said))
            others = tuple(_reading(meaning, SAME_MEANING_WEIGHT) for meaning in meanings if meaning)
            return length, Slot(" ".join(main.words), (main, *others))
    return 0, None


def _reading(marked: tuple[str, ...], weight: float = 1.0) -> Reading:
    return Reading(tuple(fold(word).strip() for word in marked), marked, weight)


def _single(words: list[str], typed: list[str], place: int, lexicon: Lexicon | None) -> Slot:
    word = words[place]
    if word in _TEXT_SPEAK:
        return _chat_word(word, lexicon)
    own = _reading((word,))
    folded = own.words[0]
    if lexicon is None or folded in lexicon:
        return Slot(folded, (own,), mended=False)
    left = fold(words[place - 1]) if place else ""
    right = fold(words[place + 1]) if place + 1 < len(words) else ""
    return _mended(word, own, lexicon.candidates(folded, left, right))


def _chat_word(word: str, lexicon: Lexicon | None) -> Slot:
    meanings = _TEXT_SPEAK[word]
    readings = [
        _reading(meaning, 1.0 if place == 0 else SECOND_CHOICE) for place, meaning in enumerate(meanings) if meaning
    ]
    own = _reading((word,), SECOND_CHOICE)
    if lexicon is None or own.words[0] in lexicon:
        readings.append(own)
    return Slot(word, tuple(readings) or (Reading((), ()),))


def _mended(word: str, own: Reading, found: list[tuple[str, ...]]) -> Slot:
    if not found:
        return Slot(own.words[0], (own,))
    # A well-formed word may be right and merely new to the site: then the site's words are second choices.
    well_formed = is_possible(word) if has_diacritics(word) else False
    best = Reading(found[0], found[0], SECOND_CHOICE if well_formed else 1.0)
    second = [Reading(words, words, SECOND_CHOICE * best.weight) for words in found[1:2]]
    if well_formed:
        return Slot(own.words[0], (own, best, *second))
    return Slot(own.words[0], (best, *second), mended=True)


def is_gibberish(text: str) -> bool:
    """Whether not a single word could be Vietnamese, chat or a number (fists on the keyboard)."""
    words = syllables(text[:MAX_CHARACTERS])
    return not any(
        word in _TEXT_SPEAK or word.isdigit() or is_possible_folded(fold(telex.undo(word))) for word in words
    )
