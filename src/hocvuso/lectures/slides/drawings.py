"""Drawings of steps, written as SVG, turned into pictures for slides by ffmpeg's reader of SVG (librsvg)."""

from __future__ import annotations

import io
import subprocess
import tempfile

from PIL import Image

from hocvuso.lectures.slides.paint import PICTURE

LARGE = 1200  # points across in a presentation
PATIENCE_SECONDS = 30


def small(svg: str) -> Image.Image | None:
    """Return a drawing at the size of a slide of the video; None where there is none or it cannot be read."""
    return _drawn(svg, PICTURE)


def large(svg: str) -> Image.Image | None:
    """Return a drawing at the size of a presentation."""
    return _drawn(svg, LARGE)


def _drawn(svg: str, width: int) -> Image.Image | None:
    if not svg:
        return None
    with tempfile.NamedTemporaryFile(suffix=".svg") as file:
        file.write(svg.encode())
        file.flush()
        done = subprocess.run(
            ["ffmpeg", "-v", "error", "-nostdin", "-width", str(width), "-height", str(width), "-keep_ar", "1",
             "-i", file.name, "-frames:v", "1", "-f", "image2pipe", "-c:v", "png", "-"],
            capture_output=True, timeout=PATIENCE_SECONDS,
        )  # fmt: skip
    return Image.open(io.BytesIO(done.stdout)).convert("RGBA") if done.returncode == 0 and done.stdout else None
