"""`hocvuso evaluate steps`: all figures as JSON, the worst steps for people."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from hocvuso.core.content import Curriculum
from hocvuso.core.heldout import HeldOut
from hocvuso.evaluation import cli, steps


def lost_and_none(curriculum: Curriculum) -> Iterator[HeldOut]:
    """One wording of the first step, which finds nothing."""
    yield HeldOut(next(iter(curriculum.steps)), "k", "spoken", "làm sao", ())


def test_steps_are_measured_and_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(steps, "held_out", lost_and_none)
    assert cli.run(["steps", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["steps"], found["wordings"], found["r1"], found["r3"]) == (1, 1, 0.0, 0.0)
    assert found["rows"][0]["lost"] == [{"text": "làm sao", "found": ""}]
    assert cli.run(["steps"]) == 0
    assert found["rows"][0]["id"] in capsys.readouterr().out


def test_a_folder_without_skills_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["steps", "--content", str(tmp_path)]) == 2
    assert str(tmp_path) in capsys.readouterr().err
