"""What pages ask about the structure: a unit's children on a day, its history, what was decided lately."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from django.db.models import Q, QuerySet

from hocvuso.core import vntext
from hocvuso.unions import kinds, queries
from hocvuso.unions.models import StructureChange, StructureUnit, Succession, Unit, UnitLink, UnitName, UnitPath
from hocvuso.unions.queries import AFTER_HEX, UnitLine, in_force
from hocvuso.unions.structure import excerpt

# Kinds of change of the second tree.
OF_TERRITORIES = "t_"
JOINING = (f"{OF_TERRITORIES}place", f"{OF_TERRITORIES}leave")


@dataclass(frozen=True, slots=True)
class TreeRow:
    """One line of the tree on a day: how many stand right under it, how many declare headcounts below it."""

    unit: UnitLine
    level: int
    lower: int
    grassroots: int
    is_open: bool


@dataclass(frozen=True, slots=True)
class Change:
    """A recorded change as shown in lists."""

    id: uuid.UUID
    number: int
    kind: str
    on: date
    decision: str
    signer: str
    reason: str
    entered_by: uuid.UUID | None
    entered_at: datetime
    undone_by: uuid.UUID | None
    undone_at: datetime | None
    facts: dict[str, Any]
    can_be_undone: bool

    @property
    def is_of_territories(self) -> bool:
        """Whether it is a change of the second tree."""
        return self.kind.startswith(OF_TERRITORIES)

    @property
    def is_joining(self) -> bool:
        """Whether it joins a unit to a territory or parts them: a matter of the unit."""
        return self.kind in JOINING


@dataclass(frozen=True, slots=True)
class Stay:
    """A name or a place of a unit in a period; `change` made it so."""

    what: str
    code: str
    since: date
    until: date | None
    decision: str


@dataclass(frozen=True, slots=True)
class Kin:
    """A unit from which this one came, or that came after it, with its share (0…1)."""

    code: str
    name: str
    on: date
    share: Fraction


@dataclass(frozen=True, slots=True)
class History:
    """All that is known of a unit's past and future."""

    founded_on: date
    dissolved_on: date | None
    names: tuple[Stay, ...]
    places: tuple[Stay, ...]
    came_from: tuple[Kin, ...]
    went_to: tuple[Kin, ...]
    left: Fraction  # the share that went to no union


def rows(root: uuid.UUID, day: date, opened: Iterable[str] = ()) -> list[TreeRow]:
    """Return the unit and what hangs on it on a day; lower levels only of the units whose codes are `opened`."""
    below, totals = _drawn(root, day)
    if root.hex not in below:
        return []  # the unit does not stand in the tree that day
    known = Unit.objects.filter(code__in=list(opened)).values_list("id", flat=True)
    wanted = {unit.hex for unit in known} | {root.hex}
    seen = [root.hex, *(child for unit in wanted for child in below.get(unit, ()))]
    lines = {line.id.hex: line for line in queries.unit_lines(map(uuid.UUID, seen), day)}
    found: list[TreeRow] = []

    def add(unit: str, level: int) -> None:
        under = set(below.get(unit, ()))
        found.append(TreeRow(lines[unit], level, len(under), totals[unit], unit in wanted and bool(under)))
        if unit in wanted:
            for child in (each for each in lines if each in under):
                add(child, level + 1)

    add(root.hex, 0)
    return found


def _drawn(root: uuid.UUID, day: date) -> tuple[dict[str, list[str]], Counter[str]]:
    """Return unit → units right under it, and unit → how many below it declare headcounts; ids in hexadecimal.

    Works on the text of the paths: at 5,000 units most of the time went into making ids of their steps.
    """
    declaring = set(kinds.declaring())
    below: dict[str, list[str]] = {}
    totals: Counter[str] = Counter()
    start = 0
    rows = UnitPath.objects.filter(in_force(day), unit_id__in=queries.subtree_ids(root, day)).order_by("path")
    for path, kind in rows.values_list("path", "unit__kind"):
        if not below:  # the first in the order of paths is the root
            start = len(path) - excerpt.DIGITS
        line = excerpt.steps(path[start:])
        below.setdefault(line[-1], [])
        if len(line) > 1:
            below.setdefault(line[-2], []).append(line[-1])
        if kind in declaring:
            totals.update(line[:-1])
    return below, totals


