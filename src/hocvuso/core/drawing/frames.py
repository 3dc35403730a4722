"""What holds rows: phones, windows, sheets, panels with a tick or a cross; things with words below; rows of these."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from hocvuso.core.drawing import block, rows
from hocvuso.core.drawing.block import Block, Page, Pointer, Type, circle, path, rect, words
from hocvuso.core.drawing.icons import ICONS
from hocvuso.core.drawing.language import Part
from hocvuso.core.drawing.marking import ODD, icons_in, line_class

ALONE, WINDOW = 206.0, 248.0  # decided: widths of a phone and a window alone; a hand has room beside them
SIDE = 12.0  # decided: between pieces that stand side by side
_PAD = 10.0  # decided: between a frame and its rows

Draw = Callable[[Page, Part, float], Block]


def _inside(page: Page, part: Part, room: float, *, middle: bool = False) -> Block:
    """Return the children of a part in a column."""
    made = [draw(page, child, room) for child in part.children]
    return block.stacked(made, block.GAP, room, middle=middle)


def _framed(page: Page, wide: float, high: float, svg: str, pointers: Sequence[Pointer], room: float) -> Block:
    """Return a frame with its pointers; a hand needs room beside the frame and may reach below it."""
    has_margin = room - wide >= _HAND_ROOM
    low = [one.y + _HAND_HIGH for one in pointers if one.by_hand and has_margin and wide - one.x < _HAND_REACH]
    return Block(wide, max([high, *low]), svg + _pointers(page, pointers, 0, wide, has_margin=has_margin))


def _pointers(page: Page, inner: Sequence[Pointer], left: float, right: float, *, has_margin: bool) -> str:
    """Draw numbers at the left edge of a frame and, where there is room beside it, a hand at the right."""
    svg = ""
    for one in inner:
        svg += _number(page, one.number, left, one.y)
        if one.by_hand and has_margin and right - one.x < _HAND_REACH:
            tip = min(one.x, right - 2)
            svg += block.at(tip - 14, one.y - 2, _HAND)
    return svg


def _number(page: Page, number: int, x: float, y: float) -> str:
    """Draw the number of a pointer, where numbers are wanted."""
    if not page.numbered:
        return ""
    return circle(x, y, 11, "k") + words(str(number), x, y + 4.5, "n f s", middle=True)


# Measured: what the hand below covers beside and under a frame; deeper inside it would cover words.
_HAND_ROOM, _HAND_HIGH, _HAND_REACH = 44.0, 54.0, 70.0
_HAND = path(
    "M4 1c5-3 10 0 12 4l8 17c2-4 8-4 10 0 3-3 9-3 11 2 4-2 9 0 9 5l5 13c2 5 2 10 2 14H20C17 47 11 41 4 34c-5-5 1-11 6"
    "-7l7 4L2 7C0 4 1 2 4 1z",
    "l c",
)


def phone(page: Page, part: Part, room: float) -> Block:
    """`phone`: a screen with a title; `chat` and `sms`: a talk with somebody; `call`: somebody is calling."""
    wide = min(room, ALONE)
    head = _call(page, part, wide) if part.kind == "call" else _bar(page, part, wide)
    inner = _inside(page, part, wide - 2 * _PAD)
    high = 10 + head.height + (inner.height + 16 if part.children else 4)
    svg = rect(0, 0, wide, high, "l c", 14)
    svg += block.moved(head, 0, 0) + block.moved(inner, _PAD, head.height + 12)
    pointers = block.shifted(inner.pointers, _PAD, head.height + 12)
    return _framed(page, wide, high, svg, pointers, room)


def _bar(page: Page, part: Part, wide: float) -> Block:
    """The upper bar of a screen: where one is."""
    if not part.text():
        return Block(wide, 10, path(f"M{block.number(wide / 2 - 14)} 8h28", "l"))
    sign = next(iter(icons_in(part)), {"chat": "person", "sms": "message"}.get(part.kind, ""))
    kind = Type("", bold=True, lines=2)
    left = 40 if sign else 14
    lines = block.lines_of(page, part, part.text(), wide - left - (28 if "menu" in part.words else 10), kind)
    high = max(block.high(lines, kind) + 14, 34)
    flat, low = block.number(wide - 28), block.number(high)
    svg = path(f"M1.5 {low}V14a12.5 12.5 0 0 1 12.5-12.5h{flat}a12.5 12.5 0 0 1 12.5 12.5V{low}z", "h")
    svg += path(f"M0 {low}H{block.number(wide)}", "m")
    svg += block.paragraph(lines, left, (high - block.high(lines, kind)) / 2, kind)
    svg += block.at(10, high / 2 - 11, block.icon(sign, 22, patch="c")) if sign else ""
    if "menu" in part.words:
        svg += "".join(circle(wide - 14, high / 2 + y, 2, "k") for y in (-7, 0, 7))
    return Block(wide, high, svg)


def _call(page: Page, part: Part, wide: float) -> Block:
    """Who is calling: no face, a name or number, two round buttons."""
    kind = Type("", bold=True, lines=2)
    lines = block.lines_of(page, part, part.text(), wide - 16, kind)
    top = 62 + block.high(lines, kind)
    svg = block.at(wide / 2 - 24, 12, block.icon("stranger", 48, patch="h"))
    svg += block.paragraph(lines, wide / 2, 60, kind, middle=True)
    for x, cls in ((wide / 2 - 34, "z"), (wide / 2 + 34, "q")):
        svg += circle(x, top + 22, 15, cls)
    svg += path(f"M{block.number(wide / 2 - 40)} {block.number(top + 16)}l12 12m0-12l-12 12", "cl")
    svg += path(f"M{block.number(wide / 2 + 27)} {block.number(top + 23)}l5 5 9-11", "cl")
    return Block(wide, top + 42, svg)


def window(page: Page, part: Part, room: float) -> Block:
    """`browser`: a window with the address of its page, `odd` shows it as suspicious; `pc`: a window with a title."""
    wide = min(room, WINDOW)
    is_page, is_odd = part.kind == "browser", "odd" in part.words
    kind = Type("" if room > 200 else "s", bold=True, colour="r" if part.mark else "b" if is_odd else "t", lines=2)
    left = 42 if is_page else 14
    lines = block.lines_of(page, part, part.text(), wide - left - 22, kind)
    high = block.high(lines, kind) + 12
    inner = _inside(page, part, wide - 2 * _PAD)
    whole = high + 16 + (inner.height + 14 if part.children else 0)
    svg = rect(0, 0, wide, whole, "l c", 10)
    if is_page:
        svg += rect(8, 8, wide - 16, high, "l y" if part.mark else "bl x" if is_odd else "m c", 14)
        sign = block.icon("warning" if is_odd else "padlock", 20, patch="", line=line_class(part))
        svg += block.at(16, 8 + high / 2 - 10, sign)
    else:
        svg += path(f"M0 {block.number(high + 8)}H{block.number(wide)}", "m")
        svg += "".join(circle(wide - 12 - 12 * at, high / 2 + 4, 3, "k") for at in range(2))
    svg += block.paragraph(lines, left, 8 + (high - block.high(lines, kind)) / 2 - (0 if is_page else 4), kind)
    svg += block.moved(inner, _PAD, high + 18)
    pointers = block.shifted(inner.pointers, _PAD, high + 18)
    if is_page and part.mark:
        pointers = (Pointer(part.mark, wide - 8, 8 + high / 2, page.by_hand), *pointers)
    return _framed(page, wide, whole, svg, pointers, room)


def sheet(page: Page, part: Part, room: float) -> Block:
    """`paper`: a sheet with a folded corner and a heading; `note`: a small slip of paper."""
    wide = min(room, 216.0)
    kind = Type("", bold=True, lines=2)
    lines = block.lines_of(page, part, part.text(), wide - 44, kind) if part.text() else ()
    top = 12 + block.high(lines, kind)
    inner = _inside(page, part, wide - 28)
    high = top + 6 + (inner.height + 12 if part.children else 0)
    w, h = block.number(wide), block.number(high)
    outline = f"M0 0H{block.number(wide - 20)}L{w} 20V{h}H0z"
    svg = path(outline, "l c") + path(f"M{block.number(wide - 20)} 0v20h20", "l")
    svg += block.paragraph(lines, 14, 10, kind) + block.moved(inner, 14, top + 6)
    pointers = block.shifted(inner.pointers, 14, top + 6)
    return _framed(page, wide, high, svg, pointers, room)


_SIGNS: Mapping[str, tuple[str, str, str]] = {
    # panel: fill, edge, sign
    "yes": ("v", "gl", path("M-5 0l4 5 7-10", "cl")),
    "no": ("x", "bl", path("M-4.5-4.5l9 9M4.5-4.5l-9 9", "cl")),
    "panel": ("c", "m", ""),
}


def panel(page: Page, part: Part, room: float) -> Block:
    """`yes`, `no`, `panel`: what is done, what is not, or neither, with a heading."""
    fill, edge, sign = _SIGNS[part.kind]
    kind = Type("", bold=True, colour={"yes": "e", "no": "b"}.get(part.kind, "t"), lines=3)
    left = 34 if sign else 10
    lines = block.lines_of(page, part, part.text(), room - left - 8, kind) if part.text() else ()
    head = max(block.high(lines, kind), 24 if sign else 0)
    inner = _inside(page, part, room - 20, middle=True)
    high = max(head + 14 + (inner.height + 10 if part.children else 2), page.least)
    svg = rect(0, 0, room, high, f"{edge} {fill}", 12)
    if sign:
        svg += block.at(20, 8 + head / 2, circle(0, 0, 11, "q" if part.kind == "yes" else "z") + sign)
    svg += block.paragraph(lines, left, 8 + (head - block.high(lines, kind)) / 2, kind)
    top = head + 14 + max(high - head - 24 - inner.height, 0) / 2
    svg += block.moved(inner, 10, top)
    svg += _pointers(page, block.shifted(inner.pointers, 10, top), 0, room, has_margin=False)
    return Block(room, high, svg)


def thing(page: Page, part: Part, room: float) -> Block:
    """Any thing by its name, with words below: `not` crossed out, `ok` ticked, `ask` doubted, `key` yellow."""
    size = 60.0 if room > 90 else 52.0
    size = 76.0 if "large" in part.words else 40.0 if "little" in part.words else size
    kind = Type("", bold=True, lines=3)
    lines = block.lines_of(page, part, part.text(), room, kind) if part.text() else ()
    x = (room - size) / 2
    patch = "y" if "key" in part.words else "h" if "faded" in part.words else "w"
    svg = block.at(x, 0, block.icon(part.kind, size, patch=patch))
    if "not" in part.words:
        svg += path(f"M{block.number(x - 2)} {block.number(size)}L{block.number(x + size + 2)} 2", "bl w5")
    badge = next((word for word in part.words if word in _BADGES), "")
    if badge:
        svg += block.at(x + size, 10, _BADGES[badge])
    if part.mark:
        svg += _number(page, part.mark, x - 6, 12)
    svg += block.paragraph(lines, room / 2, size + 6, kind, middle=True)
    return Block(room, size + (8 + block.high(lines, kind) if lines else 0), svg)


# Decided: shapes on our grid.
_BADGES: Mapping[str, str] = {
    "ok": circle(0, 0, 11, "q") + path("M-5 0l4 5 7-10", "cl"),
    "bad": circle(0, 0, 11, "z") + path("M-4.5-4.5l9 9M4.5-4.5l-9 9", "cl"),
    "ask": circle(0, 0, 11, "l y") + words("?", 0, 5.5, "r f a", middle=True),
}


def side(page: Page, part: Part, room: float) -> Block:
    """`side`: children side by side; `steps`: the same with arrows between."""
    with_arrows = part.kind == "steps"
    gap = 30.0 if with_arrows else SIDE
    count = max(len(part.children), 1)
    widths = _widths(part.children, room - gap * (count - 1))
    made = [draw(page, child, each) for child, each in zip(part.children, widths, strict=True)]
    tall = max((one.height for one in made), default=0)
    if all(child.kind in _SIGNS for child in part.children):
        page.least = tall
        made = [draw(page, child, each) for child, each in zip(part.children, widths, strict=True)]
        page.least = 0.0
    things = all(child.kind in ICONS for child in part.children)
    svg, x = "", 0.0
    for at, (one, each) in enumerate(zip(made, widths, strict=True)):
        y = 0.0 if things or with_arrows else (tall - one.height) / 2
        svg += block.moved(one, x + (each - one.width) / 2, y)
        if with_arrows and at:
            middle = 28.0 if things else min(tall / 2, made[at].height / 2)
            left = x - gap + (3 if things else -6)  # a frame may have a number at its edge
            svg += path(f"M{block.number(left)} {block.number(middle)}h17m-6-6l6 6-6 6", "l")
        x += each + gap
    return Block(room, tall, svg)


def _widths(children: Sequence[Part], room: float) -> list[float]:
    """Return the width of each child: things need less than screens beside them."""
    weights = [1.0 if child.kind in ICONS or child.kind == "stack" else 2.0 for child in children]
    return [room * weight / sum(weights) for weight in weights]


def stack(page: Page, part: Part, room: float) -> Block:
    """`stack`: children one under another, in the middle."""
    made = [draw(page, child, room) for child in part.children]
    return block.stacked(made, SIDE, room, middle=True)


def says(page: Page, part: Part, room: float) -> Block:
    """`says`: what somebody says; a person stands beside it."""
    name = next(iter(icons_in(part)), "person")
    kind = Type("", lines=4)
    lines = block.lines_of(page, part, part.text(), room - 90, kind)
    high = max(block.high(lines, kind) + 18, 52)
    svg = block.at(0, high - 52, block.icon(name, 52))
    edge = "bl x" if "odd" in part.words else "l c"
    svg += rect(66, 0, room - 68, high, edge, 12)
    svg += path(f"M66 {block.number(high - 24)}l-8 12 8-2", f"{edge}")
    svg += block.at(room - 2, 4, ODD) if "odd" in part.words else ""
    colour = Type()
    svg += block.paragraph(lines, 78, (high - block.high(lines, kind)) / 2, colour)
    return Block(room, high, svg)


def down(page: Page, part: Part, room: float) -> Block:
    """`down`: an arrow that leads on below."""
    return Block(room, 24, path(f"M{block.number(room / 2)} 1v20m-7-7l7 7 7-7", "l"))


FRAMES: Mapping[str, Draw] = {
    **dict.fromkeys(("phone", "chat", "sms", "call"), phone),
    **dict.fromkeys(("browser", "pc"), window),
    **dict.fromkeys(("paper",), sheet),
    **dict.fromkeys(("yes", "no", "panel"), panel),
    **dict.fromkeys(("side", "steps"), side),
    "stack": stack, "says": says, "down": down,
}  # fmt: skip
WORDS = {"ok", "bad", "ask", "key", "not", "faded", "large", "little", "menu", "odd", "tap"}


def draw(page: Page, part: Part, room: float) -> Block:
    """Return one part in `room` pixels; notes what it is not."""
    found = FRAMES.get(part.kind) or rows.ROWS.get(part.kind) or (thing if part.kind in ICONS else None)
    if found is None:
        page.fault(part, f"Không có phần nào tên “{part.kind}”.")
        return Block(room, 0, "")
    known = WORDS | rows.WORDS | set(ICONS)
    for word in part.words:
        if word not in known:
            page.fault(part, f"Không có từ “{word}”.")
    if part.children and part.kind not in FRAMES:
        page.fault(part, f"“{part.kind}” không chứa phần khác.")
    return found(page, part, room)
