"""Items fitted from counts: what is true comes back, bins lose nothing that matters, and flags mean what they say."""

from __future__ import annotations

import sqlite3
from dataclasses import fields, replace

import numpy as np
import pytest

from hocvuso.core import item_fit
from hocvuso.core.item_cells import BEGUN, BINS, COHORTS, QUERY, Cells, Rows, added, cell_of, measured, reduced

SLIP = 0.03


def lived(
    difficulty: np.ndarray, scale: np.ndarray, each: int, *, cohorts: int = 2, shift: dict[tuple[int, int], float]
    | None = None, ability: tuple[float, ...] = (0.0, 0.0), guess: float = 0.0, spread: float = 0.5, seed: int = 3,
) -> Rows:  # fmt: skip
    """Answers of people whose ability is N(centre, spread) as foreseen; `ability` is what a cohort has beyond that."""
    draw = np.random.default_rng(seed)
    count = len(difficulty) * each
    item, cohort = np.repeat(np.arange(len(difficulty)), each), draw.integers(0, cohorts, count)
    centre = draw.normal(0.0, 1.0, count)
    able = centre + draw.normal(0.0, np.sqrt(spread), count) + np.array(ability)[cohort]
    pairs = zip(item.tolist(), cohort.tolist(), strict=True)
    b = difficulty[item] + np.array([(shift or {}).get(pair, 0.0) for pair in pairs])
    p = guess + (1.0 - guess - SLIP) / (1.0 + np.exp(-scale[item] * (able - b)))
    right = (draw.random(count) < p).astype(float)
    return Rows.of([
        (cell_of(i, c, measured(m, spread, y)[0]), *measured(m, spread, y)[1:], i % 2 + BEGUN * (n % 40 == 0))
        for n, (i, c, m, y) in enumerate(
            zip(item.tolist(), cohort.tolist(), centre.tolist(), right.tolist(), strict=True)
        )
    ])  # fmt: skip


def same(one: Cells, other: Cells) -> bool:
    return all(np.array_equal(getattr(one, each.name), getattr(other, each.name)) for each in fields(Cells))


def part(rows: Rows, chosen: np.ndarray) -> Rows:
    return Rows(*(getattr(rows, each.name)[chosen] for each in fields(Rows)))


def test_days_counted_one_by_one_add_up_to_all_at_once() -> None:
    rows = lived(np.linspace(-1, 1, 6), np.ones(6), 200)
    day = np.random.default_rng(8).integers(0, 5, len(rows.cell))
    days = [reduced(part(rows, day == number)) for number in range(6)]  # the last day has no answer
    assert same(added(days), reduced(rows))
    assert same(added(reversed(days)), reduced(rows))
    whole = reduced(rows)
    assert (whole.answers.sum(), whole.score.sum()) == (1200, rows.score.sum())
    assert (whole.placed.sum(), whole.begun.sum()) == (600, 30)


