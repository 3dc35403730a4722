"""A piece of a drawing with its size, and the few shapes of which all pieces are made."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from xml.sax.saxutils import escape

from hocvuso.core.drawing.icons import FIELD, ICONS
from hocvuso.core.drawing.language import Fault, Part
from hocvuso.core.drawing.metrics import width, wrapped

SIZES = {"s": 13, "": 14, "a": 16, "p": 20}  # published: look.md 3: text inside pictures is 13 px or more
LEADING = 1.4  # published: look.md 2: two lines closer than 1.28 touch, 1.381 cuts no mark
GAP = 8  # decided: between two rows
STROKE = 2.5  # published: look.md 3


@dataclass(frozen=True, slots=True)
class Pointer:
    """A numbered place that the learner presses: the number of the step's line, and the place."""

    number: int
    x: float  # right edge of what is pressed
    y: float  # its middle
    by_hand: bool


@dataclass(frozen=True, slots=True)
class Block:
    """SVG whose upper left corner is 0, 0."""

    width: float
    height: float
    svg: str
    pointers: tuple[Pointer, ...] = ()


@dataclass(slots=True)
class Page:
    """What a drawing has found wrong so far, whether a hand points in it, how tall a panel must be."""

    faults: list[Fault] = field(default_factory=list)
    by_hand: bool = False
    numbered: bool = True  # False where no numbered lines stand beside the picture
    least: float = 0.0  # panels side by side are equally tall

    def fault(self, part: Part, what: str) -> None:
        """Note what is wrong with a part."""
        self.faults.append(Fault(part.line, what))


def number(value: float) -> str:
    """Write a coordinate with at most two digits after the point."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if value % 1 else str(int(value))


def moved(block: Block, x: float, y: float) -> str:
    """Return the SVG of a block at a place."""
    if not block.svg:
        return ""
    return at(x, y, block.svg) if x or y else block.svg


def at(x: float, y: float, svg: str) -> str:
    """Return shapes moved to a place."""
    return f'<g transform="translate({number(x)} {number(y)})">{svg}</g>'


def shifted(pointers: Iterable[Pointer], x: float, y: float) -> tuple[Pointer, ...]:
    """Return the pointers of a block that stands at a place."""
    return tuple(replace(one, x=one.x + x, y=one.y + y) for one in pointers)


def rect(x: float, y: float, w: float, h: float, cls: str, r: float = 0) -> str:
    """Return a rectangle."""
    round_ = f' rx="{number(r)}"' if r else ""
    place = f' x="{number(x)}" y="{number(y)}"'
    return f'<rect{place} width="{number(w)}" height="{number(h)}"{round_} class="{cls}"/>'


def path(d: str, cls: str) -> str:
    """Return a path."""
    return f'<path class="{cls}" d="{d}"/>'


def circle(x: float, y: float, r: float, cls: str) -> str:
    """Return a circle."""
    return f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(r)}" class="{cls}"/>'


def words(text: str, x: float, y: float, cls: str, *, middle: bool = False, end: bool = False) -> str:
    """Return one line of text; `y` is its base line."""
    anchor = ' text-anchor="middle"' if middle else ' text-anchor="end"' if end else ""
    return f'<text x="{number(x)}" y="{number(y)}" class="{cls}"{anchor}>{escape(text)}</text>'


@dataclass(frozen=True, slots=True)
class Type:
    """How a text is set: class of its size ("s" "" "a" "p"), weight, colour, at most so many lines."""

    size: str = ""
    bold: bool = False
    colour: str = "t"
    lines: int = 3

    @property
    def pixels(self) -> int:
        """Height of the letters' field."""
        return SIZES[self.size]

    @property
    def classes(self) -> str:
        """What stands in `class`."""
        return " ".join(each for each in (self.colour, "f" if self.bold else "", self.size) if each)


def lines_of(page: Page, part: Part, text: str, room: float, kind: Type) -> tuple[str, ...]:
    """Return the lines of a text in its box; notes what does not fit."""
    found = wrapped(text, kind.pixels, room, bold=kind.bold)
    if any(width(line, kind.pixels, bold=kind.bold) > room for line in found):
        page.fault(part, f"Chữ “{text}” rộng hơn ô của nó.")
    elif len(found) > kind.lines:
        page.fault(part, f"Chữ “{text}” dài {len(found)} dòng, ô chỉ chứa {kind.lines}.")
    return found


def paragraph(lines: Sequence[str], x: float, y: float, kind: Type, *, middle: bool = False) -> str:
    """Return lines set one under another; `y` is the upper edge of the first."""
    step = kind.pixels * LEADING
    base = y + kind.pixels * 1.05
    return "".join(words(line, x, base + at * step, kind.classes, middle=middle) for at, line in enumerate(lines))


def high(lines: Sequence[str], kind: Type) -> float:
    """Return how high lines of text are."""
    return len(lines) * kind.pixels * LEADING


def icon(name: str, size: float, *, patch: str = "w", line: str = "l") -> str:
    """Return a thing in a square of `size`: its patch a little off, then its lines, always equally thick."""
    drawn = ICONS[name]
    scale = size / FIELD
    inner = f'<path class="{patch}" transform="translate(3 3)" d="{drawn.shape}"/>' if patch else ""
    inner += path(f"{drawn.shape}{drawn.lines}", line)
    if scale == 1:
        return inner
    return f'<g transform="scale({number(round(scale, 2))})" stroke-width="{number(STROKE / scale)}">{inner}</g>'


def stacked(blocks: Sequence[Block], gap: float, room: float, *, middle: bool = False) -> Block:
    """Return blocks one under another in a column of that width."""
    y, svg = 0.0, ""
    pointers: tuple[Pointer, ...] = ()
    for block in blocks:
        x = (room - block.width) / 2 if middle else 0.0
        svg += moved(block, x, y)
        pointers += shifted(block.pointers, x, y)
        y += block.height + gap
    return Block(room, max(y - gap, 0), svg, pointers)
