"""Whoever is erased here is erased above too: asked for in the same transaction, acknowledged when it is done there."""

from __future__ import annotations

import uuid

from django.db import transaction

from hocvuso.core.exchange.envelope import ERASURE, RECEIPT, ROSTER
from hocvuso.exchange import log, parts, writing
from hocvuso.exchange.kinds.contract import Came
from hocvuso.exchange.models import ErasureAsked, Installation, PartnerPerson, ReceivedFact
from hocvuso.people import actions as people
from hocvuso.people import own_data
from hocvuso.people import queries as persons
from hocvuso.plumbing import clock
from hocvuso.unions import travelling


class Erasures:
    """Requests to forget persons."""

    name = ERASURE
    is_for_ended_units = True

    def enter(self, came: Came) -> None:
        """Forget what this partner told of these persons, and say so; whom only it told us of is erased altogether."""
        asked = [uuid.UUID(row["person"]) for row in came.rows]
        for person in asked:
            _forget(came.partner, person)
        at = clock.now().isoformat()
        done = [{"of": "erasure", "person": str(person), "state": "done", "at": at} for person in asked]
        writing.say(came.partner, came.subject, RECEIPT, done, unit=came.unit)
        log.note(came.partner, "erased", {"persons": len(asked)})

    def collect(self, partner: Installation) -> int:
        """Nothing to find: `ask` says it in the transaction of the erasure itself."""
        return 0


def _forget(partner: Installation, person: uuid.UUID) -> None:
    rows = PartnerPerson.objects.filter(installation=partner, person=person)
    units, was_made = set(rows.values_list("unit", flat=True)), rows.filter(is_made=True).exists()
    others = PartnerPerson.objects.filter(person=person).exclude(installation=partner).exists()
    ReceivedFact.objects.filter(installation=partner, person=person).delete()
    rows.delete()
    if was_made and not others and persons.unclaimed_ids([person]).exists():
        people.erase(person, by=None, way="exchange")
        return
    for unit in units:  # he has an account of his own here: only what the partner told goes
        travelling.end_all([person], unit, last_day=clock.today(), reason=partner.name)


@transaction.atomic
def ask(ids: own_data.Ids) -> None:
    """Ask every partner that was told of these persons to forget them; called before they are erased here."""
    asked = set(ids)
    for partner in parts.partners("above"):
        for stream, found in writing.streams_that_told(partner, ROSTER, {str(one) for one in asked}).items():
            rows = [{"person": key, "asked_at": clock.now().isoformat()} for key in sorted(found)]
            writing.say(partner, stream.subject, ERASURE, rows, unit=stream.unit)
            writing.forget_about(stream, found)
            ErasureAsked.objects.bulk_create(
                [
                    ErasureAsked(
                        installation=partner, person=uuid.UUID(key), unit=stream.unit or uuid.UUID(int=0),
                        asked_at=clock.now(),
                    )
                    for key in sorted(found)
                ],
                ignore_conflicts=True,
            )  # fmt: skip
