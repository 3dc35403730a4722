""" "How to add X" of CONTRIBUTING, done in a copy: nothing outside the named files is needed."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import get_args

import pytest

from hocvuso.core.content import ITEM_KINDS
from hocvuso.curriculum import schema
from hocvuso.curriculum.lint import check_folder
from hocvuso.curriculum.parse import Reading
from tests.house import tree

TODAY = date(2026, 11, 23)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of a small library: a skill with a lesson, one without, and a card."""
    return Path(shutil.copytree(tree.ROOT / "tests/rooms/curriculum/small", tmp_path / "content"))


def _errors(reading: Reading) -> set[str]:
    """Return what is wrong, without the twins that come of copying instead of writing."""
    wrong = [each for each in reading.problems if each.severity == "error" and "gần như trùng" not in each.what]
    return {f"{each.file}: {each.what}" for each in wrong}


def _put(path: Path, old: str, new: str) -> None:
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def test_a_skill_needs_its_own_folder_only(content):
    before = check_folder(content, today=TODAY)
    folder = content / "skills/kns.0.9"
    shutil.copytree(content / "skills/kns.0.1", folder)
    for path in folder.rglob("*.toml"):
        _put(path, "kns.0.1", "kns.0.9")
    after = check_folder(content, today=TODAY)
    assert _errors(after) == _errors(before)
    assert set(after.curriculum.skills) == {*before.curriculum.skills, "kns.0.9"}
    lessons, items = after.curriculum.lessons.values(), after.curriculum.items.values()
    assert any(lesson.skill == "kns.0.9" and lesson.steps for lesson in lessons)
    assert any(item.skill == "kns.0.9" for item in items)


def test_an_answer_needs_its_own_file_only(content):
    before = check_folder(content, today=TODAY)
    card = next(iter(before.curriculum.cards.values()))
    slug = card.id.removeprefix("answer/")
    fresh = content / f"answers/{slug}-again.toml"
    shutil.copy(content / f"answers/{slug}.toml", fresh)
    _put(fresh, card.id, f"{card.id}-again")
    after = check_folder(content, today=TODAY)
    assert _errors(after) == _errors(before)
    assert set(after.curriculum.cards) == {*before.curriculum.cards, f"{card.id}-again"}


def test_item_kinds_are_listed_alike_everywhere():
    """The reader of files, the core and the registry name the same kinds; the registry is tested beside the manual."""
    assert get_args(schema.ItemRow.model_fields["kind"].annotation) == ITEM_KINDS


def test_a_simulator_needs_its_own_file_only(tmp_path):
    """The worked example of CONTRIBUTING, line by line."""
    from hocvuso.practice import cli

    said = (tree.ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    source, target = next(line.split()[1:3] for line in said.splitlines() if line.startswith("cp docs/"))
    assert f"mkdir {Path(target).parent.as_posix()}" in said
    copy = tmp_path / target
    copy.parent.mkdir(parents=True)
    shutil.copy(tree.ROOT / source, copy)
    assert cli.run(["check", copy.parent.name, "--dir", str(copy.parent.parent)]) == 0


def test_the_manual_of_scenarios_names_every_word_of_the_language():
    from hocvuso.core.scenario import content as language
    from hocvuso.core.scenario.typing import SHAPES

    manual = (tree.ROOT / "docs/manuals/scenarios.md").read_text(encoding="utf-8")
    words = {*language.PART_KINDS, *language.SCREEN_KINDS, *SHAPES}
    assert not {word for word in words if f"`{word}`" not in manual}
    assert not {act for act in language.ACTS if f"`{act}" not in manual} - {"back", "read"}
