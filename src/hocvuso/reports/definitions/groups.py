"""Digital groups of the unit and those below: who has one, since when, and what they did this year. Counts only."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from hocvuso.groups import queries as groups
from hocvuso.reports.definitions.shape import Asked, Definition, InMemory, listed
from hocvuso.reports.documents.paper import DAY, WHOLE, Cell, Column
from hocvuso.unions import queries as unions


def _make(asked: Asked) -> InMemory:
    columns = (
        Column(_("Unit"), width=36),
        Column(_("Code"), width=12),
        Column(_("State"), width=14),
        Column(_("Group due"), DAY, 12),
        Column(_("Days overdue"), WHOLE, 10),
        Column(_("Members of the group"), WHOLE, 10),
        Column(_("Ready to help"), WHOLE, 10),
        Column(_("Times"), WHOLE, 10),
        Column(_("People"), WHOLE, 10),
        Column(_("Minutes"), WHOLE, 10),
    )
    words = {groups.FOUNDED: _("has a group"), groups.PREPARED: _("in preparation"), groups.NONE: _("no group")}
    standing = groups.standing_below(asked.unit.id, asked.day)
    lines = {line.id: line for line in unions.unit_lines([each.unit for each in standing], asked.day)}
    figures = groups.figures([each for one in standing for each in one.groups], date(asked.day.year, 1, 1))
    rows = []
    for each in standing:
        line, own = lines[each.unit], [figures[number] for number in each.groups]
        sums: list[Cell] = [None] * 5
        if own:
            sums = [
                sum(one.members for one in own), sum(one.ready for one in own), sum(one.works for one in own),
                sum(one.people for one in own), sum(one.minutes for one in own),
            ]  # fmt: skip
        rows.append((line.name, line.code, words[each.state], each.due_on, each.days_overdue, *sums))
    notes = [
        _("Grassroots unions and their digital groups; works, people and minutes since the first day of the year."),
        _("Without a day said by a unit above nothing is overdue; without a group its figures are not known."),
    ]
    return listed(asked, columns, rows, notes)


DEFINITION = Definition(
    "groups", lambda: _("Digital groups"), lambda: _("Who has one, what they did this year: one line a unit"), _make
)  # fmt: skip
