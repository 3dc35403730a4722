"""The Jinja2 environment of our own pages: strict about unknown names, translated, with our filters."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from hocvuso.plumbing import clock

_ICONS: dict[str, Markup] = {}


def share(value: float) -> str:
    """Write a share 0…1 as on screen: 0.61 → "61%"."""
    return f"{round(value * 100)}%"


def number(value: int) -> str:
    """Write a whole number with the separator of the language: 1860 → "1.860" (vi), "1,860" (en)."""
    text = f"{value:,}"
    return text if translation.get_language() == "en" else text.replace(",", ".")


def day(value: date | datetime) -> str:
    """Write a date for learners: day/month, with the year only when it is not this year's."""
    at = value.astimezone(clock.VIETNAM).date() if isinstance(value, datetime) else value
    return f"{at.day}/{at.month}" if at.year == clock.today().year else f"{at.day}/{at.month}/{at.year}"


def full_day(value: date | datetime) -> str:
    """Write a date for officials: 18/05/2026."""
    at = value.astimezone(clock.VIETNAM).date() if isinstance(value, datetime) else value
    return f"{at:%d/%m/%Y}"


def full_time(value: datetime) -> str:
    """Write a moment for officials, Vietnamese time: 18/05/2026 06:00."""
    return f"{value.astimezone(clock.VIETNAM):%d/%m/%Y %H:%M}"


def icon(name: str) -> Markup:
    """Return one of our own icons as inline SVG, hidden from screen readers; it always has words beside it."""
    if name not in _ICONS:
        path = Path(__file__).parent / "icons" / f"{name}.svg"
        _ICONS[name] = Markup(path.read_text(encoding="utf-8").strip())  # noqa: S704 - our own files
    return _ICONS[name]


def address(name: str, **parts: Any) -> str:
    """Return the address with that name: `url('learning:skill', skill='kns.4.3')`; remembered, they never change."""
    return _address(name, tuple(sorted(parts.items())))


@lru_cache(maxsize=4096)
def _address(name: str, parts: tuple[tuple[str, Any], ...]) -> str:
    return reverse(name, kwargs=dict(parts) or None)


def words(message: str) -> str:
    """Return a screen text in the language of the request; a page asks for some thirty of them."""
    return _translated(translation.get_language(), message)


@lru_cache(maxsize=4096)
def _translated(language: str | None, message: str) -> str:
    return translation.gettext(message)


def environment(**options: Any) -> Environment:
    """Build the environment; called once by Django."""
    strict = {**options, "undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    env = Environment(**strict, extensions=["jinja2.ext.i18n"])  # noqa: S701 - Django's options set autoescape
    env.install_gettext_callables(  # type: ignore[attr-defined]
        words, translation.ngettext, newstyle=True, pgettext=translation.pgettext
    )
    env.globals.update(
        static=lru_cache(maxsize=256)(static),
        url=address,
        icon=icon,
        operator=settings.OPERATOR_NAME,
        site_url=settings.SITE_URL,
        keeps_pages=settings.KEEPS_PAGES,
    )
    env.filters.update(share=share, number=number, day=day, full_day=full_day, full_time=full_time)
    return env
