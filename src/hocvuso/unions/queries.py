"""What other rooms may ask about the tree: a unit's subtree on a day, who belongs there, what was declared.

Sets of ids are query sets, so that they nest into one statement. `day` is the day as of which is asked.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from hocvuso.core import vntext
from hocvuso.plumbing import raw
from hocvuso.plumbing.raw import text_id
from hocvuso.unions import kinds as unit_kinds
from hocvuso.unions.bulk import (
    AFTER_HEX,
    AT_ONCE,
    Ids,
    all_paths,
    declarations,
    existing,
    full_time,
    grassroots_besides,
    in_force,
    invented_ids,
    kinds,
    leaf_paths,
    parents_on,
    path_of,
    paths_under,
    stayed_ids,
    stays,
    units_stayed,
)
from hocvuso.unions.models import (
    Employment,
    FullTime,
    Headcount,
    Membership,
    Unit,
    UnitLink,
    UnitName,
    UnitPath,
)

# What counting many asks stands in `bulk`; other rooms come by this door only.
__all__ = [
    "AFTER_HEX",
    "AT_ONCE",
    "Ids",
    "all_paths",
    "declarations",
    "existing",
    "full_time",
    "grassroots_besides",
    "in_force",
    "invented_ids",
    "kinds",
    "leaf_paths",
    "parents_on",
    "path_of",
    "paths_under",
    "stayed_ids",
    "stays",
    "units_stayed",
]

OFFICIAL = "official"  # the audience of full-time officials (cán bộ chuyên trách)
FEW = 5  # units whose people are read one unit after the other


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit as shown in lists and headings."""

    id: uuid.UUID
    code: str
    name: str
    kind: str
    join_code: str
    parent: str  # name of the unit above on that day, or empty

    @property
    def is_grassroots(self) -> bool:
        """Whether it is of a kind that declares headcounts itself."""
        return self.kind in unit_kinds.declaring()


@dataclass(frozen=True, slots=True)
class Belonging:
    """A unit to which a person belongs; `is_declared` while nobody there has confirmed it."""

    unit: UnitLine
    is_member: bool
    is_declared: bool


@dataclass(frozen=True, slots=True)
class Declared:
    """A headcount as somebody signed it."""

    unit: uuid.UUID
    count: int
    signed_by: str
    signed_on: date


def subtree_ids(unit_id: uuid.UUID, day: date) -> Ids:
    """Return the ids of the unit and everything under it on `day`: one range over the path."""
    return subtrees_ids([unit_id], day)


def subtrees_ids(unit_ids: Iterable[uuid.UUID], day: date) -> Ids:
    """Return the ids of all units in the subtrees of `unit_ids` on `day`."""
    return within(UnitPath.objects.filter(in_force(day)).values_list("unit_id", flat=True), unit_ids, day)


def within(found: Ids, unit_ids: Iterable[uuid.UUID], day: date) -> Ids:
    """Return those of some units, given as ids of their paths of `day`, that stand in the subtrees of `unit_ids`."""
    under = Q(pk__in=[])
    for path in UnitPath.objects.filter(in_force(day), unit_id__in=list(unit_ids)).values_list("path", flat=True):
        under |= Q(path__gte=path, path__lt=path + AFTER_HEX)
    return found.filter(under)


def member_ids(unit_id: uuid.UUID, day: date) -> Ids:
    """Return the ids of union members in the unit's subtree on `day`; declared ones included."""
    return Membership.objects.filter(in_force(day), unit_id__in=subtree_ids(unit_id, day)).values_list(
        "person_id", flat=True
    )


def member_count(unit_id: uuid.UUID, day: date) -> int:
    """Return how many people are members in the unit's subtree on `day`, each counted once."""
    return member_ids(unit_id, day).distinct().count()


def own_member_count(unit_id: uuid.UUID, day: date) -> int:
    """Return how many people are members of the unit itself, not of what hangs on it."""
    rows = Membership.objects.filter(in_force(day), unit_id=unit_id)
    return rows.values("person_id").distinct().count()


def employed_ids(unit_id: uuid.UUID, day: date, audience: str) -> Ids:
    """Return the ids of the persons of one audience who work in the unit's subtree on `day`."""
    employed = Employment.objects.filter(in_force(day), unit_id__in=subtree_ids(unit_id, day), audience=audience)
    return employed.values_list("person_id", flat=True)


