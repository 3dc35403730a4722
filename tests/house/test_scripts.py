"""Scripts: small, plain, and readable by the browsers that cheap phones have."""

from __future__ import annotations

import gzip
import re

import pytest

from tests.house import tree
from tests.house.es2017 import newer_than_2017

# foundations.md 3, KiB compressed.
SHELL_KIB, PAGE_KIB, FIRST_PAINT_KIB = 8, 10, 25
PLAYER = "practice/static/practice"  # its scripts are one budget
PLAYER_KIB = 25
HTML_KIB = 10  # what the first-paint budget leaves for a page once the style sheet has its 15

NEWER = [
    "a?.b", "a ?? b", "a ??= 1", "x = {...y}", "const {q, ...rest} = x", "try { a() } catch { b() }",
    "class A { n = 1 }", "const n = 10n", "const n = 1_000", "/(?<year>x)/.test(s)", "/x/s.test(t)", "import('x')",
    "async function* g() {}", "async function f() { for await (const x of y) g(x) }", "s.replaceAll('a', 'b')",
    "fetch(u).finally(done)", "await fetch(u)", "function (",
]  # fmt: skip
OLD_ENOUGH = """
async function send(list, ...more) { const [first, ...rest] = list; await fetch(first, {method: "POST"}); return rest; }
try { send([1, 2]); } catch (problem) { console.log(`no ${problem}`); }
class Queue extends Array { get size() { return this.length ** 1; } static of(x) { return Math.max(...x); } }
customElements.define("x-y", class extends HTMLElement { connectedCallback() { this.hidden = /a.b/giu.test("a"); } });
"""


def _kib(*paths):
    return sum(len(gzip.compress(path.read_bytes(), 9)) for path in paths) / 1024


@pytest.mark.parametrize("source", NEWER)
def test_the_reader_knows_what_is_newer(source):
    assert newer_than_2017(source)


def test_the_reader_accepts_what_2017_knew():
    assert newer_than_2017(OLD_ENOUGH) == []


def test_scripts_are_of_2017():
    scripts = tree.scripts()
    assert len(scripts) >= 3
    newer = [
        f"{tree.short(path)}:{line}" for path in scripts for line in newer_than_2017(path.read_text(encoding="utf-8"))
    ]
    assert not newer, "\n".join(newer)


def test_the_shell_is_light():
    base = (tree.SOURCES / "plumbing/jinja2/plumbing/base.html").read_text(encoding="utf-8")
    names = re.findall(r"<script src=\"\{\{ static\('([^']+)'\) \}\}\"", base)
    assert names
    shell = [tree.SOURCES / name.partition("/")[0] / "static" / name for name in names]
    assert _kib(*shell) <= SHELL_KIB, f"{_kib(*shell):.1f} KiB on every page: {names}"


def test_each_page_script_is_light():
    heavy = {tree.short(path): f"{_kib(path):.1f} KiB" for path in tree.scripts() if _kib(path) > PAGE_KIB}
    assert not heavy, heavy


def test_the_player_of_simulators_is_light():
    scripts = [path for path in tree.scripts() if PLAYER in path.as_posix()]
    assert len(scripts) >= 3
    assert _kib(*scripts) <= PLAYER_KIB, f"{_kib(*scripts):.1f} KiB"


def test_the_style_sheet_leaves_room_for_the_page():
    sheets = [path for path in tree.files() if path.suffix == ".css" and tree.SOURCES in path.parents]
    assert sheets
    heavy = {tree.short(path): f"{_kib(path):.1f} KiB" for path in sheets if _kib(path) > FIRST_PAINT_KIB - HTML_KIB}
    assert not heavy, heavy


def test_no_script_comes_from_elsewhere():
    """No build step, no framework, no content network: what runs on a phone stands in this repository."""
    strangers = [
        f"{tree.short(path)}:{number}"
        for path in [*tree.templates(), *tree.scripts()]
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if re.search(r"(src|href)=\"(https?:)?//|importScripts\(|from \"https?:|url\((https?:)?//", line)
    ]
    assert not strangers, "\n".join(strangers)
