"""Putting rows of a preview right: a value typed anew, a suggestion taken, a question answered, for one row or all."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Callable
from typing import Any

from django.db import transaction

from hocvuso.core.roster import fields, rows
from hocvuso.core.roster.duplicates import NEW, SAME
from hocvuso.core.roster.fields import Fault, Line
from hocvuso.plumbing import clock
from hocvuso.roster.lines import DIFFERENT, LEAVE_OUT, REPEATED, SAME_PERSON, Staged, pack, unpack
from hocvuso.roster.models import RosterImport, RosterPart
from hocvuso.roster.staging import rejudged

ANSWERS = frozenset({DIFFERENT, SAME_PERSON, LEAVE_OUT})
EDITABLE = frozenset(fields.KEPT) - {fields.IS_MEMBER}


def mend(import_id: uuid.UUID, row: int, values: dict[str, str]) -> None:
    """Put values of one row right as somebody typed them; what still cannot be read keeps its fault.

    After entering, a mended row waits for the next press of the button, like any other.
    """
    _change(import_id, row, lambda begun, each: _mended(begun, each, values))


def answer(import_id: uuid.UUID, row: int, word: str) -> None:
    """Answer a question about one row: "different" people, the "same" one, or leave the row "out"."""
    if word in ANSWERS:
        _change(import_id, row, lambda begun, each: _answered(each, word))


def take_suggestions(import_id: uuid.UUID) -> int:
    """Take every suggestion of the preview and return how many rows became ready."""
    return _change_all(import_id, _with_suggestions)


def leave_blank(import_id: uuid.UUID) -> int:
    """Leave every value empty that could not be read, where a row can do without it; return how many became ready."""
    return _change_all(import_id, _with_blanks)


def answer_all(import_id: uuid.UUID, word: str) -> int:
    """Answer every open question alike; return how many rows became ready."""
    return _change_all(import_id, lambda begun, each: _answered(each, word) if _is_question(each) else each)


Change = Callable[[RosterImport, Staged], Staged | None]


@transaction.atomic
def _change(import_id: uuid.UUID, row: int, change: Change) -> None:
    part = (
        RosterPart.objects.select_for_update()
        .filter(roster_import_id=import_id, first_row__lte=row, last_row__gte=row)
        .select_related("roster_import")
        .first()
    )
    if part is not None:
        _rewrite(part, lambda begun, each: change(begun, each) if each.line.number == row and each.is_open else each)


def _change_all(import_id: uuid.UUID, change: Change) -> int:
    done = 0
    parts = RosterPart.objects.filter(roster_import_id=import_id, open__gt=0).values_list("id", flat=True)
    for part_id in list(parts):
        with transaction.atomic():
            part = RosterPart.objects.select_for_update().select_related("roster_import").get(id=part_id)
            before = part.ready
            _rewrite(part, lambda begun, each: change(begun, each) if each.is_open else each)
            done += part.ready - before
    return done


def _rewrite(part: RosterPart, change: Change) -> None:
    """Write the lines of a part anew, with the counts of the import; a part already entered opens again."""
    before = unpack(bytes(part.lines))
    begun = part.roster_import
    after = [line for each in before if (line := change(begun, each)) is not None]
    if after == before:
        return
    part.lines = pack(after)
    part.ready, part.open = sum(each.is_ready for each in after), sum(each.is_open for each in after)
    if part.done_at is not None and part.ready:
        _open_again(part, after)
        return
    part.save(update_fields=["lines", "ready", "open"])
    _recount(begun.id, before, after)


def _open_again(part: RosterPart, after: list[Staged]) -> None:
    """Put rows mended after entering into a part of their own, so that the undo of the first stays as it was."""
    ready, waiting = [each for each in after if each.is_ready], [each for each in after if not each.is_ready]
    part.lines, part.ready, part.open = pack(waiting), 0, len(waiting)
    part.save(update_fields=["lines", "ready", "open"])
    last = RosterPart.objects.filter(roster_import_id=part.roster_import_id).order_by("-number").first()
    number = last.number + 1 if last else 0
    numbers = [each.line.number for each in ready]
    RosterPart.objects.create(
        roster_import_id=part.roster_import_id, number=number, first_row=min(numbers), last_row=max(numbers),
        ready=len(ready), open=0, lines=pack(ready),
    )  # fmt: skip
    RosterImport.objects.filter(id=part.roster_import_id, state=RosterImport.DONE).update(state=RosterImport.ENTERING)


def _recount(import_id: uuid.UUID, before: list[Staged], after: list[Staged]) -> None:
    begun = RosterImport.objects.select_for_update().get(id=import_id)
    states = Counter(begun.notes.get("states", {}))
    states.subtract(each.state for each in before)
    states.update(each.state for each in after)
    begun.notes["states"] = {state: count for state, count in states.items() if count > 0}
    begun.save(update_fields=["notes"])


def _mended(begun: RosterImport, staged: Staged, values: dict[str, str]) -> Staged:
    line = staged.line
    for what, text in values.items():
        if what in EDITABLE:
            line = _with_value(line, what, text)
    return rejudged(begun.unit_id, begun.by, staged._replace(line=line))


def _with_value(line: Line, what: str, text: str) -> Line:
    value, fault = rows.typed_value(what, text, today=clock.today())
    others = tuple(each for each in line.faults if each.field != what)
    changed: dict[str, Any] = {what: value, "faults": (*others, fault) if fault else others}
    return line._replace(**changed)


def _with_suggestions(begun: RosterImport, staged: Staged) -> Staged:
    """Take suggestions; a row with a fault that has none stays as it is."""
    wanted = {fault.field: fault.suggestion for fault in staged.line.faults if fault.suggestion}
    if _is_question(staged) or not wanted:
        return staged
    return _mended(begun, staged, wanted)


def _with_blanks(begun: RosterImport, staged: Staged) -> Staged:
    if _is_question(staged) or any(fields.rank(fault) == 0 for fault in staged.line.faults):
        return staged
    return _mended(begun, staged, {fault.field: "" for fault in staged.line.faults})


def _is_question(staged: Staged) -> bool:
    return bool(staged.line.faults) and all(fault.code in fields.QUESTIONS for fault in staged.line.faults)


def _answered(staged: Staged, word: str) -> Staged | None:
    if not _is_question(staged) or word == LEAVE_OUT:
        return None if word == LEAVE_OUT else staged
    line = staged.line._replace(faults=())
    if word == DIFFERENT:
        return Staged(line, NEW, answer=word)
    if staged.person:
        return Staged(line, SAME, staged.person, word)
    return Staged(line, REPEATED, _row_of(staged.line.faults[0]))


def _row_of(fault: Fault) -> str:
    return fault.suggestion
