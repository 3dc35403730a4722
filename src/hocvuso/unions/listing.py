"""Many memberships and jobs at once, as a union's list brings them: the rules of `join` and `employ`, in bulk."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from hocvuso.plumbing import bulk, changes, driver
from hocvuso.plumbing.ids import uuid7
from hocvuso.unions.models import Employment, Membership


@dataclass(frozen=True, slots=True)
class Entered:
    """Somebody who belongs to a unit by its list; `is_new` people belong nowhere yet, so nothing is looked up."""

    person: uuid.UUID
    unit: uuid.UUID
    audience: str
    is_member: bool
    is_new: bool


@dataclass(frozen=True, slots=True)
class Written:
    """Rows that were made for people who were there before, and declarations that the list confirmed."""

    memberships: tuple[uuid.UUID, ...] = ()
    employments: tuple[uuid.UUID, ...] = ()
    confirmed: tuple[uuid.UUID, ...] = ()


@transaction.atomic
def enter_all(entered: Sequence[Entered], *, on: date) -> Written:
    """Write that these people work at their units, and are members where they are; said twice it is one fact."""
    old = [each.person for each in entered if not each.is_new]
    members = {row[:2]: row[2:] for row in _present(Membership, "is_declared, id", old, on)}
    employed = {row[:3] for row in _present(Employment, "audience", old, on)}
    joins, jobs, confirmed = [], [], []
    for each in entered:
        where = (driver.key(each.person), driver.key(each.unit))
        row = members.get(where)
        if each.is_member and row is None:
            joins.append((uuid7(), each.person, each.unit))
        elif row is not None and row[0] and each.is_member:
            confirmed.append(driver.as_uuid(row[1]))
        if (*where, each.audience) not in employed:
            jobs.append((uuid7(), each.person, each.unit, each.audience))
    bulk.insert(Membership, ("id", "person_id", "unit_id"), joins, valid_from=on)
    bulk.insert(Employment, ("id", "person_id", "unit_id", "audience"), jobs, valid_from=on)
    Membership.objects.filter(id__in=confirmed).update(is_declared=False)
    changes.tell(changes.UNITS, {each.unit for each in entered})
    before = set(old)
    return Written(
        tuple(row[0] for row in joins if row[1] in before),
        tuple(row[0] for row in jobs if row[1] in before),
        tuple(confirmed),
    )


def _present(
    model: type[Membership] | type[Employment], columns: str, people: Sequence[uuid.UUID], on: date
) -> driver.Rows:
    """Return person, unit and `columns` of what is in force for these people; written out, see plumbing/bulk."""
    if not people:
        return []
    places = ", ".join(["%s"] * len(people))
    return driver.run(
        f"SELECT person_id, unit_id, {columns} FROM {model._meta.db_table} WHERE person_id IN ({places}) "  # noqa: S608
        "AND valid_from <= %s AND (valid_to > %s OR valid_to IS NULL)",
        [*map(driver.key, people), bulk.day(on), bulk.day(on)],
    )


@transaction.atomic
def take_back(written: Written) -> None:
    """Undo what `enter_all` wrote for people who were there before."""
    units = Membership.objects.filter(id__in=[*written.memberships, *written.confirmed]).values_list(
        "unit_id", flat=True
    )
    jobs = Employment.objects.filter(id__in=written.employments).values_list("unit_id", flat=True)
    changes.tell(changes.UNITS, {*units, *jobs})
    Membership.objects.filter(id__in=written.memberships).delete()
    Employment.objects.filter(id__in=written.employments).delete()
    Membership.objects.filter(id__in=written.confirmed).update(is_declared=True)


def people_of(written: Written) -> set[uuid.UUID]:
    """Return whom these rows are about."""
    members = Membership.objects.filter(id__in=[*written.memberships, *written.confirmed])
    jobs = Employment.objects.filter(id__in=written.employments)
    return set(members.values_list("person_id", flat=True)) | set(jobs.values_list("person_id", flat=True))
