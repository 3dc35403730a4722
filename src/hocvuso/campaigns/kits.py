"""The kits that ship as data: read once from `content/campaigns/kits.toml`, checked, and handed out."""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from pathlib import Path

from django.conf import settings

from hocvuso.core import vntext

SHORT, LONG = 160, 700  # letters; decided: the first is read without "xem thêm", the second without scrolling twice
SAY_WORDS = 60  # decided: 20 seconds over a loudspeaker at three syllables a second
SCENES = (3, 6)
WALL = 70  # letters; decided: two lines on a poster
_OPTIONAL = {"wall", "facts"}
ADDRESS = 40  # letters that a short link takes behind the text


class BadKits(Exception):
    """The file of kits does not say what it must; the sentence names the kit and what is missing."""


@dataclass(frozen=True, slots=True)
class Kit:
    """One thing to tell: texts by length, words for the loudspeaker, scenes of an upright video, the skill it opens."""

    id: str
    title: str
    title_en: str
    goal: str
    audience: str
    skill: str
    short: str
    long: str
    say: str
    scene: tuple[str, ...]
    wall: str = ""  # the one line on a poster, read in passing
    facts: tuple[str, ...] = ()  # dated facts that it rests on; where one expires, the kit is looked at again

    def named(self, language: str) -> str:
        """Return the title in the language of the page."""
        return self.title_en if language == "en" else self.title


@dataclass(frozen=True, slots=True)
class Library:
    """All kits of the file with who owns them and until when they hold."""

    owner: str
    checked_on: date
    expires_on: date
    is_draft: bool
    kits: tuple[Kit, ...]


def read(path: Path) -> Library:
    """Read the kits of a file; raises BadKits with a sentence for whatever is missing, too long or there twice."""
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
        library = Library(
            told["owner"], told["checked_on"], told["expires_on"], told["status"] != "published",
            tuple(_kit(row) for row in told["kit"]),
        )  # fmt: skip
    except tomllib.TOMLDecodeError as problem:
        raise BadKits(f"{path}: {problem}") from None
    except KeyError as missing:
        raise BadKits(f"{path}: {missing} is missing") from None
    twice = [name for name, times in Counter(kit.id for kit in library.kits).items() if times > 1]
    if twice:
        raise BadKits(f"{path}: there twice: {', '.join(twice)}")
    return library


def _kit(row: dict[str, object]) -> Kit:
    names = [each.name for each in fields(Kit)]
    missing = [name for name in names if name not in _OPTIONAL and not row.get(name)]
    if missing:
        raise BadKits(f"kit {row.get('id', '?')}: {', '.join(missing)} is missing")
    scenes, facts = row["scene"], row.get("facts", [])
    if not isinstance(scenes, list) or not isinstance(facts, list):
        raise BadKits(f"kit {row['id']}: scene and facts are lists")
    told = {name: str(row.get(name, "")) for name in names if name not in {"scene", "facts"}}
    kit = Kit(**told, scene=tuple(map(str, scenes)), facts=tuple(map(str, facts)))
    for what, text, most in (("short", kit.short, SHORT - ADDRESS), ("long", kit.long, LONG), ("wall", kit.wall, WALL)):
        if len(text) > most:
            raise BadKits(f"kit {kit.id}: {what} has {len(text)} letters, {most} at most")
    if len(vntext.tokens(kit.say)) > SAY_WORDS:
        raise BadKits(f"kit {kit.id}: say takes longer than 20 seconds")
    if not SCENES[0] <= len(kit.scene) <= SCENES[1]:
        raise BadKits(f"kit {kit.id}: {SCENES[0]} to {SCENES[1]} scenes")
    return kit


@cache
def library() -> Library:
    """Return the kits of this site."""
    return read(settings.CONTENT / "campaigns" / "kits.toml")


def found(typed: str) -> list[Kit]:
    """Return the kits whose title, goal or text holds every typed word, with or without marks."""
    words = vntext.search_key(typed).split()
    return [kit for kit in library().kits if all(word in _searched(kit) for word in words)]


def by_id(name: str) -> Kit | None:
    """Return one kit."""
    return next((kit for kit in library().kits if kit.id == name), None)


def _searched(kit: Kit) -> str:
    return vntext.search_key(f"{kit.title} {kit.goal} {kit.short} {kit.long}")
