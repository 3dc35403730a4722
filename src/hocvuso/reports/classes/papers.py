"""Papers of a class: the list to sign at the door, and who came as a spreadsheet."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hocvuso.classes import queries, words
from hocvuso.plumbing import audit
from hocvuso.reports.classes.board import Row, on_class
from hocvuso.reports.documents import answers
from hocvuso.reports.documents.paper import TEXT, WHOLE, Column, Paper, Part, Table
from hocvuso.reports.views.desk import Desk
from hocvuso.unions import queries as unions

SPARE = 10  # empty lines at the end of a list to sign, decided: for who comes without a seat
ENDINGS = ("docx", "pdf", "xlsx")


@require_safe
@on_class
def sheet(request: HttpRequest, desk: Desk, row: Row, may_sign: bool, ending: str) -> Any:
    """Give the list to sign: a line for each seat, a column for each meeting, and empty lines."""
    if ending not in ENDINGS:
        raise Http404
    paper = roll_paper(desk, row, is_list=ending == "xlsx")
    return answers.answer(paper, ending, answers.file_name("lop", row.name[:40], ending=ending), table_first=True)


def roll_paper(desk: Desk, row: Row, *, is_list: bool) -> Paper:
    """Return the list to sign, with empty lines at its end; as a list (Excel) the minutes of each instead."""
    roll = [each for each in queries.roll(desk.viewer, row.id, desk.day) if not each.is_waiting]
    audit.record_reading(desk.viewer, [each.person for each in roll if each.name], "class", desk.as_what)
    sessions = [each for each in queries.sessions(row.id) if each.state == "planned"]
    columns = [Column(_("No."), WHOLE, 5), Column(_("Name"), TEXT, 28)]
    columns += [Column(words.when(each), TEXT, 14) for each in sessions]
    kinds = words.presences()
    lines: list[list[Any]] = [
        [number, each.name or "", *(kinds.get(each.kinds.get(at.number, ""), "") for at in sessions)]
        for number, each in enumerate(roll, 1)
    ]
    if is_list:
        minutes = queries.minutes_in([each.id for each in sessions])
        columns.append(Column(_("Minutes learnt"), WHOLE, 12))
        for line, seat in zip(lines, roll, strict=True):
            line.append(sum(minutes.get((at.id, seat.person), 0) for at in sessions))
    else:
        lines += [[number, "", *("" for _at in sessions)] for number in range(len(roll) + 1, len(roll) + 1 + SPARE)]
    unit = unions.unit(row.unit, desk.day) or desk.unit
    return Paper(
        title=_("List of the class: %(name)s") % {"name": row.name},
        unit=unit.name,
        above=unit.parent,
        facts=[(_("Where"), row.place or _("Online")), (_("Trainer"), row.trainer_name or "……")],
        parts=[Part("", (), Table(columns, lines, is_signed=not is_list))],
        signers=[_("Trainer"), _("For the executive committee")],
    )
