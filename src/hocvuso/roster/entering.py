"""Entering a preview and taking it back: part by part, each one transaction, so that either may be interrupted.

A part that is done is never done again; what is entered twice is found again and changes nothing.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from hocvuso.core.roster.duplicates import NEW, QUESTION, SAME, Seen, name_key
from hocvuso.core.roster.fields import MAN, WOMAN, Line
from hocvuso.core.vntext import fold, has_diacritics
from hocvuso.people import actions as people
from hocvuso.people import queries as people_queries
from hocvuso.people.actions import Correction, Named
from hocvuso.plumbing import audit, bulk, clock, driver
from hocvuso.plumbing.ids import uuid7
from hocvuso.roster.lines import DIFFERENT, Staged, Trail, pack, unpack
from hocvuso.roster.matching import Matcher
from hocvuso.roster.models import RosterEntry, RosterImport, RosterPart
from hocvuso.roster.places import Places
from hocvuso.roster.staging import Progress
from hocvuso.unions import listing
from hocvuso.unions.listing import Entered

UNDO_FOR = timedelta(hours=24)
SEEN_AGAIN_AFTER = timedelta(
    days=30
)  # then an unchanged line counts as a sign of life for the term of unclaimed people
WORKER = "worker"
ADDRESSES = {MAN: "anh", WOMAN: "chị"}
_ENTRY = ("id", "unit_id", "person_id", "name_key", "birth", "team", "employee_code", "member_number")

_Entries = dict[tuple[Any, Any], tuple[Any, ...]]  # by person and unit as the database keeps them
_ENTRY_READ = "person_id, unit_id, id, birth, team, employee_code, member_number, listed_at"


class NotNow(Exception):
    """The import is in a state in which this cannot be done; `state` names it."""

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = state


@dataclass(slots=True)
class _Work:
    """What one part is entered with."""

    roster_import: RosterImport
    matcher: Matcher
    places: Places
    day: date
    now: datetime
    trail: Trail = field(default_factory=Trail)
    counts: Counter[str] = field(default_factory=Counter)


def enter(import_id: uuid.UUID, *, progress: Progress | None = None) -> dict[str, int]:
    """Enter everybody of a preview who is ready; return how many were added, updated, unchanged.

    Asked again after an interruption it goes on where it stopped; after the end it only tells the counts.
    Raises NotNow for a list that is still being read or was taken back.
    """
    roster_import = begin(import_id)
    if roster_import.state == RosterImport.DONE:
        return counts_of(roster_import)
    day, unit = clock.today(), roster_import.unit_id
    matcher, places = Matcher.of(unit, day), Places.of(unit, roster_import.by, day)
    while (waiting := _next_part(import_id)) is not None:
        part, last_row = waiting
        _enter_part(part, _Work(roster_import, matcher, places, day, clock.now()))
        if progress:
            progress(last_row)
    return _finish(import_id)


@transaction.atomic
def begin(import_id: uuid.UUID) -> RosterImport:
    """Say that a preview is being entered; from now on nobody throws it away. Raises NotNow."""
    roster_import = RosterImport.objects.select_for_update().get(id=import_id)
    if roster_import.state == RosterImport.PREVIEW:
        roster_import.state = RosterImport.ENTERING
        roster_import.save(update_fields=["state"])
    elif roster_import.state not in {RosterImport.ENTERING, RosterImport.DONE}:
        raise NotNow(roster_import.state)
    return roster_import


def _next_part(import_id: uuid.UUID) -> tuple[uuid.UUID, int] | None:
    waiting = RosterPart.objects.filter(roster_import_id=import_id, done_at=None).order_by("number")
    return waiting.values_list("id", "last_row").first()


@transaction.atomic
def _finish(import_id: uuid.UUID) -> dict[str, int]:
    roster_import = RosterImport.objects.select_for_update().get(id=import_id)
    if roster_import.state == RosterImport.ENTERING:
        roster_import.state, roster_import.done_at = RosterImport.DONE, clock.now()
        roster_import.save(update_fields=["state", "done_at"])
        counts = counts_of(roster_import)
        audit.record("import", actor=roster_import.by, what=str(roster_import.unit_id), facts=dict(counts))
    return counts_of(roster_import)


def counts_of(roster_import: RosterImport) -> dict[str, int]:
    """Return what entering has done so far."""
    done: dict[str, int] = roster_import.notes.get("done", {})
    return {name: done.get(name, 0) for name in ("added", "updated", "unchanged")}


@transaction.atomic
def _enter_part(part_id: uuid.UUID, work: _Work) -> None:
    part = RosterPart.objects.select_for_update().get(id=part_id)
    if part.done_at is not None:  # somebody pressed twice
        return
    staged = unpack(bytes(part.lines))
    ready = [each for each in staged if each.is_ready]
    waiting = [each for each in staged if each.is_open]
    if ready:
        waiting += _enter_lines(ready, work)
    part.lines = pack(waiting)
    part.ready, part.open = 0, len(waiting)
    part.undo, part.done_at = work.trail.packed(), work.now
    part.save(update_fields=["lines", "ready", "open", "undo", "done_at"])
    _add_up(work)


def _add_up(work: _Work) -> None:
    roster_import = RosterImport.objects.select_for_update().get(id=work.roster_import.id)
    done = Counter(roster_import.notes.get("done", {})) + work.counts
    roster_import.notes["done"] = dict(done)
    roster_import.save(update_fields=["notes"])


def _enter_lines(ready: Sequence[Staged], work: _Work) -> list[Staged]:
    """Enter lines and return those that turned out to need an answer, because the site changed since the preview."""
    fresh: list[Staged] = []
    # Who was found at the preview stays found; only newcomers may have been entered by somebody else since.
    known = {uuid.UUID(each.person): each for each in ready if each.state == SAME}
    waiting: list[Staged] = []
    new = [each for each in ready if each.state == NEW]
    seen = Seen()
    for each, verdict in zip(new, work.matcher.judge([each.line for each in new]), strict=True):
        if seen.judge(each.line)[0]:  # mended into what another row says already
            continue
        state, person = verdict.state, verdict.person
        if each.answer == DIFFERENT and (state == QUESTION or not verdict.is_strong):
            state = NEW
        if state == SAME and uuid.UUID(person) not in known:
            known[uuid.UUID(person)] = each
        elif state == NEW:
            fresh.append(each)
        elif state == QUESTION and verdict.fault:
            waiting.append(Staged(_asking(each.line, verdict.fault), QUESTION, person))
    _add(fresh, work)
    _update(known, work)
    return waiting


def _asking(line: Line, fault: Any) -> Line:
    return line._replace(faults=(fault,))


def _add(fresh: Sequence[Staged], work: _Work) -> None:
    lines = [each.line for each in fresh]
    ids = people.enrol_all(
        [Named(line.name, line.phone, ADDRESSES.get(line.gender, "")) for line in lines], source="roster"
    )
    listing.enter_all(
        [_entered(line, person, work, is_new=True) for line, person in zip(lines, ids, strict=True)], on=work.day
    )
    rows = [(uuid7(), work.places.id_of(line), person, *_said(line)) for line, person in zip(lines, ids, strict=True)]
    bulk.insert(RosterEntry, _ENTRY, rows, listed_at=work.now)
    work.trail.people += ids
    work.counts["added"] += len(ids)


def _entered(line: Line, person: uuid.UUID, work: _Work, *, is_new: bool) -> Entered:
    return Entered(person, work.places.id_of(line), line.audience or WORKER, line.is_member == "1", is_new)


def _said(line: Line) -> tuple[str, str, str, str, str]:
    return name_key(line.name)[:80], line.birth, line.team, line.employee, line.member


def _update(known: dict[uuid.UUID, Staged], work: _Work) -> None:
    """Bring people who are known up to date: what the list says and was not known, never what they said themselves."""
    if not known:
        return
    lines = {person: each.line for person, each in known.items()}
    listed = _entries(list(lines))
    changed = _corrected(lines, listed, work) | _relisted(lines, listed, work)
    written = listing.enter_all(
        [_entered(line, person, work, is_new=False) for person, line in lines.items()], on=work.day
    )
    work.trail.memberships += written.memberships
    work.trail.employments += written.employments
    work.trail.confirmed += written.confirmed
    changed |= listing.people_of(written)
    for person in changed:
        audit.record("list", actor=work.roster_import.by, subject=person, what=str(work.roster_import.unit_id))
    work.counts["updated"] += len(changed)
    work.counts["unchanged"] += len(lines) - len(changed)


def _corrected(lines: dict[uuid.UUID, Line], listed: _Entries, work: _Work) -> set[uuid.UUID]:
    """Give unclaimed people the number, the marks in their name and the form of address that they lacked."""
    units = {driver.key(unit) for unit in work.matcher.units}
    here = {person for person, unit in listed if unit in units}
    corrections: dict[uuid.UUID, Correction] = {}
    for person in people_queries.kept(list(lines)).values():
        line = lines[person.id]
        if person.is_claimed or driver.key(person.id) not in here:
            continue
        name = line.name if _is_better(line.name, person.full_name) else None
        phone = line.phone if line.phone and line.phone != person.phone else None
        address = ADDRESSES.get(line.gender) if not person.address else None
        if name or phone or address:
            corrections[person.id] = Correction(name, phone, address)
    for person_id, before in people.correct_unclaimed(corrections).items():
        work.trail.persons_before[str(person_id)] = [before.full_name or "", before.phone or "", before.address or ""]
    return set(corrections)


def _is_better(name: str, kept: str) -> bool:
    """Tell whether a name is the kept one with its marks."""
    if name == kept or has_diacritics(kept) or not has_diacritics(name):
        return False
    return fold(name).split() == fold(kept).split()


def _relisted(lines: dict[uuid.UUID, Line], listed: _Entries, work: _Work) -> set[uuid.UUID]:
    """Write what the list says of known people; an empty cell takes nothing away."""
    before: dict[uuid.UUID, list[str]] = {}
    after: dict[uuid.UUID, list[str]] = {}
    fresh, stale, whom = [], [], set()
    for person, line in lines.items():
        unit = work.places.id_of(line)
        row = listed.get((driver.key(person), driver.key(unit)))
        if row is None:
            fresh.append((uuid7(), unit, person, *_said(line)))
            whom.add(person)
            continue
        old = list(row[3:7])
        new = [said or kept for said, kept in zip(_said(line)[1:], old, strict=True)]
        if len(new[0]) < len(old[0]):  # only the year says less than the day that is known
            new[0] = old[0]
        if new != old:
            before[driver.as_uuid(row[2])], after[driver.as_uuid(row[2])] = old, new
            whom.add(person)
        elif work.now - driver.as_moment(row[7]) > SEEN_AGAIN_AFTER:
            stale.append(driver.as_uuid(row[2]))
    bulk.insert(RosterEntry, _ENTRY, fresh, listed_at=work.now)
    _rewrite(before, after, work)
    RosterEntry.objects.filter(id__in=stale).update(listed_at=work.now)
    work.trail.entries += [row[0] for row in fresh]
    return whom


def _entries(people_ids: Sequence[uuid.UUID]) -> _Entries:
    """Return what lists say of people, in any unit."""
    places = ", ".join(["%s"] * len(people_ids))
    rows = driver.run(
        f"SELECT {_ENTRY_READ} FROM roster_rosterentry WHERE person_id IN ({places})",  # noqa: S608 - places only
        [driver.key(each) for each in people_ids],
    )
    return {(row[0], row[1]): row for row in rows}


def _rewrite(before: dict[uuid.UUID, list[str]], after: dict[uuid.UUID, list[str]], work: _Work) -> None:
    rows = list(RosterEntry.objects.select_for_update().filter(id__in=list(after)))
    for row in rows:
        work.trail.entries_before[str(row.id)] = [*before[row.id], row.listed_at.isoformat()]
        row.birth, row.team, row.employee_code, row.member_number = after[row.id]
        row.listed_at = work.now
    RosterEntry.objects.bulk_update(
        rows, ["birth", "team", "employee_code", "member_number", "listed_at"], batch_size=100
    )