def test_sparse_item_codes_count_the_same() -> None:
    rows = lived(np.zeros(3), np.ones(3), 50)
    step = COHORTS * BINS
    far = reduced(replace(rows, cell=rows.cell + rows.cell // step * 1_000_002 * step))
    assert set(far.item.tolist()) == {0, 1_000_003, 2_000_006}
    assert same(replace(far, cell=far.cell - far.item // 1_000_003 * 1_000_002 * step), reduced(rows))


def test_a_cell_gives_back_what_it_was_made_of() -> None:
    keys = [(0, 0, 0), (0, 0, BINS - 1), (0, COHORTS - 1, 7), (12, 3, 0), (818_000, COHORTS - 1, BINS - 1)]
    cells = Cells.of([(cell_of(*key), 1, 0, 0, 0, 0, 0) for key in keys])
    assert list(zip(cells.item.tolist(), cells.cohort.tolist(), cells.bin.tolist(), strict=True)) == keys
    assert cells.cell.max() < 2**31, "files keep it in four bytes"


def test_the_query_counts_as_numpy_does() -> None:
    rows = lived(np.linspace(-1, 1, 5), np.ones(5), 100)
    names = [each.name for each in fields(Rows)]
    database = sqlite3.connect(":memory:")
    database.execute(f"CREATE TABLE answers ({', '.join(names)})")
    table = np.column_stack([getattr(rows, name) for name in names]).tolist()
    database.executemany(f"INSERT INTO answers VALUES ({', '.join('?' * len(names))})", table)
    assert same(Cells.counted(database.execute(QUERY).fetchall()), reduced(rows))


def test_abilities_beyond_the_scale_fall_into_the_outer_bins() -> None:
    assert measured(-9.0, 0.5, 0.0)[0] == 0
    assert measured(9.0, 0.5, 1.0)[0] == BINS - 1
    assert measured(0.0, 0.25, 0.5) == (BINS // 2, 500, 0, 250)
    assert measured(99.0, 99.0, 1.0)[2:] == (32_000, 32_000)


def test_true_items_come_back_although_abilities_are_only_foreseen() -> None:
    truth, scale = np.linspace(-1.5, 1.5, 25), np.exp(np.random.default_rng(2).normal(0.0, 0.25, 25))
    expert = truth + np.random.default_rng(4).normal(0.0, 0.7, 25)
    found = item_fit.fit(reduced(lived(truth, scale, 4000)), expert, np.zeros(25))
    assert np.sqrt(np.mean((found.difficulty - truth) ** 2)) < 0.08
    assert np.corrcoef(np.log(found.scale), np.log(scale))[0, 1] > 0.9
    inside = np.abs(found.difficulty - truth) < 2.0 * found.doubt
    assert inside.mean() > 0.85
    # Taking the foreseen mean for the ability itself, the curve looks flatter than it is.
    blind = replace(reduced(lived(truth, scale, 4000)), spread=np.zeros_like(reduced(lived(truth, scale, 4000)).spread))
    assert item_fit.fit(blind, expert, np.zeros(25)).scale.mean() < found.scale.mean() - 0.05


def test_few_answers_leave_the_author_right_and_none_leaves_him_unchanged() -> None:
    cells = Cells.of([(20, 2, 0, 0, 1000, 0, 0)])  # two wrong answers
    found = item_fit.fit(cells, np.array([-1.0, 0.4]), np.zeros(2))
    assert -1.0 < found.difficulty[0] < -0.3
    assert (found.difficulty[1], found.doubt[1], found.answers[1]) == (0.4, pytest.approx(0.7), 0)
    assert found.doubt[0] < found.doubt[1]


def test_guessing_is_allowed_for() -> None:
    truth = np.array([1.0, 0.0, 2.0])
    cells = reduced(lived(truth, np.ones(3), 6000, guess=0.33))
    assert item_fit.fit(cells, truth, np.full(3, 0.33)).difficulty == pytest.approx(truth, abs=0.15)
    assert (item_fit.fit(cells, truth, np.zeros(3)).difficulty < truth - 0.3).all()


def test_everybody_right_or_wrong_still_ends() -> None:
    for score in (0, 1000):
        cells = Cells.of([(20, 50_000, 50_000 * score, 0, 50_000 * 300, 0, 0)])
        found = item_fit.fit(cells, np.zeros(1), np.zeros(1))
        assert np.isfinite([found.difficulty[0], found.doubt[0], found.scale[0]]).all()
        assert (found.difficulty[0] < 0) == (score == 1000)


def flagged(rows: Rows, expert: np.ndarray, group: tuple[int, ...] = (0, 1)) -> list[tuple[str, ...]]:
    cells, guess = reduced(rows), np.zeros(len(expert))
    fits = item_fit.fit(cells, expert, guess)
    between = item_fit.gaps(cells, fits, guess, np.array(group))
    return item_fit.flags(fits, expert, item_fit.exposure(cells, len(expert)), [between])


def test_an_item_far_from_what_its_author_expects_is_flagged_and_says_in_which_direction() -> None:
    truth = np.array([0.0, 3.2, -3.2, 0.5])
    found = flagged(lived(truth, np.ones(4), 800, cohorts=1), np.zeros(4), (0,))
    assert [set(each) & {"harder", "easier"} for each in found] == [set(), {"harder"}, {"easier"}, set()]


def test_an_item_that_tells_nobody_apart_is_flagged() -> None:
    found = flagged(lived(np.zeros(3), np.array([0.1, 1.0, 0.7]), 6000, cohorts=1), np.zeros(3), (0,))
    assert ["blunt" in each for each in found] == [True, False, False]


def test_an_item_harder_for_one_group_is_flagged_but_not_a_weaker_group() -> None:
    plain = lived(np.zeros(8), np.ones(8), 1500, ability=(0.0, -0.8))
    assert not any("uneven" in each for each in flagged(plain, np.zeros(8)))
    uneven = lived(np.zeros(8), np.ones(8), 1500, ability=(0.0, -0.8), shift={(5, 1): 1.0})
    assert ["uneven" in each for each in flagged(uneven, np.zeros(8))] == [number == 5 for number in range(8)]
    cells = reduced(uneven)
    fits = item_fit.fit(cells, np.zeros(8), np.zeros(8))
    between = item_fit.gaps(cells, fits, np.zeros(8), np.array([0, 1]))
    assert (between.harder[5], between.easier[5]) == (1, 0)
    assert between.gap[5] == pytest.approx(1.0, abs=0.3)


def test_groups_below_a_hundred_answers_are_not_compared() -> None:
    rows = lived(np.zeros(8), np.ones(8), 1500, shift={(5, 1): 1.5})
    seen = np.zeros(8, dtype=int)
    kept = np.ones(len(rows.cell), dtype=bool)
    for place, (item, cohort) in enumerate(divmod(each, COHORTS) for each in (rows.cell // BINS).tolist()):
        if cohort == 1 and item == 5:
            seen[item] += 1
            kept[place] = seen[item] <= 99
    assert not any("uneven" in each for each in flagged(part(rows, kept), np.zeros(8)))


def test_a_cohort_outside_the_comparison_is_left_out() -> None:
    rows = lived(np.zeros(8), np.ones(8), 1500, shift={(5, 1): 1.5})
    assert not any("uneven" in each for each in flagged(rows, np.zeros(8), (0, -1)))


def test_an_item_that_every_second_placement_asks_is_flagged() -> None:
    cells = Cells.of([(cell_of(item, 0, 20), 60, 30_000, 0, 1, asked, 60) for item, asked in ((0, 60), (1, 20))])
    fits = item_fit.fit(cells, np.zeros(2), np.zeros(2))
    shown = item_fit.exposure(cells, 2)
    assert shown[1] == 120 and shown[0].tolist() == [0.5, pytest.approx(1 / 6)]
    assert item_fit.flags(fits, np.zeros(2), shown, []) == [("exposed",), ()]
    few = (shown[0], 99)
    assert item_fit.flags(fits, np.zeros(2), few, []) == [(), ()]
