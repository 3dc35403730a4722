# ruff: noqa: E501 - patterns read better in one piece
"""A message as the learned score reads it: folded, disguises undone, numbers and addresses as classes.

What changes from one copy of a message to the next (amounts, codes, telephone numbers, names of sites and of senders)
becomes a word in capitals that says of which class it is; the wording itself stays, in small letters without marks.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from hocvuso.core.messages.links import Link, links_in
from hocvuso.core.messages.sender_names import as_kinds
from hocvuso.core.vntext import fold_in_place, nfc

# Longest message that is read (design: paste up to 4,000 characters).
MAX_CHARACTERS = 4000
# Letters set apart by dots and the like: "v.a.y", "k-h-ô-n-g"; or by single spaces, five and more.
_PARTED = re.compile(r"(?<!\w)[^\W\d_](?:[.\-_*·•|~][^\W\d_]{1,2}){2,}(?!\w)")
_SPACED = re.compile(r"(?<!\w)[^\W\d_](?: [^\W\d_]){4,}(?!\w)")
_SIGN_FOR_LETTER = re.compile(
    r"(?<=[^\W\d_])@(?=[^\W\d_]|\b)(?![\w-]+\.[a-z])|(?<![\w.])@(?=[^\W\d_]{1,3}\b)", re.IGNORECASE
)
_NUMBER_FOR_LETTER = re.compile(r"(?<=[a-zà-ỹ])[0](?=[a-zà-ỹ])", re.IGNORECASE)

_D = r"[\dx*]"
_CLASSES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), f" {name} ")
    for pattern, name in (
        (rf"(?<![\w.])(?:\+?84|0)[35789xo](?:[ .\-]?{_D}){{8}}(?!{_D})", "PHONE"),
        (rf"(?<![\w.])\+\d{{1,3}}(?:[ .\-]?{_D}){{8,11}}(?!{_D})", "PHONE"),
        (rf"(?<![\w.])(?:\+?84|0)2(?:[ .\-]?{_D}){{8,9}}(?!{_D})", "FIXED"),
        (rf"(?<![\w.])0000(?:[ .\-]?{_D}){{2,6}}(?!{_D})", "PHONE"),
        (rf"(?<![\w.])1[89]00(?:[ .\-]?{_D}){{2,6}}(?!{_D})", "HOTLINE"),
        (r"(?<=\bgui )[678][\dx]{3}(?![\dx/])", "PREMIUM"),  # numbers that cost many times a message
        (r"(?<![\w.])[+\-]?\d{1,3}(?:[.,]\d{3})+(?:\s?(?:vnd|dong|d|usd)\b|(?![\d]))", "MONEY"),
        (r"(?<![\w.])[+\-]?\d+(?:[.,]\d+)?\s?(?:vnd|dong|d|k|tr|trieu|cu|ty|ti|usd|do|do la|nghin|ngan|lit|chai)\d{0,3}\b", "MONEY"),
        (r"\$\s?\d+(?:[.,]\d+)*|\d+(?:[.,]\d+)*\s?\$", "MONEY"),
        (r"\d+(?:[.,]\d+)?\s?%", "SHARE"),
        (r"(?<![\w.])\d{1,2}[/\-]\d{1,2}(?:[/\-]\d{2,4})?(?!\d)", "DATE"),
        (r"(?<![\w.])\d{1,2}(?:h\d{0,2}|:\d{2}(?::\d{2})?)(?!\w)", "TIME"),
        (r"\b(?:xx+[\dx*]*|\*{2,}\d+)", "HIDDEN"),
        (r"(?<![a-z])\d[\dx*]{8,}", "LONG"),
        (r"(?<![a-z])\d[\dx*]{3,7}(?![\dx*])", "CODE"),
        (r"\d+", "N"),
    )
)  # fmt: skip
_LETTERS = re.compile(r"[^a-zA-Z]+")


@dataclass(frozen=True, slots=True)
class Message:
    """A message as it was received and as it is read."""

    text: str  # NFC, cut at MAX_CHARACTERS: quotes are places in it
    low: str  # folded letter for letter, so that places in it are places in `text`
    words: str  # what the score reads
    links: tuple[Link, ...]
    traits: tuple[str, ...]  # about the form of the whole


def read(text: str) -> Message:
    """Read a message. Never raises."""
    shown = nfc(text)[:MAX_CHARACTERS]
    open_text, is_disguised = undisguised(shown)
    links = links_in(open_text)
    words = _words(open_text, links)
    return Message(
        text=shown,
        low=fold_in_place(shown),
        words=words,
        links=tuple(links_in(shown)),
        traits=_traits(shown, words, links, is_disguised=is_disguised),
    )


def undisguised(text: str) -> tuple[str, bool]:
    """Return the text with letters put together that were set apart to hide words, and whether any were."""
    plain = "".join(
        letter for letter in unicodedata.normalize("NFKC", text) if unicodedata.category(letter) not in ("Cf", "Cs")
    )
    together = _PARTED.sub(lambda match: re.sub(r"[.\-_*·•|~]", "", match[0]), plain)
    together = _SPACED.sub(lambda match: match[0].replace(" ", ""), together)
    is_parted = together != plain
    mended = _NUMBER_FOR_LETTER.sub("o", _SIGN_FOR_LETTER.sub("a", together))
    return mended, is_parted or len(_SIGN_FOR_LETTER.findall(together)) > 1


def _words(text: str, links: list[Link]) -> str:
    """The text with classes in the place of numbers and addresses, words parted by single spaces."""
    low, parts, at = fold_in_place(text), list[str](), 0
    for link in links:
        parts += [low[at : link.start], f" {_link_words(link)} "]
        at = link.end
    parts.append(low[at:])
    classed = "".join(part if number % 2 else _classed(part) for number, part in enumerate(parts))
    return " ".join(_LETTERS.sub(" ", classed).split())


def _classed(part: str) -> str:
    part = as_kinds(part)
    for pattern, name in _CLASSES:
        part = pattern.sub(name, part)
    return part


def _link_words(link: Link) -> str:
    return " ".join("L" + form.upper() for form in link.forms)


def _traits(text: str, words: str, links: list[Link], *, is_disguised: bool) -> tuple[str, ...]:
    letters = [letter for letter in text if letter.isalpha()]
    count = len(words.split())
    checks = {
        "disguised": is_disguised,
        "loud": len(letters) > 20 and sum(letter.isupper() for letter in letters) > 0.6 * len(letters),
        "shouting": text.count("!") > 1,
        "pictures": any(unicodedata.category(letter) == "So" for letter in text),
        "linked": bool(links),
        "careful": any(link.is_odd for link in links),
        "tiny": count <= 4,
        "short": 4 < count <= 10,
        "long": count > 35,
        "advert": re.match(r"\W{0,2}(?:qc|km|tb|quang cao)\W", fold_in_place(text[:8])) is not None,
    }
    return tuple(trait for trait, holds in checks.items() if holds)
