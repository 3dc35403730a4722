"""What all rows share: their type, the things they name, how a pointer is put on them."""

from __future__ import annotations

from hocvuso.core.drawing.block import Block, Page, Pointer, Type, circle, path
from hocvuso.core.drawing.icons import ICONS
from hocvuso.core.drawing.language import Part

PAD = 10  # decided: between the edge of a row and its words
GUTTER = 8  # decided: between two buttons
ODD = circle(0, 0, 10, "z") + path("M0-5v6M0 4.5v.2", "cl")  # decided: colour alone says nothing
PLAIN, SMALL = Type(), Type(size="s", colour="u", lines=2)  # decided: two lines of small print at most


def icons_in(part: Part) -> list[str]:
    """Return the names of things among the words of a part."""
    return [word for word in part.words if word in ICONS]


def pointed(page: Page, part: Part, made: Block) -> Block:
    """Return a row with its pointer, if it has one."""
    if not part.mark:
        return made
    by_hand = page.by_hand or "tap" in part.words
    return Block(made.width, made.height, made.svg, (Pointer(part.mark, made.width, made.height / 2, by_hand),))


def line_class(part: Part) -> str:
    """Return the class of a thing's lines: dark on yellow, in every theme."""
    return "rl" if part.mark else "l"
