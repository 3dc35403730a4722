"""Where in a TOML file a value stands: a scan from keys to line numbers.

`tomllib` forgets lines. This scan is loose, because it only runs on text that `tomllib` has accepted.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

Path = tuple[str | int, ...]

_BLANK = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)+")
_HEADER = re.compile(r"\[(\[?)\s*([^\]\n]+?)\s*\]\]?")
_NAME = re.compile(r"\"[^\"]*\"|'[^']*'|[^.]+")
_KEY = re.compile(r"[ \t]*([^=\n]+?)[ \t]*=[ \t]*")
_STRING = re.compile(
    r"'''.*?'{3,5}"
    r'|"""(?:\\.|.)*?"{3,5}'
    r"|'[^'\n]*'"
    r'|"(?:\\.|[^"\\\n])*"',
    re.DOTALL,
)
_BARE = re.compile(r"[^,\]}\n#]+")


@dataclass(slots=True)
class Lines:
    """Line numbers (1-based) by path, such as ("step", 2, "do", 0)."""

    by_path: dict[Path, int] = field(default_factory=dict)

    def at(self, path: Sequence[str | int]) -> int:
        """Return the line of `path`, or of the nearest thing around it that is known; 1 at worst."""
        for length in range(len(path), 0, -1):
            line = self.by_path.get(tuple(path[:length]))
            if line is not None:
                return line
        return 1


class _Scanner:
    """Walks once through the text; `table` is the path of the table it is in."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.table: Path = ()
        self.seen: dict[Path, int] = {}
        self.starts = [0, *(match.end() for match in re.finditer(r"\n", text))]
        self.lines = Lines()

    def note(self, path: Path) -> None:
        """Remember that `path` begins here."""
        self.lines.by_path.setdefault(path, bisect_right(self.starts, self.at))

    def match(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Match `pattern` here and step over it."""
        found = pattern.match(self.text, self.at)
        if found:
            self.at = found.end()
        return found

    def run(self) -> Lines:
        """Scan to the end."""
        while self.at < len(self.text):
            self.match(_BLANK)
            if self.text.startswith("[", self.at):
                self.header()
            elif self.at < len(self.text):
                self.entry()
        return self.lines

    def table_of(self, names: Sequence[str], *, is_row: bool) -> Path:
        """Return the path of a table by its dotted name: in the newest row of each list of tables on the way."""
        path: Path = ()
        for number, name in enumerate(names, 1):
            path = (*path, name)
            if is_row and number == len(names):
                self.seen[path] = self.seen.get(path, -1) + 1
            if path in self.seen:
                path = (*path, self.seen[path])
        return path

    def header(self) -> None:
        """Read `[name]` or `[[name]]`."""
        start = self.at
        found = self.match(_HEADER)
        if found is None:
            self.at += 1
            return
        self.table = self.table_of([part.strip("\"' ") for part in _NAME.findall(found[2])], is_row=bool(found[1]))
        end, self.at = self.at, start
        self.note(self.table)
        self.at = end

    def entry(self) -> None:
        """Read `key = value`."""
        start = self.at
        found = self.match(_KEY)
        if found is None:
            self.at += 1
            return
        path = (*self.table, found[1].strip("\"' "))
        end, self.at = self.at, start
        self.note(path)
        self.at = end
        self.value(path)

    def value(self, path: Path) -> None:
        """Step over a value; the elements of a list get lines of their own."""
        if self.match(_STRING):
            return
        opening = self.text[self.at : self.at + 1]
        if opening in ("[", "{"):
            self.inside(path, "]" if opening == "[" else "}")
            return
        if not self.match(_BARE):
            self.at += 1

    def inside(self, path: Path, closing: str) -> None:
        """Step over a list or an inline table, up to its closing bracket."""
        self.at += 1
        index = 0
        while self.at < len(self.text):
            self.match(_BLANK)
            if self.text.startswith(closing, self.at):
                self.at += 1
                return
            if self.text.startswith(",", self.at):
                self.at += 1
                continue
            named = self.match(_KEY) if closing == "}" else None
            within: Path = (*path, named[1].strip("\"' ") if named else index)
            self.note(within)
            self.value(within)
            index += 1


def scan(text: str) -> Lines:
    """Return the lines of every table, key and list element of a valid TOML text."""
    return _Scanner(text).run()
