"""Captions that are exact by sentence: cues from real durations, WebVTT, a transcript."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

LINE = 42  # published: common guidance for captions, characters a line
LINES = 2  # published: the same guidance, lines a cue
_BREAKS = re.compile(r"(?<=[,;:]) ")


@dataclass(frozen=True, slots=True)
class Cue:
    """Words shown from `start` to `end`, in seconds of the lecture."""

    start: float
    end: float
    text: str


def cues_of(start: float, end: float, text: str) -> tuple[Cue, ...]:
    """Return one sentence as cues of two lines at most; its first begins and its last ends with the voice.

    Only where a sentence is longer than two lines is there an inner border, by the share of the characters.
    """
    parts = _parts(text)
    total, at, found = sum(map(len, parts)), start, []
    for number, part in enumerate(parts, start=1):
        until = end if number == len(parts) else at + (end - start) * len(part) / total
        found.append(Cue(at, until, "\n".join(wrapped(part))))
        at = until
    return tuple(found)


def _parts(text: str) -> list[str]:
    """Split a sentence that needs more than two lines, at its commas where it has any."""
    count = -(-len(text) // (LINE * LINES))
    if count == 1 and len(wrapped(text)) <= LINES:
        return [text]
    pieces = _BREAKS.split(text)
    if len(pieces) == 1:
        pieces = text.split(" ")
    aim, parts = len(text) / max(count, 2), [""]
    for piece in pieces:
        if parts[-1] and len(parts[-1]) + len(piece) / 2 > aim:
            parts.append("")
        parts[-1] = f"{parts[-1]} {piece}".strip()
    return [each for part in parts for each in (_parts(part) if len(part) < len(text) else [part])]


def wrapped(text: str) -> list[str]:
    """Return `text` in lines of `LINE` characters, evenly filled; a longer word stands alone."""
    for width in range(max(LINE // 2, -(-len(text) // LINES)), LINE + 1):
        lines = _filled(text, width)
        if len(lines) <= LINES:
            return lines
    return _filled(text, LINE)


def _filled(text: str, width: int) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def webvtt(cues: Iterable[Cue], *, note: str = "") -> str:
    """Return cues as a WebVTT file (W3C, UTF-8); `note` stands at its head as a comment."""
    parts = ["WEBVTT"] + ([f"NOTE\n{note.replace('-->', '→')}"] if note else [])
    parts += [f"{stamp(cue.start)} --> {stamp(cue.end)}\n{_escaped(cue.text)}" for cue in cues]
    return "\n\n".join(parts) + "\n"


def stamp(seconds: float) -> str:
    """Return a moment as WebVTT writes it: 83.5 → 00:01:23.500."""
    milliseconds = round(seconds * 1000)
    hours, rest = divmod(milliseconds, 3_600_000)
    minutes, rest = divmod(rest, 60_000)
    return f"{hours:02}:{minutes:02}:{rest // 1000:02}.{rest % 1000:03}"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def transcript(parts: Sequence[tuple[str, Sequence[str]]], *, head: Sequence[str], foot: Sequence[str]) -> str:
    """Return what is said as plain text: under each heading its sentences, before and after what must be known."""
    body = ["\n".join([heading, *(f"  {line}" for line in lines)]) for heading, lines in parts]
    return "\n\n".join(["\n".join(head), *body, "\n".join(foot)]) + "\n"
