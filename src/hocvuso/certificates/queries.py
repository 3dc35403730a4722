"""Look-ups of certificates: one's own, those about something, and the one behind a code."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from hocvuso.certificates import kinds
from hocvuso.certificates.models import Certificate
from hocvuso.certificates.shown import Paper
from hocvuso.core import certificate as core
from hocvuso.people import queries as people
from hocvuso.plumbing import clock
from hocvuso.unions import queries as unions

AT_ONCE = 500  # ids given to one statement; SQLite takes 999 in its smallest build


@dataclass(frozen=True, slots=True)
class Issued:
    """A certificate as other rooms know it. `standing` is as of the day asked about."""

    id: uuid.UUID
    code: str
    kind: str
    about: str
    person: uuid.UUID | None
    name: str
    unit: uuid.UUID
    unit_name: str
    what: str
    on: date
    until: date | None
    standing: str
    is_proctored: bool = False
    reason: str = ""


def issued(row: Certificate, day: date) -> Issued:
    """Return a row in the shape in which other rooms get it."""
    return Issued(
        row.pk, row.code, row.kind, row.about, row.person, row.name, row.unit, row.unit_name, row.what, row.issued_on,
        row.valid_until, core.standing(row.state, row.valid_until, day), row.is_proctored, row.reason,
    )  # fmt: skip


def of_person(person: uuid.UUID, day: date | None = None) -> list[Issued]:
    """Return what somebody (under any of his ids) was given, newest first; what was replaced is left out."""
    rows = Certificate.objects.filter(person__in=people.ids_of(person)).exclude(state=core.REPLACED)
    return [issued(row, day or clock.today()) for row in rows.order_by("-issued_on", "-id")]


def issued_about(about: str, day: date | None = None) -> dict[uuid.UUID, Issued]:
    """Return by person what was issued about one thing; a live one before a revoked one."""
    rows = Certificate.objects.filter(about=about).exclude(state=core.REPLACED).order_by("id")
    found: dict[uuid.UUID, Issued] = {}
    for row in sorted(rows, key=lambda each: each.state == core.LIVE):
        if row.person is not None:
            found[row.person] = issued(row, day or clock.today())
    return found


def valid_about(about: str, persons: Sequence[uuid.UUID], day: date) -> set[uuid.UUID]:
    """Return who of some persons holds a certificate about one thing that is valid on a day."""
    found: set[uuid.UUID] = set()
    held = Q(valid_until=None) | Q(valid_until__gte=day)
    for at in range(0, len(persons), AT_ONCE):
        rows = Certificate.objects.filter(held, about=about, state=core.LIVE, person__in=persons[at : at + AT_ONCE])
        found.update(person for person in rows.values_list("person", flat=True) if person is not None)
    return found


def facts_of(persons: Collection[uuid.UUID]) -> dict[tuple[uuid.UUID, str], dict[str, Any]]:
    """Return the live certificates of some persons by person and code, as another installation is told of them.

    One that is revoked or replaced is absent; one that has expired says until when it held. No name stands in it.
    """
    found: dict[tuple[uuid.UUID, str], dict[str, Any]] = {}
    wanted = list(persons)
    for at in range(0, len(wanted), AT_ONCE):
        for row in Certificate.objects.filter(state=core.LIVE, person__in=wanted[at : at + AT_ONCE]):
            if row.person is not None:
                found[row.person, row.code] = {
                    "kind": row.kind, "what": row.what, "level": row.level, "skills": row.skills,
                    "unit": row.unit_name, "on": row.issued_on.isoformat(),
                    "until": row.valid_until.isoformat() if row.valid_until else None,
                    "is_proctored": row.is_proctored,
                }  # fmt: skip
    return found


def one(number: uuid.UUID, day: date | None = None) -> Issued | None:
    """Return one certificate, or None."""
    row = Certificate.objects.filter(pk=number).first()
    return issued(row, day or clock.today()) if row else None


def paper(code: str, day: date) -> Paper | None:
    """Return what a code leads to, also a revoked or replaced one; None for a code that never was one."""
    wanted = code.lower()
    row = Certificate.objects.select_related("replaced_by").filter(code=wanted).first()
    return _paper(row, day) if row is not None else kinds.elsewhere(wanted, day)


def papers(ids: Sequence[uuid.UUID], day: date) -> list[Paper]:
    """Return the live papers among some ids, in their order; a revoked or erased one is not printed again."""
    found: dict[uuid.UUID, Certificate] = {}
    for at in range(0, len(ids), AT_ONCE):
        rows = Certificate.objects.filter(pk__in=ids[at : at + AT_ONCE], state=core.LIVE)
        found.update({row.pk: row for row in rows})
    return [_paper(found[each], day) for each in ids if each in found]


def _paper(row: Certificate, day: date) -> Paper:
    return Paper(
        code=row.code, unit=row.unit_name, opening=row.opening, names=(row.name,) if row.name else (),
        sentence=row.sentence, what=row.what, on=row.issued_on, details=tuple(row.details), until=row.valid_until,
        signed=row.signed_name, decision=row.decision, is_proctored=row.is_proctored if row.rule_from else None,
        standing=core.standing(row.state, row.valid_until, day),
        ended_on=clock.day_of(row.ended_at) if row.ended_at else None,
        newer=newest(row).code if row.state == core.REPLACED and row.replaced_by else "", kind=row.kind, id=row.pk,
    )  # fmt: skip


def newest(row: Certificate) -> Certificate:
    """Return the end of the chain that begins with a paper."""
    seen = {row.pk}
    while row.replaced_by is not None and row.replaced_by.pk not in seen:
        row = row.replaced_by
        seen.add(row.pk)
    return row


def holding(units: unions.Ids | Collection[uuid.UUID], on: date) -> QuerySet[Certificate]:
    """Return what some units had issued and what held on a day, as a query set to be counted."""
    rows = Certificate.objects.filter(unit__in=units, issued_on__lte=on)
    rows = rows.exclude(state=core.REPLACED, replaced_by__issued_on=F("issued_on"))  # a name put right
    tomorrow = datetime.combine(on + timedelta(days=1), time(), clock.VIETNAM)
    held = Q(valid_until=None) | Q(valid_until__gte=on)
    return rows.filter(held, Q(ended_at=None) | Q(ended_at__gte=tomorrow))


def count_by_about(rows: QuerySet[Certificate]) -> Counter[str]:
    """Count certificates by what they are about."""
    return Counter(dict(rows.values("about").annotate(n=Count("pk")).order_by().values_list("about", "n")))


def listed(units: unions.Ids, *, typed: str = "", about: str = "", is_live: bool = True) -> QuerySet[Certificate]:
    """Return what some units issued, newest first: what is live, or what was revoked; by a name, about one thing."""
    rows = Certificate.objects.filter(unit__in=units, state=core.LIVE if is_live else core.REVOKED)
    if about:
        rows = rows.filter(about=about)
    if typed:
        rows = rows.filter(person__in=people.matching(rows.values("person"), typed))
    return rows.order_by("-issued_on", "-id")


def holding_by_unit(units: Iterable[uuid.UUID], on: date) -> Counter[uuid.UUID]:
    """Count what each of some units had issued and held on a day; units without one are absent."""
    return Counter(holding(list(units), on).values_list("unit", flat=True))


def issued_by_unit(units: Iterable[uuid.UUID], first: date, last: date) -> Counter[uuid.UUID]:
    """Count what each of some units issued from a day to a day; what was issued anew for a name counts once."""
    rows = Certificate.objects.filter(unit__in=list(units), issued_on__gte=first, issued_on__lte=last)
    return Counter(rows.exclude(state__in=(core.REPLACED, core.REVOKED)).values_list("unit", flat=True))
