"""Which word somebody wants explained ("otp la gi"): told only where nothing else is asked.

What is left of such a question without its asking words must be a name of the word, whole: "mã otp là gì" is about the
word, "mất mã otp là gì bây giờ" and "ngân hàng là gì của nhà nước" are not. So no question that a lesson answers
better is taken from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from hocvuso.core.question import Question
from hocvuso.core.vntext import syllables, tokens

# All folded. What is said around a question, and the asking itself, before or after the word.
_POLITE_BEFORE = re.compile(
    r"(?:(?:cho|xin|muon)(?: (?:toi|em|minh|tui|anh|chi|e))? hoi|hoi|(?:anh|chi|em|ban|ad) oi"
    r"|(?:(?:toi|em|minh|tui) )?(?:khong|chua) (?:hieu|biet|ro)|nghe noi|tu|chu|cai|may cai)\s"
)
_POLITE_AFTER = re.compile(
    r"\s(?:vay|the|rua|a|ha|ta|nhi|he|hen|voi|do|day|nhe|ne|ban|em|anh|ad|oi|trong dien thoai|tren dien thoai)"
)
_ASKED_AFTER = re.compile(
    r"(.+?)(?: (?:co|thi))*(?: y)?(?: nghia)?(?: (?:no|hong|duoc))? la(?: (?:cai|con|mon|thu))?"
    r" (?:gi|chi|sao|rang|the nao|nhu the nao)|(.+?)(?: co)?(?: y)? nghia (?:gi|chi|sao|the nao)"
)
_ASKED_BEFORE = re.compile(
    r"(?:(?:the nao|sao) (?:la|goi la|duoc goi la)|(?:giai thich|giai nghia|giang|dinh nghia|khai niem)"
    r"(?: (?:giup|gium|ho|cho))?(?: (?:toi|em|minh|tui))?(?: (?:tu|chu|ve))?|y? ?nghia cua(?: (?:tu|chu))?)"
    r" (?:cai )?(.+)"
)

# Folded name -> the word and the name with its marks; None where two words have the name.
Names = Mapping[str, tuple[str, tuple[str, ...]] | None]


def names_of(words: Iterable[tuple[str, str]]) -> Names:
    """Return the table of names from pairs of a word's id and one of its names."""
    table: dict[str, tuple[str, tuple[str, ...]] | None] = {}
    for word, name in words:
        key = " ".join(tokens(name))
        known = table.get(key, (word, ()))
        table[key] = (word, tuple(syllables(name))) if known and known[0] == word else None
    return table


def word_asked(question: Question, names: Names) -> str:
    """Return the word whose meaning a question asks for, "" if it asks for none."""
    asked = _asked(" ".join(question.words()))
    found = names.get(asked) if asked else None
    if found is None:
        return ""
    word, marked = found
    # One syllable without its marks may be another word: whoever types marks means only one of them (ví, vì).
    if question.marked and len(marked) == 1 and asked != marked[0]:
        return word if marked[0] in {one for slot in question.slots for one in slot.readings[0].marked} else ""
    return word


def _asked(words: str) -> str:
    """Return what stands beside the asking words, "" without such."""
    words = _without(_POLITE_AFTER, _without(_POLITE_BEFORE, words, at_end=False), at_end=True)
    found = _ASKED_AFTER.fullmatch(words) or _ASKED_BEFORE.fullmatch(words)
    if found is None:
        return ""
    rest = next(group for group in found.groups() if group)
    return _without(_POLITE_BEFORE, rest, at_end=False)


def _without(pattern: re.Pattern[str], words: str, *, at_end: bool) -> str:
    """Cut away what is said out of politeness, as often as it is said."""
    while True:
        found = re.search(f"(?:{pattern.pattern})$", words) if at_end else pattern.match(words)
        if found is None:
            return words
        words = words[: found.start()] if at_end else words[found.end() :]
