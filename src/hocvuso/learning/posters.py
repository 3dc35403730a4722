"""Posters in canteens: each code opens one first task at once, before any account.

Campaigns will bring posters of their own; this is the one that the landing page shows to everybody.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from hocvuso.core.content import Curriculum, Item


@dataclass(frozen=True, slots=True)
class Poster:
    """One poster: its code in the address, its words, and the skill whose message is shown."""

    code: str
    skill: str
    title: Callable[[], str]
    sentence: Callable[[], str]


POSTERS = {
    poster.code: poster
    for poster in (
        Poster(
            "tin-lua-dao",
            "kns.4.3",
            lambda: _("Recognise a scam message"),
            lambda: _("You look at a message and choose: can it be trusted, or is it suspicious?"),
        ),
    )
}
DEFAULT = "tin-lua-dao"


def first_item(curriculum: Curriculum, poster: Poster) -> Item | None:
    """Return the easiest message of the poster's skill whose parts can be judged, None when there is none."""
    messages = [
        item for item in curriculum.items.values()
        if item.skill == poster.skill and item.kind == "mark_signs" and item.status != "retired"
    ]  # fmt: skip
    return min(messages, key=lambda item: (item.difficulty, item.id), default=None)
