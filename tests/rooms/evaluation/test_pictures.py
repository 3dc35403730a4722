"""The pictures in the documents are those that the core draws today, and the figures those of the tables."""

from __future__ import annotations

import json
import shutil
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from hocvuso.evaluation import cli, drawing, pictures
from hocvuso.evaluation.drawing import Chart

DOCS = Path(__file__).parents[3] / "docs"


def test_the_files_are_what_the_command_draws() -> None:
    drawn = pictures.make(DOCS / "pictures")
    stale = [name for name, text in drawn.items() if (DOCS / "pictures" / name).read_text(encoding="utf-8") != text]
    assert not stale, "run: hocvuso evaluate pictures"
    assert {path.name for path in (DOCS / "pictures").glob("*.svg")} == set(drawn)


def test_each_picture_is_shown_with_words_for_who_does_not_see_it() -> None:
    page = (DOCS / "learner-model.md").read_text(encoding="utf-8")
    for name in pictures.make(DOCS / "pictures"):
        assert f"](pictures/{name})" in page and f"![](pictures/{name})" not in page


def test_what_is_drawn_as_measured_stands_in_the_tables() -> None:
    page = (DOCS / "learner-model.md").read_text(encoding="utf-8").replace("−", "-")
    measured = json.loads((DOCS / "pictures" / pictures.MEASURED).read_text(encoding="utf-8"))
    for row in measured["learner_model"]:
        for key in ("auc", "log_loss"):
            middle, low, high = (f"{value:.4f}".replace("0.", ".") for value in row[key])
            sign = "+" if row[key][0] > 0 else ""
            assert f"{sign}{middle} [{low}; {high}]" in page, row
    for minutes in measured["policy_minutes"].values():
        assert f"| {minutes} |" in page


def test_every_picture_is_whole(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copy(DOCS / "pictures" / pictures.MEASURED, tmp_path)
    assert cli.run(["pictures", "--out", str(tmp_path), "--json"]) == 0
    for name in json.loads(capsys.readouterr().out)["written"]:
        root = ET.fromstring((tmp_path / name).read_text(encoding="utf-8"))
        title = root.find("{http://www.w3.org/2000/svg}title")
        assert title is not None and title.text
        assert "nan" not in (tmp_path / name).read_text(encoding="utf-8")


def test_without_what_was_measured_it_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["pictures", "--out", str(tmp_path)]) == 2
    assert pictures.MEASURED in capsys.readouterr().err


@pytest.mark.parametrize(("low", "high", "steps"), [(0.0, 1.0, 6), (-4.0, 4.0, 9), (0.0, 900.0, 5), (-0.02, 0.005, 6)])
def test_an_axis_has_a_few_round_numbers_inside_it(low: float, high: float, steps: int) -> None:
    found = drawing._steps(low, high)
    assert len(found) == steps and all(low <= each <= high for each in found)


def test_a_point_stands_where_its_numbers_say() -> None:
    chart = Chart((0.0, 10.0), (0.0, 1.0))
    chart.dot(0.0, 0.0)
    assert f'cx="{float(drawing.LEFT)}" cy="{float(drawing.HIGH - drawing.FOOT)}"' in chart.parts[0]
