"""The picture of a step on a page: where it is fetched, how large it is, whether it waits until it is asked for."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from hocvuso.core import drawing
from hocvuso.core.content import Step
from hocvuso.people.middleware import THEMES

COOKIE, ON_TAP = "hvs_pictures", "tap"
_PACKED = 0.4  # measured: the median drawing leaves the server at that share of its bytes
_STEP = re.compile(r"^(?P<skill>[^/]+)/(?P<lesson>[^#]+)#(?P<step>.+)$")


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture as a page shows it."""

    url: str
    alt: str
    width: int
    height: int
    kib: int  # what loading it costs, rounded up
    on_tap: bool


def shown(request: HttpRequest, step: Step) -> Shown | None:
    """Return the picture of a step for this browser, or None where there is none yet."""
    if step.picture is None or not step.picture.draw:
        return None
    theme = chosen_theme(request)
    text, alt = step.picture.draw, step.picture.alt
    made = drawing.drawing(text)
    weight = len(drawing.svg(text, alt, theme).encode()) * _PACKED
    return Shown(address(step, theme), alt, made.width, made.height, -(-int(weight) // 1024), on_tap(request))


def address(step: Step, theme: str) -> str:
    """Return where the picture is: the address changes with the picture, so that browsers may keep it for ever."""
    found = _STEP.match(step.id)
    if step.picture is None or found is None:
        return ""
    named = f"{drawing.stamp(step.picture.draw, step.picture.alt)}.{theme}"
    return reverse("learning:picture", kwargs={**found.groupdict(), "named": named})


def chosen_theme(request: HttpRequest) -> str:
    """Return the theme that the person chose; "auto" lets his phone decide.

    An image does not see `data-theme` of the page around it, so the theme is a part of its address.
    """
    theme = request.COOKIES.get("hvs_theme", "")
    return theme if theme in THEMES else drawing.AUTO


def on_tap(request: HttpRequest) -> bool:
    """Tell whether this browser saves data: chosen here, or said by the phone itself."""
    return request.COOKIES.get(COOKIE) == ON_TAP or request.headers.get("Save-Data", "").lower() == "on"
