"""The Jinja2 environment of our own pages: strict about unknown names, translated, with our filters.

What never changes within a language (texts, addresses, icons, names of files) is written into the page when it is
compiled, once for each language. A page asks for some thirty of them; looking them up each time made 0.35 of the
1.0 ms of the plan's page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, MutableMapping
from datetime import date, datetime
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from jinja2 import Environment, StrictUndefined, Template, nodes
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

from hocvuso.plumbing import clock

# What lessons are written in, for a page in another language: voices and screen readers follow it (WCAG 3.1.2).
CONTENT_LANG = f' lang="{settings.LANGUAGE_CODE}"'

_ICONS: dict[str, Markup] = {}


def share(value: float) -> str:
    """Write a share 0…1 as on screen: 0.61 → "61%"."""
    return f"{round(value * 100)}%"


def number(value: int) -> str:
    """Write a whole number with the separator of the language: 1860 → "1.860" (vi), "1,860" (en)."""
    text = f"{value:,}"
    return text if translation.get_language() == "en" else text.replace(",", ".")


def decimal(value: float, digits: int = 1) -> str:
    """Write a number with its decimals as the language does: 0.5 → "0,5" (vi), "0.5" (en)."""
    text = f"{value:.{digits}f}"
    return text if translation.get_language() == "en" else text.replace(".", ",")


def day(value: date | datetime) -> str:
    """Write a date for learners: day/month, with the year only when it is not this year's."""
    at = clock.day_of(value) if isinstance(value, datetime) else value
    return f"{at.day}/{at.month}" if at.year == clock.today().year else f"{at.day}/{at.month}/{at.year}"


def full_day(value: date | datetime) -> str:
    """Write a date for officials: 18/05/2026."""
    at = clock.day_of(value) if isinstance(value, datetime) else value
    return f"{at:%d/%m/%Y}"


def full_time(value: datetime) -> str:
    """Write a moment for officials, Vietnamese time: 18/05/2026 06:00."""
    return f"{value.astimezone(clock.VIETNAM):%d/%m/%Y %H:%M}"


def clock_time(value: datetime) -> str:
    """Write the hour of a moment, Vietnamese time: 17:30."""
    return f"{value.astimezone(clock.VIETNAM):%H:%M}"


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


@lru_cache(maxsize=4096)
def _translated(language: str, message: str) -> str:
    with translation.override(language):
        return translation.gettext(message)


@lru_cache(maxsize=4096)
def _counted(language: str, one: str, many: str, count: int) -> str:
    with translation.override(language):
        return translation.ngettext(one, many, count)


class _WrittenIn(NodeTransformer):
    """Puts the value in the place of each call of a fixed function with fixed arguments, and joins what is side by
    side after that: the plan's page then consists of 40 pieces instead of 116.
    """

    def __init__(self, fixed: Mapping[str, Callable[..., str]]) -> None:
        self.fixed = fixed

    def generic_visit(self, node: nodes.Node, *args: Any, **kwargs: Any) -> nodes.Node:
        """Visit all parts, then join what is put out one after the other."""
        visited = super().generic_visit(node, *args, **kwargs)
        for _, value in visited.iter_fields():
            if isinstance(value, list):
                value[:] = _joined(value)
        return visited

    def visit_Call(self, node: nodes.Call, *args: Any, **kwargs: Any) -> nodes.Node:
        """Return the value as a constant, or the call as it is where it depends on the request."""
        self.generic_visit(node, *args, **kwargs)
        if (
            not isinstance(node.node, nodes.Name)
            or node.node.name not in self.fixed
            or node.dyn_args
            or node.dyn_kwargs
        ):
            return node
        try:
            given = [each.as_const() for each in node.args]
            named = {each.key: each.value.as_const() for each in node.kwargs}
        except nodes.Impossible:
            return node
        return nodes.Const(self.fixed[node.node.name](*given, **named), lineno=node.lineno)


def _joined(parts: list[Any]) -> list[Any]:
    found: list[Any] = []
    for part in parts:
        if found and type(part) is nodes.Output and type(found[-1]) is nodes.Output:
            found[-1] = nodes.Output([*found[-1].nodes, *part.nodes], lineno=found[-1].lineno)
        else:
            found.append(part)
    return found


class _Spoken(Environment):
    """Compiles pages for one language."""

    fixed: Mapping[str, Callable[..., str]]

    def _generate(
        self, source: nodes.Template, name: str | None, filename: str | None, defer_init: bool = False
    ) -> str:
        # A name that the page gives another meaning is looked up there, as always.
        given = {each.name for each in source.find_all(nodes.Name) if each.ctx in {"store", "param"}}
        fixed = {each: value for each, value in self.fixed.items() if each not in given}
        return super()._generate(_WrittenIn(fixed).visit(source), name, filename, defer_init)


class Pages(Environment):
    """What Django asks for a page: leads to the environment of the language in which the request is answered."""

    spoken: Mapping[str, Environment]

    def get_template(
        self, name: str | Template, parent: str | None = None, globals: MutableMapping[str, Any] | None = None
    ) -> Template:
        """Return the page compiled for the active language."""
        spoken = self.spoken.get(translation.get_language() or "", self.spoken[settings.LANGUAGE_CODE])
        return spoken.get_template(name, parent, globals)


def environment(**options: Any) -> Pages:
    """Build the environment; called once by Django."""
    strict = {**options, "undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    pages = Pages(**strict, extensions=["jinja2.ext.i18n"])
    pages.spoken = {code: _spoken(code, strict) for code, _ in settings.LANGUAGES}
    _equip(pages, settings.LANGUAGE_CODE)
    return pages


def _spoken(language: str, options: Mapping[str, Any]) -> Environment:
    env = _Spoken(**options, extensions=["jinja2.ext.i18n"])
    _equip(env, language)

    def text(message: str) -> str:
        return Markup(_translated(language, message)) % {}  # noqa: S704 - texts are ours

    def language_of() -> str:
        return Markup(CONTENT_LANG if language != settings.LANGUAGE_CODE else "")  # noqa: S704 - a constant

    env.fixed = {"gettext": text, "_": text, "static": _file, "url": address, "icon": icon, "content_lang": language_of}
    return env


_file = lru_cache(maxsize=256)(static)


def _equip(env: Environment, language: str) -> None:
    env.install_gettext_callables(  # type: ignore[attr-defined]
        partial(_translated, language), partial(_counted, language), newstyle=True, pgettext=translation.pgettext
    )
    env.globals.update(
        static=_file,
        url=address,
        icon=icon,
        operator=settings.OPERATOR_NAME,
        site_url=settings.SITE_URL,
        keeps_pages=settings.KEEPS_PAGES,
    )
    env.filters.update(share=share, number=number, decimal=decimal, day=day, full_day=full_day, full_time=full_time)
    env.filters["clock_time"] = clock_time
