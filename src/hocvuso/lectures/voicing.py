"""The voice of this site: what the command asks for, else what the operator has set, else espeak-ng."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from hocvuso.lectures.voices import open_voice
from hocvuso.lectures.voices.contract import Voice


def recordings() -> Path:
    """Return the folder of people who read aloud."""
    return Path(settings.DATA) / "recordings"


def chosen_voice(wanted: str | None) -> Voice:
    """Return the voice that speaks. Raises VoiceMissing."""
    names = ("LECTURE_VOICE_COMMAND", "LECTURE_VOICE_URL", "LECTURE_VOICE_KEY", "LECTURE_VOICE_MODEL")
    found = {name: str(getattr(settings, name)) for name in names}
    return open_voice(wanted or settings.LECTURE_VOICE, found, recordings())
