"""PDF by WeasyPrint, for every room that prints; loaded only when something is printed. Needs no Django."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any


class PrintingAbsent(Exception):
    """The system libraries of WeasyPrint (pango) are not on this machine."""


def ready() -> None:
    """Raise PrintingAbsent where nothing can be printed."""
    _weasyprint()


def drawn(page: str, style: Path) -> bytes:
    """Return a page with a style sheet of ours as PDF."""
    return fitted([page], style)[0]


def fitted(pages: Iterable[str], style: Path, most: int | None = None) -> tuple[bytes, int]:
    """Return the first of several settings of a page that takes at most `most` sheets, and how many it takes.

    When none fits, the last one is returned as it is.
    """
    html, css = _weasyprint()
    made: Any = None
    for page in pages:
        made = html(string=page, url_fetcher=_nothing_from_elsewhere).render(stylesheets=[css(filename=str(style))])
        if most is None or len(made.pages) <= most:
            break
    if made is None:
        raise ValueError("no page")
    return made.write_pdf(), len(made.pages)


def _weasyprint() -> tuple[Any, Any]:
    try:
        from weasyprint import CSS, HTML
    except OSError:  # it is there and cannot find pango
        raise PrintingAbsent from None
    return HTML, CSS


def _nothing_from_elsewhere(address: str, *args: Any, **kwargs: Any) -> Any:
    """Refuse every address: what we print consists of its own text and our style sheet."""
    raise ValueError(address)
