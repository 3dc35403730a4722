"""After the end: papers hand themselves in, are marked for good, and become sheets, places and boards."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from hocvuso.contests import marking
from hocvuso.contests.models import Contest, Entry, Round
from hocvuso.core.contest import boards, places
from hocvuso.core.contest.places import Placed, Sheet
from hocvuso.core.contest.timing import GRACE
from hocvuso.plumbing import clock
from hocvuso.plumbing.driver import as_moment, as_uuid, key, run
from hocvuso.unions import queries as unions

AT_ONCE = 500
# Written out: a board of 5,000 papers reads them in a tenth of the time that making objects takes (ADR 0011).
SHEETS = (
    "SELECT n.number, r.number, e.points, r.questions, e.guess, e.handed_in_at, e.id FROM contests_entry e "
    "JOIN contests_round r ON r.id = e.of_id JOIN contests_entrant n ON n.id = e.entrant_id "
    "WHERE r.of_id = %s AND e.is_trial = %s AND e.set_aside = '' AND e.handed_in_at IS NOT NULL ORDER BY e.id"
)
UNITS = "SELECT number, unit FROM contests_entrant WHERE of_id = %s"
AUDIENCE = "worker"  # whose declared number a unit's share is of; members where none is declared


def settled_at(row: Round) -> datetime:
    """Return from when on nothing of a round changes: whoever began last has had his minutes and the grace."""
    return row.closes_at + timedelta(minutes=row.minutes) + GRACE


def is_settled(row: Round, now: datetime | None = None) -> bool:
    """Tell whether a round is settled, so that its seed may be shown."""
    return (now or clock.now()) > settled_at(row)


def close_due(now: datetime | None = None) -> int:
    """Hand in what nobody handed in and mark it; return how many papers. Twice is once."""
    before, done = (now or clock.now()) - GRACE, 0
    while ids := list(
        Entry.objects.filter(handed_in_at=None, ends_at__lt=before)
        .order_by("id")
        .values_list("id", flat=True)[:AT_ONCE]
    ):
        with transaction.atomic():
            rows = list(Entry.objects.select_for_update().filter(id__in=ids, handed_in_at=None))
            for each in rows:
                each.handed_in_at, each.by_itself = each.ends_at, True
            _mark(rows)
            Entry.objects.bulk_update(rows, ["handed_in_at", "by_itself", "points"], batch_size=100)
        done += len(ids)
    return done


def _mark(rows: Sequence[Entry]) -> list[tuple[int, int, int | None, int]]:
    """Put the points on papers; return those that changed: entrant's number, attempt, before, after."""
    changed, known = [], {each.id: marking.drawn_of(each) for each in
                          Round.objects.select_related("of").filter(id__in={row.of_id for row in rows})}  # fmt: skip
    numbers = dict(Entry.objects.filter(id__in=[each.id for each in rows]).values_list("id", "entrant__number"))
    for each in rows:
        drawn, number = known[each.of_id], numbers[each.id]
        found = len(right_in(drawn, each, number))
        if found != each.points:
            changed.append((number, each.attempt, each.points, found))
        each.points = found
    return changed


def right_in(drawn: marking.Drawn, entry: Entry, number: int) -> frozenset[str]:
    """Return the ids of the questions of a paper that count as right."""
    runs = frozenset[str]()
    if marking.has_plays(drawn, entry.drawn):
        runs = frozenset(name for name, is_passed in marking.played(drawn, entry, number).items() if is_passed)
    return marking.points(drawn, entry.drawn, entry.answers, runs)


def mark_again(row: Round) -> list[tuple[int, int, int | None, int]]:
    """Mark every paper of a round again, in the caller's transaction; return those that changed."""
    changed: list[tuple[int, int, int | None, int]] = []
    ids = list(Entry.objects.filter(of=row, is_trial=False).exclude(handed_in_at=None).values_list("id", flat=True))
    for begin in range(0, len(ids), AT_ONCE):
        rows = list(Entry.objects.select_for_update().filter(id__in=ids[begin : begin + AT_ONCE]))
        changed += _mark(rows)
        Entry.objects.bulk_update(rows, ["points"], batch_size=100)
    return sorted(changed)


def sheets(of: uuid.UUID, number: int | None = None, *, gaining: frozenset[uuid.UUID] = frozenset()) -> list[Sheet]:
    """Return the papers that count, of a contest or of one of its rounds: handed in, no trial, not set aside.

    `gaining` are papers that are read as if they had one point more.
    """
    found, more = run(SHEETS, [key(of), False]), {key(each) for each in gaining}
    return [
        Sheet(entrant, held, points + (paper in more), questions, guess, as_moment(handed_in))
        for entrant, held, points, questions, guess, handed_in, paper in found
        if number is None or held == number
    ]


@dataclass(frozen=True, slots=True)
class Boards:
    """Both boards of units, and what they are made of."""

    units: tuple[boards.Unit, ...]
    taking_part: tuple[boards.Line, ...]
    improvement: tuple[boards.Line, ...]


def placed(of: uuid.UUID, number: int | None = None) -> list[Placed]:
    """Return everybody in the order of places."""
    return places.placed(sheets(of, number))


def unit_boards(row: Contest, day: date, found: Sequence[Sheet] | None = None) -> Boards:
    """Return the boards of the units of a contest that have people of their own."""
    counted = sheets(row.id) if found is None else found
    units_of = {number: as_uuid(unit) for number, unit in run(UNITS, [key(row.id)])}
    took: dict[uuid.UUID, set[int]] = {}
    for each in counted:
        took.setdefault(units_of[each.entrant], set()).add(each.entrant)
    allowed = [uuid.UUID(each) for each in row.units] or [row.unit]
    below = {uuid.UUID(path[-32:]) for unit in allowed for path in unions.leaf_paths(unit, day)}
    ids = sorted(below | set(took))
    people = _people(ids, day)
    changes = _changes(counted, units_of)
    lines = tuple(
        boards.Unit(each.hex, len(took.get(each, ())), people.get(each), tuple(changes.get(each, ()))) for each in ids
    )
    return Boards(lines, tuple(boards.by_taking_part(lines)), tuple(boards.by_improvement(lines)))


def _people(ids: Sequence[uuid.UUID], day: date) -> dict[uuid.UUID, int]:
    found = {unit: each.count for unit, each in unions.headcounts(ids, AUDIENCE, day).items() if each.count}
    return found


def _changes(found: Iterable[Sheet], units_of: dict[int, uuid.UUID]) -> dict[uuid.UUID, list[float]]:
    """Return how much each of a unit's people changed from the first round to the last, of those who were in both."""
    rows = list(found)
    numbers = {each.round for each in rows}
    if len(numbers) < 2:
        return {}
    first, last = min(numbers), max(numbers)
    top = places.best([each for each in rows if each.round in (first, last)], places.full_ones(rows))
    changes: dict[uuid.UUID, list[float]] = {}
    for (entrant, number), sheet in sorted(top.items()):
        before = top.get((entrant, first))
        if number == last and before is not None:
            changed = sheet.points / sheet.questions - before.points / before.questions
            changes.setdefault(units_of[entrant], []).append(changed)
    return changes
