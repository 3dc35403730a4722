"""What there is of a lecture today: its script, and its files when they were made from this very script."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from hocvuso.core.content import Item, Lesson
from hocvuso.core.form import Form
from hocvuso.curriculum import queries as curriculum
from hocvuso.lectures.asking import checks_of, spoken_check
from hocvuso.lectures.script import Script, Speaker, script_of
from hocvuso.lectures.sources import LEXICON, PHRASES, Sources, read_sources
from hocvuso.lectures.store import Manifest, Store
from hocvuso.plumbing import clock

MACHINE = Speaker("")


@dataclass(frozen=True, slots=True)
class Lecture:
    """A lesson as a lecture. `manifest` is None while no files are there that say exactly this."""

    lesson: Lesson
    script: Script
    manifest: Manifest | None
    checks: dict[str, Item]  # by step, to be answered after its scenes
    last_check: Item | None  # the one that is asked aloud


def store() -> Store:
    """Return the store of this site."""
    return Store(settings.DATA / "lectures")


def lecture(lesson_id: str, today: date) -> Lecture | None:
    """Return the lecture of a published lesson; None for an unknown lesson, or while lexicon or phrases are broken."""
    now = curriculum.current()
    lesson, sources = now.lessons.get(lesson_id), _sources()
    if lesson is None or sources is None:
        return None
    found = _manifest(lesson_id, store().stamp(lesson_id))
    if found is not None and found.voice_until and found.voice_until < today.isoformat():
        found = None  # the speaker agreed up to that day
    speaker = speaker_of(found) if found else MACHINE
    script = _script(lesson, today, speaker, sources, now.version)
    if found is not None and found.digest != script.digest:
        # The lesson, a fact or a phrase has changed since: what is old is not taught, the phone's own voice reads.
        found, script = None, _script(lesson, today, MACHINE, sources, now.version)
    items = now.items.values()
    return Lecture(lesson, script, found, checks_of(lesson, items), spoken_check(lesson, items))


def script(lesson_id: str, today: date, speaker: Speaker) -> Script | None:
    """Return the script of a published lesson in somebody's voice; None as in `lecture`."""
    now = curriculum.current()
    lesson, sources = now.lessons.get(lesson_id), _sources()
    return _script(lesson, today, speaker, sources, now.version) if lesson and sources else None


def speaker_of(manifest: Manifest) -> Speaker:
    """Return who speaks in a lecture that was made."""
    return Speaker(manifest.speaker, is_machine=manifest.is_machine_voice, is_helped=manifest.is_helped)


def media(lesson_id: str) -> dict[Form, int]:
    """Return sound and video of a lesson that say what it says today, with their kilobytes; {} while none were made."""
    if not store().stamp(lesson_id):
        return {}
    found = lecture(lesson_id, clock.today())
    if found is None or found.manifest is None:
        return {}
    files = ((Form.AUDIO, "sound"), (Form.VIDEO, "video"))
    return {
        form: max(1, round(found.manifest.size_of(name) / 1000)) for form, name in files if name in found.manifest.files
    }


@lru_cache(maxsize=256)
def _manifest(lesson_id: str, stamp: int) -> Manifest | None:
    return store().manifest(lesson_id) if stamp else None


_scripts: dict[tuple[str, date, Speaker, str], Script] = {}
_turn = threading.Lock()
MOST_SCRIPTS = 256  # some 20 KB each


def _script(lesson: Lesson, today: date, speaker: Speaker, sources: Sources, version: str) -> Script:
    """Return a script; it takes milliseconds to make and changes once a day at most."""
    if speaker.is_machine:
        speaker = replace(speaker, name="")  # not said by a machine, so it makes no other script
    key = (lesson.id, today, speaker, version)
    found = _scripts.get(key)
    if found is None:
        found = script_of(lesson, curriculum.current(), sources, today=today, speaker=speaker)
        with _turn:
            if len(_scripts) >= MOST_SCRIPTS:
                _scripts.clear()
            _scripts[key] = found
    return found


def _sources() -> Sources | None:
    content: Path = settings.CONTENT
    stamps = tuple(
        (content / name).stat().st_mtime_ns if (content / name).is_file() else 0 for name in (LEXICON, PHRASES)
    )
    return _read_sources(content, stamps)


@lru_cache(maxsize=4)
def _read_sources(content: Path, stamps: tuple[int, ...]) -> Sources | None:
    return read_sources(content)[0]
