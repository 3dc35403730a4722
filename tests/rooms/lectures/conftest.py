"""A small content folder that can be told, and what a voice needs to be tried without a machine that speaks."""

from __future__ import annotations

import io
import math
import shutil
import struct
import wave
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from hocvuso.lectures.catalogue import Catalogue, open_catalogue
from hocvuso.lectures.script import Script, Speaker

SMALL = Path(__file__).parents[1] / "curriculum/small"
TODAY = date(2026, 11, 29)
LESSON = "kns.0.1/first-steps"
Edit = Callable[[str, str, str], None]


def hum(seconds: float = 0.6, rate: int = 22_050) -> bytes:
    """A sentence as a WAV that anybody can make: a hum."""
    held = io.BytesIO()
    with wave.open(held, "wb") as file:
        file.setparams((1, 2, rate, 0, "NONE", ""))
        count = round(seconds * rate)
        file.writeframes(b"".join(struct.pack("<h", round(9000 * math.sin(at * 0.06))) for at in range(count)))
    return held.getvalue()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the small folder with the lexicon and the phrases of the real one."""
    made = Path(shutil.copytree(SMALL, tmp_path / "content"))
    shutil.copytree(settings.CONTENT / "lectures", made / "lectures")
    return made


@pytest.fixture
def edit(folder: Path) -> Edit:
    """Replaces the first occurrence of a text in a file of the copy; it must be there."""

    def change(file: str, old: str, new: str) -> None:
        path = folder / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {file}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


@pytest.fixture
def told(folder: Path) -> Callable[..., Script]:
    """Reads the folder anew and returns the script of its lesson."""

    def read(speaker: Speaker | None = None) -> Script:
        catalogue: Catalogue = open_catalogue(folder)
        return catalogue.script(LESSON, today=TODAY, speaker=speaker or Speaker("espeak"))

    return read
