"""Whoever is in danger is sent to people; a phone that died and a child that learns slowly are not."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest

from hocvuso.core import distress
from hocvuso.core.reading import read_text
from hocvuso.core.triage import sort
from hocvuso.core.vntext import fold
from hocvuso.curriculum.parse import content_folder, read_folder

DATA = Path(__file__).parent / "data"
LINES = [
    line.split("|", 1) for line in (DATA / "distress.txt").read_text("utf-8").splitlines() if not line.startswith("#")
]


def kind_of(text: str) -> str:
    return distress.kind_of(text, " ".join(read_text(text).words())) or "-"


@pytest.mark.parametrize(("kind", "text"), LINES)
def test_kinds_with_and_without_marks(kind: str, text: str) -> None:
    assert kind_of(text) == kind
    assert kind_of("".join(fold(letter) if letter.isalpha() else letter for letter in text)) == kind


def test_nothing_that_people_ask_about_is_taken_for_danger() -> None:
    """7,000 wordings, labelled questions and messages: none may be answered with an ambulance."""
    curriculum = read_folder(content_folder()).curriculum
    texts = [
        text
        for each in (*curriculum.steps.values(), *curriculum.cards.values())
        for found in dataclasses.asdict(each.wordings).values()
        for text in found
    ]
    for file in (content_folder() / "evaluation").glob("*.jsonl"):
        rows = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
        texts += [row["text"] for row in rows]
    for name in ("out_of_scope.txt", "triage.txt"):
        texts += [line.rpartition("|")[2] for line in (DATA / name).read_text("utf-8").splitlines()]
    found = {text: kind for text in texts if (kind := kind_of(text)) != "-"}
    assert found == {}, len(texts)


def test_danger_to_a_life_comes_before_money_and_money_before_other_danger() -> None:
    def kind(text: str) -> str:
        return sort(text, read_text(text)).kind

    assert kind("vừa chuyển tiền cho kẻ lừa đảo, tôi muốn chết") == "self_harm"
    assert kind("vừa chuyển tiền cho kẻ lừa đảo, giờ khó thở quá") == "urgent"
    assert kind("khó thở quá") == "danger"
