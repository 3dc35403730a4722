"""Look-ups about a few persons at once, such as a household: every id, every decision, in one query each."""

from __future__ import annotations

import uuid
from collections.abc import Collection

from hocvuso.people.actions.consenting import GUARDIAN
from hocvuso.people.models import Consent, PersonAlias


def all_ids_of(persons: Collection[uuid.UUID]) -> dict[uuid.UUID, uuid.UUID]:
    """Return every id under which these persons learnt, their own among them, each with the person."""
    aliases = PersonAlias.objects.filter(person_id__in=list(persons)).values_list("alias", "person_id")
    return {**{each: each for each in persons}, **dict(aliases)}


def agreed(purposes: Collection[str], persons: Collection[uuid.UUID]) -> dict[uuid.UUID, set[str]]:
    """Return to which of these purposes each of these persons agrees by the last word on it."""
    rows = Consent.objects.filter(person_id__in=list(persons), purpose__in=list(purposes)).order_by("at", "id")
    last = {(person, purpose): given for person, purpose, given in rows.values_list("person_id", "purpose", "given")}
    found: dict[uuid.UUID, set[str]] = {each: set() for each in persons}
    for (person, purpose), given in last.items():
        if given:
            found[person].add(purpose)
    return found


def is_child(person: uuid.UUID) -> bool:
    """Tell whether a guardian ever answered for this person: under 16, so without free chat with people."""
    return Consent.objects.filter(person_id=person, purpose=GUARDIAN).exists()
