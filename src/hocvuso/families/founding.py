"""Founding a family, leaving it, closing it. Each is the person's own act."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import IntegrityError, transaction

from hocvuso.families import agreeing
from hocvuso.families.models import SUPPORTER, FamilyMember, FamilyRecognition, Household
from hocvuso.families.states import LIVE, WITHDRAWN
from hocvuso.people import actions as people
from hocvuso.people import several
from hocvuso.plumbing import audit


class InAnother(Exception):
    """The person is in a family already; he leaves that one first."""


@transaction.atomic
def found(person: uuid.UUID, *, on: date) -> Household:
    """Found a family with a person as its supporter, and keep that he agreed; twice is once.

    Raises InAnother for whoever is a relative somewhere.
    """
    held = current(person)
    if held is not None and held.role != SUPPORTER:
        raise InAnother
    people.decide(person, people.FAMILY, given=True, way="screen")
    if held is not None:
        return held.household
    try:
        with transaction.atomic():
            household = Household.objects.create(founded_on=on)
            FamilyMember.objects.create(household=household, person=person, role=SUPPORTER, joined_on=on)
    except IntegrityError:  # the same button twice at once: the other one founded it
        held = current(person)
        if held is None or held.role != SUPPORTER:
            raise InAnother from None
        return held.household
    audit.record("found family", actor=person, subject=person)
    return household


def current(person: uuid.UUID) -> FamilyMember | None:
    """Return where a person is now, under any of his ids; whether his consent still stands is not asked here."""
    rows = FamilyMember.objects.filter(person__in=list(several.all_ids_of([person])), left_on=None)
    return rows.select_related("household").first()


@transaction.atomic
def leave(person: uuid.UUID, *, on: date) -> bool:
    """Leave one's family: the consents end, what was shared is gone at once. A supporter closes the family with it."""
    held = current(person)
    if held is None:
        return False
    _end(held, on, by=person)
    if held.role == SUPPORTER:
        for other in FamilyMember.objects.filter(household=held.household_id, left_on=None):
            _end(other, on, by=person)
        Household.objects.filter(pk=held.household_id).update(closed_on=on)
        FamilyRecognition.objects.filter(household=held.household_id, state__in=LIVE).update(
            state=WITHDRAWN, ended_on=on
        )
    return True


@transaction.atomic
def take_out(supporter: uuid.UUID, member: uuid.UUID, *, on: date) -> bool:
    """Let a supporter take a relative out of his family; the relative's own learning stays his."""
    held = current(supporter)
    if held is None or held.role != SUPPORTER:
        return False
    row = FamilyMember.objects.filter(pk=member, household=held.household_id, left_on=None).exclude(pk=held.pk).first()
    if row is None:
        return False
    _end(row, on, by=supporter)
    return True


def _end(row: FamilyMember, on: date, *, by: uuid.UUID) -> None:
    FamilyMember.objects.filter(pk=row.pk).update(left_on=on)
    agreeing.withdraw(row.person, by=by)
    if not row.has_own_phone:
        people.let_expire(row.person)


def supporter_of(household: uuid.UUID | None) -> uuid.UUID | None:
    """Return who supports a family, None for one that is gone."""
    rows = FamilyMember.objects.filter(household=household, role=SUPPORTER, left_on=None)
    return rows.values_list("person", flat=True).first() if household else None
