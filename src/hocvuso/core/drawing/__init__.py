"""Pictures of lessons: from a description in a few lines to SVG, the same bytes for the same description.

`describe` tells what is wrong with a description; `svg` draws it. No font, no script, nothing from elsewhere.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from xml.sax.saxutils import escape

from hocvuso.core.drawing import block, palette
from hocvuso.core.drawing.block import Block, Page, moved, number, rect
from hocvuso.core.drawing.frames import FRAMES, SIDE, draw
from hocvuso.core.drawing.icons import ICONS
from hocvuso.core.drawing.language import Fault, Part, parse
from hocvuso.core.drawing.rows import ROWS

__all__ = ("AUTO", "KINDS", "MOST_BYTES", "THEMES", "Drawing", "Fault", "drawing", "stamp", "svg")

AUTO = palette.AUTO
THEMES = (AUTO, *palette.THEMES)
KINDS = (*FRAMES, *ROWS, *ICONS)

WIDE = 328.0  # published: look.md 4: a phone of 360 with 16 at each edge
MARGIN = 16.0  # decided: what stays free around a picture
TALLEST = 420.0  # decided: a picture is seen whole on a phone of 640 under its title
MOST_BYTES = 15 * 1024  # published: the order for pictures, 15 KiB each
_EDITION = "1"  # raised when the same description is drawn differently


@dataclass(frozen=True, slots=True)
class Drawing:
    """A description drawn: its size, its inside with classes for colours, what is wrong with it."""

    width: int
    height: int
    body: str
    faults: tuple[Fault, ...]
    marks: tuple[int, ...]  # the numbers of its pointers
    labels: tuple[str, ...]  # all words drawn


@lru_cache(maxsize=1024)
def drawing(text: str, *, numbered: bool = True) -> Drawing:
    """Return the drawing of a description; with faults it is drawn as far as it can be.

    `numbered` False leaves out the numbers of the pointers, where no numbered lines stand beside the picture.
    """
    parts, faults = parse(text)
    marks, labels = tuple(_marks(parts)), tuple(_labels(parts))
    page = Page(by_hand=len(marks) == 1, numbered=numbered)
    inner = _whole(page, parts)
    tall = round(inner.height + 2 * MARGIN)
    if tall > TALLEST:
        page.faults.append(Fault(1, f"Hình cao {tall}, nhiều nhất {TALLEST:.0f}: bớt phần."))
    if not parts:
        page.faults.append(Fault(1, "Hình trống."))
    body = rect(0, 0, WIDE, tall, "g", 12) + moved(inner, MARGIN, MARGIN)
    body = f'<g class="many">{body}</g>' if len(marks) > 1 else body
    return Drawing(round(WIDE), tall, body, tuple(dict.fromkeys((*faults, *page.faults))), marks, labels)


def _whole(page: Page, parts: tuple[Part, ...]) -> Block:
    """Return the parts one under another; panels that follow each other stand side by side."""
    room = WIDE - 2 * MARGIN
    made: list[Block] = []
    waiting: list[Part] = []
    for part in (*parts, None):
        if part is not None and part.kind in ("yes", "no", "panel") and len(waiting) < 2:
            waiting.append(part)
            continue
        if waiting:
            made.append(draw(page, Part("side", waiting[0].line, children=tuple(waiting)), room))
            waiting = []
        if part is not None and part.kind in ("yes", "no", "panel"):
            waiting.append(part)
        elif part is not None:
            made.append(draw(page, part, room))
    return block.stacked(made, SIDE, room, middle=True)


def _marks(parts: tuple[Part, ...]) -> list[int]:
    return [mark for part in parts for mark in ([part.mark] if part.mark else []) + _marks(part.children)]


def _labels(parts: tuple[Part, ...]) -> list[str]:
    return [text for part in parts for text in (*part.texts, *_labels(part.children))]


@lru_cache(maxsize=1024)
def svg(text: str, alt: str, theme: str = AUTO, *, numbered: bool = True) -> str:
    """Return the picture as a whole SVG document in one of `THEMES`; `alt` is its title."""
    made = drawing(text, numbered=numbered)
    size = f'width="{made.width}" height="{made.height}" viewBox="0 0 {made.width} {made.height}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" stroke-width="{number(block.STROKE)}">'
        f"<title>{escape(alt)}</title><style>{palette.style(theme)}</style>{made.body}</svg>"
    )


def stamp(text: str, alt: str) -> str:
    """Return twelve digits that change with the picture, for an address that may be kept for ever."""
    return hashlib.sha256(f"{_EDITION}\0{text}\0{alt}".encode()).hexdigest()[:12]
