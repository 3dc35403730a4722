"""Lists of persons that are too long to be counted and sorted for each view: read from a place on, a page at a time.

Sorting the 488,000 people of a province takes 10 s. The index of the alphabet holds the names too, so that walking
along it past those who are called otherwise reads the index only: a tenth of a second for everybody (measured).
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from hocvuso.people.models import Person
from hocvuso.people.queries import is_number, order, said_yes, typed_in

STEP = 20_000  # persons walked past in one view at most: 0.2 s with the slowest filter
NAMED = 2_000  # the same of those called as typed, who are looked up one by one


@dataclass(frozen=True, slots=True)
class Stretch:
    """A page of a long list. `after` is whom the next page begins behind; None at the end of the list."""

    ids: tuple[uuid.UUID, ...]
    after: uuid.UUID | None


def agreed(purpose: str) -> Q:
    """Return the condition that a person's latest decision on `purpose` is yes."""
    return Q(Exists(said_yes(purpose).filter(person=OuterRef("pk"))))


def stretch(condition: Q, typed: str, *, after: uuid.UUID | None, size: int) -> Stretch:
    """Return the next `size` persons who meet a condition and whose name or number holds what was typed.

    Fewer, with a place to go on, when STEP (or NAMED) persons were walked past. `after` who is nobody any more begins
    again.
    """
    words, start = typed_in(typed), _place(after)
    living = Person.objects.filter(condition, erased_at=None)
    if is_number(typed):  # few phones end alike
        these = Person.objects.filter(words).values("id")
        return _cut(list(order(_from(living.filter(id__in=these), start))[: size + 1]), size)
    walked = _from(Person.objects.filter(words), start)
    # Mostly the first few hundred fill a page. Named one by one, PostgreSQL looks each of them up; of the whole stretch
    # it would first collect everybody who belongs to the unit (1.4 s for a province).
    few = min(4 * size, NAMED if words else STEP)
    page, is_all = _among(list(order(walked)[:few]), few, living, size)
    if page.after or is_all:
        return page
    if words:
        ids = list(order(walked)[:NAMED])
        page, is_all = _among(ids, NAMED, living, size)
        return page if page.after or is_all else Stretch(page.ids, ids[-1])
    last = next(iter(walked.order_by("sort_key", "id").values_list("sort_key", "id")[STEP : STEP + 1]), None)
    page = _cut(list(order(_until(_from(living, start), last))[: size + 1]), size)
    return page if page.after or last is None else Stretch(page.ids, last[1])


def _among(ids: list[uuid.UUID], most: int, living: QuerySet[Person], size: int) -> tuple[Stretch, bool]:
    """Return a page of those of `ids` who meet the condition, and whether nobody comes after them."""
    return _cut(list(order(living.filter(id__in=ids))[: size + 1]), size), len(ids) < most


def _place(after: uuid.UUID | None) -> tuple[str, uuid.UUID] | None:
    if after is None:
        return None
    return Person.objects.filter(id=after).values_list("sort_key", "id").first()


def _from(found: QuerySet[Person], start: tuple[str, uuid.UUID] | None) -> QuerySet[Person]:
    if start is None:
        return found
    key, number = start
    # The first condition says nothing new; it lets the database begin there instead of reading up to it.
    return found.filter(Q(sort_key__gte=key), Q(sort_key__gt=key) | Q(id__gt=number))


def _until(found: QuerySet[Person], last: tuple[str, uuid.UUID] | None) -> QuerySet[Person]:
    if last is None:
        return found
    key, number = last
    return found.filter(Q(sort_key__lte=key), Q(sort_key__lt=key) | Q(id__lte=number))


def _cut(ids: list[uuid.UUID], size: int) -> Stretch:
    return Stretch(tuple(ids[:size]), ids[size - 1] if len(ids) > size else None)
