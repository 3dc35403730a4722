"""A post composed once, and what each channel makes of it: cut to its limits, without HTML, its link where it belongs.

`render` is the only place where a post gets its form. The preview shows what it returns, and an adapter sends what it
returns, letter by letter; so the preview is what is sent. Nothing is cut in silence: what does not fit is a warning.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from hocvuso.core.plain_text import addresses_in, plain

Wanted = Literal["none", "may", "must"]
LinkPlace = Literal["text", "field", "none"]
MIB = 1024 * 1024  # bytes, by definition (standard)
_DANGEROUS = re.compile(r"^\s*(?:javascript|data|vbscript|file)\s*:", re.IGNORECASE)
_WEB = re.compile(r"^https?://[^\s<>\"']+$", re.IGNORECASE)
_ALIKE = {ord("<"): "‹", ord(">"): "›"}
MOST_LINK = 2000  # decided: browsers and messengers take so many characters of an address


@dataclass(frozen=True, slots=True)
class Media:
    """A picture or video by what is known of it: name, MIME type, bytes; pixels and seconds are 0 where unknown."""

    name: str
    kind: str
    size: int
    alt: str = ""
    width: int = 0
    height: int = 0
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Article:
    """What is composed once. Texts may hold HTML that somebody pasted; `link` is where it leads, "" if nowhere."""

    title: str
    short: str
    long: str
    picture: Media | None = None
    video: Media | None = None
    link: str = ""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a channel takes. 0 letters of a title: it has none. Letters are counted as the channel counts them."""

    name: str
    title: int
    text: int  # letters, with the link where `link` is "text"
    uses: Literal["short", "long"]
    link: LinkPlace
    picture: Wanted = "none"
    picture_bytes: int = 0
    picture_kinds: tuple[str, ...] = ()
    video: Wanted = "none"
    video_bytes: int = 0
    video_kinds: tuple[str, ...] = ()
    video_seconds: tuple[int, int] = (0, 0)  # least, most
    is_upright: bool = False  # videos stand upright there
    summary: int = 0  # letters of a summary beside the text; 0: it has none
    counts: Literal["letters", "utf16"] = "letters"
    by_hand: bool = False  # a person copies and pastes; no adapter sends
    has_angles: bool = True  # False: nobody knows whether it reads < as HTML, so signs that look alike stand there


@dataclass(frozen=True, slots=True)
class Warned:
    """Something about a post on a channel. One that `stops` must be mended first; words are the pages' affair.

    title_missing title_long text_missing text_long picture_missing picture_big picture_kind picture_alt
    video_missing video_big video_kind video_length video_lies link_bad link_left_out html foreign_link
    """

    name: str
    facts: Mapping[str, object] = field(default_factory=dict)
    stops: bool = False


@dataclass(frozen=True, slots=True)
class Rendered:
    """A post as a channel gets it: these letters, this picture, this link, nothing else."""

    channel: str
    title: str
    text: str
    picture: Media | None = None
    video: Media | None = None
    link: str = ""
    summary: str = ""
    warnings: tuple[Warned, ...] = ()

    @property
    def may_go(self) -> bool:
        """Tell whether nothing stops it."""
        return not any(each.stops for each in self.warnings)

    @property
    def to_copy(self) -> str:
        """Return all words in one piece, for whoever posts by hand."""
        link = "" if self.link in self.text else self.link
        return "\n\n".join(part for part in (self.title, self.text, link) if part)

    @property
    def digest(self) -> str:
        """Return a fingerprint of what is sent; the same before approval and when it goes, or it does not go."""
        media = [f"{each.name}|{each.kind}|{each.size}" if each else "" for each in (self.picture, self.video)]
        parts = [self.channel, self.title, self.summary, self.text, self.link, *media]
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()


_PICTURES = ("image/jpeg", "image/png")
_ALL_PICTURES = (*_PICTURES, "image/webp", "image/gif")
_VIDEOS = ("video/mp4",)

CHANNELS: Mapping[str, Limits] = {
    limits.name: limits
    for limits in (
        # Own news: our own pages set the limits (decided).
        Limits(
            "website", 150, 5000, "long", "field", "may", 2 * MIB, _ALL_PICTURES, "may", 50 * MIB, _VIDEOS, (1, 600),
            summary=300,
        ),
        # Pasted by an official. 160 letters are read without "xem thêm", the rest in two scrolls (campaigns/kits.py);
        # a message of Zalo takes 2,000 (vietnam.md 3.1, from memory: a setting there).
        Limits(
            "zalo-group", 0, 1000, "short", "text", "may", 5 * MIB, _PICTURES, "may", 50 * MIB, _VIDEOS, (1, 300),
            by_hand=True,
        ),
        # Published in the documentation of the article interface as others copied it (docs/manuals/channels.md):
        # title 150, description 300, pictures of 1 MB, videos of 50 MB; a cover is obligatory.
        Limits(
            "zalo-article", 150, 5000, "long", "text", "must", MIB, _PICTURES, summary=300, has_angles=False,
        ),
        # developers.tiktok.com, Content Posting API: 4 GB, 10 minutes at most by upload, MP4/WebM/MOV; the caption is
        # typed in the app where the draft arrives, 2,200 UTF-16 units. Ours stay below 287 MB so that they travel.
        Limits(
            "tiktok", 0, 2200, "short", "none", video="must", video_bytes=287 * MIB,
            video_kinds=("video/mp4", "video/webm", "video/quicktime"), video_seconds=(3, 600), is_upright=True,
            counts="utf16",
        ),
        # Our own letters (channels/email.py): plain text, the link is its button.
        Limits("email", 120, 5000, "long", "field"),
        # By hand, no token asked for. 63,206 letters are published; nobody reads them (decided).
        Limits(
            "facebook", 0, 5000, "long", "text", "may", 8 * MIB, _PICTURES, "may", 1024 * MIB, _VIDEOS, (1, 600),
            by_hand=True,
        ),
    )
}  # fmt: skip


