"""A sheet to draw on: shapes with smooth edges below, sharp letters above."""

from __future__ import annotations

import io
from collections.abc import Sequence

from PIL import Image, ImageDraw

from hocvuso.lectures.slides.type import Setting, font, width

WIDTH, HEIGHT = 640, 360
FINE = 3  # shapes are drawn three times as large and then made smaller

# The tokens of the light theme (`plumbing/look.css`).
PAPER, CARD, INK, INK2, LINE, HAIR = "#FBF7EF", "#FFFFFF", "#1E1B17", "#57514A", "#857B70", "#E4DCCF"
CLOTH, ON_CLOTH, CLOTH_TINT = "#134B66", "#FFFFFF", "#E4EFF4"
THREAD, THREAD_TINT, OK, OK_TINT = "#F4B223", "#FFF0C9", "#17663A", "#E1F1E6"

Box = tuple[float, float, float, float]


class Canvas:
    """One slide in the making; measures are points of the finished picture."""

    def __init__(self, ground: str, size: tuple[int, int] = (WIDTH, HEIGHT)) -> None:
        self.fine = Image.new("RGB", (size[0] * FINE, size[1] * FINE), ground)
        self.draw = ImageDraw.Draw(self.fine)
        self.words: list[tuple[float, float, str, int, str, bool]] = []
        self.pasted: list[tuple[Image.Image, int, int]] = []

    def box(self, box: Box, *, fill: str = "", edge: str = "", thick: float = 2, radius: float = 12) -> None:
        """Draw a rounded box."""
        self.draw.rounded_rectangle(
            [value * FINE for value in box], radius * FINE, fill=fill or None, outline=edge or None,
            width=round(thick * FINE) if edge else 0,
        )  # fmt: skip

    def disc(self, x: float, y: float, radius: float, *, fill: str = "", edge: str = "", thick: float = 2) -> None:
        """Draw a disc or a ring."""
        ends = [(x - radius) * FINE, (y - radius) * FINE, (x + radius) * FINE, (y + radius) * FINE]
        self.draw.ellipse(ends, fill=fill or None, outline=edge or None, width=round(thick * FINE) if edge else 0)

    def line(self, points: Sequence[tuple[float, float]], colour: str, thick: float = 3) -> None:
        """Draw a line with round joints and ends."""
        scaled = [(x * FINE, y * FINE) for x, y in points]
        self.draw.line(scaled, fill=colour, width=round(thick * FINE), joint="curve")
        for x, y in (scaled[0], scaled[-1]):
            half = thick * FINE / 2
            self.draw.ellipse([x - half, y - half, x + half, y + half], fill=colour)

    def seam(self, x1: float, x2: float, y: float, colour: str = THREAD, *, stitch: float = 12) -> None:
        """Draw a row of stitches."""
        at = x1
        while at + stitch <= x2:
            self.line([(at, y), (at + stitch * 0.6, y)], colour, 3)
            at += stitch

    def check(self, x: float, y: float, size: float, colour: str) -> None:
        """Draw a check mark around a point."""
        corners = [(x - size * 0.45, y), (x - size * 0.12, y + size * 0.34), (x + size * 0.48, y - size * 0.36)]
        self.line(corners, colour, max(size / 6, 2))

    def text(self, x: float, y: float, text: str, size: int, colour: str = INK, *, bold: bool = False) -> float:
        """Write one line with its top at `y`; returns where it ends."""
        self.words.append((x, y, text, size, colour, bold))
        return x + width(text, size, bold=bold)

    def set_text(self, x: float, y: float, setting: Setting, colour: str = INK) -> float:
        """Write a setting; returns the height at which it ends."""
        for line in setting.lines:
            at, lead = x, (setting.line_height - setting.size) / 2
            for run, bold in line:
                at = self.text(at, y + lead - setting.size * 0.12, run, setting.size, colour, bold=bold)
            y += setting.line_height
        return y

    def picture(self, image: Image.Image, x: int, y: int) -> None:
        """Lay a picture on the slide, letters stay above."""
        self.pasted.append((image, x, y))

    def finished(self) -> Image.Image:
        """Return the slide."""
        sheet = self.fine.reduce(FINE)
        for image, left, top in self.pasted:
            sheet.paste(image, (left, top), image if image.mode == "RGBA" else None)
        draw = ImageDraw.Draw(sheet)
        for x, y, text, size, colour, bold in self.words:
            draw.text((x, y), text, fill=colour, font=font(size, bold=bold))
        return sheet


def png(image: Image.Image) -> bytes:
    """Return a picture as PNG; colours are few, so a palette keeps it small and the encoder quick."""
    held = io.BytesIO()
    image.save(held, "PNG", compress_level=1)
    return held.getvalue()


def webp(image: Image.Image) -> bytes:
    """Return a picture as WebP without loss in `COLOURS` colours: half the size of a lossy one, and no smear."""
    held = io.BytesIO()
    few = image.quantize(COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    few.convert("RGB").save(held, "WEBP", lossless=True, quality=70, method=4)
    return held.getvalue()


COLOURS = 32  # measured on 23 slides: 6.3 KB each, 12.8 KB as lossy WebP of quality 60
