"""Read a question as people type it: chat words, regional words, raw Telex, slips of the thumb.

Wordings and lessons written by authors are read the same way, without mending, so that a question and a
wording meet in the same words.
"""

from __future__ import annotations

import re
from functools import lru_cache

from hocvuso.core import telex
from hocvuso.core.abbreviations import SAME_MEANING, TEXT_SPEAK, UNSAFE_WITHOUT_MARKS
from hocvuso.core.question import Question, Reading, Slot
from hocvuso.core.repair import Lexicon
from hocvuso.core.syllable import is_possible, is_possible_folded
from hocvuso.core.thesaurus import CONCEPTS
from hocvuso.core.vntext import fold, syllables

# Weight of a second choice of the mending, and of a second meaning of a chat word (design: half).
SECOND_CHOICE = 0.5
# Weight of the standard word beside a regional one; both are searched (assumed).
SAME_MEANING_WEIGHT = 0.7
# From this share of typed words with marks on, the question counts as typed with marks. Vietnamese text
# has marks on about three of four syllables (measured on the wordings); half typed still helps.
_MARKED_SHARE = 0.3
# Longer texts are pasted messages, not questions; the rest would only cost time (design: 1,500 characters).
MAX_CHARACTERS = 1500
# Assumed: of the words of a question that could be Vietnamese; names and brands are no syllables.
_LEAST_SHARE = 0.6
# "AI" folds to "ai" (who). In capitals amid small letters it is the machine; lower-case ones are told by the words
# beside them (thesaurus, pairs).
_MACHINE = re.compile(r"\b(?:AI\b|A\.I\b)")
_MACHINE_TERM = "=ai"
_TAG = re.compile(r"<[^<>]{0,300}>")

# A name or phrase of the tables: its words with marks, its words without, what it stands for.
_Phrase = tuple[tuple[str, ...], tuple[str, ...], str]


def read(text: str, lexicon: Lexicon) -> Question:
    """Read a question: only its first `MAX_CHARACTERS`, tags taken out. Never raises."""
    return _read(_TAG.sub(" ", text[:MAX_CHARACTERS]), lexicon)


def read_text(text: str) -> Question:
    """Read what an author wrote: chat and regional words as in questions, but nothing is mended."""
    return _read(text, None)


def is_gibberish(text: str) -> bool:
    """Whether not a single word could be Vietnamese, chat or a number (fists on the keyboard)."""
    words = syllables(text[:MAX_CHARACTERS])
    return not any(
        word in _TEXT_SPEAK or word.isdigit() or is_possible_folded(_plain(telex.undo(word))) for word in words
    )


def is_foreign(text: str) -> bool:
    """Whether a text is in another language: other letters than ours, or three words and more that mostly are not."""
    words = [word for word in syllables(text[:MAX_CHARACTERS]) if word.isalpha()]
    own = [word for word in words if fold(word).replace(" ", "").isascii()]
    if words and not own:
        return any(len(word) > 1 for word in words)
    ours = sum(word in _TEXT_SPEAK or is_possible_folded(_plain(word)) for word in own)
    return len(own) > 2 and ours < _LEAST_SHARE * len(own)


@lru_cache(maxsize=1 << 14)  # words come again; reading was a seventh slower without (measured)
def _plain(word: str) -> str:
    return fold(word).replace(" ", "")


def _read(text: str, lexicon: Lexicon | None) -> Question:
    typed = [word for word in syllables(text) if _plain(word)]
    words = [_composed(word, lexicon) for word in typed] if lexicon else typed
    plain = [_plain(word) for word in words]
    marked_count = sum(word != bare for word, bare in zip(words, plain, strict=True))
    marked = marked_count > 0 and marked_count >= _MARKED_SHARE * sum(word.isalpha() for word in words)
    slots: list[Slot] = []
    repaired: list[tuple[str, str]] = []
    place = 0
    while place < len(words):
        slot = _regional(words, plain, place, marked=marked) if plain[place] in _REGIONAL else None
        if slot is None:
            slot = _single(words[place], plain, place, lexicon) if lexicon else _written(words[place])
            if slot.mended:
                repaired.append((typed[place], " ".join(slot.readings[0].words)))
            place += 1
        else:
            place += len(slot.readings[0].words)
        slots.append(slot)
    concepts = _concepts(slots, marked=marked)
    if _names_machine(text) and _MACHINE_TERM not in concepts:
        concepts = (*concepts, _MACHINE_TERM)
    return Question(tuple(slots), concepts, marked, tuple(repaired))


def _names_machine(text: str) -> bool:
    """Whether artificial intelligence is named by its two capitals, in a text that is not all capitals."""
    if "AI" not in text and "A.I" not in text:
        return False
    rest, times = _MACHINE.subn("", text)
    return times > 0 and (not any(letter.isalpha() for letter in rest) or any(letter.islower() for letter in rest))


