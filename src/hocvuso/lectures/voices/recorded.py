"""A person's own voice, read aloud sentence by sentence, with that person's consent in writing.

A folder for each speaker: `consent.toml` with the signed paper beside it, and for each lesson a folder with
`recordings.toml`, which binds every file to the very words that were read. Without valid consent nothing is used.
A voice is never copied by a machine: the paper says so, and only what was recorded is played.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from hocvuso.curriculum.reading.files import read_file
from hocvuso.curriculum.schema import DayOrEmpty, Row, Text
from hocvuso.lectures.script import Sentence, Speaker
from hocvuso.lectures.voices.contract import Sound, VoiceFailed, VoiceMissing
from hocvuso.plumbing import clock

CONSENT, RECORDINGS = "consent.toml", "recordings.toml"


class ConsentFile(Row):
    """`consent.toml`: who agreed to what, when, and where the signed paper is."""

    speaker: Text
    agreed_on: date
    paper: Text
    scope: Annotated[list[Literal["lectures"]], Field(min_length=1)]
    lessons: Annotated[list[Text], Field(min_length=1)]  # "all", skills or lessons
    cloning: Literal[False]
    until: DayOrEmpty = ""
    withdrawn_on: DayOrEmpty = ""

    def covers(self, lesson: str) -> bool:
        """Tell whether the speaker agreed that this lesson is told with the recordings."""
        return bool({"all", lesson.partition("/")[0], lesson} & set(self.lessons))


class RecordingRow(Row):
    """`[[sentence]]` of `recordings.toml`."""

    file: Annotated[str, Field(pattern=r"^[A-Za-z0-9._-]+$")]
    text: Text
    seconds: Annotated[float, Field(ge=0)] = 0.0  # noted by the page that took it; 0 where it was put there by hand


class RecordingsFile(Row):
    """`recordings.toml` of one lesson; `earlier` are the takes that the last change of a sentence put aside."""

    sentence: list[RecordingRow] = []
    earlier: list[RecordingRow] = []


def quoted(text: str) -> str:
    """Return a text as a string of TOML: that of JSON is one, with its escapes."""
    return json.dumps(text, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class _Read:
    """The sentences of one lesson: words → file."""

    files: dict[str, Path]
    name: str


class RecordedVoice:
    """The recordings of one speaker."""

    is_costly = False  # the recordings themselves are what is kept

    def __init__(self, folder: Path, who: str, *, today: date | None = None) -> None:
        self.folder = folder / who
        if not who or not self.folder.is_dir():
            known = sorted(path.name for path in folder.glob("*") if path.is_dir()) if folder.is_dir() else []
            have = f"Đang có: {', '.join(known)}." if known else f"Thư mục {folder} chưa có ai."
            raise VoiceMissing(f"Không có giọng thu “{who}”.", f"Viết recorded:TÊN. {have}")
        self.consent = _consent(self.folder, today or clock.today())
        self.identity = identity_of(who)
        until = self.consent.until.isoformat() if self.consent.until else ""
        self.speaker = Speaker(self.consent.speaker, is_machine=False, until=until)
        self._read: dict[str, _Read] = {}

    def has(self, lesson: str, sentence: Sentence) -> bool:
        """Tell whether these very words were read. A broken list of recordings counts as none."""
        try:
            path = self._lesson(lesson).files.get(sentence.text)
        except VoiceFailed:
            return False
        return path is not None and path.is_file()

    def key(self, lesson: str, sentence: Sentence) -> str:
        """Return the hash of the recording, so that a new take is a new sound. Raises VoiceFailed."""
        return hashlib.sha256(self.speak(lesson, sentence).data).hexdigest()

    def speak(self, lesson: str, sentence: Sentence) -> Sound:
        """Return the recording of exactly these words. Raises VoiceFailed."""
        read = self._lesson(lesson)
        path = read.files.get(sentence.text)
        if path is None:
            raise VoiceFailed(f"{read.name}: chưa thu câu {sentence.id}: “{sentence.text}”")
        try:
            data = path.read_bytes()
        except OSError as problem:
            raise VoiceFailed(f"{read.name}: không đọc được {path.name} ({problem.strerror}).") from None
        if not data:
            raise VoiceFailed(f"{read.name}: tệp {path.name} rỗng.")
        return Sound(data)

    def _lesson(self, lesson: str) -> _Read:
        if lesson not in self._read:
            if not self.consent.covers(lesson):
                raise VoiceFailed(f"{self.consent.speaker} chưa đồng ý cho dùng giọng trong bài {lesson}.")
            name = f"{self.folder.name}/{lesson}/{RECORDINGS}"
            path = self.folder / lesson / RECORDINGS
            if not path.is_file():
                raise VoiceFailed(f"Chưa có {name}; làm bằng: hocvuso lectures script {lesson} --for-recording.")
            parsed, problems = read_file(path, name, RecordingsFile)
            if parsed is None or problems:
                first = problems[0]
                raise VoiceFailed(f"{first.file}, dòng {first.line}: {first.what} {first.expected}")
            self._read[lesson] = _Read({row.text: path.parent / row.file for row in parsed.model.sentence}, name)
        return self._read[lesson]


def identity_of(who: str) -> str:
    """Return what tells the recordings of one speaker from every other voice."""
    return f"recorded {who}"


def readers(folder: Path, today: date) -> Iterator[RecordedVoice]:
    """Return every speaker whose consent holds today, by the name of the folder."""
    for path in sorted(folder.glob("*/")) if folder.is_dir() else []:
        try:
            yield RecordedVoice(folder, path.name, today=today)
        except VoiceMissing:
            continue  # the page of recordings says why


def _consent(folder: Path, today: date) -> ConsentFile:
    """Return the consent of a speaker. Raises VoiceMissing when there is none, or none that holds today."""
    name = f"{folder.name}/{CONSENT}"
    path = folder / CONSENT
    if not path.is_file():
        raise VoiceMissing(f"Chưa có {name}.", "Người đọc phải đồng ý bằng văn bản trước khi dùng giọng.", file=name)
    parsed, problems = read_file(path, name, ConsentFile)
    if parsed is None or problems:
        raise VoiceMissing(problems[0].what, problems[0].expected, file=name, line=problems[0].line)
    for what, field in refusals(parsed.model, folder, today):
        raise VoiceMissing(what, "Không dùng giọng này.", file=name, line=parsed.lines.at((field,)))
    return parsed.model


def refusals(consent: ConsentFile, folder: Path, today: date) -> list[tuple[str, str]]:
    """Return why a consent does not hold today: the reason, and the field that it lies in."""
    paper = folder / Path(consent.paper).name
    found = []
    if consent.agreed_on > today:
        found.append(("Ngày đồng ý ở sau hôm nay.", "agreed_on"))
    if consent.withdrawn_on and consent.withdrawn_on <= today:
        found.append((f"{consent.speaker} đã rút lại sự đồng ý.", "withdrawn_on"))
    if consent.until and consent.until < today:
        found.append((f"Sự đồng ý của {consent.speaker} đã hết hạn.", "until"))
    if not paper.is_file() or not paper.stat().st_size:
        found.append((f"Không thấy văn bản đã ký “{consent.paper}”.", "paper"))
    return found
