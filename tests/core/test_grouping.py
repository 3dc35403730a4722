"""Questions that are alike stand together; little is shown of them."""

from __future__ import annotations

import random
import time

from hypothesis import given
from hypothesis import strategies as st

from hocvuso.core.grouping import ALIKE, Said, features_of, grouped, likeness, spread_of, veiled
from hocvuso.core.indicators import SMALLEST_GROUP

WORDS = ("mo", "dien", "thoai", "gui", "anh", "nhom", "gia", "dinh", "quen", "mat", "khau")
TEXTS = st.lists(st.sampled_from(WORDS), max_size=6).map(tuple)
POOLS = st.lists(st.tuples(st.sampled_from("abcdefgh"), TEXTS), max_size=25)


def said(pairs: list[tuple[str, tuple[str, ...]]]) -> list[Said]:
    return [Said(f"{number:03}", person, words) for number, (person, words) in enumerate(pairs)]


@given(POOLS, st.randoms(use_true_random=False))
def test_each_question_with_words_is_in_one_group_whatever_the_order(
    pairs: list[tuple[str, tuple[str, ...]]], rng: random.Random
) -> None:
    pool = said(pairs)
    found = grouped(pool)
    assert sorted(one for group in found for one in group.ids) == [one.id for one in pool if one.words]
    rng.shuffle(pool)
    assert [group.ids for group in grouped(pool)] == [group.ids for group in found]


@given(POOLS)
def test_everybody_in_a_group_is_like_its_leader_and_is_counted_once(pairs: list[tuple[str, tuple[str, ...]]]) -> None:
    pool = {one.id: one for one in said(pairs)}
    for group in grouped(pool.values()):
        leader = features_of(pool[group.ids[0]].words)
        assert all(likeness(leader, features_of(pool[one].words)) >= ALIKE for one in group.ids)
        assert group.people == {pool[one].person for one in group.ids}
        assert group.may_be_shown == (len(group.people) >= SMALLEST_GROUP)


@given(TEXTS, TEXTS)
def test_likeness_is_symmetric_and_one_for_the_same(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    first, second = features_of(one), features_of(other)
    assert likeness(first, second) == likeness(second, first)
    assert 0.0 <= likeness(first, second) <= 1.0
    assert likeness(first, first) == (1.0 if one else 0.0)


def test_a_slip_of_the_thumb_stays_in_its_group_and_another_question_does_not() -> None:
    pool = said([(person, ("lam", "sao", "gui", "anh", "vao", "nhom", "gia", "dinh")) for person in "abcd"])
    pool.append(Said("x", "e", ("lam", "sao", "gui", "abh", "vao", "nhom", "gia", "dinh")))
    pool.append(Said("y", "f", ("quen", "mat", "khau", "thi", "lam", "the", "nao")))
    first, second = grouped(pool)
    assert (first.may_be_shown, len(first.ids), second.ids) == (True, 5, ["y"])


def test_ten_thousand_questions_that_differ_are_grouped_in_bounded_time() -> None:
    rng = random.Random(7)
    words = [f"{a}{b}{c}" for a in "bcdghklmnt" for b in "aeiou" for c in "nmtcp"]
    pool = [Said(f"{n:05}", str(n), tuple(rng.choices(words, k=8))) for n in range(10_000)]
    began = time.process_time()
    assert sum(len(group.ids) for group in grouped(pool)) == 10_000
    assert time.process_time() - began < 30.0


LESSONS = frozenset(["lam", "sao", "gui", "anh", "vao", "nhom", "lan"])


@given(st.text(max_size=60))
def test_nothing_foreign_is_shown_and_veiling_twice_is_veiling_once(text: str) -> None:
    shown = veiled(text, LESSONS, {})
    assert veiled(shown, LESSONS, {}) == shown
    assert veiled("Quynhnga " + text, LESSONS, {}).startswith("…")


def test_names_are_hidden_and_what_five_people_say_is_not() -> None:
    assert veiled("gửi ảnh cho chị Lan ở Zumzum", LESSONS, {}) == "gửi ảnh … Lan ở …".replace("… Lan ở …", "…")
    spread = spread_of((str(n), "gửi qua Zumzum cho chị") for n in range(SMALLEST_GROUP))
    assert veiled("gửi cho chị Lan qua Zumzum", LESSONS, spread) == "gửi cho chị … qua Zumzum"
    assert veiled("[SỐ THẺ ĐÃ CHE] gửi", LESSONS, {}) == "[SỐ THẺ ĐÃ CHE] gửi"
    assert spread_of([("a", "gửi gửi"), ("a", "gui")]) == {"gui": 1}
