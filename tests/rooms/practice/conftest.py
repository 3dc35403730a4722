"""A folder with the small worked example as its only scenario."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).resolve().parents[3] / "docs/manuals/scenario-example.toml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of scenarios."""
    (tmp_path / "strange-call").mkdir()
    shutil.copy(EXAMPLE, tmp_path / "strange-call/scenario.toml")
    return tmp_path


@pytest.fixture
def edit(folder: Path) -> Callable[[str, str], None]:
    """Return a function that changes one place of the file."""
    path = folder / "strange-call/scenario.toml"

    def change(old: str, new: str) -> None:
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return change
