"""The signs in a message, with the words that show them. Signs explain; `judge.py` says what they may change."""

from __future__ import annotations

import re
from dataclasses import dataclass

from hocvuso.core.messages import cue_rules
from hocvuso.core.messages import sign_rules as rules
from hocvuso.core.messages.reading import Message

NAMES = tuple(rules.SIGNS)
_LOOK_BACK = 60  # assumed: a clause; in it stands the "no" that turns asking into warning
# Signs that a warning message also shows; its links and programs stay signs.
_SPOKEN_OF = frozenset(NAMES) - {"link", "disguise"}
_PATTERNS = {name: tuple(re.compile(pattern) for pattern in patterns) for name, patterns in rules.SIGNS.items()}
_NOT_ASKED = re.compile(rules.NOT_ASKED)
_WARNING = re.compile(rules.WARNING)
_CUES = {name: re.compile(pattern) for name, pattern in cue_rules.CUES.items()}
_CLAUSE_END = re.compile(r"[.!?;\n]")


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign: its name and the place of the words that show it."""

    name: str
    start: int
    end: int


def is_warning(message: Message) -> bool:
    """Whether the message warns of tricks instead of playing one, and carries no odd address itself."""
    return _WARNING.search(message.low) is not None and not any(link.is_odd for link in message.links)


def cues_in(message: Message) -> tuple[str, ...]:
    """Return the names of the ways of speaking that the score reads beside the signs."""
    return tuple(name for name, pattern in _CUES.items() if pattern.search(message.low))


def signs_in(message: Message) -> tuple[Sign, ...]:
    """Return the signs, each once, in the order in which they stand in the message."""
    silent = _SPOKEN_OF if is_warning(message) else frozenset[str]()
    found = [sign for name in NAMES if name not in silent and (sign := _first(name, message)) is not None]
    return tuple(sorted(found, key=lambda sign: (sign.start, sign.end)))


def _first(name: str, message: Message) -> Sign | None:
    if name == "link":
        odd = next((link for link in message.links if link.is_odd and "program" not in link.forms), None)
        return Sign(name, odd.start, odd.end) if odd else None
    for pattern in _PATTERNS[name]:
        for match in pattern.finditer(message.low):
            if name == "secrecy" or not _is_denied(message.low, match.start()):
                return Sign(name, match.start(), match.start() + len(match[0].rstrip()))
    return None


def _is_denied(low: str, at: int) -> bool:
    before = _CLAUSE_END.split(low[max(0, at - _LOOK_BACK) : at])[-1]
    return _NOT_ASKED.search(before) is not None