def render(article: Article, channel: str) -> Rendered:
    """Return a post as `channel` gets it. Raises KeyError for a channel that is not in CHANNELS."""
    limits = CHANNELS[channel]
    title, text, warned = _words(article, limits)
    summary = _shortened(plain(article.short).text.replace("\n", " "), limits.summary) if limits.summary else ""
    if not limits.has_angles:
        title, text, summary = (each.translate(_ALIKE) for each in (title, text, summary))
    link = _link_of(article.link)
    if article.link.strip() and not link:
        warned.append(Warned("link_bad", {"link": article.link.strip()[:80]}, stops=True))
    foreign = _foreign(text, link)
    if foreign:
        warned.append(Warned("foreign_link", {"links": ", ".join(foreign)}))
    if link and limits.link == "text" and link not in text:
        text = f"{text}\n{link}" if text else link
    if link and limits.link == "none":
        warned.append(Warned("link_left_out", {"link": link}))
        link = ""
    warned += _counted(title, text, limits)
    picture, about_picture = _picture(article.picture, limits)
    video, about_video = _video(article.video, limits)
    return Rendered(
        channel, title, text, picture, video, link, summary, (*warned, *about_picture, *about_video)
    )  # fmt: skip


def letters(text: str, limits: Limits) -> int:
    """Return how long a text is as the channel counts: composed letters, or UTF-16 units."""
    composed = unicodedata.normalize("NFC", text)
    return len(composed.encode("utf-16-le")) // 2 if limits.counts == "utf16" else len(composed)


def _words(article: Article, limits: Limits) -> tuple[str, str, list[Warned]]:
    """Return title and text without HTML, in the length that the channel uses; the other one where it is empty."""
    title, short, long = plain(article.title), plain(article.short), plain(article.long)
    chosen = (short, long) if limits.uses == "short" else (long, short)
    body = chosen[0] if chosen[0].text else chosen[1]
    warned = [Warned("html")] if title.had_html or body.had_html else []
    if not limits.title:
        return "", body.text, warned
    return title.text.replace("\n", " "), body.text, warned


def _counted(title: str, text: str, limits: Limits) -> list[Warned]:
    warned = []
    if limits.title and not title:
        warned.append(Warned("title_missing", stops=True))
    for what, words, most in (("title", title, limits.title), ("text", text, limits.text)):
        count = letters(words, limits)
        if most and count > most:
            warned.append(Warned(f"{what}_long", {"count": count, "most": most, "over": count - most}, stops=True))
    if not text:
        warned.append(Warned("text_missing", stops=True))
    return warned


def _link_of(link: str) -> str:
    """Return the address of a post, "" for one that is none: only http and https, nothing that runs."""
    link = link.strip()
    if not link or _DANGEROUS.match(link) or len(link) > MOST_LINK:
        return ""
    return link if _WEB.match(link) else ""


def _foreign(text: str, link: str) -> list[str]:
    """Return addresses in a text that lead elsewhere than the post itself: readers cannot tell them from a scam."""
    return [each for each in addresses_in(text) if each.rstrip("/") != link.rstrip("/")]


def _picture(picture: Media | None, limits: Limits) -> tuple[Media | None, list[Warned]]:
    if limits.picture == "none":
        return None, []
    if picture is None:
        return None, [Warned("picture_missing", stops=True)] if limits.picture == "must" else []
    warned = _fits("picture", picture, limits.picture_bytes, limits.picture_kinds)
    if not picture.alt.strip():
        warned.append(Warned("picture_alt"))
    return picture, warned


def _video(video: Media | None, limits: Limits) -> tuple[Media | None, list[Warned]]:
    if limits.video == "none":
        return None, []
    if video is None:
        return None, [Warned("video_missing", stops=True)] if limits.video == "must" else []
    warned = _fits("video", video, limits.video_bytes, limits.video_kinds)
    least, most = limits.video_seconds
    if video.seconds and not least <= video.seconds <= most:
        warned.append(Warned("video_length", {"seconds": round(video.seconds), "least": least, "most": most}, True))
    if limits.is_upright and video.width > video.height:
        warned.append(Warned("video_lies"))
    return video, warned


def _fits(what: str, media: Media, most: int, kinds: tuple[str, ...]) -> list[Warned]:
    warned = []
    if media.size > most:
        facts = {"megabytes": round(media.size / MIB, 1), "most": round(most / MIB, 1)}
        warned.append(Warned(f"{what}_big", facts, stops=True))
    if media.kind not in kinds:
        names = ", ".join(kind.partition("/")[2] for kind in kinds)
        warned.append(Warned(f"{what}_kind", {"kind": media.kind, "kinds": names}, stops=True))
    return warned


def _shortened(text: str, most: int) -> str:
    """Return a text of `most` letters at most, ended at a word with an ellipsis where it is longer."""
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    return f"{cut[: cut.rfind(' ')] if ' ' in cut[most // 2 :] else cut}…"
