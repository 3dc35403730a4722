"""The glossary and the tracks: what is wrong with them is told, and a track says how long it takes."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from hocvuso.curriculum import cli, lint
from hocvuso.curriculum.checks.guides import LEAST_WORDS
from hocvuso.curriculum.parse import Reading, content_folder, read_folder
from hocvuso.curriculum.reading.guides import track_minutes

DAY = date(2026, 11, 29)
WORD = """
[[word]]
id = "charger"
word = "Cục sạc"
plain = "Cái cắm điện cho máy đầy pin."
example = "Cục sạc nóng thì rút ra."
also = ["củ sạc"]
skill = "kns.0.1"
"""
TRACK = """
id = "beginner"
title = "Người mới"
for_whom = "Người chưa quen tay."
audience = "worker"
skills = ["kns.0.1", "kns.0.2"]
practice_minutes = 30
practice = "Tập trên máy của mình."
status = "draft"
owner = "content-team"
checked_on = 2026-11-28
"""


def written(folder: Path, glossary: str = WORD, track: str = TRACK, *, complete: bool = False) -> Reading:
    """Write a glossary and a track into a copy of the small folder and check it."""
    (folder / "glossary.toml").write_text(glossary, encoding="utf-8")
    (folder / "tracks").mkdir(exist_ok=True)
    (folder / "tracks" / "beginner.toml").write_text(track, encoding="utf-8")
    return lint.check_folder(folder, today=DAY, complete=complete)


def codes(reading: Reading, *files: str) -> list[str]:
    return [problem.code for problem in reading.problems if problem.file in files]


def test_a_good_glossary_and_track_have_no_problem(folder: Path) -> None:
    reading = written(folder)
    assert codes(reading, "glossary.toml", "tracks/beginner.toml") == []
    assert [row.word for file in reading.guides.glossary for row in file.model.word] == ["Cục sạc"]


def test_a_track_takes_the_minutes_of_its_lessons_and_its_practice(folder: Path) -> None:
    reading = written(folder)
    lessons = sum(file.model.minutes for file in reading.library.lessons)
    assert lessons > 0
    assert track_minutes(reading.guides, reading.library) == {"beginner": lessons + 30}


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('skill = "kns.0.1"', 'skill = "kns.9.9"', "unknown-id"),
        ("Cái cắm điện cho máy đầy pin.", "Cái " + "rất " * 15 + "dài.", "long-sentence"),
        ('also = ["củ sạc"]', "also = []", "too_short"),
        ('word = "Cục sạc"', 'wort = "Cục sạc"', "extra_forbidden"),
    ],
)
def test_a_wrong_word_is_told(folder: Path, old: str, new: str, code: str) -> None:
    assert code in codes(written(folder, WORD.replace(old, new)), "glossary.toml")


def test_a_word_explained_twice_is_told_also_without_its_marks(folder: Path) -> None:
    twin = WORD.replace("charger", "charger-two").replace("Cục sạc", "cuc sac", 1)
    assert codes(written(folder, WORD + twin), "glossary.toml") == ["twin-word"]
    assert "twin-id" in codes(written(folder, WORD + WORD), "glossary.toml")


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('id = "beginner"', 'id = "other"', "file-name"),
        ('"kns.0.2"]', '"kns.9.9"]', "unknown-id"),
        ('"kns.0.2"]', '"kns.0.1"]', "twin-id"),
        ('audience = "worker"', 'audience = "official"', "track-audience"),
        ("practice_minutes = 30", "practice_minutes = -1", "greater_than_equal"),
    ],
)
def test_a_wrong_track_is_told(folder: Path, old: str, new: str, code: str) -> None:
    assert code in codes(written(folder, track=TRACK.replace(old, new)), "tracks/beginner.toml")


def test_a_track_teaches_a_skill_after_what_it_needs(folder: Path) -> None:
    needing = {file.model.id: file.model.prerequisites for file in written(folder).library.skills}
    assert needing["kns.0.2"] == ["kns.0.1"]
    turned = TRACK.replace('["kns.0.1", "kns.0.2"]', '["kns.0.2", "kns.0.1"]')
    assert codes(written(folder, track=turned), "tracks/beginner.toml") == ["track-order"]


def test_complete_asks_for_enough_words(folder: Path) -> None:
    assert "incomplete-glossary" not in codes(written(folder), "glossary.toml")
    assert "incomplete-glossary" in codes(written(folder, complete=True), "glossary.toml")


def test_the_command_names_words_and_hours(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    reading = written(folder)
    minutes = track_minutes(reading.guides, reading.library)["beginner"]
    assert cli.run(["check", str(folder)]) == 0
    out = capsys.readouterr().out
    assert "Từ giảng nghĩa: 1." in out and f"beginner {minutes // 60} giờ {minutes % 60} phút" in out
    cli.run(["check", str(folder), "--json"])
    told = json.loads(capsys.readouterr().out)
    assert (told["words"], told["track_minutes"]) == (1, {"beginner": minutes})


def test_what_is_shipped_has_words_for_a_glossary_and_a_track_for_each_audience() -> None:
    guides = read_folder(content_folder()).guides
    assert sum(len(file.model.word) for file in guides.glossary) >= LEAST_WORDS
    assert {file.model.audience for file in guides.tracks} == {"worker", "official", "public_staff", "family"}


def test_what_is_shipped_is_complete() -> None:
    reading = lint.check_folder(content_folder(), today=DAY, complete=True)
    assert [problem for problem in reading.problems if problem.severity == "error"] == []
