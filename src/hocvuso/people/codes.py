"""The code that a person chooses for himself: four digits, or three of twelve pictures in his own order."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from markupsafe import Markup

DIGITS, PICTURES = "digits", "pictures"
CODE_LENGTH = 4
DESK_LENGTH = 6  # of the code that an official chooses, and of one that is sent to him
PICTURE_COUNT = 3
# Years of birth of people at work; a four-digit code in this range is the first thing that a colleague tries.
BIRTH_YEARS = range(1940, 2021)


@dataclass(frozen=True, slots=True)
class Picture:
    """One of the twelve things to choose from; the word stands under it."""

    key: str
    word: object  # lazy translation

    @property
    def svg(self) -> Markup:
        """The drawing, hidden from screen readers because its word stands beside it."""
        return _drawing(self.key)


THINGS = (
    Picture("keo", gettext_lazy("scissors")),
    Picture("kim", gettext_lazy("needle")),
    Picture("non", gettext_lazy("conical hat")),
    Picture("bat", gettext_lazy("bowl")),
    Picture("xedap", gettext_lazy("bicycle")),
    Picture("chiakhoa", gettext_lazy("key")),
    Picture("o", gettext_lazy("umbrella")),
    Picture("ca", gettext_lazy("fish")),
    Picture("la", gettext_lazy("leaf")),
    Picture("nha", gettext_lazy("house")),
    Picture("dongho", gettext_lazy("clock")),
    Picture("coc", gettext_lazy("cup")),
)
_KEYS = [thing.key for thing in THINGS]
_drawings: dict[str, Markup] = {}


def _drawing(key: str) -> Markup:
    if key not in _drawings:
        path = Path(__file__).parent / "pictures" / f"{key}.svg"
        _drawings[key] = Markup(path.read_text(encoding="utf-8").strip())  # noqa: S704 - our own files
    return _drawings[key]


def picked(text: str) -> list[str]:
    """Return the pictures named in "keo,kim", in order; unknown and repeated ones are dropped."""
    return [key for key in dict.fromkeys(text.split(",")) if key in _KEYS][:PICTURE_COUNT]


def why_weak(kind: str, value: str, number: str = "") -> str:
    """Return one sentence on why others would guess this code, or nothing.

    `number` is the person's phone number, whose end makes a bad code.
    """
    if kind == PICTURES:
        at = [_KEYS.index(key) for key in picked(value)]
        in_a_row = at == list(range(at[0], at[0] + PICTURE_COUNT)) if at else False
        return _("These three stand side by side. Choose others.") if in_a_row else ""
    if value[:2] == value[2:] or len(set(value)) == 1:
        return _("Others guess repeated digits first. Choose another code.")
    if _is_staircase(value):
        return _("Others guess digits in a row first. Choose another code.")
    if int(value) in BIRTH_YEARS:
        return _("This looks like a year of birth. Choose another code.")
    if number and number.endswith(value):
        return _("This is the end of your phone number. Choose another code.")
    return ""


def why_weak_at_desk(value: str, number: str = "") -> str:
    """Return one sentence on why others would guess an official's six digits, or nothing."""
    if len(set(value)) < 3 or value[:3] == value[3:] or value[:2] == value[2:4] == value[4:]:
        return _("Others guess repeated digits first. Choose another code.")
    if _is_staircase(value):
        return _("Others guess digits in a row first. Choose another code.")
    first, second, third = int(value[:2]), int(value[2:4]), int(value[4:])
    if any(1 <= day <= 31 and 1 <= month <= 12 for day, month in ((first, second), (third, second))):
        return _("This looks like a date of birth. Choose another code.")
    if number and value in number:
        return _("This is a part of your phone number. Choose another code.")
    return ""


def _is_staircase(digits: str) -> bool:
    steps = {int(after) - int(before) for before, after in itertools.pairwise(digits)}
    return steps in ({1}, {-1})
