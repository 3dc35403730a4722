"""Where lectures lie: files named by their content, and one manifest a lesson, written last.

What no manifest names is not there for anybody, so a build that is killed or runs out of space shows nothing
half-made. Everything stays below one folder of the data folder, outside of git.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import shutil
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from hocvuso.plumbing import whole_files

FORMAT = 1
KEPT_UNNAMED_SECONDS = 7 * 86_400  # assumed: a page that names an old file is open no longer than a week


class Busy(Exception):
    """Another build is at work in this folder."""


@dataclass(frozen=True, slots=True)
class File:
    """One file of a lecture: its name in the store, its size and what it is."""

    name: str
    size: int
    type: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What there is of one lecture. `key` tells whether it must be made anew; scenes and spans are for the player."""

    lesson: str
    title: str
    version: str
    digest: str
    key: str
    seconds: float
    voice: str
    voice_label: str
    is_machine_voice: bool
    speaker: str
    is_draft: bool
    files: dict[str, File]
    images: tuple[File, ...] = ()
    scenes: tuple[dict[str, Any], ...] = ()
    spans: tuple[tuple[float, float], ...] = ()  # seconds of each sentence
    is_helped: bool = False
    takes: str = ""  # which recordings of a person are in it; "" for a machine alone
    voice_until: str = ""  # the last day of the speaker's consent, where it has one
    format: int = field(default=FORMAT)

    def size_of(self, form: str) -> int:
        """Return how many bytes somebody fetches who takes this form: video, or sound with its pictures."""
        if form == "sound":
            return sum(each.size for each in (self.files["sound"], *self.images))
        return self.files[form].size


class Store:
    """The folder of lectures of one site."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.media, self.manifests = folder / "media", folder / "manifests"
        self.sounds, self.work = folder / "sounds", folder / "work"

    def manifest(self, lesson: str) -> Manifest | None:
        """Return what there is of a lecture; None where there is nothing, or not all of it."""
        try:
            data = json.loads(self._manifest_path(lesson).read_text(encoding="utf-8"))
            if data.pop("format") != FORMAT:
                return None
            files = {name: File(**row) for name, row in data.pop("files").items()}
            images = tuple(File(**row) for row in data.pop("images"))
            data["spans"] = tuple((start, end) for start, end in data["spans"])
            found = Manifest(**{**data, "scenes": tuple(data["scenes"])}, files=files, images=images)
            whole = all((self.media / each.name).stat().st_size == each.size for each in (*files.values(), *images))
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None
        return found if whole else None

    def lessons(self) -> list[str]:
        """Return the lessons that have a manifest."""
        return sorted(path.stem.replace("--", "/") for path in self.manifests.glob("*.json"))

    def stamp(self, lesson: str) -> int:
        """Return when a manifest was written, 0 where there is none; tells a reader whether to read again."""
        try:
            return self._manifest_path(lesson).stat().st_mtime_ns
        except OSError:
            return 0

    def publish(self, manifest: Manifest) -> None:
        """Put a lecture in force; its files lie in the store already."""
        text = json.dumps(asdict(manifest), ensure_ascii=False, sort_keys=True)
        whole_files.put_text(self._manifest_path(manifest.lesson), text)

    def forget(self, lesson: str) -> None:
        """Take a lecture out of force and remove its files at once: its speaker no longer agrees."""
        there = self.manifest(lesson)
        self._manifest_path(lesson).unlink(missing_ok=True)
        if there is not None:
            named = self._named()
            for each in (*there.files.values(), *there.images):
                if each.name not in named:
                    (self.media / each.name).unlink(missing_ok=True)

    def _named(self) -> set[str]:
        return {
            each.name for lesson in self.lessons() if (found := self.manifest(lesson))
            for each in (*found.files.values(), *found.images)
        }  # fmt: skip

    def add(self, path: Path, kind: str) -> File:
        """Take a finished file into the store, under a name made of its content."""
        data = path.read_bytes()
        name = hashlib.sha256(data).hexdigest()[:24] + path.suffix
        whole_files.put(self.media / name, data)
        return File(name, len(data), kind)

    def sound(self, key: str) -> bytes | None:
        """Return the sound of a sentence that was said before."""
        try:
            return (self.sounds / f"{key}.wav").read_bytes()
        except OSError:
            return None

    def keep_sound(self, key: str, data: bytes) -> None:
        """Keep a sentence, so that a build that stops goes on behind it."""
        whole_files.put(self.sounds / f"{key}.wav", data)

    def drop_sound(self, key: str) -> None:
        """Forget a sentence that costs nothing to say again."""
        (self.sounds / f"{key}.wav").unlink(missing_ok=True)

    @contextlib.contextmanager
    def building(self) -> Iterator[None]:
        """Hold the folder for one build. Raises Busy. What a killed build left behind is cleared away."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "build.lock").open("w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise Busy from None
            shutil.rmtree(self.work, ignore_errors=True)
            self.work.mkdir()
            try:
                yield
            finally:
                shutil.rmtree(self.work, ignore_errors=True)

    @contextlib.contextmanager
    def bench(self) -> Iterator[Path]:
        """Give a folder to work in; it is gone afterwards whatever happens."""
        with tempfile.TemporaryDirectory(dir=self.work) as folder:
            yield Path(folder)

    def clear_unnamed(self) -> int:
        """Remove files that no manifest has named for a week; returns how many."""
        named = self._named()
        before, count = time.time() - KEPT_UNNAMED_SECONDS, 0
        for path in self.media.glob("*"):
            if path.name not in named and path.stat().st_mtime < before:
                path.unlink()
                count += 1
        return count

    def _manifest_path(self, lesson: str) -> Path:
        return self.manifests / f"{lesson.replace('/', '--')}.json"