def full_time_ids(unit_ids: Ids, day: date) -> Ids:
    """Return who is full time for one of the units on `day`: marked so, or entered there as a full-time official."""
    marked = FullTime.objects.filter(in_force(day), unit_id__in=unit_ids).values_list("person_id", flat=True)
    entered = Employment.objects.filter(in_force(day), unit_id__in=unit_ids, audience=OFFICIAL)
    return marked.union(entered.values_list("person_id", flat=True))


def people_ids(unit_ids: Ids, day: date) -> Ids:
    """Return the ids of everybody who is a member of or works at one of the units on `day`."""
    members = Membership.objects.filter(in_force(day), unit_id__in=unit_ids).values_list("person_id", flat=True)
    employed = Employment.objects.filter(in_force(day), unit_id__in=unit_ids).values_list("person_id", flat=True)
    return members.union(employed)


def belonging(unit_ids: Ids, day: date) -> Q:
    """Return `people_ids` as a condition on persons, for walking along them."""
    member, employed = (Exists(rows.filter(person_id=OuterRef("pk"))) for rows in _held(unit_ids, day))
    return Q(member) | Q(employed)


def _held(unit_ids: Ids, day: date) -> tuple[QuerySet[Membership], QuerySet[Employment]]:
    """Return the memberships and the employments at the units on `day`, to be narrowed to persons.

    The units are asked about one by one: named as a set, SQLite looks for each person in each of five thousand.
    """
    here = Q(Exists(unit_ids.filter(unit_id=OuterRef("unit_id")))) & in_force(day)
    return Membership.objects.filter(here), Employment.objects.filter(here)


def has_more_than(number: int, unit_ids: Ids) -> bool:
    """Tell whether the units have more than `number` memberships or employments of one kind, ended ones too."""
    # Without the dates the index alone answers; of a unit of 6,000 that is 2 ms instead of 30.
    facts = (model.objects.filter(unit_id__in=unit_ids) for model in (Membership, Employment))
    return any(rows.values("unit_id")[number : number + 1].exists() for rows in facts)


def present_count(among: Ids, unit_id: uuid.UUID, day: date) -> int:
    """Return how many of these persons, few on the whole site, belong to the unit's subtree on `day`."""
    within = {path[-32:] for path in paths_under(unit_id, day).values_list("path", flat=True)}
    if len(within) <= FEW:  # read who is there: in most units fewer than are asked about
        named, wanted = [uuid.UUID(each) for each in within], set(raw.column(among))
        facts = (model.objects.filter(in_force(day), unit_id__in=named) for model in (Membership, Employment))
        return len(
            {person for rows in facts for person in raw.column(rows.values_list("person_id")) if person in wanted}
        )
    held: set[str] = set()
    for model in (Membership, Employment):
        rows = model.objects.filter(in_force(day), person_id__in=among)
        for persons, units in raw.columns(rows.values_list(text_id("person_id"), text_id("unit_id"))):
            held.update(person for person, unit in zip(persons, units, strict=True) if unit.replace("-", "") in within)
    return len(held)


def declared_ids(among: Sequence[uuid.UUID], unit_id: uuid.UUID, day: date) -> set[uuid.UUID]:
    """Return which of these persons say that they belong to the unit's subtree and are not confirmed yet."""
    members, _employed = _held(subtree_ids(unit_id, day), day)
    return set(members.filter(is_declared=True, person_id__in=among).values_list("person_id", flat=True))


def full_time_units(person_ids: Iterable[uuid.UUID], day: date) -> list[uuid.UUID]:
    """Return the units for which a person (under any of his ids) works full time on `day`, the longest held first."""
    rows = FullTime.objects.filter(in_force(day), person_id__in=list(person_ids)).order_by("valid_from", "id")
    return list(rows.values_list("unit_id", flat=True))


def units_of(person_ids: Iterable[uuid.UUID], day: date) -> list[Belonging]:
    """Return the units to which a person (under any of his ids) belongs on `day`, confirmed ones first."""
    ids = list(person_ids)
    found: dict[uuid.UUID, tuple[bool, bool]] = {
        row.unit_id: (False, False) for row in Employment.objects.filter(in_force(day), person_id__in=ids)
    }
    for row in Membership.objects.filter(in_force(day), person_id__in=ids):
        found[row.unit_id] = (True, row.is_declared and row.unit_id not in found)
    lines = {line.id: line for line in unit_lines(found, day)}
    return sorted((Belonging(lines[unit], *found[unit]) for unit in lines), key=lambda belonging: belonging.is_declared)


def unit(unit_id: uuid.UUID, day: date) -> UnitLine | None:
    """Return one unit, or None."""
    return next(iter(unit_lines([unit_id], day)), None)


