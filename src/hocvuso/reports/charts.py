"""The ring, drawn on the server: solid is reached, dashed is still to do, the tick is the target."""

from __future__ import annotations

import math

from markupsafe import Markup, escape

SIZE = 116
MIDDLE = SIZE / 2
RADIUS = 46.5
STROKE = 13
TICK_IN, TICK_OUT = 37, 56  # from the middle: the target's tick crosses the ring


def ring(*, share: float | None, target: float, now: float, words: str, count: str, unknown: str) -> Markup:
    """Return the ring as SVG.

    `share`, `target` and `now` (where one should be today) lie in 0…1; an unknown share leaves the ring dashed and
    shows the word `unknown`. `words` is the sentence for those who do not see it, `count` stands under the share.
    """
    parts = [f'<circle class="trk" cx="{MIDDLE}" cy="{MIDDLE}" r="{RADIUS}" stroke-width="{STROKE}"/>']
    reached = min(share or 0.0, 1.0)
    if reached < target:
        parts.append(f'<path class="gap" stroke-width="2.5" stroke-dasharray="5 4" d="{_arc(reached, target)}"/>')
    if reached > 0:
        parts.append(f'<path class="val" stroke-width="{STROKE}" d="{_arc(0, reached)}"/>')
    parts.append(f'<path class="tgt" d="M{_at(target, TICK_IN)}L{_at(target, TICK_OUT)}"/>')
    x, y = _at(now, RADIUS).split()
    parts.append(f'<circle class="now" cx="{x}" cy="{y}" r="5.5"/>')
    parts.append(_text(share, count, unknown))
    return Markup(  # noqa: S704 - numbers of our own and escaped words
        f'<svg class="ch" width="{SIZE}" height="{SIZE}" viewBox="0 0 {SIZE} {SIZE}" role="img" '
        f'aria-label="{escape(words)}">{"".join(parts)}</svg>'
    )


def _text(share: float | None, count: str, unknown: str) -> str:
    if share is None:
        return f'<text class="m" x="{MIDDLE}" y="{MIDDLE + 5}" text-anchor="middle">{escape(unknown)}</text>'
    return (
        f'<text class="big" x="{MIDDLE}" y="{MIDDLE + 3.5}" text-anchor="middle">{round(share * 100)}%</text>'
        f'<text class="m sm" x="{MIDDLE}" y="{MIDDLE + 19.7}" text-anchor="middle">{escape(count)}</text>'
    )


def _at(turn: float, radius: float) -> str:
    """Return the point at a share of a turn, clockwise from the top."""
    angle = 2 * math.pi * turn
    return f"{MIDDLE + radius * math.sin(angle):.1f} {MIDDLE - radius * math.cos(angle):.1f}"


def _arc(start: float, end: float) -> str:
    """Return the path along the ring; a full turn is drawn as two halves, which SVG cannot draw as one arc."""
    if end - start >= 1:
        middle = (start + end) / 2
        return _arc(start, middle) + _arc(middle, end)
    large = int(end - start > 0.5)
    return f"M{_at(start, RADIUS)}A{RADIUS} {RADIUS} 0 {large} 1 {_at(end, RADIUS)}"
