"""A small, whole content folder that each test may break in its own copy."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from hocvuso.curriculum.lint import check_folder
from hocvuso.curriculum.parse import Reading

SMALL = Path(__file__).parent / "small"
TODAY = date(2026, 11, 23)
Edit = Callable[[str, str, str], None]

SKILL = "skills/kns.0.1/skill.toml"
LESSON = "skills/kns.0.1/lessons/first-steps.toml"
ITEMS = "skills/kns.0.1/items.toml"
CARD = "answers/lost-phone.toml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the small folder."""
    return Path(shutil.copytree(SMALL, tmp_path / "content"))


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
def check(folder: Path) -> Callable[[], Reading]:
    """Checks the copy as of a fixed day."""
    return lambda: check_folder(folder, today=TODAY)
