"""Voices: each says one sentence at a time. Which one speaks is chosen by one word, such as `espeak:vi-vn-x-south`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from hocvuso.lectures.voices.command import CommandVoice
from hocvuso.lectures.voices.contract import Voice, VoiceMissing
from hocvuso.lectures.voices.espeak import EspeakVoice
from hocvuso.lectures.voices.http import HttpVoice
from hocvuso.lectures.voices.recorded import RecordedVoice

KINDS = ("espeak", "command", "http", "recorded")


def open_voice(wanted: str, settings: Mapping[str, str], recordings: Path) -> Voice:
    """Return the voice named by `kind` or `kind:which`. Raises VoiceMissing with what to do.

    `settings` are those of the environment by name; `recordings` is the folder of people who read aloud.
    """
    kind, _, which = wanted.partition(":")
    if kind == "espeak":
        return EspeakVoice(which or "vi")
    if kind == "command":
        return CommandVoice(settings.get("LECTURE_VOICE_COMMAND", ""), which)
    if kind == "http":
        return HttpVoice(
            settings.get("LECTURE_VOICE_URL", ""), settings.get("LECTURE_VOICE_KEY", ""),
            settings.get("LECTURE_VOICE_MODEL", ""), which,
        )  # fmt: skip
    if kind == "recorded":
        return RecordedVoice(recordings, which)
    raise VoiceMissing(f"Không có kiểu giọng “{kind}”.", f"Chọn một trong: {', '.join(KINDS)}.")
