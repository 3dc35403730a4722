"""Posters of a unit, one for each place, and what came of each. Whoever calls has made sure of the official's right."""

from __future__ import annotations

import re
import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction
from django.db.models import F, Sum

from hocvuso.awareness.models import Poster, PosterOpening
from hocvuso.awareness.subjects import Subject
from hocvuso.core import masking, vntext
from hocvuso.core.indicators import SMALLEST_GROUP
from hocvuso.learning import queries as learning
from hocvuso.people import came_by
from hocvuso.plumbing import audit, clock
from hocvuso.plumbing.ids import free_code
from hocvuso.unions import queries as unions

PLACE, PLACES_AT_ONCE = 80, 20  # letters of a place; decided: gate, canteen, dormitory … of one factory
_PHONE = re.compile(r"\+?[0-9][0-9 .]{5,17}[0-9]")


class NotThis(ValueError):
    """What was typed cannot be printed; `what` is empty, many, long, secret, phone."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


@dataclass(frozen=True, slots=True)
class Hung:
    """A poster at a place and what came of it; `mastered` is None where too few kept their results to tell."""

    id: uuid.UUID
    code: str
    unit: uuid.UUID
    kind: str
    about: str
    place: str
    phone: str
    opened: int
    begun: int
    kept: int
    mastered: int | None = None

    @property
    def source(self) -> str:
        """By what a person is known to have come here; differs from codes of posts."""
        return source_of(self.code)


@dataclass(frozen=True, slots=True)
class Printed:
    """What stands on one poster beside its subject."""

    code: str
    unit: uuid.UUID
    place: str
    phone: str


def source_of(code: str) -> str:
    """Return how `Person.source` names a poster."""
    return f"q-{code}"


def read_places(typed: str) -> list[str]:
    """Return the places of a form, one a line, each once. Raises NotThis."""
    lines = [vntext.clean(line) for line in typed.splitlines()]
    places = list(dict.fromkeys(line for line in lines if line))
    if not places:
        raise NotThis("empty")
    if len(places) > PLACES_AT_ONCE:
        raise NotThis("many")
    if any(len(place) > PLACE for place in places):
        raise NotThis("long")
    if any(masking.mask(place).kinds for place in places):
        raise NotThis("secret")
    return places


def read_phone(typed: str) -> str:
    """Return the union's phone as it is printed, "" for none. Raises NotThis for what is no number."""
    phone = vntext.clean(typed)
    if phone and not _PHONE.fullmatch(phone):
        raise NotThis("phone")
    return phone


@transaction.atomic
def hang(unit: uuid.UUID, subject: Subject, places: Sequence[str], phone: str, *, by: uuid.UUID | None) -> list[str]:
    """Return the codes of the posters of a subject at these places, made where none is; a new phone replaces."""
    made: list[str] = []
    new = 0
    for place in places:
        row, is_new = Poster.objects.get_or_create(
            unit_id=unit, kind=subject.kind, about=subject.about, place=place,
            defaults={"code": free_code(_is_taken), "phone": phone, "created_at": clock.now(), "created_by": by},
        )  # fmt: skip
        if row.phone != phone:
            row.phone = phone
            row.save(update_fields=["phone"])
        made.append(row.code)
        new += is_new
    if new and by is not None:
        audit.record("posters", actor=by, what=f"{subject.key}: {new}")
    return made


def opened(poster: uuid.UUID, *, on: date) -> None:
    """Count that the code of a poster was opened."""
    PosterOpening.objects.get_or_create(poster_id=poster, on=on)
    PosterOpening.objects.filter(poster_id=poster, on=on).update(times=F("times") + 1)


def by_code(code: str) -> Poster | None:
    """Return the poster behind an address."""
    return Poster.objects.filter(code=code.lower()).first()


def last_phone(unit: uuid.UUID) -> str:
    """Return the phone that this unit printed last, "" before the first."""
    row = Poster.objects.filter(unit_id=unit).exclude(phone="").order_by("-created_at").first()
    return row.phone if row else ""


def printed(units: unions.Ids, codes: Sequence[str]) -> list[Printed]:
    """Return these posters, as far as they belong to these units, in the order of the codes."""
    rows = {row.code: row for row in Poster.objects.filter(unit__in=units, code__in=list(codes))}
    found = (rows[code] for code in dict.fromkeys(codes) if code in rows)
    return [Printed(row.code, row.unit_id, row.place, row.phone) for row in found]


def reach(units: unions.Ids, subject: Subject | None = None) -> list[Hung]:
    """Return the posters of these units, of one subject or all, those opened most first."""
    rows = Poster.objects.filter(unit__in=units)
    if subject is not None:
        rows = rows.filter(kind=subject.kind, about=subject.about)
    return _reached(list(rows.order_by("-created_at", "place")))


def with_mastery(hung: Sequence[Hung], skill: str) -> list[Hung]:
    """Add how many of those who kept their results master a skill now; hidden below SMALLEST_GROUP people.

    Where all or none do, that says what each of them can: hidden too, as long as there are fewer than twice as many.
    """
    by_source: dict[str, frozenset[uuid.UUID]] = {}
    for came in came_by.arrived([each.source for each in hung]):
        if came.is_kept:
            by_source[came.source] = by_source.get(came.source, frozenset()) | {came.person}
    everybody = {person for ids in by_source.values() for person in ids}
    able = learning.reached_ids([skill], list(everybody)) if everybody else set()
    return [_told(each, by_source.get(each.source, frozenset()), able) for each in hung]


def _told(hung: Hung, ids: frozenset[uuid.UUID], able: set[uuid.UUID]) -> Hung:
    good = len(ids & able)
    is_telling = good in {0, len(ids)} and len(ids) < 2 * SMALLEST_GROUP
    if len(ids) < SMALLEST_GROUP or is_telling:
        return hung
    return replace(hung, mastered=good)


def _reached(rows: list[Poster]) -> list[Hung]:
    openings = dict(
        PosterOpening.objects.filter(poster__in=[row.id for row in rows]).values_list("poster").annotate(Sum("times"))
    )
    came = came_by.arrived([source_of(row.code) for row in rows])
    begun, kept = Counter(each.source for each in came), Counter(each.source for each in came if each.is_kept)
    found = [
        Hung(
            row.id, row.code, row.unit_id, row.kind, row.about, row.place, row.phone,
            openings.get(row.id, 0), begun.get(source_of(row.code), 0), kept.get(source_of(row.code), 0),
        )
        for row in rows
    ]  # fmt: skip
    return sorted(found, key=lambda each: -each.opened)


def _is_taken(code: str) -> bool:
    return Poster.objects.filter(code=code).exists()
