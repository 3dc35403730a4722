"""Reading a list into a preview: nobody is entered, nothing outside the data register is kept."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Any

from django.db import transaction

from hocvuso.core.roster import fields, table
from hocvuso.core.roster.duplicates import NEW, QUESTION, SAME, Seen, Verdict
from hocvuso.core.roster.fields import Line
from hocvuso.core.roster.rows import Reader
from hocvuso.core.roster.table import Plan
from hocvuso.plumbing import clock
from hocvuso.roster.lines import FAULTY, REPEATED, Staged, pack
from hocvuso.roster.matching import Matcher
from hocvuso.roster.models import RosterImport, RosterPart
from hocvuso.roster.places import Places
from hocvuso.roster.sources import Source
from hocvuso.roster.unreadable import Unreadable

PART = 2000  # rows of one transaction: 0.2 s, in which learners' answers wait at most
MOST_ROWS_NAMED = 20  # rows of totals and signatures named one by one
Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Handed:
    """Who hands in which list for which unit. `by` is empty for the operator's command."""

    unit: uuid.UUID
    by: uuid.UUID | None
    way: str
    file_name: str = ""
    sheet: str = ""


@dataclass(slots=True)
class _Reading:
    """What adds up while the rows stream by."""

    matcher: Matcher
    places: Places
    seen: Seen = field(default_factory=Seen)
    states: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)


def stage(handed: Handed, source: Source, *, progress: Progress | None = None) -> uuid.UUID:
    """Read a list into a preview and return its id.

    Raises Unreadable when there is no list in it, with code "which_sheet" when somebody must choose the sheet.
    """
    sheet = source.chosen(handed.sheet)
    if not sheet and source.book is not None:
        raise Unreadable("which_sheet", sheets=[each.name for each in source.sheets if not each.is_empty])
    rows = source.rows(sheet)
    head = list(islice(rows, table.SAMPLE_ROWS))
    plan = table.plan([cells for _, cells in head])
    if plan is None or not plan.has_names:
        raise Unreadable("no_names")
    day = clock.today()
    reader = Reader(plan, day)
    reading = _Reading(Matcher.of(handed.unit, day), Places.of(handed.unit, handed.by, day))
    begun = RosterImport.objects.create(
        unit_id=handed.unit, by=handed.by, way=handed.way, file_name=_short(handed.file_name)
    )
    lines = reader.lines(islice(chain(head, rows), plan.first_row - 1, None))
    for number, part in enumerate(_parts(lines)):
        _keep(begun, number, [*_judged(part, reading)])
        if progress:
            progress(part[-1].number)
    if not reading.states:
        begun.delete()
        raise Unreadable("no_names" if plan.first_row == 1 else "empty", sheets="")
    begun.notes = _notes(source, sheet, plan, reader, reading)
    begun.state = RosterImport.PREVIEW
    begun.save(update_fields=["notes", "state"])
    return begun.id


def _short(name: str) -> str:
    """Return the name of a file without folders, short enough to keep."""
    return name.replace("\\", "/").rpartition("/")[2][-120:]


def _parts(lines: Iterable[Line]) -> Iterator[list[Line]]:
    stream = iter(lines)
    while part := list(islice(stream, PART)):
        yield part


def _judged(lines: list[Line], reading: _Reading) -> Iterator[Staged]:
    placed = [reading.places.placed(line) for line in lines]
    for line, verdict in zip(placed, reading.matcher.judge(placed), strict=True):
        staged = _one(line, verdict, reading.seen)
        reading.states[staged.state] += 1
        reading.faults.update(fault.code for fault in staged.line.faults)
        yield staged


def _one(line: Line, verdict: Verdict, seen: Seen) -> Staged:
    """Return what a line is, all things considered: a fault first, then a repetition, then a question."""
    if line.faults:
        return Staged(line, FAULTY, verdict.person if verdict.state == SAME else "")
    earlier, question = seen.judge(line)
    if earlier:
        return Staged(line, REPEATED, str(earlier))
    if verdict.state == SAME:
        return Staged(line, SAME, verdict.person)
    question = question or verdict.fault
    if question is not None:
        return Staged(line._replace(faults=(question,)), QUESTION, verdict.person)
    return Staged(line, NEW)


@transaction.atomic
def _keep(begun: RosterImport, number: int, staged: list[Staged]) -> None:
    RosterPart.objects.create(
        roster_import=begun,
        number=number,
        first_row=staged[0].line.number,
        last_row=staged[-1].line.number,
        ready=sum(each.is_ready for each in staged),
        open=sum(each.is_open for each in staged),
        lines=pack(staged),
    )


def _notes(source: Source, sheet: str, plan: Plan, reader: Reader, reading: _Reading) -> dict[str, Any]:
    """Return what is told beside the rows; headings only, never a value of a column that was left behind."""
    shown = [column for column in plan.columns if column.field != fields.ORDINAL]
    facts = source.facts.get(sheet)
    formulas = set(facts.formulas) if facts else set()
    return {
        "sheet": sheet,
        "hidden": [each.name for each in source.sheets if each.is_hidden and not each.is_empty],
        "columns": [[each.field, each.heading, each.letter, each.encoding] for each in shown if each.field],
        "dropped": [[each.dropped, each.heading or each.letter] for each in shown if each.dropped],
        "unknown": [each.heading or each.letter for each in shown if not each.field and not each.dropped],
        "formulas": [each.heading for each in shown if each.letter in formulas and each.field],
        "zeros": reader.noticed.zeros_restored,
        "removed": reader.noticed.numbers_removed,
        "skipped": reader.noticed.skipped[:MOST_ROWS_NAMED],
        "rows": sum(reading.states.values()),
        "states": dict(reading.states),
        "faults": dict(reading.faults),
    }


def rejudged(handed_unit: uuid.UUID, by: uuid.UUID | None, staged: Staged) -> Staged:
    """Return a line that somebody mended, judged anew against those whom the site knows."""
    day = clock.today()
    line = Places.of(handed_unit, by, day).placed(staged.line)
    if line.faults:
        return staged._replace(line=line, state=FAULTY)
    verdict = Matcher.of(handed_unit, day).judge([line])[0]
    if verdict.state == QUESTION and verdict.fault:
        return Staged(line._replace(faults=(verdict.fault,)), QUESTION, verdict.person)
    return Staged(line, verdict.state, verdict.person)
