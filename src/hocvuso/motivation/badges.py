"""Badges as data (`content/motivation/badges.toml`): words in two languages, dated rules, and what each opens."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from hocvuso.core import rhythm
from hocvuso.core.rhythm import BadgeRule

SKILL = re.compile(r"kns\.\d+\.\d+")
# What a badge may open beside a skill: name in the file, address, and what stands in it.
PAGES: dict[str, tuple[str, Mapping[str, str]]] = {
    "drill": ("awareness:this_week", {}),
    "minutes": ("learning:prefer", {}),
    "together": ("learning:together", {"skill": "kns.4.1"}),
    "help": ("groups:home", {}),
}


class BadBadges(Exception):
    """The file of badges does not say what it must; the sentence tells what is missing."""


@dataclass(frozen=True, slots=True)
class Badge:
    """One badge: rules by their first days, and its words in Vietnamese and English."""

    id: str
    rules: tuple[BadgeRule, ...]
    titles: tuple[str, str]
    sentences: tuple[str, str]
    opens: str

    @property
    def title(self) -> str:
        """What it is called, in the language of the page."""
        return self.titles[translation.get_language() == "en"]

    @property
    def can(self) -> str:
        """What one can do now."""
        return self.sentences[translation.get_language() == "en"]

    @property
    def url(self) -> str:
        """Return the page that it opens."""
        if SKILL.fullmatch(self.opens):
            return reverse("learning:skill", kwargs={"skill": self.opens})
        name, parts = PAGES[self.opens]
        return reverse(name, kwargs=dict(parts))


def read(path: Path) -> dict[str, Badge]:
    """Read badges from a file; raises BadBadges with a sentence when a field is missing or makes no sense."""
    found: dict[str, Badge] = {}
    for row in tomllib.loads(path.read_text(encoding="utf-8")).get("badge", []):
        badge = _badge(row)
        if badge.id in found:
            before = found[badge.id]
            badge = Badge(badge.id, (*before.rules, *badge.rules), badge.titles, badge.sentences, badge.opens)
        found[badge.id] = badge
    if not found:
        raise BadBadges(f"{path}: no [[badge]]")
    return found


def _badge(row: Mapping[str, Any]) -> Badge:
    name = row.get("id", "?")
    try:
        rule = BadgeRule(row["valid_from"], tuple(row.get("skills", ())), int(row.get("weeks", 0)))
        badge = Badge(
            row["id"], (rule,), (row["title"], row["title_en"]), (row["can"], row["can_en"]), row["opens"]
        )  # fmt: skip
    except KeyError as missing:
        raise BadBadges(f"badge {name}: {missing} is missing") from None
    if not rule.skills and not rule.weeks:
        raise BadBadges(f"badge {name}: it asks for nothing")
    if not SKILL.fullmatch(badge.opens) and badge.opens not in PAGES:
        raise BadBadges(f"badge {name}: nothing is called {badge.opens}")
    return badge


@cache
def shipped() -> dict[str, Badge]:
    """Return every badge of the file by its id."""
    return read(settings.CONTENT / "motivation" / "badges.toml")


def skills() -> list[str]:
    """Return every skill that some rule asks for."""
    return sorted({skill for badge in shipped().values() for rule in badge.rules for skill in rule.skills})


def earned(mastered: set[str], weeks: int, day: date) -> dict[str, date]:
    """Return the badges that somebody has earned by the rules of a day, each with the first day of its rule."""
    found = {}
    for badge in shipped().values():
        rule = rhythm.badge_rule(badge.rules, day)
        if rule is not None and rhythm.is_earned(rule, mastered, weeks):
            found[badge.id] = rule.valid_from
    return found
