"""Charts drawn on the server: solid is reached, dashed is still to do or to come, the tick is the target."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date

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
    return _svg(SIZE, SIZE, words, parts)


def small_ring(*, share: float | None, target: float, words: str, unknown: str) -> Markup:
    """Return the small ring beside a figure's name."""
    size, radius = 64, 23
    parts = [f'<circle class="trk" cx="32" cy="32" r="{radius}" stroke-width="8"/>']
    reached = min(share or 0.0, 1.0)
    if reached < target:
        way = _arc(reached, target, radius, size)
        parts.append(f'<path class="gap" stroke-width="2.5" stroke-dasharray="5 4" d="{way}"/>')
    if reached > 0:
        parts.append(f'<path class="val" stroke-width="8" d="{_arc(0, reached, radius, size)}"/>')
    parts.append(f'<path class="tgt" d="M{_at(target, 16, size)}L{_at(target, 30, size)}"/>')
    middle = f"{round(share * 100)}%" if share is not None else escape(unknown)
    weight = "b" if share is not None else "m sm"
    parts.append(f'<text class="{weight}" x="32" y="36" text-anchor="middle">{middle}</text>')
    return _svg(size, size, words, parts)


def bar(*, share: float, target: float) -> Markup:
    """Return the bar of a table's line; the share stands beside it in digits."""
    wide = 76
    parts = [
        f'<rect class="bar0" y="4" width="{wide}" height="8" rx="2"/>',
        f'<rect class="bar1" y="4" width="{wide * min(share, 1.0):.1f}" height="8" rx="2"/>',
        f'<path class="tgt" d="M{wide * target:.1f} 0v16"/>',
    ]
    return Markup(  # noqa: S704 - numbers of our own
        f'<svg class="ch" width="{wide}" height="16" viewBox="0 0 {wide} 16" aria-hidden="true">{"".join(parts)}</svg>'
    )


def share_with_range(*, share: float, low: float, high: float, target: float) -> Markup:
    """Return a share as a bar with its interval across; the numbers stand beside it in digits."""
    wide = 160
    parts = [
        f'<rect class="bar0" y="6" width="{wide}" height="8" rx="2"/>',
        f'<rect class="bar1" y="6" width="{wide * share:.1f}" height="8" rx="2"/>',
        f'<path class="tgt" d="M{wide * target:.1f} 0v20"/>',
        f'<path class="rng" d="M{wide * low:.1f} 10H{wide * high:.1f}M{wide * low:.1f} 6v8M{wide * high:.1f} 6v8"/>',
    ]
    return Markup(  # noqa: S704 - numbers of our own
        f'<svg class="ch" width="{wide}" height="20" viewBox="0 0 {wide} 20" aria-hidden="true">{"".join(parts)}</svg>'
    )


LEFT, RIGHT, TOP, BOTTOM = 34, 278, 14, 142  # of the trend's field


def trend(
    points: Sequence[tuple[date, float]],
    *,
    end: date,
    ahead: tuple[float, float, float] | None,
    target: float,
    words: str,
    target_words: str,
) -> Markup:
    """Return shares over time (the last point is today), and what is ahead at `end`: (share, low, high) or nothing."""
    first = points[0][0]
    shares = [share for _, share in points] + [target, *(ahead or ())]
    low = max(math.floor((min(shares) - 0.03) * 10) / 10, 0.0)
    high = min(math.ceil((max(shares) + 0.03) * 10) / 10, 1.0)
    days = max((end - first).days, 1)

    def at(day: date, share: float) -> str:
        across = LEFT + (RIGHT - LEFT) * (day - first).days / days
        return f"{across:.1f} {BOTTOM - (BOTTOM - TOP) * (share - low) / (high - low):.1f}"

    parts = []
    for step in range(round(low * 10), round(high * 10) + 1, 1 if high - low <= 0.5 else 2):
        y = at(first, step / 10).split()[1]
        parts.append(f'<path class="ax" d="M{LEFT} {y}H{RIGHT}"/>')
        parts.append(f'<text class="m sm" x="{LEFT - 6}" y="{float(y) + 4:.1f}" text-anchor="end">{step * 10}</text>')
    today, now = points[-1]
    if ahead is not None:
        _, under, over = ahead
        parts.append(f'<path class="band" d="M{at(today, now)}L{at(end, over)}L{at(end, under)}z"/>')
    y = at(first, target).split()[1]
    parts.append(f'<path class="tgt" d="M{LEFT} {y}H{RIGHT}"/>')
    parts.append(f'<text class="b" x="{LEFT + 4}" y="{float(y) - 6:.1f}">{escape(target_words)}</text>')
    parts.append(
        f'<polyline class="ln" points="{" ".join(at(day, share).replace(" ", ",") for day, share in points)}"/>'
    )
    if ahead is not None:
        parts.append(f'<path class="fc" d="M{at(today, now)}L{at(end, ahead[0])}"/>')
    x, y = at(today, now).split()
    parts.append(f'<circle class="now" cx="{x}" cy="{y}" r="5"/>')
    for day, anchor in ((first, "start"), (end, "end")):
        x = at(day, low).split()[0]
        parts.append(f'<text class="m sm" x="{x}" y="162" text-anchor="{anchor}">{day.day}/{day.month}</text>')
    return _svg(288, 168, words, parts)


def _svg(wide: int, high: int, words: str, parts: Sequence[str]) -> Markup:
    return Markup(  # noqa: S704 - numbers of our own and escaped words
        f'<svg class="ch" width="{wide}" height="{high}" viewBox="0 0 {wide} {high}" role="img" '
        f'aria-label="{escape(words)}">{"".join(parts)}</svg>'
    )


def _text(share: float | None, count: str, unknown: str) -> str:
    if share is None:
        return f'<text class="m" x="{MIDDLE}" y="{MIDDLE + 5}" text-anchor="middle">{escape(unknown)}</text>'
    return (
        f'<text class="big" x="{MIDDLE}" y="{MIDDLE + 3.5}" text-anchor="middle">{round(share * 100)}%</text>'
        f'<text class="m sm" x="{MIDDLE}" y="{MIDDLE + 19.7}" text-anchor="middle">{escape(count)}</text>'
    )


def _at(turn: float, radius: float, size: float = SIZE) -> str:
    """Return the point at a share of a turn, clockwise from the top."""
    angle, middle = 2 * math.pi * turn, size / 2
    return f"{middle + radius * math.sin(angle):.1f} {middle - radius * math.cos(angle):.1f}"


def _arc(start: float, end: float, radius: float = RADIUS, size: float = SIZE) -> str:
    """Return the path along the ring; a full turn is drawn as two halves, which SVG cannot draw as one arc."""
    if end - start >= 1:
        middle = (start + end) / 2
        return _arc(start, middle, radius, size) + _arc(middle, end, radius, size)
    large = int(end - start > 0.5)
    return f"M{_at(start, radius, size)}A{radius} {radius} 0 {large} 1 {_at(end, radius, size)}"
