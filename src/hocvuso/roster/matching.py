"""Lines beside those whom the site knows: the candidates of a whole part are looked up in a few statements."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from hocvuso.core.roster import duplicates
from hocvuso.core.roster.duplicates import Known, Verdict
from hocvuso.core.roster.fields import Line
from hocvuso.core.vntext import search_key
from hocvuso.people import queries as people
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
        persons = people.kept({entry.person_id for entry in entries})
        persons |= {each.id: each for each in by_phone}
        listed: set[uuid.UUID] = set()
        for entry in entries:
            person = persons.get(entry.person_id)
            if person is None:
                continue
            is_here = entry.unit_id in self.units
            listed.add(person.id) if is_here else None
            for name in {entry.name_key, person.search}:
                each = Known(str(person.id), name, person.phone, entry.birth, entry.employee_code,
                             entry.member_number, is_here)  # fmt: skip
                _put(found, each)
        for person in by_phone:
            if person.id not in listed:
                _put(found, Known(str(person.id), person.search, person.phone))
        return found

    def _entries(self, lines: Sequence[Line], ids: Collection[uuid.UUID]) -> list[RosterEntry]:
        here = Q(unit_id__in=self.units)
        names = {search_key(line.name)[:80] for line in lines}
        members = {line.member for line in lines if line.member}
        rows: dict[uuid.UUID, RosterEntry] = {}
        wanted = [here & Q(name_key__in=names), Q(member_number__in=members) if members else None,
                  Q(person_id__in=ids) if ids else None]  # fmt: skip
        for condition in filter(None, wanted):
            rows |= {row.id: row for row in RosterEntry.objects.filter(condition)}
        return list(rows.values())


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
