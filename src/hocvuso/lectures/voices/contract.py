"""What a voice must do, and how it says that it cannot."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Protocol

from hocvuso.lectures.script import Sentence, Speaker


class VoiceMissing(Exception):
    """The voice cannot speak at all; `what` is wrong and `expected` is what to do, in Vietnamese."""

    def __init__(self, what: str, expected: str, *, file: str = "", line: int = 0) -> None:
        super().__init__(f"{what} {expected}")
        self.what, self.expected, self.file, self.line = what, expected, file, line


class VoiceFailed(Exception):
    """One sentence could not be said; the reason in Vietnamese. What was said before stays said."""


@dataclass(frozen=True, slots=True)
class Sound:
    """A sentence as it came: the bytes of an audio file of any kind that ffmpeg reads."""

    data: bytes


def sound_key(identity: str, said: str) -> str:
    """Return the name under which a sentence of a voice is kept while a build is under way."""
    return hashlib.sha256(f"{identity}\x00{said}".encode()).hexdigest()[:32]


class Voice(Protocol):
    """Says sentences. The same identity and the same words give a sound that may be kept."""

    @property
    def identity(self) -> str:
        """Everything but the words that changes the sound: program, version, voice, speed."""

    @property
    def speaker(self) -> Speaker:
        """Who speaks, for the label and the metadata."""

    @property
    def is_costly(self) -> bool:
        """Whether its sentences are worth keeping after the lecture stands (money, minutes)."""

    def key(self, lesson: str, sentence: Sentence) -> str:
        """Return what tells this sentence's sound from every other of this voice."""

    def speak(self, lesson: str, sentence: Sentence) -> Sound:
        """Return the sentence as sound. Raises VoiceFailed."""
