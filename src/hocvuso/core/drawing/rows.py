"""Rows that are read or pressed: words, bubbles, buttons, strips, photographs; and the list of all rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from hocvuso.core.drawing import block
from hocvuso.core.drawing.block import Block, Page, Type, path, rect
from hocvuso.core.drawing.entries import TAILS, bars, dots, field, item, keyboard, search, slider, table, tabs
from hocvuso.core.drawing.language import Part
from hocvuso.core.drawing.marking import GUTTER, ODD, PAD, PLAIN, SMALL, icons_in, pointed
from hocvuso.core.drawing.metrics import width

Draw = Callable[[Page, Part, float], Block]


def text(page: Page, part: Part, room: float) -> Block:
    """`text`: plain words. Also `big` (an amount, a name), `small` and `title`."""
    kind = {
        "big": Type("p", bold=True, lines=2), "title": Type("a", bold=True, lines=2), "small": SMALL,
    }.get(part.kind, Type(lines=4))  # fmt: skip
    inset = PAD if part.mark else 0
    lines = block.lines_of(page, part, part.text(), room - 2 * inset, _coloured(part, kind))
    high = block.high(lines, kind) + inset
    svg = rect(0, 0, room, high, "l y", 6) if part.mark else ""
    middle = "middle" in part.words
    svg += block.paragraph(lines, room / 2 if middle else inset, inset / 2, _coloured(part, kind), middle=middle)
    return pointed(page, part, Block(room, high, svg))


def _coloured(part: Part, kind: Type) -> Type:
    colour = "r" if part.mark else "e" if "ok" in part.words else "b" if "bad" in part.words else kind.colour
    return Type(kind.size, kind.bold or bool({"ok", "bad"} & set(part.words)), colour, kind.lines)


def bubble(page: Page, part: Part, room: float) -> Block:
    """`bubble`: a message that came; `mine`: one that was sent. `odd` shows it as suspicious, `gone` as taken back."""
    mine, odd, gone = part.kind == "mine", "odd" in part.words, "gone" in part.words
    most = room - 18
    lines = block.lines_of(page, part, part.text(), most - 2 * PAD, Type(lines=5))
    wide = max((width(line, 14) for line in lines), default=20) + 2 * PAD
    high = block.high(lines, PLAIN) + 12
    x = room - wide if mine else 0.0
    cls = "m d" if gone else "l y" if part.mark else "bl x" if odd else "g" if mine else "h"
    colour = "u" if gone else "r" if part.mark else "t"
    svg = rect(x, 0, wide, high, cls, 10) + block.paragraph(lines, x + PAD, 6, Type(colour=colour))
    svg += block.at(x + wide, 4, ODD) if odd else ""
    made = pointed(page, part, Block(x + wide, high, svg))
    read = tuple(replace(one, by_hand=False) for one in made.pointers)  # a message is read, not pressed
    return Block(room, high, made.svg, read)


def button(page: Page, part: Part, room: float) -> Block:
    """`button`: filled; `ghost`: outlined; `stop`: red, in words. One thing may stand before the words."""
    kind = Type("", bold=True, colour="i" if part.kind == "button" else "t", lines=2)
    name = next(iter(icons_in(part)), "")
    inset = 26 if name else 0
    lines = block.lines_of(page, part, part.text(), room - 20 - inset, kind)
    high = max(block.high(lines, kind) + 14, 34)
    filled = part.kind == "button" and "faded" not in part.words
    svg = rect(4, 4, room, high, "y", 10) if part.mark else ""
    svg += rect(0, 0, room, high, "l o" if filled else "l c d" if "faded" in part.words else "l c", 10)
    if not filled:
        kind = Type("", bold=True, colour="u" if "faded" in part.words else "t", lines=2)
    top = (high - block.high(lines, kind)) / 2
    svg += block.paragraph(lines, room / 2 + inset / 2, top, kind, middle=True)
    if name:
        wide = max(width(line, 14, bold=True) for line in lines)
        x = room / 2 - wide / 2 - 16
        svg += block.at(x, high / 2 - 10, block.icon(name, 20, patch="", line="il" if filled else "l"))
    return pointed(page, part, Block(room, high + (4 if part.mark else 0), svg))


def buttons(page: Page, part: Part, room: float) -> Block:
    """`buttons`: two side by side, the second filled; `first` puts the pointer at the first."""
    half = (room - GUTTER) / 2
    at_first = "first" in part.words
    marks = (part.mark if at_first else 0, 0 if at_first else part.mark)
    kinds = ("ghost", "button")
    made = [
        button(page, Part(kind, part.line, (part.text(at),), part.words, marks[at]), half)
        for at, kind in enumerate(kinds)
    ]
    svg = made[0].svg + block.moved(made[1], half + GUTTER, 0)
    return Block(room, max(one.height for one in made), svg,
                 made[0].pointers + block.shifted(made[1].pointers, half + GUTTER, 0))  # fmt: skip


def strip(page: Page, part: Part, room: float) -> Block:
    """`warn`, `done`, `info`: a strip with a sign and a sentence."""
    fill, sign, colour = {
        "warn": ("x", "warning", "b"), "done": ("v", "", "e"), "info": ("w", "bell", "t"),
    }[part.kind]  # fmt: skip
    sign = next(iter(icons_in(part)), sign)
    kind = Type(bold=True, colour=colour, lines=3)
    lines = block.lines_of(page, part, part.text(), room - 44, kind)
    high = max(block.high(lines, kind) + 12, 34)
    svg = rect(0, 0, room, high, fill, 8)
    svg += (
        block.at(8, high / 2 - 11, block.icon(sign, 22, patch=""))
        if sign
        else path(f"M10 {high / 2:.0f}l5 6 9-12", "gl")
    )
    svg += block.paragraph(lines, 38, (high - block.high(lines, kind)) / 2, kind)
    return pointed(page, part, Block(room, high, svg))


def photo(page: Page, part: Part, room: float) -> Block:
    """`photo`: a framed field with a thing in it and words below; `crop` shows corners to pull."""
    name = next(iter(icons_in(part)), "picture")
    kind = Type("s", bold=True, lines=2)
    lines = block.lines_of(page, part, part.text(), room - 12, kind) if part.text() else ()
    high = 66 + block.high(lines, kind)
    svg = rect(0, 0, room, high, "l y" if part.mark else "m g", 6)
    svg += block.at(room / 2 - 24, 10, block.icon(name, 48, patch="c"))
    svg += block.paragraph(lines, room / 2, 60, Type("s", bold=True, colour="r" if part.mark else "t"), middle=True)
    if "crop" in part.words:
        w, h = block.number(room - 3), block.number(high - 3)
        svg += path(
            f"M3 20V3h17M{w} 20V3h-17M3 {block.number(high - 20)}V{h}h17M{w} {block.number(high - 20)}V{h}h-17", "l"
        )
    return pointed(page, part, Block(room, high, svg))


def line(page: Page, part: Part, room: float) -> Block:
    """`line`: a hair between rows; `lines`: unreadable lines of a text."""
    if part.kind == "line":
        return Block(room, 4, path(f"M0 2H{block.number(room)}", "m"))
    svg = "".join(
        path(f"M0 {5 + at * 11}H{block.number(room * share)}", "m") for at, share in enumerate((1, 0.92, 0.6))
    )
    return pointed(page, part, Block(room, 32, svg))


ROWS: Mapping[str, Draw] = {
    **dict.fromkeys(("text", "big", "title", "small"), text),
    **dict.fromkeys(("bubble", "mine"), bubble),
    **dict.fromkeys(("button", "ghost"), button),
    **dict.fromkeys(("warn", "done", "info"), strip),
    **dict.fromkeys(("line", "lines"), line),
    "buttons": buttons, "field": field, "search": search, "item": item, "tabs": tabs, "table": table, "bars": bars,
    "slider": slider, "dots": dots, "keyboard": keyboard, "photo": photo,
}  # fmt: skip
WORDS = {
    *TAILS, "ok", "bad", "odd", "gone", "faded", "first", "dots", "empty", "strong", "middle", "tap", "crop", "not",
}  # fmt: skip
