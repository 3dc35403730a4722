"""Posters in canteens: each code opens one first task at once, before any account.

This is the one that the landing page shows to everybody; units print their own for each place (room awareness).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from hocvuso.core.content import Curriculum, Item
from hocvuso.learning import ways


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


def first_page(curriculum: Curriculum, skill: str) -> str:
    """Return the first task of a skill that has one before any account, else the first step of its first lesson."""
    for poster in POSTERS.values():
        if poster.skill == skill:
            return reverse("learning:first_task", kwargs={"code": poster.code})
    lessons = [each for each in curriculum.lessons.values() if each.skill == skill and each.steps]
    if not lessons:
        return reverse("learning:home")
    return ways.step_url(min(lessons, key=lambda each: each.order).steps[0].id)
