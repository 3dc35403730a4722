"""Opening a month: one draft for each grassroots union and each unit above one, on the tree of the month's last day."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Q

from hocvuso.core.returns import due_on, last_day, month_before
from hocvuso.plumbing import clock, jobs
from hocvuso.reports import movement
from hocvuso.reports.models import Return, ReturnRule, ReturnStep
from hocvuso.reports.returns import measures
from hocvuso.reports.rollups import counting
from hocvuso.unions import kinds as unit_kinds
from hocvuso.unions import queries as unions

OWN, COMBINED = "own", "combined"
# Decided (docs/adr/0021): grassroots unions by the 5th of the following month, each level above three days later, so
# that it has time to look at what came in. A unit may set its own day for those directly below it.
DUE_DAY, DAYS_A_LEVEL, LATEST_DUE_DAY = 5, 3, 28
# Decided: a month is opened by itself only in the first days after it. Otherwise a site set up today would begin
# with returns that were late before anybody could send them.
OPENING_DAYS = 10
CHUNK = 50  # drafts stored in one transaction


@dataclass(frozen=True, slots=True)
class Tree:
    """The tree of one day: what stood above each unit, which return for themselves, which add up, when it is due."""

    day: date
    parents: Mapping[uuid.UUID, uuid.UUID | None]
    own: frozenset[uuid.UUID]
    heights: Mapping[uuid.UUID, int]  # of units above grassroots unions: levels over the lowest of those
    due_days: Mapping[uuid.UUID, int]  # as set by a unit for those directly below it

    @property
    def combined(self) -> frozenset[uuid.UUID]:
        """Return the units that add up what stands below them."""
        return frozenset(self.heights)

    def due_day(self, unit: uuid.UUID) -> int:
        """Return the day of the following month by which this unit's return is on time."""
        above = self.parents.get(unit)
        if above is not None and above in self.due_days:
            return self.due_days[above]
        return min(DUE_DAY + DAYS_A_LEVEL * self.heights.get(unit, 0), LATEST_DUE_DAY)


def tree_of(month: date) -> Tree:
    """Read the tree as it stood on the last day of a month."""
    day = last_day(month)
    parents = unions.parents_on(day)
    kinds, declaring = unions.kinds(), unit_kinds.declaring()
    own = frozenset(unit for unit in parents if kinds.get(unit) in declaring)
    heights: dict[uuid.UUID, int] = {}
    for unit in own:
        at, height = parents.get(unit), 1
        while at is not None and at not in own and heights.get(at, 0) < height:
            heights[at] = height
            at, height = parents.get(at), height + 1
    held = ReturnRule.objects.filter(Q(valid_from__lte=day) & (Q(valid_to__gt=day) | Q(valid_to=None)))
    return Tree(day, parents, own, heights, dict(held.values_list("unit_id", "due_day")))


def register() -> None:
    """Register the job; it looks every hour, so that the first of the month is not missed by a machine at rest."""
    jobs.every(3600, "reports.open_month", open_due)


def open_due() -> int:
    """Open the month that has just ended, in its first days only; return how many returns were opened."""
    today = clock.today()
    return open_month(month_before(today)) if today.day <= OPENING_DAYS else 0


def open_month(month: date, *, within: uuid.UUID | None = None) -> int:
    """Open the drafts of a month that are not there yet (only in the subtree of `within`); return how many.

    Stored in small pieces: a machine that dies in the middle goes on where it stopped.
    """
    counting.catch_up()  # what was answered a second ago belongs in the figures too
    tree = tree_of(month)
    wanted = tree.own | tree.combined
    if within is not None:
        wanted &= set(unions.subtree_ids(within, tree.day))
    there = set(Return.objects.filter(month=month).values_list("unit_id", flat=True))
    missing = sorted(wanted - there, key=str)
    opened = 0
    for start in range(0, len(missing), CHUNK):
        # Counting comes first and takes the time; only then is anything locked, and not for long.
        part = missing[start : start + CHUNK]
        beside = movement.counted(part, month, tree.day)
        rows = [_filled(line, month, tree, beside[line.id]) for line in unions.unit_lines(part, tree.day)]
        opened += _store(rows, month)
    return opened


def _filled(line: unions.UnitLine, month: date, tree: Tree, beside: Mapping[str, int]) -> Return:
    is_own, now = line.id in tree.own, clock.now()
    return Return(
        unit_id=line.id,
        month=month,
        parent_id=tree.parents[line.id],
        kind=OWN if is_own else COMBINED,
        unit_code=line.code,
        unit_name=line.name,
        parent_name=line.parent,
        due_on=due_on(month, tree.due_day(line.id)),
        opened_at=now,
        counted_at=now,
        changed_at=now,
        lines=measures.pack(measures.fill(line.id, tree.day, beside)) if is_own else [],
    )


def _store(rows: list[Return], month: date) -> int:
    """Store drafts that nobody else has opened meanwhile; return how many."""
    try:
        with transaction.atomic():
            taken = Return.objects.filter(month=month, unit_id__in=[row.unit_id for row in rows])
            there = set(taken.values_list("unit_id", flat=True))
            new = [row for row in rows if row.unit_id not in there]
            Return.objects.bulk_create(new)
            steps = [ReturnStep(of=row, place=0, what="opened", at=row.opened_at) for row in new]
            ReturnStep.objects.bulk_create(steps)
            return len(new)
    except IntegrityError:  # PostgreSQL: somebody opened one of them in this very moment; the next look finds the rest
        return 0


def note(row: Return, what: str, *, by: uuid.UUID | None = None, name: str = "", reason: str = "") -> None:
    """Write down what happened to a return; call it while the return is locked."""
    place = ReturnStep.objects.filter(of=row).count()
    ReturnStep.objects.create(
        of=row, version=row.version, place=place, what=what, at=clock.now(), by=by, name=name, reason=reason
    )
