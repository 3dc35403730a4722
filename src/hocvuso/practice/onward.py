"""Where somebody goes on after a run: rooms above know who sent him here and tell it; this room asks none above."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class Onward:
    """An address on this site to which a run leads on, and the plan of which the run is a part ("" for none)."""

    url: str
    plan: str = ""


_asked: list[Callable[[HttpRequest], Onward | None]] = []


def onward_from(ask: Callable[[HttpRequest], Onward | None]) -> None:
    """Take the function that reads from a request where it leads on to."""
    _asked[:] = [ask]


def of(request: HttpRequest) -> Onward | None:
    """Return where a run leads on to, None for somebody who came by himself."""
    return _asked[0](request) if _asked else None
