"""What all pages of authors have in common: the way to the others, lists in parts."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from hocvuso.people import queries as people
from hocvuso.plumbing import paging

A_PAGE = 20


@dataclass(frozen=True, slots=True)
class Reminder:
    """One thing that waits for authors: how it is said, and where it is done."""

    sentence: str
    url: str


_PARTS: list[tuple[str, str, Callable[[], str]]] = [
    ("assistant:authoring", "message", lambda: _("Questions asked in vain")),
    ("assistant:authoring_steps", "flag", lambda: _("How steps are found")),
    ("assistant:authoring_added", "source", lambda: _("Wordings added")),
    ("assistant:authoring_drafts", "people", lambda: _("Drafts from officials' answers")),
    ("frameworks:desk", "skills", lambda: _("Official tables")),
]
_REMINDERS: list[Callable[[], Reminder | None]] = []


def add_part(address: str, icon: str, word: Callable[[], str]) -> None:
    """Let a room above add a page of its own to the ways of authors; `address` is the name of one."""
    _PARTS.append((address, icon, word))


def add_reminder(reminder: Callable[[], Reminder | None]) -> None:
    """Let a room above say on the first page of authors what waits; None: nothing."""
    _REMINDERS.append(reminder)


def reminders() -> list[Reminder]:
    """Return what waits elsewhere for authors."""
    return [said for each in _REMINDERS if (said := each()) is not None]


def frame(viewer: uuid.UUID, here: str) -> dict[str, Any]:
    """Return what surrounds every page of authors: who is in, where else to go; `here` is its address's name."""
    name = people.names([viewer]).get(viewer)
    polite = name.polite if name else ""
    return {
        "polite": polite[:1].upper() + polite[1:],
        "rail": [(reverse(page), icon, word(), page == here) for page, icon, word in _PARTS],
    }


def page_of(request: HttpRequest, listed: Sequence[Any]) -> dict[str, Any]:
    """Return the part of a list that the address asks for, and where the rest is."""
    part = paging.part(paging.asked(request.GET), len(listed), A_PAGE)
    kept = {name: value for name, value in request.GET.items() if name not in ("trang", "moi", "chay")}

    def link(to: int) -> str:
        return f"{request.path}?{urlencode({**kept, 'trang': to})}"

    return {
        "rows": listed[part.rows],
        "number": part.number,
        "last": part.pages,
        "before": link(part.earlier) if part.earlier else "",
        "after": link(part.later) if part.later else "",
    }
