"""Each kind of scene as a slide: big letters on light ground, one thought, our seam."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PIL import Image

from hocvuso.lectures.script import LETTERS, Scene, Script
from hocvuso.lectures.slides import canvas as c
from hocvuso.lectures.slides.canvas import HEIGHT, WIDTH, Canvas
from hocvuso.lectures.slides.type import Setting, balanced, set_in, width

EDGE, FOOT = 28, 30  # points kept free at the sides and below
ROOM = WIDTH - 2 * EDGE
BODY, HEADING = range(32, 17, -1), range(36, 23, -1)  # sizes that are tried, largest first
PICTURE = 220  # points a drawing takes at the side

Painter = Callable[[Canvas, Scene], None]


class SlideTooFull(Exception):
    """The words do not fit on one slide at a size that one can read; the reason in Vietnamese."""


def paint(script: Script, scene: Scene, drawing: Image.Image | None = None) -> Image.Image:
    """Return the slide of a scene, with its drawing at the side where there is room for it. Raises SlideTooFull."""
    try:
        return _painted(script, scene, drawing)
    except SlideTooFull:
        if drawing is None:
            raise
    return _painted(script, scene, None)


def _painted(script: Script, scene: Scene, drawing: Image.Image | None) -> Image.Image:
    sheet = Canvas(_GROUNDS.get(scene.kind, c.PAPER))
    if scene.kind == "step":
        _step(sheet, scene, drawing)
    else:
        _PAINTERS[scene.kind](sheet, scene)
    _foot(sheet, script, light=scene.kind == "title")
    return sheet.finished()


def _fit(
    texts: Sequence[str], room: float, height: float, sizes: range, *, gap: float = 0, bold: bool = False
) -> list[Setting]:
    """Set texts one below the other at the largest size that fits. Raises SlideTooFull."""
    for size in sizes:
        found = [(balanced if bold else set_in)(text, room, size, bold=bold) for text in texts]
        if sum(each.height for each in found) + gap * (len(found) - 1) <= height:
            return found
    raise SlideTooFull(f"Chữ không vừa một hình: “{texts[0][:60]}…”")


def _foot(sheet: Canvas, script: Script, *, light: bool) -> None:
    colour = c.ON_CLOTH if light else c.INK2
    sheet.text(EDGE, HEIGHT - 25, " · ".join(script.marks), 14, colour)
    name = "Học Vụ Số"
    sheet.text(WIDTH - EDGE - width(name, 14, bold=True), HEIGHT - 25, name, 14, colour, bold=True)


def _label(sheet: Canvas, text: str, y: float = 20) -> float:
    """Write the small label of a slide on a blue patch; returns where what follows may begin."""
    if not text:
        return y
    sheet.box((EDGE, y, EDGE + width(text, 17, bold=True) + 24, y + 29), fill=c.CLOTH, radius=6)
    sheet.text(EDGE + 12, y + 4, text, 17, c.ON_CLOTH, bold=True)
    return y + 41


def _title(sheet: Canvas, scene: Scene) -> None:
    for seam in (14, HEIGHT - 40):
        sheet.seam(EDGE, WIDTH - EDGE, seam)
    sheet.text(EDGE, 36, scene.label, 20, c.THREAD, bold=True)
    heading = _fit([scene.heading], ROOM, 160, range(46, 27, -1), bold=True)[0]
    y = sheet.set_text(EDGE, 66, heading, c.ON_CLOTH) + 10
    sheet.text(EDGE, y, scene.lines[0], 18, c.THREAD)
    goal = _fit(scene.lines[1:], ROOM, HEIGHT - 46 - (y + 24), range(26, 17, -1))[0]
    sheet.set_text(EDGE, y + 24, goal, c.ON_CLOTH)


def _step(sheet: Canvas, scene: Scene, drawing: Image.Image | None) -> None:
    room = ROOM
    if drawing is not None:
        room -= PICTURE + 20
        sheet.picture(drawing, WIDTH - EDGE - drawing.width, 24 + (HEIGHT - FOOT - 24 - drawing.height) // 2)
    y = _label(sheet, scene.label)
    heading = _fit([scene.heading], room, 104, HEADING, bold=True)[0]
    y = sheet.set_text(EDGE, y, heading) + 4
    sheet.seam(EDGE, EDGE + 120, y + 3)
    _paragraphs(sheet, scene.lines, y + 14, room)


def _paragraphs(sheet: Canvas, lines: Sequence[str], y: float, room: float) -> None:
    """Write paragraphs and list lines; a list line hangs behind its stitch."""
    texts = [line.removeprefix("- ") for line in lines]
    is_list = [line.startswith("- ") for line in lines]
    gap = 6
    for size in BODY:
        found = [set_in(text, room - (22 if listed else 0), size) for text, listed in zip(texts, is_list, strict=True)]
        if y + sum(each.height for each in found) + gap * (len(found) - 1) <= HEIGHT - FOOT - 4:
            break
    else:
        raise SlideTooFull(f"Chữ không vừa một hình: “{texts[0][:60]}…”")
    for setting, listed in zip(found, is_list, strict=True):
        if listed:
            sheet.line([(EDGE + 2, y + setting.line_height / 2), (EDGE + 10, y + setting.line_height / 2)], c.THREAD, 4)
        y = sheet.set_text(EDGE + (22 if listed else 0), y, setting) + gap


def _do(sheet: Canvas, scene: Scene) -> None:
    right = sheet.text(EDGE, 20, scene.heading, 28, c.CLOTH, bold=True)
    sheet.text(right + 14, 28, scene.label, 18, c.INK2)
    sheet.seam(EDGE, WIDTH - EDGE, 62)
    rows = _fit(scene.lines, ROOM - 48, HEIGHT - FOOT - 4 - 76, range(30, 18, -1), gap=9)
    spare = HEIGHT - FOOT - 4 - 76 - sum(row.height for row in rows) - 9 * (len(rows) - 1)
    y, gap = 76.0, 9 + min(spare / max(len(rows), 1), 10)
    for number, row in enumerate(rows, start=scene.first):
        middle = y + row.line_height / 2
        sheet.disc(EDGE + 17, middle, 17, fill=c.CLOTH)
        sheet.text(
            EDGE + 17 - width(str(number), 20, bold=True) / 2, middle - 12, str(number), 20, c.ON_CLOTH, bold=True
        )
        y = sheet.set_text(EDGE + 48, y, row) + gap


def _care(sheet: Canvas, scene: Scene) -> None:
    sheet.box((14, 14, WIDTH - 14, HEIGHT - FOOT - 4), edge=c.INK, thick=2.5, radius=14)
    x, y = EDGE + 8, 38.0
    sheet.line([(x + 22, y), (x, y + 40), (x + 44, y + 40), (x + 22, y)], c.INK, 3)
    sheet.line([(x + 22, y + 14), (x + 22, y + 26)], c.INK, 3.5)
    sheet.disc(x + 22, y + 33, 2.2, fill=c.INK)
    sheet.text(x + 60, y + 6, scene.heading, 28, c.INK, bold=True)
    found = _fit(scene.lines, ROOM - 16, 210, range(38, 21, -1), bold=True)
    y = 92 + (HEIGHT - FOOT - 16 - 92 - sum(each.height for each in found)) / 2
    for each in found:
        y = sheet.set_text(EDGE + 8, y, each)


def _sample(sheet: Canvas, scene: Scene) -> None:
    """Draw the message in its frame; the ribbon and colours that are not ours say that it is an exercise."""
    y = _label(sheet, scene.label, 14)
    sheet.box((EDGE, y, WIDTH - EDGE, HEIGHT - FOOT - 2), fill=c.CARD, edge=c.LINE, thick=2, radius=14)
    sheet.box((EDGE + 2, y + 2, WIDTH - EDGE - 2, y + 34), fill=c.THREAD, radius=12)
    sheet.text(WIDTH / 2 - width(scene.heading, 17, bold=True) / 2, y + 7, scene.heading, 17, c.INK, bold=True)
    y += 44
    if scene.sender:
        sheet.disc(EDGE + 32, y + 14, 14, fill=_SKIN)
        sheet.text(EDGE + 56, y + 3, scene.sender[:44], 20, c.INK, bold=True)
        y += 36
    rows = _fit(scene.lines, ROOM - 64, HEIGHT - FOOT - 12 - y - 20, range(27, 15, -1), gap=4)
    height = sum(row.height for row in rows) + 4 * (len(rows) - 1)
    sheet.box((EDGE + 16, y, WIDTH - EDGE - 16, y + height + 16), fill=_BUBBLE, radius=14)
    y += 8
    for row in rows:
        y = sheet.set_text(EDGE + 32, y, row) + 4


def _key(sheet: Canvas, scene: Scene) -> None:
    sheet.text(EDGE, 18, scene.heading, 30, c.CLOTH, bold=True)
    sheet.seam(EDGE, WIDTH - EDGE, 64)
    rows = _fit(scene.lines, ROOM - 42, HEIGHT - FOOT - 4 - 76, range(30, 17, -1), gap=8)
    y = 76.0
    for row in rows:
        sheet.check(EDGE + 14, y + row.line_height / 2, 22, c.CLOTH)
        y = sheet.set_text(EDGE + 42, y, row) + 8


def _check(sheet: Canvas, scene: Scene) -> None:
    y = _label(sheet, scene.label, 16)
    for size in range(28, 16, -1):
        heading = set_in(scene.heading, ROOM, size, bold=True)
        rows = [set_in(line, ROOM - 62, max(size - 2, 16)) for line in scene.lines]
        if y + heading.height + sum(row.height + 12 for row in rows) + 8 <= HEIGHT - FOOT - 4:
            break
    else:
        raise SlideTooFull(f"Câu hỏi không vừa một hình: “{scene.heading[:60]}…”")
    y = sheet.set_text(EDGE, y, heading) + 8
    for letter, row in zip(LETTERS, rows, strict=False):
        sheet.box((EDGE, y, WIDTH - EDGE, y + row.height + 6), fill=c.CARD, edge=c.LINE, thick=1.5, radius=10)
        sheet.text(
            EDGE + 16, y + 3 + (row.line_height - row.size) / 2 - row.size * 0.12, letter, row.size, c.CLOTH, bold=True
        )
        y = sheet.set_text(EDGE + 46, y + 3, row) + 9


def _answer(sheet: Canvas, scene: Scene) -> None:
    y = _label(sheet, scene.label, 16)
    shown = _fit([scene.right_line], ROOM - 76, 120, range(30, 19, -1), bold=True)[0]
    sheet.box((EDGE, y, WIDTH - EDGE, y + shown.height + 20), fill=c.OK_TINT, edge=c.OK, thick=2.5, radius=12)
    sheet.check(EDGE + 30, y + 10 + shown.height / 2, 26, c.OK)
    y = sheet.set_text(EDGE + 58, y + 10, shown) + 24
    explained = _fit([scene.heading], ROOM, HEIGHT - FOOT - 4 - y, range(30, 17, -1))[0]
    sheet.set_text(EDGE, y, explained)


def _end(sheet: Canvas, scene: Scene) -> None:
    sheet.text(EDGE, 18, scene.heading, 30, c.CLOTH, bold=True)
    sheet.seam(EDGE, WIDTH - EDGE, 64)
    first = _fit([scene.label], ROOM, 90, range(32, 21, -1), bold=True)[0]
    y = sheet.set_text(EDGE, 78, first) + 14
    for row in _fit(scene.lines, ROOM, HEIGHT - FOOT - 4 - y, range(24, 14, -1), gap=6):
        y = sheet.set_text(EDGE, y, row, c.INK2) + 6


_SKIN, _BUBBLE = "#5B3F8C", "#EDE7F6"  # look.md: what is imitated has a skin that is not ours
_GROUNDS = {"title": c.CLOTH, "care": c.THREAD_TINT, "key": c.CLOTH_TINT}
_PAINTERS: dict[str, Painter] = {
    "title": _title, "do": _do, "care": _care, "sample": _sample, "key": _key, "check": _check, "answer": _answer,
    "end": _end,
}  # fmt: skip
