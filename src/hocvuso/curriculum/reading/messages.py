"""Reads `content/messages/`: written messages from which the checker learns, one file a kind.

The format is lines, not TOML, because a thousand short texts are read and reviewed line by line:

    slug channel| the message
    | another wording of the same trick or notice

A first line begins a template; its further wordings belong to it and are never parted from it when the checker is
tried on messages that it has not learnt. Folder = label (`scam`, `honest`), file name = kind.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from hocvuso.curriculum.reading.problem import Problem

FOLDER = "messages"
LABELS = ("scam", "honest")
CHANNELS = ("sms", "chat", "post", "mail", "call")  # call: what somebody said, as it is told or written down
_FIRST = re.compile(r"(?P<slug>[a-z0-9]+(?:-[a-z0-9]+)*) (?P<channel>[a-z]+)\| ?(?P<text>.*)")


@dataclass(frozen=True, slots=True)
class Written:
    """One written message."""

    template: str  # label/kind/slug, the same for all wordings of a template
    kind: str
    is_scam: bool
    channel: str
    text: str
    file: str  # relative to the content folder
    line: int


def read_messages(root: Path) -> tuple[list[Written], list[Problem]]:
    """Return the messages of a content folder and what is wrong with the form of its lines."""
    found: list[Written] = []
    problems: list[Problem] = []
    for label in LABELS:
        for path in sorted((root / FOLDER / label).glob("*.txt")):
            _read_file(root, path, label, found, problems)
    return found, problems


def _read_file(root: Path, path: Path, label: str, found: list[Written], problems: list[Problem]) -> None:
    name = path.relative_to(root).as_posix()
    template, channel = "", ""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        first = _FIRST.fullmatch(line)
        if first is not None:
            template, channel, text = f"{label}/{path.stem}/{first['slug']}", first["channel"], first["text"]
        elif line.startswith("|") and template:
            text = line[1:]
        else:
            expected = "Viết “tên kênh| tin nhắn”, hoặc “| cách viết khác” ngay dưới."
            problems.append(Problem(name, number, "Dòng không đúng dạng.", expected, code="message-line"))
            continue
        found.append(Written(template, path.stem, label == "scam", channel, text.strip(), name, number))
