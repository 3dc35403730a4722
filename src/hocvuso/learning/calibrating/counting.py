"""Counts of answers by question, cohort and ability: each night adds the days since, all at once gives the same.

An answer belongs to the day on which it was received, so a day that is over never changes. Everything that is written
stands in one transaction with the mark to which day it reaches: twice is once.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction

from hocvuso.core.item_cells import Cells, added, reduced
from hocvuso.core.parameters import MODEL_VERSION
from hocvuso.learning.calibrating import files
from hocvuso.learning.calibrating.codes import Codes
from hocvuso.learning.calibrating.taking import Span, taken
from hocvuso.learning.catalogue import as_authors_say
from hocvuso.learning.models import Event, ItemCell, ItemLedger, PlanRow
from hocvuso.people import queries as people
from hocvuso.plumbing import clock
from hocvuso.plumbing.driver import run_each

THE_MARK = 1
# decided: an answer is dated before it is written, so a day is counted a little after it has ended
SETTLED = timedelta(minutes=10)
SUMS = ("answers", "score", "centre", "spread", "placed", "begun")
KEYS = ("item", "meaning", "cohort", "bin")
ADD = (
    f"INSERT INTO learning_itemcell ({', '.join((*KEYS, *SUMS))}) VALUES ({', '.join(['%s'] * 10)}) "  # noqa: S608
    f"ON CONFLICT ({', '.join(KEYS)}) DO UPDATE SET "
    + ", ".join(f"{name} = learning_itemcell.{name} + excluded.{name}" for name in SUMS)
)


def count_up(*, anew: bool = False) -> int:
    """Count the days that are over and not counted yet; return how many answers were added.

    `anew`: forget all counts and replay everybody. So it is done the first time too, and after a change of the model.
    """
    mark, last = _mark_of_this_model(), last_day()
    if anew or mark is None:
        persons = _canonical(Event.objects.values_list("learner", flat=True).order_by("learner").distinct())
        return _count(persons, None, last)
    if mark.day >= last:
        return 0
    return _count(_planned_since(mark.day + timedelta(days=1)), mark.day, last)


def is_anew() -> bool:
    """Tell whether counting means to replay everybody: the first time, and after a change of the model."""
    return _mark_of_this_model() is None


def _mark_of_this_model() -> ItemLedger | None:
    return ItemLedger.objects.filter(id=THE_MARK, model_version=MODEL_VERSION).first()


def last_day() -> date:
    """Return the newest day that is over."""
    return clock.day_of(clock.now() - SETTLED) - timedelta(days=1)


def counted_to() -> date | None:
    """Return to which day answers are counted, None before the first time."""
    return ItemLedger.objects.filter(id=THE_MARK).values_list("day", flat=True).first()


def count_files(folder: Path) -> int:
    """Put in place of all counts what the files of a folder give; return how many answers they hold."""
    cells, codes, last = files.reduced(folder)
    with transaction.atomic():
        ItemCell.objects.all().delete()
        _add(cells, codes)
        _mark(last)
    return int(cells.answers.sum())


def _count(persons: Sequence[uuid.UUID], before: date | None, last: date) -> int:
    """Count these persons' answers received after `before`, to the end of `last`; None: since ever."""
    first = before + timedelta(days=1) if before else None
    span = Span(_midnight(first) if first else 0, _midnight(last + timedelta(days=1)))
    codes, cells = Codes(), Cells.of([])
    keeper = files.Keeper(settings.CALIBRATION_ROWS, first, last, codes)
    for rows in taken(persons, as_authors_say(), span, codes):
        keeper.keep(rows)
        cells = added([cells, reduced(rows)])
    keeper.end()
    with transaction.atomic():
        if not _is_still(before):
            return 0  # another process was quicker
        if before is None:
            ItemCell.objects.all().delete()
        _add(cells, codes)
        _mark(last)
    return int(cells.answers.sum())


def _is_still(before: date | None) -> bool:
    if before is None:
        return True
    return ItemLedger.objects.select_for_update().filter(id=THE_MARK, day=before).exists()


def _mark(last: date) -> None:
    ItemLedger.objects.update_or_create(id=THE_MARK, defaults={"day": last, "model_version": MODEL_VERSION})


def _add(cells: Cells, codes: Codes) -> None:
    items, cohorts = list(codes.items), list(codes.cohorts)
    columns = [getattr(cells, name).tolist() for name in ("item", "cohort", "bin", *SUMS)]
    run_each(
        ADD,
        [[*items[item], cohorts[cohort], place, *sums] for item, cohort, place, *sums in zip(*columns, strict=True)],
    )


def _planned_since(first: date) -> Sequence[uuid.UUID]:
    """Return who may have answered since: with every answer a plan is written, and its id begins with its time.

    To this moment and not to the end of the day, for who is known by name now has lost the plans from before.
    """
    start = _midnight(first) // 1000 - int(SETTLED.total_seconds() * 1000)
    rows = PlanRow.objects.filter(id__gte=uuid.UUID(int=start << 80))
    return _canonical(rows.values_list("person", flat=True).order_by("person").distinct())


def _canonical(ids: Iterable[uuid.UUID]) -> Sequence[uuid.UUID]:
    found = list(ids)
    known: dict[uuid.UUID, uuid.UUID] = {}
    for start in range(0, len(found), people.AT_ONCE):
        known |= people.canonical_of(found[start : start + people.AT_ONCE])
    return list(dict.fromkeys(known.get(each, each) for each in found))


def _midnight(day: date) -> int:
    """Return when a Vietnamese day begins, in microseconds since 1970."""
    at = datetime.combine(day, time(), clock.VIETNAM).astimezone(UTC)
    return int(at.timestamp()) * 1_000_000
