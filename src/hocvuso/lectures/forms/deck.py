"""The lecture as slides to present: a PowerPoint file of real words, with what is said as notes.

Words stay words, so that a trainer can change them; sizes are those that a room can read.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE
from pptx.util import Inches, Pt

from hocvuso.lectures.script import LETTERS, Scene, Script
from hocvuso.lectures.slides import canvas as c

WIDE, HIGH = 13.333, 7.5  # inches, 16:9
EDGE = 0.7
SPACE = 8  # points between lines
FONT = "Roboto"  # PowerPoint takes its own where it is absent


def write(script: Script, target: Path, said: dict[str, str], drawings: dict[str, bytes]) -> None:
    """Write the slides of a lecture; `drawings` are PNG by step."""
    file = Presentation()
    file.slide_width, file.slide_height = Inches(WIDE), Inches(HIGH)
    about = file.core_properties
    about.title, about.author, about.comments = (
        said["title"],
        said["artist"],
        f"{said['comment']} {said['description']}",
    )
    about.keywords, about.language, about.subject = said["copyright"], "vi", script.lesson
    about.created = about.modified = datetime(
        script.checked_on.year, script.checked_on.month, script.checked_on.day, tzinfo=UTC
    )
    for scene in script.scenes:
        slide = file.slides.add_slide(file.slide_layouts[6])
        _ground(slide, _GROUNDS.get(scene.kind, c.PAPER))
        _PAINTERS.get(scene.kind, _plain)(slide, scene)
        if scene.kind == "step" and scene.step in drawings:
            slide.shapes.add_picture(
                io.BytesIO(drawings[scene.step]), Inches(WIDE - EDGE - 4.2), Inches(1.9), width=Inches(4.2)
            )
        _foot(slide, script, light=scene.kind == "title")
        slide.notes_slide.notes_text_frame.text = "\n".join(sentence.text for sentence in scene.sentences)
    file.save(str(target))


Painter = Callable[[Any, Scene], None]


def _ground(slide: Any, colour: str) -> None:
    fill = slide.background.fill
    fill.solid()
    fill.fore_color.rgb = _rgb(colour)


def _rgb(colour: str) -> Any:
    make: Any = RGBColor  # has no types of its own
    return make(*bytes.fromhex(colour.removeprefix("#")))


def _words(
    slide: Any, box: tuple[float, float, float, float], lines: tuple[str, ...], size: float, colour: str = c.INK,
    *, bold: bool = False, middle: bool = False, hang: float = 0,
) -> None:  # fmt: skip
    """Write lines into a box (left, top, width, height in inches); `**` makes bold.

    A tab leads to `hang` inches, and the further rows of such a line too; lines without a tab begin at the edge.
    """
    frame = slide.shapes.add_textbox(*(Inches(value) for value in box)).text_frame
    frame.word_wrap = True
    frame.auto_size = MSO_AUTO_SIZE.NONE
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE if middle else MSO_ANCHOR.TOP
    for number, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.space_after, paragraph.line_spacing = Pt(SPACE), 1.1
        if hang and "\t" in line:
            shape = paragraph._p.get_or_add_pPr()  # python-pptx has no door for indents
            shape.set("marL", str(Inches(hang)))
            shape.set("indent", str(-Inches(hang)))
        for place, part in enumerate(line.split("**")):
            if part:
                run = paragraph.add_run()
                run.text = part
                run.font.size, run.font.name = Pt(size), FONT
                run.font.bold, run.font.color.rgb = bold or bool(place % 2), _rgb(colour)


def _size(lines: tuple[str, ...], largest: float, width: float, height: float) -> float:
    """Return the largest size at which lines fit, by the mean width of a letter, 0.49 em in Roboto."""
    size = largest
    while size > 16:
        letters = width * 72 / (size * 0.49)
        rows = sum(-(-len(line) // int(letters)) for line in lines)
        if rows * size * 1.35 + SPACE * len(lines) <= height * 72:
            break
        size -= 1
    return size


def _body(
    slide: Any, lines: tuple[str, ...], top: float, *, largest: float = 42, colour: str = c.INK, bold: bool = False,
    width: float = WIDE - 2 * EDGE, hang: float = 0,
) -> None:  # fmt: skip
    """Write the lines of a slide as large as they fit; bold ones stand in the middle."""
    height = HIGH - 0.7 - top
    size = _size(lines, largest, width - hang, height)
    _words(slide, (EDGE, top, width, height), lines, size, colour, bold=bold, middle=bold, hang=hang)


def _heading(slide: Any, label: str, heading: str, width: float = WIDE - 2 * EDGE) -> None:
    if label:
        _words(slide, (EDGE, 0.35, width, 0.5), (label,), 20, c.CLOTH, bold=True)
    _words(slide, (EDGE, 0.8, width, 1.2), (heading,), _size((heading,), 40, width, 1.2), c.INK, bold=True)
    _seam(slide, EDGE, 2.05, 2.4)


def _seam(slide: Any, left: float, top: float, length: float) -> None:
    line = slide.shapes.add_connector(1, Inches(left), Inches(top), Inches(left + length), Inches(top))
    line.line.color.rgb, line.line.width = _rgb(c.THREAD), Pt(4)
    line.line.dash_style = 4  # MSO_LINE.DASH: our seam


def _title(slide: Any, scene: Scene) -> None:
    _seam(slide, EDGE, 0.5, WIDE - 2 * EDGE)
    _seam(slide, EDGE, HIGH - 0.8, WIDE - 2 * EDGE)
    _words(slide, (EDGE, 0.9, WIDE - 2 * EDGE, 0.6), (scene.label,), 24, c.THREAD, bold=True)
    width = WIDE - 2 * EDGE
    _words(
        slide, (EDGE, 1.6, width, 2.6), (scene.heading,), _size((scene.heading,), 54, width, 2.4), c.ON_CLOTH, bold=True
    )
    _words(slide, (EDGE, 4.3, width, 0.5), scene.lines[:1], 22, c.THREAD)
    _words(slide, (EDGE, 4.8, width, 1.8), scene.lines[1:], 30, c.ON_CLOTH)


def _plain(slide: Any, scene: Scene) -> None:
    width = WIDE - 2 * EDGE - (4.6 if scene.picture else 0)
    _heading(slide, scene.label, scene.heading, width)
    hangs = any(line.startswith("- ") for line in scene.lines)
    lines = tuple(line.replace("- ", "–\t", 1) if line.startswith("- ") else line for line in scene.lines)
    _body(slide, lines, 2.3, width=width, hang=0.5 if hangs else 0)


def _do(slide: Any, scene: Scene) -> None:
    _heading(slide, scene.label, scene.heading)
    numbered = tuple(f"**{number}.**\t{line}" for number, line in enumerate(scene.lines, start=scene.first))
    _body(slide, numbered, 2.3, hang=0.7)


def _care(slide: Any, scene: Scene) -> None:
    edge = slide.shapes.add_shape(
        MSO_SHAPE.ROUNDED_RECTANGLE, Inches(0.4), Inches(0.4), Inches(WIDE - 0.8), Inches(HIGH - 1.2)
    )
    edge.adjustments[0] = 0.04
    edge.fill.background()
    edge.line.color.rgb, edge.line.width = _rgb(c.INK), Pt(3)
    _words(slide, (EDGE, 0.7, WIDE - 2 * EDGE, 0.8), (scene.heading,), 32, c.INK, bold=True)
    _body(slide, scene.lines, 1.5, largest=44, bold=True)


def _sample(slide: Any, scene: Scene) -> None:
    _words(slide, (EDGE, 0.35, WIDE - 2 * EDGE, 0.5), (scene.label,), 18, c.CLOTH, bold=True)
    card = slide.shapes.add_shape(
        MSO_SHAPE.ROUNDED_RECTANGLE, Inches(EDGE), Inches(1), Inches(WIDE - 2 * EDGE), Inches(HIGH - 1.8)
    )
    card.adjustments[0] = 0.04
    card.fill.solid()
    card.fill.fore_color.rgb, card.line.color.rgb = _rgb(c.CARD), _rgb(c.LINE)
    _words(slide, (EDGE + 0.3, 1.1, WIDE - 2 * EDGE - 0.6, 0.6), (f"{scene.heading}",), 20, "#8A5A00", bold=True)
    if scene.sender:
        _words(slide, (EDGE + 0.3, 1.7, WIDE - 2 * EDGE - 0.6, 0.6), (scene.sender,), 24, c.INK, bold=True)
    width, height = WIDE - 2 * EDGE - 0.6, HIGH - 3.4
    _words(slide, (EDGE + 0.3, 2.4, width, height), scene.lines, _size(scene.lines, 32, width, height))


def _key(slide: Any, scene: Scene) -> None:
    _heading(slide, scene.label, scene.heading)
    _body(slide, tuple(f"✓\t{line}" for line in scene.lines), 2.3, hang=0.7)


def _check(slide: Any, scene: Scene) -> None:
    _words(slide, (EDGE, 0.35, 8, 0.5), (scene.label,), 18, c.CLOTH, bold=True)
    width = WIDE - 2 * EDGE
    _words(slide, (EDGE, 0.85, width, 2), (scene.heading,), _size((scene.heading,), 34, width, 1.9), bold=True)
    _body(
        slide,
        tuple(f"**{letter}.**\t{line}" for letter, line in zip(LETTERS, scene.lines, strict=False)),
        3.0,
        largest=36,
        hang=0.8,
    )


def _answer(slide: Any, scene: Scene) -> None:
    _words(slide, (EDGE, 0.35, 8, 0.5), (scene.label,), 18, c.CLOTH, bold=True)
    right, width = scene.right_line, WIDE - 2 * EDGE
    _words(slide, (EDGE, 0.95, width, 2), (f"✓  {right}",), _size((right,), 36, width, 1.9), c.OK, bold=True)
    _body(slide, (scene.heading,), 3.0, largest=32)


def _end(slide: Any, scene: Scene) -> None:
    _heading(slide, scene.heading, scene.label)
    _body(slide, scene.lines, 2.5, largest=26, colour=c.INK2)


def _foot(slide: Any, script: Script, *, light: bool) -> None:
    text = f"{' · '.join(script.marks)} · {script.lesson} · Học Vụ Số · CC BY-SA 4.0"
    _words(slide, (EDGE, HIGH - 0.55, WIDE - 2 * EDGE, 0.4), (text,), 12, c.ON_CLOTH if light else c.INK2)


_GROUNDS = {"title": c.CLOTH, "care": c.THREAD_TINT, "key": c.CLOTH_TINT}
_PAINTERS: dict[str, Painter] = {
    "title": _title, "do": _do, "care": _care, "sample": _sample, "key": _key, "check": _check, "answer": _answer,
    "end": _end,
}  # fmt: skip
