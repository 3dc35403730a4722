"""Lines beside those whom the site knows: the candidates of a whole part are looked up in a few statements."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from hocvuso.core.roster import duplicates
from hocvuso.core.roster.duplicates import Known, Verdict, name_key
from hocvuso.core.roster.fields import Line
from hocvuso.people import queries as people
from hocvuso.people.queries import Kept
from hocvuso.plumbing import driver
from hocvuso.roster.models import RosterEntry
from hocvuso.unions import queries as unions


@dataclass(slots=True)
class Matcher:
    """Tells who is known. `units` are those on whose list the file works; elsewhere two keys must agree."""

    units: tuple[uuid.UUID, ...]
    unlisted: dict[str, list[Known]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, unit: uuid.UUID, day: date) -> Matcher:
        """Make a matcher for the list of a unit and of what stands under it."""
        units = tuple(unions.subtree_ids(unit, day))
        matcher = cls(units)
        listed = RosterEntry.objects.filter(unit_id__in=units).values_list("person_id", flat=True)
        # Members whom no list named yet (they said so themselves): few, so they are kept in memory.
        everybody = unions.people_ids(unions.subtree_ids(unit, day), day)
        for each in people.kept(set(people.matching(everybody, "", without=[listed]))).values():
            known = Known(str(each.id), each.search, phone=each.phone, is_here=True)
            matcher.unlisted[each.search].append(known)
        return matcher

    def judge(self, lines: Sequence[Line]) -> list[Verdict]:
        """Return what each line is: numbers and codes first, names only for those that they did not settle."""
        known = self._known(self._by_keys(lines))
        # Of a list that nobody handed in before no line has a candidate: nothing is made for any of them.
        verdicts = [duplicates.judge(line, _of(line, known) if known else ()) for line in lines]
        left = [place for place, verdict in enumerate(verdicts) if not verdict.is_strong]
        if left:
            named = self._known(self._by_names([lines[place] for place in left]))
            for place in left if known or named or self.unlisted else ():
                line = lines[place]
                name = name_key(line.name)
                candidates = [*_of(line, known), *named.get(f"n{name[:80]}", ()), *self.unlisted.get(name, ())]
                verdicts[place] = duplicates.judge(line, candidates)
        return verdicts

    def _by_keys(self, lines: Sequence[Line]) -> tuple[list[_Entry], list[Kept]]:
        """Return entries and persons that share a number or code with any of the lines."""
        persons = people.by_phones({line.phone for line in lines if line.phone})
        members = list({line.member for line in lines if line.member})
        codes = list({line.employee for line in lines if line.employee})
        ids = [driver.key(each.id) for each in persons]
        units = [driver.key(unit) for unit in self.units]
        rows = _rows(f"member_number IN ({_places(members)})", members) if members else set()
        if codes:
            rows |= _rows(f"unit_id IN ({_places(units)}) AND employee_code IN ({_places(codes)})", [*units, *codes])
        if ids:
            rows |= _rows(f"person_id IN ({_places(ids)})", ids)
        return [_Entry(driver.as_uuid(row[0]), row[1], row[2], row[3:]) for row in rows], persons

    def _by_names(self, lines: Sequence[Line]) -> tuple[list[_Entry], list[Kept]]:
        units = [driver.key(unit) for unit in self.units]
        names = list({name_key(line.name)[:80] for line in lines})
        rows = _rows(f"unit_id IN ({_places(units)}) AND name_key IN ({_places(names)})", [*units, *names])
        return [_Entry(driver.as_uuid(row[0]), row[1], row[2], row[3:]) for row in rows], []

    def _known(self, found: tuple[list[_Entry], list[Kept]]) -> dict[str, list[Known]]:
        """Return the candidates by each of their keys."""
        entries, by_phone = found
        persons = {each.id: each for each in by_phone}
        persons |= people.kept({entry.person for entry in entries if entry.person not in persons})
        here = {driver.key(unit) for unit in self.units}
        known: dict[str, list[Known]] = defaultdict(list)
        listed: set[uuid.UUID] = set()
        for entry in entries:
            person = persons.get(entry.person)
            if person is None:
                continue
            is_here = entry.unit in here
            if is_here:
                listed.add(person.id)
            for name in {entry.name_key, person.search}:
                _put(known, Known(str(person.id), name, person.phone, *entry.keys, is_here), entry.name_key)
        for person in by_phone:
            if person.id not in listed:
                _put(known, Known(str(person.id), person.search, person.phone), person.search)
        return known


@dataclass(frozen=True, slots=True)
class _Entry:
    person: uuid.UUID
    unit: Any  # as the database keeps it
    name_key: str
    keys: tuple[str, str, str]  # birth, employee's code, member's number


def _places(values: Sequence[Any]) -> str:
    return ", ".join(["%s"] * len(values))


def _rows(condition: str, values: Sequence[Any]) -> set[tuple[Any, ...]]:
    """Return entries by statements written out: by the ORM they cost five times as much (measured, 100,000 lines)."""
    columns = "person_id, unit_id, name_key, birth, employee_code, member_number"
    return set(driver.run(f"SELECT {columns} FROM roster_rosterentry WHERE {condition}", values))  # noqa: S608


def _put(known: dict[str, list[Known]], each: Known, listed_name: str) -> None:
    known[f"n{listed_name}"].append(each)
    for key in _keys(each.phone, each.member, each.employee if each.is_here else ""):
        known[key].append(each)


def _keys(phone: str, member: str, employee: str) -> Iterable[str]:
    if phone:
        yield f"p{phone}"
    if member:
        yield f"m{member}"
    if employee:
        yield f"e{employee}"


def _of(line: Line, known: dict[str, list[Known]]) -> list[Known]:
    return [each for key in _keys(line.phone, line.member, line.employee) for each in known.get(key, ())]
