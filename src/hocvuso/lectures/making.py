"""Many lectures: which must be made, several at once, a bar meanwhile, and an account at the end."""

from __future__ import annotations

import time
from collections.abc import Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hocvuso.lectures import queries
from hocvuso.lectures.build import DiskFull, LectureFailed, Made, as_json, build, steps_in
from hocvuso.lectures.catalogue import Catalogue
from hocvuso.lectures.script import Script, Speaker
from hocvuso.lectures.store import Manifest
from hocvuso.lectures.voices.contract import Voice
from hocvuso.lectures.voices.partly import PartlyRecorded, reading_of
from hocvuso.lectures.voices.recorded import RecordedVoice, readers
from hocvuso.plumbing import clock
from hocvuso.plumbing.bar import Bar

NO_SPACE = "Ổ đĩa đầy, dừng lại ở đây. Bài đã xong vẫn còn; dọn chỗ rồi chạy lại thì làm tiếp."


@dataclass(slots=True)
class Done:
    """What came of a build."""

    made: list[Manifest] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    failed: list[LectureFailed] = field(default_factory=list)
    left: int = 0
    stopped: str = ""
    seconds: float = 0.0

    @property
    def is_whole(self) -> bool:
        """Tell whether every lecture that was asked for is there."""
        return not self.failed and not self.stopped

    def as_json(self) -> dict[str, object]:
        """Return the account for a machine."""
        return {
            "ok": self.is_whole, "made": [as_json(each) for each in self.made], "unchanged": len(self.kept),
            "failed": [{"lesson": each.lesson, "place": each.place, "reason": each.reason} for each in self.failed],
            "left": self.left, "stopped": self.stopped, "seconds": round(self.seconds, 1),
        }  # fmt: skip

    def as_text(self) -> str:
        """Return the account for a person."""
        lines = [f"✋ {each}" for each in self.failed]
        if self.stopped:
            lines.append(f"✋ {self.stopped} Còn {self.left} bài.")
        minutes = sum(each.seconds for each in self.made) / 60
        lines.append(
            f"Đã làm {len(self.made)} bài giảng ({minutes:.0f} phút), giữ nguyên {len(self.kept)}, "
            f"hỏng {len(self.failed)}; {self.seconds:.0f} giây."
        )
        return "\n".join(lines)


def make(
    catalogue: Catalogue,
    lessons: Iterable[str],
    voice: Voice,
    forms: tuple[str, ...],
    *,
    jobs: int,
    bar: Bar,
    recordings: Path | None = None,
) -> Done:
    """Make what is new or changed. Raises Busy when another build is at work.

    `recordings` is the folder of people who read aloud: what they read is used before `voice`, a machine.
    One lecture that fails leaves the others alone; a full disk stops all.
    """
    began, store, done = time.monotonic(), queries.store(), Done()
    people = list(readers(recordings, clock.today())) if recordings else []
    scripts = [_read(catalogue, each, voice, people) for each in lessons]
    bar.total = sum(steps_in(each, forms) for each, _ in scripts)
    with bar, store.building(), ThreadPoolExecutor(jobs) as hands:
        waiting, running = list(scripts), dict[Future[Made], str]()
        try:
            while waiting or running:
                while waiting and len(running) < jobs:
                    script, speaking = waiting.pop(0)
                    running[hands.submit(build, script, speaking, store, forms, bar.move)] = script.lesson
                ready, _ = wait(running, return_when=FIRST_COMPLETED)
                for future in ready:
                    running.pop(future)
                    _note(done, future)
        except DiskFull:
            done.stopped = NO_SPACE
            done.left = len(scripts) - len(done.made) - len(done.kept) - len(done.failed)
        store.clear_unnamed()
    done.seconds = time.monotonic() - began
    return done


def _read(catalogue: Catalogue, lesson: str, voice: Voice, people: list[RecordedVoice]) -> tuple[Script, Voice]:
    """Return the script of a lesson and the voice that says it."""

    def script_for(speaker: Speaker) -> Script:
        return catalogue.script(lesson, today=clock.today(), speaker=speaker)

    found = reading_of(lesson, people, voice.speaker, script_for)
    return found.script, PartlyRecorded(found.reader, voice, found.script) if found.reader else voice


def _note(done: Done, future: Future[Made]) -> None:
    try:
        made = future.result()
    except LectureFailed as failed:
        done.failed.append(failed)
        return
    if made.is_new:
        done.made.append(made.manifest)
    else:
        done.kept.append(made.manifest.lesson)


def listed(catalogue: Catalogue, lessons: Iterable[str]) -> list[dict[str, Any]]:
    """Return each lesson with the state of its lecture: ready, outdated, none."""
    store, rows = queries.store(), []
    for lesson in lessons:
        there = store.manifest(lesson)
        row: dict[str, Any] = {"lesson": lesson, "title": catalogue.curriculum.lessons[lesson].title, "state": "none"}
        if there is not None:
            speaker = queries.speaker_of(there)
            script = catalogue.script(lesson, today=clock.today(), speaker=speaker)
            row |= as_json(there) | {"state": "ready" if there.digest == script.digest else "outdated"}
        rows.append(row)
    return rows


def row_text(row: dict[str, Any]) -> str:
    """Return one line of the list for a person."""
    if row["state"] == "none":
        return f"–  {row['lesson']}: chưa có"
    sign = "✓" if row["state"] == "ready" else "↻"
    files = row["files"]
    sizes = [f"video {files['video']['size'] / 1e6:.2f} MB"] if "video" in files else []
    sizes += [f"nghe {(files['sound']['size'] + row['image_bytes']) / 1e6:.2f} MB"] if "sound" in files else []
    late = "" if row["state"] == "ready" else ", bài đã đổi, cần làm lại"
    return f"{sign}  {row['lesson']}: {row['seconds'] / 60:.1f} phút, {', '.join(sizes)}{late}"
