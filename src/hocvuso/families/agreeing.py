"""Who in a family agrees to be in it, by everybody's last word; asked each time, so a withdrawal counts at once."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from hocvuso.core import family
from hocvuso.families.models import SUPPORTER, FamilyMember
from hocvuso.people import actions as people
from hocvuso.people import several
from hocvuso.plumbing import audit

_SAID = {people.FAMILY: family.OWN, people.GUARDIAN: family.GUARDIAN}


@dataclass(frozen=True, slots=True)
class Agreed:
    """Somebody in a family whose consents stand; `is_named` tells whether his name may be on the certificate."""

    row: FamilyMember
    age: str
    is_named: bool


def agreed(rows: Iterable[FamilyMember], day: date) -> list[Agreed]:
    """Return those of some members whose every needed consent stands on a day, in the order given; one query.

    No child's name is ever shown to strangers, whatever was agreed to.
    """
    members = list(rows)
    said = several.agreed((*_SAID, people.NAMED), [each.person for each in members])
    found = []
    for row in members:
        age, own = family.band(row.born_in, day), said[row.person]
        if family.has_agreed(age, {_SAID[purpose] for purpose in own if purpose in _SAID}):
            found.append(Agreed(row, age, age == family.ADULT and people.NAMED in own))
    return found


def here(household: uuid.UUID, day: date) -> list[Agreed]:
    """Return who is in a family on a day and agrees to it, the supporter first."""
    rows = FamilyMember.objects.filter(household=household, left_on=None).order_by("joined_on", "id")
    return sorted(agreed(rows, day), key=lambda each: each.row.role != SUPPORTER)


def say_yes(person: uuid.UUID, *, guardian: uuid.UUID | None, is_asked: bool, way: str, by: uuid.UUID | None) -> None:
    """Keep the yes of a relative, of his guardian, or of both; `is_asked` says whether he answered himself.

    Call it inside a transaction. Whoever is in a family that learns together lets it be recorded what he learns.
    """
    if guardian is not None:
        people.decide(person, people.GUARDIAN, given=True, way=way, by=guardian)
    if is_asked:
        people.decide(person, people.FAMILY, given=True, way=way, by=by)
    people.decide(person, people.LEARN, given=True, way=way, by=guardian or by)


def withdraw(person: uuid.UUID, *, by: uuid.UUID) -> None:
    """End whatever a person agreed to about his family, inside a transaction; what was never asked is not refused."""
    for purpose in sorted(several.agreed((*_SAID, people.NAMED), [person])[person]):
        people.decide(person, purpose, given=False, way="family", by=by)
    audit.record("leave family", actor=by, subject=person)
