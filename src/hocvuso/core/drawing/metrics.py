"""How wide words are, so that no label runs out of its box: widths of Roboto, with room for wider fonts."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

# Measured: advance widths of Roboto 2.138 in thousandths of an em, rounded up to 10.
_REGULAR = {
    180: "'", 200: ",‘’", 220: ";", 240: "j", 250: "il:| ", 260: "!", 270: ".[]·", 280: "I-", 310: "`", 320: '"',
    330: "t", 340: "r{}•", 350: "f()", 360: "“”", 420: "/\\^", 440: "*", 460: "_", 480: "y?", 490: "v", 500: "xz",
    510: "k<", 520: "s", 530: "ce>", 540: "L×", 550: "a=", 560: "hnuFJ", 570: "0123456789bdgopqE$+", 580: "ơ₫",
    600: "STZđ", 610: "Y", 620: "R#ư", 630: "BKX&", 640: "PV", 650: "U", 660: "ACD–", 670: "…", 680: "~Đ",
    690: "GOQƠ", 700: "Ư", 720: "HN", 740: "%", 760: "w", 850: "→←↑↓✓", 880: "mM", 890: "W", 900: "@", 1030: "№",
}  # fmt: skip
_BOLD = {
    170: "'", 230: "’", 240: "‘", 250: ", ", 260: "j|", 270: "il;", 280: "![]", 290: ":", 300: "I.", 310: "·",
    330: '"', 340: "t`{}", 360: "f()•", 370: "r", 380: "/", 390: "-", 410: "“”", 430: "\\", 440: "^", 450: "_",
    460: "*", 500: "?", 510: "vxyz<", 520: "s>", 530: "c", 540: "ak×", 550: "eFL+", 560: "hnuJ", 570: "bdopqE",
    580: "0123456789g$=₫", 590: "ơ", 600: "#", 610: "Zư", 620: "STY", 630: "đ", 640: "BKRX–", 650: "DP~",
    660: "CUV&", 670: "Đ", 680: "A", 690: "GOQ", 710: "HNƠ", 720: "Ư", 740: "w%…", 850: "→←↑↓✓", 870: "m",
    880: "MW", 900: "@", 1020: "№",
}  # fmt: skip
_WIDTHS = tuple(
    {letter: width for width, letters in table.items() for letter in letters} for table in (_REGULAR, _BOLD)
)
_UNKNOWN = 900  # assumed: a sign that the table lacks is as wide as a wide one
_ROOM = 1.06  # assumed: "Segoe UI" and "Noto Sans", next in the style sheet, run a few percent wider than Roboto
_OWN = "ơưđƠƯĐ"  # letters that are no plain letter with a mark


@lru_cache(maxsize=8192)
def width(text: str, size: float, *, bold: bool = False) -> float:
    """Return how much room `text` may take at `size` pixels."""
    table = _WIDTHS[bold]
    return (
        sum(table.get(_plain(letter), _UNKNOWN) for letter in unicodedata.normalize("NFC", text)) * size * _ROOM / 1000
    )


def _plain(letter: str) -> str:
    """Return the letter whose width this one has: ấ is as wide as a, ự as ư."""
    if letter in _OWN:
        return letter
    parts = unicodedata.normalize("NFD", letter)
    plain = parts[0]
    horn = "\u031b" in parts
    return {"o": "ơ", "u": "ư", "O": "Ơ", "U": "Ư"}.get(plain, plain) if horn else plain


def wrapped(text: str, size: float, room: float, *, bold: bool = False) -> tuple[str, ...]:
    """Return the lines of `text` in `room` pixels; a single word that is too wide stays one line.

    Lines are made as even as they can be without one more line, so that no word is left alone.
    """
    lines = _greedy(text, size, room, bold=bold)
    if len(lines) < 2:
        return lines
    low, high = room / 2, room
    while high - low > 2:
        middle = (low + high) / 2
        tried = _greedy(text, size, middle, bold=bold)
        fits = len(tried) == len(lines) and all(width(line, size, bold=bold) <= room for line in tried)
        low, high = (low, middle) if fits else (middle, high)
    return _greedy(text, size, high, bold=bold)


def _greedy(text: str, size: float, room: float, *, bold: bool) -> tuple[str, ...]:
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, size, bold=bold) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)
