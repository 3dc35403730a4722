"""What all wordings together say of the skill that is meant."""

from __future__ import annotations

import numpy as np
import pytest

from hocvuso.core import affinity, retrieval
from hocvuso.core.indexing import build_from
from hocvuso.core.passages import Passage
from hocvuso.core.postings import build_postings

SAMPLES = [
    ("pay", "gửi tiền cho mẹ"),
    ("pay", "gửi tiền nhầm người"),
    ("pay", "gửi tiền mất phí không"),
    ("mail", "gửi thư cho sếp"),
    ("mail", "gửi thư kèm ảnh"),
    ("mail", "gửi thư nhầm người"),
]


def _fitted():
    rows = build_postings([dict.fromkeys(text.split(), 1.0) for _, text in SAMPLES], cosine=True)
    labels = [skill for skill, _ in SAMPLES]
    return rows, affinity.fit(rows, labels, ["mail", "pay"])


def _value(word: str) -> dict[str, float]:
    rows, values = _fitted()
    return dict(zip(("mail", "pay"), values[rows.find([word])[0]].tolist(), strict=True))


def test_a_word_of_one_skill_speaks_for_it_and_a_word_of_both_for_none():
    assert _value("tiền")["pay"] > 0.1 > 0.0 > _value("tiền")["mail"]
    assert _value("thư")["mail"] > 0.1
    assert abs(_value("gửi")["pay"]) < 0.2 * _value("tiền")["pay"]


def test_values_of_a_term_sum_to_nothing():
    _, values = _fitted()
    assert np.allclose(values.sum(axis=1), 0.0, atol=1e-5)


@pytest.mark.parametrize("skills", [["a", "a"], []])
def test_one_skill_alone_teaches_nothing(skills):
    rows = build_postings([{"x": 1.0} for _ in skills], cosine=True)
    assert not affinity.fit(rows, skills, ["a", "b"]).any()


def test_near_misses_teach_the_skill_they_belong_to():
    passages = [
        Passage(
            "a/l#1",
            ((1.0, "mở ứng dụng"),),
            questions=("mở ứng dụng nào", "mở cái ni sao"),
            near_misses=(("quét tài liệu", "b/l#1"), ("quét hoá đơn", "b/l#1")),
            grandparent="a",
        ),
        Passage("b/l#1", ((1.0, "chụp giấy tờ"),), questions=("chụp giấy tờ nào", "chụp sao rõ"), grandparent="b"),
    ]
    index = build_from(passages)
    parts = retrieval.score_parts(index, retrieval.read("quét", index.lexicon))
    assert parts.affinity[1] > 0.0 > parts.affinity[0]


def test_it_is_kept_in_a_saved_index(tmp_path):
    index = build_from([Passage(f"{skill}/l#{n}", ((1.0, text),), questions=(text,), grandparent=skill)
                        for n, (skill, text) in enumerate(SAMPLES)])  # fmt: skip
    retrieval.save(index, tmp_path)
    again = retrieval.load(tmp_path)
    assert index.affinity.any()
    assert np.array_equal(again.affinity, index.affinity)
    assert retrieval.search(again, "tiền phí") == retrieval.search(index, "tiền phí")
