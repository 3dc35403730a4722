"""Certificates of a contest: for those whom the published result awards and who agreed to be named.

A certificate says what the newest published result says: where a correction takes an award away or changes it, the next
version of the result revokes the certificate, and whoever still has an award is given a new one by the same button. One
that an official revoked stays so. Whoever later wishes his name off the public page keeps his: only he shows it.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from hocvuso.certificates import actions, kinds
from hocvuso.certificates import queries as certificates
from hocvuso.certificates.queries import Issued
from hocvuso.contests import queries
from hocvuso.contests.jury import Signer
from hocvuso.contests.models import PUBLISHED, Contest, ContestResult, Entrant
from hocvuso.core.certificate import REVOKED, VALID
from hocvuso.people import queries as people
from hocvuso.plumbing import clock

KIND = "contest"


@dataclass(frozen=True, slots=True)
class Counts:
    """How many awarded entrants agreed to be named, and how many of them have a certificate that holds."""

    agreed: int
    given: int

    @property
    def open(self) -> int:
        """How many the button would give now."""
        return self.agreed - self.given


def about(contest: uuid.UUID) -> str:
    """Return for what the certificates of a contest are."""
    return f"contest:{contest}"


def _lines(body: Mapping[str, Any]) -> dict[int, tuple[str, ...]]:
    """Return by number what each awarded entrant is awarded: a prize of a place, lots."""
    found: dict[int, tuple[str, ...]] = {}
    for each in body["awards"]:
        found[each["entrant"]] = (*found.get(each["entrant"], ()), each["prize"])
    return found


def _agreed(contest: uuid.UUID) -> dict[uuid.UUID, tuple[str, ...]]:
    """Return by person the awards of those who have a name, agreed that it stands in public, and may have a paper."""
    result = queries.result(contest)
    lines = _lines(result.body) if result else {}
    rows = Entrant.objects.filter(of=contest, number__in=list(lines), may_be_named=True).order_by("number")
    held = list(rows.values_list("number", "person"))
    owners = people.canonical_of([person for _number, person in held])
    found: dict[uuid.UUID, tuple[str, ...]] = {}
    for number, person in held:
        owner = owners.get(person, person)
        found[owner] = (*found.get(owner, ()), *lines[number])
    names, papers = people.names(found), certificates.issued_about(about(contest))
    stay = {who for who, row in papers.items() if row.standing == REVOKED and row.reason != _corrected()}
    return {person: prizes for person, prizes in found.items() if person in names and person not in stay}


def counts(contest: uuid.UUID) -> Counts:
    """Return how far the certificates of a contest are."""
    agreed, held = _agreed(contest), given(contest)
    return Counts(len(agreed), len(agreed.keys() & held.keys()))


def given(contest: uuid.UUID) -> dict[uuid.UUID, Issued]:
    """Return by person the certificates of a contest that hold."""
    return {who: row for who, row in certificates.issued_about(about(contest)).items() if row.standing == VALID}


def of_person(contest: uuid.UUID, person: uuid.UUID) -> Issued | None:
    """Return somebody's certificate of a contest, None for none that holds."""
    held = certificates.of_person(person)
    return next((row for row in held if row.about == about(contest) and row.standing == VALID), None)


@transaction.atomic
def give(contest: uuid.UUID, *, by: Signer) -> list[Issued]:
    """Give a certificate to everybody awarded who agreed to be named; whoever has one keeps it.

    Before a result is published nobody gets one.
    """
    row = Contest.objects.select_for_update().get(id=contest)
    agreed = _agreed(contest) if row.state == PUBLISHED else {}
    if not agreed:
        return []
    words = actions.Words(row.title, lines=agreed, decision=row.decision, signed=by.name)
    return actions.issue(
        KIND, list(agreed), unit=row.unit, by=by.id, on=clock.today(), about=about(contest), words=words
    )  # fmt: skip


def follow(before: ContestResult | None, after: ContestResult, *, by: Signer) -> int:
    """Revoke the certificates of those whose award fell or changed from one version to the next; return how many."""
    old, new = _lines(before.body) if before else {}, _lines(after.body)
    changed = [number for number, lines in old.items() if lines != new.get(number)]
    if not changed:
        return 0
    persons = Entrant.objects.filter(of=after.of_id, number__in=changed).values_list("person", flat=True)
    owners, held = people.canonical_of(list(persons)), given(after.of_id)
    touched = {owners.get(person, person) for person in persons} & held.keys()
    return sum(actions.revoke(held[person].id, by=by.id, reason=_corrected()) for person in touched)


def _corrected() -> str:
    """Return the reason by which a correction revokes; Vietnamese, whatever page asked, for the person reads it."""
    with translation.override("vi"):
        return _("The jury corrected the result of the contest, and this award changed.")


def register() -> None:
    """Make the kind of certificate known."""
    kinds.register(
        kinds.Kind(
            KIND, lambda: _("Contest award"), lambda: _("is awarded in the contest"), lambda: _("certifies that")
        )
    )  # fmt: skip
