"""What people have learnt, and certificates: only of those who let themselves be counted by name.

Withdrawing the consent takes away above what was sent; what is kept there is kept apart from what was learnt there.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from hocvuso.core.exchange.envelope import CERTIFICATE, RESULT
from hocvuso.exchange import parts, writing
from hocvuso.exchange.kinds.contract import Came, Row
from hocvuso.exchange.models import Installation, PartnerPerson, ReceivedFact
from hocvuso.learning import queries as learning
from hocvuso.people import departures
from hocvuso.people import queries as persons
from hocvuso.plumbing import clock
from hocvuso.unions import travelling

CONSENT = "count"
Facts = Mapping[tuple[uuid.UUID, str], Mapping[str, Any]]  # person and key of the fact → what is told
Source = Callable[[Collection[uuid.UUID]], Facts]
_certificates: list[Source] = []


def certificates_from(source: Source) -> None:
    """Register who knows of certificates: asked for persons, it returns what may be told, by person and key."""
    if source not in _certificates:
        _certificates.append(source)


class PersonFacts:
    """Facts of persons of one kind, each with a key."""

    is_for_ended_units = False

    def __init__(self, name: str, found: Callable[[Collection[uuid.UUID]], Facts]) -> None:
        self.name, self.found = name, found

    def enter(self, came: Came) -> None:
        """Keep facts of persons whom this partner told us of; drop those that it takes back."""
        rows = {(uuid.UUID(row["person"]), str(row["key"])): row for row in came.rows}
        theirs = set(
            PartnerPerson.objects.filter(
                installation=came.partner, person__in={person for person, _key in rows}
            ).values_list("person", flat=True)
        )
        for (person, key), row in rows.items():
            self._keep(came, person, key, row, is_known=person in theirs)

    def _keep(self, came: Came, person: uuid.UUID, key: str, row: Row, *, is_known: bool) -> None:
        there = ReceivedFact.objects.filter(installation=came.partner, kind=self.name, person=person, key=key)
        if row.get("is_taken_back") is True:
            there.delete()
        elif is_known:
            facts = {name: value for name, value in row.items() if name not in ("person", "key")}
            ReceivedFact.objects.update_or_create(
                installation=came.partner, kind=self.name, person=person, key=key,
                defaults={"unit": came.unit, "facts": facts, "at": clock.now()},
            )  # fmt: skip

    def collect(self, partner: Installation) -> int:
        """Say what is new of those who agreed, and take back what was said of those who agree no more."""
        if partner.side != "above":
            return 0
        units = parts.units_of(partner)
        codes = parts.codes(units)
        return sum(self._say(partner, unit, codes[unit]) for unit in units if unit in codes)

    def _say(self, partner: Installation, unit: uuid.UUID, code: str) -> int:
        here = [each.person for each in travelling.at_unit(unit, clock.today())]
        agreed = list(persons.agreed_ids(CONSENT, among=persons.those(here))) if here else []
        found = self.found(agreed) if agreed else {}
        rows = {
            f"{person}|{key}": {"person": str(person), "key": key, **facts} for (person, key), facts in found.items()
        }
        before = writing.told_keys(partner, code, self.name)
        gone = sorted(before - set(rows))
        back = [{"person": key.partition("|")[0], "key": key.partition("|")[2], "is_taken_back": True} for key in gone]
        writing.say(partner, code, self.name, back, unit=unit)
        fresh = writing.say_news(partner, code, self.name, rows, unit=unit, gone=gone) if rows or gone else 0
        departures.record(_persons_of(set(rows) - before), kind=self.name, to=partner.name)
        return fresh + len(gone)


def _persons_of(keys: Iterable[str]) -> set[uuid.UUID]:
    return {uuid.UUID(key.partition("|")[0]) for key in keys}


def _mastered(agreed: Collection[uuid.UUID]) -> Facts:
    return {
        (person, skill): {"skill": skill, "since": since.isoformat()}
        for person, skill, since in learning.mastered_since(agreed)
    }


def _papers(agreed: Collection[uuid.UUID]) -> Facts:
    found: dict[tuple[uuid.UUID, str], Mapping[str, Any]] = {}
    for source in _certificates:
        found |= source(agreed)
    return found


RESULTS, CERTIFICATES = PersonFacts(RESULT, _mastered), PersonFacts(CERTIFICATE, _papers)
