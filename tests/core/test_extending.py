"""An index extended by wordings answers as if it had been built with them."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from hocvuso.core.extending import Added, extended
from hocvuso.core.indexing import Index, build_from
from hocvuso.core.passages import Passage
from hocvuso.core.postings import Postings
from hocvuso.core.retrieval import search

WORDS = ("mở", "điện", "thoại", "gửi", "ảnh", "nhóm", "gia", "đình", "quên", "mật", "khẩu", "zumzum", "lạ")
SENTENCES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=7).map(" ".join)
PASSAGES = (
    Passage("a#1", ((1.0, "mở điện thoại bằng vân tay"),), "Mở điện thoại", ("làm sao mở điện thoại",), (), "a", "k1"),
    Passage("b#1", ((1.0, "gửi ảnh cho nhóm gia đình"),), "Gửi ảnh", ("gửi ảnh thế nào",), (("quên mật khẩu", "a#1"),),
            "b", "k2"),
    Passage("c#1", ((1.0, "đặt lại mật khẩu"),), "Mật khẩu", ("quên mật khẩu thì sao",), (("gửi ảnh", "b#1"),),
            "c", "k3"),
)  # fmt: skip
INDEX = build_from(PASSAGES)
OWNERS = st.sampled_from([passage.id for passage in PASSAGES])


def entries(postings: Postings) -> dict[tuple[int, int], float]:
    found = {}
    for column, key in enumerate(postings.keys.tolist()):
        begin, end = postings.starts[column], postings.starts[column + 1]
        for row, weight in zip(postings.rows[begin:end].tolist(), postings.weights[begin:end].tolist(), strict=True):
            found[key, row] = weight
    return found


def is_sound(postings: Postings) -> bool:
    parts = np.split(postings.rows, postings.starts[1:-1])
    return bool(
        (postings.keys[1:] > postings.keys[:-1]).all()
        and postings.starts[0] == 0
        and postings.starts[-1] == len(postings.rows) == len(postings.weights)
        and len(postings.idf) == len(postings.keys) == len(postings.starts) - 1
        and all((part[1:] > part[:-1]).all() and len(part) for part in parts)
        and (postings.rows < postings.row_count).all()
    )


@given(st.lists(st.tuples(OWNERS, SENTENCES), min_size=1, max_size=6))
def test_postings_stay_sorted_and_no_other_passage_changes(pairs: list[tuple[str, str]]) -> None:
    after = extended(INDEX, [Added(goal, text) for goal, text in pairs])
    touched = {INDEX.ids.index(goal) for goal, _ in pairs}
    for name in ("words", "marked", "wordings"):
        assert is_sound(getattr(after, name))
    for name in ("words", "marked"):
        before, now = entries(getattr(INDEX, name)), entries(getattr(after, name))
        assert {key for key in now if key[1] not in touched} == {key for key in before if key[1] not in touched}
        assert all(now[key] == weight for key, weight in before.items() if key[1] not in touched)
        assert all(now[key] >= weight - 1e-5 for key, weight in before.items())
    assert after.wording_count == INDEX.wording_count + len(pairs)
    assert len(after.wording_owner) == after.wordings.row_count


@given(OWNERS, st.lists(st.sampled_from(WORDS), min_size=4, max_size=7, unique=True).map(" ".join))
def test_an_added_wording_is_known_word_for_word_and_lifts_its_passage(goal: str, text: str) -> None:
    before = next(hit for hit in search(INDEX, text, 3) if hit.id == goal)
    after = next(hit for hit in search(extended(INDEX, [Added(goal, text)]), text, 3) if hit.id == goal)
    assert after.features.nearest > 0.99
    assert after.features.coverage == 1.0
    assert after.score > before.score


@given(st.lists(st.tuples(OWNERS, SENTENCES), min_size=2, max_size=5))
def test_one_after_the_other_ranks_as_all_at_once(pairs: list[tuple[str, str]]) -> None:
    added = [Added(goal, text) for goal, text in pairs]
    single: Index = INDEX
    for one in added:
        single = extended(single, [one])
    together = extended(INDEX, added)
    for name in ("words", "marked"):
        one, other = entries(getattr(single, name)), entries(getattr(together, name))
        assert one.keys() == other.keys()
        assert all(abs(one[key] - other[key]) < 1e-3 for key in one)


def test_near_misses_keep_their_place_behind_the_new_wordings() -> None:
    after = extended(INDEX, [Added("a#1", "zumzum la gi")])
    assert after.goes_to == INDEX.goes_to
    found = search(after, "quên mật khẩu", 3)
    assert {hit.id: hit.near_goal for hit in found} == {"a#1": "", "b#1": "a#1", "c#1": "b#1"}
    assert next(hit for hit in found if hit.id == "b#1").features.near_miss > 0.99


def test_a_wording_makes_its_words_known() -> None:
    assert "zumzum" not in INDEX.lexicon
    assert "zumzum" in extended(INDEX, [Added("a#1", "zumzum")]).lexicon


def test_wordings_of_unknown_passages_and_without_words_change_nothing() -> None:
    assert extended(INDEX, [Added("x#1", "mở"), Added("a#1", "?!")]) is INDEX


def test_what_terms_speak_for_stays_with_its_term_when_new_ones_come_between() -> None:
    grown = extended(INDEX, [Added("a#1", "zumzum lạ"), Added("c#1", "aaa zzz")])
    assert len(grown.wordings.keys) > len(INDEX.wordings.keys)
    before = dict(zip(INDEX.wordings.keys.tolist(), INDEX.affinity.tolist(), strict=True))
    for key, values in zip(grown.wordings.keys.tolist(), grown.affinity.tolist(), strict=True):
        assert values == before.get(key, [0.0] * INDEX.affinity.shape[1])
