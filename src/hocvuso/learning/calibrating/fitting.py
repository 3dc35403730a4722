"""Questions fitted from the counts, and what is kept of that for their authors and for the model (`announcing`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from django.db import transaction

from hocvuso.core import item_fit
from hocvuso.core import items as item_kinds
from hocvuso.core.content import Item
from hocvuso.core.item_cells import Cells, Wholes, cell_of
from hocvuso.core.item_fit import Fits, Gaps
from hocvuso.core.usage import ENOUGH
from hocvuso.curriculum import queries as curriculum
from hocvuso.learning import fitted
from hocvuso.learning.models import ItemCell, ItemFit
from hocvuso.plumbing import clock

COLUMNS = ("item", "meaning", "cohort", "bin", "answers", "score", "centre", "spread", "placed", "begun")


@dataclass(frozen=True, slots=True)
class Fitted:
    """What the answers say of one question; `uneven` are pairs (harder for, easier for).

    `is_used`: the model takes what answers said in place of the author's word, as of the set in force.
    """

    difficulty: float
    answers: int
    is_used: bool
    flags: tuple[str, ...]
    uneven: tuple[tuple[str, str], ...]

    @property
    def is_enough(self) -> bool:
        """Tell whether it may be spoken of."""
        return self.answers >= ENOUGH


def fit_up() -> int:
    """Fit all published questions and keep the result; return how many had answers."""
    items = [item for item in curriculum.current().items.values() if item.status != "retired"]
    cells, cohorts = _cells(items)
    expert = np.array([item.difficulty for item in items], dtype=np.float64)
    guess = np.array([item_kinds.guess_of(item) for item in items], dtype=np.float64)
    fits = item_fit.fit(cells, expert, guess)
    between = [(names, item_fit.gaps(cells, fits, guess, group)) for names, group in _dimensions(cohorts)]
    shown = item_fit.exposure(cells, len(items))
    flags = item_fit.flags(fits, expert, shown, [each for _, each in between])
    rows = _rows(items, fits, flags, [_uneven(names, found) for names, found in between])
    with transaction.atomic():
        ItemFit.objects.all().delete()
        ItemFit.objects.bulk_create(rows)
    return len(rows)


def fits() -> Mapping[str, Fitted]:
    """Return what is known of each published question; of one whose meaning was raised since, nothing."""
    items, held = curriculum.current().items, fitted.holding(fitted.sets(), clock.microseconds())
    used = {(name, each.meaning) for name, each in held.items.items()} if held else set()
    return {
        row.item: Fitted(
            row.difficulty,
            row.answers,
            (row.item, row.meaning) in used,
            tuple(row.flags),
            tuple((a, b) for a, b in row.uneven),
        )
        for row in ItemFit.objects.all()
        if row.item in items and items[row.item].meaning == row.meaning
    }


def _cells(items: Sequence[Item]) -> tuple[Cells, list[str]]:
    """Return the counts of the questions as they are meant today, and the names of the cohorts."""
    place = {(item.id, item.meaning): number for number, item in enumerate(items)}
    cohorts: dict[str, int] = {}
    rows = [
        (cell_of(place[item, meaning], cohorts.setdefault(cohort, len(cohorts)), ability), *sums)
        for item, meaning, cohort, ability, *sums in ItemCell.objects.values_list(*COLUMNS).iterator(5000)
        if (item, meaning) in place
    ]
    return Cells.of(rows), list(cohorts)


def _dimensions(cohorts: Sequence[str]) -> list[tuple[list[str], Wholes]]:
    """Return for device and for letters the groups, and the group of each cohort (−1: has not chosen)."""
    found = []
    for parts in zip(*(cohort.split("/") for cohort in cohorts), strict=True):
        names = sorted(set(parts) - {""})
        found.append((names, np.array([names.index(part) if part else -1 for part in parts], dtype=np.int64)))
    return found


def _uneven(names: Sequence[str], found: Gaps) -> list[list[str]]:
    """Return [harder for, easier for] of each question, [] where the groups do not differ."""
    return [
        [names[harder], names[easier]] if differs else []
        for differs, harder, easier in zip(
            item_fit.is_uneven(found).tolist(), found.harder.tolist(), found.easier.tolist(), strict=True
        )
    ]


def _rows(
    items: Sequence[Item], fits: Fits, flags: Sequence[tuple[str, ...]], uneven: Sequence[list[list[str]]]
) -> list[ItemFit]:
    now = clock.now()
    return [
        ItemFit(
            item=item.id, meaning=item.meaning, expert=item.difficulty, difficulty=float(fits.difficulty[number]),
            doubt=float(fits.doubt[number]), scale=float(fits.scale[number]), answers=int(fits.answers[number]),
            flags=list(flags[number]), uneven=[each[number] for each in uneven if each[number]], at=now,
        )
        for number, item in enumerate(items)
        if fits.answers[number]
    ]  # fmt: skip
