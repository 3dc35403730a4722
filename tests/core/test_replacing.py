"""One lesson replaced in an index that stands: as if the index had been built anew, and in milliseconds."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hocvuso.core import replacing, retrieval
from hocvuso.core.content import Curriculum
from hocvuso.core.indexing import Index, build_from
from hocvuso.core.passages import Parent, Passage, parents_of, passages_of
from hocvuso.core.replacing import replaced
from hocvuso.curriculum.parse import content_folder, read_folder
from tests.core.small_library import PARENTS, PASSAGES, passage

QUESTIONS = ("ck nham", "lam sao biet tin nhan lua dao", "quét mã", "khoá xe đạp", "người lạ chuyển nhầm tiền cho tôi")
WORDS = ["khoá", "xe", "đạp", "mật", "khẩu", "tin", "nhắn", "lạ", "chuyển", "tiền", "nhầm", "màn", "hình"]


@pytest.fixture(autouse=True)
def _few_passages(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The small library is small: more than a tenth of it changes."""
    if "curriculum" not in request.fixturenames:
        monkeypatch.setattr(replacing, "MOST_REPLACED", 9.0)


def _same(one: Index, other: Index, *, tolerance: float = 1e-5) -> None:
    for typed in QUESTIONS:
        left, right = retrieval.search(one, typed), retrieval.search(other, typed)
        assert [hit.id for hit in left] == [hit.id for hit in right]
        assert [hit.score for hit in left] == pytest.approx([hit.score for hit in right], abs=tolerance)


def _in_order(index: Index) -> None:
    for postings in (index.words, index.marked, index.parent_words, index.pieces, index.wordings):
        assert (np.diff(postings.keys.astype(object)) > 0).all()
        assert (np.diff(postings.starts) > 0).all()  # a term that nothing holds any more has gone
        assert postings.starts[-1] == len(postings.rows) == len(postings.weights)
        for begin, end in zip(postings.starts[:-1], postings.starts[1:], strict=True):
            assert (np.diff(postings.rows[begin:end]) > 0).all()
    assert len(index.affinity) == len(index.wordings.keys)
    assert index.wordings.row_count == len(index.wording_owner)


def test_nothing_changed_is_the_same_number_for_number() -> None:
    index = build_from(PASSAGES, PARENTS)
    again = replaced(index, PASSAGES, PARENTS)
    assert again is not None
    assert again.ledger.replaced == 0
    for name in ("words", "marked", "parent_words", "pieces", "wordings"):
        for part in ("keys", "starts", "rows", "weights", "idf"):
            assert np.array_equal(getattr(getattr(again, name), part), getattr(getattr(index, name), part)), name
    assert np.array_equal(again.affinity, index.affinity)
    assert again.lexicon.counts == index.lexicon.counts


@settings(max_examples=30)
@given(
    st.data(),
    st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join), min_size=1, max_size=4),
)
def test_changed_and_changed_back_answers_as_before(data: st.DataObject, questions: list[str]) -> None:
    at = data.draw(st.integers(0, len(PASSAGES) - 1))
    index = build_from(PASSAGES, PARENTS)
    changed = list(PASSAGES)
    changed[at] = replace(PASSAGES[at], title="Khoá xe đạp", questions=tuple(questions))
    there = replaced(index, changed, PARENTS)
    assert there is not None
    _in_order(there)
    back = replaced(there, PASSAGES, PARENTS)
    assert back is not None
    _in_order(back)
    assert back.lexicon.counts == index.lexicon.counts
    assert back.ledger.counts == pytest.approx(index.ledger.counts, rel=1e-6)


def test_what_is_new_is_found_and_what_went_is_not() -> None:
    index = build_from(PASSAGES, PARENTS)
    bicycle = passage("s.1/pay#bicycle", "Khoá xe đạp", "khoá xe đạp bằng gì", "xe đạp khoá sao")
    bicycle = replace(bicycle, parent="s.1/pay", grandparent="s.1")
    grown = replaced(index, [bicycle, *PASSAGES], PARENTS)
    assert grown is not None
    hit = retrieval.search(grown, "khoa xe dap")[0]
    assert (hit.id, hit.lesson, hit.skill) == ("s.1/pay#bicycle", "s.1/pay", "s.1")
    assert "dap" in grown.lexicon
    shrunk = replaced(grown, PASSAGES, PARENTS)
    assert shrunk is not None
    assert "dap" not in shrunk.lexicon
    assert not [hit for hit in retrieval.search(shrunk, "khoa xe dap", k=9) if hit.id == "s.1/pay#bicycle"]


def test_slips_of_new_words_are_mended_and_those_of_old_ones_still() -> None:
    index = build_from(PASSAGES, PARENTS)
    assert index.lexicon.candidates("nhamm")  # the table of slips stands
    added = replace(passage("s.1/pay#bicycle", "Xích đạp", "xích xe đạp"), parent="s.1/pay", grandparent="s.1")
    grown = replaced(index, [*PASSAGES, added], PARENTS)
    assert grown is not None
    assert ("xich",) in grown.lexicon.candidates("xichh")
    assert grown.lexicon.candidates("nhamm") == index.lexicon.candidates("nhamm")
    shrunk = replaced(grown, PASSAGES, PARENTS)
    assert shrunk is not None
    assert shrunk.lexicon.candidates("xichh") == index.lexicon.candidates("xichh")


def test_words_of_a_lesson_itself_count_again() -> None:
    index = build_from(PASSAGES, PARENTS)
    named = [Parent(one.id, f"{one.text} khoá xe đạp" if one.id == "s.1/pay" else one.text) for one in PARENTS]
    changed, built = replaced(index, PASSAGES, named), build_from(PASSAGES, named)
    assert changed is not None
    _same(changed, built, tolerance=0.02)


def test_what_is_too_different_is_built_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    index = build_from(PASSAGES, PARENTS)
    assert replaced(index, [*PASSAGES, replace(passage("x/y#z", "t", "q"), grandparent="new")], PARENTS) is None
    assert replaced(index, list(reversed(PASSAGES)), PARENTS) is None
    monkeypatch.setattr(replacing, "MOST_REPLACED", 0.0)
    assert replaced(index, PASSAGES[1:], PARENTS) is None


@pytest.fixture(scope="module")
def curriculum() -> Curriculum:
    read = read_folder(content_folder()).curriculum
    assert read is not None
    return read


def test_a_lesson_of_the_content_takes_milliseconds_and_ranks_as_built_anew(
    curriculum: Curriculum, tmp_path: Path
) -> None:
    from hocvuso.core import off_topic

    passages, parents = [*passages_of(curriculum), *off_topic.passages()], parents_of(curriculum)
    lesson = next(one for one in curriculum.lessons.values() if len(one.steps) > 3)
    steps = {step.id for step in lesson.steps}

    def before(one: Passage) -> Passage:
        return replace(one, questions=one.questions[::2], title=f"{one.title} cũ") if one.id in steps else one

    retrieval.save(build_from([before(one) for one in passages], parents), tmp_path)
    old = retrieval.load(tmp_path)
    took = []
    for _ in range(3):
        began = time.process_time()
        changed = replaced(old, passages, parents)
        took.append(time.process_time() - began)
    assert changed is not None
    assert min(took) < 0.25  # the aim is 50 ms (`make bench-search`); a busy machine gets five times that
    fresh = build_from(passages, parents)
    asked = [text for one in passages for text in one.questions][::40]
    same = [retrieval.search(changed, text)[0].id == retrieval.search(fresh, text)[0].id for text in asked]
    assert sum(same) >= 0.99 * len(same)
