"""Rows that are filled in or chosen from: fields, lists, switches, tabs, tables, bars, a keyboard."""

from __future__ import annotations

from collections.abc import Mapping

from hocvuso.core.drawing import block
from hocvuso.core.drawing.block import Block, Page, Pointer, Type, circle, path, rect, words
from hocvuso.core.drawing.language import Part
from hocvuso.core.drawing.marking import PAD, PLAIN, SMALL, icons_in, line_class, pointed


def field(page: Page, part: Part, room: float) -> Block:
    """`field`: what is asked, and what stands in it; `dots` hides the value, `empty` leaves the field dashed."""
    label = block.lines_of(page, part, part.text(), room, Type("s", colour="u", lines=2))
    top = block.high(label, SMALL) + 2
    value = "••••••" if "dots" in part.words else part.text(1)
    kind = Type(bold=bool(value), colour="r" if part.mark else "t", lines=2)
    name = next(iter(icons_in(part)), "")
    lines = block.lines_of(page, part, value, room - 2 * PAD - (28 if name else 0), kind) if value else ("",)
    high = max(block.high(lines, kind) + 12, 32)
    svg = block.paragraph(label, 0, 0, Type("s", colour="u"))
    svg += rect(0, top, room, high, "l y" if part.mark else "m d c" if "empty" in part.words else "m c", 6)
    svg += block.paragraph(lines, PAD, top + (high - block.high(lines, kind)) / 2, kind) if value else ""
    if name:
        svg += block.at(room - 32, top + high / 2 - 12, block.icon(name, 24, patch="", line=line_class(part)))
    made = pointed(page, part, Block(room, high, ""))
    return Block(room, top + high, svg, block.shifted(made.pointers, 0, top))


def search(page: Page, part: Part, room: float) -> Block:
    """`search`: a field to search in, with a lens."""
    kind = Type(colour="r" if part.mark else "t", lines=1)
    lines = block.lines_of(page, part, part.text(), room - 44, kind)
    svg = rect(0, 0, room, 34, "l y" if part.mark else "m c", 17)
    svg += block.at(10, 8, block.icon("lens", 18, patch="", line=line_class(part))) + block.paragraph(
        lines, 34, 7, kind
    )
    return pointed(page, part, Block(room, 34, svg))


def item(page: Page, part: Part, room: float) -> Block:
    """`item`: a line of a list. `on` `off`: a switch; `check` `uncheck`, `radio` `unradio`; `more`: leads on.

    The first text is what it is called, the second stands below it in grey; a thing stands before it.
    """
    name = next(iter(icons_in(part)), "")
    tail = next((word for word in part.words if word in TAILS), "")
    left = PAD + (32 if name else 0)
    space = room - left - (44 if tail in ("on", "off") else 28 if tail else PAD)
    bold = "strong" in part.words
    colour = "r" if part.mark else "u" if "faded" in part.words else "t"
    lines = block.lines_of(page, part, part.text(), space, Type(bold=bold, colour=colour, lines=3))
    second = block.lines_of(page, part, part.text(1), space, SMALL) if part.text(1) else ()
    high = max(block.high(lines, PLAIN) + block.high(second, SMALL) + 12, 34)
    svg = rect(0, 0, room, high, "l y" if part.mark else "m c d" if "faded" in part.words else "m c", 8)
    if name:
        drawn = block.icon(name, 26, patch="" if part.mark else "w", line=line_class(part))
        svg += block.at(9, high / 2 - 13, drawn)
    top = (high - block.high(lines, PLAIN) - block.high(second, SMALL)) / 2
    svg += block.paragraph(lines, left, top, Type(bold=bold, colour=colour))
    svg += block.paragraph(second, left, top + block.high(lines, PLAIN), Type("s", colour="r" if part.mark else "u"))
    svg += block.at(room - (42 if tail in ("on", "off") else 26), high / 2, TAILS[tail]) if tail else ""
    if "not" in part.words:
        svg += path(f"M6 {block.number(high / 2)}H{block.number(room - 6)}", "bl")
    return pointed(page, part, Block(room, high, svg))


# Decided: shapes on our grid.
TAILS: Mapping[str, str] = {
    "on": rect(0, -10, 34, 20, "l o", 10) + circle(24, 0, 6, "c"),
    "off": rect(0, -10, 34, 20, "m c", 10) + circle(10, 0, 6, "k"),
    "check": rect(-1, -9, 18, 18, "l c", 4) + path("M3 0l4 5 7-10", "l"),
    "uncheck": rect(-1, -9, 18, 18, "m c", 4),
    "radio": circle(8, 0, 9, "l c") + circle(8, 0, 5, "k"),
    "unradio": circle(8, 0, 9, "m c"),
    "more": path("M4-6l7 6-7 6", "l"),
    "menu": circle(8, -7, 2, "k") + circle(8, 0, 2, "k") + circle(8, 7, 2, "k"),
}


