"""Our figures under the names by which mappings ask for them, and rows of persons for whoever may see them.

Every figure comes from returns, so that a partner's form and our own paper can never disagree.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from hocvuso.core.mapping.filling import Facts
from hocvuso.core.mapping.values import Value
from hocvuso.core.returns import Line, last_day
from hocvuso.curriculum import queries as curriculum
from hocvuso.learning import queries as learning
from hocvuso.people import queries as people
from hocvuso.people.actions import PARTNER
from hocvuso.plumbing import clock
from hocvuso.reports.returns import measures, outgoing
from hocvuso.reports.returns import queries as returns
from hocvuso.roster import queries as roster
from hocvuso.unions import queries as unions
from hocvuso.unions import rosters
from hocvuso.unions.queries import Ids, UnitLine

MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of a list, and whom they are about (nobody for rows of units)."""

    rows: tuple[Facts, ...]
    persons: frozenset[uuid.UUID] = frozenset()

    @property
    def order(self) -> tuple[uuid.UUID, ...]:
        """Whom each row is about, row by row; nothing for rows of units."""
        return tuple(uuid.UUID(str(row["person.ref"])) for row in self.rows if "person.ref" in row)


def of_unit(unit: UnitLine, month: date, today: date) -> dict[str, Value]:
    """Return the facts of a unit in a month; while its return is not handed in, those of its draft."""
    told = outgoing.of_units([unit.id], month).get(unit.id)
    lines: Sequence[Line] = told.lines if told else ()
    row = returns.of_month(unit.id, month) if told and not lines else None
    if row is not None:
        lines = returns.lines(row)
    return _unknown(unit.id, last_day(month), today) | _facts(unit, month, today, told, lines)


def _unknown(unit: uuid.UUID, day: date, today: date) -> dict[str, Value]:
    """Return every line as unknown: a target that did not hold yet in an old month is not known, not unheard of."""
    return dict.fromkeys([*measures.line_ids(unit, day), *measures.line_ids(unit, today)])


def _facts(
    unit: UnitLine, month: date, today: date, told: outgoing.Told | None, lines: Sequence[Line]
) -> dict[str, Value]:
    facts: dict[str, Value] = {
        "unit.code": unit.code, "unit.name": unit.name, "unit.parent": unit.parent, "month": month,
        "month.last": last_day(month), "today": today, "state": told.state if told else MISSING,
        "signer": told.signer if told else None, "receipt": told.receipt if told else None,
        "version": told.version if told and told.version else None,
        "confirmed_on": clock.day_of(told.confirmed_at) if told and told.confirmed_at else None,
    }  # fmt: skip
    return facts | {line.id: line.value for line in lines}


def below(unit: UnitLine, month: date, today: date) -> Rows:
    """Return a row for each unit right below, with what it has handed in for a month."""
    day = last_day(month)
    lines = unions.unit_lines(unions.children(unit.id, day), day)
    told = outgoing.of_units([each.id for each in lines], month)
    unknown = _unknown(unit.id, day, today)
    return Rows(
        tuple(
            unknown | _facts(each, month, today, found, found.lines if found else ())
            for each in lines
            for found in [told.get(each.id)]
        )
    )


def members(unit_ids: Ids, day: date) -> Rows:
    """Return a row for each person of some units; whoever shows it has asked whether names may be seen."""
    places = rosters.places(unit_ids, day)
    by_person: dict[uuid.UUID, list[rosters.Place]] = {}
    for place in places.values():
        by_person.setdefault(place.person, []).append(place)
    persons = set(by_person)
    units = {line.id: line for line in unions.unit_lines({unit for _person, unit in places}, day)}
    numbers = roster.numbers(persons)
    rows = []
    for listed in people.listed(persons):
        for each in (place for place in by_person[listed.id] if place.unit in units):
            number = numbers.get((listed.id, each.unit))
            rows.append(
                {
                    **_person(listed.id, listed.full_name, units[each.unit]),
                    "person.since": each.since, "person.is_member": each.is_member, "person.audience": each.audience,
                    "person.member_number": number.member if number else None,
                    "person.employee_code": number.employee if number else None,
                    "person.team": number.team if number else None,
                }
            )  # fmt: skip
    return Rows(tuple(rows), frozenset(persons))


def _person(person: uuid.UUID, name: str, unit: UnitLine) -> dict[str, Value]:
    return {"person.ref": str(person), "person.name": name, "person.unit": unit.name, "person.unit_code": unit.code}


def results(unit_ids: Ids, day: date) -> Rows:
    """Return a row for each skill that somebody of some units has mastered, of those who agreed that it goes out."""
    here = unions.people_ids(unit_ids, day)
    agreed = set(people.agreed_ids(PARTNER, among=here))
    places = {person: place for (person, _unit), place in rosters.places(unit_ids, day).items() if person in agreed}
    units = {line.id: line for line in unions.unit_lines({place.unit for place in places.values()}, day)}
    mastered: dict[uuid.UUID, list[tuple[str, datetime]]] = {}
    for person, skill, since in learning.mastered_since(places):
        mastered.setdefault(person, []).append((skill, since))
    rows: list[Facts] = []
    for listed in people.listed(places):
        line = units.get(places[listed.id].unit)
        for skill, since in mastered.get(listed.id, ()) if line else ():
            known = curriculum.skill(skill)
            rows.append(
                {
                    **_person(listed.id, listed.full_name, line), "skill.id": skill,  # type: ignore[arg-type]
                    "skill.title": known.title if known else skill, "skill.since": clock.day_of(since),
                    "skill.state": "mastered",
                }
            )  # fmt: skip
    shown = {uuid.UUID(str(row["person.ref"])) for row in rows}
    return Rows(tuple(rows), frozenset(shown))


def titles(unit: UnitLine, month: date) -> dict[str, str]:
    """Return what each fact is called, for the editor: figures first, then what stands around them."""
    day = last_day(month)
    words = measures.words(unit.id, day)
    return {line: words.title(line) for line in measures.line_ids(unit.id, day)} | around() | of_persons()


def around() -> dict[str, str]:
    """Return the words of facts that are no figures."""
    return {
        "unit.code": _("Code of the unit"), "unit.name": _("Name of the unit"), "unit.parent": _("Unit above"),
        "month": _("Month of the return"), "month.last": _("Last day of the month"), "today": _("Day of writing"),
        "state": _("State of the return"), "signer": _("Who signed the return"), "receipt": _("Receipt"),
        "version": _("Version of the return"), "confirmed_on": _("Day of signing"), "number": _("Running number"),
    }  # fmt: skip


def of_persons() -> dict[str, str]:
    """Return the words of facts about single persons."""
    return {
        "person.ref": _("Reference of the person"), "person.name": _("Full name"),
        "person.unit": _("Unit of the person"), "person.unit_code": _("Code of the person's unit"),
        "person.since": _("At the unit since"),
        "person.is_member": _("Union member"), "person.audience": _("Audience"),
        "person.member_number": _("Member's number"), "person.employee_code": _("Employee's code"),
        "person.team": _("Team"), "skill.id": _("Code of the skill"), "skill.title": _("Skill"),
        "skill.since": _("Mastered on"), "skill.state": _("Result"),
    }  # fmt: skip
