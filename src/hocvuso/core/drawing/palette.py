"""The colours of the drawings: the tokens of the site's own style sheet, theme by theme.

An `<img>` does not see the `data-theme` of the page around it, so a drawing exists once for each theme that a
person can choose, and once ("auto") for those who chose none and whose phone decides.
"""

from __future__ import annotations

from collections.abc import Mapping

Palette = Mapping[str, str]

# Published: `plumbing/static/plumbing/look.css`, section 1; a test compares both.
LIGHT: Palette = {
    "paper": "#FBF7EF", "card": "#FFFFFF", "ink": "#1E1B17", "ink2": "#57514A", "line": "#857B70", "trk": "#E4DCCF",
    "cloth": "#134B66", "on-cloth": "#FFFFFF", "cloth-tint": "#E4EFF4", "thread": "#F4B223", "thread-tint": "#FFF0C9",
    "ok": "#17663A", "ok-tint": "#E1F1E6", "bad": "#A3231A", "bad-tint": "#FCE7E3",
}  # fmt: skip
DARK: Palette = {
    "paper": "#11181C", "card": "#1A2429", "ink": "#F4EFE6", "ink2": "#C0B9AD", "line": "#7F8D95", "trk": "#2F3C43",
    "cloth": "#8CCBE4", "on-cloth": "#06222E", "cloth-tint": "#16323F", "thread": "#F4B223", "thread-tint": "#3A2E0E",
    "ok": "#86D6A2", "ok-tint": "#14321F", "bad": "#FFA99E", "bad-tint": "#431A16",
}  # fmt: skip
CONTRAST: Palette = {
    **LIGHT,
    "paper": "#FFFFFF", "ink": "#000000", "ink2": "#000000", "line": "#000000", "trk": "#D0D0D0", "cloth": "#00263A",
    "cloth-tint": "#FFFFFF", "thread": "#FFC83D", "thread-tint": "#FFFFFF", "ok": "#003D1B", "ok-tint": "#FFFFFF",
    "bad": "#750000", "bad-tint": "#FFFFFF",
}  # fmt: skip
ON_THREAD = "#1E1B17"  # published: look.md 2: yellow lies under dark ink in every theme
THEMES: Mapping[str, Palette] = {"light": LIGHT, "dark": DARK, "contrast": CONTRAST}
AUTO = "auto"

# What a class paints: (property, token). Letters are short because they stand in every drawing.
_FILLS = {
    "g": "cloth-tint", "c": "card", "y": "thread", "o": "cloth", "h": "trk", "k": "ink", "v": "ok-tint",
    "x": "bad-tint", "w": "thread-tint", "q": "ok", "z": "bad",
}  # fmt: skip
_STROKES = {"l": "ink", "m": "line", "gl": "ok", "bl": "bad", "il": "on-cloth", "cl": "card"}
_TEXTS = {"t": "ink", "u": "ink2", "i": "on-cloth", "e": "ok", "b": "bad", "n": "card"}


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours "#RRGGBB" by WCAG 2: 1 to 21; text needs 4.5."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _rules(palette: Palette) -> str:
    fills = "".join(f".{name}{{fill:{palette[token]}}}" for name, token in _FILLS.items())
    texts = "".join(f".{name}{{fill:{palette[token]}}}" for name, token in _TEXTS.items())
    strokes = "".join(f".{name}{{stroke:{palette[token]}}}" for name, token in _STROKES.items())
    # Several pointers at once are pale: the strong yellow means "look here" and says it once.
    pale = f".many .y{{fill:{palette['thread-tint']}}}.many .r{{fill:{palette['ink']}}}"
    return f"{fills}{texts}{strokes}{pale}.many .rl{{stroke:{palette['ink']}}}"


_SHARED = (
    "text{font-family:Roboto,'Segoe UI','Noto Sans',system-ui,sans-serif;font-size:14px}"
    ".f{font-weight:700}.s{font-size:13px}.a{font-size:16px}.p{font-size:20px}"
    ".l,.m,.gl,.bl,.il,.cl,.rl{fill:none;stroke-linecap:round;stroke-linejoin:round}.m{stroke-width:1.5}.w5{stroke-width:5}"
    f".d{{stroke-dasharray:6 5}}.r{{fill:{ON_THREAD}}}.rl{{stroke:{ON_THREAD}}}"
)


def style(theme: str) -> str:
    """Return the style sheet of a drawing; `theme` is light, dark, contrast or auto."""
    # The rules of colour come last: a filled outline (`class="l c"`) has its fill from them.
    if theme != AUTO:
        return _SHARED + _rules(THEMES[theme])
    dark = f"@media(prefers-color-scheme:dark){{{_rules(DARK)}}}"
    more = f"@media(prefers-contrast:more){{{_rules(CONTRAST)}}}"
    return _SHARED + _rules(LIGHT) + dark + more
