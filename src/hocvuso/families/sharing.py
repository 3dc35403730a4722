"""What a relative lets be seen, and whether his name stands on the certificate: his own word, in force at once."""

from __future__ import annotations

import uuid

from django.db import transaction

from hocvuso.core import family
from hocvuso.families import agreeing, founding, joining
from hocvuso.families.models import FamilyMember
from hocvuso.people import actions as people
from hocvuso.plumbing import audit, clock


class NotAdult(ValueError):
    """No child's name is shown to strangers."""


@transaction.atomic
def share(person: uuid.UUID, what: str) -> None:
    """Keep what a person lets the supporter of his family see; whoever had withdrawn agrees again with it.

    Raises ValueError for anything unknown, joining.Refused where the family was completed meanwhile.
    """
    if what not in family.SHARES:
        raise ValueError(what)
    held = founding.current(person)
    if held is None:
        return
    if not agreeing.agreed([held], clock.today()):
        joining.check_room(held.household, clock.today())
        people.decide(person, people.FAMILY, given=True, way="family")
    if held.shares != what:
        FamilyMember.objects.filter(pk=held.pk).update(shares=what)
        audit.record("share in family", actor=person, subject=person, what=what)


@transaction.atomic
def be_named(person: uuid.UUID, *, given: bool) -> None:
    """Keep whether a person's name stands on the certificate and its page. Raises NotAdult for a child."""
    held = founding.current(person)
    if held is None:
        return
    if given and family.band(held.born_in, clock.today()) != family.ADULT:
        raise NotAdult
    people.decide(person, people.NAMED, given=given, way="family")
