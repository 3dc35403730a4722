"""Files that officials hand in and others open: told by their first bytes, never by their name; no programs inside.

Images are drawn anew: what a phone writes into them (place, time, make, owner) is not kept.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Collection

from django.http import HttpResponse
from PIL import Image, ImageOps

MOST_BYTES = 5 * 1024 * 1024  # decided: a photograph of a phone, a scanned decision of some pages
IMAGE_EDGE = 3000  # pixels, decided: a page of A4 stays readable (about 250 dots an inch)
IMAGE_PIXELS = 120_000_000  # decided: phones take up to 108 million; more would fill the memory
TYPES = {
    "pdf": "application/pdf", "png": "image/png", "jpg": "image/jpeg",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}  # fmt: skip
USUAL = ("pdf", "png", "jpg", "docx", "xlsx")
_BEGINS = {"pdf": b"%PDF-", "png": b"\x89PNG\r\n\x1a\n", "jpg": b"\xff\xd8\xff"}
_IMAGES = {"jpg": "JPEG", "png": "PNG"}
_INSIDE = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}


class NotThis(ValueError):
    """A file that is not taken; `args[0]` says why: empty, kind, large."""


def taken(data: bytes, kinds: Collection[str] = USUAL) -> tuple[str, bytes]:
    """Return what a file is and what of it is kept. Raises NotThis for what is not among `kinds`, for large ones."""
    ending = ending_of(data)
    if ending not in kinds:
        raise NotThis("kind")
    return ending, drawn_anew(data, _IMAGES[ending]) if ending in _IMAGES else data


def ending_of(data: bytes) -> str:
    """Return what a file is by its content, whatever its name says. Raises NotThis for other and for large ones."""
    if not data:
        raise NotThis("empty")
    if len(data) > MOST_BYTES:
        raise NotThis("large")
    for ending, begin in _BEGINS.items():
        if data.startswith(begin):
            return ending
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError):
        raise NotThis("kind") from None
    if any(name.endswith("vbaProject.bin") for name in names):  # no programs inside papers
        raise NotThis("kind")
    for ending, inside in _INSIDE.items():
        if inside in names:
            return ending
    raise NotThis("kind")


def drawn_anew(data: bytes, form: str) -> bytes:
    """Return an image ("JPEG" or "PNG") upright, with its points alone. Raises NotThis for one that does not open."""
    try:
        with Image.open(io.BytesIO(data), formats=(form,)) as opened:
            if opened.width * opened.height > IMAGE_PIXELS:
                raise NotThis("kind")
            opened.thumbnail((IMAGE_EDGE, IMAGE_EDGE))
            drawn = ImageOps.exif_transpose(opened)
            if form == "JPEG" and drawn.mode not in ("L", "RGB"):
                drawn = drawn.convert("RGB")
            # What is left in `info` would be written again; a palette needs its transparent colour.
            drawn.info = {name: value for name, value in drawn.info.items() if name == "transparency"}
            out = io.BytesIO()
            drawn.save(out, form, quality=90, optimize=True)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as unread:
        raise NotThis("kind") from unread
    return out.getvalue()


def handed_out(data: bytes, ending: str, name: str) -> HttpResponse:
    """Return a kept file as a download; what it claims to be is never guessed again by the browser."""
    response = HttpResponse(data, content_type=TYPES[ending])
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
