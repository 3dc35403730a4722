"""The same question as different people type it: with marks, without, with slips of the thumb, as raw Telex keys.

The styles and their rates are those of the public benchmark (`evaluate retrieval`), made here from the clean text.
"""

from __future__ import annotations

import hashlib
import random
import unicodedata

from hocvuso.core.vntext import search_key

STYLES = ("clean", "nodia", "typo5", "nodia_typo5", "telex")
# Share of letters that a thumb gets wrong (the public benchmark's).
SLIPS = 0.05
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_TONES = {"\u0300": "f", "\u0309": "r", "\u0303": "x", "\u0301": "s", "\u0323": "j"}
_SHAPES = {"\u0306": "w", "\u031b": "w"}  # breve, horn
_HAT = "\u0302"


def styled(text: str) -> dict[str, str]:
    """Return the text in every style; the same text always gives the same slips."""
    plain = search_key(text)
    return {
        "clean": text,
        "nodia": plain,
        "typo5": slipped(text),
        "nodia_typo5": slipped(plain),
        "telex": telex_keys(text),
    }


def slipped(text: str) -> str:
    """Return the text with about one letter in twenty dropped, doubled, swapped or replaced by its neighbour."""
    # Not for secrets: seeded by the text, so that every run measures the same slips.
    chance = random.Random(hashlib.blake2b(text.encode(), digest_size=8).digest())
    letters = list(text)
    out: list[str] = []
    place = 0
    while place < len(letters):
        letter = letters[place]
        if letter.isalpha() and chance.random() < SLIPS:
            following = letters[place + 1] if place + 1 < len(letters) else ""
            slip = chance.choice(("drop", "double", "swap", "neighbour"))
            if slip == "swap" and following.isalpha():
                out += [following, letter]
                place += 1
            elif slip != "drop":
                out += [letter, letter] if slip == "double" else [_neighbour(letter, chance)]
        else:
            out.append(letter)
        place += 1
    return "".join(out)


def _neighbour(letter: str, chance: random.Random) -> str:
    """Return a key beside this one in its row; a letter with marks stays."""
    for row in _ROWS:
        at = row.find(letter.lower())
        if at >= 0:
            return chance.choice([row[near] for near in (at - 1, at + 1) if 0 <= near < len(row)])
    return letter


def telex_keys(text: str) -> str:
    """Return the keys of a Telex keyboard that composes nothing: "đường" is typed "dduwowngf"."""
    return " ".join(_keys(word) for word in text.split(" "))


def _keys(word: str) -> str:
    keys: list[str] = []
    tone = ""
    for part in unicodedata.normalize("NFD", word.replace("đ", "dd").replace("Đ", "Dd")):
        if part in _TONES:
            tone = _TONES[part]
        elif part in _SHAPES:
            keys.append(_SHAPES[part])
        elif part == _HAT:
            keys.append(keys[-1].lower() if keys else "")
        else:
            keys.append(part)
    last = max((place for place, key in enumerate(keys) if key.isalpha()), default=-1)
    return "".join([*keys[: last + 1], tone, *keys[last + 1 :]])
