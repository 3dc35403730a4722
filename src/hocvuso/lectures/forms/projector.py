"""The lecture as one page for a projector: arrows turn the slides, N shows what to say, it needs nothing else.

Without a script all slides stand one below the other, ready to be printed.
"""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache
from html import escape
from pathlib import Path
from string import Template

from hocvuso.lectures.script import LETTERS, Scene, Script

HERE = Path(__file__).parent


def page(script: Script, said: dict[str, str]) -> str:
    """Return the page; style, script and drawings are inside."""
    style, action = _style(), _action()
    slides = "\n".join(_slide(script, scene) for scene in script.scenes)
    return _frame().substitute(
        title=escape(script.title), description=escape(said["description"], quote=True),
        comment=escape(said["comment"], quote=True), rights=escape(said["copyright"], quote=True),
        style=style, slides=slides, action=action,
    )  # fmt: skip


def policy() -> str:
    """Return the content policy under which this page may be shown by a site: its own style and script, no request."""
    hashes = (base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in (_style(), _action()))
    style, action = hashes
    own = f"style-src 'sha256-{style}'; script-src 'sha256-{action}'"
    return f"default-src 'none'; img-src data:; {own}; frame-ancestors 'none'"


@lru_cache(maxsize=1)
def _frame() -> Template:
    return Template((HERE / "projector.html").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _style() -> str:
    return (HERE / "projector.css").read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def _action() -> str:
    return (HERE / "projector.js").read_text(encoding="utf-8")


def _slide(script: Script, scene: Scene) -> str:
    notes = "".join(f"<p>{escape(sentence.text)}</p>" for sentence in scene.sentences)
    label = f'<p class="label">{escape(scene.label)}</p>' if scene.label and scene.kind not in {"end"} else ""
    drawing = f'<div class="drawing">{scene.picture}</div>' if scene.picture else ""
    foot = " · ".join((*script.marks, script.lesson, "Học Vụ Số · CC BY-SA 4.0"))
    return (
        f'<section class="{scene.kind}{" drawn" if scene.picture else ""}">{label}<h2>{escape(scene.heading)}</h2>'
        f"{drawing}{_body(scene)}<footer>{escape(foot)}</footer><aside>{notes}</aside></section>"
    )


def _body(scene: Scene) -> str:
    if scene.kind == "do":
        items = "".join(f"<li>{_bold(line)}</li>" for line in scene.lines)
        return f'<ol start="{scene.first}">{items}</ol>'
    if scene.kind == "key":
        return "<ul>" + "".join(f"<li>{_bold(line)}</li>" for line in scene.lines) + "</ul>"
    if scene.kind in {"check", "answer"}:
        rows = enumerate(scene.lines)
        return "<ul class=choices>" + "".join(
            f"<li{' class=right' if number == scene.right else ''}><b>{LETTERS[number]}</b> {_bold(line)}</li>"
            for number, line in rows if scene.kind == "check" or number == scene.right
        ) + "</ul>"  # fmt: skip
    sender = f"<p class=sender>{escape(scene.sender)}</p>" if scene.sender else ""
    lines = [
        f"<p class=item>{_bold(line[2:])}</p>" if line.startswith("- ") else f"<p>{_bold(line)}</p>"
        for line in scene.lines
    ]
    return f'<div class="text">{sender}{"".join(lines)}</div>'


def _bold(text: str) -> str:
    parts = escape(text).split("**")
    return "".join(f"<b>{part}</b>" if number % 2 else part for number, part in enumerate(parts))
