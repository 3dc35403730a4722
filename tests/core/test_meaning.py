"""Likeness by meaning: a table of word vectors, the nearest text of each passage, and nothing where there is none."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from hocvuso.core.indexing import build_from
from hocvuso.core.meaning import ENOUGH, WEIGHT, BadVectors, Meanings, read_table, texts_of, unit, worth
from hocvuso.core.passages import Passage
from hocvuso.core.retrieval import search

# Two subjects as two directions: "trắng" means what "mã qr" says.
WORDS = {"mã": (1, 0), "qr": (1, 0), "quét": (1, 0.1), "trắng": (1, 0), "den": (0.9, 0), "mưa": (0, 1), "bão": (0, 1)}
PASSAGES = (
    Passage("a#qr", ((1.0, "quét mã qr"),), "Quét mã QR", ("quét mã qr ở quầy",), (), "a", "k1"),
    Passage("b#rain", ((1.0, "trời mưa"),), "Trời mưa", ("mưa bão thì sao",), (), "b", "k2"),
)


def write(folder: Path, words: dict[str, tuple[float, float]]) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "tokens.json").write_text(json.dumps(list(words)), encoding="utf-8")
    np.save(folder / "vectors.npy", np.array(list(words.values()), np.float32))
    return folder


def test_a_text_is_the_mean_of_its_words(tmp_path: Path) -> None:
    table = read_table(write(tmp_path, WORDS))
    assert table.encode(["mã mưa"])[0] == pytest.approx([0.5, 0.5])
    assert table.encode(["Đen"])[0] == pytest.approx([0.9, 0.0])  # as typed, or else without marks
    assert table.encode(["zzz", ""]).tolist() == [[0.0, 0.0], [0.0, 0.0]]


def test_what_shares_no_word_is_found_by_meaning(tmp_path: Path) -> None:
    table, index = read_table(write(tmp_path, WORDS)), build_from(PASSAGES)
    texts, owners = texts_of(PASSAGES)
    meanings = Meanings(unit(table.encode(texts)), owners, len(PASSAGES))
    question = "trắng"
    beside = worth(meanings.likeness(table.encode([question])[0]))
    assert beside.tolist() == pytest.approx([WEIGHT * (1.0 - ENOUGH), 0.0], abs=1e-3)
    assert search(index, question)[0].id == "b#rain"  # both begin with "tr"
    found = search(index, question, beside=beside)[0]
    assert found.id == "a#qr"
    assert found.score == pytest.approx(float(beside[0]), abs=1e-5)


def test_nothing_beside_changes_nothing() -> None:
    index = build_from(PASSAGES)
    assert search(index, "quét mã", beside=np.zeros(2, np.float32)) == search(index, "quét mã")


@pytest.mark.parametrize("broken", ["no files", "rows", "shape", "json", "kind"])
def test_a_folder_that_cannot_be_used_says_so(tmp_path: Path, broken: str) -> None:
    if broken != "no files":
        write(tmp_path, WORDS)
    if broken == "rows":
        (tmp_path / "tokens.json").write_text('["mã"]', encoding="utf-8")
    elif broken == "shape":
        np.save(tmp_path / "vectors.npy", np.zeros(len(WORDS), np.float32))
    elif broken == "json":
        (tmp_path / "tokens.json").write_text("{", encoding="utf-8")
    elif broken == "kind":
        np.save(tmp_path / "vectors.npy", np.zeros((len(WORDS), 2), np.int32))
    with pytest.raises(BadVectors):
        read_table(tmp_path)


def test_vectors_with_holes_are_refused() -> None:
    with pytest.raises(BadVectors):
        unit(np.array([[1.0, np.nan]], np.float32))
    assert unit(np.array([[0.0, 0.0], [3.0, 4.0]], np.float32)).tolist() == [
        [0.0, 0.0],
        [0.6000000238418579, 0.800000011920929],
    ]
