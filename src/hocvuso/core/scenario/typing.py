"""What was typed becomes a class, and only the class ever leaves the phone.

Compared is a text without blanks around it, in small letters, composed (NFC); where a number is asked for, its digits
only. Conditions are fixed words, no patterns of authors, so that Python and JavaScript cannot differ.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping

from .content import OTHER, Part, Typed
from .variants import Dealt

_RUN = re.compile(r"[0-9](?:[ .\-]?[0-9]){8,}")
_NO_DIGITS = re.compile(r"[^0-9]")
NEAR = 2  # assumed: so many slips and the invented number is still meant
CARD_DIGITS = (13, 19)  # published: ISO/IEC 7812-1
IDENTITY_DIGITS = (9, 12)  # published: old and new identity cards, product.md 5.2
UNASSIGNED = "0000"  # decided: invented telephone numbers begin so (authors' manual, 3)
_AT_HAND = ("Chào chị", "XIN CHAO", "xin chao", "chào", "1", "12345", "01/01/1990")  # decided: for `example_of`
MONEY = "money"  # the keyboard of amounts, which may have as many digits as an identity card


def tidy(text: str, *, digits: bool) -> str:
    """Return the compared form of a text."""
    if digits:
        return _NO_DIGITS.sub("", text)
    return " ".join(unicodedata.normalize("NFC", text).split()).lower()


def _has_marks(text: str) -> bool:
    return any("̀" <= letter <= "ͯ" or letter in "đĐ" for letter in unicodedata.normalize("NFD", text))


def _letters(text: str) -> str:
    return "".join(letter for letter in text if letter.lower() != letter.upper())


SHAPES: Mapping[str, Callable[[str], bool]] = {
    "empty": lambda text: not text.strip(),
    "blank-inside": lambda text: " " in text.strip(),
    "marks": _has_marks,
    "capitals": lambda text: len(_letters(text)) > 3 and _letters(text) == _letters(text).upper(),
    "digits": lambda text: bool(text.strip()) and not _NO_DIGITS.search(text.strip()),
    "letters": lambda text: bool(_letters(text)),
    "date": lambda text: bool(re.fullmatch(r"[0-3]?[0-9][/.\-][01]?[0-9][/.\-](?:19|20)[0-9][0-9]", text.strip())),
}


def is_of_digits(part: Part) -> bool:
    """Tell whether only the digits of what is typed here count."""
    return part.kind in ("number", "code")


def class_of(part: Part, classes: Iterable[Typed], dealt: Dealt, text: str) -> str:
    """Return the class of what was typed: that of the first `[[typed]]` that fits, else `other`."""
    for each in classes:
        if each.part == part.id and _fits(each, part, dealt, text):
            return each.id
    return OTHER


def example_of(part: Part, classes: Iterable[Typed], dealt: Dealt, wanted: str) -> str:
    """Return a text that is of the class `wanted` and may be typed, "" where none is found among those at hand.

    At hand are the sample, what the class names, and a few that are rarely meant.
    """
    rows = [each for each in classes if each.part == part.id]
    named = [text for each in rows if each.id == wanted for text in (*each.same, *each.has, " ".join(each.has))]
    for each in (part.sample, *named, *_AT_HAND):
        text = dealt.text(each)
        is_typed = bool(tidy(text, digits=is_of_digits(part)))
        if (
            is_typed
            and class_of(part, rows, dealt, text) == wanted
            and not looks_real(text, part, dealt.values.values())
        ):
            return text
    return ""


def _fits(typed: Typed, part: Part, dealt: Dealt, text: str) -> bool:
    digits = is_of_digits(part)
    given = tidy(text, digits=digits)

    def all_of(texts: Iterable[str]) -> list[str]:
        return [tidy(dealt.text(each), digits=digits) for each in texts]

    if typed.same and given not in all_of(typed.same):
        return False
    if not all(each in given for each in all_of(typed.has)):
        return False
    if any(each in given for each in all_of(typed.lacks)):
        return False
    if typed.least and len(given) < typed.least:
        return False
    if typed.most and len(given) > typed.most:
        return False
    return all(SHAPES[each](text) for each in typed.shape)


def looks_real(text: str, part: Part, samples: Iterable[str]) -> str:
    """Return what a text looks like that must not be typed here: "identity", "card", "phone", or "".

    An invented number of the scenario, also mistyped by `NEAR` slips, may be typed.
    """
    if part.keyboard == MONEY:
        return ""
    known = [_NO_DIGITS.sub("", each) for each in samples]
    for found in _RUN.finditer(text):
        digits = _NO_DIGITS.sub("", found[0])
        kind = _kind_of(digits)
        if kind and not any(each and _slips(each, digits) <= NEAR for each in known):
            return kind
    return ""


def _kind_of(digits: str) -> str:
    if digits.startswith(UNASSIGNED):
        return ""
    if (len(digits) == 10 and digits[0] == "0") or (len(digits) == 11 and digits[:2] == "84"):
        return "phone"
    if len(digits) in IDENTITY_DIGITS:
        return "identity"
    if CARD_DIGITS[0] <= len(digits) <= CARD_DIGITS[1] and _is_card(digits):
        return "card"
    return ""


def _is_card(digits: str) -> bool:
    """Tell whether the check digit of a payment card is right (ISO/IEC 7812-1, Luhn)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        number = int(digit) * (1 + place % 2)
        total += number - 9 if number > 9 else number
    return total % 10 == 0


def _slips(one: str, other: str) -> int:
    """Return the edit distance (Levenshtein 1966)."""
    row = list(range(len(other) + 1))
    for i, left in enumerate(one, start=1):
        before, row[0] = row[0], i
        for j, right in enumerate(other, start=1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (left != right))
    return row[-1]
