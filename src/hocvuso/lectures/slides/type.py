"""Fonts with whole Vietnamese marks, and words set in lines that fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

LINE_HEIGHT = 1.4  # look.md: marks of Roboto are cut below 1.381
# Regular and bold; the first pair that is there is used. DejaVu is on every machine, its bold needs more height.
FONTS = (
    (
        "truetype/roboto/unhinted/RobotoTTF/Roboto-Regular.ttf",
        "truetype/roboto/unhinted/RobotoTTF/Roboto-Bold.ttf",
        1.4,
    ),
    ("truetype/noto/NotoSans-Regular.ttf", "truetype/noto/NotoSans-Bold.ttf", 1.4),
    ("truetype/dejavu/DejaVuSans.ttf", "truetype/dejavu/DejaVuSans-Bold.ttf", 1.56),
)
FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))


class NoFont(Exception):
    """No font with Vietnamese marks is installed."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A regular and a bold font file, and the height of a line in sizes."""

    regular: Path
    bold: Path
    height: float


@dataclass(frozen=True, slots=True)
class Setting:
    """Words set: lines of runs (text, is it bold), the size in points and the height of a line."""

    lines: tuple[tuple[tuple[str, bool], ...], ...]
    size: int
    line_height: int

    @property
    def height(self) -> int:
        """How many points the lines take."""
        return len(self.lines) * self.line_height


@lru_cache(maxsize=1)
def fonts() -> Pair:
    """Return the fonts of this machine. Raises NoFont."""
    for regular, bold, height in FONTS:
        for folder in FOLDERS:
            if (folder / regular).is_file() and (folder / bold).is_file():
                return Pair(folder / regular, folder / bold, height)
    raise NoFont("Máy này chưa có phông chữ đủ dấu tiếng Việt. Cài: apt-get install fonts-roboto-unhinted")


@lru_cache(maxsize=256)
def font(size: int, *, bold: bool) -> ImageFont.FreeTypeFont:
    """Return a font at a size; opened once for each thread's use, Pillow's fonts may be shared."""
    pair = fonts()
    return ImageFont.truetype(str(pair.bold if bold else pair.regular), size)


def width(text: str, size: int, *, bold: bool = False) -> float:
    """Return how many points a line of text takes."""
    return font(size, bold=bold).getlength(text)


def runs(text: str, *, bold: bool = False) -> list[tuple[str, bool]]:
    """Return the words of a text with `**bold**` parts, each word with whether it is bold."""
    found: list[tuple[str, bool]] = []
    for number, part in enumerate(text.split("**")):
        found += [(word, bold or bool(number % 2)) for word in part.split(" ") if word]
    return found


def set_in(text: str, room: float, size: int, *, bold: bool = False) -> Setting:
    """Set a text in lines no wider than `room`; a word that is wider is cut."""
    space = width(" ", size)
    lines: list[list[tuple[str, bool]]] = [[]]
    used = 0.0
    for word, is_bold in _cut(runs(text, bold=bold), room, size):
        long = width(word, size, bold=is_bold)
        # A sign that follows bold letters hangs on them: "**ai gửi**." has no blank before the point.
        gap = 0 if not lines[-1] or word in {".", ",", "?", "!", ":", ";"} else space
        if lines[-1] and used + gap + long > room:
            lines.append([])
            used, gap = 0.0, 0
        lines[-1].append((word if not gap else f" {word}", is_bold))
        used += gap + long
    return Setting(tuple(tuple(line) for line in lines), size, round(size * fonts().height))


def balanced(text: str, room: float, size: int, *, bold: bool = False) -> Setting:
    """Set a text in as few lines as `set_in`, none much shorter than the others: no last word stands alone."""
    found = set_in(text, room, size, bold=bold)
    narrow, wide = room / 2, room
    while len(found.lines) > 1 and wide - narrow > 8:
        middle = (narrow + wide) / 2
        if len(set_in(text, middle, size, bold=bold).lines) > len(found.lines):
            narrow = middle
        else:
            wide = middle
    return set_in(text, wide, size, bold=bold) if len(found.lines) > 1 else found


def _cut(words: Sequence[tuple[str, bool]], room: float, size: int) -> list[tuple[str, bool]]:
    """Cut words that are wider than a line, such as web addresses."""
    found: list[tuple[str, bool]] = []
    for word, bold in words:
        rest = word
        while width(rest, size, bold=bold) > room and len(rest) > 1:
            end = next(
                count
                for count in range(len(rest) - 1, 0, -1)
                if count == 1 or width(rest[:count], size, bold=bold) <= room
            )
            found.append((rest[:end], bold))
            rest = rest[end:]
        found.append((rest, bold))
    return found
