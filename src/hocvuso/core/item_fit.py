"""Difficulty and sharpness of items from counted answers, beside what their authors expect; and what is worth a look.

Of item i, for an ability foreseen before the answer as N(μ, v):
    P(right) = c_i + (1 − c_i − s)·σ(a_i·(μ − b_i)/√(1 + π/8·a_i²·v))
    b_i ~ N(what its author expects, 0.7²),   log a_i ~ N(0, 0.3²)
Two parameters an item, no item leans on another: Fisher scoring for all at once (`calibration` is for files without
authors, where items lean on their skills). Counts come from `item_cells`; the bins keep the mean of μ and of v.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .calibration import LONGEST_SCALE_STEP, LONGEST_STEP, OF_SCALE, WIDEST_SCALE, Curve, curve
from .graph import Floats
from .item_cells import THOUSAND, WIDTH, Cells, Wholes
from .parameters import DEFAULT_SLIP
from .usage import ENOUGH

OF_EXPERT = 0.7  # design: sd of b about what an author expects
STEPS = 30  # assumed: many more than it takes; it ends when nothing moves
STILL = 1e-7  # assumed: logits below which nothing moves
DRIFT = 3.0  # design: |b − expert| in sd
BLUNT = 0.4  # design: scale a below which an item hardly tells people apart
UNEVEN, UNEVEN_ANSWERS = 0.4, 100  # design: logits between groups, answers in each of them
SURE = 2.0  # assumed: and twice the standard error, else every third item would be flagged by chance at 100 answers
OF_SHIFT = 1.0  # assumed: sd of a group's shift, so wide that the answers decide
COMMON_ITEMS = 3  # assumed: with fewer items a group's shift cannot be told from its ability
EXPOSED, EXPOSED_PLACEMENTS = 0.25, 100  # design: share of placements that ask an item; assumed: from so many on


@dataclass(frozen=True, slots=True)
class Fits:
    """Of m items: `difficulty` b with its sd `doubt`, `scale` a, and how many answers said so."""

    difficulty: Floats
    doubt: Floats
    scale: Floats
    answers: Wholes


@dataclass(frozen=True, slots=True)
class Gaps:
    """Widest difference of b between two groups of each item, its standard error, and the two (−1: not known)."""

    gap: Floats
    error: Floats
    harder: Wholes
    easier: Wholes


@dataclass(frozen=True, slots=True)
class _Binned:
    """Cells as the fit reads them."""

    item: Wholes
    answers: Floats
    right: Floats
    centre: Floats
    spread: Floats
    guess: Floats

    @staticmethod
    def of(cells: Cells, guess: Floats) -> _Binned:
        item, answers = cells.item, cells.answers.astype(np.float64)
        each = THOUSAND * answers
        # Abilities differ inside a bin too: the variance of a uniform draw, WIDTH²/12.
        spread = cells.spread / each + WIDTH**2 / 12.0
        return _Binned(item, answers, cells.score / each, cells.centre / each, spread, guess[item])

    def at(self, difficulty: Floats, scale: Floats) -> Curve:
        """Return the curve where these cells lie, given b and a of each cell."""
        return curve(scale, self.centre - difficulty, self.spread, guess=self.guess, slip=DEFAULT_SLIP)


def fit(cells: Cells, expert: Floats, guess: Floats) -> Fits:
    """Return what the answers say of each item; one without answers stays what its author expects."""
    binned, items = _Binned.of(cells, guess), len(expert)
    item, difficulty, scale = binned.item, expert.astype(np.float64), np.zeros(items)
    doubt = np.full(items, OF_EXPERT)
    for _ in range(STEPS):
        at = binned.at(difficulty[item], np.exp(scale)[item])
        surprise = binned.answers * (binned.right - at.p) * at.lever
        weight = binned.answers * at.weight

        def total(values: Floats) -> Floats:
            return np.bincount(item, values, minlength=items).astype(np.float64)

        by_b = total(-surprise * at.steep) - (difficulty - expert) / OF_EXPERT**2
        by_a = total(surprise * at.by_scale) - scale / OF_SCALE**2
        of_b = total(weight * at.steep**2) + OF_EXPERT**-2
        of_a = total(weight * at.by_scale**2) + OF_SCALE**-2
        across = total(-weight * at.steep * at.by_scale)
        area = of_b * of_a - across**2
        doubt = np.sqrt(of_a / area)
        step_b = np.clip((of_a * by_b - across * by_a) / area, -LONGEST_STEP, LONGEST_STEP)
        step_a = np.clip((of_b * by_a - across * by_b) / area, -LONGEST_SCALE_STEP, LONGEST_SCALE_STEP)
        difficulty, scale = difficulty + step_b, np.clip(scale + step_a, -WIDEST_SCALE, WIDEST_SCALE)
        if max(np.abs(step_b).max(initial=0.0), np.abs(step_a).max(initial=0.0)) < STILL:
            break
    answers = np.bincount(item, cells.answers, minlength=items).astype(np.int64)
    return Fits(difficulty, doubt, np.exp(scale), answers)


def gaps(cells: Cells, fits: Fits, guess: Floats, group: Wholes) -> Gaps:
    """Compare groups item by item; `group` gives the group of each cohort, −1 for one that is not compared.

    What all items of a group have in common is its ability, foreseen too low or too high, and is taken off.
    """
    items, groups = len(fits.answers), int(group.max(initial=-1)) + 1
    unknown = Gaps(np.zeros(items), np.ones(items), np.full(items, -1), np.full(items, -1))
    if groups < 2:
        return unknown
    cells = cells.only(group[cells.cohort] >= 0)
    binned = _Binned.of(cells, guess)
    item, size = binned.item, items * groups
    place = item * groups + group[cells.cohort]
    count = np.bincount(place, binned.answers, minlength=size)
    shift: Floats = np.zeros(size)
    information: Floats = np.zeros(size)
    for _ in range(STEPS):
        at = binned.at(fits.difficulty[item] + shift[place], fits.scale[item])
        pull = np.bincount(place, binned.answers * (at.p - binned.right) * at.lever * at.steep, minlength=size)
        information = np.bincount(place, binned.answers * at.weight * at.steep**2, minlength=size).astype(np.float64)
        slope = pull - shift / OF_SHIFT**2
        step = np.clip(slope / (information + OF_SHIFT**-2), -LONGEST_STEP, LONGEST_STEP)
        shift = shift + step
        if np.abs(step).max(initial=0.0) < STILL:
            break
    enough = (count >= UNEVEN_ANSWERS).reshape(items, groups)
    table, variance = shift.reshape(items, groups), 1.0 / (information + OF_SHIFT**-2).reshape(items, groups)
    for each in range(groups):
        if enough[:, each].sum() >= COMMON_ITEMS:
            table[:, each] -= np.median(table[enough[:, each], each])
        else:
            enough[:, each] = False
    able = enough.sum(axis=1) >= 2
    row = np.arange(items)
    harder, easier = np.where(enough, table, -np.inf).argmax(axis=1), np.where(enough, table, np.inf).argmin(axis=1)
    error = np.sqrt(variance[row, harder] + variance[row, easier])
    return Gaps(
        np.where(able, table[row, harder] - table[row, easier], 0.0), np.where(able, error, 1.0),
        np.where(able, harder, -1), np.where(able, easier, -1),
    )  # fmt: skip


def exposure(cells: Cells, items: int) -> tuple[Floats, int]:
    """Return which share of the placements asked each item, and how many placements began."""
    begun = int(cells.begun.sum())
    placed = np.bincount(cells.item, cells.placed, minlength=items)
    return placed / max(begun, 1), begun


def flags(fits: Fits, expert: Floats, shown: tuple[Floats, int], groups: Sequence[Gaps]) -> list[tuple[str, ...]]:
    """Return what is worth a look of each item: harder easier blunt uneven exposed."""
    moved = fits.difficulty - expert
    # Before any answer b may err by OF_EXPERT; this is how far what was learnt since could move it.
    sd = np.sqrt(np.maximum(OF_EXPERT**2 - fits.doubt**2, 1e-9))
    enough = fits.answers >= ENOUGH
    uneven = np.zeros(len(expert), dtype=np.bool_)
    for each in groups:
        uneven |= is_uneven(each)
    found = {
        "harder": enough & (moved > DRIFT * sd),
        "easier": enough & (moved < -DRIFT * sd),
        "blunt": enough & (fits.scale < BLUNT),
        "uneven": uneven,
        "exposed": (shown[0] > EXPOSED) & (shown[1] >= EXPOSED_PLACEMENTS),
    }
    return [tuple(name for name, holds in found.items() if holds[item]) for item in range(len(expert))]


def is_uneven(found: Gaps) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """Tell of which items the groups differ by more than a little, and by more than chance."""
    known: np.ndarray[tuple[int, ...], np.dtype[np.bool_]] = found.harder >= 0
    return known & (found.gap > UNEVEN) & (found.gap > SURE * found.error)
