"""Hours of a unit and below: who led which classes for how long, and how much was learnt at each meeting."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hocvuso.classes import hours as held
from hocvuso.classes import words
from hocvuso.core import vntext
from hocvuso.reports.documents import answers
from hocvuso.reports.documents.paper import DAY, TEXT, WHOLE, Cell, Column, Paper, Part, Table
from hocvuso.reports.views.desk import Desk, at_desk
from hocvuso.unions import queries as unions


@require_safe
@at_desk
def file(request: HttpRequest, desk: Desk) -> Any:
    """Give the hours of this year as a spreadsheet: trainers, then meetings; no learner's name stands in it."""
    first = desk.day.replace(month=1, day=1)
    units = unions.subtree_ids(desk.unit.id, desk.day)
    led: list[list[Cell]] = [
        [each.name or _("(no name)"), each.meetings, each.minutes, words.length(each.minutes)]
        for each in held.led_in(units, first, desk.day)
    ]
    met: list[list[Cell]] = [
        [row.of.name, row.starts_at, row.meeting.minutes, came, minutes, row.led_name or row.of.trainer_name]
        for row, came, minutes in held.held_lines(units, first, desk.day)
    ]
    minutes = _("Minutes")
    paper = Paper(
        title=_("Hours of classes, %(year)s") % {"year": desk.day.year},
        unit=desk.unit.name,
        above=desk.unit.parent,
        parts=[
            Part(_("Trainers"), (), Table(
                [Column(_("Trainer"), TEXT, 28), Column(_("Meetings"), WHOLE, 10), Column(minutes, WHOLE, 10),
                 Column(_("Hours"), TEXT, 18)], led)),
            Part(_("Meetings"), (), Table(
                [Column(_("Class"), TEXT, 32), Column(_("Day"), DAY, 12), Column(minutes, WHOLE, 10),
                 Column(_("People who came"), WHOLE, 10), Column(_("Minutes learnt, all together"), WHOLE, 16),
                 Column(_("Trainer"), TEXT, 28)], met)),
        ],
    )  # fmt: skip
    name = answers.file_name("gio-lop-hoc", vntext.search_key(desk.unit.code), str(desk.day.year), ending="xlsx")
    return answers.answer(paper, "xlsx", name, table_first=True)
