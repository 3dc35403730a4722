"""The takes of one lesson by one speaker: files named by their content, and the list that binds them to words.

The file is there whole before the list names it, and goes only after the list names it no more; so whoever reads
meanwhile finds what the list says. The last take of a sentence that was replaced or deleted is kept, for undoing.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from hocvuso.curriculum.reading.files import read_file
from hocvuso.lectures.recordings.checking import Checked, Refused
from hocvuso.lectures.voices.recorded import RECORDINGS, RecordingRow, RecordingsFile, quoted
from hocvuso.plumbing import whole_files

OUR_FILES = re.compile(r"[0-9a-f]{24}\.(ogg|wav|m4a|webm|mp3)")


@dataclass(frozen=True, slots=True)
class Takes:
    """What a speaker has read of a lesson: by the words."""

    now: dict[str, RecordingRow]
    earlier: dict[str, RecordingRow]


def takes_of(folder: Path, lesson: str) -> Takes:
    """Return the takes of a lesson in a speaker's folder. Raises Refused where the list is broken."""
    path = folder / lesson / RECORDINGS
    if not path.is_file():
        return Takes({}, {})
    parsed, problems = read_file(path, RECORDINGS, RecordingsFile)
    if parsed is None or problems:
        raise Refused("broken-list")
    return Takes({row.text: row for row in parsed.model.sentence}, {row.text: row for row in parsed.model.earlier})


def put(folder: Path, lesson: str, text: str, taken: Checked) -> None:
    """Keep a take of a sentence; one that was there is put aside. Raises OSError and leaves what was there."""
    row = RecordingRow(file=f"{digest(taken.data)[:24]}.{taken.ending}", text=text, seconds=taken.seconds)
    with _writing(folder, lesson) as takes:
        whole_files.put(folder / lesson / row.file, taken.data)
        before = takes.now.get(text)
        if before is not None and before.file != row.file:
            takes.earlier[text] = before
        takes.now[text] = row


def drop(folder: Path, lesson: str, text: str) -> None:
    """Put the take of a sentence aside. Raises Refused where there is none."""
    with _writing(folder, lesson) as takes:
        if text not in takes.now:
            raise Refused("gone")
        takes.earlier[text] = takes.now.pop(text)


def undo(folder: Path, lesson: str, text: str) -> None:
    """Bring back the take that the last change put aside, and put the present one aside. Raises Refused."""
    with _writing(folder, lesson) as takes:
        if text not in takes.earlier:
            raise Refused("gone")
        before = takes.now.pop(text, None)
        takes.now[text] = takes.earlier.pop(text)
        if before is not None:
            takes.earlier[text] = before


def lessons(folder: Path) -> list[str]:
    """Return the lessons of which a speaker has read something."""
    return sorted(f"{path.parts[-3]}/{path.parts[-2]}" for path in folder.glob(f"*/*/{RECORDINGS}"))


def remove_all(folder: Path) -> list[str]:
    """Remove every recording of a speaker, also those put aside; returns of which lessons."""
    with _turn(folder):
        found = lessons(folder)
        for path in folder.glob("*/"):
            shutil.rmtree(path)
    return found


def digest(data: bytes) -> str:
    """Return the hash of a recording."""
    return hashlib.sha256(data).hexdigest()


@contextlib.contextmanager
def _turn(folder: Path) -> Iterator[None]:
    """Let those who write in a speaker's folder take turns."""
    with (folder / ".turn").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@contextlib.contextmanager
def _writing(folder: Path, lesson: str) -> Iterator[Takes]:
    """Give the takes to change, and write the list when the block ends well; then remove what no list names."""
    with _turn(folder):
        takes = takes_of(folder, lesson)
        try:
            yield takes
            whole_files.put_text(folder / lesson / RECORDINGS, _as_toml(takes))
        finally:
            _sweep(folder, lesson)


def _sweep(folder: Path, lesson: str) -> None:
    takes = takes_of(folder, lesson)
    named = {row.file for row in (*takes.now.values(), *takes.earlier.values())}
    for path in (folder / lesson).glob("*"):
        if OUR_FILES.fullmatch(path.name) and path.name not in named:
            path.unlink()


def _as_toml(takes: Takes) -> str:
    lines = []
    for table, rows in (("sentence", takes.now), ("earlier", takes.earlier)):
        for row in rows.values():
            lines += [f"[[{table}]]", f"file = {quoted(row.file)}", f"text = {quoted(row.text)}"]
            lines += [f"seconds = {row.seconds}", ""]
    return "\n".join(lines)
