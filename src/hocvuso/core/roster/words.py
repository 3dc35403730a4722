"""Names, sex, audience and short texts as lists write them."""

from __future__ import annotations

import re
from functools import lru_cache

from hocvuso.core import vntext
from hocvuso.core.roster.fields import AUDIENCE, GENDER, MAN, NAME, WOMAN, Fault

NAME_LONGEST = 60  # decided: as on the pages where people type their name
TEXT_LONGEST = 60  # decided: teams and codes are short; longer text is no team
# Ông is a family name too, so it needs a dot or colon behind it.
_TITLE = re.compile(r"^(?:(?:ông|bà)\s?[.:]|(?:anh|chị|mr|mrs|ms|đ/c|đồng chí)[\s.:])\s*", re.IGNORECASE)
_ORDINAL = re.compile(r"^\s*\d{1,4}\s*[.)\-:]\s*")
_LONG_NUMBER = re.compile(r"\d(?:[.\-]?\d){8,}|\d{3}(?: \d{3}){2,}")
_MEN, _WOMEN = (
    frozenset(["nam", "trai", "m", "male", "ong", "anh", "1"]),
    frozenset(["nu", "gai", "f", "female", "ba", "chi", "0", "2"]),
)
_AUDIENCES = {
    "worker": "nld|nguoi lao dong|cong nhan|lao dong|doan vien|cn|cnld|worker|nhan vien|doan vien cong doan"
    "|cong nhan vien",
    # Full time only: "cán bộ công đoàn" alone is said of those who are workers besides, so it decides nothing.
    "official": "can bo cong doan chuyen trach|cbcdct|can bo cd chuyen trach|cbcd chuyen trach|can bo chuyen trach"
    "|cb cong doan chuyen trach|chuyen trach cong doan|official",
    "public_staff": "cong chuc|vien chuc|can bo cong chuc vien chuc|cbccvc|ccvc|cbcc|cong chuc vien chuc",
}
_AUDIENCE_OF = {word: audience for audience, words in _AUDIENCES.items() for word in words.split("|")}


def name(text: str) -> tuple[str, Fault | None]:
    """Return (a tidy full name, what is wrong with it); running numbers and forms of address fall away."""
    tidy = tidy_name(text)
    if not tidy:
        return "", Fault(NAME, "no_name", text)
    if any(map(str.isdigit, tidy)):
        return "", Fault(NAME, "name_is_number", text, _without_digits(tidy))
    if len(tidy) > NAME_LONGEST:
        return "", Fault(NAME, "name_long", text, tidy[:NAME_LONGEST].rpartition(" ")[0])
    return tidy, None


_clean_word = lru_cache(maxsize=4096)(vntext.clean)  # names share some thousand words


def _cleaned(text: str) -> str:
    return " ".join(filter(None, map(_clean_word, text.split())))


@lru_cache(maxsize=4096)
def _capital(word: str) -> str:
    """Write one word of a name with a capital at its head; K'Brăk and H'Hen keep theirs inside."""
    parts = re.split(r"([’'\-])", word.lower())
    return "".join(part[:1].upper() + part[1:] for part in parts)


def tidy_name(text: str) -> str:
    """Return a name in NFC, without titles and running numbers; one all in capitals or small letters gets its own."""
    plain = text if text.isascii() and text.isprintable() and "  " not in text else _cleaned(text)
    plain = plain.strip(" .,;:-–*\u00a0")
    if plain and not plain[0].isalpha():
        plain = _ORDINAL.sub("", plain)
    if len(plain) > 3 and plain[:1].lower() in "ôbacmđ":
        plain = _TITLE.sub("", plain)
    words = plain.split(" ")
    if plain.islower() or (plain.isupper() and len(plain) > 2):
        return " ".join(_capital(word) for word in words)
    return " ".join(word if word[:1].isupper() else word[:1].upper() + word[1:] for word in words)


def _without_digits(text: str) -> str:
    left = re.sub(r"[\d()\[\]]+", " ", text)
    return " ".join(left.replace(" - ", " ").split()).strip(" .,-")


@lru_cache(maxsize=1024)
def gender(text: str) -> tuple[str, Fault | None]:
    """Return ("m", "f" or "", what is wrong)."""
    word = vntext.search_key(text)
    if not word:
        return "", None
    if word in _MEN or word in _WOMEN:
        return MAN if word in _MEN else WOMAN, None
    return "", Fault(GENDER, "gender_unread", text)


@lru_cache(maxsize=1024)
def audience(text: str) -> tuple[str, Fault | None]:
    """Return (worker, official, public_staff or "", what is wrong)."""
    word = vntext.search_key(text)
    if not word:
        return "", None
    found = _AUDIENCE_OF.get(word)
    return (found, None) if found else ("", Fault(AUDIENCE, "audience_unread", text))


def short(text: str) -> tuple[str, bool]:
    """Return (a team or code as one line, whether a long number was cut out of it).

    Nine digits and more inside a text are an identity or account number, and never kept.
    """
    tidy = text if text.isascii() and text.isprintable() else vntext.clean(text)
    without = _LONG_NUMBER.sub("", tidy).strip(" :-–") if len(tidy) > 8 else tidy
    return without[:TEXT_LONGEST].strip(), without != tidy


_CODE_BLANKS = re.compile(r"[\s\u00a0]+")


def code(text: str) -> str:
    """Return an employee's or member's code without blanks, in capitals."""
    return _CODE_BLANKS.sub("", text).upper()[:TEXT_LONGEST]
