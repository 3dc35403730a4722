"""Lists of persons that are too long to be counted and sorted for each view: read from a place on, a page at a time.

Sorting the 488,000 people of a province takes 10 s; walking along the index of the alphabet and leaving out who does
not belong takes milliseconds. A word that few names hold is looked up first: walking would pass everybody to find them.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from hocvuso.people.models import Person
from hocvuso.people.queries import order, said_yes, typed_in

FEW = 5_000  # persons who are looked at one by one; beyond, names with the word come often enough when walking
STEP = 20_000  # persons walked past in one statement and in one view at most: 0.2 s with the slowest filter


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

    Fewer, with a place to go on, when STEP persons were walked past. `after` who is nobody any more begins again.
    """
    words = typed_in(typed)
    living = Person.objects.filter(erased_at=None)
    few = list(Person.objects.filter(words).values_list("id", flat=True)[: FEW + 1]) if words else []
    start = _place(after)
    if words and len(few) <= FEW:
        found = _from(living.filter(condition, id__in=few), start)
        return _cut(list(order(found)[: size + 1]), size)
    end = _from(Person.objects.all(), start).order_by("sort_key", "id").values_list("sort_key", "id")[STEP : STEP + 1]
    last = next(iter(end), None)
    walked = _until(_from(living.filter(words, condition), start), last)
    page = _cut(list(order(walked)[: size + 1]), size)
    return page if page.after or last is None else Stretch(page.ids, last[1])


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
