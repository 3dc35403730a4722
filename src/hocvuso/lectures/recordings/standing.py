"""Where recordings stand: each sentence of a lesson, and which lectures wait for the next build."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

from hocvuso.lectures import queries, voicing
from hocvuso.lectures.recordings import consents, takes
from hocvuso.lectures.recordings.checking import Refused
from hocvuso.lectures.script import Script, Speaker
from hocvuso.lectures.voices.contract import VoiceFailed
from hocvuso.lectures.voices.partly import Reading, reading_of
from hocvuso.lectures.voices.partly import takes as takes_in
from hocvuso.lectures.voices.recorded import RecordedVoice, RecordingRow, readers


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence to be read, with its take and the one put aside. `heading` is set where a new slide begins."""

    key: str
    text: str
    heading: str
    take: RecordingRow | None
    earlier: RecordingRow | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A lesson's sentences for one speaker; `stale` are takes of words that the lecture no longer says."""

    lines: tuple[Line, ...]
    stale: tuple[Line, ...]
    is_broken: bool = False  # the list of recordings, written by hand, cannot be read

    @property
    def recorded(self) -> int:
        """How many sentences are read by the person."""
        return sum(each.take is not None for each in self.lines)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A lecture that the next build makes anew. `why`: new, takes, words."""

    lesson: str
    why: str


def key_of(text: str) -> str:
    """Return the name of a sentence in an address."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def sheet(speaker: consents.Speaker, script: Script) -> Sheet:
    """Return what a speaker reads in a lesson; a sentence that is said twice is read once."""
    try:
        found, is_broken = takes.takes_of(speaker.folder, script.lesson), False
    except Refused:
        found, is_broken = takes.Takes({}, {}), True
    lines = _lines(script, found)
    said = {each.text for each in lines}
    old = [text for text in dict.fromkeys([*found.now, *found.earlier]) if text not in said]
    return Sheet(lines, tuple(_line(text, "", found) for text in old), is_broken)


def _lines(script: Script, found: takes.Takes) -> tuple[Line, ...]:
    lines: dict[str, Line] = {}
    for scene in script.scenes:
        heading = scene.heading
        for each in scene.sentences:
            if each.text not in lines:
                lines[each.text] = _line(each.text, heading, found)
                heading = ""
    return tuple(lines.values())


def unread(script: Script) -> Sheet:
    """Return the sentences of a lesson while nobody reads it."""
    return Sheet(_lines(script, takes.Takes({}, {})), ())


def _line(text: str, heading: str, found: takes.Takes) -> Line:
    return Line(key_of(text), text, heading, found.now.get(text), found.earlier.get(text))


def script_to_read(speaker: consents.Speaker, lesson: str, today: date) -> Script | None:
    """Return the script as it is when this person reads all of it."""
    return queries.script(lesson, today, Speaker(speaker.name, is_machine=False))


def waiting(today: date) -> list[Waiting]:
    """Return the lectures that a build would make anew: because of recordings, or because a lesson has changed."""
    folder, store = voicing.recordings(), queries.store()
    people = list(readers(folder, today))
    read = {lesson for each in people for lesson in takes.lessons(each.folder)}
    found = []
    for lesson in sorted(read | set(store.lessons())):
        reading = _reading(lesson, people, today)
        if reading is None:
            continue  # no lesson of this name is published
        there, wanted = store.manifest(lesson), _takes(reading)
        if there is None and reading.reader is not None:
            found.append(Waiting(lesson, "new"))
        elif there is not None and there.takes != wanted:
            found.append(Waiting(lesson, "takes"))
        elif there is not None and there.digest != reading.script.digest:
            found.append(Waiting(lesson, "words"))
    return found


def _reading(lesson: str, people: list[RecordedVoice], today: date) -> Reading | None:
    plain = queries.script(lesson, today, queries.MACHINE)
    if plain is None:
        return None

    def script_for(speaker: Speaker) -> Script:
        return queries.script(lesson, today, speaker) or plain

    return reading_of(lesson, people, queries.MACHINE, script_for)


def _takes(reading: Reading) -> str:
    try:
        return takes_in(reading.script, reading.reader)
    except VoiceFailed:
        return "broken"  # the build will say what is wrong with it
