"""Square codes (QR) that open a page of ours."""

from __future__ import annotations

from markupsafe import Markup


def square(address: str) -> Markup:
    """Return a square code as one SVG path, black on white."""
    import segno  # only where a code is drawn

    svg = segno.make(address, error="m").svg_inline(scale=1, border=2, dark="#000", light="#fff", omitsize=True)
    return Markup(svg)  # noqa: S704 - drawn by segno from our own address