def search(root: uuid.UUID, typed: str, day: date, limit: int = 50) -> list[UnitLine]:
    """Return units in a subtree on a day whose name, now or once, or whose code holds every typed word."""
    words = vntext.search_key(typed).split()
    if not words:
        return []
    named, once = Q(), Q()
    for word in words:
        named &= Q(search__contains=word)
        once &= Q(search__contains=word)
    old = UnitName.objects.filter(once).values("unit_id")
    found = Unit.objects.filter(id__in=queries.subtree_ids(root, day))
    found = found.filter(named | Q(id__in=old) | Q(code__iexact=typed.strip()))
    return queries.unit_lines(found.order_by("sort_key").values_list("id", flat=True)[:limit], day)


def children(unit: uuid.UUID, day: date) -> list[UnitLine]:
    """Return the units that stand right under this one on a day, in alphabetical order."""
    under = UnitLink.objects.filter(in_force(day), parent_id=unit).values_list("unit_id", flat=True)
    return queries.unit_lines(under, day)


def parent_id(unit: uuid.UUID, day: date) -> uuid.UUID | None:
    """Return the id of the unit above on a day; for a unit that is gone, of the last one."""
    found = UnitLink.objects.filter(unit_id=unit).order_by("-valid_from")
    standing = found.filter(in_force(day)).first() or found.first()
    return standing.parent_id if standing else None


def any_unit(code: str, day: date) -> UnitLine | None:
    """Return the unit with this code, also one that does not exist on that day; capital letters do not matter."""
    found = Unit.objects.filter(code__iexact=code.strip()).values_list("id", flat=True).first()
    return queries.unit(found, day) if found else None


