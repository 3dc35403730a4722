"""Coming into a family: by an invitation on one's own phone, or as a profile on the supporter's phone.

Nothing is kept of somebody before everybody who must agree has said yes, and nobody is in two families.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import IntegrityError, transaction

from hocvuso.core import family
from hocvuso.families import agreeing, founding
from hocvuso.families.founding import InAnother
from hocvuso.families.models import RELATIVE, SUPPORTER, FamilyInvitation, FamilyMember, Household
from hocvuso.families.words import KINS
from hocvuso.people import actions as people
from hocvuso.plumbing import audit, outbox
from hocvuso.plumbing.ids import free_code

CODE_LENGTH = 8  # 31 letters: a code cannot be guessed at the rate that pages allow
GOOD_FOR = timedelta(days=14)  # decided: long enough for one Sunday at home
MOST_OPEN = 6  # invitations that wait at once, as many as relatives
OLDEST_CHILD_BORN = 1990  # no child is older; a typed year before it is a slip


class Refused(ValueError):
    """It cannot be done; `args[0]` says why: unknown, used, old, full, own, child, kin, year, name, consent."""


@transaction.atomic
def invite(number: uuid.UUID, supporter: uuid.UUID, kin: str, *, on: date) -> FamilyInvitation:
    """Make an invitation for one relative; the same `number` twice is one. Raises Refused."""
    household = _household_of(supporter)
    made = FamilyInvitation.objects.filter(id=number, household=household).first()
    if made is not None:
        return made
    if kin not in KINS:
        raise Refused("kin")
    check_room(household, on)
    for oldest in open_invitations(household.pk, on)[MOST_OPEN - 1 :]:
        FamilyInvitation.objects.filter(pk=oldest.pk).update(withdrawn_on=on)
    return FamilyInvitation.objects.create(
        id=number, household=household, code=free_code(_is_taken, length=CODE_LENGTH), kin=kin, made_on=on,
        expires_on=on + GOOD_FOR,
    )  # fmt: skip


def _is_taken(code: str) -> bool:
    return FamilyInvitation.objects.filter(code=code).exists()


def open_invitations(household: uuid.UUID, day: date) -> list[FamilyInvitation]:
    """Return the invitations of a family that still open it, the newest first."""
    rows = FamilyInvitation.objects.filter(household=household, used_by=None, withdrawn_on=None, expires_on__gte=day)
    return list(rows.order_by("-id"))


@transaction.atomic
def withdraw_invitation(supporter: uuid.UUID, number: uuid.UUID, *, on: date) -> None:
    """Let an invitation open nothing any more."""
    rows = FamilyInvitation.objects.filter(pk=number, household=_household_of(supporter), used_by=None)
    rows.filter(withdrawn_on=None).update(withdrawn_on=on)


def invitation(code: str, day: date) -> FamilyInvitation:
    """Return the invitation behind a code. Raises Refused with unknown, used or old."""
    row = FamilyInvitation.objects.filter(code=code.lower()).select_related("household").first()
    if row is None or row.household.closed_on is not None:
        raise Refused("unknown")
    if row.used_by is not None:
        raise Refused("used")
    if row.withdrawn_on is not None or row.expires_on < day:
        raise Refused("old")
    return row


@transaction.atomic
def join(code: str, person: uuid.UUID, *, shares: str, on: date) -> FamilyMember:
    """Let a person with his own phone, 16 or more as he says, into a family by an invitation, with his consent.

    Whoever used it before is in already. Raises Refused, and InAnother while he is in another family.
    """
    held = founding.current(person)
    used = FamilyInvitation.objects.select_for_update().filter(code=code.lower(), used_by=person).first()
    if used is not None and held is not None and held.household_id == used.household_id:
        return held
    row = invitation(code, on)
    Household.objects.select_for_update().get(pk=row.household_id)
    if held is not None:
        if held.household_id != row.household_id:
            raise InAnother
        if held.role == SUPPORTER:
            raise Refused("own")
        agreeing.say_yes(person, guardian=None, is_asked=True, way="screen", by=None)
        return held
    check_room(row.household, on)
    agreeing.say_yes(person, guardian=None, is_asked=True, way="screen", by=None)
    try:
        with transaction.atomic():
            made = FamilyMember.objects.create(
                household_id=row.household_id, person=person, role=RELATIVE, kin=row.kin, shares=_known(shares),
                joined_on=on,
            )  # fmt: skip
    except IntegrityError:  # two invitations answered at once: the other one holds
        raise InAnother from None
    FamilyInvitation.objects.filter(pk=row.pk).update(used_by=person)
    _tell(made)
    return made


@dataclass(frozen=True, slots=True)
class Profile:
    """A relative without a phone as the form tells of him; `born_in` only of a child under 16."""

    name: str
    kin: str
    born_in: int | None = None
    shares: str = family.NOTHING


def check(profile: Profile, day: date) -> None:
    """Raise Refused for a profile that cannot be: no name, no kin, a year that is no child's."""
    if not profile.name:
        raise Refused("name")
    if profile.kin not in KINS:
        raise Refused("kin")
    if profile.born_in is not None and not OLDEST_CHILD_BORN <= profile.born_in <= day.year:
        raise Refused("year")
    if profile.born_in is not None and family.band(profile.born_in, day) == family.ADULT:
        raise Refused("year")


