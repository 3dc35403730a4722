"""Certificates of a drive: for persons who are commended and agree to be named, with the decision that says so.

A decision that is taken back revokes the certificate; one that an official revoked himself is not given again. What
somebody was given stays his when he no longer wishes to be named: only he shows it.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from hocvuso.certificates import actions, kinds
from hocvuso.certificates import queries as certificates
from hocvuso.certificates.queries import Issued
from hocvuso.core import emulation
from hocvuso.core.certificate import REVOKED, VALID
from hocvuso.emulation import queries
from hocvuso.emulation.models import Drive
from hocvuso.people import queries as people
from hocvuso.plumbing import clock
from hocvuso.plumbing.templating import full_day
from hocvuso.programmes.actions import Signer

KIND = "drive"
Decision = tuple[str, str]  # number of the paper, who signed it


@dataclass(frozen=True, slots=True)
class Counts:
    """How many commended persons can have a certificate, and how many of them have one that holds."""

    able: int
    given: int


def about(drive: uuid.UUID) -> str:
    """Return for what the certificates of a drive are."""
    return f"drive:{drive}"


def _able(drive: uuid.UUID) -> dict[uuid.UUID, Decision]:
    """Return the decision by person of everybody commended who agrees to be named and has a name."""
    rows = [each for each in queries.awarded(drive) if each.who == emulation.PERSON and each.subject]
    found = {each.subject: (each.decision, each.signer) for each in rows if each.subject}
    names, papers = people.names(found), certificates.issued_about(about(drive))
    stay = {who for who, row in papers.items() if row.standing == REVOKED and row.reason != _undone()}
    return {who: decision for who, decision in found.items() if who in names and who not in stay}


def _undone() -> str:
    """Return the reason by which a decision taken back revokes; Vietnamese, for the person reads it."""
    with translation.override("vi"):
        return _("The decision on this commendation was taken back.")


def counts(drive: uuid.UUID) -> Counts:
    """Return how far the certificates of a drive are."""
    able, held = _able(drive), certificates.issued_about(about(drive))
    return Counts(len(able), sum(who in held and held[who].standing == VALID for who in able))


def of_person(drive: uuid.UUID, person: uuid.UUID) -> Issued | None:
    """Return somebody's certificate of a drive, None for none that holds."""
    rows = certificates.of_person(person)
    return next((row for row in rows if row.about == about(drive) and row.standing == VALID), None)


@transaction.atomic
def give(drive: uuid.UUID, *, by: Signer) -> list[Issued]:
    """Give a certificate to everybody commended who agrees to be named; whoever has one keeps it."""
    row = Drive.objects.select_for_update().get(pk=drive)
    groups: dict[Decision, list[uuid.UUID]] = {}
    for person, decision in _able(drive).items():
        groups.setdefault(decision, []).append(person)
    with translation.override("vi"):  # a certificate is Vietnamese, whatever page asked for it
        span = _("From %(first)s to %(last)s") % {"first": full_day(row.starts_on), "last": full_day(row.ends_on)}
    made: list[Issued] = []
    for (number, signer), persons in groups.items():
        words = actions.Words(row.title, details=(span,), decision=number, signed=signer)
        made += actions.issue(
            KIND, persons, unit=row.unit_id, by=by.id, on=clock.today(), about=about(drive), words=words
        )  # fmt: skip
    return made


def take_back(drive: uuid.UUID, person: uuid.UUID, *, by: Signer) -> None:
    """Revoke somebody's certificate because the decision was taken back; without one nothing happens."""
    held = of_person(drive, person)
    if held is not None:
        actions.revoke(held.id, by=by.id, reason=_undone())


def give_back(drive: uuid.UUID, person: uuid.UUID) -> None:
    """Take the name off somebody's certificate of a drive because he asks for it on leaving."""
    actions.give_back(about(drive), people.ids_of(person))


def register() -> None:
    """Make the kind of certificate known."""
    kinds.register(
        kinds.Kind(
            KIND, lambda: _("Commendation in a drive"), lambda: _("is commended in the emulation drive"),
            lambda: _("certifies that"),
        )
    )  # fmt: skip
