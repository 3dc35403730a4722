"""The list of a unit's people as an official may see it: invited, started, asked for help; nothing of what
somebody answered or how well he knows it.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from hocvuso.groups.help_desk import queries as help_requests
from hocvuso.learning import queries as learning
from hocvuso.people import longlists
from hocvuso.people import queries as people
from hocvuso.people.queries import Ids, Listed
from hocvuso.plumbing import paging, raw
from hocvuso.plumbing.raw import text_id
from hocvuso.reports.figures import COUNTED
from hocvuso.unions import access
from hocvuso.unions import queries as unions

PAGE_SIZE = 50
LONG = 20_000  # people of a unit; up to here counting and sorting them takes less than walking past the others
ALL, NOT_INVITED, WAITING, STARTED, ASKING = "tat-ca", "chua-moi", "chua-bat-dau", "da-bat-dau", "nho-giup"
LOCKED = "bi-khoa"
FILTERS = (ALL, NOT_INVITED, WAITING, STARTED, ASKING, LOCKED)


@dataclass(frozen=True, slots=True)
class Line:
    """One person in the list. The full number is there only for somebody who asked for help."""

    id: uuid.UUID
    name: str
    phone: str
    is_invited: bool
    has_started: bool
    is_asking: bool
    is_declared: bool
    is_locked: bool


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the list.

    Of a short list `total`, `number` and `pages` are known. A long one is neither counted nor numbered: `after` is whom
    its next page begins behind, None at the end.
    """

    lines: tuple[Line, ...]
    total: int | None
    number: int = 1
    pages: int = 1
    after: uuid.UUID | None = None


def visible_ids(viewer: uuid.UUID, unit: uuid.UUID, day: date) -> Ids:
    """Return whom `viewer` may see by name among the people of `unit` and below."""
    return unions.people_ids(_units(viewer, unit, day), day)


def sees(viewer: uuid.UUID, person: uuid.UUID, unit: uuid.UUID, day: date) -> bool:
    """Tell whether `visible_ids` holds one person."""
    return people.those([person]).filter(unions.belonging(_units(viewer, unit, day), day)).exists()


def is_long(viewer: uuid.UUID, unit: uuid.UUID, day: date) -> bool:
    """Tell whether the list of a unit is read from a place on instead of page by page."""
    return unions.has_more_than(LONG, _units(viewer, unit, day))


def page(viewer: uuid.UUID, unit: uuid.UUID, day: date, *, typed: str, show: str, number: int) -> Page:
    """Return one page of the people of a unit; `show` is one of FILTERS, pages count from 1."""
    # Read whole: finding them takes longer than carrying them here, and counting first would find them twice.
    everybody = raw.column(_filtered(visible_ids(viewer, unit, day), typed, show).values_list(text_id("id")))
    total = len(everybody)
    part = paging.part(number, total, PAGE_SIZE)
    ids = [uuid.UUID(each) for each in everybody[part.rows]]
    return Page(_lines(ids, unions.declared_ids(ids, unit, day)), total, part.number, part.pages)


def long_page(viewer: uuid.UUID, unit: uuid.UUID, day: date, *, typed: str, show: str, after: uuid.UUID | None) -> Page:
    """Return the page of a long list that begins behind a person, or (None) the first one."""
    condition = unions.belonging(_units(viewer, unit, day), day) & _shown(show)
    found = longlists.stretch(condition, typed, after=after, size=PAGE_SIZE)
    return Page(_lines(found.ids, unions.declared_ids(found.ids, unit, day)), None, after=found.after)


def locked(viewer: uuid.UUID, unit: uuid.UUID, day: date) -> int:
    """Return how many of the people of a unit typed too many wrong codes and wait to be let in again."""
    return people.locked_ids().filter(unions.belonging(_units(viewer, unit, day), day)).count()


def one(person: uuid.UUID, unit: uuid.UUID, day: date) -> Line | None:
    """Return what the list says of one person; whoever asks has made sure that he may see him."""
    return next(iter(_lines([person], unions.declared_ids([person], unit, day))), None)


def _units(viewer: uuid.UUID, unit: uuid.UUID, day: date) -> Ids:
    return unions.within(access.named_units(viewer, day), [unit], day)


def _filtered(everybody: Ids, typed: str, show: str) -> Ids:
    invited, started = people.invited_ids(everybody), _started(everybody)
    if show == NOT_INVITED:
        return people.matching(everybody, typed, without=[invited, started])
    if show == WAITING:
        return people.matching(everybody, typed, within=[invited], without=[started])
    if show == STARTED:
        return people.matching(everybody, typed, within=[started])
    if show == ASKING:
        return people.matching(everybody, typed, within=[people.those(_asking(everybody))])
    if show == LOCKED:
        return people.matching(everybody, typed, within=[people.locked_ids()])
    return people.matching(everybody, typed)


def _shown(show: str) -> Q:
    """Return what `_filtered` does as a condition on persons, for walking along them."""
    invited, started = Q(invited_at__isnull=False), learning.having_started() & longlists.agreed(COUNTED)
    conditions = {
        NOT_INVITED: ~invited & ~started,
        WAITING: invited & ~started,
        STARTED: started,
        ASKING: Q(id__in=help_requests.asking_ids()),
        LOCKED: Q(id__in=people.locked_ids()),
    }
    return conditions.get(show, Q())


def _started(ids: Ids) -> Ids:
    """Return who has started and agreed that his union may know it."""
    return learning.started_ids(people.agreed_ids(COUNTED, among=ids))


def _asking(ids: Ids) -> list[uuid.UUID]:
    return list(help_requests.asking_ids().filter(person__in=ids))


def _lines(ids: Sequence[uuid.UUID], declared: set[uuid.UUID]) -> tuple[Line, ...]:
    these = people.those(ids)
    started, asking = set(_started(these)), set(_asking(these))
    return tuple(_line(row, started, asking, declared) for row in people.listed(ids))


def _line(row: Listed, started: set[uuid.UUID], asking: set[uuid.UUID], declared: set[uuid.UUID]) -> Line:
    tail = f"…{row.phone[-3:]}" if row.phone else ""
    return Line(
        row.id,
        row.full_name,
        row.phone if row.id in asking else tail,
        row.invited_at is not None,
        row.id in started,
        row.id in asking,
        row.id in declared,
        row.is_locked,
    )
