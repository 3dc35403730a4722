"""Lines beside those whom the site knows: the candidates of a whole part are looked up in a few statements."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from hocvuso.core.roster import duplicates
from hocvuso.core.roster.duplicates import Known, Verdict
from hocvuso.core.roster.fields import Line
from hocvuso.core.vntext import search_key
from hocvuso.people import queries as people
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
        """Return what each line is."""
        known = self._candidates(lines)
        return [duplicates.judge(line, _of(line, known, self.unlisted)) for line in lines]

    def _candidates(self, lines: Sequence[Line]) -> dict[str, list[Known]]:
        """Return who shares a key with any of the lines, by that key."""
        found: dict[str, list[Known]] = defaultdict(list)
        by_phone = people.by_phones({line.phone for line in lines if line.phone})
        entries = self._entries(lines, [each.id for each in by_phone])
        persons = people.kept({entry.person for entry in entries})
        persons |= {each.id: each for each in by_phone}
        listed: set[uuid.UUID] = set()
        here = {driver.key(unit) for unit in self.units}
        for entry in entries:
            person = persons.get(entry.person)
            if person is None:
                continue
            is_here = entry.unit in here
            if is_here:
                listed.add(person.id)
            for name in {entry.name_key, person.search}:
                each = Known(str(person.id), name, person.phone, *entry.keys, is_here)
                _put(found, each)
        for person in by_phone:
            if person.id not in listed:
                _put(found, Known(str(person.id), person.search, person.phone))
        return found

    def _entries(self, lines: Sequence[Line], ids: Collection[uuid.UUID]) -> list[_Entry]:
        units = [driver.key(unit) for unit in self.units]
        names = list({search_key(line.name)[:80] for line in lines})
        members = list({line.member for line in lines if line.member})
        persons = [driver.key(each) for each in ids]
        rows = _rows(f"unit_id IN ({_places(units)}) AND name_key IN ({_places(names)})", [*units, *names])
        if members:
            rows |= _rows(f"member_number IN ({_places(members)})", members)
        if persons:
            rows |= _rows(f"person_id IN ({_places(persons)})", persons)
        return [_Entry(driver.as_uuid(row[0]), row[1], row[2], row[3:]) for row in rows]


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


def _put(found: dict[str, list[Known]], known: Known) -> None:
    for key in _keys(known.name, known.phone, known.member, known.employee if known.is_here else ""):
        found[key].append(known)


def _keys(name: str, phone: str, member: str, employee: str) -> Iterable[str]:
    yield f"n{name}"
    if phone:
        yield f"p{phone}"
    if member:
        yield f"m{member}"
    if employee:
        yield f"e{employee}"


def _of(line: Line, known: dict[str, list[Known]], unlisted: dict[str, list[Known]]) -> list[Known]:
    name = search_key(line.name)
    keys = _keys(name, line.phone, line.member, line.employee)
    return [each for key in keys for each in known.get(key, ())] + unlisted.get(name, [])
