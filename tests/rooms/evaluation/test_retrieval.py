"""`hocvuso evaluate retrieval`: figures that are right on a small case, and plain words for files that are not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hocvuso.__main__ import main
from hocvuso.evaluation.retrieval import Query, measure

PASSAGES = [
    {"id": "p1", "text": "Chuyển tiền nhầm thì gọi ngay cho ngân hàng để tra soát."},
    {"id": "p2", "text": "Mật khẩu dài dễ nhớ như một câu chuyện của riêng bạn."},
    {"id": "p3", "text": "Tin nhắn lừa đảo hay giục bạn bấm vào đường dẫn lạ."},
]
QUERIES = [
    {"passages": ["p1"], "text": {"clean": "chuyển tiền nhầm phải làm gì", "nodia": "chuyen tien nham phai lam gi"}},
    {"passages": ["p3"], "text": {"clean": "nhận ra tin nhắn lừa đảo", "nodia": "nhan ra tin nhan lua dao"}},
]  # fmt: skip


def write(path: Path, rows: list[object]) -> str:
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    return str(path)


def evaluate(folder: Path, passages: list[object] = PASSAGES, queries: list[object] = QUERIES, *more: str) -> int:
    return main(["evaluate", "retrieval", "--passages", write(folder / "p", passages), "--queries",
                 write(folder / "q", queries), *more])  # fmt: skip


def test_figures_of_ours_and_of_the_baselines_stand_side_by_side(tmp_path, capsys):
    assert evaluate(tmp_path, PASSAGES, QUERIES, "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["ours"]["nodia"] == {"r1": 1.0, "r5": 1.0, "mrr10": 1.0}
    assert set(found["ours"]) == {"clean", "nodia"}
    assert found["baselines"]["fts5_folded"]["clean"]["r1"] == 1.0
    assert set(found) >= {"ms_per_query", "index_seconds", "memory_mb", "baselines"}


def test_the_baseline_without_our_folding_loses_what_is_written_with_d(tmp_path, capsys):
    """`remove_diacritics 2` leaves đ as it is: nothing of "đèn đỏ đường" is found when typed without marks."""
    passages = [{"id": "a", "text": "đèn đỏ đường đông"}, {"id": "b", "text": "den, nhưng không phải thứ kia"}]
    query = [{"passages": ["a"], "text": {"clean": "đèn đỏ đường đông", "nodia": "den do duong dong"}}]
    assert evaluate(tmp_path, passages, query, "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["ours"]["nodia"]["r1"] == 1.0
    assert found["baselines"]["fts5_remove_diacritics_2"]["nodia"]["r1"] == 0.0
    assert found["baselines"]["fts5_folded"]["nodia"]["r1"] == 1.0


@pytest.mark.parametrize(
    ("ranked", "expected"),
    [
        (["g", "a", "b"], {"r1": 1.0, "r5": 1.0, "mrr10": 1.0}),
        (["a", "g"], {"r1": 0.0, "r5": 1.0, "mrr10": 0.5}),
        (["a"] * 7 + ["g"], {"r1": 0.0, "r5": 0.0, "mrr10": 0.125}),
        (["a"] * 10, {"r1": 0.0, "r5": 0.0, "mrr10": 0.0}),
        ([], {"r1": 0.0, "r5": 0.0, "mrr10": 0.0}),
    ],
)
def test_measures_are_those_of_the_books(ranked, expected):
    assert measure(lambda _: ranked, [Query({"clean": "x"}, frozenset({"g"}))], "clean") == expected


@pytest.mark.parametrize(
    ("passages", "queries", "said"),
    [
        ([], QUERIES, "không có dòng nào"),
        ([{"id": "p1"}], [{"text": "x", "passages": ["p1"]}], "dòng 1: thiếu “text”"),
        ([PASSAGES[0], PASSAGES[0]], QUERIES, "mã “p1” có hai lần"),
        (PASSAGES, [{"text": "x", "passages": ["p9"]}], "không trường nào chứa mã của một đoạn"),
        (PASSAGES, [{"passages": ["p1"]}], "thiếu “text”"),
        (PASSAGES, ["x"], "cần một đối tượng JSON"),
        (PASSAGES, [{"text": {"other": "x"}, "passages": ["p1"]}], "ít nhất một cách gõ"),
    ],
)
def test_a_file_that_cannot_be_used_says_where_and_why(tmp_path, capsys, passages, queries, said):
    assert evaluate(tmp_path, passages, queries) == 2
    assert said in capsys.readouterr().err


def test_a_missing_file_is_named(tmp_path, capsys):
    assert main(["evaluate", "retrieval", "--passages", str(tmp_path / "no"), "--queries", str(tmp_path / "no")]) == 2
    assert "không đọc được" in capsys.readouterr().err
