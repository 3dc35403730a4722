"""Many memberships and jobs at once, as a union's list brings them: the rules of `join` and `employ`, in bulk."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from hocvuso.plumbing import bulk
from hocvuso.plumbing.ids import uuid7
from hocvuso.unions.models import Employment, Membership
from hocvuso.unions.queries import in_force


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
    present = Membership.objects.filter(in_force(on), person_id__in=old)
    members = {(row.person_id, row.unit_id): row for row in present}
    employed = set(
        Employment.objects.filter(in_force(on), person_id__in=old).values_list("person_id", "unit_id", "audience")
    )
    joins, jobs, confirmed = [], [], []
    for each in entered:
        row = members.get((each.person, each.unit))
        if each.is_member and row is None:
            joins.append((uuid7(), each.person, each.unit, on))
        elif row is not None and row.is_declared and each.is_member:
            confirmed.append(row.id)
        if (each.person, each.unit, each.audience) not in employed:
            jobs.append((uuid7(), each.person, each.unit, on, each.audience))
    bulk.insert(Membership, ("id", "person_id", "unit_id", "valid_from"), joins)
    bulk.insert(Employment, ("id", "person_id", "unit_id", "valid_from", "audience"), jobs)
    Membership.objects.filter(id__in=confirmed).update(is_declared=False)
    before = set(old)
    return Written(
        tuple(row[0] for row in joins if row[1] in before),
        tuple(row[0] for row in jobs if row[1] in before),
        tuple(confirmed),
    )


@transaction.atomic
def take_back(written: Written) -> None:
    """Undo what `enter_all` wrote for people who were there before."""
    Membership.objects.filter(id__in=written.memberships).delete()
    Employment.objects.filter(id__in=written.employments).delete()
    Membership.objects.filter(id__in=written.confirmed).update(is_declared=True)


def belonging_elsewhere(ids: Sequence[uuid.UUID], units: Sequence[uuid.UUID]) -> set[uuid.UUID]:
    """Return those of `ids` who are members of, or work at, a unit that is not among `units`."""
    found: set[uuid.UUID] = set()
    for model in (Membership, Employment):
        rows = model.objects.filter(person_id__in=list(ids)).exclude(unit_id__in=list(units))
        found |= set(rows.values_list("person_id", flat=True))
    return found


def people_of(written: Written) -> set[uuid.UUID]:
    """Return whom these rows are about."""
    members = Membership.objects.filter(id__in=[*written.memberships, *written.confirmed])
    jobs = Employment.objects.filter(id__in=written.employments)
    return set(members.values_list("person_id", flat=True)) | set(jobs.values_list("person_id", flat=True))