@transaction.atomic
def add(number: uuid.UUID, supporter: uuid.UUID, profile: Profile, *, said: frozenset[str], on: date) -> FamilyMember:
    """Enter a relative who learns on the supporter's phone; `said` are those who agreed on it, before our eyes.

    The supporter is the guardian of a child. The same `number` twice is one profile. Raises Refused.
    """
    household = _household_of(supporter)
    made = FamilyMember.objects.filter(pk=number, household=household).first()
    if made is not None:
        return made
    check(profile, on)
    age = family.band(profile.born_in, on)
    if not family.has_agreed(age, said):
        raise Refused("consent")
    check_room(household, on)
    person = people.enrol(full_name=profile.name, source="family")
    needed = family.words_needed(age)
    agreeing.say_yes(
        person, guardian=supporter if family.GUARDIAN in needed else None, is_asked=family.OWN in needed,
        way="shared phone", by=supporter,
    )  # fmt: skip
    made = FamilyMember.objects.create(
        id=number, household=household, person=person, role=RELATIVE, kin=profile.kin, has_own_phone=False,
        born_in=profile.born_in, shares=_known(profile.shares), joined_on=on,
    )  # fmt: skip
    audit.record("join family", actor=supporter, subject=person)
    return made


def _known(shares: str) -> str:
    return shares if shares in family.SHARES else family.NOTHING


def _household_of(supporter: uuid.UUID) -> Household:
    """Return the family of its supporter, locked until the end of the transaction."""
    held = founding.current(supporter)
    if held is None or held.role != SUPPORTER:
        raise Refused("unknown")
    return Household.objects.select_for_update().get(pk=held.household_id)


def check_room(household: Household, on: date) -> None:
    """Raise Refused while a family has as many relatives as it can have."""
    relatives = [each for each in agreeing.here(household.pk, on) if each.row.role == RELATIVE]
    if len(relatives) >= family.MOST_RELATIVES:
        raise Refused("full")


def _tell(made: FamilyMember) -> None:
    """Tell the supporter that somebody came in; who it was stands on his page."""
    supporter = FamilyMember.objects.get(household=made.household_id, role=SUPPORTER, left_on=None)
    outbox.notify(supporter.person, "family_joined", key=f"family:{made.pk.hex}")
    audit.record("join family", actor=made.person, subject=made.person)


def was_used_by(code: str, person: uuid.UUID) -> bool:
    """Tell whether this very person came in by a code and is still in that family."""
    row = FamilyInvitation.objects.filter(code=code.lower(), used_by=person).first()
    held = founding.current(person)
    return row is not None and held is not None and held.household_id == row.household_id
