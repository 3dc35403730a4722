"""First unassisted answers of a learner, each with the ability that was foreseen just before it.

What was foreseen is not stored with an answer: it follows from the events, so a learner's are replayed.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hocvuso.core.item_cells import BEGUN, Rows, cell_of, measured
from hocvuso.core.mastery import Foreseen
from hocvuso.curriculum import queries as curriculum
from hocvuso.learning import fold, store
from hocvuso.learning.calibrating.codes import Codes
from hocvuso.learning.catalogue import Catalogue
from hocvuso.learning.drafting import Mind
from hocvuso.learning.models import Choices
from hocvuso.learning.trail import Trail
from hocvuso.people import queries as people

AT_ONCE = 200_000  # decided: answers kept in memory, some 40 MB
PLACEMENTS = ("placement", "full")
MEETS = ("answer", "first_task", "hint")  # after one of these a question is not new any more
NOTHING_KEPT = store.Kept(None, "{}", 0, store.Chosen(), False, ())


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time of receipt, in microseconds: `start` belongs to it, `stop` no longer.

    Events are folded in the order of receipt, so what was foreseen of an answer never changes afterwards.
    """

    start: int
    stop: int

    def __contains__(self, batch: int) -> bool:
        return self.start <= batch < self.stop


def taken(persons: Sequence[uuid.UUID], catalogue: Catalogue, span: Span, codes: Codes) -> Iterator[Rows]:
    """Yield the rows of these persons' answers received in the span, so many at once as fit the memory."""
    rows: list[tuple[int, ...]] = []
    for start in range(0, len(persons), people.AT_ONCE):
        some = persons[start : start + people.AT_ONCE]
        cohorts = _cohorts(some)
        for person in some:
            rows += _rows_of(person, cohorts.get(person, "/full"), catalogue, span, codes)
            if len(rows) >= AT_ONCE:
                yield Rows.of(rows)
                rows = []
    if rows:
        yield Rows.of(rows)


def _cohorts(persons: Sequence[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Return "device/letters" as chosen today; nothing that somebody told of himself for another purpose is used."""
    rows = Choices.objects.filter(person__in=persons).values_list("person", "device", "easy")
    return {person: f"{device}/{'easy' if easy else 'full'}" for person, device, easy in rows}


def _rows_of(
    person: uuid.UUID, cohort: str, catalogue: Catalogue, span: Span, codes: Codes
) -> Iterator[tuple[int, ...]]:
    has_begun = False
    for event, foreseen in first_answers(people.ids_of(person), catalogue):
        placed = event.context in PLACEMENTS
        begun, has_begun = placed and not has_begun, has_begun or placed
        item = curriculum.item(event.content_id, event.version or None)
        if item is None or event.score is None or event.batch not in span:
            continue
        place, *numbers = measured(foreseen.centre, foreseen.spread, event.score)
        cell = cell_of(codes.item(item.id, item.meaning), codes.cohort(cohort), place)
        yield cell, *numbers, placed + BEGUN * begun


def first_answers(ids: Sequence[uuid.UUID], catalogue: Catalogue) -> Iterator[tuple[fold.Happened, Foreseen]]:
    """Yield each first answer given without help, with what the model had expected of it."""
    mind, met = Mind(catalogue, fold.blank(catalogue), Trail(), NOTHING_KEPT), set[str]()
    for event in store.happened(ids):
        foreseen = mind.take_in(event)
        if event.kind not in MEETS:
            continue
        is_new = event.content_id not in met
        met.add(event.content_id)
        if is_new and foreseen is not None and event.kind == "answer" and not event.hints:
            yield event, foreseen
