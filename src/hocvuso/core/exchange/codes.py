"""The one-time code by which two installations are paired: sixteen digits, read aloud over the phone in four groups.

Digits are said alike in every part of the country. The last is a check digit by the method of Damm (H. M. Damm, 2004),
which finds every single wrong digit and every swap of two neighbours, so a slip of the tongue costs no attempt. Fifteen
random digits are 49.8 bits, and whoever listens in has to stretch each guess (scrypt) within the code's half hour.
"""

from __future__ import annotations

from collections.abc import Callable

DIGITS, GROUP = 16, 4  # decided, see above
# The quasigroup of order 10 published with the method (Damm 2004).
_TABLE = (
    "0317598642", "7092154863", "4206871359", "1750983426", "6123045978",
    "3674209581", "5869720134", "8945362017", "9438617205", "2581436790",
)  # fmt: skip


def made(draw: Callable[[int], int]) -> str:
    """Return a new code in groups; `draw(n)` gives a random whole number below n."""
    digits = "".join(str(draw(10)) for _ in range(DIGITS - 1))
    return grouped(digits + _check(digits))


def grouped(digits: str) -> str:
    """Return digits in groups of four."""
    return " ".join(digits[start : start + GROUP] for start in range(0, len(digits), GROUP))


def typed(text: str) -> str | None:
    """Return the sixteen digits of what somebody typed, or None when one is missing, too many or wrong."""
    digits = "".join(letter for letter in text if letter.isascii() and letter.isdigit())
    return digits if len(digits) == DIGITS and _check(digits) == "0" else None


def _check(digits: str) -> str:
    state = 0
    for digit in digits:
        state = int(_TABLE[state][int(digit)])
    return str(state)
