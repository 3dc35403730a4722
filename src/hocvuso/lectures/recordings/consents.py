"""Who agreed in writing that lectures are told in her voice: entered, shown, withdrawn."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from hocvuso.core.vntext import clean, fold
from hocvuso.curriculum.reading.files import read_file
from hocvuso.lectures.recordings import takes
from hocvuso.lectures.recordings.checking import Refused
from hocvuso.lectures.voices.recorded import CONSENT, ConsentFile, quoted, refusals
from hocvuso.plumbing import whole_files

LONGEST_NAME, SHORTEST_STATEMENT = 80, 40  # letters; a statement names a person, a purpose and a day


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody with a folder. `lacks` is what keeps the voice from being used today: a field of the consent, `file`
    where it cannot be read, or "" where it holds.
    """

    who: str
    folder: Path
    consent: ConsentFile | None
    lacks: str

    @property
    def name(self) -> str:
        """The name as it stands in the consent, or that of the folder."""
        return self.consent.speaker if self.consent else self.who

    @property
    def paper(self) -> Path | None:
        """The signed paper, where it is there."""
        path = self.folder / Path(self.consent.paper).name if self.consent else None
        return path if path is not None and path.is_file() else None

    def may_read(self, lesson: str) -> bool:
        """Tell whether the voice may be used in a lesson today."""
        return not self.lacks and self.consent is not None and self.consent.covers(lesson)


@dataclass(frozen=True, slots=True)
class Agreed:
    """A consent as it is entered; the paper is a scan, or the statement as text (`txt`)."""

    speaker: str
    agreed_on: date
    until: date | None
    lessons: tuple[str, ...]
    paper: bytes
    ending: str


def speakers(folder: Path, today: date) -> list[Speaker]:
    """Return everybody who has a folder, by name."""
    found = [speaker(folder, path.name, today) for path in folder.glob("*/")] if folder.is_dir() else []
    return sorted(filter(None, found), key=lambda each: each.name)


def speaker(folder: Path, who: str, today: date) -> Speaker | None:
    """Return one speaker; None where nobody has this folder."""
    own = next((path for path in folder.glob("*/") if path.name == who), None) if folder.is_dir() else None
    if own is None:
        return None
    path = own / CONSENT
    parsed, problems = read_file(path, CONSENT, ConsentFile) if path.is_file() else (None, [])
    if parsed is None or problems:
        return Speaker(who, own, None, "file")
    lacks = [field for _, field in refusals(parsed.model, own, today)]
    return Speaker(who, own, parsed.model, lacks[0] if lacks else "")


def agree(folder: Path, given: Agreed, today: date) -> str:
    """Keep a consent, the paper first; returns the name of the speaker's folder. Raises Refused, OSError."""
    name = clean(given.speaker)
    if not name or len(name) > LONGEST_NAME:
        raise Refused("name")
    if given.agreed_on > today:
        raise Refused("agreed-later")
    if given.until is not None and given.until < max(given.agreed_on, today):
        raise Refused("until")
    if not given.lessons:
        raise Refused("lessons")
    own = _new(folder, name)
    paper = f"paper.{given.ending}"
    consent = ConsentFile(
        speaker=name, agreed_on=given.agreed_on, paper=paper, scope=["lectures"], lessons=list(given.lessons),
        cloning=False, until=given.until or "",
    )  # fmt: skip
    try:
        whole_files.put(own / paper, given.paper)
        whole_files.put_text(own / CONSENT, _as_toml(consent))
    except BaseException:
        shutil.rmtree(own, ignore_errors=True)
        raise
    return own.name


def withdraw(speaker: Speaker, today: date) -> list[str]:
    """Note that the speaker no longer agrees and remove every recording; returns of which lessons.

    The consent and its paper stay: they show that what was done before was agreed. Raises Refused, OSError.
    """
    if speaker.consent is None:
        raise Refused("no-consent")
    noted = speaker.consent.model_copy(update={"withdrawn_on": speaker.consent.withdrawn_on or today})
    whole_files.put_text(speaker.folder / CONSENT, _as_toml(noted))
    return takes.remove_all(speaker.folder)


def _new(folder: Path, name: str) -> Path:
    """Make a folder for a speaker; two of one name, or one who agrees anew, get one each."""
    base = re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")[:40] or "voice"
    folder.mkdir(parents=True, exist_ok=True)
    number = 1
    while True:
        path = folder / (base if number == 1 else f"{base}-{number}")
        try:
            path.mkdir()
        except FileExistsError:
            number += 1
            continue
        return path


def _as_toml(consent: ConsentFile) -> str:
    lines = [
        f"speaker = {quoted(consent.speaker)}",
        f"agreed_on = {consent.agreed_on}",
        f"paper = {quoted(consent.paper)}",
        'scope = ["lectures"]',
        f"lessons = [{', '.join(map(quoted, consent.lessons))}]",
        "cloning = false",
    ]
    lines += [f"until = {consent.until}"] if consent.until else []
    lines += [f"withdrawn_on = {consent.withdrawn_on}"] if consent.withdrawn_on else []
    return "\n".join(lines) + "\n"