def history(unit_id: uuid.UUID) -> History:
    """Return the names and places of a unit with their dates and papers, where it came from and went to."""
    unit = Unit.objects.get(id=unit_id)
    names = UnitName.objects.filter(unit=unit).select_related("change").order_by("valid_from")
    links = UnitLink.objects.filter(unit=unit).select_related("change", "parent").order_by("valid_from")
    away = Succession.objects.filter(unit=unit).select_related("heir").order_by("on")
    from_others = Succession.objects.filter(heir=unit).select_related("unit").order_by("on", "unit__sort_key")
    return History(
        unit.founded_on,
        unit.dissolved_on,
        tuple(Stay(row.name, "", row.valid_from, row.valid_to, paper(row.change)) for row in names)
        or (Stay(unit.name, "", unit.founded_on, unit.dissolved_on, ""),),
        tuple(
            Stay(
                row.parent.name if row.parent else "", row.parent.code if row.parent else "", row.valid_from,
                row.valid_to, paper(row.change),
            )
            for row in links
        ),
        tuple(Kin(row.unit.code, row.unit.name, row.on, Fraction(row.part, row.whole)) for row in from_others),
        tuple(
            Kin(row.heir.code, row.heir.name, row.on, Fraction(row.part, row.whole)) for row in away if row.heir
        ),
        sum((Fraction(row.part, row.whole) for row in away if row.heir is None), Fraction(0)),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Heirs:
    """Into which units one went or was divided last, by which change; no units: it was dissolved into none."""

    units: tuple[uuid.UUID, ...]
    on: date
    change: uuid.UUID


def heirs(units: Iterable[uuid.UUID], day: date) -> dict[uuid.UUID, Heirs]:
    """Return, of those of some units that ended or were divided by `day`, the newest heirs; of the others nothing.

    Only what a recorded change did counts: it is that change whose undoing brings everything back.
    """
    wanted = list(units)
    found: dict[uuid.UUID, Heirs] = {}
    rows = Succession.objects.filter(unit__in=wanted, on__lte=day, change__isnull=False).order_by("on", "-part", "id")
    for unit, heir, on, change in rows.values_list("unit_id", "heir_id", "on", "change_id"):
        if change is None:
            continue
        kept = found.get(unit)
        before = kept.units if kept is not None and kept.change == change else ()
        found[unit] = Heirs((*before, heir) if heir is not None else before, on, change)
    gone = Unit.objects.filter(id__in=[each for each in wanted if each not in found], dissolved_on__lte=day)
    for unit, ended_on in gone.values_list("id", "dissolved_on"):
        ended = StructureUnit.objects.filter(unit=unit, is_changed=True, change__undone_at=None).order_by(
            "-change__number"
        )
        last = ended.values_list("change_id", flat=True).first()
        if last is not None and ended_on is not None:
            found[unit] = Heirs((), ended_on, last)
    return found


def present(units: Iterable[uuid.UUID], day: date) -> set[uuid.UUID]:
    """Return which of some units exist on a day."""
    rows = Unit.objects.filter(queries.existing_on(day), id__in=list(units))
    return set(rows.values_list("id", flat=True))


def undone(change_ids: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    """Return which of these changes were taken back."""
    rows = StructureChange.objects.filter(id__in=list(change_ids), undone_at__isnull=False)
    return set(rows.values_list("id", flat=True))


def paper(change: StructureChange | None) -> str:
    """Return the number of the decision behind a change, or nothing."""
    return change.decision if change else ""


def changes_of(unit: uuid.UUID, *, limit: int, skip: int = 0) -> list[Change]:
    """Return what was decided about one unit, the newest entry first."""
    return listed(StructureUnit.objects.filter(unit=unit).values("change_id"), limit, skip)


def changes_under(unit: uuid.UUID, *, limit: int, skip: int = 0) -> list[Change]:
    """Return what was decided about a unit and everything that ever stood under it, the newest entry first."""
    within = Q(pk__in=[])
    for path in UnitPath.objects.filter(unit_id=unit).values_list("path", flat=True):
        within |= Q(path__gte=path, path__lt=path + AFTER_HEX)
    below = UnitPath.objects.filter(within).values("unit_id")
    return listed(StructureUnit.objects.filter(Q(unit__in=below) | Q(unit=unit)).values("change_id"), limit, skip)


def change(change_id: uuid.UUID) -> Change | None:
    """Return one change."""
    row = StructureChange.objects.filter(id=change_id).first()
    return _shown(row) if row else None


def change_by_key(key: str) -> Change | None:
    """Return the change that was entered with a key of a form."""
    row = StructureChange.objects.filter(key=key).first()
    return _shown(row) if row else None


def numbers(change_ids: Sequence[uuid.UUID]) -> list[Change]:
    """Return changes by their ids, the newest first."""
    return [_shown(row) for row in StructureChange.objects.filter(id__in=change_ids).order_by("-number")]


def units_of_change(change_id: uuid.UUID) -> list[uuid.UUID]:
    """Return the units that a change concerns and that are still there."""
    concerned = StructureUnit.objects.filter(change_id=change_id).values("unit")
    return list(Unit.objects.filter(id__in=concerned).values_list("id", flat=True))


def listed(ids: QuerySet[Any, Any], limit: int, skip: int) -> list[Change]:
    """Return a page of these changes (a set of ids), the newest entry first."""
    found = StructureChange.objects.filter(id__in=ids).order_by("-number")
    return [_shown(row) for row in found[skip : skip + limit]]


def _shown(row: StructureChange) -> Change:
    return Change(
        row.id, row.number, row.kind, row.effective_on, row.decision, row.signer, row.reason, row.entered_by,
        row.entered_at, row.undone_by, row.undone_at, row.facts, row.undone_at is None and row.rows.exists(),
    )  # fmt: skip


def entered_since(since: datetime, limit: int) -> list[tuple[Change, list[uuid.UUID]]]:
    """Return what was entered or undone from a moment on, oldest first, each with the units that it touched."""
    rows = StructureChange.objects.filter(Q(entered_at__gte=since) | Q(undone_at__gte=since)).order_by(
        "entered_at", "id"
    )
    found = [row for row in rows[:limit] if not row.kind.startswith(OF_TERRITORIES)]
    touched: dict[uuid.UUID, list[uuid.UUID]] = {row.id: [] for row in found}
    for change_id, unit in StructureUnit.objects.filter(change__in=found).values_list("change_id", "unit"):
        touched[change_id].append(unit)
    return [(_shown(row), touched[row.id]) for row in found]
