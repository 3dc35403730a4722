"""Vietnamese before Unicode: TCVN3 (ABC fonts), VNI, CP1258, and UTF-8 that was read as Western European.

Such text comes in two ways: as bytes of a file, and as wrong letters inside a spreadsheet, because only the font
made them look right. Both are treated alike: bytes are read one by one as Windows-1252, and `repair` turns that into
Vietnamese. Fonts were mixed within one sheet, so the question is asked for each column: whichever reading makes
syllables that Vietnamese spelling allows (core.syllable) is right.

Tables: TCVN 5712:1993, set VN3 (the same rows as glibc's TCVN5712-1 above 0xA0); VNI for Windows, two-byte set as
published by VNI Software; CP1258 as in Python's codec.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable

from hocvuso.core import syllable
from hocvuso.core.vntext import nfc

UNICODE, TCVN3, VNI, CP1258, MISREAD_UTF8 = "unicode", "tcvn3", "vni", "cp1258", "utf8"

# TCVN 5712:1993 (VN3), byte by byte from 0xA1; "." stands where the standard has no letter.
_TCVN3_FROM = 0xA1  # published: first letter of the set
_TCVN3_LETTERS = "ĂÂÊÔƠƯĐăâêôơưđ......àảãáạ.ằẳẵắ.......ặầẩẫấậè.ẻẽéẹềểễếệìỉ...ĩíịò.ỏõóọồổỗốộờởỡớợù.ủũúụừửữứựỳỷỹýỵ"
_VNI_TONES = dict(zip("ùøûõï", "\u0301\u0300\u0309\u0303\u0323", strict=True))
# Letters with a roof (â ê ô) or a bowl (ă), with each tone: one mark after the letter carries both.
_VNI_ROOFS = dict(zip("âáàåãä", ["\u0302" + tone for tone in ("", *"\u0301\u0300\u0309\u0303\u0323")], strict=True))
_VNI_BOWLS = dict(zip("êéèúüë", ["\u0306" + tone for tone in ("", *"\u0301\u0300\u0309\u0303\u0323")], strict=True))
_VNI_SINGLE = dict(zip("íìæóòôöîñ", "íìỉĩịơưỵđ", strict=True))
_WORD = re.compile(r"[^\W\d_]+", re.UNICODE)
# Words looked at per column when guessing: enough to be sure, few enough to be quick (measured: 200 words suffice
# to tell the sets apart on lists of names).
SAMPLE_WORDS = 400


def _vni_pairs() -> dict[str, str]:
    pairs: dict[str, str] = {}
    for vowel in "aeiouy":
        pairs |= {vowel + mark: nfc(vowel + tone) for mark, tone in _VNI_TONES.items() if vowel in "aeouy"}
        if vowel in "aeo":
            pairs |= {vowel + mark: nfc(vowel + added) for mark, added in _VNI_ROOFS.items()}
        if vowel == "a":
            pairs |= {vowel + mark: nfc(vowel + added) for mark, added in _VNI_BOWLS.items()}
    for letter, horned in (("ô", "ơ"), ("ö", "ư")):
        pairs |= {letter + mark: nfc(horned + tone) for mark, tone in _VNI_TONES.items()}
    return pairs


_VNI_LOWER = _vni_pairs()
_VNI_PAIRS = {
    **_VNI_LOWER,
    **{pair.upper(): letter.upper() for pair, letter in _VNI_LOWER.items()},
    # A capital letter at the head of a word takes the small mark: Aù, AÙ and aù all occur.
    **{pair[0].upper() + pair[1]: letter.upper() for pair, letter in _VNI_LOWER.items()},
}
_VNI_ALONE = {**_VNI_SINGLE, **{letter.upper(): right.upper() for letter, right in _VNI_SINGLE.items()}}
_VNI_TOKEN = re.compile("|".join(sorted(map(re.escape, [*_VNI_PAIRS, *_VNI_ALONE]), key=len, reverse=True)))
_TCVN3 = {
    bytes([_TCVN3_FROM + place]).decode("latin-1"): letter
    for place, letter in enumerate(_TCVN3_LETTERS)
    if letter != "."
}
_TCVN3_TABLE = str.maketrans(_TCVN3)


def from_bytes(data: bytes) -> str:
    """Read bytes one by one as Windows-1252; the five bytes that it lacks keep their number. Never fails."""
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in data)


def to_bytes(text: str) -> bytes | None:
    """Return the bytes that `from_bytes` would read as this text, or None where a letter is in no such set."""
    found = bytearray()
    for letter in text:
        try:
            found += letter.encode("cp1252")
        except UnicodeEncodeError:
            if ord(letter) > 0xFF:
                return None
            found.append(ord(letter))
    return bytes(found)


def _from_tcvn3(text: str) -> str:
    return _capitals(text.translate(_TCVN3_TABLE))


def _capitals(text: str) -> str:
    """Put capitals right: TCVN3 has no capital letters with a tone, a second font drew them.

    A text whose other letters are all capitals is made so throughout; in a mixed one only words with two plain
    capitals are (LÊ and Lê cannot be told apart, and names are mostly written as Lê).
    """
    plain = [letter for letter in text if letter.isalpha() and (letter.isascii() or letter in "ĂÂÊÔƠƯĐ")]
    if len(plain) > 1 and all(letter.isupper() for letter in plain):
        return text.upper()
    return _WORD.sub(lambda found: _capital_word(found[0]), text)


def _capital_word(word: str) -> str:
    plain = [letter for letter in word if letter.isascii() or letter in "ĂÂÊÔƠƯĐ"]
    return word.upper() if len(plain) > 1 and all(each.isupper() for each in plain) else word


def _from_vni(text: str) -> str:
    return _VNI_TOKEN.sub(lambda found: _VNI_PAIRS.get(found[0]) or _VNI_ALONE[found[0]], text)


def _from_cp1258(text: str) -> str:
    data = to_bytes(text)
    return nfc(data.decode("cp1258", "replace")) if data is not None else text


def _from_misread_utf8(text: str) -> str:
    data = to_bytes(text)
    if data is None:
        return text
    try:
        return nfc(data.decode("utf-8"))
    except UnicodeDecodeError:
        return text


REPAIRS: dict[str, Callable[[str], str]] = {
    UNICODE: nfc,
    MISREAD_UTF8: _from_misread_utf8,
    TCVN3: _from_tcvn3,
    VNI: _from_vni,
    CP1258: _from_cp1258,
}


def repair(text: str, encoding: str) -> str:
    """Return the Vietnamese that `text` was in `encoding` (one of the five names above); ASCII stays as it is."""
    return text if text.isascii() else REPAIRS[encoding](text)


def guess(texts: Iterable[str]) -> str:
    """Return in which encoding texts of one column were written; UNICODE where nothing speaks for another.

    Counted are words that spelling allows among those with letters beyond ASCII in either reading; the first of
    the five wins a tie, so that right text is never touched.
    """
    sample: list[str] = []
    for text in texts:
        if not text.isascii():
            sample += [text]
        if len(sample) >= SAMPLE_WORDS:
            break
    if not sample:
        return UNICODE
    scores = {encoding: _plausible(sample, encoding) for encoding in REPAIRS}
    best = max(scores, key=lambda encoding: (scores[encoding], -list(REPAIRS).index(encoding)))
    return best if scores[best] > scores[UNICODE] else UNICODE


def _plausible(texts: Iterable[str], encoding: str) -> float:
    """Return the share of words with marks that are possible syllables, weighed against words that are not."""
    right = wrong = 0
    for text in texts:
        converted = repair(text, encoding)
        wrong += sum(1 for letter in converted if _is_noise(letter))
        for word in _WORD.findall(converted):
            if not word.isascii():
                if syllable.is_possible(nfc(word.lower())):
                    right += 1
                else:
                    wrong += 1
    return right / (right + wrong) if right + wrong else 0.0


def _is_noise(letter: str) -> bool:
    """Tell whether a character never stands in a Vietnamese list: ¦ § ­ µ ¸ and the like, which wrong readings leave."""
    return (
        not letter.isascii() and not letter.isalpha() and not unicodedata.combining(letter) and letter not in "–—“”’…"
    )


def to_tcvn3(text: str) -> str:
    """Return text as TCVN3 writes it (capitals with a tone become small ones): the other way round, for checks."""
    back = {right: wrong for wrong, right in _TCVN3.items()}
    return "".join(back.get(letter) or back.get(letter.lower(), letter) for letter in nfc(text))


def to_vni(text: str) -> str:
    """Return text as VNI writes it: the other way round, for checks and for programs that still want it."""
    back = {right: wrong for wrong, right in _VNI_PAIRS.items() if wrong.islower() or wrong.isupper()}
    back |= {right: wrong for wrong, right in _VNI_ALONE.items()}
    return "".join(back.get(letter, letter) for letter in nfc(text))


def to_cp1258(text: str) -> str:
    """Return text as CP1258 bytes read as Windows-1252 would look."""
    return from_bytes(cp1258_bytes(text))


def cp1258_bytes(text: str) -> bytes:
    """Return text in CP1258, where each tone is a character of its own behind its letter."""
    found = bytearray()
    for letter in nfc(text):
        try:
            found += letter.encode("cp1258")
        except UnicodeEncodeError:
            parts = unicodedata.normalize("NFD", letter)
            tones = [part for part in parts if part in "\u0300\u0309\u0303\u0301\u0323"]
            plain = nfc("".join(part for part in parts if part not in tones))
            found += (plain + "".join(tones)).encode("cp1258", "replace")
    return bytes(found)
