"""A bubble as a message of Zalo: one text of so many letters, at most four buttons, each choice also by its number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from hocvuso.assistant.tutor_words import Shown
from hocvuso.core.talking import DONT_KNOW, HELP, MOST_BUTTONS

LONGEST_BUTTON = 100  # letters of a title, from the documentation as others copied it
MARK = "#hvs"  # how a tapped button comes back: as a text with what we had put behind it
Buttons = Sequence[tuple[str, str]]


def message(text: str, buttons: Buttons = (), bubble: str = "") -> dict[str, Any]:
    """Return what is kept of a message until it goes: its words, and buttons as (what comes back, title)."""
    rows = [[f"{MARK} {bubble} {name}".strip(), title[:LONGEST_BUTTON]] for name, title in buttons[:MOST_BUTTONS]]
    return {"text": shortened(text), "buttons": rows}


def sent(body: dict[str, Any]) -> dict[str, Any]:
    """Return a kept message as the interface takes it."""
    if not body["buttons"] or not settings.ZALO_BUTTONS:
        return {"text": body["text"]}
    buttons = [{"type": "oa.query.hide", "title": title, "payload": payload} for payload, title in body["buttons"]]
    return {"text": body["text"], "attachment": {"type": "template", "payload": {"buttons": buttons}}}


def tapped(text: str) -> tuple[str, str] | None:
    """Return bubble and button of a text that came from one of our buttons, None for typed words."""
    parts = text.split(" ", 2)
    if parts[0] != MARK or len(parts) not in {2, 3}:
        return None
    return ("", parts[1]) if len(parts) == 2 else (parts[1], parts[2])


def of_bubble(shown: Shown, bubble: str) -> dict[str, Any]:
    """Return a bubble of the lesson, or an answer of the assistant, as one message."""
    parts = [_exhibit(shown), *_lines(shown.lines)]
    if shown.kind == "ask":
        choices = shown.options or shown.buttons
        parts.append("\n".join(f"{number}. {label}" for number, (_id, label) in enumerate(choices, start=1)))
    if shown.wants_text:
        parts.append(_("Write your answer in a few words."))
    elif shown.kind == "ask":
        parts.append(_("Tap a button, or write the number."))
    parts += _standing(shown)
    buttons = [*shown.buttons]
    extra = [(HELP, _("I'm stuck"))] if shown.may_help else []
    extra += [(DONT_KNOW, _("I don't know"))] if shown.may_not_know else []
    buttons += extra[: max(0, MOST_BUTTONS - len(buttons))]
    return message("\n\n".join(part for part in parts if part), buttons, bubble)


def _standing(shown: Shown) -> list[str]:
    """Say in words what has no button left."""
    words = []
    left = MOST_BUTTONS - len(shown.buttons)
    if shown.may_help and left < 1:
        words.append(_("Stuck? Write “kẹt”."))
    if shown.may_not_know and left < 1 + shown.may_help:
        words.append(_("Not sure? Write “không biết”."))
    return [" ".join(words)] if words else []


def _exhibit(shown: Shown) -> str:
    _kind, sender, text = shown.exhibit
    if not text or shown.kind != "ask":
        return ""
    return (_("Example, from %(sender)s:") % {"sender": sender} if sender else _("Example:")) + f"\n“{text}”"


def _lines(lines: Sequence[tuple[str, str]]) -> list[str]:
    found: list[str] = []
    number = 0
    for role, text in lines:
        number = number + 1 if role == "do" else 0
        prefix = {"do": f"{number}. ", "care": _("Careful: "), "hint": _("Hint: "), "safe": "✓ "}.get(role, "")
        if role == "do" and number > 1:
            found[-1] += f"\n{prefix}{text}"
        else:
            found.append(prefix + text)
    return found


def shortened(text: str) -> str:
    """Return a text that fits, ended at a line or a word, with where to read the rest."""
    most = settings.ZALO_LETTERS
    if len(text) <= most:
        return text
    more = "\n" + _("Read on: %(link)s") % {"link": settings.SITE_URL}
    cut = text[: most - len(more) - 1]
    at = max(cut.rfind("\n"), cut.rfind(" ") if "\n" not in cut[most // 2 :] else 0)
    return f"{cut[:at] if at > 0 else cut}…{more}"
