"""What people have learnt, and certificates: only of those who let themselves be counted by name.

Withdrawing the consent takes away above what was sent; what is kept there is kept apart from what was learnt there.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from hocvuso.core.exchange.envelope import CERTIFICATE, RESULT, tidy
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
        codes, told = parts.codes(units), writing.told_of(partner, self.name)
        stays = travelling.at_units(units, clock.today())
        here = {each.person for some in stays.values() for each in some}
        found: dict[uuid.UUID, dict[str, Row]] = {}
        for (person, key), facts in self._agreed(here).items():
            row = {"person": str(person), "key": key, **facts}
            found.setdefault(person, {})[f"{person}|{key}"] = row
        said = 0
        for unit, code in codes.items():
            rows = {key: row for each in stays[unit] for key, row in found.get(each.person, {}).items()}
            before = told.get(tidy(code), {})
            if writing.is_news(rows, before):
                said += self._say(partner, unit, code, rows, before)
        return said

    def _agreed(self, here: Collection[uuid.UUID]) -> Facts:
        """Return the facts of those of these persons who let themselves be counted by name."""
        facts: dict[tuple[uuid.UUID, str], Mapping[str, Any]] = {}
        everybody = sorted(here)
        for start in range(0, len(everybody), persons.AT_ONCE):
            some = persons.those(everybody[start : start + persons.AT_ONCE])
            agreed = list(persons.agreed_ids(CONSENT, among=some))
            facts |= self.found(agreed) if agreed else {}
        return facts

    def _say(
        self, partner: Installation, unit: uuid.UUID, code: str, rows: Mapping[str, Row], before: Mapping[str, str]
    ) -> int:
        gone = sorted(before.keys() - rows.keys())
        back = [{"person": key.partition("|")[0], "key": key.partition("|")[2], "is_taken_back": True} for key in gone]
        writing.say(partner, code, self.name, back, unit=unit)
        fresh = writing.say_news(partner, code, self.name, rows, unit=unit, gone=gone)
        departures.record(_persons_of(rows.keys() - before.keys()), kind=self.name, to=partner.name)
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
