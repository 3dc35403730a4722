"""The page of a skill as a file: set in the shape that is asked for, made once, kept by the hash of what it shows."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from dataclasses import astuple, dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from hocvuso.core import drawing
from hocvuso.curriculum.leaflet.choosing import Leaflet
from hocvuso.plumbing import printing, whole_files

_HERE = Path(__file__).parent
STYLE = _HERE / "leaflet.css"
# Vietnamese in every language of the site, like the lessons themselves.
WORDS = {
    "draft": "BẢN NHÁP",
    "remember": "Nhớ một điều:",
    "scan": "Quét để học tiếp:",
    "sources": "Nguồn:",
    "checked": "Kiểm tra ngày",
    "not_checked": "Bản nháp, chưa thử với người học.",
    "made": "Soạn và vẽ: Học Vụ Số, CC BY-SA 4.0.",
    "shown_by": "Nơi mở trang:",
    "own_list": "Kỹ năng do Học Vụ Số tự chia, không phải danh mục chính thức.",
}


@dataclass(frozen=True, slots=True)
class Shape:
    """A size of page; lengths in CSS pixels."""

    ending: str
    column: float  # width of a picture
    tallest: float  # height of a picture when all goes well


SHAPES = {
    "a4": Shape("pdf", 336.0, 300.0),
    "square": Shape("png", 486.0, 340.0),
}
PNG_SIZE = (1080, 1350)  # decided: the tallest shape that chats and walls show whole
_SMALLER = (1.0, 0.88, 0.76, 0.64, 0.52)  # decided: pictures give way before words do
_POINTS_A_PIXEL = 0.75  # published: CSS, 96 pixels an inch, 72 points an inch


def made(leaflet: Leaflet, shape: str, folder: Path) -> Path:
    """Return the file of a page, making it where it is not kept yet; raises printing.PrintingAbsent.

    Two at once make the same bytes and put them in place whole.
    """
    file = kept(leaflet, shape, folder)
    if not file.is_file():
        whole_files.put(file, content(leaflet, shape))
    return file


def kept(leaflet: Leaflet, shape: str, folder: Path) -> Path:
    """Return where the file of a page is kept, whether it is there or not."""
    return folder / f"{leaflet.skill}-{_stamp(leaflet, shape)}.{SHAPES[shape].ending}"


def content(leaflet: Leaflet, shape: str) -> bytes:
    """Return the page of a skill as PDF ("a4") or PNG ("square"), always one page."""
    pdf, _ = printing.fitted(_settings(leaflet, shape), STYLE, most=1)
    return pdf if shape == "a4" else _picture(pdf)


def _settings(leaflet: Leaflet, shape: str) -> Iterator[str]:
    """Yield the page with ever smaller pictures."""
    for share in _SMALLER:
        yield _page(leaflet, shape, share)


def _page(leaflet: Leaflet, shape: str, share: float) -> str:
    size = SHAPES[shape]
    panels = [
        {"title": each.title, "text": each.text, "svg": _scaled(each.draw, each.alt, size, share)}
        for each in leaflet.panels
    ]
    import segno  # only where a code is drawn

    code = segno.make(leaflet.address, error="m").svg_inline(
        scale=1, border=1, dark="#000", light="#fff", omitsize=True
    )
    page: str = _template().render(
        leaflet=leaflet,
        panels=panels,
        words=WORDS,
        shape=shape,
        code=Markup(code),  # noqa: S704 - drawn by segno from our own address
        day=f"{leaflet.checked_on:%d/%m/%Y}",
    )
    return page.replace("<html lang", f'<html class="{shape}" lang', 1)


def _scaled(draw: str, alt: str, size: Shape, share: float) -> Markup:
    """Return a picture as it stands in a column: as wide as it, or as tall as may be."""
    plain = drawing.drawing(draw, numbered=False)
    scale = min(size.column / plain.width, size.tallest * share / plain.height)
    svg = drawing.svg(draw, alt, "light", numbered=False)
    old = f'width="{plain.width}" height="{plain.height}"'
    new = f'width="{plain.width * scale:.0f}" height="{plain.height * scale:.0f}"'
    return Markup(svg.replace(old, new, 1))  # noqa: S704 - our own drawing, its words escaped


@cache
def _template() -> Any:
    env = Environment(loader=FileSystemLoader(_HERE), autoescape=True, undefined=StrictUndefined)
    return env.get_template("leaflet.html")


def _picture(pdf: bytes) -> bytes:
    """Return the only page of a PDF as PNG of `PNG_SIZE`."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    page = document[0]
    image = page.render(scale=PNG_SIZE[0] / page.get_width()).to_pil().convert("RGB").crop((0, 0, *PNG_SIZE))
    document.close()
    out = io.BytesIO()
    image.quantize(colors=256).save(out, "PNG", optimize=True)
    return out.getvalue()


@cache
def _made_by() -> bytes:
    """Return the hash of what sets the page, so that a new look makes new files."""
    parts = (STYLE, _HERE / "leaflet.html", Path(__file__))
    return hashlib.sha256(b"".join(part.read_bytes() for part in parts)).digest()


def _stamp(leaflet: Leaflet, shape: str) -> str:
    pictures = "".join(drawing.stamp(each.draw, each.alt) for each in leaflet.panels)
    told = f"{astuple(leaflet)}{pictures}{shape}".encode()
    return hashlib.sha256(_made_by() + told).hexdigest()[:16]
