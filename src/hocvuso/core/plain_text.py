"""Plain text out of what somebody pasted: HTML read as its words and addresses, what nobody sees taken away."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from html.parser import HTMLParser

_BLOCKS = frozenset(("p", "div", "br", "li", "ul", "ol", "tr", "table", "h1", "h2", "h3", "h4", "section", "article"))
_UNREAD = frozenset(("script", "style", "template", "noscript", "iframe", "object", "head", "title"))
# A tag as browsers see one: "3 < 5" and "<3" are words.
_TAG = re.compile(r"</?[a-zA-Z!][^<>]*>|&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,31});")
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"'“”]+", re.IGNORECASE)
_AFTER_ADDRESS = ".,;:!?)]}…”’\"'"
_GAPS = re.compile(r"[ \t\u00a0]+")
_EMPTY_LINES = re.compile(r"\n{3,}")
_MOST = 200_000  # decided: what goes beyond is no post; reading it would cost time


@dataclass(frozen=True, slots=True)
class Plain:
    """Words without HTML, and whether there was some."""

    text: str
    had_html: bool


def plain(pasted: str) -> Plain:
    """Return the words of a text; an address behind other words stands in brackets after them."""
    pasted = pasted[:_MOST]
    had_html = bool(_TAG.search(pasted))
    text = _read(pasted) if had_html else pasted
    return Plain(_tidy(text), had_html)


def addresses_in(text: str) -> list[str]:
    """Return the web addresses of a text, each once, in their order."""
    return list(dict.fromkeys(found.rstrip(_AFTER_ADDRESS) for found in _ADDRESS.findall(text)))


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._unread = 0
        self._links: list[tuple[str, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNREAD:
            self._unread += 1
        elif tag in _BLOCKS:
            self.parts.append("\n- " if tag == "li" else "\n")
        elif tag == "a":
            self._links.append((dict(attrs).get("href") or "", len(self.parts)))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNREAD:
            self._unread = max(0, self._unread - 1)
        elif tag in _BLOCKS and tag not in ("br", "li"):
            self.parts.append("\n")
        elif tag == "a" and self._links:
            href, begins = self._links.pop()
            if href.lower().startswith(("http://", "https://")) and href not in "".join(self.parts[begins:]):
                self.parts.append(f" ({href})")

    def handle_data(self, data: str) -> None:
        if not self._unread:
            self.parts.append(data)


def _read(pasted: str) -> str:
    reader = _Words()
    reader.feed(pasted)
    reader.close()
    return "".join(reader.parts)


def _tidy(text: str) -> str:
    """Compose letters, drop what nobody sees (other ways round, zero widths, controls), at most one empty line."""
    composed = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    seen = "".join(
        letter for letter in composed if letter in "\n\t\u200d\ufe0f" or unicodedata.category(letter)[0] != "C"
    )
    lines = [_GAPS.sub(" ", line).strip() for line in seen.split("\n")]
    return _EMPTY_LINES.sub("\n\n", "\n".join(lines)).strip()
