"""Coming in again and leaving: on a known phone by name and own code, on a new one by card and own code."""

from __future__ import annotations

import uuid

from django.db import transaction

from hocvuso.people import hashing, queries
from hocvuso.people.actions import limits
from hocvuso.people.actions.beginning import close_device, join, random_id
from hocvuso.people.actions.limits import Trial, Verdict
from hocvuso.people.models import Device, Person
from hocvuso.people.tokens import Token
from hocvuso.plumbing import audit


class Refused(Exception):
    """The code did not open; `verdict` says why and what is left."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(verdict.word)
        self.verdict = verdict


def come_in(trial: Trial, code: str, *, here: Token | None = None, label: str = "") -> Token:
    """Let the person of `trial` in with his own code and return the token of a new phone row.

    `here` is the anonymous learner on this phone whose answers are the person's, as he says himself.
    Raises Refused with "wrong", "wait", "slow" or "locked".
    """
    verdict = limits.take(trial)
    if verdict.word != "go":
        raise Refused(verdict)
    person = Person.objects.filter(id__in=[trial.person]).get()
    if not hashing.pin_matches(code, person.pin_hash) or person.erased_at is not None:
        locked = limits.was_wrong(trial)
        raise Refused(Verdict("locked") if locked else Verdict("wrong", verdict.left))
    limits.was_right(trial)
    if here and queries.canonical(here.person) != here.person:  # an old cookie: these answers have a name already
        here = None
    return _welcome(person, here, label)


@transaction.atomic
def sign_out(token: Token) -> None:
    """Close this phone's row: a copied token is worth nothing afterwards."""
    close_device(token.device)


@transaction.atomic
def free(person_id: uuid.UUID, *, by: uuid.UUID) -> None:
    """Open a person whom ten wrong codes in a day had locked."""
    if Person.objects.filter(id=person_id, locked_at__isnull=False).update(locked_at=None):
        audit.record("free", actor=by, subject=person_id)
    limits.clear_day(person_id)


@transaction.atomic
def _welcome(person: Person, anonymous: Token | None, label: str) -> Token:
    agreed = queries.has_agreed(person.id, "learn")
    if agreed and anonymous:
        join(anonymous.person, person.id, way="came in")
    learning_id = person.id if agreed else anonymous.person if anonymous else random_id().id
    if anonymous:  # its cookie may have been copied before this phone had an owner
        close_device(anonymous.device)
    device = Device.objects.create(person=person, learner=None if agreed else learning_id, label=label[:80])
    audit.record("come in", actor=person.id, subject=person.id)
    return Token(learning_id, device.id, device.epoch, person.given_name)