def unit_lines(unit_ids: Iterable[uuid.UUID], day: date) -> list[UnitLine]:
    """Return units in alphabetical order, with the names of `day`, each with the name of the unit above it then."""
    ids = list(unit_ids)
    # Values and no objects: an upper union shows thousands.
    units = Unit.objects.filter(id__in=ids).order_by("sort_key", "code")
    links = UnitLink.objects.filter(in_force(day), unit_id__in=ids, parent__isnull=False)
    above = {unit: (parent, name) for unit, parent, name in links.values_list("unit_id", "parent_id", "parent__name")}
    called = other_names({*ids, *(parent for parent, _ in above.values())}, day)
    lines = []
    for number, code, name, kind, join_code in units.values_list("id", "code", "name", "kind", "join_code"):
        parent = called.get(*above[number]) if number in above else ""
        lines.append(UnitLine(number, code, called.get(number, name), kind, join_code or "", parent))
    return sorted(lines, key=lambda line: vntext.alphabet_key(line.name)) if called else lines


def other_names(unit_ids: Iterable[uuid.UUID], day: date) -> dict[uuid.UUID, str]:
    """Return the names of those units that were called otherwise on `day` than they are now."""
    rows = UnitName.objects.filter(in_force(day), unit_id__in=list(unit_ids)).exclude(name=F("unit__name"))
    return dict(rows.values_list("unit_id", "name"))


def existing_on(day: date) -> Q:
    """Return the condition that a unit exists on `day`."""
    return Q(founded_on__lte=day) & (Q(dissolved_on__gt=day) | Q(dissolved_on=None))


def unit_by_join_code(typed: str, day: date) -> UnitLine | None:
    """Return the unit whose six digits were typed, or None."""
    code = "".join(letter for letter in typed if letter.isdigit())
    if not code:
        return None
    found = Unit.objects.filter(existing_on(day), join_code=code).values_list("id", flat=True).first()
    return unit(found, day) if found else None


def search_units(typed: str, day: date, limit: int = 8) -> list[UnitLine]:
    """Return units that have people of their own and whose name holds every typed word; marks do not matter."""
    words = vntext.search_key(typed).split()
    if not words:
        return []
    found = Unit.objects.filter(existing_on(day), kind__in=unit_kinds.declaring())
    for word in words:
        found = found.filter(search__contains=word)
    return unit_lines(found.order_by("sort_key").values_list("id", flat=True)[:limit], day)


def headcounts(unit_ids: Iterable[uuid.UUID], audience: str, day: date) -> dict[uuid.UUID, Declared]:
    """Return the newest declaration of each unit that holds on `day`; units without one are absent."""
    rows = Headcount.objects.filter(in_force(day), unit_id__in=list(unit_ids), audience=audience)
    return {
        row.unit_id: Declared(row.unit_id, row.count, row.signed_by, row.signed_on)
        for row in rows.order_by("valid_from", "id")
    }


def children(unit_id: uuid.UUID, day: date) -> list[uuid.UUID]:
    """Return the units directly under a unit on `day`."""
    return list(UnitLink.objects.filter(in_force(day), parent_id=unit_id).values_list("unit_id", flat=True))


def unit_by_code(code: str, day: date) -> UnitLine | None:
    """Return the unit with this code, as it stands in addresses, or None."""
    found = Unit.objects.filter(code=code).values_list("id", flat=True).first()
    return unit(found, day) if found else None


def tops(day: date) -> list[uuid.UUID]:
    """Return the units that stood at the top of the tree on `day`, in the order of their codes; as a rule one."""
    rows = UnitLink.objects.filter(in_force(day), parent=None).order_by("unit__code")
    return list(rows.values_list("unit_id", flat=True))


@dataclass(frozen=True, slots=True)
class Decided:
    """A change of the tree with the paper behind it."""

    on: date
    unit: str
    above: str
    decision: str
    signer: str
    reason: str


def decided(unit_ids: Ids, since: date, until: date) -> list[Decided]:
    """Return the changes of some units that began in a period (both days included), oldest first."""
    rows = UnitLink.objects.filter(unit_id__in=unit_ids, valid_from__gte=since, valid_from__lte=until)
    return [
        Decided(
            row.valid_from,
            row.unit.name,
            row.parent.name if row.parent else "",
            row.change.decision if row.change else "",
            row.change.signer if row.change else "",
            row.change.reason if row.change else "",
        )
        for row in rows.select_related("unit", "parent", "change").order_by("valid_from", "unit__sort_key")
    ]
