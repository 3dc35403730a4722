"""The interface is complete in Vietnamese; English is the text in the code itself."""

from __future__ import annotations

import re

import pytest

from scripts import messages
from tests.house import tree


@pytest.mark.parametrize("room", messages.rooms(), ids=lambda room: room.name)
def test_every_text_has_its_vietnamese(room):
    told = messages.problems(room)
    assert not told, "\n".join(told)


def test_no_two_rooms_disagree():
    assert not messages.clashes(), "\n".join(messages.clashes())


def test_only_rooms_that_django_asks_have_texts():
    """`config` and `core` are no apps: a translation there would never be found."""
    strays = [room.name for room in messages.rooms() if room.name in {"config", "core"}]
    assert not strays, strays


@pytest.mark.parametrize("room", messages.rooms(), ids=lambda room: room.name)
def test_files_are_as_the_tool_writes_them(room):
    kept = messages.po_file(room)
    assert kept.exists(), f"make messages: {tree.short(kept)}"
    assert kept.read_text(encoding="utf-8") == messages.render(room, _merged(room)), "run: make messages"


def _merged(room):
    fresh, kept = messages.extract(room), messages.stored(room)
    for message in fresh:
        old = kept.get(message.id[0] if isinstance(message.id, tuple) else message.id, message.context)
        if message.id and old is not None:
            message.string = old.string
    return fresh


def test_no_vietnamese_is_typed_into_code_of_rooms():
    """Texts on screen go through gettext; only commands of the terminal speak Vietnamese directly."""
    letters = re.compile(r"[ăâđêôơưạảãàáằắặẳẵầấậẩẫèéẹẻẽềếệểễìíịỉĩòóọỏõồốộổỗờớợởỡùúụủũừứựửữỳýỵỷỹ]", re.IGNORECASE)
    said = [
        f"{tree.short(path)}:{number}: {line.strip()[:80]}"
        for path in tree.templates()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if letters.search(re.sub(r"Học Vụ Số|Tiếng Việt|\{#.*?#\}|\{%-? trans.*?endtrans -?%\}", "", line))
    ]
    allowed = ("plumbing/jinja2/plumbing/failed.html",)  # must not need anything that may be broken
    said = [line for line in said if not any(name in line for name in allowed)]
    assert not said, "\n".join(said)
