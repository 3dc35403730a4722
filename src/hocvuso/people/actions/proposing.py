"""Acts that two people must agree on: merging an account that somebody uses, a new card for one that is claimed.

Whoever proposes never decides. Nothing happens before the second word, and a proposal is over after its term.
"""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.db import transaction

from hocvuso.people.actions import merging
from hocvuso.people.actions.changing import By
from hocvuso.people.actions.claiming import deal_card
from hocvuso.people.dossiers import PROPOSAL_TERM
from hocvuso.people.models import Proposal
from hocvuso.plumbing import audit, clock

MERGE, CARD = "merge", "new card"
# trust.md 4.2: a code that is spoken in person lives a quarter of an hour.
SPOKEN_TERM = timedelta(minutes=15)


class SamePerson(Exception):
    """Whoever proposed an act cannot be the second to agree to it."""


class Over(Exception):
    """The proposal has been decided, or its term is over."""


@transaction.atomic
def propose(kind: str, person: uuid.UUID, *, by: By, other: uuid.UUID | None = None) -> uuid.UUID:
    """Propose an act to a second official; the same proposal twice is one. Raises merging.NotMergeable."""
    if kind == MERGE and other is not None:
        merging.check(person, other)
    since = clock.now() - PROPOSAL_TERM
    same = Proposal.objects.filter(kind=kind, person_id=person, other_id=other, decided_at=None, proposed_at__gt=since)
    found = same.first()
    if found is not None:
        return found.id
    if by.unit is None:
        raise ValueError("a proposal is made for a unit")
    row = Proposal.objects.create(
        kind=kind, person_id=person, other_id=other, unit=by.unit, reason=by.reason[:200], proposed_by=by.person,
        proposed_at=clock.now(),
    )  # fmt: skip
    audit.record("propose", actor=by.person, subject=person, what=kind)
    return row.id


@transaction.atomic
def decide_proposal(proposal: uuid.UUID, *, by: By, is_agreed: bool) -> str:
    """Agree to a proposal and carry it out, or turn it down; return the spoken code of a new card, else nothing.

    Raises SamePerson when the proposer agrees with himself (he may turn it down), Over, merging.NotMergeable.
    """
    row = Proposal.objects.select_for_update().get(id=proposal)
    if row.decided_at is not None or row.proposed_at < clock.now() - PROPOSAL_TERM:
        raise Over
    if is_agreed and by.person == row.proposed_by:
        raise SamePerson
    row.decided_by, row.decided_at, row.is_agreed = by.person, clock.now(), is_agreed
    row.save(update_fields=["decided_by", "decided_at", "is_agreed"])
    audit.record("agree to" if is_agreed else "turn down", actor=by.person, subject=row.person_id, what=row.kind)
    if not is_agreed:
        return ""
    if row.kind == CARD:
        return deal_card(row.person_id, kind="dealt", by=by.person, expires_at=clock.now() + SPOKEN_TERM)
    if row.other_id is None:
        raise Over
    first = By(row.proposed_by, row.unit, row.reason)
    merging.merge(row.person_id, row.other_id, by=first, agreed_by=by.person)
    return ""
