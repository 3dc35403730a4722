"""`hocvuso curriculum check` as an author sees it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from hocvuso.curriculum import cli
from hocvuso.curriculum.checks import findable
from hocvuso.curriculum.lint import check_folder
from hocvuso.curriculum.parse import read_folder

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


def test_complete_says_how_many_skills_are_full(folder: Path, edit: Edit, capsys: pytest.CaptureFixture[str]) -> None:
    def told(*more: str) -> str:
        cli.run(["check", str(folder), *more])
        return capsys.readouterr().out

    assert "Đầy đủ" not in told()
    assert "Đầy đủ: 0/2 kỹ năng." in told("--complete")
    assert json.loads(told("--complete", "--json"))["full"] == 0
    assert cli.full_skills(read_folder(folder)) == 2
    edit(ITEMS, "place = 3", "place = 4")
    assert cli.full_skills(check_folder(folder, today=date(2026, 11, 23))) == 1


def test_the_command_refuses_a_folder_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["check", str(tmp_path / "nowhere")]) == 2
    assert "Không có thư mục" in capsys.readouterr().err


def test_a_wording_that_leads_elsewhere_is_told_when_the_search_is_asked(
    folder: Path, edit: Edit, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(LESSON, "Sạc qua đêm có hại pin không?", "Cách cài phần mềm, gỡ ứng dụng ra sao?")
    assert cli.run(["check", str(folder), "--json", "--search"]) == 0
    told = json.loads(capsys.readouterr().out)["problems"]
    found = [problem for problem in told if problem["code"] == "found-elsewhere"]
    lines = (folder / LESSON).read_text(encoding="utf-8").split("\n")
    assert any("Cách cài phần mềm" in lines[problem["line"] - 1] for problem in found), found
    assert all(problem["severity"] == "warning" for problem in found)
    cli.run(["check", str(folder), "--json"])
    usual = json.loads(capsys.readouterr().out)["problems"]
    assert not [problem for problem in usual if problem["code"] == "found-elsewhere"]


def test_errors_come_before_advice(folder: Path, edit: Edit, capsys: pytest.CaptureFixture[str]) -> None:
    edit(ITEMS, "place = 3", "place = 4")
    cli.run(["check", str(folder)])
    out = capsys.readouterr().out
    assert out.index("LỖI, phải sửa:") < out.index(ITEMS)
    assert out.index(ITEMS) < out.index("LỜI NHẮC, nên xem:") < out.index(LESSON)


def test_every_wording_is_asked_once(folder: Path) -> None:
    reading = read_folder(folder)
    assert reading.curriculum is not None
    told: list[tuple[int, int]] = []
    list(findable.check(reading.library, reading.curriculum, lambda done, total: told.append((done, total))))
    assert told == [(38, 38)]
