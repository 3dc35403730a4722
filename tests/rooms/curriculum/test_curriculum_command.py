"""`hocvuso curriculum check` as an author sees it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from hocvuso.curriculum import cli

Edit = Callable[[str, str, str], None]
LESSON = "skills/kns.0.1/lessons/first-steps.toml"
ITEMS = "skills/kns.0.1/items.toml"


def test_the_command_prints_problems_and_counts(folder: Path, edit: Edit, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["check", str(folder)]) == 0
    assert "2 kỹ năng, 1 bài, 2 bước, 3 câu hỏi, 38 cách hỏi, 1 thẻ trả lời, 2 sự kiện" in capsys.readouterr().out
    edit(LESSON, "sạc sớm.", "gõ 482913.")
    assert cli.run(["check", str(folder)]) == 1
    out = capsys.readouterr().out
    assert LESSON in out and "LỖI" in out and "chưa đạt" in out


def test_the_command_prints_one_json_object(folder: Path, edit: Edit, capsys: pytest.CaptureFixture[str]) -> None:
    edit(ITEMS, "place = 3", "place = 4")
    assert cli.run(["check", str(folder), "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["ok"], told["errors"]) == (False, 1)
    assert told["counts"]["wordings"] == 38
    problem = next(one for one in told["problems"] if one["severity"] == "error")
    assert {"file", "line", "what", "expected", "severity", "code"} == set(problem)


def test_the_command_refuses_a_folder_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["check", str(tmp_path / "nowhere")]) == 2
    assert "Không có thư mục" in capsys.readouterr().err
