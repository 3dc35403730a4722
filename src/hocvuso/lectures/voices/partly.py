"""A person where she has read the sentence, a machine where she has not; the lecture says both.

Which person reads a lesson is worked out here, for the command that builds and for the page that shows what waits.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from hocvuso.lectures.script import Script, Sentence, Speaker
from hocvuso.lectures.voices.contract import Sound, Voice
from hocvuso.lectures.voices.recorded import RecordedVoice

ScriptFor = Callable[[Speaker], Script]


@dataclass(frozen=True, slots=True)
class Reading:
    """A lesson's script and who reads it; `reader` is None where a machine reads all of it."""

    script: Script
    reader: RecordedVoice | None = None


def reading_of(lesson: str, readers: Iterable[RecordedVoice], machine: Speaker, script_for: ScriptFor) -> Reading:
    """Return who reads a lesson: of all who agreed, whoever recorded most of its sentences as they are today."""
    most, chosen = 0, Reading(script_for(machine))
    for reader in readers:
        script = script_for(reader.speaker)
        count = sum(reader.has(lesson, each) for each in script.sentences)
        if count > most:
            if count < len(script.sentences):
                script = script_for(replace(reader.speaker, is_helped=True))
            most, chosen = count, Reading(script, reader)
    return chosen


def takes(script: Script, reader: RecordedVoice | None) -> str:
    """Return what tells the recordings in a lecture from others of the same words; "" for a machine alone."""
    if reader is None:
        return ""
    said = [_key(reader, script.lesson, each) for each in script.sentences]
    return hashlib.sha256("\x00".join([reader.identity, *said]).encode()).hexdigest()


class PartlyRecorded:
    """The recordings of one speaker, and a machine for the rest."""

    is_costly = False  # asked of its parts

    def __init__(self, reader: RecordedVoice, machine: Voice, script: Script) -> None:
        self.reader, self.machine = reader, machine
        # Settled once: a recording that goes while the lecture is made is an error, not a machine in her place.
        self.read = frozenset(each.text for each in script.sentences if reader.has(script.lesson, each))
        is_whole = all(each.text in self.read for each in script.sentences)
        self.identity = reader.identity if is_whole else f"{reader.identity} + {machine.identity}"
        self.speaker = replace(reader.speaker, is_helped=not is_whole)

    def key(self, lesson: str, sentence: Sentence) -> str:
        """Return the hash of the recording, or the words. Raises VoiceFailed."""
        return self.part(sentence).key(lesson, sentence)

    def speak(self, lesson: str, sentence: Sentence) -> Sound:
        """Return the recording, or what the machine says. Raises VoiceFailed."""
        return self.part(sentence).speak(lesson, sentence)

    def part(self, sentence: Sentence) -> Voice:
        """Return the voice that says this sentence."""
        return self.reader if sentence.text in self.read else self.machine


def part_of(voice: Voice, sentence: Sentence) -> Voice:
    """Return the voice that says a sentence: this one, or the part of it that does."""
    return voice.part(sentence) if isinstance(voice, PartlyRecorded) else voice


def reader_of(voice: Voice) -> RecordedVoice | None:
    """Return the person who reads in this voice; None for a machine."""
    if isinstance(voice, PartlyRecorded):
        return voice.reader
    return voice if isinstance(voice, RecordedVoice) else None


def _key(reader: RecordedVoice, lesson: str, sentence: Sentence) -> str:
    return reader.key(lesson, sentence) if reader.has(lesson, sentence) else sentence.spoken