def _composed(word: str, lexicon: Lexicon) -> str:
    return word if word in _TEXT_SPEAK or _plain(word) in lexicon else telex.undo(word)


def _regional(words: list[str], plain: list[str], place: int, *, marked: bool) -> Slot | None:
    """The longest regional phrase that begins here, to be searched beside its standard form."""
    for with_marks, without, _ in _REGIONAL[plain[place]]:
        end = place + len(with_marks)
        exact = tuple(words[place:end]) == with_marks
        key = " ".join(with_marks)
        bare = not marked and key not in UNSAFE_WITHOUT_MARKS and tuple(words[place:end]) == without
        if exact or bare:
            meanings = [_reading(tuple(meaning.split()), SAME_MEANING_WEIGHT) for meaning in SAME_MEANING[key]]
            return Slot((_reading(tuple(words[place:end])), *meanings))
    return None


def _concepts(slots: list[Slot], *, marked: bool) -> tuple[str, ...]:
    """Things named in the main readings, as terms that no text can spell ("=phone")."""
    words = [word for slot in slots for word in slot.readings[0].words]
    begin = [place for place, word in enumerate(words) if word in _NAMES]
    with_marks = [word for slot in slots for word in slot.readings[0].marked] if begin else []
    found: dict[str, None] = {}
    for place in begin:
        for name, plain, concept in _NAMES[words[place]]:
            end = place + len(name)
            # One syllable typed without its marks is mostly another word (anh: ảnh or you).
            safe_plain = not marked and (len(name) > 1 or name == plain)
            if tuple(with_marks[place:end]) == name or (safe_plain and tuple(words[place:end]) == plain):
                found[concept] = None
    return tuple(found)


def _reading(marked: tuple[str, ...], weight: float = 1.0) -> Reading:
    return Reading(tuple(_plain(word) for word in marked), marked, weight)


@lru_cache(maxsize=1 << 14)  # as for `_plain`: words of lessons come again
def _written(word: str) -> Slot:
    """A word as an author wrote it."""
    plain = _plain(word)
    return _chat_word(word, plain, None) if word in _TEXT_SPEAK else Slot((Reading((plain,), (word,)),))


def _single(word: str, plain: list[str], place: int, lexicon: Lexicon) -> Slot:
    if word in _TEXT_SPEAK:
        return _chat_word(word, plain[place], lexicon)
    own = Reading((plain[place],), (word,))
    left = plain[place - 1] if place else ""
    right = plain[place + 1] if place + 1 < len(plain) else ""
    if plain[place] in lexicon:
        slips = lexicon.meant(plain[place], left, right)[:1]
        return Slot((own, *(Reading(words, words, SECOND_CHOICE) for words in slips)))
    return _mended(own, lexicon.candidates(plain[place], left, right))


def _chat_word(word: str, plain: str, lexicon: Lexicon | None) -> Slot:
    readings = [*_TEXT_SPEAK[word]]
    if lexicon is None or plain in lexicon:
        readings.append(Reading((plain,), (word,), SECOND_CHOICE))
    return Slot(tuple(readings) or (Reading((), ()),))


def _mended(own: Reading, found: list[tuple[str, ...]]) -> Slot:
    if not found:
        return Slot((own,))
    # A well-formed word with marks may be right and merely new to the site: then the site's words are
    # only second choices.
    well_formed = own.marked != own.words and is_possible(own.marked[0])
    best = Reading(found[0], found[0], SECOND_CHOICE if well_formed else 1.0)
    second = [Reading(words, words, SECOND_CHOICE * best.weight) for words in found[1:2]]
    if well_formed:
        return Slot((own, best, *second))
    return Slot((best, *second), mended=True)


def _by_first_word(phrases: list[tuple[str, str]]) -> dict[str, list[_Phrase]]:
    """Phrases and what they stand for, by the folded first word, the longest first."""
    table: dict[str, list[_Phrase]] = {}
    for text, meaning in phrases:
        words = tuple(syllables(text))
        plain = tuple(_plain(word) for word in words)
        table.setdefault(plain[0], []).append((words, plain, meaning))
    for found in table.values():
        found.sort(key=lambda phrase: -len(phrase[0]))
    return table


def _concept_names() -> list[tuple[str, str]]:
    lines = [line.partition(": ") for line in CONCEPTS.strip().splitlines()]
    return [(name, f"={concept}") for concept, _, names in lines for name in names.split(", ")]


_NAMES = _by_first_word(_concept_names())
_REGIONAL = _by_first_word([(key, "") for key in SAME_MEANING])
_TEXT_SPEAK = {
    key: tuple(
        _reading(tuple(meaning.split()), SECOND_CHOICE if place else 1.0)
        for place, meaning in enumerate(meanings)
        if meaning
    )
    for key, meanings in TEXT_SPEAK.items()
}
