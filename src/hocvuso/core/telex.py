"""Undo keystrokes that a Vietnamese keyboard did not compose: Telex ("ddwowngf") and VNI ("d9u7o7ng2").

Happens when a learner types on a device without a Vietnamese keyboard, or with the wrong one switched on.
A token is changed only if the result can be a Vietnamese syllable, so foreign words mostly stay.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from hocvuso.core.syllable import is_possible, is_possible_folded
from hocvuso.core.vntext import fold, nfc

_TELEX_TONES = {"f": "\u0300", "r": "\u0309", "x": "\u0303", "s": "\u0301", "j": "\u0323"}
_VNI_TONES = {"1": "\u0301", "2": "\u0300", "3": "\u0309", "4": "\u0303", "5": "\u0323"}
_HATS = {"a": "â", "e": "ê", "o": "ô"}
_HORNS = {"u": "ư", "o": "ơ", "a": "ă"}
_VOWELS = "aăâeêioôơuưy"
_PLAUSIBLE = re.compile(r"[^\W\d_][^\W_]{1,10}")
# The longest syllable, "nghiêng", has 7 letters; derived: with doubled keys and tone at most 11 characters.
_LONGEST = 11


def undo(token: str) -> str:
    """The Vietnamese syllable that a token's keystrokes mean, or the token itself.

    Expects one lower-case word. `undo("chuyeern")` and `undo("chuye6n3")` are both `"chuyển"`.
    """
    if len(token) > _LONGEST or not _PLAUSIBLE.fullmatch(token):
        return token
    if is_possible_folded(fold(token)) and "dd" not in token and not _has_double_vowel(token):
        return token
    compose = _vni_key if any(letter.isdigit() for letter in token) else _telex_key
    for horn_on_last in (False, True):
        result = _composed(token, compose, horn_on_last)
        if result and result != token and is_possible(result):
            return result
    return token


def _has_double_vowel(token: str) -> bool:
    return any(double in token for double in ("aa", "ee", "oo"))


class _Typed:
    """What a keyboard would show so far: letters with hats and horns, and one tone."""

    def __init__(self, horn_on_last: bool) -> None:
        self.letters: list[str] = []
        self.tone = ""
        self.horn_on_last = horn_on_last

    def set_tone(self, mark: str) -> bool:
        if self.tone or not any(letter in _VOWELS for letter in self.letters):
            return False
        self.tone = mark
        return True

    def hat(self, vowel: str) -> bool:
        """Put a hat on the last vowel if it is this plain one."""
        for place in range(len(self.letters) - 1, -1, -1):
            if self.letters[place] in _VOWELS:
                if self.letters[place] != vowel:
                    return False
                self.letters[place] = _HATS[vowel]
                return True
        return False

    def horn(self) -> bool:
        """Put horns on "uo", else one horn or breve on u, o or a."""
        text = "".join(self.letters)
        pair = max(text.rfind("uo"), text.rfind("ưo"), text.rfind("uơ"))
        if pair >= 0:
            self.letters[pair : pair + 2] = ["ư", "ơ"]
            return True
        places = [place for place, letter in enumerate(self.letters) if letter in _HORNS]
        if not places:
            return False
        place = places[-1] if self.horn_on_last else places[0]
        self.letters[place] = _HORNS[self.letters[place]]
        return True

    def bar(self) -> bool:
        """Turn the first d into đ."""
        if not self.letters or self.letters[0] != "d":
            return False
        self.letters[0] = "đ"
        return True

    def text(self) -> str:
        return _with_tone("".join(self.letters), self.tone)


def _with_tone(letters: str, tone: str) -> str:
    """Put the tone on the vowel that carries it (last vowel of an open cluster, hat and horn first)."""
    if not tone:
        return letters
    places = [place for place, letter in enumerate(letters) if letter in _VOWELS]
    if len(places) > 1 and letters[:2] in ("qu", "gi"):
        places = [place for place in places if place > 1] or places
    marked = [place for place in places if letters[place] in "ăâêôơư"]
    if marked:
        place = marked[-1]
    elif len(places) == 1:
        place = places[0]
    elif places[-1] == len(letters) - 1:
        open_glide = letters[places[0] : places[-1] + 1] in ("oa", "oe", "uy")
        place = places[-1] if open_glide else places[-2]
    else:
        place = places[-1]
    return nfc(letters[: place + 1] + tone + letters[place + 1 :])


def _composed(token: str, key: Callable[[_Typed, str], bool | None], horn_on_last: bool) -> str:
    typed = _Typed(horn_on_last)
    for letter in token:
        for part in unicodedata.normalize("NFD", letter) if not letter.isascii() else letter:
            done = _combining(typed, part)
            if done is None:
                done = key(typed, part)
            if done is None:
                typed.letters.append(part)
            elif not done:
                return ""
    return typed.text()


def _combining(typed: _Typed, part: str) -> bool | None:
    """Marks that the keyboard did compose already; None if `part` is no combining mark."""
    if not unicodedata.combining(part):
        return None
    if part in _TELEX_TONES.values():
        return typed.set_tone(part)
    if not typed.letters:
        return False
    typed.letters[-1] = nfc(typed.letters[-1] + part)
    return True


def _telex_key(typed: _Typed, letter: str) -> bool | None:
    """Apply one Telex key; None if it is a plain letter, False if it cannot be meant so."""
    has_vowel = any(seen in _VOWELS for seen in typed.letters)
    if letter in _TELEX_TONES and has_vowel:
        return typed.set_tone(_TELEX_TONES[letter])
    if letter in _HATS and typed.letters and typed.letters[-1] == letter:
        return typed.hat(letter)
    if letter == "w":
        if typed.horn():
            return True
        typed.letters.append("ư")
        return True
    if letter == "d" and typed.letters:
        return typed.bar()
    return None


def _vni_key(typed: _Typed, letter: str) -> bool | None:
    """Apply one VNI key; None if it is a plain letter, False if it cannot be meant so."""
    if not letter.isdigit():
        return None
    if letter in _VNI_TONES:
        return typed.set_tone(_VNI_TONES[letter])
    if letter == "6":
        return any(typed.hat(vowel) for vowel in "aeo")
    if letter in "78":
        return typed.horn()
    return letter == "9" and typed.bar()
