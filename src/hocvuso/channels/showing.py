"""How many notices are new, for the head of each page, without a statement on the hot pages.

Each process remembers the number for a minute. Other pages look it up when it is older; the hot doors show what is
remembered and never ask.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from threading import Lock
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from hocvuso.channels import queries

REMEMBERED_SECONDS = 60.0  # decided: so late may the number be
MOST_REMEMBERED = 5000  # decided: about 1 MiB
_numbers: dict[uuid.UUID, tuple[float, int]] = {}
_lock = Lock()


def page_context(request: HttpRequest) -> dict[str, Any]:
    """Return what the head of a page asks: the number of new notices, looked up only when it is shown."""
    return {"unread": _number_for(request)}


def forget(person: uuid.UUID) -> None:
    """Look the number up anew, because the person has just seen his notices."""
    with _lock:
        _numbers.pop(person, None)


def _number_for(request: HttpRequest) -> Callable[[], int]:
    def number() -> int:
        person = reader_of(request)
        if person is None:
            return 0
        at, known = _numbers.get(person, (0.0, 0))
        if request.path_info in settings.HOT_DOORS or (at and time.monotonic() - at < REMEMBERED_SECONDS):
            return known
        return _remember(person, queries.unread(person))

    return number


def _remember(person: uuid.UUID, number: int) -> int:
    with _lock:
        if len(_numbers) >= MOST_REMEMBERED:
            _numbers.clear()
        _numbers[person] = (time.monotonic(), number)
    return number


def reader_of(request: HttpRequest) -> uuid.UUID | None:
    """Return whose notices the head of this page tells: the official's on his pages, else the named learner's."""
    if request.path_info.startswith("/cb/"):
        user = getattr(request, "user", None)
        return uuid.UUID(str(user.pk)) if user is not None and user.is_authenticated else None
    learner = getattr(request, "learner", None)
    return learner.person if learner is not None and learner.name else None
