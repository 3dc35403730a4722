"""Small charts as SVG texts: lines, bands, dots with intervals, bars; the same numbers give the same bytes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

WIDE, HIGH = 420, 260
LEFT, RIGHT, TOP, FOOT = 46, 12, 26, 44
INKS = ("#0b5f8a", "#b4530a", "#3d7a2a", "#7a3d8a")
STEPS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200)
GREY, FAINT, TEXT = "#6b7280", "#d9dde3", "#1f2933"

Points = Sequence[tuple[float, float]]


@dataclass(slots=True)
class Chart:
    """A chart under construction; `across` and `up` are the ends of its axes, `legend` where its words begin."""

    across: tuple[float, float]
    up: tuple[float, float]
    legend: tuple[float, float] = (250, TOP + 12)
    parts: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    def line(self, points: Points, word: str = "", *, ink: int = 0, dashed: bool = False) -> None:
        """Draw a line; `word` names it in the legend."""
        dash = ' stroke-dasharray="5 4"' if dashed else ""
        path = "M" + "L".join(f"{self._x(x)} {self._y(y)}" for x, y in points)
        self.parts.append(f'<path d="{path}" fill="none" stroke="{INKS[ink]}" stroke-width="2"{dash}/>')
        if word:
            self._name(word, INKS[ink], dash)

    def band(self, points: Sequence[tuple[float, float, float]], *, ink: int = 0) -> None:
        """Fill between lower and upper, given as (x, lower, upper)."""
        above = [f"{self._x(x)} {self._y(upper)}" for x, _, upper in points]
        below = [f"{self._x(x)} {self._y(lower)}" for x, lower, _ in reversed(points)]
        self.parts.append(f'<path d="M{"L".join([*above, *below])}Z" fill="{INKS[ink]}" fill-opacity="0.15"/>')

    def dot(self, x: float, y: float, *, ink: int = 0, hollow: bool = False) -> None:
        """Draw a point."""
        fill = "#fff" if hollow else INKS[ink]
        self.parts.append(
            f'<circle cx="{self._x(x)}" cy="{self._y(y)}" r="4" fill="{fill}" stroke="{INKS[ink]}" stroke-width="2"/>'
        )

    def bar(self, x: float, y: float, width: float, *, ink: int = 0) -> None:
        """Draw a bar from 0 to y."""
        foot, top = self._y(0.0), self._y(y)
        self.parts.append(
            f'<rect x="{self._x(x)}" y="{min(top, foot)}" width="{width}" height="{round(abs(foot - top), 1)}" '
            f'fill="{INKS[ink]}"/>'
        )

    def note(self, x: float, y: float, text: str, *, anchor: str = "middle") -> None:
        """Write a few words at a place."""
        self.parts.append(_words(self._x(x), self._y(y), text, anchor))

    def mark(self, x: float, *, word: str) -> None:
        """Draw an upright dashed line with a word at its head."""
        at = self._x(x)
        self.parts.append(f'<path d="M{at} {TOP}V{HIGH - FOOT}" stroke="{GREY}" stroke-dasharray="2 3"/>')
        self.parts.append(_words(at - 4, TOP + 10, word, "end"))

    def svg(self, title: str, across: str, up: str, *, labels: Sequence[tuple[float, str]] = ()) -> str:
        """Return the chart as a file; `labels` stand under the axis in place of numbers."""
        under = labels or [(x, _number(x)) for x in _steps(*self.across)]
        axes = [
            f'<path d="M{LEFT} {self._y(y)}H{WIDE - RIGHT}" stroke="{FAINT}"/>'
            + _words(LEFT - 6, self._y(y) + 4, _number(y), "end")
            for y in _steps(*self.up)
        ]
        axes += [_words(self._x(x), HIGH - FOOT + 16, word, "middle") for x, word in under]
        axes.append(f'<path d="M{LEFT} {HIGH - FOOT}H{WIDE - RIGHT}" stroke="{GREY}"/>')
        axes.append(_words((LEFT + WIDE) / 2, HIGH - 8, across, "middle"))
        axes.append(f'<text x="{LEFT - 34}" y="{TOP - 14}" fill="{TEXT}">{up}</text>')
        return "\n".join([
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {HIGH}" width="{WIDE}" height="{HIGH}" '
            'font-family="sans-serif" font-size="11" role="img">',
            f"<title>{title}</title>", f'<rect width="{WIDE}" height="{HIGH}" fill="#fff"/>',
            *axes, *self.parts, *self.words, "</svg>", "",
        ])  # fmt: skip

    def _name(self, word: str, ink: str, dash: str) -> None:
        x, y = self.legend[0], self.legend[1] + 15 * (len(self.words) // 2)
        self.words.append(f'<path d="M{x} {y - 4}h18" stroke="{ink}" stroke-width="2"{dash}/>')
        self.words.append(_words(x + 24, y, word, "start"))

    def _x(self, value: float) -> float:
        low, high = self.across
        return round(LEFT + (WIDE - LEFT - RIGHT) * (value - low) / (high - low), 1)

    def _y(self, value: float) -> float:
        low, high = self.up
        return round(TOP + (HIGH - TOP - FOOT) * (1.0 - (value - low) / (high - low)), 1)


def _words(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}" fill="{TEXT}">{text}</text>'


def _steps(low: float, high: float) -> list[float]:
    """Return four to eight round numbers from low to high."""
    each = next(step for step in STEPS if (high - low) / step <= 8)
    first = -(-low // each)
    return [round((first + number) * each, 6) for number in range(int((high - first * each) / each + 1e-9) + 1)]


def _number(value: float) -> str:
    return f"{value:g}".replace("-", "−")