def tabs(page: Page, part: Part, room: float) -> Block:
    """`tabs`: words side by side; the one with a star before it is chosen, and pointed at."""
    each = room / max(len(part.texts), 1)
    svg = ""
    pointers: tuple[Pointer, ...] = ()
    for at, label in enumerate(part.texts):
        chosen = label.startswith("*")
        kind = Type("s", bold=chosen, colour="r" if chosen and part.mark else "t" if chosen else "u", lines=2)
        lines = block.lines_of(page, part, label.removeprefix("*"), each - 6, kind)
        if chosen:
            svg += rect(at * each + 1, 0, each - 2, 38, "l y" if part.mark else "l g", 8)
            made = pointed(page, part, Block((at + 1) * each, 38, ""))
            pointers = made.pointers
        svg += block.paragraph(lines, (at + 0.5) * each, (38 - block.high(lines, kind)) / 2, kind, middle=True)
    return Block(room, 38, svg, pointers)


def table(page: Page, part: Part, room: float) -> Block:
    """`table`: texts are its rows, cells parted by "|"; a star before a cell marks it, a number stands right."""
    cells = [row.split("|") for row in part.texts]
    columns = max((len(row) for row in cells), default=1)
    each, high = room / columns, 28
    svg = rect(0, 0, room, high * len(cells), "c") + rect(0, 0, room, high, "h")
    for y, row in enumerate(cells):
        for x, cell in enumerate(row):
            marked = cell.startswith("*")
            kind = Type("s", bold=y == 0 or marked, colour="r" if marked else "t", lines=1)
            block.lines_of(page, part, cell.removeprefix("*"), each - 8, kind)
            svg += rect(x * each, y * high, each, high, "l y" if marked else "m")
            is_number = cell.removeprefix("*").replace(".", "").isdigit()
            place = (x + 1) * each - 5 if is_number else x * each + 5
            svg += words(cell.removeprefix("*"), place, y * high + 19, kind.classes, end=is_number)
    return pointed(page, part, Block(room, high * len(cells), svg))


def bars(page: Page, part: Part, room: float) -> Block:
    """`bars`: texts "Video|80": a name and a bar of that many hundredths; a star before the name marks it."""
    svg, y = "", 0.0
    for entry in part.texts:
        name, _, share = entry.partition("|")
        if not share.isdigit() or int(share) > 100:
            page.fault(part, f"“{entry}” phải là tên|phần trăm, 0 đến 100.")
            continue
        marked = name.startswith("*")
        kind = Type("s", bold=marked)
        lines = block.lines_of(page, part, name.removeprefix("*"), room, Type("s", bold=marked, lines=1))
        svg += block.paragraph(lines, 0, y, kind) + rect(0, y + 19, room, 12, "m c", 6)
        svg += rect(0, y + 19, max(room * int(share) / 100, 12), 12, "l y" if marked else "l o", 6)
        y += 38
    return Block(room, y, svg)


def slider(page: Page, part: Part, room: float) -> Block:
    """`slider`: a line with a knob; a text at each end, its place in hundredths in the third."""
    share = int(part.text(2)) if part.text(2).isdigit() else 50
    ends = [block.lines_of(page, part, part.text(at), room / 2 - 4, Type(lines=1)) for at in (0, 1)]
    svg = "".join(words(ends[0][0], 0, 14, "t")) + words(ends[1][0], room, 14, "t", end=True)
    x = 10 + (room - 20) * share / 100
    svg += path(f"M4 32H{block.number(room - 4)}", "m") + path(f"M4 32H{block.number(x)}", "l")
    svg += circle(x, 32, 9, "l y" if part.mark else "l c")
    made = pointed(page, part, Block(x + 9, 64, ""))
    return Block(room, 44, svg, made.pointers)


def dots(page: Page, part: Part, room: float) -> Block:
    """`dots`: a code of six that nobody sees."""
    step = min(26.0, room / 6)
    left = (room - step * 6) / 2
    svg = "".join(circle(left + (at + 0.5) * step, 12, 6, "k") for at in range(6))
    return pointed(page, part, Block(room, 24, svg))


def keyboard(page: Page, part: Part, room: float) -> Block:
    """`keyboard`: three rows of keys without letters; `mic` or `globe` is drawn on the last, a text on the space."""
    name = next(iter(icons_in(part)), "")
    key = room / 9
    svg = rect(0, 0, room, 84, "h", 8)
    for y, count in enumerate((9, 8)):
        left = (room - count * key) / 2
        svg += "".join(rect(left + x * key + 2, 5 + y * 25, key - 4, 20, "c", 4) for x in range(count))
    svg += rect(2 + key * 2, 55, key * 7 - 4, 24, "c", 4)
    svg += rect(2, 53, key * 2 - 4, 28, "l y" if part.mark else "l c", 6)
    svg += block.at(key - 11, 56, block.icon(name, 22, patch="", line=line_class(part))) if name else ""
    if part.text():
        lines = block.lines_of(page, part, part.text(), key * 7 - 12, Type("s", lines=1))
        svg += block.paragraph(lines, key * 5.5, 58, Type("s"), middle=True)
    made = pointed(page, part, Block(key * 2, 134, ""))
    return Block(room, 84, svg, made.pointers)
