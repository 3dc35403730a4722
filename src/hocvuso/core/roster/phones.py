"""Mobile numbers as lists hold them: without the first zero, with +84, in groups, or older than 2018."""

from __future__ import annotations

import re

from hocvuso.core.roster.fields import PHONE, Fault

# Mobile numbers have ten digits since 15 September 2018 (published: Ministry of Information and Communications,
# plan 798); before that some had eleven.
MOBILE_DIGITS = 10
# First digits behind the zero that mobile networks use (published, as of 2026), and 1 for numbers that cannot be
# assigned and stand in examples.
_NETWORKS = frozenset("35789")
_EXAMPLES = "0100"
# Old beginnings of eleven-digit numbers and what they became (published by the networks in 2018).
_RENUMBERED = {
    "0162": "032", "0163": "033", "0164": "034", "0165": "035", "0166": "036", "0167": "037", "0168": "038",
    "0169": "039", "0120": "070", "0121": "079", "0122": "077", "0126": "076", "0128": "078", "0123": "083",
    "0124": "084", "0125": "085", "0127": "081", "0129": "082", "0186": "056", "0188": "058", "0199": "059",
}  # fmt: skip
# Assumed: whatever follows one of these is a second number; the first is used.
_SECOND = re.compile(r"\s*(?:[/;,\n]|\bhoặc\b|\bhoac\b)\s*")
_NOT_DIGITS = re.compile(r"\D+")
_CLEAN = re.compile(r"0[35789]\d{8}")  # the shape of a mobile number, derived from the sets above


def read(text: str) -> tuple[str, Fault | None, bool]:
    """Return (number of ten digits or "", what is wrong, whether a lost first zero was put back).

    Numbers whose reading is certain are put right silently; others come with a suggestion to confirm.
    """
    if _CLEAN.fullmatch(text):
        return text, None, False
    parts = [part for part in _SECOND.split(text.strip()) if part]
    if not parts:
        return "", None, False
    if any(letter.isalpha() for letter in text):
        return "", Fault(PHONE, "phone_letters", text, _suggested(_digits(parts[0]))), False
    number = _digits(parts[0])
    if not number:
        return "", Fault(PHONE, "phone_letters", text), False
    if _is_mobile(number):
        return number, None, False
    if len(number) == MOBILE_DIGITS - 1 and number[0] in _NETWORKS:
        return "0" + number, None, True
    return "", Fault(PHONE, _why(number), text, _suggested(number)), False


def _digits(text: str) -> str:
    """Return the digits, with the country's code turned into the zero that it stands for."""
    digits = _NOT_DIGITS.sub("", text)
    has_plus = text.strip().startswith("+")
    if digits.startswith("0084"):
        return "0" + digits[4:].removeprefix("0")
    if digits.startswith("84") and (has_plus or len(digits) == MOBILE_DIGITS + 1):
        return "0" + digits[2:].removeprefix("0")
    return digits


def _is_mobile(number: str) -> bool:
    return (
        len(number) == MOBILE_DIGITS and number[0] == "0" and (number[1] in _NETWORKS or number.startswith(_EXAMPLES))
    )


def _suggested(number: str) -> str:
    if number[:4] in _RENUMBERED and len(number) == MOBILE_DIGITS + 1:
        return _RENUMBERED[number[:4]] + number[4:]
    if f"0{number[:3]}" in _RENUMBERED and len(number) == MOBILE_DIGITS:  # the same without its zero
        return _RENUMBERED[f"0{number[:3]}"] + number[3:]
    if len(number) == MOBILE_DIGITS - 1 and number[0] != "0":
        return "0" + number
    return number if _is_mobile(number) else ""


def _why(number: str) -> str:
    if number[:4] in _RENUMBERED and len(number) == MOBILE_DIGITS + 1:
        return "phone_old"
    if len(number) == MOBILE_DIGITS - 1 and number[0] != "0":
        return "phone_zero_lost"
    if number.startswith("02"):
        return "phone_landline"
    if len(number) < MOBILE_DIGITS:
        return "phone_short"
    return "phone_long" if len(number) > MOBILE_DIGITS else "phone_unknown"
