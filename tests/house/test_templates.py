"""Pages: Jinja2, no inline script or style (the content policy forbids them), icons without style."""

from __future__ import annotations

import re

import pytest
from django.template import engines

from tests.house import tree

INLINE = {
    "style element": re.compile(r"<style\b", re.IGNORECASE),
    "style attribute": re.compile(r"\sstyle\s*=", re.IGNORECASE),
    "script without src": re.compile(r"<script\b(?![^>]*\bsrc=)", re.IGNORECASE),
    "event attribute": re.compile(r"\son[a-z]+\s*=\s*[\"'{]", re.IGNORECASE),
    "javascript address": re.compile(r"javascript:", re.IGNORECASE),
}


@pytest.mark.parametrize("what", INLINE)
def test_nothing_inline_in_pages_and_drawings(what):
    drawings = [path for path in tree.files() if path.suffix == ".svg" and tree.SOURCES in path.parents]
    pages = [*tree.templates(), *drawings]
    assert len(pages) > 40
    found = [
        f"{tree.short(path)}:{number}"
        for path in pages
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if INLINE[what].search(line)
    ]
    assert not found, "\n".join(found)


# A drawing is an image of its own, served under a policy that allows exactly its own style sheet.
DRAWN = "src/hocvuso/core/drawing/__init__.py"


def test_nothing_inline_in_texts_of_python():
    found = [
        f"{tree.short(path)}:{number}"
        for path in tree.product()
        if tree.short(path) != DRAWN
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if "<" in line and any(each.search(line) for each in INLINE.values())
    ]
    assert not found, "\n".join(found)


def test_our_pages_lie_where_jinja2_looks():
    astray = [
        tree.short(path)
        for path in tree.files()
        if tree.SOURCES in path.parents and "templates" in path.relative_to(tree.SOURCES).parts
    ]
    assert not astray, "\n".join(astray)
    assert type(engines.all()[0]).__name__ == "Jinja2"


def test_every_page_compiles():
    engine = engines.all()[0]
    for path in tree.templates():
        engine.env.parse(path.read_text(encoding="utf-8"), filename=str(path))


def test_every_page_that_python_names_is_ours():
    """What a view renders is found by the Jinja2 engine, and no part of a page lies about unused."""
    page = re.compile(r"[\"']([a-z_]+(?:/[a-z_]+)+\.html)[\"']")
    named = set()
    for path in [*tree.product(), *tree.templates()]:
        named |= set(page.findall(path.read_text(encoding="utf-8")))
    known = {path.as_posix().partition("/jinja2/")[2] for path in tree.templates()}
    rooms = {name.partition("/")[0] for name in known} - {"allauth", "account", "mfa"}
    missing = {name for name in named if name.partition("/")[0] in rooms} - known
    assert not missing, "\n".join(sorted(missing))
