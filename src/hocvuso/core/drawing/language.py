"""The small language in which a drawing is described: one part a line, its children indented by two blanks.

    phone "Cài đặt"
      item "Wi-Fi" wifi on @1
      button "Kết nối" @2

A line is: the part, its texts in double quotes, words that say how it looks, and `@n` where step n of the lesson
presses. What a word may be is known by `vocabulary`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_TOKEN = re.compile(r'\s*(?:"([^"]*)"|@([1-9])(?=\s|$)|([a-z0-9][a-z0-9-]*)(?=\s|$))')
_INDENT = 2  # decided: blanks a level
_DEEPEST = 4  # decided: a side by side, a frame, a row in it, its parts


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a drawing, in Vietnamese, and in which of its lines (1-based)."""

    line: int
    what: str


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a drawing as described."""

    kind: str
    line: int
    texts: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    mark: int = 0
    children: tuple[Part, ...] = ()

    def text(self, at: int = 0) -> str:
        """Return the text at a place, or "" where there is none."""
        return self.texts[at] if at < len(self.texts) else ""


@dataclass(slots=True)
class _Open:
    kind: str
    line: int
    texts: tuple[str, ...]
    words: tuple[str, ...]
    mark: int
    children: list[_Open]

    def closed(self) -> Part:
        inner = tuple(child.closed() for child in self.children)
        return Part(self.kind, self.line, self.texts, self.words, self.mark, inner)


def parse(text: str) -> tuple[tuple[Part, ...], tuple[Fault, ...]]:
    """Return the parts of a drawing and what could not be read."""
    faults: list[Fault] = []
    tops: list[_Open] = []
    branch: list[_Open] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        blanks = len(line) - len(line.lstrip(" "))
        depth, odd = divmod(blanks, _INDENT)
        if odd or depth > len(branch) or depth >= _DEEPEST:
            faults.append(Fault(number, "Thụt dòng sai: mỗi cấp hai dấu cách, nhiều nhất bốn cấp."))
            continue
        found = _line(line, number, faults)
        if found is None:
            continue
        del branch[depth:]
        (branch[-1].children if branch else tops).append(found)
        branch.append(found)
    return tuple(top.closed() for top in tops), tuple(faults)


def _line(line: str, number: int, faults: list[Fault]) -> _Open | None:
    """Read one line; None when it cannot be read."""
    texts: list[str] = []
    words: list[str] = []
    mark, at, end = 0, 0, len(line.rstrip())
    while at < end:
        found = _TOKEN.match(line, at)
        if found is None:
            faults.append(Fault(number, f"Không đọc được “{line[at:].strip()}”."))
            return None
        at = found.end()
        if found[1] is not None:
            texts.append(found[1])
        elif found[2]:
            mark = int(found[2])
        else:
            words.append(found[3])
    if not words:
        faults.append(Fault(number, "Dòng phải bắt đầu bằng tên một phần."))
        return None
    return _Open(words[0], number, tuple(texts), tuple(words[1:]), mark, [])
