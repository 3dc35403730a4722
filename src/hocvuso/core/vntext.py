"""Vietnamese text: one form for storing, one for comparing, one for sorting.

Stored text is NFC. Comparing happens on the *folded* form (lower case, no marks, đ as d), because most
of our learners type without marks on a phone. Sorting follows the Vietnamese alphabet and the given name.
Every function takes any `str`, also broken ones (lone surrogates, halves of emoji), and never raises.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# The alphabet as taught in school (29 letters), with f j w z of foreign names at their Latin places.
ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
# Combining marks of the six tones in dictionary order: ngang (none), huyền, hỏi, ngã, sắc, nặng.
TONE_MARKS = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
# Combining marks that make another letter: â ê ô, ă, ơ ư.
LETTER_MARKS = "\u0302\u0306\u031b"

_WORD = re.compile(r"[^\W_]+")
_SPACES = re.compile(r"\s+")
# khóa -> khoá, thủy -> thuỷ: two spellings in use for the tone of an open oa, oe, uy (measured: both occur
# in the curriculum's sources); the newer one, tone on the last vowel, is the rule of our content.
_OLD_TONE_PLACE = re.compile(r"(?<!q)([òóỏõọùúủũụ])([aey])$")
# Above this code point (end of the Latin, Greek, Cyrillic … blocks) nothing is remembered, so that no
# caller can fill the memory with a table of all of Unicode. Assumed: learners write Latin letters.
_REMEMBERED_BELOW = 0x2E80


class _FoldTable(dict[int, str]):
    """For `str.translate`: code point -> folded text, computed at first sight."""

    def __missing__(self, code: int) -> str:
        folded = _fold_letter(chr(code))
        if code < _REMEMBERED_BELOW:
            self[code] = folded
        return folded


def _fold_letter(letter: str) -> str:
    if unicodedata.category(letter) in ("Cf", "Mn", "Me"):
        return ""  # zero-width characters, combining marks, variation selectors
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", letter).casefold())
    kept = [_fold_part(part) for part in decomposed if not unicodedata.combining(part)]
    return "".join(kept)


def _fold_part(part: str) -> str:
    if part == "đ":
        return "d"
    if unicodedata.category(part) in ("Cf", "Mn", "Me"):
        return ""
    return part if part.isalnum() else " "


class _CleanTable(dict[int, str]):
    """For `str.translate`: code point -> itself, a space, or nothing."""

    def __missing__(self, code: int) -> str:
        cleaned = _cleaned(chr(code))
        if code < _REMEMBERED_BELOW:
            self[code] = cleaned
        return cleaned


def _cleaned(letter: str) -> str:
    category = unicodedata.category(letter)
    if category in ("Cf", "Cs", "Co", "Cn") or (category == "Mn" and letter >= "\ufe00"):
        return ""
    return " " if category in ("So", "Sk", "Cc", "Zs", "Zl", "Zp", "Me") else letter


_FOLD = _FoldTable()
_CLEAN = _CleanTable()


def nfc(text: str) -> str:
    """The one stored form: composed characters (Unicode NFC)."""
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """The compared form: lower case, no marks, đ as d, digits kept, everything else a space.

    Zero-width characters vanish, emoji and punctuation become one space each; spaces are not collapsed.
    Idempotent. `fold("Đường — KHOÁ 2")` is `"duong   khoa 2"`.
    """
    return text.translate(_FOLD)


def tokens(text: str) -> list[str]:
    """Folded words of a text, in order."""
    return text.translate(_FOLD).split()


def fold_in_place(text: str) -> str:
    """The folded form letter for letter: places in it are places in the text. Punctuation and spaces stay."""
    return "".join(_plain_letter(letter) for letter in text)


def _plain_letter(letter: str) -> str:
    if letter.isascii():
        return letter.lower()
    folded = fold(letter)
    return folded if len(folded) == 1 and folded != " " else letter


def search_key(text: str) -> str:
    """Folded words joined by single spaces: what `search` columns hold."""
    return " ".join(tokens(text))


def clean(text: str) -> str:
    """NFC text without zero-width characters, controls and emoji; runs of white space become one space."""
    return _SPACES.sub(" ", nfc(text).translate(_CLEAN)).strip()


def syllables(text: str) -> list[str]:
    """Lower-case words with their marks, in order; the tone stands where our content puts it (khoá)."""
    words = _WORD.findall(clean(text).lower())
    return [word if word.isascii() else _modern_tone_place(nfc(word)) for word in words]


def _modern_tone_place(word: str) -> str:
    found = _OLD_TONE_PLACE.search(word)
    if found is None or (found[2] == "y") != (fold(found[1]) == "u"):
        return word  # chúa, huế: there the tone already stands on its vowel
    parts = unicodedata.normalize("NFD", found[1])
    return word[: found.start()] + parts[0] + nfc(found[2] + parts[1:])


def has_diacritics(text: str) -> bool:
    """Whether any letter carries a Vietnamese mark or is đ."""
    if text.isascii():
        return False
    return any(
        letter in "đĐ" or letter in LETTER_MARKS or letter in TONE_MARKS[1:]
        for letter in unicodedata.normalize("NFD", text)
    )


def sort_key(name: str) -> str:
    """Sort key of a person's name: the given name (last word) first, then the other words in order.

    ASCII letters and digits only, so that SQLite and PostgreSQL order it alike under any collation.
    """
    words = _WORD.findall(nfc(name).lower())
    return "".join(_word_key(word) for word in words[-1:] + words[:-1])


def alphabet_key(text: str) -> str:
    """Sort key of a text that is no person's name: words from the first to the last, numbers by value."""
    return "".join(_word_key(word) for word in _WORD.findall(nfc(text).lower()))


@lru_cache(maxsize=4096)  # names share some thousand words; lists of 100,000 names are sorted twice as fast (measured)
def _word_key(word: str) -> str:
    """Two characters a letter, then one digit for the tone, which also ends the word: an < án < anh."""
    if word.isdecimal():
        return word.zfill(8) + "0"  # 8 digits: numbers in names are short (assumed); longer ones still sort
    tone = 0
    letters: list[str] = []
    for part in unicodedata.normalize("NFD", word):
        if part in TONE_MARKS[1:]:
            tone = TONE_MARKS.index(part)
        elif part in LETTER_MARKS and letters:
            letters[-1] = nfc(letters[-1] + part)
        else:
            letters.append(part)
    return "".join(_letter_key(letter) for letter in letters) + str(tone)


def _letter_key(letter: str) -> str:
    place = ALPHABET.find(letter) if len(letter) == 1 else -1
    if place >= 0:
        return chr(ord("a") + place // 6) + chr(ord("a") + place % 6)
    if letter.isdecimal():
        return "0" + str(unicodedata.decimal(letter[0], 0))
    folded = fold(letter).strip()
    if folded and folded != letter and folded[0] in ALPHABET:
        return "".join(_letter_key(part) for part in folded)
    return "".join(f"z{ord(part):06x}" for part in letter)
