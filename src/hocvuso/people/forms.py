"""Reading and checking what people typed; each slip has its own sentence that says what is missing."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from hocvuso.core import vntext
from hocvuso.people import codes, hashing

NUMBER_LENGTH = 10
NAME_LONGEST = 60
ASCII_DIGITS = frozenset("0123456789")


def card_code(typed: str) -> tuple[str, str]:
    """Return (code as printed, what is wrong with it)."""
    code = hashing.tidy_code(typed)
    if not code:
        return code, _("Type the 8 characters on your card.")
    if len(code) > hashing.CARD_LENGTH:
        return code, _("A card code has 8 characters. You typed %(typed)d, too many.") % {"typed": len(code)}
    if len(code) < hashing.CARD_LENGTH:
        return code, _("A card code has 8 characters. You typed %(typed)d.") % {"typed": len(code)}
    for place, letter in enumerate(code, start=1):
        if letter not in hashing.CARD_LETTERS:
            return code, _("No card has the character “%(letter)s”. Look at character %(place)d again.") % {
                "letter": letter,
                "place": place,
            }
    return code, ""


def mobile(typed: str) -> tuple[str, str]:
    """Return (ten digits, what is wrong with them); +84 and blanks are put right silently."""
    number = "".join(letter for letter in typed if letter in ASCII_DIGITS)
    if typed.strip().startswith("+84") or (number.startswith("84") and len(number) == NUMBER_LENGTH + 1):
        number = "0" + number[2:].removeprefix("0")
    if not number:
        return number, _("Type your mobile number.")
    missing = NUMBER_LENGTH - len(number)
    if missing == 1:
        return number, _("Mobile numbers have 10 digits. One is missing.")
    if missing > 1:
        return number, _("Mobile numbers have 10 digits. %(missing)d are missing.") % {"missing": missing}
    if missing < 0:
        return number, _("Mobile numbers have 10 digits. This one has %(extra)d too many.") % {"extra": -missing}
    return number, "" if number.startswith("0") else _("Mobile numbers begin with 0. Look at the first digit again.")


def full_name(typed: str) -> tuple[str, str]:
    """Return (tidy name, what is wrong with it)."""
    name = vntext.clean(typed)
    if not any(letter.isalpha() for letter in name):
        return name, _("Type your full name.")
    if len(name) > NAME_LONGEST:
        return name, _("A name has at most %(longest)d characters.") % {"longest": NAME_LONGEST}
    if any(letter.isdigit() for letter in name):
        return name, _("A name has no digits.")
    return name, ""


def own_digits(typed: str, length: int = codes.CODE_LENGTH) -> tuple[str, str]:
    """Return (the digits of a code, what is wrong with them)."""
    digits = typed.strip()
    if not digits:
        return digits, _("Type %(length)d digits.") % {"length": length}
    if any(letter not in ASCII_DIGITS for letter in digits):
        return "", _("The code has digits only.")
    if len(digits) != length:
        return digits, _("The code has %(length)d digits. You typed %(typed)d.") % {
            "length": length,
            "typed": len(digits),
        }
    return digits, ""


def typed_day(typed: str, default: date | None = None) -> tuple[date | None, str]:
    """Return (day, what is wrong with it) of a day typed as 18/05/2026, 18-5-2026 or 2026-05-18."""
    text = typed.strip().replace("-", "/").replace(".", "/")
    if not text:
        return default, ("" if default else _("Type a day, like 18/05/2026."))
    parts = text.split("/")
    if len(parts) == 3 and all(part.isascii() and part.isdigit() for part in parts):
        day, month, year = (int(part) for part in (parts if len(parts[2]) == 4 else reversed(parts)))
        try:
            return date(year, month, day), ""
        except ValueError:
            return None, _("There is no day %(typed)s. Write it like 18/05/2026.") % {"typed": typed.strip()}
    return None, _("Write the day like 18/05/2026.")
