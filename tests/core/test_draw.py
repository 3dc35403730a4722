"""Repeatable chance: the same numbers on every machine, evenly spread."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hocvuso.core.draw import draw_for, fnv, mix, quantise

LEARNER = bytes(range(16))


def slow_mix(word: int) -> int:
    """`pcg_hash` once more, from the paper, with remainders instead of masks."""
    state = (word * 747796405 + 2891336453) % 2**32
    turned: int = state >> (state // 2**28 + 4)
    scrambled = ((turned ^ state) * 277803737) % 2**32
    return (scrambled // 2**22) ^ scrambled


def slow_fnv(data: bytes) -> int:
    key = 2166136261
    for byte in data:
        key = (key ^ byte) * 16777619 % 2**32
    return key


def slow_word(learner: bytes, event: int, lane: str | None, number: int) -> int:
    key = slow_mix(slow_fnv(learner) ^ slow_mix(event))
    if lane is not None:
        key = slow_mix(key ^ slow_mix((slow_fnv(lane.encode()) + 0x9E3779B9) % 2**32))
    return slow_mix(key ^ slow_mix(number))


def test_fnv_matches_its_published_vectors() -> None:
    assert fnv(b"") == 0x811C9DC5
    assert fnv(b"a") == 0xE40C292C
    assert fnv(b"foobar") == 0xBF9CF968


def test_words_for_a_phone_to_repeat() -> None:
    stream = draw_for(LEARNER, 7)
    assert [stream.word(n) for n in range(4)] == [slow_word(LEARNER, 7, None, n) for n in range(4)]
    lane = stream.lane("choices")
    assert [lane.word(n) for n in range(4)] == [slow_word(LEARNER, 7, "choices", n) for n in range(4)]
    assert lane.unit(2) == slow_word(LEARNER, 7, "choices", 2) / 2**32


@given(st.integers(0, 2**32 - 1))
def test_mixing_stays_in_32_bits_and_equals_the_paper(word: int) -> None:
    assert mix(word) == slow_mix(word)
    assert 0 <= mix(word) < 2**32


@given(st.binary(min_size=16, max_size=16), st.integers(0, 10_000), st.integers(1, 30))
def test_a_shuffle_is_a_permutation_and_repeats(learner: bytes, event: int, size: int) -> None:
    once = draw_for(learner, event).lane("choices").shuffle(size)
    assert sorted(once) == list(range(size))
    assert once == draw_for(learner, event).lane("choices").shuffle(size)


@given(st.lists(st.floats(0, 5), min_size=1, max_size=8), st.integers(0, 1000))
def test_a_pick_has_weight(weights: list[float], event: int) -> None:
    if not any(quantise(weight) for weight in weights):
        with pytest.raises(ValueError, match="weights"):
            draw_for(LEARNER, event).pick(weights)
        return
    assert quantise(weights[draw_for(LEARNER, event).pick(weights)]) > 0


def test_picks_follow_the_weights() -> None:
    counts = Counter(draw_for(LEARNER, event).pick([1.0, 2.0, 0.0, 5.0]) for event in range(8000))
    assert counts[2] == 0
    for index, share in ((0, 1 / 8), (1, 2 / 8), (3, 5 / 8)):
        assert abs(counts[index] / 8000 - share) < 0.02  # four standard errors


def test_whole_numbers_are_even_over_events_learners_and_numbers() -> None:
    streams = {
        "events": [draw_for(LEARNER, event).below(10) for event in range(10_000)],
        "numbers": [draw_for(LEARNER, 3).below(10, number) for number in range(10_000)],
        "learners": [draw_for(event.to_bytes(16, "big"), 0).below(10) for event in range(10_000)],
    }
    for name, values in streams.items():
        counts = Counter(values)
        chi_square = sum((counts[value] - 1000) ** 2 / 1000 for value in range(10))
        assert chi_square < 27.9, name  # 99.9% of chi square with 9 degrees of freedom
        pairs = sum(one == two for one, two in pairwise(values))
        assert abs(pairs / 9999 - 0.1) < 0.012, name


def test_lanes_do_not_follow_one_another() -> None:
    pairs = [(draw_for(LEARNER, n).lane("a").below(2), draw_for(LEARNER, n).lane("b").below(2)) for n in range(8000)]
    for both in Counter(pairs).values():
        assert abs(both / 8000 - 0.25) < 0.02


def test_scores_are_whole_millionths_with_halves_upward() -> None:
    assert quantise(0.1234564) == 123456
    assert quantise(0.5e-6) == 1
    assert quantise(-0.5e-6) == 0
    assert quantise(-1.0) == -1_000_000


def test_a_size_below_one_is_refused() -> None:
    with pytest.raises(ValueError, match="size"):
        draw_for(LEARNER, 0).below(0)
